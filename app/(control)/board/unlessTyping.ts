import { isTyping } from "./useKeys.ts";

/**
 * Runs in the next frame, to focus what it draws; not at all when the person has begun to type somewhere else by then,
 * whose words would be heard as keys.
 */
export function unlessTyping(run: () => void): void {
  const from = document.activeElement;
  requestAnimationFrame(() => {
    const now = document.activeElement;
    if (now === from || !isTyping(now)) run();
  });
}
