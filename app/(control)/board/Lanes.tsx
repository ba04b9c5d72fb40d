"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { onShift } from "#server/domain/board/figures.ts";
import type { Technician } from "./BoardStore.ts";
import { useDesk } from "./desk.ts";
import type { LaneHold } from "./LaneHold.ts";
import { begun } from "./LanePresence.tsx";
import { LaneRow, laneSpot } from "./LaneRow.tsx";
import type { Drag } from "./useDrag.ts";
import { useHold } from "./useHold.ts";
import { isAskedFor } from "./views/inOrder.ts";
import { LanesBy } from "./views/LanesBy.tsx";
import { useSize } from "./views/useSize.ts";

/** Heights of a lane and of the fold, px. */
const laneHeight = 81;
const foldHeight = 41;
/** Lanes that do not fit below one another stand side by side, where each has this much room, px. */
const laneWidth = 1_000;

type Props = {
  technicians: Technician[];
  lanes: LaneHold;
  drag: Drag;
  /** A sheet is open or a card is in the hand: nothing may move. */
  busy: boolean;
  openedId: string | null;
};
type Line = { who: Technician; away: boolean } | "fold";

/** Everybody at work, each with what he has in hand; the others folded below. While somebody is at them nothing moves. */
export function Lanes({ technicians, lanes, drag, busy, openedId }: Props) {
  const t = useTranslations("control");
  const { filter, store } = useDesk();
  const now = useServerClock(15_000);
  const [unfolded, setUnfolded] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLElement>(null);
  useHold(lanes, area, busy);
  const { held, waiting, lets, frees } = useSyncExternalStore(lanes.watch, lanes.view, lanes.view);
  useLayoutEffect(() => {
    if (filter) lanes.letIn();
  }, [lanes, filter]);
  const [here, away, onDuty] = useMemo(() => {
    const at = new Date(now).toISOString();
    const mine = technicians.filter((who) => isAskedFor(who, filter));
    // Who went with work that he had begun stays in sight until somebody has taken it over.
    const seen = (who: Technician) =>
      onShift(who, at) || store.lane(who.id).some((id) => begun(store.ticket(id)?.status ?? "done"));
    const onDuty = mine.filter((who) => onShift(who, at)).length;
    return [mine.filter(seen), mine.filter((who) => !seen(who)), onDuty];
  }, [technicians, filter, now, store]);
  const wanted = useMemo<Line[]>(
    () => [
      ...here.map((who) => ({ who, away: false })),
      ...(away.length > 0 ? (["fold"] as const) : []),
      ...(unfolded ? away.map((who) => ({ who, away: true })) : []),
    ],
    [here, away, unfolded],
  );
  const asked = `${lets} ${unfolded}`;
  const kept = useRef({ lines: wanted, asked });
  if (!held || kept.current.asked !== asked) kept.current = { lines: wanted, asked };
  const { lines } = kept.current;
  const arrived = waiting + comers(lines, wanted);
  const { width, height } = useSize(scroller, { width: laneWidth, height: 0 });
  const fit = lines.length * laneHeight <= height;
  const columns = fit ? 1 : Math.max(1, Math.floor(width / laneWidth));
  const virtual = useVirtualizer({
    lanes: columns,
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index] === "fold" ? foldHeight : laneHeight),
    getItemKey: (index) => {
      const line = lines[index];
      return line === undefined || line === "fold" ? "fold" : line.who.id;
    },
    overscan: 14,
    initialRect: { width: 1000, height: 900 },
  });
  return (
    <section className="lanes" ref={area} aria-label={t("lanes.title")}>
      <div className="lanes-head">
        <h2>{t("lanes.title")}</h2>
        <LanesBy />
        <span className="visually-hidden" role="status">
          {arrived > 0 && t("lanes.arrived", { count: arrived })}
        </span>
        {arrived > 0 && (
          <button
            type="button"
            className="queue-waiting"
            data-testid="lanes-waiting"
            onClick={() => lanes.letIn()}
          >
            {t("lanes.waiting", { count: arrived })}
          </button>
        )}
        <span>{t("lanes.onShift", { count: onDuty })}</span>
      </div>
      <div className="lanes-scroll" ref={scroller}>
        {here.length === 0 && <p className="lanes-empty">{t("lanes.nobody")}</p>}
        <ul aria-label={t("lanes.list")} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (line === undefined) return null;
            if (line === "fold")
              return (
                <li
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  className="lanes-away"
                  data-column={item.lane}
                  style={laneSpot(item.start, item.lane, columns)}
                >
                  <button type="button" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
                    {t("lanes.offShift", { count: away.length })}
                  </button>
                </li>
              );
            return (
              <LaneRow
                key={item.key}
                who={line.who}
                index={item.index}
                top={item.start}
                column={item.lane}
                columns={columns}
                lanes={lanes}
                lets={lets + frees}
                held={held}
                measure={virtual.measureElement}
                drag={drag}
                openedId={openedId}
              />
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** How many people have come to work who are not drawn yet. */
function comers(lines: Line[], wanted: Line[]): number {
  if (lines === wanted) return 0;
  const drawn = new Set(lines.flatMap((line) => (line === "fold" || line.away ? [] : [line.who.id])));
  return wanted.filter((line) => line !== "fold" && !line.away && !drawn.has(line.who.id)).length;
}
