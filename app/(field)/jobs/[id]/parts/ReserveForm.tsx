"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Kept } from "../../../_outbox/kept.ts";
import type { SiteStock } from "../../../_stock/stockCopy.ts";
import type { Steps } from "../useSteps.ts";
import { ReserveFields } from "./ReserveFields.tsx";
import { asChosen, reserving, usePartLines } from "./usePartLines.ts";

/** `mending`: the refused step that is gone over again. */
type Props = { stock: SiteStock | null; steps: Steps; close(): void; mending?: Kept };

/** Has parts held for the job, also while it waits already. */
export function ReserveForm({ stock, steps, close, mending }: Props) {
  const t = useTranslations("parts");
  const field = useTranslations("field.outbox");
  const before = mending?.step.verb === "reserve" ? mending.step.lines : [];
  const of = usePartLines(stock, false, false, null, asChosen(stock, before) ?? []);
  const [problem, setProblem] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: "start" });
    form.current?.querySelector<HTMLInputElement>("input")?.focus({ preventScroll: true });
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (steps.pending) return;
    if (of.lines.length === 0) return setProblem(t("need"));
    if (of.bad) return setProblem(t(of.bad.word, of.bad));
    setProblem("");
    const lines = reserving(of.lines, before);
    if (await steps.take({ verb: "reserve", lines }, [], undefined, mending?.key)) close();
  }

  return (
    <form ref={form} className="field-reason" onSubmit={submit} noValidate data-testid="reserve-form">
      <ReserveFields
        stock={stock}
        of={of}
        problem={problem || (steps.said?.tone === "trouble" ? steps.said.words : undefined)}
      />
      <button
        type="submit"
        className="field-button"
        aria-disabled={steps.pending}
        data-testid="reserve-submit"
      >
        {t("submitReserve")}
      </button>
      <button type="button" className="field-plain" onClick={close}>
        {mending ? field("leaveSo") : t("cancel")}
      </button>
    </form>
  );
}
