"use client";
import { type RefObject, useEffect, useRef } from "react";

/** A pointer that has not moved for so long is lying on the desk, not pointing. */
const pointerRests = 10_000;
const keyboardRests = 4_000;
const touchRests = 3_000;

type Held = {
  hold(held: boolean): void;
  /** The job in it that has the focus, or null. */
  focus?(ticketId: string | null): void;
};

/**
 * Holds the queue still while somebody points at it, touches it, works in it by keyboard, or has something open that
 * came from it (`busy`); when that is closed, a pointer that lies over the queue still points. With nobody there, arrivals
 * appear at once; only the job that has the focus stays.
 */
export function useHold(store: Held, queue: RefObject<HTMLElement | null>, busy: boolean): void {
  useEffect(() => () => store.hold(false), [store]);
  const was = useRef(busy);
  useEffect(() => {
    const area = queue.current;
    if (!area) return;
    const points = was.current && area.matches(":hover");
    was.current = busy;
    const last = {
      pointer: points ? performance.now() : Number.NEGATIVE_INFINITY,
      key: Number.NEGATIVE_INFINITY,
      touch: Number.NEGATIVE_INFINITY,
    };
    const focused = () => {
      const now = document.activeElement;
      return area.contains(now) ? (now?.closest<HTMLElement>("[data-ticket]")?.dataset.ticket ?? null) : null;
    };
    const judge = () => {
      store.focus?.(focused());
      const now = performance.now();
      const held =
        busy ||
        now - last.pointer < pointerRests ||
        now - last.touch < touchRests ||
        (now - last.key < keyboardRests && area.contains(document.activeElement));
      store.hold(held);
    };
    const pointer = (event: PointerEvent) => {
      if (event.pointerType === "touch") last.touch = performance.now();
      else last.pointer = performance.now();
      judge();
    };
    const left = () => {
      last.pointer = Number.NEGATIVE_INFINITY;
      judge();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Tab" && event.key !== "Shift") last.key = performance.now();
      judge();
    };
    judge();
    area.addEventListener("pointermove", pointer, { passive: true });
    area.addEventListener("pointerdown", pointer, { passive: true });
    area.addEventListener("pointerleave", left);
    const unfocused = () => setTimeout(judge);
    area.addEventListener("focusin", judge);
    area.addEventListener("focusout", unfocused);
    window.addEventListener("keydown", key, true);
    const resting = setInterval(judge, 500);
    return () => {
      area.removeEventListener("pointermove", pointer);
      area.removeEventListener("pointerdown", pointer);
      area.removeEventListener("pointerleave", left);
      area.removeEventListener("focusin", judge);
      area.removeEventListener("focusout", unfocused);
      window.removeEventListener("keydown", key, true);
      clearInterval(resting);
    };
  }, [store, queue, busy]);
}
