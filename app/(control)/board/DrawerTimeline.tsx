"use client";
import { useTranslations } from "use-intl";
import { type Entry, useStory } from "./useStory.ts";
import { useWords } from "./useWords.ts";

/** Later than this after it was done, the desk is told when the office heard of it, ms. */
const late = 2 * 60_000;

/** The whole story, newest first: when, what, who. */
export function DrawerTimeline({ entries, siteId }: { entries: Entry[]; siteId: string }) {
  const t = useTranslations("control");
  const words = useWords();
  const story = useStory();
  return (
    <section>
      <h3>{t("drawer.timeline")}</h3>
      <ol className="drawer-timeline">
        {[...entries].reverse().map((entry) => (
          <li key={entry.seq} data-type={entry.type}>
            <time>{words.time(entry.doneAt ?? entry.at, siteId)}</time>
            <div>
              {story.what(entry, siteId)}
              {entry.by && entry.by.id !== entry.technician?.id && <small>{story.doer(entry.by)}</small>}
              {heardLate(entry) && (
                <small>{t("event.heardAt", { time: words.time(entry.at, siteId) })}</small>
              )}
              {Number(entry.data.sameAddress ?? 0) > 0 && (
                <small className="drawer-mark">
                  {t("event.sameAddress", { count: Number(entry.data.sameAddress) })}
                </small>
              )}
              {!entry.by && <small>{t("event.system")}</small>}
              {entry.words && <q dir="auto">{entry.words}</q>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );

  function heardLate({ at, doneAt }: Entry): boolean {
    return doneAt !== null && Date.parse(at) - Date.parse(doneAt) > late;
  }
}
