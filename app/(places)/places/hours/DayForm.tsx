"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { readSpans, type SpanProblem, spanWords } from "#server/domain/time/spanWords.ts";
import type { At } from "./Hours.tsx";

const send = (sent: Inputs["hours"]["setDay"]) => api.hours.setDay.mutate(sent);
type Problem = SpanProblem | "empty" | "reason" | "day";
type Props = { at: At; changing: At["days"][number] | null; say(words: string): void; leave(): void };
const yearsAhead = 3;

/** One day of the site's own: closed, or with other stretches, and why. What was typed stays until it is written. */
export function DayForm({ at, changing, say, leave }: Props) {
  const t = useTranslations("policy.hours");
  const router = useRouter();
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [day, setDay] = useState(changing?.day ?? "");
  const [open, setOpen] = useState((changing?.spans.length ?? 0) > 0);
  const [typed, setTyped] = useState(spanWords(changing?.spans ?? []));
  const [reason, setReason] = useState(changing?.reason ?? "");
  const [problems, setProblems] = useState<Partial<Record<string, Problem>>>({});
  const form = useRef<HTMLFormElement>(null);
  const last = `${Number(at.today.slice(0, 4)) + yearsAhead}${at.today.slice(4)}`;
  useEffect(() => {
    if (changing) (form.current?.elements.namedItem("reason") as HTMLElement | null)?.focus();
  }, [changing]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const read = readSpans(typed);
    const missing: Partial<Record<string, Problem>> = {};
    if (day === "" || day < at.today || day > last) missing.day = "day";
    if (open && "problem" in read) missing.spans = read.problem;
    else if (open && "spans" in read && read.spans.length === 0) missing.spans = "empty";
    if (reason.trim() === "") missing.reason = "reason";
    setProblems(missing);
    const first = Object.keys(missing)[0];
    if (first !== undefined) {
      (form.current?.elements.namedItem(first) as HTMLElement | null)?.focus();
      return;
    }
    const spans =
      open && "spans" in read ? read.spans.map(([from, until]): [number, number] => [from, until]) : [];
    const sent = await run({ siteId: at.id, day, spans, reason, seen: at.seen });
    if (sent.ok) {
      say(t(open ? "dayOther" : "dayClosed", { day, spans: spanWords(spans) }));
      setDay("");
      setTyped("");
      setReason("");
      setOpen(false);
      leave();
    }
    router.refresh();
  }
  const bound = (name: string) => ({
    name,
    "aria-invalid": name in problems,
    ...(name in problems && { "aria-describedby": `wrong-day-${name}` }),
  });
  const wrong = (name: string) =>
    problems[name] && (
      <span id={`wrong-day-${name}`} className="places-problem">
        {t(`problem.${problems[name]}`)}
      </span>
    );
  return (
    <form
      ref={form}
      className="hours-form"
      noValidate
      onSubmit={submit}
      data-testid="day-form"
      aria-labelledby="day-title"
    >
      <h3 id="day-title">{t(changing ? "changeDay" : "addDay")}</h3>
      <label className="hours-date">
        <span>{t("date")}</span>
        <input
          {...bound("day")}
          type="date"
          min={at.today}
          max={last}
          readOnly={changing !== null}
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        {wrong("day")}
      </label>
      <fieldset>
        <legend>{t("how")}</legend>
        {[false, true].map((each) => (
          <label key={String(each)} className="policy-check">
            <input type="radio" name="open" checked={open === each} onChange={() => setOpen(each)} />
            {t(each ? "howOther" : "howClosed")}
          </label>
        ))}
      </fieldset>
      {open && (
        <label>
          <span>{t("spans")}</span>
          <input
            {...bound("spans")}
            autoComplete="off"
            placeholder="08:30-12:00"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {wrong("spans")}
        </label>
      )}
      <label>
        <span>{t("dayReason")}</span>
        <input
          {...bound("reason")}
          maxLength={120}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {wrong("reason")}
      </label>
      {told && (
        <p role="alert" className="places-problem">
          {refusal(told)}
        </p>
      )}
      <div className="places-acts">
        <button type="submit" className="places-button" data-main="true" aria-disabled={pending}>
          {t(pending ? "saving" : "saveDay")}
        </button>
        {changing && (
          <button type="button" className="places-button" onClick={leave}>
            {t("cancel")}
          </button>
        )}
      </div>
    </form>
  );
}
