"use client";
import { useLocale, useTranslations } from "use-intl";
import type { Used } from "./useUsed.ts";

/** What is booked for this visit, in the record: it need not be written again. */
export function Booked({ used }: { used: readonly Used[] }) {
  const t = useTranslations("parts");
  const zh = useLocale() === "zh";
  if (used.length === 0) return null;
  return (
    <section aria-labelledby="booked-title" data-testid="booked">
      <h2 id="booked-title" className="field-label">
        {t("booked")}
      </h2>
      <ul className="parts-booked">
        {used.map((line) => (
          <li key={line.id}>
            <span>{zh ? line.nameZh : line.nameEn}</span>{" "}
            <span className="field-figures">
              {t("amount", { quantity: line.quantity, unit: t(`units.${line.unit}`) })}
            </span>
          </li>
        ))}
      </ul>
      <p className="field-aside">{t("bookedHint")}</p>
    </section>
  );
}
