"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { isRefusal } from "#server/domain/refusal.ts";
import type { DeclineReason, PauseReason } from "#server/domain/ticket/ticket.ts";
import { readTyped, typedAt } from "#server/domain/time/typed.ts";
import type { Kept } from "../../_outbox/kept.ts";
import { useStock } from "../../_stock/useStock.ts";
import { ReserveFields } from "./parts/ReserveFields.tsx";
import { reserving, usePartLines } from "./parts/usePartLines.ts";
import type { Steps } from "./useSteps.ts";

/** A refused step that is gone over again, and what ends that. */
export type Mending = { mine: Kept; close(): void };

type Props = { mending?: Mending } & (
  | { verb: "decline"; reasons: readonly DeclineReason[]; steps: Steps }
  | {
      verb: "pause";
      reasons: readonly PauseReason[];
      steps: Steps;
      of: { personId: string; siteId: string; timeZone: string };
    }
);

/** He cannot go, or cannot go on: closed until asked for, and then it wants one reason. */
export function ReasonForm(props: Props) {
  const { verb, reasons, steps, mending } = props;
  const was = mending?.mine.step;
  const said = was?.verb === "pause" || was?.verb === "decline" ? was : null;
  const { personId, siteId, timeZone } =
    props.verb === "pause" ? props.of : { personId: "", siteId: "", timeZone: "UTC" };
  const stock = useStock(personId, siteId);
  const parts = usePartLines(stock, false);
  const t = useTranslations("field");
  const partWords = useTranslations("parts");
  const refusal = useRefusalWords();
  const room = verb === "decline" ? "decline" : "hold";
  const [open, setOpen] = useState(mending !== undefined);
  const [reason, setReason] = useState<DeclineReason | PauseReason | null>(said?.reason ?? null);
  const [words, setWords] = useState(said?.words ?? "");
  const [back, setBack] = useState(
    said?.verb === "pause" && said.backAt ? typedAt(said.backAt, timeZone) : "",
  );
  const [noTime, setNoTime] = useState(false);
  const [needed, setNeeded] = useState(false);
  const [unfit, setUnfit] = useState(false);
  const title = useRef<HTMLLegendElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    if (open) {
      title.current?.focus();
      title.current?.scrollIntoView({ block: "start" });
    } else if (opened.current) opener.current?.focus();
    opened.current = open;
  }, [open]);

  function close() {
    if (mending) mending.close();
    else setOpen(false);
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (steps.pending) return;
    setNeeded(reason === null);
    if (reason === null) return title.current?.focus();
    const read = back === "" ? [] : readTyped(back, timeZone);
    setNoTime(isRefusal(read));
    if (isRefusal(read)) return;
    const [backAt] = read;
    if (mending === undefined && reason === "parts" && parts.lines.length > 0) {
      setUnfit(parts.bad !== null);
      if (parts.bad) return;
      if (!(await steps.take({ verb: "reserve", lines: reserving(parts.lines) }))) return;
      parts.clear();
    }
    const kept =
      verb === "decline"
        ? await steps.take({ verb, reason: reason as DeclineReason, words }, [], undefined, mending?.mine.key)
        : await steps.take(
            { verb, reason: reason as PauseReason, words, ...(backAt !== undefined && { backAt }) },
            [],
            undefined,
            mending?.mine.key,
          );
    if (kept) close();
  }

  if (!open) {
    return (
      <button
        ref={opener}
        type="button"
        className="field-plain field-other"
        data-testid={`open-${verb}`}
        onClick={() => setOpen(true)}
      >
        {t(`${room}.open`)}
      </button>
    );
  }
  return (
    <form className="field-reason" onSubmit={submit} noValidate data-testid={`${verb}-form`}>
      <fieldset aria-describedby={needed ? "reason-problem" : undefined}>
        <legend ref={title} tabIndex={-1}>
          {t(`${room}.title`)}
        </legend>
        {needed && (
          <p id="reason-problem" role="alert" className="field-problem">
            {t("reason.need")}
          </p>
        )}
        {reasons.map((each) => (
          <label key={each} className="field-choice">
            <input
              type="radio"
              name={`${verb}-reason`}
              value={each}
              checked={reason === each}
              onChange={() => {
                setReason(each);
                setNeeded(false);
              }}
            />
            <span>{t(`${room}.reasons.${each}` as "hold.reasons.parts")}</span>
          </label>
        ))}
      </fieldset>
      {verb === "pause" && reason === "parts" && mending === undefined && (
        <ReserveFields
          stock={stock}
          of={parts}
          problem={unfit && parts.bad ? partWords(parts.bad.word, parts.bad) : undefined}
        />
      )}
      <label className="field-label" htmlFor={`${verb}-words`}>
        {t("reason.words")}
      </label>
      <textarea
        id={`${verb}-words`}
        rows={2}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {verb === "pause" && (
        <>
          <label className="field-label" htmlFor="pause-back">
            {t("hold.back")}
          </label>
          <input
            id="pause-back"
            type="datetime-local"
            value={back}
            aria-invalid={noTime}
            aria-describedby={noTime ? "pause-back-problem" : undefined}
            onChange={(event) => {
              setBack(event.target.value);
              setNoTime(false);
            }}
          />
          {noTime && (
            <p id="pause-back-problem" role="alert" className="field-problem">
              {refusal({ code: "NO_SUCH_TIME" })}
            </p>
          )}
        </>
      )}
      {steps.said?.tone === "trouble" && (
        <p role="alert" className="field-problem">
          {steps.said.words}
        </p>
      )}
      <button
        type="submit"
        className="field-button"
        aria-disabled={steps.pending}
        data-testid={`submit-${verb}`}
      >
        {t(`${room}.submit`)}
      </button>
      <button type="button" className="field-plain" onClick={close}>
        {t(mending ? "outbox.leaveSo" : "reason.keep")}
      </button>
    </form>
  );
}
