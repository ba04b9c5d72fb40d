import type { Told } from "#app/_trpc/refusal.ts";
import { isRefusal } from "#server/domain/refusal.ts";
import { decide } from "#server/domain/ticket/decide.ts";
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
  "REQUIRED",
  "FORM_OTHER",
  "OWNER_CODE_WRONG",
  "OWNER_CODE_VOID",
  "OLD_NEWS",
  "RECORD_DIFFERS",
  "PHONE",
  "NOT_FOUND",
  "NOT_ALLOWED",
];

/** Could a refused step be put down on the job as it is now? `ticket` null: the job is not in his hands. */
export function fitsOn(ticket: Ticket | null, command: Kept): boolean {
  const { told, personId } = command;
  const ofPhotos = told?.field === "photoIds";
  if (told !== null && final.includes(told.code) && !ofPhotos) return false;
  if (jobOf(command.step) === null || command.step.verb === "guide" || command.step.verb === "note")
    return true;
  if (ticket === null || ticket.technicianId !== personId) return false;
  const moves = toCommand(command);
  if (moves !== null) return !isRefusal(decide(ticket, moves, command.step.doneAt));
  return told?.code !== "STATE" || isOpen(ticket.status);
}

/** May he go over it again and send it otherwise? So far that is so for a record. */
export function mayMend(ticket: Ticket | null, { step, personId }: Kept): boolean {
  return (
    step.verb === "complete" &&
    ticket !== null &&
    ticket.technicianId === personId &&
    ticket.status === "on_site"
  );
}

/** The refused step once more, on the ticket as it is now; without the photos that the office cannot read. */
export function onceMore(command: Kept, version: number | null, pictures: readonly Picture[]): Kept {
  const { after: _, ...step } = command.step as Kept["step"] & { after?: string };
  const readable = command.pictures.filter((id) => pictures.some((p) => p.id === id && p.told === null));
  return {
    ...command,
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
