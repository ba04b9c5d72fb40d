import { z } from "zod";
import type { Actor } from "../../domain/access/actor.ts";
import { mayAppoint } from "../../domain/appointment/appointment.ts";
import { freeSlots, mayBook } from "../../domain/appointment/slots.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, instant } from "../input.ts";
import { command } from "../operation.ts";
import { write } from "../ticket/apply.ts";
import { claimOf } from "../ticket/hold.ts";
import { lockTicket } from "../ticket/load.ts";
import { putAppointment, taken } from "./agree.ts";
import { demandHolder } from "./asHolder.ts";
import { lockTime, timeOf } from "./free.ts";
import { windowInput } from "./input.ts";
import { backAtOf } from "./pause.ts";
import { demandSeenVisit, seenInput, type Visited, visitIsSo } from "./seen.ts";
import { tellOwner, tellVisit } from "./tell.ts";
import { endAppointment } from "./visit.ts";

/**
 * Another time takes the place of the agreed one, or is agreed at once because it was spoken over; either side, and both
 * are told. `seen` and `doneAt` are a phone's that may have been without network. Refusals: STATE while nobody holds the work
 * or he is there, NOT_YOURS_NOW, STALE (visit) where another was offered or agreed since, SLOT_TAKEN with the fresh windows, NO_SLOTS.
 */
export const changeAppointment = command({
  name: "appointment.change",
  input: z.strictObject({
    ticketId: id,
    window: windowInput,
    seen: seenInput.optional(),
    doneAt: instant.optional(),
  }),
  async run(work, { ticketId, window, seen, doneAt }): Promise<Visited> {
    const { tx, now } = work;
    const row = await lockTicket(tx, work.actor, "appointment.change", ticketId);
    demandHolder(work.actor, row);
    if (row.technicianId === null || !mayAppoint(row.status))
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    await lockTime(tx, row.technicianId);
    const so = seen && (await visitIsSo(work, row, [window], true));
    if (so) return so;
    if (seen) await demandSeenVisit(work, row, seen);
    const time = await timeOf(tx, row, row.technicianId, now);
    if (!mayBook(time, window)) throw taken(freeSlots(time), [window]);
    const claim = await claimOf(work, { ticketId, doneAt });
    const before = await endAppointment(work, row.id, "changed");
    const why = before?.why ?? (row.pauseReason === "no_access" ? "no_access" : "visit");
    const appointmentId = await putAppointment(work, row, { why, windows: [window], agreed: window });
    const moved = before !== null && before.chosenFrom !== null;
    await tellOwner(work, row, moved ? "visit_changed" : "visit_agreed", window);
    await tellVisit(work, row, row.technicianId, moved ? "job_visit_moved" : "job_visit_set", window);
    const said = await write(
      work,
      row,
      {
        kind: "fact",
        type: moved ? "appointment_changed" : "appointment_chosen",
        patch: backAtOf(row, window),
        data: {
          appointmentId,
          ...window,
          earliest: before?.chosenFrom?.toISOString() ?? window.from,
          side: isOwners(work.actor) ? "owner" : "company",
          ...(before?.chosenFrom && { fromBefore: before.chosenFrom.toISOString() }),
        },
      },
      { data: claim },
    );
    return { ...said, visit: { visit: appointmentId, from: window.from } };
  },
});

/** Whose wish it is: the home's own, or what a caller asks the hotline for. */
function isOwners(actor: Actor): boolean {
  if (actor.kind !== "staff") return actor.kind === "resident" || actor.kind === "link";
  return actor.roles.every((each) => each.role === "operator");
}
