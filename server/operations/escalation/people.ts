import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { person, staffAccount, staffRole } from "#db/schema/person.ts";
import { rankCandidates } from "../../domain/dispatch/candidate.ts";
import type { Rung } from "../../domain/escalation/ladder.ts";
import { jobOf, techniciansNow } from "../board/techniciansNow.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

type Standing = { id: string; onDuty: boolean };

/**
 * Who stands on each rung for this ticket now: its technician, the others who could take it (best first), the leads and
 * managers of its site. On duty is having a shift at this moment and not having left it, ill or called away;
 * who is on a break is reached. Whose account is closed is nobody.
 */
export async function peopleOf(
  db: Reader,
  row: TicketRow,
  now: Date,
): Promise<Record<Rung, ReadonlyArray<Standing>>> {
  const at = now.toISOString();
  // Named in full: Drizzle leaves the table out where there is only one, and `id` would be the shift's.
  const onDuty = sql<boolean>`exists (select 1 from shift s where s.person_id = person.id
    and s.starts_at <= ${at}::timestamptz and s.ends_at > ${at}::timestamptz)
    and not exists (select 1 from absence a where a.person_id = person.id
      and a.presence in ('off', 'ill') and a.ended_at is null)`;
  const [staff, holder, next] = await Promise.all([
    db
      .select({ id: person.id, role: staffRole.role, onDuty })
      .from(staffRole)
      .innerJoin(person, eq(person.id, staffRole.personId))
      .innerJoin(staffAccount, eq(staffAccount.personId, person.id))
      .where(
        and(
          eq(staffRole.siteId, row.siteId),
          inArray(staffRole.role, ["lead", "manager"]),
          isNull(staffAccount.disabledAt),
        ),
      )
      .orderBy(asc(person.id)),
    row.technicianId === null
      ? []
      : db
          .select({ id: person.id, onDuty })
          .from(person)
          .leftJoin(staffAccount, eq(staffAccount.personId, person.id))
          .where(and(eq(person.id, row.technicianId), isNull(staffAccount.disabledAt))),
    others(db, row, now),
  ]);
  const of = (role: "lead" | "manager") => staff.filter((who) => who.role === role);
  return { technician: holder, next, lead: of("lead"), manager: of("manager") };
}

/** Everybody but the holder who may be sent to it now, best first; all of them are on shift. */
async function others(db: Reader, row: TicketRow, now: Date): Promise<Standing[]> {
  const [wanted] = await db.select().from(fault).where(eq(fault.code, row.faultCode));
  const everybody = await techniciansNow(db, row.siteId, { now, row });
  return rankCandidates(jobOf(wanted!, row), everybody, now.toISOString())
    .filter((who) => who.eligible && who.technicianId !== row.technicianId)
    .map((who) => ({ id: who.technicianId, onDuty: true }));
}
