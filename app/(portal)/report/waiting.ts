"use client";
import { createTRPCClient, httpLink } from "@trpc/client";
import { useSyncExternalStore } from "react";
import { tryAgain } from "#app/_live/tryAgain.ts";
import { layOver, lookIn, pictureOf, takeOut } from "#app/_photo/drawer.ts";
import { sendPicture } from "#app/_photo/sendPicture.ts";
import { isKept } from "#app/_photo/upload.ts";
import { isUnknown, type Told, toldBy } from "#app/_trpc/refusal.ts";
import type { Api } from "#server/api/router.ts";
import { type Draft, isBlank, newDraft, reportOf } from "./draft.ts";
import { draftDrawer, photoDrawer, readKept, writeKept } from "./localKept.ts";
import type { Sent } from "./useDraft.ts";

/**
 * A report on which "send" was pressed on this device. It goes under its draft's own key: by itself while it `waits`, not
 * at all while it is `held`, and it is `sent` only once the office has said its number.
 */
export type Waiting = {
  draft: Draft;
  /** The pictures of it that only this device has. */
  pictures: string[];
  /** Whom to call meanwhile, and whether somebody is in danger. */
  hotline: string | null;
  grave: boolean;
  /** When it was pressed, ms; of a sent one, when that was heard of. */
  at: number;
  /** When it was pressed first, where it was asked about since, ms. */
  pressedAt?: number;
  state: "waiting" | "held" | "refused" | "sent";
  /** It was on its way once, and nobody said whether it arrived. */
  maybe: boolean;
  told: Told | null;
  sent: Sent | null;
};

/** How long an answer is waited for, ms. */
const patience = 20_000;
/** How often it is looked whether there is a network, and the longest pause after failures, ms. */
const pause = 3_000;
const longestPause = 30_000;
/** Older than this it is not sent behind anybody's back, but asked about, ms. */
const stillMeant = 48 * 3_600_000;
/** How long a number stays on this device to be read, ms. */
const readFor = 12 * 3_600_000;

const none: Waiting[] = [];
let person = "";
let all: Waiting[] = none;
/** Those of which this page has sent the first try and nobody has answered yet. */
let first: ReadonlySet<string> = new Set();
/** This browser can keep them; else they live as long as the page. */
let keeps = true;
const listeners = new Set<() => void>();
const busy = new Set<string>();
const failures = new Map<string, { count: number; until: number }>();
/** Pictures of this page, where the browser could not lay them away. */
const inHand = new Map<string, Blob>();

const listOf = (personId: string) => `mendline.report.waiting.${personId}`;

/** The reports of this person that wait on this device, the newest first. From the first reader on they are tried. */
export function useWaiting(personId: string): Waiting[] {
  return useSyncExternalStore(
    (changed) => {
      open(personId);
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => (person === personId ? all : none),
    () => none,
  );
}

/** Is it on its way for the first time, from this page? */
export function isFirstTry(key: string): boolean {
  return first.has(key);
}

/** Does this browser keep what waits when the page is closed? */
export function keepsWaiting(): boolean {
  return keeps;
}

/** Not sent, and too old to be sent without asking. */
export function isOld({ state, at }: Waiting): boolean {
  return state === "waiting" && Date.now() - at > stillMeant;
}

/** Has this draft been pressed already, so that it is no draft any more? */
export function isPressed(personId: string, key: string): boolean {
  return read(personId).some(({ draft }) => draft.key === key);
}

type Pressed = Pick<Waiting, "draft" | "hotline" | "grave">;

/** "Send" was pressed: it is kept on this device with its pictures before it is sent. */
export async function press(
  personId: string,
  { draft, hotline, grave }: Pressed,
  pictures: Array<{ id: string; picture: Blob }>,
): Promise<void> {
  open(personId);
  for (const { id, picture } of pictures) inHand.set(id, picture);
  const ids = pictures.map(({ id }) => id);
  await layOver(ids, listOf(personId));
  first = new Set([...first, draft.key]);
  const fresh = {
    draft,
    pictures: ids,
    hotline,
    grave,
    at: Date.now(),
    maybe: false,
    told: null,
    sent: null,
  };
  keep([{ ...fresh, state: "waiting" }, ...all]);
  void go(draft.key);
}

/** It stays on this device and does not go by itself any more. */
export function takeBack(key: string): void {
  change(key, (each) => (each.state === "waiting" ? { ...each, state: "held" } : each));
}

/** It is meant, and goes as soon as it can. */
export function sendNow(key: string): void {
  failures.delete(key);
  const now = Date.now();
  change(key, (each) => ({ ...each, pressedAt: pressedAt(each), at: now, state: "waiting", told: null }));
  void go(key);
}

const pressedAt = (each: Waiting) => each.pressedAt ?? each.at;

/** It is not needed any more, or has been read. */
export async function forget(key: string): Promise<void> {
  const gone = find(key);
  keep(all.filter((each) => each !== gone));
  for (const id of gone?.pictures ?? []) await takeOut(id);
}

/** Back into the form, from which it was pressed: answers the draft as it is now, with the pictures that are only here. */
export async function giveBack(key: string) {
  const gone = find(key);
  if (gone === undefined) return null;
  const pictures = await Promise.all(gone.pictures.map(async (id) => ({ id, picture: await whole(id) })));
  await layOver(gone.pictures, photoDrawer(person));
  keep(all.filter((each) => each.draft.key !== key));
  return {
    draft: gone.draft,
    pictures: pictures.flatMap(({ id, picture }) => (picture ? [{ id, picture }] : [])),
  };
}

/** It becomes the draft; one that was begun meanwhile is held in its place. */
export async function goOnWith(key: string): Promise<void> {
  const wanted = find(key);
  if (wanted === undefined) return;
  const begun = { ...newDraft(), ...readKept<Partial<Draft>>(localStorage, draftDrawer(person)) };
  const left = await lookIn(photoDrawer(person));
  const ids = left.map(({ id }) => id);
  const rest = all.filter((each) => each.draft.key !== key);
  if (isBlank(begun) && ids.length === 0) keep(rest);
  else {
    await layOver(ids, listOf(person));
    const inPlace = { draft: begun, pictures: ids, hotline: null, grave: false, maybe: false, told: null };
    keep([{ ...inPlace, at: Date.now(), state: "held", sent: null }, ...rest]);
  }
  await layOver(wanted.pictures, photoDrawer(person));
  writeKept(localStorage, draftDrawer(person), wanted.draft);
}

let started = false;

function open(personId: string): void {
  if (person !== personId) {
    person = personId;
    first = new Set();
    all = read(personId);
    queueMicrotask(tell);
  }
  if (started) return;
  started = true;
  window.addEventListener("storage", ({ key }) => {
    if (key !== listOf(person)) return;
    all = read(person);
    tell();
  });
  tryAgain(again, pause);
  queueMicrotask(() => again(true));
}

function again(news: boolean): void {
  if (news) failures.clear();
  for (const each of all) if (each.state === "waiting" && !isOld(each)) void go(each.draft.key);
}

/** One page of this device sends it at a time; and were it two, its key makes it one report. */
async function go(key: string): Promise<void> {
  if (busy.has(key) || (failures.get(key)?.until ?? 0) > Date.now()) return;
  busy.add(key);
  try {
    await navigator.locks.request(`mendline-report-${key}`, { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      all = keeps ? read(person) : all;
      const told = await send(key, person);
      if (told !== null) answered(key, told);
    });
  } finally {
    busy.delete(key);
    first = new Set([...first].filter((each) => each !== key));
    all = [...all];
    tell();
  }
}

/** What the office did not take, or null: it has it, or it is not to be sent any more. */
async function send(key: string, personId: string): Promise<Told | null> {
  const as = { "x-mendline-as": personId };
  const wanted = () => (person === personId && find(key)?.state === "waiting" ? find(key)! : null);
  for (let next = wanted()?.pictures[0]; next !== undefined; next = wanted()?.pictures[0]) {
    const id = next;
    const picture = await whole(id);
    if (picture === null) return { code: "PHOTO_LOST", field: "photoIds" };
    const answer = await sendPicture(picture, () => {}, as).done;
    if (!isKept(answer)) return answer;
    change(key, ({ draft, pictures, ...each }) => ({
      ...each,
      // The same picture chosen twice is one photo.
      draft: { ...draft, photos: [...draft.photos.filter((p) => p.photoId !== answer.photoId), answer] },
      pictures: pictures.filter((other) => other !== id),
    }));
    await takeOut(id);
  }
  const going = wanted();
  const input = going && reportOf(going.draft);
  if (input === null) return null;
  // Where the browser knows of no network nothing leaves it.
  if (navigator.onLine) change(key, (each) => ({ ...each, maybe: true }));
  // How long ago it was pressed, by this device's own clock: what began "now" began then.
  const ago = { "x-mendline-ago": String(Math.max(0, Date.now() - pressedAt(going!))) };
  const office = createTRPCClient<Api>({
    links: [httpLink({ url: "/api/trpc", headers: { "x-mendline": "1", ...ago, ...as } })],
  });
  try {
    const { ticketId, number } = await office.ticket.report.mutate(
      { key, input },
      { signal: AbortSignal.timeout(patience) },
    );
    // Taken back in the moment in which it went, it has gone all the same.
    change(key, (each) => ({
      ...each,
      state: "sent",
      at: Date.now(),
      told: null,
      sent: { ticketId, number },
    }));
    return null;
  } catch (error) {
    return toldBy(error);
  }
}

function answered(key: string, told: Told): void {
  if (isUnknown(told) || told.code === "NOT_SIGNED_IN") {
    const count = (failures.get(key)?.count ?? 0) + 1;
    failures.set(key, { count, until: Date.now() + Math.min(longestPause, pause * 2 ** (count - 1)) });
    change(key, (each) => ({ ...each, told: told.code === "NOT_SIGNED_IN" ? told : null }));
  } else {
    change(key, (each) => ({ ...each, state: each.state === "waiting" ? "refused" : each.state, told }));
  }
}

async function whole(id: string): Promise<Blob | null> {
  return inHand.get(id) ?? (await pictureOf(id));
}

function find(key: string): Waiting | undefined {
  return all.find((each) => each.draft.key === key);
}

function change(key: string, how: (each: Waiting) => Waiting): void {
  keep(all.map((each) => (each.draft.key === key ? how(each) : each)));
}

function keep(next: Waiting[]): void {
  all = next;
  keeps = writeKept(localStorage, listOf(person), next.length === 0 ? null : next);
  tell();
}

function tell(): void {
  for (const changed of listeners) changed();
}

function read(personId: string): Waiting[] {
  const kept = readKept<Waiting[]>(localStorage, listOf(personId)) ?? [];
  return kept.filter(({ state, at }) => state !== "sent" || Date.now() - at < readFor);
}
