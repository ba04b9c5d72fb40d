import { type AlarmKind, alarmRank } from "./kind.ts";

/** Why somebody puts an alarm aside. */
export const shelfReasons = ["help_coming", "owner_agreed", "known_fault", "drill"] as const;
export type ShelfReason = (typeof shelfReasons)[number];

/** `silenced`: on one device. `shelved`: for everybody, for a while. */
export const alarmDeeds = ["silenced", "shelved", "unshelved"] as const;
export type AlarmDeed = (typeof alarmDeeds)[number];

/** For how long, minutes; then it comes back by itself. */
export const shelfMinutes = [15, 30, 60, 120] as const;

/** A danger to life is never put aside. */
export function mayShelve(kind: AlarmKind): boolean {
  return alarmRank[kind] > 1;
}
