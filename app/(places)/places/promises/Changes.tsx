"use client";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Scope } from "./scope.ts";
import type { Words } from "./useWords.ts";

/** Who wrote or retired what here, the latest first. */
export function Changes({ scope, words }: { scope: Scope; words: Words }) {
  const { t, zh, format } = words;
  const here = scope.found.changes.filter((each) => each.siteId === scope.siteId);
  return (
    <section className="promise-level" aria-labelledby="changes" data-testid="promise-changes">
      <h2 id="changes">{t("changes")}</h2>
      {here.length === 0 && <p>{t("noChanges")}</p>}
      <ul>
        {here.map((each) => (
          <li key={each.id}>
            {t("changeLine", {
              time: format.dateTime(new Date(each.at), { dateStyle: "medium", timeStyle: "short" }),
              by: zh ? each.by : each.byLatin || each.by,
              verb: each.verb,
              urgency: words.urgency(each.urgency as UrgencyLevel),
              name: words.aim(each),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
