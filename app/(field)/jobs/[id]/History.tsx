"use client";
import { useTranslations } from "use-intl";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** What was found and done on earlier visits of this job, and what was repaired at this place before. */
export function History({ detail }: { detail: Detail }) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const { records, history, site } = detail;
  return (
    <>
      {records.length > 0 && (
        <section aria-labelledby="visits-title">
          <h2 id="visits-title">{t("job.visits")}</h2>
          {records.map((record) => (
            <div key={record.id} className="field-visit">
              <p className="field-aside" suppressHydrationWarning>
                {words.time(record.at, site.timeZone)} · {words.person(record.technician)} ·{" "}
                {t(`record.measures.${record.measure}`)} · {t(`record.results.${record.result}`)}
              </p>
              {(["found", "done", "materials"] as const).map(
                (name) =>
                  record[name] !== "" && (
                    <p key={name} className="field-words">
                      {record[name]}
                    </p>
                  ),
              )}
            </div>
          ))}
        </section>
      )}
      <details className="field-more">
        <summary>
          <h2>{t("job.history")}</h2>
          <span className="field-figures">{history.length}</span>
        </summary>
        {history.length === 0 ? (
          <p>{t("job.historyNone")}</p>
        ) : (
          <ul>
            {history.map((each) => (
              <li key={each.number}>
                <span>{words.fault(each)}</span>
                <span className="field-aside" suppressHydrationWarning>
                  {words.time(each.receivedAt, site.timeZone)} · {t(`status.${each.status}`)} · {each.number}
                </span>
              </li>
            ))}
          </ul>
        )}
      </details>
    </>
  );
}
