import { and, eq, gt, isNull } from "drizzle-orm";
import { event } from "#db/schema/event.ts";
import { incident } from "#db/schema/incident.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { isRefusal, type Refusal, Refused, refuse } from "../../domain/refusal.ts";
import { type Command, decide, type Fact } from "../../domain/ticket/decide.ts";
import { tolerates } from "../../domain/ticket/stale.ts";
import { isWaiting } from "../../domain/ticket/status.ts";
import type { Ticket, TicketPatch } from "../../domain/ticket/ticket.ts";
import { reviewAlarms } from "../alarm/review.ts";
import { carryAppointment } from "../appointment/carry.ts";
import { tellTechnician } from "../notice/tellTechnician.ts";
import { endOffers } from "../offer/end.ts";
import type { Work } from "../operation.ts";
import { reckon } from "../sla/reckon.ts";
import { append } from "../stream/append.ts";
import { lastWord, type TicketRow, toTicket } from "./load.ts";

export type Moved = { ticketId: string; version: number; status: Ticket["status"] };

type Extra = {
  data?: Record<string, unknown>;
  words?: string;
  /** When it was done, if that was before the office heard of it. */
  at?: Date;
  /** Columns that change beside what the domain decides. */
  patch?: TicketPatch;
};

/**
 * The one way in which a locked ticket changes: the domain decides, the row and its event are written together.
 * Refusals: what `decide` refuses, with names and times added, and STALE when something happened since `seen`
 * that this command must not overlook.
 */
export async function apply(
  work: Work,
  row: TicketRow,
  seen: number,
  command: Command,
  extra: Extra = {},
): Promise<Moved> {
  const at = (extra.at ?? work.now).toISOString();
  const decided = decide(toTicket(row), command, at);
  if (isRefusal(decided)) throw new Refused(await explain(work, row, decided));
  await demandSeen(work, row, seen, command);
  const { patch, ...rest } = extra;
  return write(work, row, { ...decided, patch: { ...decided.patch, ...patch } }, rest);
}

/** Writes a fact that the domain has decided, with what it does to the promises. */
export async function write(
  work: Work,
  row: TicketRow,
  fact: Fact,
  extra: Omit<Extra, "patch"> = {},
): Promise<Moved> {
  const version = row.version + 1;
  const at = extra.at ?? work.now;
  const visit = await carryAppointment(work, row, { ...row, ...toColumns(fact.patch) }, at);
  const said = { ...fact, data: { ...fact.data, ...visit } };
  const { promises, columns, data } = await reckon(work, row, said, at.toISOString());
  const patch = { ...fact.patch, ...promises };
  await work.tx
    .update(ticket)
    .set({ ...toColumns(patch), ...columns, version })
    .where(and(eq(ticket.id, row.id), eq(ticket.version, row.version)));
  const after = { ...row, ...toColumns(patch) };
  const wasUrgent = row.urgency <= 2 || isWaiting(row.status);
  await reviewAlarms(work, after, wasUrgent, fact.type === "declined");
  const offeredTo = await endOffers(work, row, after);
  await tellTechnician(work, row, after, fact.type);
  await append(work, {
    siteId: row.siteId,
    ticketId: row.id,
    ticketVersion: version,
    type: fact.type,
    data: {
      ...(row.technicianId === null ? {} : { technicianId: row.technicianId }),
      ...said.data,
      ...(offeredTo.length > 0 && { offeredTo }),
      ...extra.data,
      ...data,
    },
    patch,
    words: extra.words,
  });
  return { ticketId: row.id, version, status: fact.patch.status ?? row.status };
}

/** Ends the active assignment, if there is one, with its reason. */
export async function endAssignment(
  work: Work,
  ticketId: string,
  endReason: NonNullable<(typeof assignment.$inferSelect)["endReason"]>,
): Promise<void> {
  await work.tx
    .update(assignment)
    .set({ endedAt: work.now, endReason })
    .where(and(eq(assignment.ticketId, ticketId), isNull(assignment.endedAt)));
}

const instants = [
  "receivedAt",
  "statusSince",
  "acknowledgeBy",
  "arriveBy",
  "contactBy",
  "finishBy",
  "dueAt",
  "backAt",
  "capAt",
  "doneAt",
  "closedAt",
] as const;

/** A patch as columns: ISO words become Dates again. */
export function toColumns(patch: TicketPatch): Partial<TicketRow> {
  const columns: Record<string, unknown> = { ...patch };
  for (const name of instants) {
    const value = columns[name];
    if (typeof value === "string") columns[name] = new Date(value);
  }
  return columns as Partial<TicketRow>;
}

/** STALE when something happened since `seen` that this command must not overlook. */
export async function demandSeen(work: Work, row: TicketRow, seen: number, command: Command): Promise<void> {
  if (seen === row.version) return;
  const missed = await work.tx
    .select({ type: event.type })
    .from(event)
    .where(and(eq(event.ticketId, row.id), gt(event.ticketVersion, seen)));
  if (seen < row.version && missed.every((m) => tolerates(command.verb, m.type))) return;
  throw new Refused(await explain(work, row, refuse("STALE")));
}

/** Adds who did what and how long ago, so that the refused person need not go and look. */
export async function explain(work: Work, row: TicketRow, refusal: Refusal): Promise<Refusal> {
  if (refusal.code === "IN_INCIDENT" && row.incidentId !== null) {
    const [of] = await work.tx
      .select({ number: incident.number })
      .from(incident)
      .where(eq(incident.id, row.incidentId));
    return { ...refusal, params: { number: of?.number ?? "" } };
  }
  const last = await lastWord(work.tx, row.id);
  if (last === undefined) return refusal;
  const taken = refusal.code === "TICKET_TAKEN" && last.sentAt !== null;
  const at = taken ? last.sentAt! : last.at;
  const params: Record<string, string | number> = {
    ...refusal.params,
    by: (taken ? last.sender : last.by) ?? "Mendline",
    byLatin: (taken ? last.senderLatin : last.byLatin) ?? "",
    seconds: Math.max(0, Math.round((work.now.getTime() - at.getTime()) / 1000)),
    type: last.type,
    ...(taken && { to: last.holder ?? "", toLatin: last.holderLatin ?? "" }),
  };
  return { ...refusal, params };
}
