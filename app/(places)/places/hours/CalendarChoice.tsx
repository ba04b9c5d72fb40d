"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Part } from "./Hours.tsx";

const send = (sent: Inputs["hours"]["choose"]) => api.hours.choose.mutate(sent);

/** Which calendar a site works by, and another one instead. */
export function CalendarChoice({ found, at, say }: Part) {
  const t = useTranslations("policy.hours");
  const zh = useLocale().startsWith("zh");
  const router = useRouter();
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const held = found.calendars.find((each) => each.id === at.calendarId);
  const [calendarId, setCalendarId] = useState(at.calendarId ?? found.calendars[0]?.id ?? "");
  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await run({ siteId: at.id, calendarId, seen: at.seen });
    if (sent.ok) say(t("used"));
    router.refresh();
  }
  return (
    <section className="promise-level" aria-labelledby="calendar">
      <h2 id="calendar">{t("calendar")}</h2>
      <p data-testid="calendar-now">
        {held ? t("calendarNow", { name: zh ? held.nameZh : held.nameEn }) : t("calendarNone")}
      </p>
      <form className="hours-form hours-choice" onSubmit={submit}>
        <select
          name="calendarId"
          aria-label={t("calendar")}
          value={calendarId}
          onChange={(event) => setCalendarId(event.target.value)}
        >
          {found.calendars.map((each) => (
            <option key={each.id} value={each.id}>
              {t("option", { name: zh ? each.nameZh : each.nameEn, count: each.sites })}
            </option>
          ))}
        </select>
        <button
          type="submit"
          className="places-button"
          disabled={calendarId === at.calendarId}
          aria-disabled={pending || calendarId === at.calendarId}
        >
          {t("use")}
        </button>
      </form>
      {told && (
        <p role="alert" className="places-problem">
          {refusal(told)}
        </p>
      )}
    </section>
  );
}
