"use client";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type CSSProperties, memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import type { Technician } from "./BoardStore.ts";
import { useDesk, useLane } from "./desk.ts";
import { LaneJob } from "./LaneJob.tsx";
import { begun, LanePresence } from "./LanePresence.tsx";
import { doneShownFor, inHand } from "./lane.ts";
import { onShift } from "./onShift.ts";
import type { Candidate } from "./useCandidates.ts";
import { useWhyNotWords } from "./useWhyNotWords.ts";
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
  measure(row: HTMLLIElement | null): void;
  dragging: boolean;
  candidate: Candidate | null;
  /** The candidates are known, so not being among them means no. */
  ranked: boolean;
  openedId: string | null;
};

/** Where a row lies, as the style sheet places it. */
export function laneSpot(top: number, column: number, columns: number): CSSProperties {
  return { "--top": `${top}px`, "--column": column, "--columns": columns } as CSSProperties;
}

export const LaneRow = memo(function LaneRow(props: Props) {
  const { who, index, top, column, columns, measure, dragging, candidate, ranked, openedId } = props;
  const t = useTranslations("control");
  const { store, faults, filter } = useDesk();
  const words = useWords();
  const whyNotWords = useWhyNotWords();
  const ids = useLane(store, who.id);
  const now = useServerClock(15_000);
  const lane = useRef<HTMLLIElement>(null);
  const [over, setOver] = useState(false);
  const [all, setAll] = useState(false);
  useLayoutEffect(() => measure(lane.current), [measure]);
  const refused = ranked && candidate?.eligible !== true;
  useEffect(() => {
    if (!lane.current) return;
    return dropTargetForElements({
      element: lane.current,
      canDrop: () => !refused,
      getData: () => ({ technicianId: who.id }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [who.id, refused]);

  const jobs = ids.flatMap((id) => {
    const ticket = store.ticket(id);
    if (!ticket) return [];
    const old =
      ticket.status === "done" && now - Date.parse(ticket.doneAt ?? ticket.statusSince) > doneShownFor;
    return old ? [] : [ticket];
  });
  const passing = jobs.filter((ticket) => store.matches(ticket, filter));
  const working = jobs.filter((ticket) => inHand(ticket.status));
  const minutes = working.reduce((sum, ticket) => sum + (faults.get(ticket.faultCode)?.minutes ?? 0), 0);
  const share = Math.min(1, minutes / Math.max(1, who.capacityMinutes));
  const why = whyNotWords(candidate?.whyNot ?? []);
  const present = onShift(who, new Date(now).toISOString());
  return (
    <li
      ref={lane}
      className="lane"
      data-index={index}
      style={laneSpot(top, column, columns)}
      data-column={column}
      data-testid="lane"
      data-technician={who.id}
      data-over={over && !refused}
      data-eligible={dragging && ranked ? !refused : undefined}
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
            {t("lanes.jobs", { count: working.length })}
            {working.length > 0 && ` · ${t("lanes.load", { minutes, capacity: who.capacityMinutes })}`}
          </span>
        </div>
      </div>
      <div className="lane-jobs">
        {passing.length === 0 && !dragging && (
          <span className="lane-none">{present && jobs.length === 0 ? t("lanes.none") : ""}</span>
        )}
        {(all ? passing : passing.slice(0, mostJobs)).map((ticket) => (
          <LaneJob key={ticket.id} id={ticket.id} opened={ticket.id === openedId} />
        ))}
        {!all && passing.length > mostJobs && (
          <button type="button" className="control-button" onClick={() => setAll(true)}>
            +{passing.length - mostJobs}
          </button>
        )}
      </div>
      {dragging && ranked && (
        <div className="lane-verdict">
          {refused
            ? t("lanes.mayNot", { why: why || t("whyNot.no_skill") })
            : why
              ? t("lanes.mayDropBut", { why })
              : t("lanes.mayDrop")}
          {!refused && candidate && <b>{candidate.score}</b>}
        </div>
      )}
    </li>
  );

  function shiftWords(): string {
    if (who.shift === null) return t("lanes.noShift");
    return present
      ? t("lanes.until", { time: words.time(who.shift.until, who.siteIds[0]) })
      : t("lanes.starts", { time: words.time(who.shift.from, who.siteIds[0]) });
  }
});
