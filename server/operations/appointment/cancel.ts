import { z } from "zod";
import { visitOffReasons } from "../../domain/appointment/appointment.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, instant, words } from "../input.ts";
import { command } from "../operation.ts";
import { write } from "../ticket/apply.ts";
import { claimOf } from "../ticket/hold.ts";
import { lockTicket } from "../ticket/load.ts";
import { demandHolder } from "./asHolder.ts";
import { backAtOf } from "./pause.ts";
import { demandSeenVisit, seenInput } from "./seen.ts";
import { tellOwner, tellVisit } from "./tell.ts";
import { endAppointment, toVisit } from "./visit.ts";

/**
 * The time is called off by either side, with a reason; the repair stands, and both are told, unless it is heard
 * only when that time is past. Refusals: SETTLED_ALREADY
 * when there is none, or another by now, STALE (visit) where its time is another than what was seen, NOT_YOURS_NOW,
 * REQUIRED (reason).
 */
export const cancelAppointment = command({
  name: "appointment.cancel",
  input: z.strictObject({
    ticketId: id,
    appointmentId: id,
    seen: seenInput.optional(),
    reason: z.enum(visitOffReasons, { error: "REQUIRED" }),
    words: words(300, false).default(""),
    /** When he pressed, from a phone that was without network. */
    doneAt: instant.optional(),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "appointment.cancel", input.ticketId);
    demandHolder(work.actor, row);
    if (input.seen) await demandSeenVisit(work, row, input.seen);
    const ended = await endAppointment(work, row.id, "cancelled");
    if (ended === null || ended.id !== input.appointmentId) throw new Refused(refuse("SETTLED_ALREADY"));
    const { agreed } = toVisit(ended);
    const claim = await claimOf(work, input);
    const past = agreed !== null && agreed.until <= work.now.toISOString();
    if (!past) await tellOwner(work, row, "visit_cancelled", agreed);
    if (agreed !== null && !past) await tellVisit(work, row, row.technicianId, "job_visit_off", agreed);
    return write(
      work,
      row,
      {
        kind: "fact",
        type: "appointment_cancelled",
        patch: backAtOf(row, null),
        data: { appointmentId: ended.id, reason: input.reason, ...agreed },
      },
      { words: input.words, data: claim },
    );
  },
});
