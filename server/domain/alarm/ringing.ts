import type { Duty } from "./duty.ts";
import { type AlarmKind, type AlarmRank, alarmRank } from "./kind.ts";

/** A standing alarm as a device hears it. `shelved`: somebody has put it aside for a while. */
export type Heard = { id: string; kind: AlarmKind; acknowledgedAt: string | null; shelved: boolean };

/** What somebody silenced on a device: those that rang then, until an instant of the device's own clock, ms. */
export type Silence = { until: number; rank: AlarmRank; ids: readonly string[] };

/** `off`: never turned on here. `blocked`: the browser waits for a press. */
export type SoundState = "off" | "blocked" | "on";

/** What a device brings to it. `leads`: of several pages open here, this is the one that sounds. */
export type Device = { sound: SoundState; leads: boolean; silence: Silence | null; now: number };

/** Why it is as it is: the first that holds, so that the screen can say it. */
export type Voice =
  | "signed_out"
  | "off_duty"
  | "nothing"
  | "sound_off"
  | "sound_blocked"
  | "silenced"
  | "other_page"
  | "sounds";

/** `due` asks for a sound were the device not silent; `rank` is what sounds now, null while `why` is not `sounds`. */
export type Sounding = { due: AlarmRank | null; rank: AlarmRank | null; why: Voice };

/** How often it sounds again while nobody has acknowledged it, ms. */
export const soundsEvery: Record<AlarmRank, number> = { 1: 4_000, 2: 8_000, 3: 20_000 };
export const silenceLasts = 2 * 60_000;

/** What asks for somebody: neither acknowledged nor put aside; in a flood only danger does. */
export function unheard<A extends Heard>(alarms: readonly A[], flood: boolean): A[] {
  return alarms.filter(
    (each) => each.acknowledgedAt === null && !each.shelved && (!flood || alarmRank[each.kind] === 1),
  );
}

/**
 * Does this device sound now, and which tones? Nothing rings for who is signed out (`known` is null) or off duty. A
 * silence is for what rang when it was asked for: what comes later and is as grave or graver sounds all the same.
 */
export function ringingOf(
  known: { alarms: readonly Heard[]; flood: boolean; duty: Duty["state"] } | null,
  device: Device,
): Sounding {
  if (known === null) return { due: null, rank: null, why: "signed_out" };
  if (known.duty === "off") return { due: null, rank: null, why: "off_duty" };
  const asking = unheard(known.alarms, known.flood);
  const due = gravest(asking);
  const quiet = (why: Voice): Sounding => ({ due, rank: null, why });
  if (due === null) return quiet("nothing");
  if (device.sound !== "on") return quiet(device.sound === "off" ? "sound_off" : "sound_blocked");
  const { silence } = device;
  const silenced = silence !== null && silence.until > device.now;
  const rank = silenced
    ? gravest(asking.filter(({ id, kind }) => !silence.ids.includes(id) && alarmRank[kind] <= silence.rank))
    : due;
  if (rank === null) return quiet("silenced");
  return device.leads ? { due, rank, why: "sounds" } : quiet("other_page");
}

/** In how many ms it has to sound: at once when it never did or something graver has come, else at its own pace. */
export function soundsIn(rank: AlarmRank, last: { rank: AlarmRank; at: number } | null, now: number): number {
  if (last === null || rank < last.rank) return 0;
  return Math.max(0, last.at + soundsEvery[rank] - now);
}

function gravest(alarms: readonly Heard[]): AlarmRank | null {
  return alarms.length === 0 ? null : (Math.min(...alarms.map(({ kind }) => alarmRank[kind])) as AlarmRank);
}
