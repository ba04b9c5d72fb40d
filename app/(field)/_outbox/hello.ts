/** So often an open phone lets the office know that it is there, ms: who is silent for days is told to the desk. */
const helloEvery = 30 * 60_000;

/** What lies on the phone unsent, and since when. */
export type Hello = { unsent: number; oldest?: string };
type Said = Hello & { at: number };

const drawerOf = (personId: string) => `mendline.field.hello.${personId}`;

/** Has this to be said now: half an hour has gone by, or it is otherwise than was said last, by whichever page? */
export function helloDue(last: Said | null, next: Hello, now: number): boolean {
  if (last === null || now - last.at >= helloEvery || now < last.at) return true;
  return last.unsent !== next.unsent || last.oldest !== next.oldest;
}

/** What this phone said last for this person; null when nothing is known of it. */
export function lastHello(personId: string): Said | null {
  try {
    return JSON.parse(localStorage.getItem(drawerOf(personId)) ?? "null") as Said | null;
  } catch {
    return null;
  }
}

/** Keeps what was said across pages; `null`: it was not heard. */
export function keepHello(personId: string, said: Said | null): void {
  try {
    if (said === null) localStorage.removeItem(drawerOf(personId));
    else localStorage.setItem(drawerOf(personId), JSON.stringify(said));
  } catch {
    // A full or forbidden store: each page then says it for itself.
  }
}
