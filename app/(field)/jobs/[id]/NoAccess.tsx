"use client";
import { Phone } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "#app/_ui/serverClock.ts";
import { phoneWords } from "#app/(portal)/phoneWords.ts";
import {
  type NoAccessReason,
  needsPicture,
  noAccessReasons,
  visitsBeforeDesk,
} from "#server/domain/appointment/noAccess.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";
import type { Mending } from "./ReasonForm.tsx";
import { RecordPhotos } from "./RecordPhotos.tsx";
import { useCallsMade } from "./useCallsMade.ts";
import { useRecordPhotos } from "./useRecordPhotos.ts";
import type { Steps } from "./useSteps.ts";

type Props = { detail: Detail; personId: string; steps: Steps; mending?: Mending };

/** He stands at the door and cannot begin: why, the door in a picture, and his calls. It needs no network. */
export function NoAccess({ detail, personId, steps, mending }: Props) {
  const t = useTranslations("visit");
  const words = useFieldWords();
  const { ticket, site, contact } = detail;
  const was = mending?.mine.step.verb === "noAccess" ? mending.mine.step : null;
  const door = useRecordPhotos(personId, ticket.id, "door", mending?.mine.key);
  const [open, setOpen] = useState(mending !== undefined);
  const { calls, called } = useCallsMade(personId, ticket.id, open);
  const [reason, setReason] = useState<NoAccessReason | null>(was?.reason ?? null);
  const [more, setMore] = useState(was?.words ?? "");
  const [problem, setProblem] = useState<{ reason?: string; photo?: string }>({});
  const title = useRef<HTMLLegendElement>(null);
  useEffect(() => {
    if (!open) return;
    title.current?.focus();
    title.current?.scrollIntoView({ block: "start" });
  }, [open]);

  const usable = door.photos.filter(({ state }) => ["queued", "sending", "kept"].includes(state));
  const waiting = door.photos.some(({ state }) => state === "shrinking");
  const toDesk = reason === "wrong_place" || reason === "hazard";
  const begun = detail.entries.findLastIndex(({ type }) => type === "reopened" || type === "completed");
  const inVain = detail.entries.slice(begun + 1).filter(({ type }) => type === "no_access").length;
  const again = inVain + 1 >= visitsBeforeDesk;
  const phone = contact?.phone ?? "";

  function close() {
    if (mending) mending.close();
    else setOpen(false);
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (steps.pending || waiting) return;
    const found: typeof problem = {};
    if (reason === null) found.reason = t("door.need");
    else if (needsPicture(reason) && usable.length === 0) found.photo = t("door.photoNeed");
    setProblem(found);
    if (found.reason) title.current?.focus();
    if (reason === null || found.photo) return;
    const kept = await steps.take(
      {
        verb: "noAccess",
        reason,
        calls: [...new Set([...(was?.calls ?? []), ...calls])].sort(),
        words: more,
        photoIds: [],
      },
      usable.map(({ id }) => id),
      undefined,
      mending?.mine.key,
    );
    if (kept) close();
  }

  if (!open) {
    return (
      <button
        type="button"
        className="field-plain field-other"
        data-testid="open-no-access"
        onClick={() => setOpen(true)}
      >
        {t("door.open")}
      </button>
    );
  }
  return (
    <form className="field-reason" onSubmit={submit} noValidate data-testid="no-access-form">
      <fieldset aria-describedby={problem.reason ? "door-problem" : undefined}>
        <legend ref={title} tabIndex={-1}>
          {t("door.title")}
        </legend>
        {problem.reason && (
          <p id="door-problem" role="alert" className="field-problem">
            {problem.reason}
          </p>
        )}
        {noAccessReasons.map((each) => (
          <label key={each} className="field-choice">
            <input
              type="radio"
              name="no-access-reason"
              value={each}
              checked={reason === each}
              onChange={() => {
                setReason(each);
                setProblem({});
              }}
            />
            <span>{t(`why.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {phone !== "" && (
        <a className="field-call" href={`tel:${contact?.masked ? site.hotline : phone}`} onClick={called}>
          <Phone size={24} strokeWidth={1.75} aria-hidden />
          <span>
            <span>{t("door.call")}</span>
            <span className="field-phone">{contact?.masked ? phone : phoneWords(phone)}</span>
          </span>
        </a>
      )}
      <p role="status" className="field-aside" data-testid="door-calls">
        {t("door.calls", {
          count: calls.length,
          times: calls.map((at) => words.time(at, site.timeZone)).join(" · "),
        })}
      </p>
      <RecordPhotos {...door} shows="door" problem={problem.photo} />
      <p className="field-aside" suppressHydrationWarning>
        {t("door.measured", { time: words.time(new Date(serverNow()).toISOString(), site.timeZone) })}
      </p>
      <label className="field-label" htmlFor="no-access-words">
        {t("door.words")}
      </label>
      <textarea
        id="no-access-words"
        rows={2}
        maxLength={300}
        value={more}
        onChange={(event) => setMore(event.target.value)}
      />
      {reason !== null && (
        <p className="field-aside">
          {[
            t(toDesk ? "door.next.desk" : again ? "door.next.again" : "door.next.owner"),
            t("door.noCharge"),
          ].join(words.zh ? "" : " ")}
        </p>
      )}
      {steps.said?.tone === "trouble" && (
        <p role="alert" className="field-problem">
          {steps.said.words}
        </p>
      )}
      <button
        type="submit"
        className="field-button"
        data-testid="submit-no-access"
        aria-disabled={steps.pending || waiting}
      >
        {t(toDesk || again ? "door.submitDesk" : "door.submit")}
      </button>
      <button type="button" className="field-plain" onClick={close}>
        {t("door.keep")}
      </button>
    </form>
  );
}
