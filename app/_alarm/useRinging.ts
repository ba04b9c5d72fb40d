"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { type AlarmKind, type AlarmRank, alarmRank } from "#server/domain/alarm/kind.ts";
import { AlarmSound, repeatEvery, type SoundState } from "./sound.ts";
import type { AlarmList } from "./useAlarms.ts";

export const silenceFor = 2 * 60_000;
/** More than this many in ten minutes are a flood: then only danger sounds. */
const flood = 10;
const floodSpan = 10 * 60_000;

let sound: AlarmSound | null = null;
const watchers = new Set<() => void>();
const tell = () => {
  for (const watcher of watchers) watcher();
};

function watch(watcher: () => void): () => void {
  sound ??= new AlarmSound(tell);
  watchers.add(watcher);
  queueMicrotask(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    sound?.close();
    sound = null;
  };
}

const still = (): SoundState => "off";

/**
 * The gravest alarm that nobody has acknowledged sounds again and again on this device: not for whoever is off duty or
 * signed out, not while silenced here, and not where sound was never turned on.
 */
export function useRinging(list: AlarmList | null) {
  const state = useSyncExternalStore(watch, () => sound?.state() ?? "off", still);
  const [silentUntil, setSilentUntil] = useState(0);
  const open = (list?.open ?? []).filter((alarm) => alarm.acknowledgedAt === null);
  const now = Date.parse(list?.now ?? "") || 0;
  const flooded = open.filter((alarm) => now - Date.parse(alarm.raisedAt) < floodSpan).length > flood;
  const ranks = open.map((alarm) => alarmRank[alarm.kind as AlarmKind]);
  const gravest = ranks.length === 0 ? null : (Math.min(...ranks) as AlarmRank);
  const offDuty = list?.duty.state === "off";
  const due = gravest !== null && !offDuty && (!flooded || gravest === 1) ? gravest : null;
  const silent = silentUntil > 0;
  useEffect(() => {
    if (silentUntil === 0) return;
    const timer = setTimeout(() => setSilentUntil(0), Math.max(0, silentUntil - Date.now()));
    return () => clearTimeout(timer);
  }, [silentUntil]);
  const ringing = due !== null && state === "on" && !silent;
  useEffect(() => {
    if (!ringing || due === null) return;
    sound?.play(due);
    const timer = setInterval(() => sound?.play(due), repeatEvery[due]);
    return () => clearInterval(timer);
  }, [ringing, due]);
  return {
    state,
    ringing,
    offDuty,
    flooded,
    due,
    silentUntil,
    turnOn: () => void sound?.turnOn(),
    turnOff: () => sound?.turnOff(),
    silence: () => setSilentUntil(Date.now() + silenceFor),
    unsilence: () => setSilentUntil(0),
  };
}
