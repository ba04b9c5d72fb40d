/** Where a screen on a wall keeps its leave. */
const kept = "mendline-display";
/** The page on which it counts; on every other page of that browser whoever is signed in speaks. */
export const screenPath = "/wall/screen";

/** What this screen was given when its code was typed; null on every other page and on the server. */
export function displaySecret(): string | null {
  if (typeof window === "undefined" || window.location.pathname !== screenPath) return null;
  return window.localStorage.getItem(kept);
}

export function keepDisplaySecret(secret: string): void {
  window.localStorage.setItem(kept, secret);
}

/** What a request from this page says of its screen. */
export function displayHeaders(): Record<string, string> {
  const secret = displaySecret();
  return secret === null ? {} : { "x-mendline-display": secret };
}
