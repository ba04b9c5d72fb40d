"use client";
import { useEffect, useRef } from "react";

export type Keys = Partial<Record<string, (event: KeyboardEvent) => void>>;

/** Single keys for the whole page, named in lower case: dead in fields, while text is composed, with a modifier, and while `asleep`. */
export function useKeys(keys: Keys, asleep: boolean): void {
  const latest = useRef({ keys, asleep });
  latest.current = { keys, asleep };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { keys, asleep } = latest.current;
      if (asleep || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = keys[event.key.toLowerCase()];
      if (!act) return;
      act(event);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest("[role=menu],[role=dialog],[role=listbox]") !== null
  );
}
