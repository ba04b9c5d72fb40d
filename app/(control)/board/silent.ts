"use client";
import { useSyncExternalStore } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";

export type Silent = Outputs["technician"]["silent"][number];

/** Two days are counted in minutes at the finest. */
const lookEvery = 5 * 60_000;
const nobody: ReadonlyMap<string, Silent> = new Map();
const watchers = new Set<() => void>();
let silent = nobody;
let timer: ReturnType<typeof setInterval> | undefined;

function look(): void {
  api.technician.silent.query({}).then(
    (rows) => {
      silent = new Map(rows.map((row) => [row.technicianId, row]));
      for (const watcher of watchers) watcher();
    },
    () => {},
  );
}

/** All lanes ask once, for as long as one is shown. */
function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  if (timer === undefined) {
    look();
    timer = setInterval(look, lookEvery);
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Whose phone has been silent for long though he holds work. */
export function useSilent(technicianId: string): Silent | undefined {
  return useSyncExternalStore(
    watch,
    () => silent,
    () => nobody,
  ).get(technicianId);
}
