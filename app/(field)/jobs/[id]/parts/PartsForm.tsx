"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { moneyWords, readMoney } from "#app/_money/money.ts";
import { mostCents } from "#server/domain/stock/charge.ts";
import type { Kept } from "../../../_outbox/kept.ts";
import type { SiteStock } from "../../../_stock/stockCopy.ts";
import type { Steps } from "../useSteps.ts";
import { PartLine } from "./PartLine.tsx";
import { PartPicker } from "./PartPicker.tsx";
import { asChosen, sameId, usePartLines } from "./usePartLines.ts";

type Props = {
  first: "use" | "ask";
  stock: SiteStock | null;
  mayCharge: boolean;
  /** The return of a repair: all of it is warranty. */
  returned: boolean;
  /** What the owner pays already, cents. */
  soFar: number;
  /** The highest sum that the owner has agreed to, cents. */
  agreed: number;
  steps: Steps;
  close(): void;
  /** The refused step that is gone over again. */
  mending?: Kept;
};

/** Notes what was used, or asks the owner first: the same choice of parts, two ends. */
export function PartsForm(props: Props) {
  const { first, stock, mayCharge, returned, soFar, agreed, steps, close, mending } = props;
  const t = useTranslations("parts");
  const field = useTranslations("field.outbox");
  const was = mending?.step.verb === "use" || mending?.step.verb === "quote" ? mending.step : null;
  const [mode, setMode] = useState(first);
  const of = usePartLines(stock, mayCharge, returned, null, asChosen(stock, was?.lines ?? []) ?? []);
  const [labour, setLabour] = useState(
    was?.verb === "quote" && was.labourCents ? (was.labourCents / 100).toFixed(2) : "",
  );
  const [problem, setProblem] = useState("");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    title.current?.scrollIntoView({ block: "start" });
  }, []);
  const limit = stock?.limitCents ?? 0;
  const labourCents = mode === "ask" ? readMoney(labour) : 0;
  const sum = soFar + of.charged + (labourCents ?? 0);
  const over = of.charged > 0 && sum > limit && sum > agreed;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (steps.pending) return;
    const none = of.lines.length === 0;
    if (labourCents === null) return setProblem(t("labourBad"));
    if (none && (mode === "use" || labourCents === 0)) return setProblem(t("need"));
    if (of.bad) return setProblem(t(of.bad.word, of.bad));
    if (sum > mostCents) return setProblem(t("sumTooMuch", { most: moneyWords(mostCents) }));
    if (mode === "ask" && sum === 0) return setProblem(t("needSum"));
    setProblem("");
    const lines = of.lines.map(({ part, quantity, kind }) => ({
      materialId: part.id,
      quantity: quantity.trim(),
      kind,
    }));
    const before = was?.verb === "use" ? was.lines : [];
    const used = lines.map((line) => ({ id: sameId(before, line.materialId), ...line }));
    const kept = await steps.take(
      mode === "use" ? { verb: "use", lines: used } : { verb: "quote", lines, labourCents },
      [],
      undefined,
      mending?.key,
    );
    if (kept) close();
  }

  return (
    <form className="field-reason" onSubmit={submit} noValidate data-testid="parts-form" data-mode={mode}>
      <h2 ref={title} tabIndex={-1}>
        {t(mode === "use" ? "useTitle" : "askTitle")}
      </h2>
      <PartPicker stock={stock} chosen={of.lines.map(({ part }) => part.id)} choose={of.choose} />
      {of.lines.length > 0 && (
        <ul className="parts-lines">
          {of.lines.map((line) => (
            <PartLine
              key={line.part.id}
              line={line}
              of={of}
              pays={returned ? "nobodyAsked" : mayCharge ? "owner" : "notOwner"}
              checkVan={mode === "use"}
            />
          ))}
        </ul>
      )}
      {mode === "ask" && (
        <>
          <label className="field-label" htmlFor="parts-labour">
            {t("labour")}
          </label>
          <input
            id="parts-labour"
            inputMode="decimal"
            className="field-figures"
            value={labour}
            onChange={(event) => setLabour(event.target.value)}
          />
        </>
      )}
      <p className="field-strong" role="status">
        {sum === 0 ? t("sumNothing") : t("sum", { money: moneyWords(sum) })}
      </p>
      {mode === "use" && over && (
        <div className="field-notice">
          <p>{t("limit", { sum: moneyWords(sum), limit: moneyWords(limit) })}</p>
          <button
            type="button"
            className="field-button"
            data-testid="parts-to-ask"
            onClick={() => setMode("ask")}
          >
            {t("toAsk")}
          </button>
        </div>
      )}
      {(problem || steps.said?.tone === "trouble") && (
        <p role="alert" className="field-problem">
          {problem || steps.said?.words}
        </p>
      )}
      <button
        type="submit"
        className={mode === "use" && over ? "field-plain" : "field-button"}
        aria-disabled={steps.pending}
        data-testid="parts-submit"
      >
        {t(mode === "use" ? "submitUse" : "submitAsk")}
      </button>
      <button type="button" className="field-plain" onClick={close}>
        {mending ? field("leaveSo") : t("cancel")}
      </button>
    </form>
  );
}
