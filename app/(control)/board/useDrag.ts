"use client";
import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef, useState } from "react";
import { api } from "#app/_trpc/client.ts";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { Desk } from "./desk.ts";
import { dropOnTechnician, type Target } from "./drop.ts";
import type { IncidentRoom } from "./incident/room.ts";
import { useAssign } from "./useAssign.ts";
import type { Candidate } from "./useCandidates.ts";

export type Drag = {
  ticketId: string | null;
  /** Who has it, of a job that somebody holds. */
  holderId: string | null;
  candidates: ReadonlyMap<string, Candidate> | null;
};
const resting: Drag = { ticketId: null, holderId: null, candidates: null };

/**
 * A job in the hand: which one, and who may take it. Letting go does what its key or its menu does: over a technician it
 * is assigned, or transferred from who has it; over the queue it is withdrawn; over another card it is merged; over an
 * incident it goes under it, and so do all that are picked with it. Whatever needs a reason or a choice asks for it.
 */
export function useDrag(desk: Desk, room: IncidentRoom): Drag {
  const [drag, setDrag] = useState<Drag>(resting);
  const { run } = useAssign(desk);
  const latest = useRef({ run, desk, room });
  latest.current = { run, desk, room };
  const { store } = desk;
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data.ticketId === "string",
        onDragStart({ source }) {
          const ticketId = String(source.data.ticketId);
          const ticket = store.ticket(ticketId);
          const holderId = ticket && !isUnassigned(ticket) ? ticket.technicianId : null;
          setDrag({ ticketId, holderId, candidates: null });
          api.board.candidates.query({ ticketId }).then(
            ({ candidates }) =>
              setDrag((now) =>
                now.ticketId === ticketId
                  ? { ...now, candidates: new Map(candidates.map((c) => [c.technicianId, c])) }
                  : now,
              ),
            () => {},
          );
        },
        onDrop({ source, location }) {
          setDrag(resting);
          const ticketId = String(source.data.ticketId);
          const target = location.current.dropTargets[0]?.data as Target | undefined;
          if (target !== undefined) letGo(latest.current, ticketId, Number(source.data.version), target);
        },
      }),
    [store],
  );
  return drag;
}

type Its = { run: ReturnType<typeof useAssign>["run"]; desk: Desk; room: IncidentRoom };

function letGo({ run, desk, room }: Its, ticketId: string, seen: number, target: Target): void {
  const ticket = desk.store.ticket(ticketId);
  if (target.to === "technician") {
    const { technicianId } = target;
    const does = dropOnTechnician(ticket, technicianId);
    if (does === "assign") void run(ticketId, seen || (ticket?.version ?? 0), technicianId);
    else if (does === "transfer") desk.ask("transfer", ticketId, { to: technicianId });
  } else if (target.to === "queue") {
    desk.ask("withdraw", ticketId);
  } else if (target.to === "card") {
    room.ask({ what: "double", ticketIds: [ticketId, target.ticketId] });
  } else {
    const { ids } = room.picked;
    const ticketIds = ids.has(ticketId) ? [...ids] : [ticketId];
    room.ask({ what: "attach", ticketIds, incidentId: target.incidentId });
  }
}
