"use client";
import { type CSSProperties, memo, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Span } from "#server/domain/dispatch/shifts.ts";
import { isInHand } from "#server/domain/ticket/status.ts";
import type { Technician } from "../BoardStore.ts";
import { DropVerdict, verdictOn } from "../DropVerdict.tsx";
import { useDesk, useLane } from "../desk.ts";
import { dropOnTechnician } from "../drop.ts";
import { useTarget } from "../useCarried.ts";
import type { Drag } from "../useDrag.ts";
import { useWords } from "../useWords.ts";
import type { DayRow, Run } from "./dayRows.ts";
import type { useDayWords } from "./dayWords.ts";
import { isAskedFor } from "./isAskedFor.ts";
import { TimelineRun } from "./TimelineRun.tsx";
import { runKey } from "./timelineKeys.ts";
import { lineHeight, nameWidth, rowPadding } from "./timelineSize.ts";

/** Longer than this between two shifts, somebody went home, ms. */
const longestBreak = 3 * 3_600_000;

type Props = {
  who: Technician;
  /** Null for nothing on this day. */
  row: DayRow | null;
  index: number;
  of: number;
  top: number;
  height: number;
  /** On which of its lines a run lies. */
  lineOf(key: string, run: Run): number;
  scale: { span: Span; track: number; end: number; now: number };
  clock: ReturnType<typeof useDayWords>;
  drag: Drag;
  openedId: string | null;
  /** Which run the Tab key comes to: one by its key, the row's first, or none of this row. */
  roving: string;
  setRoving(key: string): void;
};

/** One technician's day. A card let go over it is given to him, as in the lanes. */
export const TimelineRow = memo(function TimelineRow(props: Props) {
  const { who, row, scale, clock, drag, roving, setRoving } = props;
  const t = useTranslations("control");
  const { store, faults, filter, open } = useDesk();
  const words = useWords();
  const lane = useLane(store, who.id);
  const it = useRef<HTMLDivElement>(null);
  const verdict = verdictOn(drag, who);
  const takes = (id: string) =>
    (verdict === null || verdict === "yes") && dropOnTechnician(store.ticket(id), who.id) !== null;
  const over = useTarget(it, { to: "technician", technicianId: who.id }, takes);
  const { span, track, now } = scale;
  const x = (at: number) => ((at - span.from) / (span.until - span.from)) * track;
  const minutes = lane.reduce((sum, id) => {
    const ticket = store.ticket(id);
    return ticket && isInHand(ticket) ? sum + (faults.get(ticket.faultCode)?.minutes ?? 0) : sum;
  }, 0);
  const today = now >= span.from && now < span.until;
  const later = now < span.from;
  const { worked = 0, expected = 0 } = row ?? {};
  const load = today ? minutes : later ? expected : worked;
  const share = Math.min(1, load / Math.max(1, who.capacityMinutes));
  const shifts = row?.shifts ?? [];
  const runs = row?.runs ?? [];
  const asked = runs.map((run) => isAskedFor(run, who.id, store, filter));
  const firstAsked = asked.indexOf(true);
  const lines = Math.max(1, Math.floor((props.height - rowPadding) / lineHeight));
  const loadWords = t(`timeline.${today ? "load" : later ? "expectedOf" : "workedOf"}`, {
    minutes: load,
    capacity: who.capacityMinutes,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    <div
      ref={it}
      role="listitem"
      className="timeline-row"
      data-testid="timeline-row"
      data-technician={who.id}
      data-over={over && verdict !== "no" && verdict !== "his"}
      data-eligible={verdict === null || verdict === "his" ? undefined : verdict === "yes"}
      data-here={shifts.some((shift) => shift.from <= now && shift.until > now)}
      aria-setsize={props.of}
      aria-posinset={props.index + 1}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
    >
      <div className="timeline-who" style={{ width: nameWidth }}>
        <strong>{words.person(who)}</strong>
        <span className={scale.end === 0 ? "visually-hidden" : undefined}>
          {shifts.length === 0
            ? t("timeline.noShift")
            : shifts.map(({ from, until }) => `${clock.clock(from)}–${clock.clock(until)}`).join(", ")}
        </span>
        {scale.end === 0 && <span>{loadWords}</span>}
      </div>
      <div
        className="timeline-track"
        style={{ width: track, "--hours": (span.until - span.from) / 3_600_000 } as CSSProperties}
      >
        {shifts.map(({ from, until }) => (
          <span
            key={from}
            className="timeline-shift"
            aria-hidden
            style={{ left: x(from), width: x(until) - x(from) }}
          />
        ))}
        {breaksOf(shifts).map(({ from, until }) => (
          <span
            key={from}
            className="timeline-break"
            title={t("timeline.break")}
            style={{ left: x(from), width: x(until) - x(from) }}
          >
            <span className="visually-hidden">
              {t("timeline.breakAt", { from: clock.clock(from), until: clock.clock(until) })}
            </span>
          </span>
        ))}
        <ul aria-label={t("timeline.jobsOf", { name: words.person(who) })}>
          {runs.map((run, index) => {
            const key = runKey(who.id, run);
            return (
              <TimelineRun
                key={key}
                id={key}
                run={run}
                passes={asked[index]!}
                later={later}
                x={x}
                top={rowPadding / 2 + Math.min(props.lineOf(key, run), lines - 1) * lineHeight}
                clock={clock}
                t={t}
                words={words}
                opened={run.ticket.id === props.openedId}
                focusable={roving === "first" ? index === firstAsked : roving === key}
                focused={() => setRoving(key)}
                open={() => open(run.ticket.id)}
              />
            );
          })}
        </ul>
        {today && <span className="timeline-now" aria-hidden style={{ left: x(now) }} />}
      </div>
      {scale.end > 0 && (
        <div className="timeline-end" style={{ width: scale.end }}>
          <span className="lane-bar" data-full={share >= 1} aria-hidden>
            <span style={{ transform: `scaleX(${share})` }} />
          </span>
          <span>{loadWords}</span>
          {today && worked > 0 && <span>{t("timeline.worked", { minutes: worked })}</span>}
        </div>
      )}
      <DropVerdict drag={drag} who={who} className="lane-verdict timeline-verdict" />
    </div>
  );
});

/** What lies between two shifts of the same day. */
function breaksOf(shifts: readonly Span[]): Span[] {
  const inOrder = shifts.toSorted((a, b) => a.from - b.from);
  return inOrder.flatMap((shift, index) => {
    const next = inOrder[index + 1];
    const rest = next ? next.from - shift.until : 0;
    return next && rest > 0 && rest <= longestBreak ? [{ from: shift.until, until: next.from }] : [];
  });
}
