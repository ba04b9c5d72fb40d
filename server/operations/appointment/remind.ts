import { and, asc, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { appointment } from "#db/schema/appointment.ts";
import { ticket } from "#db/schema/ticket.ts";
import { reminderDue, reminderNames, reminders } from "../../domain/appointment/reminder.ts";
import { systemWork } from "../systemWork.ts";
import { tellOwner, tellVisit } from "./tell.ts";
import { type AppointmentRow, toVisit } from "./visit.ts";

/**
 * Sends every reminder that is due and says how many. Each appointment is locked while it is looked at and the sending is
 * noted on it in the same transaction, so that two servers, or one that was started again, say it once; what was changed
 * or called off is another row, or ended, and says nothing.
 */
export async function remindDue(db: Database, now: Date): Promise<number> {
  const soon = new Date(now.getTime() + reminders.day * 60_000);
  const due = await db
    .select({ id: appointment.id })
    .from(appointment)
    .where(
      and(
        isNull(appointment.endedAt),
        isNotNull(appointment.chosenFrom),
        lte(appointment.chosenFrom, soon),
        gt(appointment.chosenFrom, now),
        or(isNull(appointment.dayReminderAt), isNull(appointment.hourReminderAt)),
        // What was agreed within the hour has nothing to be reminded of.
        sql`${appointment.chosenFrom} - ${appointment.chosenAt} > interval '60 minutes'`,
      ),
    )
    .orderBy(asc(appointment.chosenFrom));
  let sent = 0;
  for (const { id } of due) sent += await remindOne(db, id, now);
  return sent;
}

function remindOne(db: Database, id: string, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ appointment, ticket })
      .from(appointment)
      .innerJoin(ticket, eq(ticket.id, appointment.ticketId))
      .where(and(eq(appointment.id, id), isNull(appointment.endedAt)))
      // With its ticket, as everybody else takes the two: what is being changed in this moment comes with the next round.
      .for("update", { of: [ticket, appointment], skipLocked: true });
    const { agreed } = row === undefined ? { agreed: null } : toVisit(row.appointment);
    if (row === undefined || agreed === null) return 0;
    const due = reminderDue(
      { from: agreed.from, agreedAt: row.appointment.chosenAt!.toISOString(), sent: sentOf(row.appointment) },
      now.toISOString(),
    );
    if (due === null) return 0;
    await tx
      .update(appointment)
      .set(due === "day" ? { dayReminderAt: now } : { hourReminderAt: now })
      .where(eq(appointment.id, id));
    const work = systemWork(tx, "reminder", now, new Set());
    await tellOwner(work, row.ticket, due === "day" ? "visit_day" : "visit_hour", agreed);
    const { technicianId } = row.appointment;
    await tellVisit(
      work,
      row.ticket,
      technicianId,
      due === "day" ? "job_visit_day" : "job_visit_soon",
      agreed,
    );
    return 1;
  });
}

function sentOf(row: AppointmentRow) {
  const at = { day: row.dayReminderAt, hour: row.hourReminderAt };
  return reminderNames.filter((name) => at[name] !== null);
}
