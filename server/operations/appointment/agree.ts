import { appointment } from "#db/schema/appointment.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import type { AppointmentWhy } from "../../domain/appointment/appointment.ts";
import { windowsWord } from "../../domain/appointment/choices.ts";
import type { Window } from "../../domain/appointment/slots.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";

/** The window is not to be had any more; those that are come along, and which of several have gone. NO_SLOTS when there are none. */
export function taken(fresh: readonly Window[], gone: readonly Window[] = []): Refused {
  if (fresh.length === 0) return new Refused(refuse("NO_SLOTS", { field: "window" }));
  return new Refused(
    refuse("SLOT_TAKEN", {
      field: "window",
      params: { fresh: windowsWord(fresh.slice(0, 8)), gone: windowsWord(gone) },
    }),
  );
}

/** A new open appointment of a ticket that has none; with `agreed` its time is set at once. */
export async function putAppointment(
  work: Work,
  row: TicketRow,
  said: { why: AppointmentWhy; windows: Window[]; agreed?: Window },
): Promise<string> {
  const id = newId(work.now);
  const by = personIdOf(work.actor);
  await work.tx.insert(appointment).values({
    id,
    ticketId: row.id,
    siteId: row.siteId,
    technicianId: row.technicianId,
    why: said.why,
    windows: said.windows,
    offeredById: by,
    offeredAt: work.now,
    ...(said.agreed && {
      chosenFrom: new Date(said.agreed.from),
      chosenUntil: new Date(said.agreed.until),
      chosenAt: work.now,
      chosenById: by,
    }),
  });
  return id;
}
