import { and, asc, eq, exists, inArray, isNull, notInArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import {
  person,
  shift,
  staffAccount,
  staffRole,
  team,
  technician,
  technicianSkill,
} from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { joined } from "../../domain/dispatch/shifts.ts";
import { endedStatuses, inHandStatuses } from "../../domain/ticket/status.ts";
import { type Context, query } from "../operation.ts";
import { type Reader, toTicket } from "../ticket/load.ts";

/** Open tickets that one snapshot carries at most; `more` says that there are others. */
export const boardLimit = 20_000;

/** The sites whose board this actor may watch. */
export function watchedSites(actor: Context["actor"]): string[] {
  const sites = sitesOf(actor, siteRoles("board.snapshot"));
  return sites === "all" ? [] : sites;
}

/**
 * Everything that is open, at one moment: each site with the `seq` it is true at, its open tickets by due time, and
 * the technicians with skills and shift. Events past `seq` bring it up to date.
 */
export const boardSnapshot = query({
  name: "board.snapshot",
  input: z.strictObject({ limit: z.int().min(1).max(boardLimit).default(boardLimit) }),
  async run({ db, actor, now }, input) {
    const ids = watchedSites(actor);
    return db.transaction(
      async (tx) => {
        const [sites, tickets, technicians] = await Promise.all([
          tx
            .select({
              id: site.id,
              code: site.code,
              nameZh: site.nameZh,
              nameEn: site.nameEn,
              timeZone: site.timeZone,
              seq: site.seq,
            })
            .from(site)
            .where(inArray(site.id, ids))
            .orderBy(asc(site.code)),
          tx
            .select()
            .from(ticket)
            .where(and(inArray(ticket.siteId, ids), notInArray(ticket.status, [...endedStatuses])))
            .orderBy(sql`${ticket.dueAt} asc nulls last`, asc(ticket.id))
            .limit(input.limit + 1),
          roster(tx, ids, now),
        ]);
        return {
          now: now.toISOString(),
          sites,
          tickets: tickets.slice(0, input.limit).map(toTicket),
          more: tickets.length > input.limit,
          technicians,
        };
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  },
});

/**
 * Who belongs to these sites as technician, with what a dispatcher must see of them. Load is counted from the tickets.
 * Whose account is closed works here no more, whatever the rota still says; what he still holds keeps his name.
 */
async function roster(db: Reader, siteIds: string[], now: Date) {
  const at = now.toISOString();
  const holds = exists(
    db
      .select({ id: ticket.id })
      .from(ticket)
      .where(and(eq(ticket.technicianId, person.id), notInArray(ticket.status, [...endedStatuses]))),
  );
  const [people, skills, shifts, elsewhere] = await Promise.all([
    db
      .select({
        id: person.id,
        name: person.name,
        nameLatin: person.nameLatin,
        badge: technician.badge,
        capacityMinutes: technician.capacityMinutes,
        teamZh: team.nameZh,
        teamEn: team.nameEn,
        siteIds: sql<string[]>`array_agg(${staffRole.siteId})`,
        closed: sql<boolean>`${staffAccount.disabledAt} is not null`,
      })
      .from(technician)
      .innerJoin(person, eq(person.id, technician.personId))
      .innerJoin(team, eq(team.id, technician.teamId))
      .innerJoin(staffRole, and(eq(staffRole.personId, person.id), eq(staffRole.role, "technician")))
      .leftJoin(staffAccount, eq(staffAccount.personId, person.id))
      .where(and(inArray(staffRole.siteId, siteIds), or(isNull(staffAccount.disabledAt), holds)))
      .groupBy(person.id, technician.personId, team.id, staffAccount.personId)
      .orderBy(asc(technician.badge)),
    db.select().from(technicianSkill),
    db
      .select({ id: shift.personId, startsAt: shift.startsAt, endsAt: shift.endsAt })
      .from(shift)
      .where(
        sql`${shift.endsAt} > ${at}::timestamptz and ${shift.startsAt} < ${at}::timestamptz + interval '24 hours'`,
      )
      .orderBy(asc(shift.startsAt)),
    heldElsewhere(db, siteIds),
  ]);
  return people.map(({ closed, ...who }) => {
    const his = shifts.flatMap((s) =>
      s.id === who.id && !closed ? [{ from: s.startsAt.getTime(), until: s.endsAt.getTime() }] : [],
    );
    // The stretch that runs or comes next: shifts that touch end together, as whoever is sent is told.
    const [next] = joined(his);
    return {
      ...who,
      skills: skills
        .filter((s) => s.personId === who.id)
        .map(({ skill, level, certifiedUntil }) => ({ skill, level, certifiedUntil })),
      shift: next
        ? { from: new Date(next.from).toISOString(), until: new Date(next.until).toISOString() }
        : null,
      /** In his hands at other sites, whose tickets this desk does not see. */
      elsewhere: elsewhere.get(who.id) ?? { jobs: 0, minutes: 0 },
    };
  });
}

/** What the technicians of these sites hold at others, in jobs and in their usual minutes. */
export async function heldElsewhere(
  db: Reader,
  siteIds: string[],
): Promise<Map<string, { jobs: number; minutes: number }>> {
  const here = db
    .select({ id: staffRole.personId })
    .from(staffRole)
    .where(and(inArray(staffRole.siteId, siteIds), eq(staffRole.role, "technician")));
  const rows = await db
    .select({
      id: ticket.technicianId,
      jobs: sql<number>`count(*)::int`,
      minutes: sql<number>`sum(${fault.minutes})::int`,
    })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .where(
      and(
        inArray(ticket.technicianId, here),
        notInArray(ticket.siteId, siteIds),
        inArray(ticket.status, [...inHandStatuses]),
      ),
    )
    .groupBy(ticket.technicianId);
  return new Map(rows.map(({ id, ...held }) => [id!, held]));
}
