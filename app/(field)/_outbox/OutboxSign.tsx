"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import { Thread } from "#app/_ui/Thread.tsx";
import { useDraftCount } from "../jobs/useDraftCount.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { tryNow } from "./outbox.ts";
import { isUnsent, jobOf, unsentOf } from "./queue.ts";
import { useOutbox } from "./useOutbox.ts";

/** After so long on the phone only, ms, it is said loudly: the browser of a phone that is not used may forget. */
const tooLong = 24 * 3_600_000;

/** Over every page: what is on this phone only, for how long, and behind it each thing with its state. */
export function OutboxSign({ personId }: { personId: string }) {
  const t = useTranslations("field.outbox");
  const words = useFieldWords();
  useServerClock(30_000);
  const { commands, pictures, under, stuck } = useOutbox();
  const { changes, photos, refused, spoilt, oldest } = unsentOf(commands, pictures);
  const drafts = useDraftCount(personId);
  const unsent = commands.filter(({ state }) => state !== "sent");
  const state = (command: Kept) => {
    if (command.state === "refused") return t("refused");
    const sending = under !== null && [command.key, ...command.pictures].includes(under.id);
    return sending ? t("sending") : t("waiting");
  };
  const sum = t("sum", { changes, photos, both: changes > 0 && photos > 0 ? "yes" : "no" });
  const late = oldest !== null && serverNow() - Date.parse(oldest) > tooLong;
  const ago = oldest === null ? "" : words.ago(Math.max(0, (serverNow() - Date.parse(oldest)) / 1000));

  return (
    <div
      className="field-outbox"
      role="status"
      data-testid="outbox-sign"
      data-changes={changes}
      data-photos={photos}
    >
      {changes + photos > 0 && (
        <>
          <button type="button" popoverTarget="field-outbox" className="field-outbox-sign">
            <Thread stitch="queued" progress={0} />
            <span>{sum}</span>
            {oldest !== null && <span className="field-aside">{t("oldest", { ago })}</span>}
          </button>
          {late && (
            <p className="field-problem" data-testid="unsent-late">
              {t("late")}
            </p>
          )}
          {refused > 0 && <p className="field-problem">{t("needsYou", { count: refused })}</p>}
          {stuck === "signIn" && (
            <a className="field-plain" href="/sign-in?next=%2Fjobs">
              {t("signIn")}
            </a>
          )}
          <div id="field-outbox" popover="auto" className="field-menu">
            <p>{sum}</p>
            <ul>
              {unsent.map((command) => (
                <li key={command.key} data-state={command.state}>
                  <Link href={pageOf(command)} prefetch={false}>
                    <strong>{t(`did.${command.step.verb}`)}</strong>
                    <span className="field-aside">
                      {[
                        words.time(command.step.doneAt, command.about.timeZone),
                        command.about.number,
                        state(command),
                      ]
                        .filter((each) => each !== "")
                        .join(" · ")}
                    </span>
                  </Link>
                </li>
              ))}
              {pictures.filter(isUnsent).map((picture) => (
                <li key={picture.id}>
                  <Link href={`/jobs/${picture.ticketId}`} prefetch={false}>
                    <strong>{t("photo")}</strong>
                    <span className="field-aside">
                      {under?.id === picture.id ? t("percent", { percent: under.percent }) : t("waiting")}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            <button type="button" className="field-plain" onClick={tryNow} data-testid="send-now">
              {t("now")}
            </button>
          </div>
        </>
      )}
      {spoilt + drafts > 0 && (
        <p className="field-aside" data-testid="unsent-rest">
          {[
            spoilt > 0 ? t("spoilt", { count: spoilt }) : "",
            drafts > 0 ? t("drafts", { count: drafts }) : "",
          ]
            .filter((each) => each !== "")
            .join(" · ")}
        </p>
      )}
    </div>
  );
}

/** Where he decides about it, or sees it. */
function pageOf({ step, state }: Kept): string {
  const ticketId = jobOf(step);
  // What is offered has no page of its own: it is no job of his.
  if (step.verb === "claim" || step.verb === "pass") return "/jobs";
  if (ticketId !== null) return `/jobs/${ticketId}`;
  return step.verb === "vanBack" && state !== "refused" ? "/jobs/van" : "/jobs";
}
