import { eq, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { technicianSkill } from "#db/schema/person.ts";
import { type Shortfall, type Skilled, shortfallOf } from "../../domain/alarm/shortfall.ts";
import type { Skill } from "../../domain/catalogue/skill.ts";
import { rankCandidates } from "../../domain/dispatch/candidate.ts";
import { jobOf, techniciansNow } from "../board/techniciansNow.ts";
import { keptAwayFrom } from "../technician/keptAway.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

type Asked = Pick<TicketRow, "siteId" | "urgency" | "faultCode"> &
  Partial<Pick<TicketRow, "neededSkill" | "id">>;

/** How many may be sent by the hard rules of dispatch; and when there are none, what is missing and what would help. */
export async function eligibleFor(
  db: Reader,
  row: Asked,
  now: Date,
): Promise<{ eligible: number; shortfall: Shortfall | null }> {
  const [wanted] = await db.select().from(fault).where(eq(fault.code, row.faultCode));
  if (wanted === undefined) return { eligible: 0, shortfall: null };
  const job = jobOf(wanted, row);
  // What ties them to the place only orders them, and is dear to ask; whom the home keeps away is not.
  const [everybody, away] = await Promise.all([
    techniciansNow(db, row.siteId, { now }),
    keptAwayFrom(db, row.id === undefined ? [] : [row.id]),
  ]);
  const keptAway = away.get(row.id ?? "") ?? [];
  const people = everybody.map((who) => ({ ...who, keptAway: keptAway.includes(who.id) }));
  const ranked = rankCandidates(job, people, now.toISOString());
  const eligible = ranked.filter((candidate) => candidate.eligible).length;
  if (eligible > 0) return { eligible, shortfall: null };
  const skilled = (await skilledIn(db, job.skill, now)).filter((who) => !keptAway.includes(who.id));
  return { eligible, shortfall: shortfallOf(job, row.siteId, skilled, now.toISOString()) };
}

/** Everybody of the trade, on every site, with the shift that runs and the next within a week. */
async function skilledIn(db: Reader, skill: Skill, now: Date): Promise<Skilled[]> {
  const at = now.toISOString();
  const rows = await db
    .select({
      id: technicianSkill.personId,
      certifiedUntil: technicianSkill.certifiedUntil,
      // Written out: in a select from one table the columns of `sql` lose their table's name.
      siteIds: sql<string[]>`array(select r.site_id from staff_role r
        where r.person_id = technician_skill.person_id and r.role = 'technician')`,
      onShiftUntil: sql<Date | string | null>`(select max(s.ends_at) from shift s
        where s.person_id = technician_skill.person_id
          and s.starts_at <= ${at}::timestamptz and s.ends_at > ${at}::timestamptz)`,
      nextShift: sql<Date | string | null>`(select min(s.starts_at) from shift s
        where s.person_id = technician_skill.person_id
          and s.starts_at > ${at}::timestamptz and s.starts_at < ${at}::timestamptz + interval '7 days')`,
    })
    .from(technicianSkill)
    .where(eq(technicianSkill.skill, skill));
  const iso = (value: Date | string | null) => (value === null ? null : new Date(value).toISOString());
  return rows.map((who) => ({ ...who, onShiftUntil: iso(who.onShiftUntil), nextShift: iso(who.nextShift) }));
}
