"use client";
import { type CSSProperties, memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { onShift } from "#server/domain/board/figures.ts";
import { isInHand } from "#server/domain/ticket/status.ts";
import { useAwayRoom } from "./away.ts";
import type { Technician } from "./BoardStore.ts";
import { DropVerdict, verdictOn } from "./DropVerdict.tsx";
import { useDesk, useLane } from "./desk.ts";
import { dropOnTechnician } from "./drop.ts";
import type { LaneHold } from "./LaneHold.ts";
import { LaneJob } from "./LaneJob.tsx";
import { begun, LanePresence } from "./LanePresence.tsx";
import { doneShownFor } from "./lane.ts";
import { useTarget } from "./useCarried.ts";
import type { Drag } from "./useDrag.ts";
import { useWords } from "./useWords.ts";

/** More than so many jobs in one lane are drawn when somebody asks for them. */
const mostJobs = 8;

type Props = {
  who: Technician;
  /** Where it lies among the lanes, px from the top and which column of how many; `measure` learns its height. */
  index: number;
  top: number;
  column: number;
  columns: number;
  lanes: LaneHold;
  /** What the lanes are held by, and how often something was let in or let go; each of them draws the lane anew. */
  lets: number;
  held: boolean;
  measure(row: HTMLLIElement | null): void;
  drag: Drag;
  openedId: string | null;
};

/** Where a row lies, as the style sheet places it. */
export function laneSpot(top: number, column: number, columns: number): CSSProperties {
  return { "--top": `${top}px`, "--column": column, "--columns": columns } as CSSProperties;
}

export const LaneRow = memo(function LaneRow(props: Props) {
  const { who, index, top, column, columns, lanes, measure, drag, openedId } = props;
  const t = useTranslations("control");
  const { store, faults, filter } = useDesk();
  const words = useWords();
  const { away } = useAwayRoom();
  const ids = useLane(store, who.id);
  const now = useServerClock(15_000);
  const lane = useRef<HTMLLIElement>(null);
  const [all, setAll] = useState(false);
  useLayoutEffect(() => measure(lane.current), [measure]);
  const verdict = verdictOn(drag, who);
  const takes = (id: string) =>
    (verdict === null || verdict === "yes") && dropOnTechnician(store.ticket(id), who.id) !== null;
  const over = useTarget(lane, { to: "technician", technicianId: who.id }, takes);

  const jobs = ids.flatMap((id) => {
    const ticket = store.ticket(id);
    if (!ticket) return [];
    const old =
      ticket.status === "done" && now - Date.parse(ticket.doneAt ?? ticket.statusSince) > doneShownFor;
    return old ? [] : [ticket];
  });
  const passing = jobs.filter((ticket) => store.matches(ticket, filter)).map((ticket) => ticket.id);
  const shown = lanes.jobs(who.id, passing);
  useEffect(() => lanes.waits(who.id, shown.waiting), [lanes, who.id, shown.waiting]);
  useEffect(() => () => lanes.forget(who.id), [lanes, who.id]);
  const working = jobs.filter((ticket) => isInHand(ticket));
  const minutes = working.reduce(
    (sum, ticket) => sum + (faults.get(ticket.faultCode)?.minutes ?? 0),
    who.elsewhere.minutes,
  );
  const held = working.length + who.elsewhere.jobs;
  const share = Math.min(1, minutes / Math.max(1, who.capacityMinutes));
  const present = onShift(who, new Date(now).toISOString());
  const there = present && !away.has(who.id);
  return (
    <li
      ref={lane}
      className="lane"
      data-index={index}
      style={laneSpot(top, column, columns)}
      data-column={column}
      data-testid="lane"
      data-technician={who.id}
      data-over={over && verdict !== "no" && verdict !== "his"}
      data-eligible={verdict === null || verdict === "his" ? undefined : verdict === "yes"}
    >
      <div className="lane-who">
        <div className="lane-name">
          <strong>{words.person(who)}</strong>
          <span>{shiftWords()}</span>
        </div>
        <LanePresence who={who} begun={working.filter((job) => begun(job.status)).length} present={present} />
        <div className="lane-skills">{who.skills.map((each) => t(`skill.${each.skill}`)).join(" · ")}</div>
        <div className="lane-load">
          <span className="lane-bar" data-full={share >= 1}>
            <span style={{ transform: `scaleX(${share})` }} />
          </span>
          <span aria-label={t("lanes.loadLabel", { minutes, capacity: who.capacityMinutes })} role="img">
            {/* Who is ill or at home is not free, though he has nothing in hand. */}
            {(held > 0 || there) && t("lanes.jobs", { count: held })}
            {held > 0 && ` · ${t("lanes.load", { minutes, capacity: who.capacityMinutes })}`}
          </span>
        </div>
      </div>
      <div className="lane-jobs">
        {shown.ids.length === 0 && drag.ticketId === null && who.elsewhere.jobs === 0 && (
          <span className="lane-none">{present && jobs.length === 0 ? t("lanes.none") : ""}</span>
        )}
        {(all ? shown.ids : shown.ids.slice(0, mostJobs)).map((id) => (
          <LaneJob key={id} id={id} opened={id === openedId} gone={!passing.includes(id)} />
        ))}
        {who.elsewhere.jobs > 0 && drag.ticketId === null && (
          <span className="lane-none">{t("lanes.elsewhere", { count: who.elsewhere.jobs })}</span>
        )}
        {!all && shown.ids.length > mostJobs && (
          <button type="button" className="control-button" onClick={() => setAll(true)}>
            +{shown.ids.length - mostJobs}
          </button>
        )}
      </div>
      <DropVerdict drag={drag} who={who} className="lane-verdict" />
    </li>
  );

  function shiftWords(): string {
    if (who.shift === null) return t("lanes.noShift");
    // When a shift that runs ends is today or tonight; the day need not be said.
    return present
      ? t("lanes.until", { time: words.hour(who.shift.until, who.siteIds[0]) })
      : t("lanes.starts", { time: words.time(who.shift.from, who.siteIds[0]) });
  }
});
