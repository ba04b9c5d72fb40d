import { eq } from "drizzle-orm";
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
 * whoever takes the work on, if he can come then. If he cannot, the owner is told, and the event says so.
 */
export async function carryAppointment(
  work: Work,
  before: TicketRow,
  after: TicketRow,
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
    await endAppointment(work, after.id, "kept");
    return {};
  }
  if (after.technicianId === before.technicianId) return {};
  const { agreed } = toVisit(open);
  if (agreed !== null && after.technicianId === null) return giveTo(work, open.id, null);
  if (agreed !== null && after.technicianId !== null) {
    await lockTime(work.tx, after.technicianId);
    const time = await timeOf(work.tx, after, after.technicianId, work.now);
    if (keeps(time, agreed)) return giveTo(work, open.id, after.technicianId);
    await tellOwner(work, after, "visit_cancelled", agreed);
  }
  await endAppointment(work, after.id, "technician_changed");
  return { visitEnded: "technician_changed" };
}

async function giveTo(work: Work, appointmentId: string, technicianId: string | null): Promise<Fact["data"]> {
  await work.tx.update(appointment).set({ technicianId }).where(eq(appointment.id, appointmentId));
  return {};
}
