"use client";
import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef, useState } from "react";
import { api } from "#app/_trpc/client.ts";
import type { Desk } from "./desk.ts";
import { useAssign } from "./useAssign.ts";
import type { Candidate } from "./useCandidates.ts";

export type Drag = { ticketId: string | null; candidates: ReadonlyMap<string, Candidate> | null };
const resting: Drag = { ticketId: null, candidates: null };

/** A card in the hand: which one, and who may take it. Letting go over a lane does what the assign list does. */
export function useDragToLane(desk: Desk): Drag {
  const [drag, setDrag] = useState<Drag>(resting);
  const assign = useAssign(desk);
  const latest = useRef(assign);
  latest.current = assign;
  const { store } = desk;
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data.ticketId === "string",
        onDragStart({ source }) {
          const ticketId = String(source.data.ticketId);
          setDrag({ ticketId, candidates: null });
          api.board.candidates.query({ ticketId }).then(
            ({ candidates }) =>
              setDrag((now) =>
                now.ticketId === ticketId
                  ? { ticketId, candidates: new Map(candidates.map((c) => [c.technicianId, c])) }
                  : now,
              ),
            () => {},
          );
        },
        onDrop({ source, location }) {
          setDrag(resting);
          const ticketId = String(source.data.ticketId);
          const technicianId = location.current.dropTargets[0]?.data.technicianId;
          const version = Number(source.data.version) || store.ticket(ticketId)?.version;
          if (typeof technicianId === "string" && version)
            void latest.current.run(ticketId, version, technicianId);
        },
      }),
    [store],
  );
  return drag;
}
