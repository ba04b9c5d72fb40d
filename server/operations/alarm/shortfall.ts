import { and, eq, isNull, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { staffAccount, technician, technicianSkill } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { type Shortfall, type Skilled, shortfallOf } from "../../domain/alarm/shortfall.ts";
import { isFree, type Job } from "../../domain/dispatch/candidate.ts";
import { leadMustRule } from "../../domain/ticket/decide.ts";
import { localDay } from "../../domain/time/day.ts";
import { jobOf } from "../board/techniciansNow.ts";
import { freeFor } from "../dispatch/free.ts";
import { modeOf } from "../dispatch/modes.ts";
import { absences } from "../technician/absences.ts";
import { keptAwayFrom } from "../technician/keptAway.ts";
import { inHandWords } from "../ticket/inHand.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

type Asked = Pick<TicketRow, "id" | "siteId" | "placeId" | "urgency" | "faultCode"> &
  Partial<Pick<TicketRow, "neededSkill" | "arriveBy" | "declines">>;

/**
 * How many may go, and when there are none, what is missing and what would help. Where a machine sends, by the very rule
 * by which it sends them: nobody who has had it and lost it, and nobody at all where only a lead may rule. Where the desk
 * chooses from the list, whoever the list has with nothing against him.
 */
export async function eligibleFor(
  db: Reader,
  row: Asked,
  now: Date,
): Promise<{ eligible: number; shortfall: Shortfall | null }> {
  const [wanted] = await db.select().from(fault).where(eq(fault.code, row.faultCode));
  if (wanted === undefined) return { eligible: 0, shortfall: null };
  const job = jobOf(wanted, row);
  const [{ ranked, free }, mode, [at]] = await Promise.all([
    freeFor(db, row, job, now, "rules"),
    modeOf(db, row),
    db.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, row.siteId)),
  ]);
  const lead = leadMustRule({ declines: row.declines ?? 0 });
  const eligible = mode === "recommend" ? ranked.filter(isFree).length : free.length;
  if (eligible > 0 && !lead) return { eligible, shortfall: null };
  const keptAway = (await keptAwayFrom(db, [row.id])).get(row.id) ?? [];
  const skilled = (await skilledIn(db, job, now)).filter((who) => !keptAway.includes(who.id));
  const shortfall = shortfallOf(job, row.siteId, skilled, ranked, localDay(now, at?.timeZone ?? "UTC"));
  return { eligible: 0, shortfall: lead ? { ...shortfall, lead } : shortfall };
}

/** Everybody of the trade who works here still, on every site, with the shift that runs and the next within a week. */
async function skilledIn(db: Reader, job: Job, now: Date): Promise<Skilled[]> {
  const at = now.toISOString();
  const rows = await db
    .select({
      id: technicianSkill.personId,
      level: technicianSkill.level,
      certifiedUntil: technicianSkill.certifiedUntil,
      capacityMinutes: technician.capacityMinutes,
      siteIds: sql<string[]>`array(select r.site_id from staff_role r
        where r.person_id = ${technicianSkill.personId} and r.role = 'technician')`,
      onShiftUntil: sql<Date | string | null>`(select max(s.ends_at) from shift s
        where s.person_id = ${technicianSkill.personId}
          and s.starts_at <= ${at}::timestamptz and s.ends_at > ${at}::timestamptz)`,
      nextShift: sql<Date | string | null>`(select min(s.starts_at) from shift s
        where s.person_id = ${technicianSkill.personId}
          and s.starts_at > ${at}::timestamptz and s.starts_at < ${at}::timestamptz + interval '7 days')`,
      openMinutes: sql<number>`(select coalesce(sum(f.minutes), 0)::int from ticket t join fault f on f.code = t.fault_code
        where t.technician_id = ${technicianSkill.personId}
          and t.status in (${inHandWords}))`,
    })
    .from(technicianSkill)
    .innerJoin(technician, eq(technician.personId, technicianSkill.personId))
    .leftJoin(staffAccount, eq(staffAccount.personId, technicianSkill.personId))
    .where(and(eq(technicianSkill.skill, job.skill), isNull(staffAccount.disabledAt)));
  const away = await absences(
    db,
    rows.map((who) => who.id),
    now,
  );
  const iso = (value: Date | string | null) => (value === null ? null : new Date(value).toISOString());
  return rows.map(({ capacityMinutes, openMinutes, ...who }) => ({
    ...who,
    onShiftUntil: iso(who.onShiftUntil),
    nextShift: iso(who.nextShift),
    away: away.has(who.id),
    room: openMinutes + job.minutes <= capacityMinutes,
  }));
}
