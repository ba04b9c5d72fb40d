"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type HolidayRegion, holidayRegions } from "#server/domain/time/holidayRegion.ts";
import { readSpans, type SpanProblem, spanWords } from "#server/domain/time/spanWords.ts";
import type { Part } from "./Hours.tsx";

const send = (sent: Inputs["hours"]["setWeek"]) => api.hours.setWeek.mutate(sent);
/** Monday first, as the week is read; numbered from Sunday, as it is kept. */
const days = [1, 2, 3, 4, 5, 6, 0] as const;
type Problems = Record<string, SpanProblem | "reason">;

/** The stretches of each weekday as words, and whose public holidays are free. */
export function Week({ found, at, say }: Part) {
  const t = useTranslations("policy.hours");
  const router = useRouter();
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [typed, setTyped] = useState(() => days.map((day) => [day, spanWords(at.week[day] ?? [])] as const));
  const [holidays, setHolidays] = useState<HolidayRegion | "">(at.holidays ?? "");
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<Problems>({});
  const form = useRef<HTMLFormElement>(null);
  const held = found.calendars.find((each) => each.id === at.calendarId);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const missing: Problems = {};
    const week: Array<Array<[number, number]>> = [[], [], [], [], [], [], []];
    for (const [day, words] of typed) {
      const read = readSpans(words);
      if ("problem" in read) missing[`week.${day}`] = read.problem;
      else week[day] = read.spans.map(([from, until]) => [from, until]);
    }
    if (reason.trim() === "") missing.reason = "reason";
    setProblems(missing);
    const first = Object.keys(missing)[0];
    if (first !== undefined) {
      const named = days.map((day) => `week.${day}`).find((name) => name in missing) ?? first;
      (form.current?.elements.namedItem(named) as HTMLElement | null)?.focus();
      return;
    }
    const sent = await run({
      siteId: at.id,
      week,
      holidays: holidays === "" ? null : holidays,
      reason,
      seen: at.seen,
    });
    if (sent.ok) {
      setReason("");
      say(t("saved"));
    }
    router.refresh();
  }
  const sentence = (name: string) => problems[name] && t(`problem.${problems[name]}`);
  const bound = (name: string) => ({
    name,
    "aria-invalid": name in problems,
    ...(name in problems && { "aria-describedby": `wrong-${name}` }),
  });
  return (
    <section className="promise-level" aria-labelledby="week">
      <h2 id="week">{t("week")}</h2>
      <p>{held && held.sites > 1 ? t("shared", { count: held.sites }) : held ? t("alone") : ""}</p>
      <p id="week-hint">{t("weekHint")}</p>
      <form ref={form} className="hours-form" noValidate onSubmit={submit} data-testid="week-form">
        {typed.map(([day, words]) => (
          <label key={day} className="hours-day">
            <span>{t(`day.d${day}`)}</span>
            <input
              {...bound(`week.${day}`)}
              autoComplete="off"
              placeholder={t("closed")}
              value={words}
              onChange={(event) =>
                setTyped(typed.map((each) => (each[0] === day ? [day, event.target.value] : each)))
              }
            />
            {`week.${day}` in problems && (
              <span id={`wrong-week.${day}`} className="places-problem">
                {sentence(`week.${day}`)}
              </span>
            )}
          </label>
        ))}
        <label>
          <span>{t("holidays")}</span>
          <select
            name="holidays"
            value={holidays}
            onChange={(event) =>
              setHolidays(holidayRegions.find((each) => each === event.target.value) ?? "")
            }
          >
            <option value="">{t("region.none")}</option>
            {holidayRegions.map((each) => (
              <option key={each} value={each}>
                {t(`region.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t("reason")}</span>
          <input
            {...bound("reason")}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {"reason" in problems && (
            <span id="wrong-reason" className="places-problem">
              {sentence("reason")}
            </span>
          )}
        </label>
        {told && (
          <p role="alert" className="places-problem">
            {refusal(told)}
          </p>
        )}
        <button type="submit" className="places-button" data-main="true" aria-disabled={pending}>
          {t(pending ? "saving" : "save")}
        </button>
      </form>
    </section>
  );
}
