import { and, eq, exists, or } from "drizzle-orm";
import { z } from "zod";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { joinReasons } from "../../domain/ticket/correction.ts";
import { nameCaller } from "../hotline/record.ts";
import { id, words } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { append } from "../stream/append.ts";
import { lockTicket, type TicketRow } from "./load.ts";

/**
 * A report of somebody unknown is put in a person's name, with why; that person then finds it in the portal. `before`
 * is whose it was when the operator looked, so that a mistake can be taken back (`personId` null) and two operators
 * cannot overrule each other unseen. The name and number as they were given stay. All tickets or none. Refusals:
 * NOT_FOUND (a ticket; personId: nobody of this site), STALE.
 */
export const joinReporter = command({
  name: "ticket.joinReporter",
  input: z.strictObject({
    ticketIds: z.array(id).min(1, "REQUIRED").max(20, "TOO_LONG:20"),
    personId: id.nullable(),
    before: id.nullable().default(null),
    reason: z.enum(joinReasons, { error: "REQUIRED" }),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const joined: string[] = [];
    for (const ticketId of [...new Set(input.ticketIds)].sort()) {
      const row = await lockTicket(work.tx, work.actor, "ticket.joinReporter", ticketId);
      if (row.reporterId === input.personId) continue;
      if (row.reporterId !== input.before) throw new Refused(refuse("STALE"));
      if (input.personId !== null && !(await isOfSite(work, input.personId, row.siteId)))
        throw new Refused(refuse("NOT_FOUND", { field: "personId" }));
      await join(work, row, input);
      joined.push(row.id);
    }
    if (joined.length > 0) await nameCaller(work, joined, input.personId);
    return { joined };
  },
});

async function join(
  work: Work,
  row: TicketRow,
  said: { personId: string | null; reason: string; words: string },
): Promise<void> {
  const version = row.version + 1;
  await work.tx.update(ticket).set({ version, reporterId: said.personId }).where(eq(ticket.id, row.id));
  await append(work, {
    siteId: row.siteId,
    ticketId: row.id,
    ticketVersion: version,
    type: "joined",
    data: {
      reason: said.reason,
      personId: said.personId ?? "",
      personBefore: row.reporterId ?? "",
      ...(row.technicianId !== null && { technicianId: row.technicianId }),
    },
    patch: {},
    words: said.words,
  });
}

/** Somebody whom this site's desk may know: with a home here, now or before, or a report of theirs. */
async function isOfSite(work: Work, personId: string, siteId: string): Promise<boolean> {
  const lives = work.tx
    .select({ id: household.id })
    .from(household)
    .innerJoin(place, eq(place.id, household.placeId))
    .where(and(eq(household.personId, person.id), eq(place.siteId, siteId)));
  const reported = work.tx
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(eq(ticket.reporterId, person.id), eq(ticket.siteId, siteId)));
  const [found] = await work.tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.id, personId), or(exists(lives), exists(reported))));
  return found !== undefined;
}
