import { and, desc, eq, inArray } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import type { Fact } from "../../domain/ticket/decide.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { lockTime, timeOf } from "./free.ts";
import { keeps } from "./keep.ts";
import { tellOwner } from "./tell.ts";
import { endAppointment, openAppointment, toVisit } from "./visit.ts";

/**
 * What a change of the ticket does to its appointment, in the same transaction: it is over when somebody is there or the
 * ticket is; windows that a technician offered go with him; a time that is agreed is the company's word and stays, for
 * whoever takes the work on, if he can come then. `at` is when the change was. What ends unkept the owner is told, and the event says so.
 */
export async function carryAppointment(
  work: Work,
  before: TicketRow,
  after: TicketRow,
  at: Date,
): Promise<Fact["data"]> {
  const moved = before.status !== after.status || before.technicianId !== after.technicianId;
  if (!moved) return {};
  const open = await openAppointment(work.tx, after.id);
  if (open === null) return {};
  if (!isOpen(after.status) || after.status === "done") {
    await endAppointment(work, after.id, "ticket_ended");
    return {};
  }
  if (after.status === "on_site") {
    // Agreed since he came, without a network: it is for another visit than this one.
    if (open.chosenAt !== null && open.chosenAt > at) return {};
    await endAppointment(work, after.id, "kept");
    return {};
  }
  if (after.technicianId === before.technicianId) return {};
  const { agreed, technicianId } = toVisit(open);
  // A taking back brings him back who offered these windows: they are to choose from as before.
  if (agreed === null && technicianId === after.technicianId) return {};
  if (agreed !== null && after.technicianId === null) return giveTo(work, open.id, null);
  if (agreed !== null && after.technicianId !== null) {
    await lockTime(work.tx, after.technicianId);
    const time = await timeOf(work.tx, after, after.technicianId, work.now);
    if (keeps(time, agreed)) return giveTo(work, open.id, after.technicianId);
  }
  // Whoever holds a link to choose a time hears that there is none to choose any more.
  await tellOwner(work, after, "visit_cancelled", agreed);
  await endAppointment(work, after.id, "technician_changed");
  return { visitEnded: "technician_changed" };
}

async function giveTo(work: Work, appointmentId: string, technicianId: string | null): Promise<Fact["data"]> {
  await work.tx.update(appointment).set({ technicianId }).where(eq(appointment.id, appointmentId));
  return {};
}

/**
 * Opens again the appointment that a deed of this instant ended, because the deed is taken back; whoever may come to it
 * then is carryAppointment's to say. Answers its id; null where the deed ended none.
 */
export async function reopenAppointment(work: Work, ticketId: string, endedAt: Date): Promise<string | null> {
  const [row] = await work.tx
    .select({ id: appointment.id })
    .from(appointment)
    .where(
      and(
        eq(appointment.ticketId, ticketId),
        eq(appointment.endedAt, endedAt),
        inArray(appointment.endReason, ["ticket_ended", "technician_changed"]),
      ),
    )
    .orderBy(desc(appointment.offeredAt))
    .limit(1);
  if (row === undefined || (await openAppointment(work.tx, ticketId)) !== null) return null;
  await work.tx.update(appointment).set({ endedAt: null, endReason: null }).where(eq(appointment.id, row.id));
  return row.id;
}

/** Whoever heard that nobody comes hears that the time stands, or that there are windows to choose from, after all. */
export async function tellStanding(work: Work, row: TicketRow): Promise<void> {
  const open = await openAppointment(work.tx, row.id);
  if (open === null) return;
  const { agreed } = toVisit(open);
  if (agreed === null) await tellOwner(work, row, "visit_offered");
  else if (agreed.until > work.now.toISOString()) await tellOwner(work, row, "visit_agreed", agreed);
}
