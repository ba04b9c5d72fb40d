"use client";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "./desk.ts";
import { dropOnJob, movable, type Target } from "./drop.ts";
import { useIncidentRoom } from "./incident/room.ts";

/**
 * The element can be carried, if there is anything that this person may do with its job by that. Without a link, too: what
 * it is let go over says that nothing can be sent now.
 */
export function useCarried(element: RefObject<HTMLElement | null>, ticketId: string): void {
  const { store, may } = useDesk();
  useEffect(() => {
    if (!element.current) return;
    return draggable({
      element: element.current,
      canDrag: () => movable(store.ticket(ticketId), may),
      getInitialData: () => ({ ticketId, version: store.ticket(ticketId)?.version ?? 0 }),
    });
  }, [element, ticketId, store, may]);
}

/** The element takes what is carried to it, if it may be let go there; true while that is over it. */
export function useTarget(
  element: RefObject<HTMLElement | null>,
  target: Target,
  takes: (ticketId: string) => boolean,
): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef({ target, takes });
  latest.current = { target, takes };
  useEffect(() => {
    if (!element.current) return;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) =>
        typeof source.data.ticketId === "string" && latest.current.takes(source.data.ticketId),
      getData: () => ({ ...latest.current.target }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [element]);
  return over;
}

/** What letting a carried job go over another asks for; null where it may not be let go. */
export type OnJob = (carriedId: string, ontoId: string) => Target | null;

/** Asked once by a list, and the same for good: hundreds of its rows pass by in one throw of the wheel. */
export function useOnJob(): OnJob {
  const { store, may } = useDesk();
  const { incidents } = useIncidentRoom();
  const latest = useRef({ store, may, incidents });
  latest.current = { store, may, incidents };
  return useCallback((carriedId, ontoId) => {
    const { store, may, incidents } = latest.current;
    return dropOnJob(store.ticket(carriedId), store.ticket(ontoId), incidents, may);
  }, []);
}

/** A job's row takes another that is carried to it; what letting go would ask for, while that is over it. */
export function useJobTarget(
  element: RefObject<HTMLElement | null>,
  ticketId: string,
  onJob: OnJob,
): Target["to"] | null {
  const [over, setOver] = useState<Target["to"] | null>(null);
  useEffect(() => {
    if (!element.current) return;
    const target = (data: Record<string, unknown>) =>
      typeof data.ticketId === "string" ? onJob(data.ticketId, ticketId) : null;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => target(source.data) !== null,
      getData: ({ source }) => ({ ...target(source.data) }),
      onDragEnter: ({ source }) => setOver(target(source.data)?.to ?? null),
      onDragLeave: () => setOver(null),
      onDrop: () => setOver(null),
    });
  }, [element, ticketId, onJob]);
  return over;
}
