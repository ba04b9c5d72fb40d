"use client";
import { useTranslations } from "use-intl";
import type { SiteStock } from "../../../_stock/stockCopy.ts";
import { PartLine } from "./PartLine.tsx";
import { PartPicker } from "./PartPicker.tsx";
import type { PartLines } from "./usePartLines.ts";

type Props = { stock: SiteStock | null; of: PartLines; problem?: string | undefined };

/** Which parts the job waits for; none need be said. */
export function ReserveFields({ stock, of, problem }: Props) {
  const t = useTranslations("parts");
  return (
    <fieldset data-testid="reserve">
      <legend>{t("reserveTitle")}</legend>
      <p className="field-aside">{t("reserveHint")}</p>
      {problem && (
        <p role="alert" className="field-problem">
          {problem}
        </p>
      )}
      <PartPicker stock={stock} chosen={of.lines.map(({ part }) => part.id)} choose={of.choose} />
      <ul className="parts-lines">
        {of.lines.map((line) => (
          <PartLine key={line.part.id} line={line} of={of} pays="nobodyAsked" checkVan={false} />
        ))}
      </ul>
    </fieldset>
  );
}
