import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { offer } from "#db/schema/dispatchMode.ts";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { watchedSites } from "../board/snapshot.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";

/** Who lost a job to somebody is told so for as long, ms. */
const toldFor = 60_000;

/** What is held out to the caller now, and what somebody else has just taken: who and when. */
export const myOffers = query({
  name: "offer.mine",
  input: nothing,
  async run({ db, actor, now }) {
    const mine = eq(offer.technicianId, personIdOf(actor) ?? "");
    const [open, lost] = await Promise.all([
      db
        .select({
          id: offer.id,
          ticketId: ticket.id,
          number: ticket.number,
          plate: ticket.plate,
          urgency: ticket.urgency,
          fault: { nameZh: fault.nameZh, nameEn: fault.nameEn },
          timeZone: site.timeZone,
          mode: offer.mode,
          expiresAt: offer.expiresAt,
        })
        .from(offer)
        .innerJoin(ticket, eq(ticket.id, offer.ticketId))
        .innerJoin(fault, eq(fault.code, ticket.faultCode))
        .innerJoin(site, eq(site.id, ticket.siteId))
        .where(and(mine, isNull(offer.endedAt), gt(offer.expiresAt, now)))
        .orderBy(asc(ticket.urgency), asc(offer.expiresAt)),
      db
        .select({
          id: offer.id,
          number: ticket.number,
          by: person.name,
          byLatin: person.nameLatin,
          at: offer.endedAt,
        })
        .from(offer)
        .innerJoin(ticket, eq(ticket.id, offer.ticketId))
        .innerJoin(assignment, eq(assignment.id, ticket.assignmentId))
        .innerJoin(person, eq(person.id, assignment.technicianId))
        .where(and(mine, eq(offer.endReason, "taken"), gt(offer.endedAt, new Date(now.getTime() - toldFor)))),
    ]);
    return {
      now: now.toISOString(),
      open: open.map((each) => ({ ...each, expiresAt: each.expiresAt.toISOString() })),
      lost: lost.map((each) => ({ ...each, at: each.at!.toISOString() })),
    };
  },
});

/** To how many each waiting ticket of the caller's sites is held out, and until when. */
export const boardOffers = query({
  name: "offer.board",
  input: nothing,
  async run({ db, actor, now }) {
    const rows = await db
      .select({
        ticketId: offer.ticketId,
        technicianId: offer.technicianId,
        mode: offer.mode,
        until: offer.expiresAt,
      })
      .from(offer)
      .innerJoin(ticket, eq(ticket.id, offer.ticketId))
      .where(
        and(inArray(ticket.siteId, watchedSites(actor)), isNull(offer.endedAt), gt(offer.expiresAt, now)),
      );
    return rows.map((row) => ({ ...row, until: row.until.toISOString() }));
  },
});
