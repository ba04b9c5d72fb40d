"use client";
import { useTranslations } from "use-intl";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** The repair that came back with this job: what was found and done then, by whom, with which parts. */
export function ReturnOf({ detail }: { detail: Detail }) {
  const t = useTranslations("repeat");
  const unit = useTranslations("parts.units");
  const words = useFieldWords();
  // A phone that kept the job before it knew of returns has none.
  const first = detail.returnOf ?? null;
  if (first === null) return null;
  return (
    <section className="field-notice" aria-labelledby="return-title" data-testid="return-of">
      <h2 id="return-title">{t("of", { number: first.number })}</h2>
      <p>
        {words.fault({ nameZh: first.faultZh, nameEn: first.faultEn })} · {t("before")}
      </p>
      {first.visits.map((visit) => (
        <div key={visit.at}>
          <p className="field-aside" suppressHydrationWarning>
            {t("visit", {
              time: words.time(visit.at, detail.site.timeZone),
              technician: words.person(visit.technician),
              result: t(`result.${visit.result}`),
            })}
          </p>
          {(["found", "done", "materials"] as const).map(
            (name) =>
              visit[name] !== "" && (
                <p key={name} className="field-words">
                  {visit[name]}
                </p>
              ),
          )}
        </div>
      ))}
      {first.parts.length > 0 && (
        <p>
          {t("parts")}:{" "}
          {first.parts
            .map((part) => `${words.fault(part)} × ${part.quantity} ${unit(part.unit)}`)
            .join(" · ")}
        </p>
      )}
    </section>
  );
}
