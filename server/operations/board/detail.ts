import { and, asc, desc, eq, gt, ne } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { ticketFollower, ticketNotSame } from "#db/schema/follower.ts";
import { person, staffRole } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { Shortfall } from "../../domain/alarm/shortfall.ts";
import { rankCandidates } from "../../domain/dispatch/candidate.ts";
import { isWaiting } from "../../domain/ticket/status.ts";
import { eligibleFor } from "../alarm/shortfall.ts";
import { visitOf } from "../appointment/visit.ts";
import { callsOf } from "../hotline/record.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { maskPhone } from "../phone.ts";
import { clocksNow } from "../sla/reckon.ts";
import { cameTo } from "../technician/keptAway.ts";
import { around, saidOf } from "../ticket/detail.ts";
import { followUpsOf } from "../ticket/followUp.ts";
import { findTicket, type Reader, type TicketRow, toTicket } from "../ticket/load.ts";
import { timelineOf } from "../ticket/timeline.ts";
import { choicesOf } from "./choices.ts";
import { jobOf, techniciansNow } from "./techniciansNow.ts";

/** Everything about one ticket that the desk works with; the phone is masked. */
export const boardDetail = query({
  name: "board.detail",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor, now }, input) {
    const row = await findTicket(db, actor, "board.detail", input.ticketId);
    const monthAgo = new Date(row.receivedAt.getTime() - 30 * 86_400_000);
    const [
      bound,
      parts,
      came,
      entries,
      before,
      notSame,
      followers,
      calls,
      time,
      duplicates,
      visit,
      choices,
      nobody,
    ] = await Promise.all([
      followUpsOf(db, row.id),
      around(db, row),
      cameTo(db, row),
      timelineOf(db, row.id),
      db
        .select({
          id: ticket.id,
          number: ticket.number,
          faultCode: ticket.faultCode,
          status: ticket.status,
          receivedAt: ticket.receivedAt,
        })
        .from(ticket)
        .where(and(eq(ticket.placeId, row.placeId), ne(ticket.id, row.id), gt(ticket.receivedAt, monthAgo)))
        .orderBy(desc(ticket.receivedAt))
        .limit(5),
      db
        .select({ id: ticketNotSame.otherId })
        .from(ticketNotSame)
        .where(eq(ticketNotSame.ticketId, row.id))
        .limit(20),
      db
        .select({ placeId: place.id, plate: place.plate, since: ticketFollower.since })
        .from(ticketFollower)
        .innerJoin(place, eq(place.id, ticketFollower.placeId))
        .where(eq(ticketFollower.ticketId, row.id))
        .orderBy(asc(ticketFollower.since))
        .limit(100),
      callsOf(db, row.id),
      clocksNow(db, row, now),
      db
        .select({ id: ticket.id, number: ticket.number, version: ticket.version, plate: ticket.plate })
        .from(ticket)
        .where(eq(ticket.duplicateOfId, row.id))
        .orderBy(asc(ticket.receivedAt))
        .limit(50),
      visitOf(db, row.id),
      choicesOf(db, row.id),
      whyNobody(db, row, now),
    ]);
    return {
      ticket: toTicket(row),
      ...parts,
      description: row.description,
      placeWords: row.placeWords,
      ...saidOf(row),
      ...bound,
      contact: { name: row.contactName, phone: row.contactPhone ? maskPhone(row.contactPhone) : "" },
      reporterId: row.reporterId,
      registeredAt: row.registeredAt.toISOString(),
      calls,
      entries,
      visit,
      /** Who came, comes, or shall not come again to this home; `away` since when, ISO. */
      came,
      choices,
      /** Why nobody is free to take it at this moment; null while somebody is, or it waits for nobody. */
      nobody,
      clocks: time.clocks,
      termsSource: time.held.source,
      notSame: notSame.map((other) => other.id),
      followers: followers.map((home) => ({ ...home, since: home.since.toISOString() })),
      /** What was merged into it, and can be taken out again. */
      duplicates,
      before: before.map((b) => ({ ...b, receivedAt: b.receivedAt.toISOString() })),
    };
  },
});

/** Asked of what waits to be given out; under an incident it is the lead that waits. */
async function whyNobody(db: Reader, row: TicketRow, now: Date): Promise<Shortfall | null> {
  if (!isWaiting(row.status) || (row.incidentId !== null && !row.leadsIncident)) return null;
  return (await eligibleFor(db, row, now)).shortfall;
}

/** All technicians of the ticket's site, best first, each with his figures, and why not where there is a reason. */
export const boardCandidates = query({
  name: "board.candidates",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor, now }, input) {
    const row = await findTicket(db, actor, "board.candidates", input.ticketId);
    const [[wanted], everybody, names] = await Promise.all([
      db.select().from(fault).where(eq(fault.code, row.faultCode)),
      techniciansNow(db, row.siteId, { now, row }),
      db
        .select({ id: person.id, name: person.name, nameLatin: person.nameLatin })
        .from(staffRole)
        .innerJoin(person, eq(person.id, staffRole.personId))
        .where(and(eq(staffRole.siteId, row.siteId), eq(staffRole.role, "technician"))),
    ]);
    const ranked = rankCandidates(jobOf(wanted!, row), everybody, now.toISOString());
    const named = new Map(names.map((who) => [who.id, who]));
    const standing = new Map(everybody.map((who) => [who.id, who]));
    return {
      ticketId: row.id,
      version: row.version,
      candidates: ranked.map((candidate) => {
        const { skills, shiftUntil, openJobs, openMinutes, capacityMinutes } = standing.get(
          candidate.technicianId,
        )!;
        const { name, nameLatin } = named.get(candidate.technicianId)!;
        return { ...candidate, name, nameLatin, skills, shiftUntil, openJobs, openMinutes, capacityMinutes };
      }),
    };
  },
});
