"use client";
import { useEffect } from "react";
import { isField } from "./useKeys.ts";

/**
 * Ctrl+Z, or ⌘Z, that nothing on the board has taken is nobody's: the browser would undo what was typed last in any field,
 * such as the filter, though the focus is elsewhere. In a field it is the field's. Called after all that hear keys.
 */
export function useNoFieldUndo(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      if (!isField(event.target)) event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
