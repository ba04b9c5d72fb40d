/** The secret of the tracking link that opened this page, from its address; null on every other page and on the server. */
export function linkSecret(): string | null {
  if (typeof window === "undefined") return null;
  return /^\/t\/([A-Za-z0-9_-]{22})$/.exec(window.location.pathname)?.[1] ?? null;
}

/** What a request from this page says of its link. */
export function linkHeaders(): Record<string, string> {
  const secret = linkSecret();
  return secret === null ? {} : { "x-mendline-link": secret };
}
