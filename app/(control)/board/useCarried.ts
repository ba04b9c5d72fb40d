"use client";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useDesk } from "./desk.ts";
import { movable, type Target } from "./drop.ts";

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
