"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { dayAfter } from "#server/domain/time/zone.ts";
import { useDayWords } from "./dayWords.ts";
import type { LiveDay } from "./useDay.ts";

type Props = {
  live: LiveDay | null;
  setDay(day: string | null): void;
  whole: boolean;
  setWhole(whole: boolean): void;
};

/** Which day, the way to the days beside it, and what the drawings mean. */
export function TimelineHead({ live, setDay, whole, setWhole }: Props) {
  const t = useTranslations("control.timeline");
  const words = useDayWords(live?.timeZone ?? "UTC");
  const go = (by: number) => {
    if (!live) return;
    const to = dayAfter(live.day, by);
    setDay(to === live.today ? null : to);
  };
  return (
    <div className="timeline-top">
      <h2>{t("title")}</h2>
      <div className="timeline-days">
        <button type="button" className="control-icon" aria-label={t("before")} onClick={() => go(-1)}>
          <ChevronLeft size={18} aria-hidden />
        </button>
        <strong aria-live="polite">{live ? words.date(Date.parse(live.from)) : ""}</strong>
        {live && <small className="timeline-zone">{words.zone(Date.parse(live.from))}</small>}
        <button type="button" className="control-icon" aria-label={t("after")} onClick={() => go(1)}>
          <ChevronRight size={18} aria-hidden />
        </button>
        {live && live.day !== live.today && (
          <button type="button" className="filter-toggle" onClick={() => setDay(null)}>
            {t("today")}
          </button>
        )}
        <button type="button" className="filter-toggle" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {t("whole")}
        </button>
      </div>
      {live && live.day > live.today && (
        <p className="sheet-hint">{t(live.near ? "expectation" : "tooFar")}</p>
      )}
      <ul className="timeline-legend" aria-label={t("legend")}>
        {(["travel", "work", "pause", "ahead", "agreed"] as const).map((kind) => (
          <li key={kind}>
            <span className="timeline-sample" aria-hidden>
              <span className="piece" data-kind={kind} />
            </span>
            {t(`kind.${kind}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
