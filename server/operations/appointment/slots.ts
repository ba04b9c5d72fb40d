import { eq } from "drizzle-orm";
import { z } from "zod";
import { site } from "#db/schema/site.ts";
import { mayAppoint } from "../../domain/appointment/appointment.ts";
import { choicesOf } from "../../domain/appointment/choices.ts";
import { freeSlots } from "../../domain/appointment/slots.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { findTicket } from "../ticket/load.ts";
import { timeOf } from "./free.ts";
import { openAppointment, toVisit } from "./visit.ts";

/**
 * The times that can be had for a ticket now: `free`, when its technician can come, and `choices`, what there is to
 * choose of what was offered. Both are empty while nobody holds the ticket or he is there.
 */
export const appointmentSlots = query({
  name: "appointment.slots",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor, now }, input) {
    const row = await findTicket(db, actor, "appointment.slots", input.ticketId);
    const may = row.technicianId !== null && mayAppoint(row.status);
    const [time, open, [at]] = await Promise.all([
      may ? timeOf(db, row, row.technicianId!, now) : null,
      openAppointment(db, row.id),
      db.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, row.siteId)),
    ]);
    const visit = open === null ? null : toVisit(open);
    const asked = visit !== null && visit.agreed === null;
    return {
      visit,
      timeZone: at!.timeZone,
      free: time === null ? [] : freeSlots(time),
      choices: asked ? choicesOf(visit.windows, time) : [],
    };
  },
});
