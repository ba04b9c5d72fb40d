"use client";
import { useTranslations } from "use-intl";
import { plateLine } from "#server/domain/place/plate.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** What was found and done on earlier visits of this job, at this place before, and at what the place hangs on. */
export function History({ detail }: { detail: Detail }) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const { records, history, installation, site } = detail;
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
                    <p key={name} className="field-words" dir="auto">
                      {record[name]}
                    </p>
                  ),
              )}
            </div>
          ))}
        </section>
      )}
      <Before title={t("job.history")} none={t("job.historyNone")} lines={history} detail={detail} />
      <Before
        title={t("installation.title")}
        none={t("installation.none")}
        lines={installation}
        detail={detail}
        elsewhere
      />
    </>
  );
}

type Line = Detail["history"][number];
type Props = { title: string; none: string; lines: Line[]; detail: Detail; elsewhere?: boolean };

/** Repairs of before, newest first, each with what was found and done last; `elsewhere` says where. */
function Before({ title, none, lines, detail: { site }, elsewhere = false }: Props) {
  const t = useTranslations("field");
  const words = useFieldWords();
  return (
    <details className="field-more" data-testid={elsewhere ? "history-installation" : "history-place"}>
      <summary>
        <h2>{title}</h2>
        <span className="field-figures">{lines.length}</span>
      </summary>
      {lines.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {lines.map((each) => (
            <li key={each.number}>
              <span>
                {elsewhere && `${plateLine(words.place(each.plate))} · `}
                {words.fault(each)}
              </span>
              <span className="field-aside" suppressHydrationWarning>
                {words.time(each.receivedAt, site.timeZone)} · {t(`status.${each.status}`)} · {each.number}
              </span>
              {each.record && (
                <span className="field-words" dir="auto">
                  {each.record.found} → {each.record.done}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
