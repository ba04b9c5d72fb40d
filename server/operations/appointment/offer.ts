import { eq } from "drizzle-orm";
import { z } from "zod";
import { assignment } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { mayAppoint } from "../../domain/appointment/appointment.ts";
import { mostOffered } from "../../domain/appointment/choices.ts";
import { freeSlots, mayBook } from "../../domain/appointment/slots.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { command } from "../operation.ts";
import { apply, write } from "../ticket/apply.ts";
import { lockRow, lockTicket } from "../ticket/load.ts";
import { putAppointment, taken } from "./agree.ts";
import { demandHolder } from "./asHolder.ts";
import { lockTime, timeOf } from "./free.ts";
import { windowInput } from "./input.ts";
import { tellOwner, tellVisit } from "./tell.ts";
import { endAppointment } from "./visit.ts";

/**
 * Times are put to the owner: the technician's answer to a job, which takes it on, or the desk's in his place. It ends
 * whatever was offered or agreed before. Refusals: STATE while nobody holds the work or he is there, NOT_YOURS_NOW,
 * REQUIRED (windows), SLOT_TAKEN with the fresh windows, NO_SLOTS.
 */
export const offerAppointment = command({
  name: "appointment.offer",
  input: z.strictObject({
    ticketId: id,
    windows: z.array(windowInput).min(1, "REQUIRED").max(mostOffered, `TOO_LONG:${mostOffered}`),
  }),
  async run(work, input) {
    let row = await lockTicket(work.tx, work.actor, "appointment.offer", input.ticketId);
    const by = personIdOf(work.actor);
    const own = row.technicianId === by;
    demandHolder(work.actor, row);
    if (row.technicianId === null || !mayAppoint(row.status))
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    await lockTime(work.tx, row.technicianId);
    const time = await timeOf(work.tx, row, row.technicianId, work.now);
    if (!input.windows.every((window) => mayBook(time, window))) throw taken(freeSlots(time));
    if (own && row.status === "dispatched") {
      await apply(work, row, row.version, { verb: "accept", technicianId: row.technicianId });
      await work.tx
        .update(assignment)
        .set({ acceptedAt: work.now })
        .where(eq(assignment.id, row.assignmentId!));
      row = await lockRow(work.tx, row.id);
    }
    const before = await endAppointment(work, row.id, "changed");
    const why = before?.why ?? (row.pauseReason === "no_access" ? "no_access" : "visit");
    const windows = input.windows.toSorted((a, b) => a.from.localeCompare(b.from));
    const appointmentId = await putAppointment(work, row, { why, windows });
    await tellOwner(work, row, "visit_offered");
    if (before !== null && before.chosenFrom !== null && before.chosenUntil !== null)
      await tellVisit(work, row, row.technicianId, "job_visit_off", {
        from: before.chosenFrom.toISOString(),
        until: before.chosenUntil.toISOString(),
      });
    return write(work, row, {
      kind: "fact",
      type: "appointment_offered",
      patch: {},
      data: { appointmentId, windows: windows.length, earliest: windows[0]!.from },
    });
  },
});
