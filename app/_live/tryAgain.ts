/**
 * Calls `again` whenever there may be a network: when the browser says so, when the page is looked at, and every `pause`
 * ms, because a browser does not always notice. `news` tells whether there was a sign of it. Never ends.
 */
export function tryAgain(again: (news: boolean) => void, pause: number): void {
  window.addEventListener("online", () => again(true));
  document.addEventListener("visibilitychange", () => again(true));
  setInterval(() => again(false), pause);
}
