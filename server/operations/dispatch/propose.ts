import { and, asc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { fault } from "#db/schema/fault.ts";
import { staffRole } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type Actor, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import type { Agreed, Crew, DeskDay, Spot, Waiting } from "../../domain/dispatch/deskDay.ts";
import { declinesBeforeLead } from "../../domain/ticket/decide.ts";
import { inHandStatuses } from "../../domain/ticket/status.ts";
import { among } from "../among.ts";
import { jobOf, lastDone, techniciansNow } from "../board/techniciansNow.ts";
import { nothing } from "../input.ts";
import { type Context, query } from "../operation.ts";
import { keptAwayFrom } from "../technician/keptAway.ts";
import { type DeskPlan, planInBackground } from "./planInBackground.ts";

/** Waiting tickets that one plan takes in, the most pressing first: more than ever wait at a desk. */
export const mostPlanned = 1_200;

/**
 * The best way to give everything that waits at the caller's sites to everybody who is there, at once, beside what one
 * by one would come to. It changes nothing: what is accepted is dispatched ticket by ticket with the version named here.
 * What only a lead may decide is left out. For an emergency somebody leaves what he has: it stands first, and who goes
 * is a person's to say like all the rest; `urgentLeft` are those for whom nobody is free. `more` wait beyond those that one plan takes in. Refusal:
 * WAIT (params.seconds) while another plan is being made.
 */
export const proposeDispatch = query({
  name: "dispatch.propose",
  input: nothing,
  async run({ db, actor, now }) {
    const sites = deskSites(actor);
    const { desk, versions, more } = await deskNow(db, sites, now);
    const plan =
      desk.waiting.length === 0 || desk.crews.length === 0
        ? nothingToPlan(desk)
        : await planInBackground(desk);
    return {
      now: desk.now,
      more,
      ...plan,
      routes: plan.routes.map((route) => ({
        ...route,
        stops: route.stops.map((stop) => ({ ...stop, version: versions.get(stop.ticketId)! })),
      })),
    };
  },
});

function deskSites(actor: Actor): string[] {
  const sites = sitesOf(actor, siteRoles("dispatch.propose"));
  return sites === "all" ? [] : sites;
}

function nothingToPlan(desk: DeskDay): DeskPlan {
  const urgent = desk.waiting.filter((job) => job.urgency === 1);
  const sum = { planned: 0, left: desk.waiting.length, late: 0, lateMinutes: 0, wayMinutes: 0 };
  return {
    routes: [],
    sum,
    byHand: sum,
    left: desk.waiting.map((job) => job.ticketId),
    urgentLeft: urgent.map((job) => job.ticketId),
    proven: true,
    gap: null,
  };
}

/** What waits to be given out by the desk: nobody has it, and it is not for a lead alone to decide. */
function waitsForTheDesk(sites: string[]): SQL | undefined {
  return and(
    inArray(ticket.siteId, sites),
    inArray(ticket.status, ["received", "triaged"]),
    sql`${ticket.declines} < ${declinesBeforeLead}`,
    // Of an incident one ticket is the work.
    or(isNull(ticket.incidentId), ticket.leadsIncident),
  );
}

/** What waits and who is there, at these sites and this moment. */
export async function deskNow(
  db: Context["db"],
  sites: string[],
  now: Date,
): Promise<{ desk: DeskDay; versions: Map<string, number>; more: number }> {
  const waits = waitsForTheDesk(sites);
  const [rows, [counted]] = await Promise.all([
    db
      .select({ ticket, fault, buildingId: place.buildingId })
      .from(ticket)
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .innerJoin(place, eq(place.id, ticket.placeId))
      .where(waits)
      .orderBy(asc(ticket.urgency), asc(ticket.arriveBy), asc(ticket.id))
      .limit(mostPlanned),
    db.select({ jobs: sql<number>`count(*)::int` }).from(ticket).where(waits),
  ]);
  const ids = rows.map((row) => row.ticket.id);
  const declines =
    ids.length === 0
      ? []
      : await db
          .select({ ticketId: assignment.ticketId, technicianId: assignment.technicianId })
          .from(assignment)
          .where(and(among(assignment.ticketId, ids), eq(assignment.endReason, "declined")));
  const [agreed, keptAway] = await Promise.all([agreedTimes(db, ids), keptAwayFrom(db, ids)]);
  const waiting = rows.map(
    (row): Waiting => ({
      ...jobOf(row.fault, row.ticket),
      ticketId: row.ticket.id,
      siteId: row.ticket.siteId,
      buildingId: row.buildingId,
      arriveBy: row.ticket.arriveBy.toISOString(),
      declinedBy: declines.filter((d) => d.ticketId === row.ticket.id).map((d) => d.technicianId),
      keptAway: keptAway.get(row.ticket.id) ?? [],
      agreed: agreed.get(row.ticket.id) ?? null,
    }),
  );
  const crews = await crewsNow(db, sites, now);
  return {
    desk: { now: now.toISOString(), waiting, crews },
    more: (counted?.jobs ?? rows.length) - rows.length,
    versions: new Map(rows.map((row) => [row.ticket.id, row.ticket.version])),
  };
}

/** Everybody on shift, once, with all sites they work at and where they are now. */
async function crewsNow(db: Context["db"], sites: string[], now: Date): Promise<Crew[]> {
  const [perSite, roles] = await Promise.all([
    Promise.all(sites.map((siteId) => techniciansNow(db, siteId, { now }))),
    db
      .select({ personId: staffRole.personId, siteId: staffRole.siteId })
      .from(staffRole)
      .where(and(inArray(staffRole.siteId, sites), eq(staffRole.role, "technician"))),
  ]);
  const known = new Map(perSite.flat().map((who) => [who.id, who]));
  const there = [...known.values()].filter((who) => who.shiftUntil !== null);
  const ids = there.map((who) => who.id);
  const [spots, rested, visits] = await Promise.all([
    whereTheyAre(db, ids),
    lastDone(db, ids, now),
    visitsPromised(db, ids, now),
  ]);
  return there.map((who) => {
    const works = roles.filter((role) => role.personId === who.id).map((role) => role.siteId);
    const at = spots.get(who.id);
    const rest = rested.get(who.id);
    const spot = at ?? rest ?? { siteId: works[0]!, buildingId: null };
    const { siteId, buildingId } = spot;
    // What he holds and has not begun says where he will be, not where he is.
    const here = at?.begun ? at : (rest ?? spot);
    const promised = visits.filter((visit) => visit.technicianId === who.id);
    return { ...who, siteId, buildingId, here, sites: works, promised };
  });
}

/** Where each one's newest step was: the job he is on, or goes to; and whether he has begun it. */
async function whereTheyAre(
  db: Context["db"],
  ids: string[],
): Promise<Map<string, Spot & { begun: boolean }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([ticket.technicianId], {
      id: ticket.technicianId,
      siteId: ticket.siteId,
      buildingId: place.buildingId,
      begun: sql<boolean>`${ticket.status} in ('on_site', 'en_route')`,
    })
    .from(ticket)
    .innerJoin(place, eq(place.id, ticket.placeId))
    .where(and(among(ticket.technicianId, ids), inArray(ticket.status, [...inHandStatuses])))
    .orderBy(
      ticket.technicianId,
      sql`array_position(array['on_site','en_route','accepted','paused','dispatched'], ${ticket.status})`,
      asc(ticket.statusSince),
    );
  return new Map(rows.map(({ id, ...spot }) => [id!, spot]));
}

/** The times that owners have chosen for these tickets. */
async function agreedTimes(db: Context["db"], ids: string[]): Promise<Map<string, Agreed>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(appointment)
    .where(
      and(among(appointment.ticketId, ids), isNull(appointment.endedAt), isNotNull(appointment.chosenFrom)),
    );
  return new Map(
    rows.map((row) => [
      row.ticketId,
      {
        from: row.chosenFrom!.toISOString(),
        until: row.chosenUntil!.toISOString(),
        technicianId: row.technicianId,
      },
    ]),
  );
}

/** What these people hold that has a time of its own today or later, in order. */
async function visitsPromised(db: Context["db"], ids: string[], now: Date) {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      technicianId: appointment.technicianId,
      from: appointment.chosenFrom,
      until: appointment.chosenUntil,
      minutes: fault.minutes,
    })
    .from(appointment)
    .innerJoin(ticket, eq(ticket.id, appointment.ticketId))
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .where(
      and(
        among(appointment.technicianId, ids),
        eq(ticket.technicianId, appointment.technicianId),
        inArray(ticket.status, ["dispatched", "accepted", "paused"]),
        isNull(appointment.endedAt),
        gt(appointment.chosenFrom, now),
      ),
    )
    .orderBy(asc(appointment.chosenFrom));
  return rows.map((row) => ({
    ...row,
    from: row.from!.toISOString(),
    until: row.until!.toISOString(),
  }));
}
