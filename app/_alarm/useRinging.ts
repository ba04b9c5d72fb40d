"use client";
import { useEffect, useReducer, useRef, useSyncExternalStore } from "react";
import { api } from "#app/_trpc/client.ts";
import { isUnknown, toldBy } from "#app/_trpc/refusal.ts";
import type { AlarmRank } from "#server/domain/alarm/kind.ts";
import { ringingOf, type SoundState, silenceLasts, soundsIn, unheard } from "#server/domain/alarm/ringing.ts";
import { keepSilence, silenceNow, watchSilence } from "./silence.ts";
import { AlarmSound } from "./sound.ts";
import type { AlarmList } from "./useAlarms.ts";

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
const never = () => 0;

/**
 * The gravest alarm that nobody has acknowledged sounds again and again on this device, by the rules of `ringingOf`.
 * `lost`: the link is gone for good, which is said once by a tone of its own.
 */
export function useRinging(list: AlarmList | null, lost: boolean) {
  const state = useSyncExternalStore(watch, () => sound?.state() ?? "off", still);
  const leads = useSyncExternalStore(
    watch,
    () => sound?.leads() ?? false,
    () => false,
  );
  const sounded = useSyncExternalStore(watch, () => sound?.sounded() ?? 0, never);
  const silence = useSyncExternalStore(watchSilence, silenceNow, () => null);
  const [, tick] = useReducer((n: number) => n + 1, 0);
  const known = list && { alarms: list.open, flood: list.flood, duty: list.duty.state };
  const { due, rank, why } = ringingOf(known, { sound: state, leads, silence, now: Date.now() });
  const silentUntil = silence !== null && silence.until > Date.now() ? silence.until : 0;

  useEffect(() => {
    if (silentUntil === 0) return;
    const timer = setTimeout(tick, Math.max(0, silentUntil - Date.now()));
    return () => clearTimeout(timer);
  }, [silentUntil]);

  const last = useRef<{ rank: AlarmRank; at: number } | null>(null);
  useEffect(() => {
    if (rank === null) {
      last.current = null;
      return;
    }
    let timer: ReturnType<typeof setTimeout>;
    const again = () => {
      timer = setTimeout(
        () => {
          last.current = { rank, at: Date.now() };
          sound?.play(rank);
          again();
        },
        soundsIn(rank, last.current, Date.now()),
      );
    };
    again();
    return () => clearTimeout(timer);
  }, [rank]);

  const offDuty = list?.duty.state === "off";
  const alone = lost && list !== null && !offDuty;
  useEffect(() => {
    if (alone) sound?.playLost();
  }, [alone]);

  return {
    state,
    /** It sounds on this device now, on this page or on another. */
    ringing: why === "sounds" || why === "other_page",
    offDuty,
    due,
    silentUntil,
    sounded,
    turnOn: () => void sound?.turnOn(),
    turnOff: () => sound?.turnOff(),
    silence: () => {
      if (list === null || due === null) return;
      const ids = unheard(list.open, list.flood).map((each) => each.id);
      keepSilence({ until: Date.now() + silenceLasts, rank: due, ids });
      void tellSilence(ids);
    },
    unsilence: () => keepSilence(null),
  };
}

const retryAfter = 5_000;

/** The silence holds already; the log hears of it as soon as there is a link. */
async function tellSilence(alarmIds: string[]): Promise<void> {
  const key = crypto.randomUUID();
  for (;;) {
    try {
      await api.alarm.silence.mutate({ key, input: { alarmIds } });
      return;
    } catch (error) {
      if (!isUnknown(toldBy(error))) return;
      await new Promise((done) => setTimeout(done, retryAfter));
    }
  }
}
