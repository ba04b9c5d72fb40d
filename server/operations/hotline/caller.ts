import { and, desc, eq, gt, inArray, isNull, like, notInArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Database } from "#db/client.ts";
import { fault } from "#db/schema/fault.ts";
import { ticketFollower } from "#db/schema/follower.ts";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { hotlineSites } from "../../domain/access/hotlineSites.ts";
import { endedStatuses } from "../../domain/ticket/status.ts";
import { query } from "../operation.ts";
import { phone } from "../phone.ts";

const technician = alias(person, "technician");
const ended = [...endedStatuses];

/**
 * Who calls from this number: everybody known under it (offered, never picked), their homes at the operator's sites
, what is open for them (their own reports, their home's, and what their home
 * follows) and their last five repairs; and reports of that number whose caller nobody knows. PHONE when the number
 * makes no sense.
 */
export const findCaller = query({
  name: "hotline.caller",
  input: z.strictObject({ phone }),
  async run({ db, actor }, input) {
    const siteIds = hotlineSites(actor);
    const base = input.phone.split(";")[0]!;
    const [people, unknown] = await Promise.all([
      db
        .select()
        .from(person)
        .where(or(eq(person.phone, input.phone), eq(person.phone, base), like(person.phone, `${base};ext=%`)))
        .limit(10),
      jobs(db, siteIds, and(isNull(ticket.reporterId), eq(ticket.contactPhone, input.phone)), 10),
    ]);
    const ids = people.map((p) => p.id);
    if (ids.length === 0) return { phone: input.phone, people: [], unknown };
    const homes = await db
      .select({
        personId: household.personId,
        relation: household.relation,
        placeId: place.id,
        siteId: place.siteId,
        plate: place.plate,
      })
      .from(household)
      .innerJoin(place, eq(place.id, household.placeId))
      .where(
        and(
          inArray(household.personId, ids),
          or(isNull(household.until), gt(household.until, sql`now()`)),
          inArray(place.siteId, siteIds),
        ),
      )
      .limit(50);
    const placeIds = homes.map((home) => home.placeId);
    const followed = db
      .select({ id: ticketFollower.ticketId })
      .from(ticketFollower)
      .where(inArray(ticketFollower.placeId, placeIds));
    const theirs = or(inArray(ticket.reporterId, ids), inArray(ticket.placeId, placeIds));
    const [open, last, follows] = await Promise.all([
      jobs(db, siteIds, and(theirs, notInArray(ticket.status, ended)), 40),
      jobs(db, siteIds, and(theirs, inArray(ticket.status, ended)), 60),
      placeIds.length === 0
        ? []
        : db
            .select({ ticketId: ticketFollower.ticketId, placeId: ticketFollower.placeId })
            .from(ticketFollower)
            .where(inArray(ticketFollower.placeId, placeIds))
            .limit(200),
    ]);
    const followedOpen =
      follows.length === 0
        ? []
        : await jobs(db, siteIds, and(inArray(ticket.id, followed), notInArray(ticket.status, ended)), 20);
    const known = people.map((who) => {
      const own = homes.filter((home) => home.personId === who.id);
      const here = new Set(own.map((home) => home.placeId));
      const mine = (job: Job) => job.reporterId === who.id || here.has(job.placeId);
      const behind = follows.filter((each) => here.has(each.placeId)).map((each) => each.ticketId);
      const of = (job: Job): Job & { whose: "own" | "home" | "followed" } => {
        const whose = job.reporterId === who.id ? "own" : here.has(job.placeId) ? "home" : "followed";
        return { ...job, whose };
      };
      return {
        id: who.id,
        name: who.name,
        nameLatin: who.nameLatin,
        homes: own,
        open: [
          ...open.filter(mine),
          ...followedOpen.filter((job) => behind.includes(job.id) && !mine(job)),
        ].map(of),
        last: last.filter(mine).slice(0, 5).map(of),
      };
    });
    // Somebody who lives elsewhere and never called here is nobody this desk may know.
    const ours = known.filter((who) => who.homes.length + who.open.length + who.last.length > 0);
    return { phone: input.phone, people: ours, unknown };
  },
});

type Job = Awaited<ReturnType<typeof jobs>>[number];

/** Repairs at these sites as the operator reads them out, newest first. */
async function jobs(db: Database, siteIds: string[], which: SQL | undefined, most: number) {
  const rows = await db
    .select({
      id: ticket.id,
      number: ticket.number,
      reporterId: ticket.reporterId,
      placeId: ticket.placeId,
      contactName: ticket.contactName,
      status: ticket.status,
      urgency: ticket.urgency,
      plate: ticket.plate,
      receivedAt: ticket.receivedAt,
      dueAt: ticket.dueAt,
      reopens: ticket.reopens,
      urges: ticket.urges,
      technicianName: technician.name,
      technicianLatin: technician.nameLatin,
      faultZh: fault.nameZh,
      faultEn: fault.nameEn,
    })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .leftJoin(technician, eq(technician.id, ticket.technicianId))
    .where(and(inArray(ticket.siteId, siteIds), which))
    .orderBy(desc(ticket.receivedAt))
    .limit(most);
  return rows.map(({ technicianName, technicianLatin, ...row }) => ({
    ...row,
    technician: technicianName === null ? null : { name: technicianName, nameLatin: technicianLatin ?? "" },
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
  }));
}
