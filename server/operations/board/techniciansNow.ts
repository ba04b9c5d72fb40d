import { and, eq, gte, inArray, sql } from "drizzle-orm";
import type { fault } from "#db/schema/fault.ts";
import { shift, staffRole, technician, technicianSkill } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import type { Job, TechnicianNow } from "../../domain/dispatch/candidate.ts";
import { type Spot, wayBetween } from "../../domain/dispatch/deskDay.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { cannotKeep } from "../appointment/keep.ts";
import { firstOf } from "../repeat/first.ts";
import { absences } from "../technician/absences.ts";
import { keptAwayFrom } from "../technician/keptAway.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

/** What a ticket asks of a technician: its fault's trade, or the one that a visit found it to take. */
export function jobOf(
  wanted: typeof fault.$inferSelect,
  row: Pick<TicketRow, "urgency"> & Partial<Pick<TicketRow, "neededSkill" | "arriveBy">>,
): Job {
  const { skill, certificate } = wanted;
  // A ticket that is just being registered has none yet.
  const needed = row.neededSkill ?? skill;
  return {
    skill: needed,
    minutes: wanted.minutes,
    urgency: row.urgency as UrgencyLevel,
    certificate: certificate && needed === skill,
    arriveBy: row.arriveBy?.toISOString() ?? null,
  };
}

/**
 * The technicians of a site as they stand now: skills, shift, open work; with a ticket, also what ties them to its
 * place. Set-wise queries over open work, shifts and one building's recent visits, never over history as a whole.
 */
export async function techniciansNow(
  db: Reader,
  siteId: string,
  at: { now: Date; row?: Pick<TicketRow, "id" | "placeId"> },
): Promise<TechnicianNow[]> {
  const people = await db
    .select({ id: technician.personId, capacityMinutes: technician.capacityMinutes })
    .from(technician)
    .innerJoin(staffRole, and(eq(staffRole.personId, technician.personId), eq(staffRole.role, "technician")))
    .where(eq(staffRole.siteId, siteId));
  const ids = people.map((p) => p.id);
  if (ids.length === 0) return [];
  const weekAgo = new Date(at.now.getTime() - 7 * 86_400_000);
  const [skills, shifts, open, week, ties, away, notFree, kept] = await Promise.all([
    db.select().from(technicianSkill).where(inArray(technicianSkill.personId, ids)),
    db
      .select({ id: shift.personId, until: shift.endsAt })
      .from(shift)
      .where(
        and(
          inArray(shift.personId, ids),
          gte(shift.endsAt, at.now),
          sql`${shift.startsAt} <= ${at.now.toISOString()}::timestamptz`,
        ),
      ),
    openWork(db, ids),
    db
      .select({ id: ticket.technicianId, jobs: sql<number>`count(*)::int` })
      .from(ticket)
      .where(and(inArray(ticket.technicianId, ids), gte(ticket.doneAt, weekAgo)))
      .groupBy(ticket.technicianId),
    at.row ? tiesTo(db, at.row, at.now) : null,
    absences(db, ids, at.now),
    at.row ? cannotKeep(db, at.row.id, ids, at.now) : null,
    at.row ? keptAwayFrom(db, [at.row.id]) : null,
  ]);
  return people.map((who) => {
    const load = open.filter((o) => o.id === who.id);
    return {
      ...who,
      skills: skills
        .filter((s) => s.personId === who.id)
        .map(({ skill, level, certifiedUntil }) => ({ skill, level, certifiedUntil })),
      shiftUntil: shifts.find((s) => s.id === who.id)?.until.toISOString() ?? null,
      away: away.get(who.id)?.presence ?? null,
      openMinutes: load.reduce((sum, job) => sum + job.minutes, 0),
      openJobs: load.length,
      jobsThisWeek: week.find((w) => w.id === who.id)?.jobs ?? 0,
      visitsHere: ties?.visits.get(who.id) ?? 0,
      hadIt: ties?.had.get(who.id) ?? null,
      keptAway: kept?.get(at.row?.id ?? "")?.includes(who.id) ?? false,
      notFreeThen: notFree?.has(who.id) ?? false,
      held: load.map(({ minutes, arriveBy, status }) => ({
        minutes,
        arriveBy: arriveBy.toISOString(),
        begun: status === "on_site" || status === "en_route",
      })),
      wayMinutes: ties === null ? null : wayTo({ siteId, buildingId: ties.buildingId }, load),
    };
  });
}

type Load = Awaited<ReturnType<typeof openWork>>;

/** From where he will be when he has done what he holds, the work under way first and then by promise. */
function wayTo(here: Spot, load: Load): number | null {
  const begun = (job: Load[number]) => Number(job.status === "on_site" || job.status === "en_route");
  const last = [...load].sort((a, b) => begun(b) - begun(a) || (a.arriveBy < b.arriveBy ? -1 : 1)).at(-1);
  return last === undefined ? null : wayBetween(last, here);
}

/** Jobs in hand: dispatched to done by nobody else yet, with the fault's usual minutes. */
function openWork(db: Reader, ids: string[]) {
  return db
    .select({
      id: ticket.technicianId,
      siteId: ticket.siteId,
      buildingId: place.buildingId,
      status: ticket.status,
      arriveBy: ticket.arriveBy,
      minutes: sql<number>`(select minutes from fault where fault.code = ${ticket.faultCode})`,
    })
    .from(ticket)
    .innerJoin(place, eq(place.id, ticket.placeId))
    .where(
      and(
        inArray(ticket.technicianId, ids),
        inArray(ticket.status, ["dispatched", "accepted", "en_route", "on_site", "paused"]),
      ),
    );
}

async function tiesTo(db: Reader, row: Pick<TicketRow, "id" | "placeId">, now: Date) {
  const [here] = await db
    .select({ buildingId: place.buildingId })
    .from(place)
    .where(eq(place.id, row.placeId));
  const buildingId = here?.buildingId ?? null;
  const since = new Date(now.getTime() - 90 * 86_400_000);
  const [visits, had] = await Promise.all([
    db
      .select({ id: ticket.technicianId, times: sql<number>`count(*)::int` })
      .from(ticket)
      .innerJoin(place, eq(place.id, ticket.placeId))
      .where(
        and(
          buildingId ? eq(place.buildingId, buildingId) : eq(place.id, row.placeId),
          gte(ticket.receivedAt, since),
        ),
      )
      .groupBy(ticket.technicianId),
    db.select().from(assignment).where(eq(assignment.ticketId, row.id)),
  ]);
  const first = await firstOf(db, row.id);
  return {
    buildingId,
    visits: new Map(visits.map((v) => [v.id ?? "", v.times])),
    // Who did the repair that came back was here for the first attempt as well.
    had: new Map([
      ...(first === null ? [] : first.visits.map((visit) => [visit.technicianId, "done"] as const)),
      ...had.flatMap((a) =>
        a.endReason === "done" || a.endReason === "declined" ? [[a.technicianId, a.endReason] as const] : [],
      ),
    ]),
  };
}
