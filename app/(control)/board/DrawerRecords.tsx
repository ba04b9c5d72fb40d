"use client";
import { useTranslations } from "use-intl";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

type Props = { records: Detail["records"]; siteId: string; ticketId: string };

/** What the technician wrote when he was done. */
export function DrawerRecords({ records, siteId, ticketId }: Props) {
  const t = useTranslations("control");
  const words = useWords();
  if (records.length === 0) return null;
  return (
    <section>
      <h3>{t("drawer.record")}</h3>
      {records.map((record) => (
        <dl key={record.id} className="drawer-facts">
          <div>
            <dt>
              <time>{words.time(record.at, siteId)}</time>
            </dt>
            <dd>
              {words.person(record.technician)} · {t(`measure.${record.measure}`)} ·{" "}
              {t(`result.${record.result}`)}
            </dd>
          </div>
          {(["found", "done", "materials"] as const).map(
            (part) =>
              record[part] && (
                <div key={part}>
                  <dt>{t(`drawer.${part}`)}</dt>
                  <dd dir="auto">{record[part]}</dd>
                </div>
              ),
          )}
        </dl>
      ))}
      <a className="drawer-print" href={`/records/${ticketId}`} target="_blank" rel="noreferrer">
        {t("drawer.printRecord")}
      </a>
    </section>
  );
}
