import { and, eq, isNull } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import type { AppointmentEnd, Visit } from "../../domain/appointment/appointment.ts";
import type { Work } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";

export type AppointmentRow = typeof appointment.$inferSelect;

const openOne = (ticketId: string) => and(eq(appointment.ticketId, ticketId), isNull(appointment.endedAt));

/** The open appointment of a ticket, if it has one. */
export async function openAppointment(db: Reader, ticketId: string): Promise<AppointmentRow | null> {
  const [row] = await db.select().from(appointment).where(openOne(ticketId));
  return row ?? null;
}

/** As pages show it. */
export async function visitOf(db: Reader, ticketId: string): Promise<Visit | null> {
  const row = await openAppointment(db, ticketId);
  return row === null ? null : toVisit(row);
}

export function toVisit(row: AppointmentRow): Visit {
  const { id, why, windows, technicianId, chosenFrom, chosenUntil } = row;
  const agreed =
    chosenFrom !== null && chosenUntil !== null
      ? { from: chosenFrom.toISOString(), until: chosenUntil.toISOString() }
      : null;
  return { id, why, windows, agreed, technicianId };
}

/** Ends the open appointment of a ticket, if there is one, and answers what it was. */
export async function endAppointment(
  work: Work,
  ticketId: string,
  endReason: AppointmentEnd,
): Promise<AppointmentRow | null> {
  const [row] = await work.tx
    .update(appointment)
    .set({ endedAt: work.now, endReason })
    .where(openOne(ticketId))
    .returning();
  return row ?? null;
}
