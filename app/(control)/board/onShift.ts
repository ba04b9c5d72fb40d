import type { Technician } from "./BoardStore.ts";

/** At work at this instant (ISO). */
export function onShift(who: Pick<Technician, "shift">, now: string): boolean {
  return who.shift !== null && who.shift.from <= now && who.shift.until > now;
}
