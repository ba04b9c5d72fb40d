"use client";
import { useTranslations } from "use-intl";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

/** What the technician wrote when he was done. */
export function DrawerRecords({ records, siteId }: { records: Detail["records"]; siteId: string }) {
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
                  <dd>{record[part]}</dd>
                </div>
              ),
          )}
        </dl>
      ))}
    </section>
  );
}
