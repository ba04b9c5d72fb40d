import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { absence } from "#db/schema/availability.ts";
import { fault } from "#db/schema/fault.ts";
import { shift, staffAccount, staffRole, technicianSkill } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Actor, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { wallView } from "../../domain/board/wall.ts";
import { endedStatuses } from "../../domain/ticket/status.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { heldElsewhere } from "../board/snapshot.ts";
import { nothing } from "../input.ts";
import { query, type Tx } from "../operation.ts";
import { targetAt } from "./target.ts";
import { todayAt } from "./today.ts";

/** Rows that a list can show at most; what does not fit is counted. */
const most = 8;

/** The sites on whose wall this actor may look. */
export function wallSites(actor: Actor): string[] {
  if (actor.kind === "display") return actor.siteIds;
  const sites = sitesOf(actor, siteRoles("wall.now"));
  return sites === "all" ? [] : sites;
}

/**
 * All that the wall shows, at one moment: counted here, so that a screen holds nothing but what stands on it. A ticket
 * is its plate, its fault and its times; there is nobody's name, number or word in the answer.
 */
export const wallNow = query({
  name: "wall.now",
  input: nothing,
  async run({ db, actor, now }) {
    const ids = wallSites(actor);
    return db.transaction(
      async (tx) => {
        const [sites, owed, crew, today, target] = await Promise.all([
          tx
            .select({
              id: site.id,
              code: site.code,
              nameZh: site.nameZh,
              nameEn: site.nameEn,
              timeZone: site.timeZone,
            })
            .from(site)
            .where(inArray(site.id, ids))
            .orderBy(asc(site.code)),
          openAt(tx, ids),
          crewAt(tx, ids, now),
          todayAt(tx, ids, now),
          targetAt(tx, ids),
        ]);
        const view = wallView(owed, crew, now.getTime());
        const lists = { dangers: view.dangers, late: view.late, fresh: view.fresh };
        const seen = Object.values(lists).flatMap((list) => list.slice(0, most));
        const rows = await rowsOf(
          tx,
          [...seen, ...(view.next ? [view.next] : [])].map((each) => each.id),
        );
        const shown = (list: typeof view.dangers) => ({
          count: list.length,
          rows: list.slice(0, most).flatMap((each) => rows.get(each.id) ?? []),
        });
        return {
          now: now.toISOString(),
          sites,
          dangers: shown(lists.dangers),
          late: shown(lists.late),
          fresh: shown(lists.fresh),
          next: (view.next && rows.get(view.next.id)) ?? null,
          figures: view.figures,
          skills: view.skills,
          today,
          target,
        };
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  },
});

/** What is open there, with no more of it than is counted. */
async function openAt(tx: Tx, ids: string[]) {
  const rows = await tx
    .select({
      id: ticket.id,
      status: ticket.status,
      urgency: ticket.urgency,
      technicianId: ticket.technicianId,
      receivedAt: ticket.receivedAt,
      dueAt: ticket.dueAt,
      incidentId: ticket.incidentId,
      leadsIncident: ticket.leadsIncident,
    })
    .from(ticket)
    .where(and(inArray(ticket.siteId, ids), notInArray(ticket.status, [...endedStatuses])));
  return rows.map((row) => ({
    ...row,
    urgency: row.urgency as UrgencyLevel,
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
  }));
}

/** Who belongs there as technician: trades, the shift that runs, whether he is away, and what he has elsewhere. */
async function crewAt(tx: Tx, ids: string[], now: Date) {
  const at = now.toISOString();
  const people = await tx
    .selectDistinct({ id: staffRole.personId })
    .from(staffRole)
    .leftJoin(staffAccount, eq(staffAccount.personId, staffRole.personId))
    .where(
      and(
        eq(staffRole.role, "technician"),
        inArray(staffRole.siteId, ids),
        // Whose account is closed works here no more, whatever the rota still says.
        isNull(staffAccount.disabledAt),
      ),
    );
  const who = people.map((each) => each.id);
  if (who.length === 0) return [];
  const [skills, shifts, away, elsewhere] = await Promise.all([
    tx.select().from(technicianSkill).where(inArray(technicianSkill.personId, who)),
    tx
      .select({ id: shift.personId, from: shift.startsAt, until: shift.endsAt })
      .from(shift)
      .where(
        and(
          inArray(shift.personId, who),
          sql`${shift.startsAt} <= ${at}::timestamptz and ${shift.endsAt} > ${at}::timestamptz`,
        ),
      ),
    tx
      .select({ id: absence.personId })
      .from(absence)
      .where(and(inArray(absence.personId, who), isNull(absence.endedAt))),
    heldElsewhere(tx, ids),
  ]);
  return who.map((id) => {
    const runs = shifts.find((each) => each.id === id);
    return {
      id,
      skills: skills.filter((each) => each.personId === id),
      shift: runs ? { from: runs.from.toISOString(), until: runs.until.toISOString() } : null,
      away: away.some((each) => each.id === id),
      elsewhere: elsewhere.get(id) ?? { jobs: 0 },
    };
  });
}

/** These tickets as the wall words them. */
async function rowsOf(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await tx
    .select({
      id: ticket.id,
      siteId: ticket.siteId,
      plate: ticket.plate,
      faultZh: fault.nameZh,
      faultEn: fault.nameEn,
      urgency: ticket.urgency,
      status: ticket.status,
      receivedAt: ticket.receivedAt,
      dueAt: ticket.dueAt,
    })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .where(inArray(ticket.id, ids));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        urgency: row.urgency as UrgencyLevel,
        receivedAt: row.receivedAt.toISOString(),
        dueAt: row.dueAt?.toISOString() ?? null,
      },
    ]),
  );
}
