import { eq } from "drizzle-orm";
import { z } from "zod";
import { assignment } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { mayAppoint } from "../../domain/appointment/appointment.ts";
import { mostOffered } from "../../domain/appointment/choices.ts";
import { freeSlots, mayBook } from "../../domain/appointment/slots.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, instant } from "../input.ts";
import { command } from "../operation.ts";
import { apply, write } from "../ticket/apply.ts";
import { claimOf } from "../ticket/hold.ts";
import { lockRow, lockTicket } from "../ticket/load.ts";
import { putAppointment, taken } from "./agree.ts";
import { demandHolder } from "./asHolder.ts";
import { lockTime, timeOf } from "./free.ts";
import { windowInput } from "./input.ts";
import { demandSeenVisit, seenInput, type Visited, visitIsSo } from "./seen.ts";
import { tellOwner, tellVisit } from "./tell.ts";
import { endAppointment, toVisit } from "./visit.ts";

/**
 * Times are put to the owner: the technician's answer to a job, which takes it on, or the desk's in his place. It ends
 * whatever was offered or agreed before. A phone that may have been without network says what it saw and when that was,
 * and has said for itself that he takes the job on. Refusals: STATE while nobody holds the work or he is there, NOT_YOURS_NOW,
 * REQUIRED (windows), STALE (visit) where another was offered or agreed since, SLOT_TAKEN with the fresh windows and with
 * those of the wanted ones that have gone, NO_SLOTS.
 */
export const offerAppointment = command({
  name: "appointment.offer",
  input: z.strictObject({
    ticketId: id,
    windows: z.array(windowInput).min(1, "REQUIRED").max(mostOffered, `TOO_LONG:${mostOffered}`),
    seen: seenInput.optional(),
    doneAt: instant.optional(),
  }),
  async run(work, input): Promise<Visited> {
    let row = await lockTicket(work.tx, work.actor, "appointment.offer", input.ticketId);
    const by = personIdOf(work.actor);
    const own = row.technicianId === by;
    demandHolder(work.actor, row);
    if (row.technicianId === null || !mayAppoint(row.status))
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    await lockTime(work.tx, row.technicianId);
    const so = input.seen && (await visitIsSo(work, row, input.windows, false));
    if (so) return so;
    if (input.seen) await demandSeenVisit(work, row, input.seen);
    const time = await timeOf(work.tx, row, row.technicianId, work.now);
    const gone = input.windows.filter((window) => !mayBook(time, window));
    if (gone.length > 0) throw taken(freeSlots(time), gone);
    const claim = await claimOf(work, input);
    if (own && row.status === "dispatched" && input.seen === undefined) {
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
    const off = before === null ? null : toVisit(before).agreed;
    await tellOwner(work, row, "visit_offered", off);
    if (off !== null) await tellVisit(work, row, row.technicianId, "job_visit_off", off);
    const moved = await write(
      work,
      row,
      {
        kind: "fact",
        type: "appointment_offered",
        patch: {},
        data: { appointmentId, windows: windows.length, earliest: windows[0]!.from },
      },
      { data: claim },
    );
    return { ...moved, visit: { visit: appointmentId, from: null } };
  },
});
