"use client";
import { useLocale, useTranslations } from "use-intl";
import { dayAfter } from "#server/domain/time/zone.ts";
import type { Found, Part } from "./Hours.tsx";

type Day = Found["holidays"][number];
type Stretch = Day & { until: string };

/** The public holidays and make-up workdays still to come, and up to which year they are announced. */
export function PublicDays({ found, at }: Part) {
  const t = useTranslations("policy.hours");
  const zh = useLocale().startsWith("zh");
  const years = found.years.filter((each) => each.region === at.holidays);
  const [first, last] = [years[0], years.at(-1)];
  const days = found.holidays.filter((each) => each.region === at.holidays);
  const coming = stretchesOf(days.filter((each) => each.day >= at.today));
  const past = stretchesOf(days.filter((each) => each.day < at.today));
  const list = (days: Stretch[]) => (
    <ul className="hours-list">
      {days.map((each) => (
        <li key={each.day}>
          <b>{each.day === each.until ? each.day : `${each.day} – ${each.until}`}</b>
          <span>{zh ? each.nameZh : each.nameEn}</span>
          {each.kind === "workday" && <span>{t("makeUp")}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <section className="promise-level" aria-labelledby="public">
      <h2 id="public">{t("public")}</h2>
      {at.holidays === null ? (
        <p>{t("notKept")}</p>
      ) : (
        <>
          {first && last && (
            <p>{t("known", { first: String(first.year), last: String(last.year), source: last.source })}</p>
          )}
          {last && <p>{t("unknown", { year: String(last.year + 1) })}</p>}
          {coming.length === 0 && <p>{t("none")}</p>}
          {list(coming)}
          {past.length > 0 && (
            <details>
              <summary>{t("earlier")}</summary>
              {list(past)}
            </details>
          )}
        </>
      )}
    </section>
  );
}

/** Days that follow one another under one name, as one line. */
function stretchesOf(days: Day[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const day of days) {
    const before = stretches.at(-1);
    const goesOn =
      before?.kind === day.kind && before.nameZh === day.nameZh && dayAfter(before.until) === day.day;
    if (before !== undefined && goesOn) before.until = day.day;
    else stretches.push({ ...day, until: day.day });
  }
  return stretches;
}
