import { and, desc, eq, gt, gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { shift, staffAccount, staffRole, technician, technicianSkill } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import type { Skill } from "../../domain/catalogue/skill.ts";
import type { Held, Job, TechnicianNow } from "../../domain/dispatch/candidate.ts";
import { type Spot, stillThere, wayBetween, wayMinutes } from "../../domain/dispatch/deskDay.ts";
import { stretchAt } from "../../domain/dispatch/shifts.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { localDay } from "../../domain/time/day.ts";
import { among, type Ids } from "../among.ts";
import { cannotKeep } from "../appointment/keep.ts";
import { firstOf } from "../repeat/first.ts";
import { absences } from "../technician/absences.ts";
import { keptAwayFrom } from "../technician/keptAway.ts";
import { inHandWords } from "../ticket/inHand.ts";
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
  const here = and(eq(staffRole.siteId, siteId), eq(staffRole.role, "technician"));
  const ids = db.select({ id: staffRole.personId }).from(staffRole).where(here);
  const ranks = at.weigh !== "rules";
  const weekAgo = new Date(at.now.getTime() - 7 * 86_400_000);
  const [load, people, shifts, [to], rested, week, ties, away, notFree, kept] = await Promise.all([
    openWork(db, ids, at.row ? { siteId, placeId: at.row.placeId } : null),
    peopleOf(db, here),
    shiftsOf(db, ids, at.now),
    db
      .select({ timeZone: site.timeZone, buildingId: place.buildingId })
      .from(site)
      .leftJoin(place, sql`${place.id} = ${at.row?.placeId ?? null}`)
      .where(eq(site.id, siteId)),
    at.row ? lastDone(db, ids, at.now) : null,
    ranks
      ? db
          .select({ id: ticket.technicianId, jobs: sql<number>`count(*)::int` })
          .from(ticket)
          .where(and(among(ticket.technicianId, ids), gte(ticket.doneAt, weekAgo)))
          .groupBy(ticket.technicianId)
      : [],
    at.row ? tiesTo(db, at.row, at.now, ranks) : null,
    absences(db, ids, at.now),
    at.row ? cannotKeep(db, at.row.id, ids, at.now) : null,
    at.row ? keptAwayFrom(db, [at.row.id]) : null,
  ]);
  const hisShifts = Map.groupBy(shifts, (each) => each.id);
  const jobsOf = new Map(week.map((each) => [each.id, each.jobs]));
  const today = localDay(at.now, to?.timeZone ?? "UTC");
  return people.map(({ trades, ...who }) => {
    const his = load.get(who.id);
    const rest = rested?.get(who.id);
    return {
      ...who,
      skills: skillsIn(trades),
      shiftUntil: endOf(hisShifts.get(who.id) ?? [], at.now),
      away: away.get(who.id)?.presence ?? null,
      openMinutes: his?.minutes ?? 0,
      openJobs: his?.jobs ?? 0,
      jobsThisWeek: jobsOf.get(who.id) ?? 0,
      visitsHere: ties?.visits.get(who.id) ?? 0,
      hadIt: ties?.had.get(who.id) ?? null,
      keptAway: kept?.get(at.row?.id ?? "")?.includes(who.id) ?? false,
      notFreeThen: notFree?.(who.id) ?? false,
      held: his?.held ?? [],
      restWay: rest === undefined ? null : wayBetween(rest, { siteId, buildingId: to?.buildingId ?? null }),
      today,
    };
  });
}

/**
 * Who works here, a row for each, his trades within as words: a row for each trade of hundreds is dear to read, JSON too.
 * Whose account is closed works here no more, whatever the rota still says.
 */
function peopleOf(db: Reader, here: SQL | undefined) {
  const { skill, level, certifiedUntil } = technicianSkill;
  const trades = sql<string | null>`
    string_agg(concat_ws(' ', ${skill}, ${level}, ${certifiedUntil}), ',') filter (where ${skill} is not null)`;
  return db
    .select({ id: technician.personId, capacityMinutes: technician.capacityMinutes, trades })
    .from(technician)
    .innerJoin(staffRole, and(eq(staffRole.personId, technician.personId), here))
    .leftJoin(staffAccount, eq(staffAccount.personId, technician.personId))
    .leftJoin(technicianSkill, eq(technicianSkill.personId, technician.personId))
    .where(isNull(staffAccount.disabledAt))
    .groupBy(technician.personId);
}

function skillsIn(trades: string | null): TechnicianNow["skills"] {
  return (trades?.split(",") ?? []).map((each) => {
    const [skill, level, certifiedUntil] = each.split(" ");
    return { skill: skill as Skill, level: Number(level), certifiedUntil: certifiedUntil ?? null };
  });
}

/** A shift that begins later than this cannot touch the one that runs, ms. */
const ahead = 24 * 3_600_000;

/** The shifts that run now, and those of the next day that may follow them without a gap. */
function shiftsOf(db: Reader, ids: Ids, now: Date) {
  return db
    .select({ id: shift.personId, from: shift.startsAt, until: shift.endsAt })
    .from(shift)
    .where(
      and(
        among(shift.personId, ids),
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

type Load = { jobs: number; minutes: number; held: Held[] };

/**
 * What each has in hand, dispatched and done by nobody else yet, with the fault's usual minutes and the way from there
 * to the place that is asked about. What is paused is work of his, and nothing that he does first. Thousands of jobs are
 * read as words, a row a person: to make rows or JSON of each takes longer, and so does to look up the place of each
 * instead of asking whether it is one of a building's few.
 */
async function openWork(
  db: Reader,
  ids: Ids,
  to: { siteId: string; placeId: string } | null,
): Promise<Map<string, Load>> {
  const due = sql`(date_part('epoch', ${ticket.arriveBy}) * 1000)::int8`;
  const begun = sql`(${ticket.status} in ('on_site', 'en_route'))::int`;
  const way =
    to === null
      ? sql`null`
      : sql`case when ${ticket.siteId} <> ${to.siteId} then ${wayMinutes.between}::int
          when ${ticket.placeId} in (${placesBeside(to.placeId)}) then ${wayMinutes.building}::int
          else ${wayMinutes.site}::int end`;
  const rows = await db
    .select({
      id: ticket.technicianId,
      jobs: sql<number>`count(*)::int`,
      minutes: sql<number>`sum(${fault.minutes})::int`,
      held: sql<string | null>`string_agg(
        concat_ws(' ', ${fault.minutes}, ${due}, ${begun}, ${way}), ',') filter (where ${ticket.status} <> 'paused')`,
    })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .where(and(among(ticket.technicianId, ids), sql`${ticket.status} in (${inHandWords})`))
    .groupBy(ticket.technicianId);
  return new Map(
    rows.map(({ id, jobs, minutes, held }) => [
      id!,
      { jobs, minutes, held: held === null ? [] : held.split(",").map(heldOf) },
    ]),
  );
}

function heldOf(words: string): Held {
  const [minutes, due, begun, way] = words.split(" ");
  return {
    minutes: Number(minutes),
    due: Number(due),
    begun: begun === "1",
    way: way === undefined ? null : Number(way),
  };
}

/** The places in the building that a place is in; none where it is in none. */
function placesBeside(placeId: string): SQL {
  return sql`select p.id from place p where p.building_id = (select b.building_id from place b where b.id = ${placeId})`;
}

/** Where each has finished or paused last; longer ago than some hours it says nothing of where he is. */
export async function lastDone(db: Reader, ids: Ids, now: Date): Promise<Map<string, Spot>> {
  const since = new Date(now.getTime() - stillThere);
  const spots = (left: typeof ticket.doneAt | typeof ticket.statusSince, which?: SQL) =>
    db
      .selectDistinctOn([ticket.technicianId], {
        id: ticket.technicianId,
        siteId: ticket.siteId,
        buildingId: place.buildingId,
        at: sql<Date>`${left}`.mapWith(ticket.statusSince),
      })
      .from(ticket)
      .innerJoin(place, eq(place.id, ticket.placeId))
      .where(and(among(ticket.technicianId, ids), gt(left, since), lte(left, now), which))
      .orderBy(ticket.technicianId, desc(left));
  const [done, paused] = await Promise.all([
    spots(ticket.doneAt),
    spots(ticket.statusSince, eq(ticket.status, "paused")),
  ]);
  const last = new Map<string, Spot>();
  for (const { id, at: _at, ...spot } of [...done, ...paused].sort((a, b) => a.at.getTime() - b.at.getTime()))
    last.set(id!, spot);
  return last;
}

async function tiesTo(db: Reader, row: Pick<TicketRow, "id" | "placeId">, now: Date, ranks: boolean) {
  const around = sql`(${placesBeside(row.placeId)} union select ${row.placeId}::uuid)`;
  const since = new Date(now.getTime() - 90 * 86_400_000);
  const [visits, had, first] = await Promise.all([
    ranks
      ? db
          .select({ id: ticket.technicianId, times: sql<number>`count(*)::int` })
          .from(ticket)
          .where(
            and(
              among(ticket.placeId, around),
              gte(ticket.receivedAt, since),
              // Given to him is not yet been there.
              or(isNotNull(ticket.doneAt), inArray(ticket.status, ["on_site", "paused"])),
            ),
          )
          .groupBy(ticket.technicianId)
      : [],
    db
      .select({ technicianId: assignment.technicianId, endReason: assignment.endReason })
      .from(assignment)
      .where(eq(assignment.ticketId, row.id)),
    ranks ? firstOf(db, row.id) : null,
  ]);
  return {
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
