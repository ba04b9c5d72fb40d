"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { DeclineReason, PauseReason } from "#server/domain/ticket/ticket.ts";
import { useStock } from "../../_stock/useStock.ts";
import { ReserveFields } from "./parts/ReserveFields.tsx";
import { reserving, usePartLines } from "./parts/usePartLines.ts";
import type { Steps } from "./useSteps.ts";

type Props =
  | { verb: "decline"; reasons: readonly DeclineReason[]; steps: Steps }
  | {
      verb: "pause";
      reasons: readonly PauseReason[];
      steps: Steps;
      of: { personId: string; siteId: string };
    };

/** He cannot go, or cannot go on: closed until asked for, and then it wants one reason. */
export function ReasonForm(props: Props) {
  const { verb, reasons, steps } = props;
  const { personId, siteId } = props.verb === "pause" ? props.of : { personId: "", siteId: "" };
  const stock = useStock(personId, siteId);
  const parts = usePartLines(stock, false);
  const t = useTranslations("field");
  const room = verb === "decline" ? "decline" : "hold";
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<DeclineReason | PauseReason | null>(null);
  const [words, setWords] = useState("");
  const [back, setBack] = useState("");
  const [needed, setNeeded] = useState(false);
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

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (steps.pending) return;
    setNeeded(reason === null);
    if (reason === null) return title.current?.focus();
    if (reason === "parts" && parts.lines.length > 0) {
      if (parts.bad) return;
      if (!(await steps.take({ verb: "reserve", lines: reserving(parts.lines) }))) return;
      parts.clear();
    }
    const kept =
      verb === "decline"
        ? await steps.take({ verb, reason: reason as DeclineReason, words })
        : await steps.take({ verb, reason: reason as PauseReason, words, ...backAt(back) });
    if (kept) setOpen(false);
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
      {verb === "pause" && reason === "parts" && <ReserveFields stock={stock} of={parts} />}
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
            onChange={(event) => setBack(event.target.value)}
          />
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
      <button type="button" className="field-plain" onClick={() => setOpen(false)}>
        {t("reason.keep")}
      </button>
    </form>
  );
}

/** What the phone's own clock shows, as an instant; nothing when nothing was said. */
function backAt(typed: string): { backAt?: string } {
  const at = new Date(typed);
  return Number.isNaN(at.getTime()) ? {} : { backAt: at.toISOString() };
}
