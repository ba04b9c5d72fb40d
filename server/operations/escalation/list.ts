import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { escalation } from "#db/schema/escalation.ts";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { query } from "../operation.ts";

const atMost = 200;

/**
 * What rings and nobody has taken in hand, the gravest first, then by deadline: for the desk all of its sites, with the number to ring up where
 * the ladder says so; for a technician what calls him or is about his own job. `mine` calls the asker by name.
 */
export const listEscalations = query({
  name: "escalation.list",
  input: z.strictObject({}),
  async run({ db, actor }) {
    const me = personIdOf(actor) ?? "";
    const sites = sitesOf(actor, siteRoles("escalation.list"));
    const desk = sites === "all" ? [] : sites;
    const reach = or(
      inArray(escalation.siteId, desk),
      eq(escalation.personId, me),
      and(eq(ticket.technicianId, me), inArray(escalation.rung, ["technician", "next"])),
    );
    const rows = await db
      .select({
        escalation,
        number: ticket.number,
        plate: ticket.plate,
        status: ticket.status,
        urgency: ticket.urgency,
        technicianId: ticket.technicianId,
        fault: { nameZh: fault.nameZh, nameEn: fault.nameEn },
        timeZone: site.timeZone,
        person: { id: person.id, name: person.name, nameLatin: person.nameLatin, phone: person.phone },
      })
      .from(escalation)
      .innerJoin(ticket, eq(ticket.id, escalation.ticketId))
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .innerJoin(site, eq(site.id, escalation.siteId))
      .leftJoin(person, eq(person.id, escalation.personId))
      .where(and(isNull(escalation.endedAt), reach))
      // However much rings, a danger is never what does not fit.
      .orderBy(asc(ticket.urgency), asc(escalation.dueAt), asc(escalation.position))
      .limit(atMost);
    return rows.map(({ escalation: one, person: called, ...rest }) => ({
      ...rest,
      id: one.id,
      siteId: one.siteId,
      ticketId: one.ticketId,
      clock: one.clock,
      dueAt: one.dueAt.toISOString(),
      rung: one.rung,
      channel: one.channel,
      rings: one.rings,
      lastRungAt: one.lastRungAt.toISOString(),
      /** Null when nobody of the ladder was on duty. */
      called: called && {
        id: called.id,
        name: called.name,
        nameLatin: called.nameLatin,
        phone: one.channel === "call" && desk.includes(one.siteId) ? called.phone : null,
      },
      mine: one.personId === me || (rest.technicianId === me && one.rung === "technician"),
    }));
  },
});
