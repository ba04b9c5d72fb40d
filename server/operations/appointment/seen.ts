import { and, desc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { appointment } from "#db/schema/appointment.ts";
import { command as commandTable } from "#db/schema/event.ts";
import { staffRole } from "#db/schema/person.ts";
import { actorId } from "../../domain/access/actor.ts";
import type { Window } from "../../domain/appointment/slots.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, instant } from "../input.ts";
import type { Work } from "../operation.ts";
import type { Moved } from "../ticket/apply.ts";
import type { TicketRow } from "../ticket/load.ts";
import { type AppointmentRow, openAppointment } from "./visit.ts";

/** A visit as a phone showed it: which one, null where there was none, and the beginning of its agreed time. */
const mark = { visit: id.nullable(), from: instant.nullable() };

/**
 * What a phone that may have been without network saw of the visit when its technician pressed. `by` is the key of an
 * act of his own that the office had not answered then: where it was done, what it made is what was seen.
 */
export const seenInput = z.strictObject({ ...mark, by: z.uuid({ error: "BAD_ID" }).optional() });

type Seen = z.output<typeof seenInput>;
type Mark = Pick<Seen, "visit" | "from">;

/** What an act that makes a visit answers: what the next one of the same phone has seen by it. */
export type Visited = Moved & { visit: Mark };

/**
 * Nothing that somebody else has offered or agreed meanwhile gives way unseen. Refusal: STALE (visit) with what stands
 * now: `visit` and `from` as a phone says that it has seen them, `until`, `windows` how many, `side` whose word it is, `at` since when.
 */
export async function demandSeenVisit(work: Work, row: TicketRow, seen: Seen): Promise<void> {
  const open = await openAppointment(work.tx, row.id);
  const is = markOf(open);
  const own = seen.by === undefined ? null : await madeBy(work, row.id, seen.by);
  if ([own, seen].some((each) => each !== null && each.visit === is.visit && each.from === is.from)) return;
  const [last] = await work.tx
    .select()
    .from(appointment)
    .where(and(eq(appointment.ticketId, row.id), isNotNull(appointment.endedAt)))
    .orderBy(desc(appointment.endedAt))
    .limit(1);
  const at = open === null ? last?.endedAt : (open.chosenAt ?? open.offeredAt);
  const params = {
    visit: is.visit ?? "",
    from: is.from ?? "",
    until: open?.chosenUntil?.toISOString() ?? "",
    windows: open?.windows.length ?? 0,
    side: open === null ? "nobody" : await sideOf(work, row, open),
    at: (at ?? work.now).toISOString(),
  };
  throw new Refused(refuse("STALE", { field: "visit", params }));
}

/** Is it so already, from another phone or by the owner's own choice: the same windows offered, the same one agreed? */
export async function visitIsSo(
  work: Work,
  row: TicketRow,
  windows: readonly Window[],
  agreed: boolean,
): Promise<Visited | null> {
  const open = await openAppointment(work.tx, row.id);
  if (open === null || (open.chosenFrom !== null) !== agreed) return null;
  const from = agreed ? [open.chosenFrom!.toISOString()] : open.windows.map((each) => each.from);
  const wanted = windows.map((each) => each.from);
  const same = from.length === wanted.length && wanted.every((each) => from.includes(each));
  if (!same || open.technicianId !== row.technicianId) return null;
  return { ticketId: row.id, version: row.version, status: row.status, visit: markOf(open) };
}

export function markOf(open: AppointmentRow | null): Mark {
  return { visit: open?.id ?? null, from: open?.chosenFrom?.toISOString() ?? null };
}

/** What an earlier act of the same person made of the visit of this ticket; null when the office has not done it. */
async function madeBy({ tx, actor }: Work, ticketId: string, key: string): Promise<Mark | null> {
  const [before] = await tx
    .select({ result: commandTable.result })
    .from(commandTable)
    .where(and(eq(commandTable.actorId, actorId(actor)), eq(commandTable.key, key)));
  const made = before?.result as Partial<Visited> | null | undefined;
  return made?.ticketId === ticketId && made.visit !== undefined ? made.visit : null;
}

/** Whose word stands: his own from elsewhere, the desk's or the home's. */
async function sideOf(work: Work, row: TicketRow, open: AppointmentRow): Promise<"you" | "desk" | "owner"> {
  const who = open.chosenFrom === null ? open.offeredById : open.chosenById;
  if (who === null) return "owner";
  if (who === row.technicianId) return "you";
  const [staff] = await work.tx
    .select({ personId: staffRole.personId })
    .from(staffRole)
    .where(eq(staffRole.personId, who))
    .limit(1);
  return staff ? "desk" : "owner";
}
