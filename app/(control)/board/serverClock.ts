"use client";
import { useSyncExternalStore } from "react";

let offset = 0;
let painted = 0;

/** Tells what time the server says it is; due times are its own, so they are measured by its clock. */
export function setServerClock(nowIso: string): void {
  painted = Date.parse(nowIso);
  offset = painted - Date.now();
}

/** The server's clock now, ms. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** The server's clock, coarse, ms: renders again only when another step of `every` ms has begun. */
export function useServerClock(every: number): number {
  const step = useSyncExternalStore(
    watchSeconds,
    () => Math.floor(serverNow() / every),
    () => Math.floor(painted / every),
  );
  return step * every;
}

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for the whole board. */
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
