"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Technician } from "../BoardStore.ts";
import type { DayRow } from "./dayRows.ts";

/** A pointer that has not moved for so long is lying on the desk, ms. */
const rests = 10_000;

/**
 * The rows in their order, and how many lines each has. While a pointer is over them, or a card is carried, both stay as
 * they were, so that nothing moves under it.
 */
export function useStillRows(
  area: RefObject<HTMLElement | null>,
  wanted: Technician[],
  days: ReadonlyMap<string, DayRow>,
  carrying: boolean,
): { people: Technician[]; linesOf(technicianId: string): number } {
  const [over, setOver] = useState(false);
  const kept = useRef({ people: wanted, lines: new Map<string, number>() });
  useEffect(() => {
    const it = area.current;
    if (!it) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const left = () => {
      clearTimeout(timer);
      setOver(false);
    };
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(left, rests);
      setOver(true);
    };
    it.addEventListener("pointermove", moved, { passive: true });
    it.addEventListener("pointerleave", left);
    return () => {
      clearTimeout(timer);
      it.removeEventListener("pointermove", moved);
      it.removeEventListener("pointerleave", left);
    };
  }, [area]);
  const others = wanted.length !== kept.current.people.length;
  if ((!over && !carrying) || others)
    kept.current = { people: wanted, lines: new Map([...days].map(([id, row]) => [id, row.lines])) };
  const { people, lines } = kept.current;
  return { people, linesOf: (technicianId) => lines.get(technicianId) ?? 1 };
}
