import { and, desc, eq, gt, inArray, isNull, like, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { query } from "../operation.ts";
import { phone } from "../phone.ts";

const technician = alias(person, "technician");

/**
 * Who calls from this number: everybody known under it (offered, never picked), their homes at the operator's sites,
 * what is open and their last five repairs. PHONE when the number makes no sense.
 */
export const findCaller = query({
  name: "hotline.caller",
  input: z.strictObject({ phone }),
  async run({ db, actor }, input) {
    const sites = sitesOf(actor, siteRoles("hotline.caller"));
    const siteIds = sites === "all" ? [] : sites;
    const base = input.phone.split(";")[0]!;
    const people = await db
      .select()
      .from(person)
      .where(or(eq(person.phone, input.phone), eq(person.phone, base), like(person.phone, `${base};ext=%`)))
      .limit(10);
    const ids = people.map((p) => p.id);
    if (ids.length === 0) return { phone: input.phone, people: [] };
    const [homes, tickets] = await Promise.all([
      db
        .select({
          personId: household.personId,
          relation: household.relation,
          placeId: place.id,
          siteId: place.siteId,
          plate: place.plate,
          note: place.note,
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
        .limit(50),
      db
        .select({
          id: ticket.id,
          number: ticket.number,
          reporterId: ticket.reporterId,
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
        .where(and(inArray(ticket.reporterId, ids), inArray(ticket.siteId, siteIds)))
        .orderBy(desc(ticket.receivedAt))
        .limit(60),
    ]);
    const known = people.map((who) => {
      const theirs = tickets
        .filter((t) => t.reporterId === who.id)
        .map(({ technicianName, technicianLatin, ...t }) => ({
          ...t,
          technician:
            technicianName === null ? null : { name: technicianName, nameLatin: technicianLatin ?? "" },
          receivedAt: t.receivedAt.toISOString(),
          dueAt: t.dueAt?.toISOString() ?? null,
        }));
      return {
        id: who.id,
        name: who.name,
        nameLatin: who.nameLatin,
        homes: homes.filter((h) => h.personId === who.id),
        open: theirs.filter((t) => isOpen(t.status)),
        last: theirs.filter((t) => !isOpen(t.status)).slice(0, 5),
      };
    });
    // Somebody who lives elsewhere and never called here is nobody this desk may know.
    const ours = known.filter((who) => who.homes.length + who.open.length + who.last.length > 0);
    return { phone: input.phone, people: ours };
  },
});
