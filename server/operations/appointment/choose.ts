import { eq } from "drizzle-orm";
import { z } from "zod";
import { appointment } from "#db/schema/appointment.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { mayAppoint } from "../../domain/appointment/appointment.ts";
import { among, choicesOf } from "../../domain/appointment/choices.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { command } from "../operation.ts";
import { write } from "../ticket/apply.ts";
import { lockTicket } from "../ticket/load.ts";
import { taken } from "./agree.ts";
import { lockTime, timeOf } from "./free.ts";
import { windowInput } from "./input.ts";
import { backAtOf } from "./pause.ts";
import { tellOwner, tellVisit } from "./tell.ts";
import { openAppointment } from "./visit.ts";

/**
 * The owner, whoever holds the link, or the desk for a caller takes one of the windows that were offered. Refusals:
 * SETTLED_ALREADY (a time is agreed, another offer stands by now, or none), STATE, SLOT_TAKEN with the fresh windows.
 */
export const chooseAppointment = command({
  name: "appointment.choose",
  input: z.strictObject({ ticketId: id, appointmentId: id, window: windowInput }),
  async run(work, input) {
    const { tx, now } = work;
    const row = await lockTicket(tx, work.actor, "appointment.choose", input.ticketId);
    const open = await openAppointment(tx, row.id);
    if (open === null || open.id !== input.appointmentId || open.chosenAt !== null)
      throw new Refused(refuse("SETTLED_ALREADY"));
    if (row.technicianId === null || !mayAppoint(row.status))
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    await lockTime(tx, row.technicianId);
    const time = await timeOf(tx, row, row.technicianId, now);
    const choices = choicesOf(open.windows, time);
    const { window } = input;
    if (!among(window, choices)) throw taken(choices);
    await tx
      .update(appointment)
      .set({
        technicianId: row.technicianId,
        chosenFrom: new Date(window.from),
        chosenUntil: new Date(window.until),
        chosenAt: now,
        chosenById: personIdOf(work.actor),
      })
      .where(eq(appointment.id, open.id));
    await tellOwner(work, row, "visit_agreed", window);
    await tellVisit(work, row, row.technicianId, "job_visit_set", window);
    return write(work, row, {
      kind: "fact",
      type: "appointment_chosen",
      patch: backAtOf(row, window),
      data: { appointmentId: open.id, ...window, earliest: choices[0]!.from, side: "owner" },
    });
  },
});
