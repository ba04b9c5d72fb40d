"use client";
import { type RefObject, useLayoutEffect } from "react";

/** The job whose element has just gone with the focus on it. */
let wentWithFocus: string | null = null;

/**
 * A job that moves to another lane or row, or becomes another kind of run, is drawn anew there: the focus goes along, so
 * that keys stay about that job. `here` holds the one button that opens it.
 */
export function useFocusAlong(here: RefObject<HTMLElement | null>, ticketId: string): void {
  useLayoutEffect(() => {
    const element = here.current;
    if (wentWithFocus === ticketId && document.activeElement === document.body)
      element?.querySelector("button")?.focus({ preventScroll: true });
    return () => {
      if (!element?.contains(document.activeElement)) return;
      wentWithFocus = ticketId;
      // It is drawn there in the same frame or not at all.
      requestAnimationFrame(() => {
        wentWithFocus = null;
      });
    };
  }, [here, ticketId]);
}
