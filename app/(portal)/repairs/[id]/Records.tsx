"use client";
import { useTranslations } from "use-intl";
import { usePrintAddress } from "#app/_link/OpenedByLink.tsx";
import type { Detail } from "./detail.ts";
import type { Story } from "./useStory.ts";

/** What the technician found and did, visit by visit. */
export function Records({ detail, story }: { detail: Detail; story: Story }) {
  const t = useTranslations("portal.repair.record");
  const printed = usePrintAddress(detail.ticket.id);
  if (detail.records.length === 0) return null;
  return (
    <section aria-labelledby="records-title">
      <h2 id="records-title">{t("title")}</h2>
      {detail.records.map((record) => {
        const rows = [
          ["measure", t(`measures.${record.measure}`)],
          ["found", record.found],
          ["done", record.done],
          ["materials", record.materials],
          ["result", t(`results.${record.result}`)],
        ] as const;
        return (
          <article key={record.id}>
            <p className="portal-zone">
              {t("by", { technician: story.technician(record.technician), time: story.time(record.at) })}
            </p>
            <dl className="portal-answers">
              {rows
                .filter(([, words]) => words !== "")
                .map(([name, words]) => (
                  <div key={name}>
                    <dt>{t(name)}</dt>
                    <dd className="portal-words" dir="auto">
                      {words}
                    </dd>
                  </div>
                ))}
            </dl>
          </article>
        );
      })}
      <a className="portal-link" href={printed} data-testid="print-record">
        {t("print")}
      </a>
    </section>
  );
}
