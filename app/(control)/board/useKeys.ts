"use client";
import { useEffect, useRef } from "react";
import { type Act, actOf } from "./keyTable.ts";
import { singleKeysOn } from "./singleKeys.ts";

type Do = (event?: KeyboardEvent) => void;
/** What each act does here and now; an act that is not possible now is left out. */
export type Deeds = Partial<Record<Act, Do | undefined>>;

const heard = new Set<{ current: { deeds: Deeds; asleep: boolean } }>();

/**
 * Single keys for the whole page, by the key table: dead in fields, while text is composed, while `asleep`, where they
 * are switched off, and with a modifier but for Ctrl or Cmd with Z.
 */
export function useKeys(deeds: Deeds, asleep: boolean): void {
  const latest = useRef({ deeds, asleep });
  latest.current = { deeds, asleep };
  useEffect(() => {
    // Asked before anybody acts on it: the key that closes a menu is the menu's.
    let typing = false;
    const arrives = (event: KeyboardEvent) => {
      typing = isTyping(event.target);
    };
    const pressed = (event: KeyboardEvent) => {
      const { deeds, asleep } = latest.current;
      if (asleep || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (event.altKey || typing) return;
      const act = actOf(event.key);
      const sign = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey;
      if (sign && !singleKeysOn()) return;
      if (event.ctrlKey || event.metaKey) {
        // The one chord that every hand knows; all others are the browser's.
        if (act !== "undo" || event.shiftKey || !deeds.undo) return;
        event.preventDefault();
      }
      if (act !== undefined) deeds[act]?.(event);
    };
    heard.add(latest);
    window.addEventListener("keydown", arrives, true);
    window.addEventListener("keydown", pressed);
    return () => {
      heard.delete(latest);
      window.removeEventListener("keydown", arrives, true);
      window.removeEventListener("keydown", pressed);
    };
  }, []);
}

/** What the key of an act would do now; undefined when it would do nothing. */
export function deedOf(act: Act): Do | undefined {
  for (const { current } of heard) if (current.deeds[act]) return current.deeds[act];
  return undefined;
}

/**
 * Does a key that is pressed there belong to it: to a field, a menu, a list or a dialog? One that is closing has nothing
 * to ask any more, though the focus is in it for a moment still.
 */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const layer = target.closest("[role=menu],[role=dialog],[role=listbox]");
  if (layer !== null) return !layer.hasAttribute("data-closed");
  return isField(target);
}

/** Is text, or a choice, put in there? */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
