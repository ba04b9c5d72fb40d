"use client";
import { useEffect, useRef } from "react";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";

type Acts = {
  file(): void;
  next(): void;
  /** One more from the caller whose report was just filed. */
  more(): void;
  /** A second call beside this one; and the turn to the next that waits. */
  open(): void;
  hold(): void;
  /** What rings longest; what looks most like this report; that the caller asks after the first of theirs. */
  take(): void;
  same(): void;
  asked(): void;
  urgency(level: UrgencyLevel): void;
  caller(index: number): void;
};

/** The keys of the whole form; dead while text is composed. Escape is not among them: it never discards. */
export function useDeskKeys(acts: Acts): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229) return;
      const act = actOf(event, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}

function actOf(event: KeyboardEvent, acts: Acts): (() => void) | null {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return acts.file;
  if (event.key === "F2") return acts.open;
  if (event.key === "F8") return acts.hold;
  if (event.key === "F9") return acts.take;
  if (event.key === "F4" && !event.altKey) return acts.same;
  if (!event.altKey || event.ctrlKey) return null;
  // Alt changes what a key writes on some layouts; the key itself stays.
  if (event.code === "KeyN") return acts.next;
  if (event.code === "KeyM") return acts.more;
  if (event.code === "KeyA") return acts.asked;
  const figure = Number(/^Digit([1-5])$/.exec(event.code)?.[1] ?? 0);
  if (figure === 0) return null;
  if (event.shiftKey) return () => acts.caller(figure - 1);
  return figure <= 4 ? () => acts.urgency(figure as UrgencyLevel) : null;
}
