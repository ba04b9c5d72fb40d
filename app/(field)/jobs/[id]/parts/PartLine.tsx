"use client";
import { Minus, Plus, X } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { chargeKinds } from "#server/domain/stock/charge.ts";
import { fromNumeric, readQuantity, stepped } from "#server/domain/stock/quantity.ts";
import { badly, type Line, type PartLines } from "./usePartLines.ts";

type Props = {
  line: Line;
  of: PartLines;
  /** Whether it is asked who pays, and whether somebody can. */
  pays: "nobodyAsked" | "owner" | "notOwner";
  checkVan: boolean;
};

/** One chosen part: how much, who pays, and what is said when the van has less. */
export function PartLine({ line, of, pays, checkVan }: Props) {
  const { part, quantity, kind } = line;
  const t = useTranslations("parts");
  const name = useLocale() === "zh" ? part.nameZh : part.nameEn;
  const bad = badly(line);
  const tooMuch = bad?.word === "tooMuch";
  const van = of.now(part).van;
  const short = checkVan && (readQuantity(quantity) ?? 0n) > fromNumeric(van);
  return (
    <li className="parts-line" data-code={part.code}>
      <div className="parts-line-head">
        <strong>{name}</strong>
        <button
          type="button"
          className="field-icon"
          aria-label={t("drop", { name })}
          onClick={() => of.drop(part.id)}
        >
          <X size={24} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      <div className="parts-stepper">
        <button
          type="button"
          className="field-plain"
          aria-label={t("less", { name })}
          onClick={() => of.setQuantity(part.id, stepped(quantity, -1n))}
        >
          <Minus size={24} strokeWidth={1.75} aria-hidden />
        </button>
        <input
          inputMode="decimal"
          className="field-figures"
          aria-label={t("quantity", { name })}
          aria-invalid={tooMuch || undefined}
          aria-describedby={tooMuch ? `${part.id}-problem` : undefined}
          value={quantity}
          data-testid="part-quantity"
          onChange={(event) => of.setQuantity(part.id, event.target.value)}
        />
        <span>{t(`units.${part.unit}`)}</span>
        <button
          type="button"
          className="field-plain"
          aria-label={t("moreOf", { name })}
          data-testid="part-more"
          onClick={() => of.setQuantity(part.id, stepped(quantity, 1n))}
        >
          <Plus size={24} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      {tooMuch && (
        <p id={`${part.id}-problem`} role="alert" className="field-problem" data-testid="part-problem">
          {t("tooMuch", bad)}
        </p>
      )}
      {short && <p className="field-aside">{t("short", { van })}</p>}
      {pays !== "nobodyAsked" && (
        <fieldset className="parts-kinds">
          <legend className="visually-hidden">{t("kind")}</legend>
          {chargeKinds
            .filter((each) => pays === "owner" || each !== "charged")
            .map((each) => (
              <label key={each} className="field-choice">
                <input
                  type="radio"
                  name={`kind-${part.id}`}
                  checked={kind === each}
                  onChange={() => of.setKind(part.id, each)}
                />
                <span>{t(`kinds.${each}`)}</span>
              </label>
            ))}
        </fieldset>
      )}
    </li>
  );
}
