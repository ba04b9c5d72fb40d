"use client";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Window } from "#server/domain/appointment/slots.ts";
import { dayWords, hoursWords, windowWords } from "#server/domain/appointment/words.ts";
import { byDay } from "./byDay.ts";
import "./visit.css";

/** Days that are shown before more are asked for. */
const daysFirst = 3;

type Props = {
  name: string;
  title: string;
  hint?: string;
  windows: readonly Window[];
  timeZone: string;
  /** The chosen ones, by their beginning. */
  chosen: readonly string[];
  choose(chosen: string[]): void;
  /** How many may be chosen; one is a choice between them. */
  most: number;
  problem?: string;
  /** Marks windows that suit what was wished for. */
  suits?: (window: Window) => boolean;
};

/** Windows of time as large squares, day by day. */
export function Times({ name, title, hint, windows, timeZone, chosen, choose, most, problem, suits }: Props) {
  const t = useTranslations("visit");
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const [all, setAll] = useState(false);
  const days = byDay(windows, timeZone);
  const shown = all ? days : days.slice(0, daysFirst);
  const full = most > 1 && chosen.length >= most;

  function press(from: string, on: boolean) {
    if (most === 1) choose([from]);
    else choose(on ? [...chosen, from] : chosen.filter((each) => each !== from));
  }

  return (
    <fieldset className="visit-times" aria-describedby={problem ? `${name}-problem` : undefined}>
      <legend>{title}</legend>
      {hint && <p className="visit-hint">{hint}</p>}
      {problem && (
        <p id={`${name}-problem`} role="alert" className="visit-problem">
          {problem}
        </p>
      )}
      {shown.map(({ day, windows: each }) => (
        <div key={day} className="visit-day">
          <p aria-hidden>{dayWords(each[0]!.from, timeZone, locale)}</p>
          <div className="visit-grid">
            {each.map((window) => (
              <label key={window.from} className="visit-time">
                <input
                  type={most === 1 ? "radio" : "checkbox"}
                  name={name}
                  value={window.from}
                  aria-label={`${windowWords(window, timeZone, locale)}${suits?.(window) ? ` ${t("field.fits")}` : ""}`}
                  checked={chosen.includes(window.from)}
                  disabled={full && !chosen.includes(window.from)}
                  onChange={(event) => press(window.from, event.target.checked)}
                />
                <span>
                  {hoursWords(window, timeZone)}
                  {suits?.(window) && <small>{t("field.fits")}</small>}
                </span>
              </label>
            ))}
          </div>
        </div>
      ))}
      {days.length > shown.length && (
        <button type="button" className="visit-more" onClick={() => setAll(true)}>
          {t("owner.more")}
        </button>
      )}
    </fieldset>
  );
}
