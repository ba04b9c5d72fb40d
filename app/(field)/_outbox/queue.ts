import type { Told } from "#app/_trpc/refusal.ts";
import { isUnknown } from "#app/_trpc/refusal.ts";
import { stepAfter } from "#server/domain/record/stepAfter.ts";
import { isRefusal } from "#server/domain/refusal.ts";
import { type Command, decide } from "#server/domain/ticket/decide.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { besideVerbs } from "../jobs/[id]/steps.ts";
import type { Kept, Picture } from "./kept.ts";

export type Move =
  | { kind: "send"; command: Kept }
  | { kind: "upload"; picture: Picture }
  /** It can not go as it is, and he has to say what now. */
  | { kind: "stop"; command: Kept; told: Told }
  | { kind: "wait"; until: number }
  | { kind: "rest" };

/**
 * What this phone does next. Steps on one ticket go in their order, one at a time, each after its photos; a refused one
 * holds up those behind it, and no other ticket. Steps go before photos, but a word that he leaves goes behind whatever he
 * did before, as far as that gets through. `held` says until when, ms, a key or photo is not tried again.
 */
export function nextMove(
  commands: readonly Kept[],
  pictures: readonly Picture[],
  held: ReadonlyMap<string, number>,
  now: number,
): Move {
  const heads = headsOf(commands, (key) => (held.get(key) ?? 0) <= now);
  for (const command of heads) {
    const told = lost(command, pictures);
    if (told !== null) return { kind: "stop", command, told };
  }
  const lacking = (command: Kept) => missing(command, pictures);
  const sendsOf = (some: readonly Kept[]) =>
    some
      .filter((command) => lacking(command).length === 0)
      .map((command): [string, Move] => [command.key, { kind: "send", command }]);
  const uploadsOf = (some: readonly Picture[]) =>
    some.map((picture): [string, Move] => [picture.id, { kind: "upload", picture }]);
  // Whoever leaves gives his work back: what he did before he said so goes first.
  const leaves = heads.findIndex(({ step }) => step.verb === "presence");
  const before = heads.slice(0, Math.max(0, leaves));
  const moves = [
    ...sendsOf(before),
    ...uploadsOf(before.flatMap(lacking)),
    ...sendsOf(heads.slice(before.length)),
    ...uploadsOf([...heads.flatMap(lacking), ...pictures.filter(isUnsent)]),
  ];
  let until = Number.POSITIVE_INFINITY;
  for (const [id, move] of moves) {
    const free = held.get(id) ?? 0;
    if (free <= now) return move;
    until = Math.min(until, free);
  }
  return until === Number.POSITIVE_INFINITY ? { kind: "rest" } : { kind: "wait", until };
}

/** The oldest unsent step of each stream that is not held up, and before it what waits beside for another try. */
function headsOf(commands: readonly Kept[], free: (key: string) => boolean): Kept[] {
  const heads: Kept[] = [];
  const headed = new Set<string>();
  const stopped = new Set<string>();
  const waiting = new Set<string>();
  for (const command of inOrder(commands)) {
    const stream = streamOf(command);
    const kind = `${stream} ${kindOf(command)}`;
    if (command.state === "sent" || headed.has(stream) || waiting.has(kind)) continue;
    if (command.state === "refused") {
      if (!isBeside(command)) stopped.add(stream);
    } else if (isBeside(command) || !stopped.has(stream)) {
      heads.push(command);
      if (!isBeside(command) || free(command.key)) headed.add(stream);
      else waiting.add(kind);
    }
  }
  return heads;
}

/**
 * What keeps its order also while one of it waits for another try, because the later word holds: all that is said on one
 * job, but for a call that is taken in hand and an answer to an offer; of what concerns no job, each for itself.
 */
function kindOf(command: Kept): string {
  const { verb } = command.step;
  if (verb === "claim" || verb === "pass") return "offer";
  return verb === "takeCall" || jobOf(command.step) === null || !isBeside(command) ? verb : "said";
}

/** What keeps its order: all that was done on one job; and what concerns no job, all that he did. */
export function streamOf({ step }: Kept): string {
  return jobOf(step) ?? "his own";
}

/** The job that a step belongs to; null for what concerns none. */
export function jobOf(step: Kept["step"]): string | null {
  return "ticketId" in step ? step.ticketId : null;
}

/** Said beside the steps of the work: nothing builds on it, so a no to it holds nothing up, nor does a no hold it up. */
export function isBeside({ step }: Kept): boolean {
  return (besideVerbs as readonly string[]).includes(step.verb);
}

function missing(command: Kept, pictures: readonly Picture[]): Picture[] {
  return pictures.filter((picture) => command.pictures.includes(picture.id) && isUnsent(picture));
}

/** Why a step would go without a photo that it names: the phone has it no more, or the office cannot read it. */
function lost(command: Kept, pictures: readonly Picture[]): Told | null {
  for (const id of command.pictures) {
    const picture = pictures.find((each) => each.id === id);
    if (picture === undefined) return { code: "PHOTO_LOST", field: "photoIds" };
    if (picture.told !== null) return { ...picture.told, field: "photoIds" };
  }
  return null;
}

/**
 * The photos of one record on this phone: of the kept step `of`, with what was added to it since; null for the one that
 * is being written, which has none that a kept step names.
 */
export function picturesFor(
  pictures: readonly Picture[],
  commands: readonly Kept[],
  ticketId: string,
  of: string | null,
): Picture[] {
  const named = new Set(
    commands.filter(({ key }) => of === null || key === of).flatMap((command) => command.pictures),
  );
  return pictures
    .filter((picture) => picture.ticketId === ticketId)
    .filter(({ id, of: added }) =>
      of === null ? added === undefined && !named.has(id) : named.has(id) || added === of,
    );
}

export function isUnsent(picture: Picture): boolean {
  return picture.photoId === null && picture.told === null;
}

/**
 * The office has it whole, and neither a step that is still to be sent nor a record that is being written needs it here.
 * `drafted`: the tickets of which a record is being written.
 */
export function isSpare(picture: Picture, commands: readonly Kept[], drafted: readonly string[]): boolean {
  const named = commands.some(
    ({ key, state, pictures }) => state !== "sent" && (picture.of === key || pictures.includes(picture.id)),
  );
  return picture.photoId !== null && !named && !drafted.includes(picture.ticketId);
}

/** Oldest first, by their place in the queue of this phone. */
export function inOrder(commands: readonly Kept[]): Kept[] {
  return [...commands].sort((a, b) => a.order - b.order);
}

/** The steps on one ticket, oldest first. */
export function ofTicket(commands: readonly Kept[], ticketId: string): Kept[] {
  return inOrder(commands).filter(({ step }) => jobOf(step) === ticketId);
}

/** What the office fails at so often for a reason that nobody foresaw, it fails at again. */
const mostUnknowns = 5;

/**
 * What a refusal means for a step on the phone: try again later, sign in first, or show it and ask. `unknowns`: how often
 * the office has failed at it, this answer included.
 */
export function verdict(told: Told, beside = false, unknowns = 0): "later" | "signIn" | "refused" {
  if (told.code === "UNKNOWN" && unknowns >= mostUnknowns) return "refused";
  if (told.code === "NOT_SIGNED_IN") return "signIn";
  // So many words to the owner within the hour: in an hour this one would be wrong.
  if (told.code === "WAIT" && beside) return "refused";
  return isUnknown(told) || told.code === "WAIT" || told.code === "PHOTO_WAITING" ? "later" : "refused";
}

/** How long to leave the office alone after so many failures in a row, ms: 1, 2, 4 … 60 seconds. */
export function pauseAfter(failures: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.max(0, failures - 1));
}

/**
 * The ticket with what was done on this phone and is not in `ticket` yet. Decided by the same domain as at the office;
 * a step that does not fit (it has arrived already) changes nothing, and nothing is built on a refused one.
 */
export function project(ticket: Ticket, commands: readonly Kept[]): Ticket {
  let shown = ticket;
  for (const command of ofTicket(commands, ticket.id)) {
    if (isBeside(command)) continue;
    if (command.state === "refused") break;
    const arrived = command.moved?.version ?? 0;
    if (command.state === "sent" && arrived <= ticket.version) continue;
    const moves = toCommand(command);
    const fact = moves === null ? null : decide(shown, moves, command.step.doneAt);
    if (fact === null || isRefusal(fact)) continue;
    shown = { ...shown, ...fact.patch, version: Math.max(shown.version, arrived) };
  }
  return shown;
}

/** What a step does to the ticket's own state; null for what goes on beside it. */
export function toCommand({ step, personId, pictures }: Kept): Command | null {
  const technicianId = personId;
  switch (step.verb) {
    case "quote":
      return { verb: "pause", technicianId, reason: "quote" };
    case "decline":
      return { verb: step.verb, technicianId, reason: step.reason };
    case "pause":
      return { verb: step.verb, technicianId, reason: step.reason };
    case "noAccess":
      return { verb: step.verb, technicianId, reason: step.reason, photos: pictures.length };
    case "complete":
      return stepAfter(step.result, technicianId, pictures.length);
    case "accept":
    case "handBack":
    case "depart":
    case "arrive":
    case "resume":
      return { verb: step.verb, technicianId };
    default:
      return null;
  }
}

/** What a new step builds on: the version that is shown, and the step before it while the office has not answered that. */
export function foundation(
  commands: readonly Kept[],
  shown: Pick<Ticket, "id" | "version">,
): { version: number; after?: string } {
  const before = ofTicket(commands, shown.id).findLast((each) => each.state === "queued" && !isBeside(each));
  return before ? { version: shown.version, after: before.key } : { version: shown.version };
}

export type Unsent = {
  changes: number;
  photos: number;
  /** Not taken, and for him to decide; of them, those that hold up what was done after them. */
  refused: number;
  holding: number;
  /** Photos that the office could not take or that this phone has lost. */
  spoilt: number;
  oldest: string | null;
};

/** What is on this phone only, of one ticket or of all. */
export function unsentOf(commands: readonly Kept[], pictures: readonly Picture[], ticketId?: string): Unsent {
  const mine = commands.filter(
    ({ state, step }) => state !== "sent" && (ticketId === undefined || jobOf(step) === ticketId),
  );
  const here = pictures.filter((picture) => ticketId === undefined || picture.ticketId === ticketId);
  const times = mine.map(({ step }) => step.doneAt).sort();
  const refused = mine.filter(({ state }) => state === "refused");
  return {
    changes: mine.length,
    photos: here.filter(isUnsent).length,
    refused: refused.length,
    holding: refused.filter((each) => !isBeside(each)).length,
    spoilt: here.filter(({ told }) => told !== null).length,
    oldest: times[0] ?? null,
  };
}
