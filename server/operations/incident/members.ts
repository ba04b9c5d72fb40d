import { eq } from "drizzle-orm";
import { z } from "zod";
import { incident } from "#db/schema/incident.ts";
import { isRunning, nextIncident } from "../../domain/incident/incident.ts";
import { must, Refused, refuse } from "../../domain/refusal.ts";
import { id, version } from "../input.ts";
import { command } from "../operation.ts";
import { demandSeen, write } from "../ticket/apply.ts";
import { afterLeaving, attachTicket, changed, outOfIncident, tellKnown } from "./attach.ts";
import { seenTickets } from "./input.ts";
import { lockIncident, lockMembers, lockWithIncident } from "./load.ts";
import { seenAndFree } from "./open.ts";

/** Puts more tickets under an open incident; their households are told what is known. Refusals as for opening one. */
export const attachToIncident = command({
  name: "incident.attach",
  input: z.strictObject({ incidentId: id, tickets: seenTickets }),
  async run(work, input) {
    let at = await lockIncident(work.tx, work.actor, "incident.attach", input.incidentId);
    must(nextIncident(at.status, "fix"));
    const rows = await seenAndFree(work, "incident.attach", input.tickets);
    if (rows.some((row) => row.siteId !== at.siteId))
      throw new Refused(refuse("NOT_FOUND", { field: "tickets" }));
    for (const row of rows) await tellKnown(work, at, row, "joined");
    const tickets: Array<{ ticketId: string; version: number }> = [];
    for (const row of rows) {
      const leads = at.leadTicketId === null && at.kind === "fault";
      if (leads) {
        at = { ...at, leadTicketId: row.id };
        await work.tx.update(incident).set({ leadTicketId: row.id }).where(eq(incident.id, at.id));
      }
      const joined = await attachTicket(work, at, row, leads);
      at = joined.incident;
      tickets.push({ ticketId: row.id, version: joined.row.version });
    }
    return { incidentId: at.id, households: at.households, tickets };
  },
});

/** Takes a ticket out of its incident: it is work of its own again. If it was the incident's work, the next one is. */
export const detachFromIncident = command({
  name: "incident.detach",
  input: z.strictObject({ ticketId: id, version }),
  async run(work, input) {
    const { row, incident: at } = await lockWithIncident(work, "incident.detach", input.ticketId);
    if (at === null || !isRunning(at.status))
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    await demandSeen(work, row, input.version, { verb: "merge", intoId: row.id });
    const members = await lockMembers(work.tx, at.id);
    const moved = await write(work, row, {
      kind: "fact",
      type: "detached",
      patch: outOfIncident,
      data: { incidentId: at.id, number: at.number },
    });
    const gone = changed(row, outOfIncident, moved.version);
    const left = await afterLeaving(work, at, gone, members);
    return { ...moved, households: left.households };
  },
});
