import type { Told } from "#app/_trpc/refusal.ts";
import { visitSeen } from "#app/_visit/seen.ts";
import { mayAppoint } from "#server/domain/appointment/appointment.ts";
import { isRefusal } from "#server/domain/refusal.ts";
import { decide } from "#server/domain/ticket/decide.ts";
import { next } from "#server/domain/ticket/lifecycle.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Kept, Picture } from "./kept.ts";
import { inOrder, isBeside, jobOf, streamOf, toCommand } from "./queue.ts";

/** Is it so at the office already, by whomever? Somebody else has taken the call in hand, or the part is held no more. */
export function isSo({ step }: Kept, told: Told): boolean {
  return (
    (step.verb === "takeCall" && told.code === "STATE") ||
    (step.verb === "release" && told.code === "SETTLED_ALREADY")
  );
}

/** What the office will say again however often it is asked: only another word, or none, helps. */
const final: readonly Told["code"][] = [
  "TOO_LATE",
  "SETTLED_ALREADY",
  "RETURN_FREE",
  "NOTHING_TO_QUOTE",
  "BAD_TIME",
  "QUANTITY",
  "TOO_MUCH",
  "BAD_ID",
  "REQUIRED",
  "FORM_OTHER",
  "OWNER_CODE_WRONG",
  "OWNER_CODE_VOID",
  "OLD_NEWS",
  "RECORD_DIFFERS",
  "SLOT_TAKEN",
  "NO_SLOTS",
  "PHONE",
  "NOT_FOUND",
  "NOT_ALLOWED",
];

/** Could a refused step be put down on the job as it is now? `ticket` null: the job is not in his hands. */
export function fitsOn(ticket: Ticket | null, command: Kept): boolean {
  const { told, personId } = command;
  const ofPhotos = told?.field === "photoIds";
  if (told !== null && final.includes(told.code) && !ofPhotos) return false;
  // An offer is made anew by the office, or not at all.
  if (command.step.verb === "claim" || command.step.verb === "pass") return false;
  if (jobOf(command.step) === null || command.step.verb === "guide" || command.step.verb === "note")
    return true;
  if (ticket === null || ticket.technicianId !== personId) return false;
  if (isVisit(command)) return mayAppoint(ticket.status);
  const moves = toCommand(command);
  if (moves !== null) return !isRefusal(decide(ticket, moves, command.step.doneAt));
  return told?.code !== "STATE" || isOpen(ticket.status);
}

/**
 * May he go over it again and send it otherwise, on the job as it is now? His own words he may wherever that is. A visit is
 * called off for one of the ready reasons, all of which the office takes: a no to it is never about its words.
 */
export function mayMend(ticket: Ticket | null, command: Kept): boolean {
  const { step, personId } = command;
  if (isWords(command)) return true;
  if (ticket === null || ticket.technicianId !== personId) return false;
  if (isVisit(command)) return mayAppoint(ticket.status);
  switch (step.verb) {
    case "complete":
      return ticket.status === "on_site";
    case "pause":
    case "decline":
    case "noAccess":
      return next(ticket, step.verb) !== null;
    case "use":
    case "reserve":
      return ticket.status === "on_site" || ticket.status === "paused";
    case "quote":
      return ticket.status === "on_site";
    default:
      return false;
  }
}

/** Nothing but his own words: of a job, or of the way to its place. */
export function isWords({ step }: Kept): boolean {
  return step.verb === "note" || step.verb === "guide";
}

/** Times that are put to the owner, or one that they agreed to by voice. */
export function isVisit({ step }: Kept): boolean {
  return step.verb === "offerTimes" || step.verb === "fixTime";
}

/** The refused step once more, on the ticket as it is now; without the photos that the office cannot read. */
export function onceMore(command: Kept, version: number | null, pictures: readonly Picture[]): Kept {
  const { after: _, ...step } = command.step as Kept["step"] & { after?: string };
  const readable = command.pictures.filter((id) => pictures.some((p) => p.id === id && p.told === null));
  const { unknowns: __, ...kept } = command;
  return {
    ...kept,
    state: "queued",
    told: null,
    answeredAt: null,
    pictures: readable,
    step: seenNow(step, version, command.told) as Kept["step"],
  };
}

/** What he has now seen: the job as it is, or what somebody else has written where he wrote. */
function seenNow(step: Omit<Kept["step"], "after">, version: number | null, told: Told | null) {
  if ("version" in step) return version === null ? step : { ...step, version };
  if (told?.code !== "STALE") return step;
  const { field = "", params = {} } = told;
  if (step.verb === "offerTimes" || step.verb === "fixTime") return { ...step, seen: visitSeen(told) };
  if (step.verb === "guide") return { ...step, seen: { [field]: String(params.theirs ?? "") } };
  return step.verb === "presence" ? { ...step, seen: params.presence } : step;
}

/** A step and those behind it, which build on it. */
export function withFollowers(commands: readonly Kept[], key: string): Kept[] {
  const command = commands.find((each) => each.key === key);
  if (!command) return [];
  if (isBeside(command)) return [command];
  const all = commands.filter((each) => streamOf(each) === streamOf(command) && each.state !== "sent");
  return inOrder(all).filter((each) => each.order >= command.order && !isBeside(each));
}

/**
 * What becomes of steps that go to the office as a note. `uses`: parts that were used, which have happened and go down in
 * the books by themselves, whoever has the job; without lines that were taken back behind them. `told`: what is said in
 * words, also a use that the office has refused for itself.
 */
export function partedForNote(steps: readonly Kept[]): { uses: Kept[]; told: Kept[] } {
  const back = new Set(steps.flatMap(({ step }) => (step.verb === "takeBack" ? [step.chargeId] : [])));
  const uses: Kept[] = [];
  const told: Kept[] = [];
  const undone = new Set<string>();
  for (const command of steps) {
    const { step, state, told: no } = command;
    if (step.verb === "takeBack" && undone.has(step.chargeId)) continue;
    // Too early it was only behind a step that never came.
    if (step.verb !== "use" || (state === "refused" && no?.code !== "TOO_EARLY")) {
      told.push(command);
      continue;
    }
    const lines = step.lines.filter(({ id }) => !back.has(id));
    for (const { id } of step.lines) if (back.has(id)) undone.add(id);
    if (lines.length > 0) uses.push({ ...command, step: { ...step, lines } });
  }
  return { uses, told };
}
