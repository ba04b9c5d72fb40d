"use client";
import { useTranslations } from "use-intl";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";
import type { Events } from "./useEvents.ts";

/** How it came to this, newest first. */
export function Story({ detail, events }: { detail: Detail; events: Events }) {
  const t = useTranslations("field.job");
  const words = useFieldWords();
  const { entries, site } = detail;
  return (
    <details className="field-more">
      <summary>
        <h2>{t("story")}</h2>
        <span className="field-figures">{entries.length}</span>
      </summary>
      <ol reversed>
        {[...entries].reverse().map((entry) => (
          <li key={entry.seq}>
            <span>{events.what(entry)}</span>
            <span className="field-aside" suppressHydrationWarning>
              {words.time(entry.doneAt ?? entry.at, site.timeZone)}
              {entry.by?.id !== entry.technician?.id && ` · ${events.by(entry)}`}
            </span>
            {entry.words !== "" && (
              <q className="field-words" dir="auto">
                {entry.words}
              </q>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
