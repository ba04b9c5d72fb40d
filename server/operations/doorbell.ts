/**
 * Says that a site's stream has grown. Only a doorbell: the relay reads the events themselves, and a slow poll heals
 * a ring that got lost. The listener hangs on globalThis because Next's bundle and plain Node are two module graphs
 * in one process.
 */
type Doorbell = {
  listeners: Set<(siteId: string) => void>;
  sessionEnded: Set<(sessionId: string) => void>;
  calls: Set<(siteId: string) => void>;
  people: Set<(personId: string) => void>;
};

const slot = Symbol.for("mendline.doorbell");
const shared = globalThis as unknown as Record<symbol, Doorbell | undefined>;

function doorbell(): Doorbell {
  shared[slot] ??= { listeners: new Set(), sessionEnded: new Set(), calls: new Set(), people: new Set() };
  return shared[slot];
}

export function ring(siteId: string): void {
  for (const listener of doorbell().listeners) listener(siteId);
}

/** Calls back for every ring in this process until the returned function is called. */
export function onRing(listener: (siteId: string) => void): () => void {
  doorbell().listeners.add(listener);
  return () => doorbell().listeners.delete(listener);
}

/** A session was ended here: whoever holds a connection of it lets go. */
export function ringSessionEnded(sessionId: string): void {
  for (const listener of doorbell().sessionEnded) listener(sessionId);
}

export function onSessionEnded(listener: (sessionId: string) => void): () => void {
  doorbell().sessionEnded.add(listener);
  return () => doorbell().sessionEnded.delete(listener);
}

/** The calls on this site's hotline are others than they were. */
export function ringCalls(siteId: string): void {
  for (const listener of doorbell().calls) listener(siteId);
}

export function onCalls(listener: (siteId: string) => void): () => void {
  doorbell().calls.add(listener);
  return () => doorbell().calls.delete(listener);
}

/** This person's homes, or what is reported there, are others than they were. */
export function ringPerson(personId: string): void {
  for (const listener of doorbell().people) listener(personId);
}

export function onPerson(listener: (personId: string) => void): () => void {
  doorbell().people.add(listener);
  return () => doorbell().people.delete(listener);
}
