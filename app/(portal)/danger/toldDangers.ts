"use client";
import { useSyncExternalStore } from "react";
import { tryAgain } from "#app/_live/tryAgain.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { isUnknown, type Told, toldBy } from "#app/_trpc/refusal.ts";
import type { Danger } from "../dangers.ts";

type Input = Inputs["danger"]["report"]["input"];

/**
 * A danger that was told of on this device. It is `sent` only once the server has said its number; until then it is
 * tried again and again under its one key.
 */
export type ToldDanger = {
  key: string;
  danger: Danger;
  input: Input;
  /** Whom to call meanwhile. */
  hotline: string | null;
  /** When it was pressed, ms. */
  at: number;
  state: "sending" | "unsent" | "refused" | "sent";
  refusal?: Told;
  number?: string;
  link?: string;
  joined?: boolean;
};

const drawer = "mendline.dangers";
const patience = 8_000;
const pause = 3_000;
/** Older than this it is not sent behind anybody's back, but asked about, ms. */
export const stillMeant = 30 * 60_000;
/** How long a number stays on this device to be looked at again, ms. */
const keptFor = 12 * 3_600_000;

const none: ToldDanger[] = [];
let all: ToldDanger[] = none;
let started = false;
const listeners = new Set<() => void>();
const busy = new Set<string>();

/** What was told of on this device, newest first. From the first reader on, what is not sent is tried again. */
export function useToldDangers(): ToldDanger[] {
  return useSyncExternalStore(
    (changed) => {
      start();
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => all,
    () => none,
  );
}

/** Tells of a danger now; it is kept on this device before it is sent. */
export function tellDanger(input: Input, hotline: string | null): void {
  start();
  const told = { key: crypto.randomUUID(), danger: input.danger, input, hotline, at: Date.now() };
  keep([{ ...told, state: "sending" }, ...all]);
  void send(told.key);
}

/** It is not needed any more, or has been read. */
export function forgetDanger(key: string): void {
  keep(all.filter((each) => each.key !== key));
}

/** Somebody says that an old one is still meant. */
export function sendAgain(key: string): void {
  change(key, { at: Date.now(), state: "sending" });
  void send(key);
}

/** Not sent, and too old to be sent without asking. */
export function isOld(told: ToldDanger): boolean {
  return told.state === "unsent" && Date.now() - told.at > stillMeant;
}

/** Not sent, or sent just now: what was sent before is not taken for a danger that is told of anew. */
export function isNews(told: ToldDanger): boolean {
  return told.state !== "sent" || Date.now() - told.at < 10 * 60_000;
}

function start(): void {
  if (started || typeof window === "undefined") return;
  started = true;
  all = read().filter((each) => Date.now() - each.at < keptFor);
  // What was on its way when the page went is not known to have arrived; its key makes it one report.
  all = all.map((each) => (each.state === "sending" ? { ...each, state: "unsent" } : each));
  const again = () => {
    for (const each of all) if (each.state === "unsent" && !isOld(each)) void send(each.key);
  };
  tryAgain(again, pause);
  queueMicrotask(() => {
    for (const changed of listeners) changed();
    again();
  });
}

async function send(key: string): Promise<void> {
  const told = all.find((each) => each.key === key);
  if (told === undefined || busy.has(key)) return;
  busy.add(key);
  try {
    const { input } = told;
    const { number, link, joined } = await api.danger.report.mutate(
      { key, input },
      { signal: AbortSignal.timeout(patience) },
    );
    change(key, { state: "sent", number, link, joined });
  } catch (error) {
    const refusal = toldBy(error);
    if (isUnknown(refusal)) change(key, { state: "unsent" });
    else change(key, { state: "refused", refusal });
  } finally {
    busy.delete(key);
  }
}

function change(key: string, patch: Partial<ToldDanger>): void {
  keep(all.map((each) => (each.key === key ? { ...each, ...patch } : each)));
}

function keep(next: ToldDanger[]): void {
  all = next.slice(0, 20);
  try {
    localStorage.setItem(drawer, JSON.stringify(all));
  } catch {
    // A full or forbidden store: it then lives as long as the page.
  }
  for (const changed of listeners) changed();
}

function read(): ToldDanger[] {
  try {
    const kept = JSON.parse(localStorage.getItem(drawer) ?? "[]") as ToldDanger[];
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
