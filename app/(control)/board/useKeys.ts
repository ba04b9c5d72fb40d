"use client";
import { useEffect, useRef } from "react";
import { type Act, actOf } from "./keyTable.ts";

type Do = (event?: KeyboardEvent) => void;
/** What each act does here and now; an act that is not possible now is left out. */
export type Deeds = Partial<Record<Act, Do | undefined>>;

const heard = new Set<{ current: { deeds: Deeds; asleep: boolean } }>();

/**
 * Single keys for the whole page, by the key table: dead in fields, while text is composed, while `asleep`, and with a
 * modifier but for Ctrl or Cmd with Z.
 */
export function useKeys(deeds: Deeds, asleep: boolean): void {
  const latest = useRef({ deeds, asleep });
  latest.current = { deeds, asleep };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { deeds, asleep } = latest.current;
      if (asleep || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (event.altKey || isTyping(event.target)) return;
      const act = actOf(event.key);
      if (event.ctrlKey || event.metaKey) {
        // The one chord that every hand knows; all others are the browser's.
        if (act !== "undo" || event.shiftKey || !deeds.undo) return;
        event.preventDefault();
      }
      if (act !== undefined) deeds[act]?.(event);
    };
    heard.add(latest);
    window.addEventListener("keydown", pressed);
    return () => {
      heard.delete(latest);
      window.removeEventListener("keydown", pressed);
    };
  }, []);
}

/** What the key of an act would do now; undefined when it would do nothing. */
export function deedOf(act: Act): Do | undefined {
  for (const { current } of heard) if (current.deeds[act]) return current.deeds[act];
  return undefined;
}

/** Does a key that is pressed there belong to it: to a field, a menu, a list or a dialog? */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest("[role=menu],[role=dialog],[role=listbox]") !== null
  );
}
