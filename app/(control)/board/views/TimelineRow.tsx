"use client";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type CSSProperties, memo, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Technician } from "../BoardStore.ts";
import { useDesk, useLane } from "../desk.ts";
import { inHand } from "../lane.ts";
import type { Drag } from "../useDragToLane.ts";
import { useWhyNotWords } from "../useWhyNotWords.ts";
import { useWords } from "../useWords.ts";
import type { DayRow, Run, Span } from "./dayRows.ts";
import type { useDayWords } from "./dayWords.ts";
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
  const whyNotWords = useWhyNotWords();
  const lane = useLane(store, who.id);
  const it = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const dragging = drag.ticketId !== null && drag.candidates !== null;
  const candidate = drag.candidates?.get(who.id) ?? null;
  const refused = dragging && candidate?.eligible !== true;
  useEffect(() => {
    if (!it.current) return;
    return dropTargetForElements({
      element: it.current,
      canDrop: () => !refused,
      getData: () => ({ technicianId: who.id }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [who.id, refused]);
  const { span, track, now } = scale;
  const x = (at: number) => ((at - span.from) / (span.until - span.from)) * track;
  const minutes = lane.reduce((sum, id) => {
    const ticket = store.ticket(id);
    return ticket && inHand(ticket.status) ? sum + (faults.get(ticket.faultCode)?.minutes ?? 0) : sum;
  }, 0);
  const today = now >= span.from && now < span.until;
  const share = Math.min(1, (today ? minutes : (row?.worked ?? 0)) / Math.max(1, who.capacityMinutes));
  const why = whyNotWords(candidate?.whyNot ?? []);
  const shifts = row?.shifts ?? [];
  const runs = row?.runs ?? [];
  const lines = Math.max(1, Math.floor((props.height - rowPadding) / lineHeight));
  const load = today
    ? t("timeline.load", { minutes, capacity: who.capacityMinutes })
    : t("timeline.workedOf", { minutes: row?.worked ?? 0, capacity: who.capacityMinutes });
  const passes = (run: Run) => {
    const known = store.ticket(run.ticket.id);
    const asked = {
      ...run.ticket,
      urgency: run.ticket.urgency as 1 | 2 | 3 | 4,
      status: known?.status ?? run.ticket.turns.at(-1)?.status ?? "closed",
      technicianId: who.id,
      incidentId: known?.incidentId ?? null,
      dueAt: known?.dueAt ?? null,
    };
    return store.matches(asked, filter);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    <div
      ref={it}
      role="listitem"
      className="timeline-row"
      data-testid="timeline-row"
      data-technician={who.id}
      data-over={over && !refused}
      data-eligible={dragging ? !refused : undefined}
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
        {scale.end === 0 && <span>{load}</span>}
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
                passes={passes(run)}
                x={x}
                top={rowPadding / 2 + Math.min(run.line, lines - 1) * lineHeight}
                clock={clock}
                t={t}
                words={words}
                opened={run.ticket.id === props.openedId}
                focusable={roving === "first" ? index === 0 : roving === key}
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
          <span>{load}</span>
          {today && row !== null && row.worked > 0 && (
            <span>{t("timeline.worked", { minutes: row.worked })}</span>
          )}
        </div>
      )}
      {dragging && (
        <div className="lane-verdict timeline-verdict">
          {refused
            ? t("lanes.mayNot", { why: why || t("whyNot.no_skill") })
            : why
              ? t("lanes.mayDropBut", { why })
              : t("lanes.mayDrop")}
          {!refused && candidate && <b>{candidate.score}</b>}
        </div>
      )}
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
