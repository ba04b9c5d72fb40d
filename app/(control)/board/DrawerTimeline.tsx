"use client";
import { useTranslations } from "use-intl";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

type Entry = Detail["entries"][number];

/** Later than this after it was done, the desk is told when the office heard of it, ms. */
const late = 2 * 60_000;

/** The whole story, newest first: when, what, who. */
export function DrawerTimeline({ entries, siteId }: { entries: Entry[]; siteId: string }) {
  const t = useTranslations("control");
  const words = useWords();
  return (
    <section>
      <h3>{t("drawer.timeline")}</h3>
      <ol className="drawer-timeline">
        {[...entries].reverse().map((entry) => (
          <li key={entry.seq} data-type={entry.type}>
            <time>{words.time(entry.doneAt ?? entry.at, siteId)}</time>
            <div>
              {t(`event.${entry.type}`, {
                technician: entry.technician ? words.person(entry.technician) : t("event.somebody"),
                reason: reasonOf(entry),
                reached: String(entry.data.reached ?? "yes"),
              })}
              {entry.by && entry.by.id !== entry.technician?.id && <small>{doer(entry.by)}</small>}
              {heardLate(entry) && (
                <small>{t("event.heardAt", { time: words.time(entry.at, siteId) })}</small>
              )}
              {!entry.by && <small>{t("event.system")}</small>}
              {entry.words && <q>{entry.words}</q>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );

  /** A name, and that it came through the reporter's link, which may have been handed on. */
  function doer(by: NonNullable<Entry["by"]>): string {
    const name = words.person(by);
    if (by.role !== "link") return name;
    return name === "" ? t("event.byLink") : `${name} · ${t("event.byLink")}`;
  }

  function heardLate({ at, doneAt }: Entry): boolean {
    return doneAt !== null && Date.parse(at) - Date.parse(doneAt) > late;
  }

  function reasonOf(entry: Entry): string {
    const key = `reason.${String(entry.data.reason ?? "other")}` as "reason.other";
    return t.has(key) ? t(key) : t("reason.other");
  }
}
