"use client";
import type { RefObject } from "react";
import type { Technician } from "../BoardStore.ts";
import type { LaneHold } from "../LaneHold.ts";
import { Lanes } from "../Lanes.tsx";
import type { QueueHandle } from "../Queue.tsx";
import type { Drag } from "../useDrag.ts";
import { Grounds } from "./Grounds.tsx";
import { StateLanes } from "./StateLanes.tsx";
import { TicketTable } from "./TicketTable.tsx";
import { Timeline } from "./Timeline.tsx";
import { useViewing } from "./viewing.ts";

type Props = {
  technicians: Technician[];
  lanes: LaneHold;
  drag: Drag;
  /** A sheet is open or a card is in the hand: nothing may move. */
  busy: boolean;
  openedId: string | null;
  table: RefObject<QueueHandle | null>;
};

/** The middle of the room: the same live jobs, as the person wants to see them. */
export function BoardView({ technicians, lanes, drag, busy, openedId, table }: Props) {
  const { view, byState } = useViewing();
  return (
    <div className="board-view" id="board-view" role="tabpanel" aria-labelledby={`view-tab-${view}`}>
      {view === "lanes" && byState && <StateLanes busy={busy} openedId={openedId} />}
      {view === "lanes" && !byState && (
        <Lanes technicians={technicians} lanes={lanes} drag={drag} busy={busy} openedId={openedId} />
      )}
      {view === "list" && <TicketTable ref={table} busy={busy} openedId={openedId} />}
      {view === "timeline" && (
        <Timeline technicians={technicians} drag={drag} busy={busy} openedId={openedId} />
      )}
      {view === "plan" && <Grounds busy={busy} openedId={openedId} />}
    </div>
  );
}
