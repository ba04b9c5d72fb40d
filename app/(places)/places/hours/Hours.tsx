"use client";
import { useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { CalendarChoice } from "./CalendarChoice.tsx";
import { OwnDays } from "./OwnDays.tsx";
import { PublicDays } from "./PublicDays.tsx";
import { Week } from "./Week.tsx";

export type Found = Outputs["hours"]["list"];
export type At = Found["sites"][number];
export type Part = { found: Found; at: At; say(words: string): void };

/** The hours of one site, and everything about them that can be changed. */
export function Hours({ found }: { found: Found }) {
  const t = useTranslations("policy.hours");
  const zh = useLocale().startsWith("zh");
  const [siteId, setSiteId] = useState(found.sites[0]?.id ?? "");
  const [said, setSaid] = useState("");
  const at = found.sites.find((each) => each.id === siteId);
  if (at === undefined) return null;
  const part = { found, at, say: setSaid };
  return (
    <>
      <div className="places-filter">
        <label>
          {t("site")}
          <select
            name="site"
            value={siteId}
            onChange={(event) => {
              setSiteId(event.target.value);
              setSaid("");
            }}
          >
            {found.sites.map((each) => (
              <option key={each.id} value={each.id}>
                {zh ? each.nameZh : each.nameEn}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p role="status" className="promise-said" data-testid="said">
        {said}
      </p>
      <CalendarChoice key={`calendar ${siteId} ${at.calendarId}`} {...part} />
      <Week key={`week ${siteId} ${at.calendarId}`} {...part} />
      <OwnDays key={`days ${siteId}`} {...part} />
      <PublicDays {...part} />
      <Changes at={at} />
    </>
  );
}

function Changes({ at }: { at: At }) {
  const t = useTranslations("policy.hours");
  const format = useFormatter();
  const zh = useLocale().startsWith("zh");
  return (
    <section className="promise-level" aria-labelledby="changes">
      <h2 id="changes">{t("changes")}</h2>
      {at.changes.length === 0 && <p>{t("noChanges")}</p>}
      <ul className="hours-list">
        {at.changes.map((each) => {
          const kind =
            each.verb === "removed"
              ? "removed"
              : each.setting === "policy" || each.setting === "form"
                ? "week"
                : each.setting;
          const line = {
            time: format.dateTime(new Date(each.at), { dateStyle: "medium", timeStyle: "short" }),
            by: zh ? each.by : each.byLatin || each.by,
            what: t(`changeOf.${kind}`, { of: each.of }),
            reason: each.reason,
          };
          return <li key={each.id}>{t(each.reason === "" ? "changeLine" : "changeBecause", line)}</li>;
        })}
      </ul>
    </section>
  );
}
