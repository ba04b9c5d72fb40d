import { and, eq, gt, gte, inArray, isNull, lte, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { shift, staffAccount, staffRole, technician, technicianSkill } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import type { Job, TechnicianNow } from "../../domain/dispatch/candidate.ts";
import { type Spot, wayBetween } from "../../domain/dispatch/deskDay.ts";
import { stretchAt } from "../../domain/dispatch/shifts.ts";
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
    level: needed === skill ? wanted.level : 1,
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
  at: {
    now: Date;
    row?: Pick<TicketRow, "id" | "placeId">;
    /** `rules`: what only orders them is left out. */
    weigh?: "all" | "rules";
  },
): Promise<TechnicianNow[]> {
  const people = await db
    .select({ id: technician.personId, capacityMinutes: technician.capacityMinutes })
    .from(technician)
    .innerJoin(staffRole, and(eq(staffRole.personId, technician.personId), eq(staffRole.role, "technician")))
    .leftJoin(staffAccount, eq(staffAccount.personId, technician.personId))
    // Whose account is closed works here no more, whatever the rota still says.
    .where(and(eq(staffRole.siteId, siteId), isNull(staffAccount.disabledAt)));
  const ids = people.map((p) => p.id);
  if (ids.length === 0) return [];
  const ranks = at.weigh !== "rules";
  const weekAgo = new Date(at.now.getTime() - 7 * 86_400_000);
  const [skills, shifts, open, week, ties, away, notFree, kept] = await Promise.all([
    db.select().from(technicianSkill).where(inArray(technicianSkill.personId, ids)),
    shiftsOf(db, ids, at.now),
    openWork(db, ids),
    ranks
      ? db
          .select({ id: ticket.technicianId, jobs: sql<number>`count(*)::int` })
          .from(ticket)
          .where(and(inArray(ticket.technicianId, ids), gte(ticket.doneAt, weekAgo)))
          .groupBy(ticket.technicianId)
      : [],
    at.row ? tiesTo(db, at.row, at.now, ranks) : null,
    absences(db, ids, at.now),
    at.row ? cannotKeep(db, at.row.id, ids, at.now) : null,
    at.row ? keptAwayFrom(db, [at.row.id]) : null,
  ]);
  // Three hundred people hold thousands of jobs: each looks up his own, nobody reads all of them.
  const [skillsOf, loadOf, hisShifts, jobsOf] = [
    Map.groupBy(skills, (each) => each.personId),
    Map.groupBy(open, (each) => each.id),
    Map.groupBy(shifts, (each) => each.id),
    new Map(week.map((each) => [each.id, each.jobs])),
  ];
  return people.map((who) => {
    const load = loadOf.get(who.id) ?? [];
    return {
      ...who,
      skills: (skillsOf.get(who.id) ?? []).map(({ skill, level, certifiedUntil }) => ({
        skill,
        level,
        certifiedUntil,
      })),
      shiftUntil: endOf(hisShifts.get(who.id) ?? [], at.now),
      away: away.get(who.id)?.presence ?? null,
      openMinutes: load.reduce((sum, job) => sum + job.minutes, 0),
      openJobs: load.length,
      jobsThisWeek: jobsOf.get(who.id) ?? 0,
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

/** A shift that begins later than this cannot touch the one that runs, ms. */
const ahead = 24 * 3_600_000;

/** The shifts that run now, and those of the next day that may follow them without a gap. */
function shiftsOf(db: Reader, ids: string[], now: Date) {
  return db
    .select({ id: shift.personId, from: shift.startsAt, until: shift.endsAt })
    .from(shift)
    .where(
      and(
        inArray(shift.personId, ids),
        gt(shift.endsAt, now),
        lte(shift.startsAt, new Date(now.getTime() + ahead)),
      ),
    );
}

function endOf(his: Awaited<ReturnType<typeof shiftsOf>>, now: Date): string | null {
  const spans = his.map((each) => ({ from: each.from.getTime(), until: each.until.getTime() }));
  const stretch = stretchAt(spans, now.getTime());
  return stretch === undefined ? null : new Date(stretch.until).toISOString();
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
      minutes: fault.minutes,
    })
    .from(ticket)
    .innerJoin(place, eq(place.id, ticket.placeId))
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .where(
      and(
        inArray(ticket.technicianId, ids),
        inArray(ticket.status, ["dispatched", "accepted", "en_route", "on_site", "paused"]),
      ),
    );
}

async function tiesTo(db: Reader, row: Pick<TicketRow, "id" | "placeId">, now: Date, ranks: boolean) {
  const [here] = await db
    .select({ buildingId: place.buildingId })
    .from(place)
    .where(eq(place.id, row.placeId));
  const buildingId = here?.buildingId ?? null;
  const since = new Date(now.getTime() - 90 * 86_400_000);
  const [visits, had] = await Promise.all([
    ranks
      ? db
          .select({ id: ticket.technicianId, times: sql<number>`count(*)::int` })
          .from(ticket)
          .innerJoin(place, eq(place.id, ticket.placeId))
          .where(
            and(
              buildingId ? eq(place.buildingId, buildingId) : eq(place.id, row.placeId),
              gte(ticket.receivedAt, since),
            ),
          )
          .groupBy(ticket.technicianId)
      : [],
    db
      .select({ technicianId: assignment.technicianId, endReason: assignment.endReason })
      .from(assignment)
      .where(eq(assignment.ticketId, row.id)),
  ]);
  const first = ranks ? await firstOf(db, row.id) : null;
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
