import type { Told } from "#app/_trpc/refusal.ts";
import { isUnknown } from "#app/_trpc/refusal.ts";
import { stepAfter } from "#server/domain/record/stepAfter.ts";
import { isRefusal } from "#server/domain/refusal.ts";
import { type Command, decide } from "#server/domain/ticket/decide.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Kept, Picture } from "./kept.ts";

export type Move =
  | { kind: "send"; command: Kept }
  | { kind: "upload"; picture: Picture }
  | { kind: "wait"; until: number }
  | { kind: "rest" };

/**
 * What this phone does next. Steps on one ticket go in their order, one at a time, each after its photos; a refused one
 * holds up those behind it, and no other ticket. Steps go before photos that nothing waits for. `held` says until when,
 * ms, a key or photo is not tried again.
 */
export function nextMove(
  commands: readonly Kept[],
  pictures: readonly Picture[],
  held: ReadonlyMap<string, number>,
  now: number,
): Move {
  const heads = headsOf(commands);
  const lacking = (command: Kept) => missing(command, pictures);
  const sends = heads
    .filter((command) => lacking(command).length === 0)
    .map((command): [string, Move] => [command.key, { kind: "send", command }]);
  const wanted = [...heads.flatMap(lacking), ...pictures.filter(isUnsent)];
  const uploads = wanted.map((picture): [string, Move] => [picture.id, { kind: "upload", picture }]);
  let until = Number.POSITIVE_INFINITY;
  for (const [id, move] of [...sends, ...uploads]) {
    const free = held.get(id) ?? 0;
    if (free <= now) return move;
    until = Math.min(until, free);
  }
  return until === Number.POSITIVE_INFINITY ? { kind: "rest" } : { kind: "wait", until };
}

/** The oldest unsent step of each ticket that is not held up. */
function headsOf(commands: readonly Kept[]): Kept[] {
  const first = new Map<string, Kept>();
  for (const command of inOrder(commands)) {
    const { ticketId } = command.step;
    if (command.state !== "sent" && !first.has(ticketId)) first.set(ticketId, command);
  }
  return [...first.values()].filter(({ state }) => state === "queued");
}

function missing(command: Kept, pictures: readonly Picture[]): Picture[] {
  return pictures.filter((picture) => command.pictures.includes(picture.id) && isUnsent(picture));
}

export function isUnsent(picture: Picture): boolean {
  return picture.photoId === null && picture.told === null;
}

/** The office has it whole, and no step that is still to be sent names it. */
export function isSpare(picture: Picture, commands: readonly Kept[]): boolean {
  const named = commands.some(({ state, pictures }) => state !== "sent" && pictures.includes(picture.id));
  return picture.photoId !== null && !named;
}

function inOrder(commands: readonly Kept[]): Kept[] {
  return [...commands].sort((a, b) => a.order - b.order);
}

/** The steps on one ticket, oldest first. */
export function ofTicket(commands: readonly Kept[], ticketId: string): Kept[] {
  return inOrder(commands).filter(({ step }) => step.ticketId === ticketId);
}

/** What a refusal means for a step on the phone: try again later, sign in first, or show it and ask. */
export function verdict(told: Told): "later" | "signIn" | "refused" {
  if (told.code === "NOT_SIGNED_IN") return "signIn";
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

/** Could a refused step be put down on the job as it is now? */
export function fitsOn(ticket: Ticket, command: Kept): boolean {
  if (command.told?.code === "TOO_LATE") return false;
  const moves = toCommand(command);
  return moves === null || !isRefusal(decide(ticket, moves, command.step.doneAt));
}

/** What a step does to the ticket's own state; null for what goes on beside it. */
function toCommand({ step, personId, pictures }: Kept): Command | null {
  const technicianId = personId;
  switch (step.verb) {
    case "use":
    case "takeBack":
    case "reserve":
      return null;
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
    default:
      return { verb: step.verb, technicianId };
  }
}

/** What a new step builds on: the version that is shown, and the step before it while the office has not answered that. */
export function foundation(
  commands: readonly Kept[],
  shown: Pick<Ticket, "id" | "version">,
): { version: number; after?: string } {
  const before = ofTicket(commands, shown.id).findLast(({ state }) => state === "queued");
  return before ? { version: shown.version, after: before.key } : { version: shown.version };
}

/** The refused step once more, on the ticket as it is now; without the photos that the office cannot read. */
export function onceMore(command: Kept, version: number, pictures: readonly Picture[]): Kept {
  const { after: _, ...step } = command.step;
  const readable = command.pictures.filter((id) => !pictures.some((p) => p.id === id && p.told !== null));
  return {
    ...command,
    state: "queued",
    told: null,
    answeredAt: null,
    pictures: readable,
    step: { ...step, version } as Kept["step"],
  };
}

/** A step and those behind it, which build on it. */
export function withFollowers(commands: readonly Kept[], key: string): Kept[] {
  const command = commands.find((each) => each.key === key);
  if (!command) return [];
  const all = ofTicket(commands, command.step.ticketId).filter(({ state }) => state !== "sent");
  return all.filter(({ order }) => order >= command.order);
}

export type Unsent = { changes: number; photos: number; refused: number; oldest: string | null };

/** What is on this phone only, of one ticket or of all. */
export function unsentOf(commands: readonly Kept[], pictures: readonly Picture[], ticketId?: string): Unsent {
  const mine = commands.filter(
    ({ state, step }) => state !== "sent" && (ticketId === undefined || step.ticketId === ticketId),
  );
  const photos = pictures.filter(
    (picture) => isUnsent(picture) && (ticketId === undefined || picture.ticketId === ticketId),
  );
  const times = mine.map(({ step }) => step.doneAt).sort();
  const refused = mine.filter(({ state }) => state === "refused").length;
  return { changes: mine.length, photos: photos.length, refused, oldest: times[0] ?? null };
}
