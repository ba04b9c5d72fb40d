/** JSON with every object's keys in order and absent values left out: equal content, equal bytes. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/** What an event's hash is taken over, besides its place in the chain. `at` is an ISO instant with milliseconds. */
export type HashedEvent = {
  ticketId: string | null;
  /** Of a fact about an incident. */
  incidentId?: string | undefined;
  ticketVersion: number;
  type: string;
  actor: unknown;
  at: string;
  data: unknown;
  patch: unknown;
  wordsHash: string;
};

export function canonicalEvent(event: HashedEvent): string {
  const { ticketId, incidentId, ticketVersion, type, actor, at, data, patch, wordsHash } = event;
  return sortedJson({ ticketId, incidentId, ticketVersion, type, actor, at, data, patch, wordsHash });
}
