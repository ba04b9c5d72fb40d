"use client";
import { createContext, useContext, useSyncExternalStore } from "react";

/** When the server painted this page, ms since 1970. */
export const PaintedAt = createContext(0);

let offset = 0;

/** Tells what time the server says it is; due times are its own, so they are measured by its clock. */
export function setServerClock(nowIso: string): void {
  offset = Date.parse(nowIso) - Date.now();
}

/** The server's clock now, ms. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** What this device's clock showed at a moment, as the server's showed it then; ISO. An empty word stays one. */
export function byServerClock(deviceIso: string): string {
  return deviceIso === "" ? "" : new Date(Date.parse(deviceIso) + offset).toISOString();
}

/** The server's clock, coarse, ms: renders again only when another step of `every` ms has begun. */
export function useServerClock(every: number): number {
  const painted = useContext(PaintedAt);
  const step = useSyncExternalStore(
    watchSeconds,
    () => Math.floor(serverNow() / every),
    () => Math.floor(painted / every),
  );
  return step * every;
}

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for the whole page. */
function watchSeconds(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    for (const each of watchers) each();
  }, 1_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
