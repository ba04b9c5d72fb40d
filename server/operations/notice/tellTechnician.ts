import { and, eq, gt, lte, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { person, shift } from "#db/schema/person.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { leaves } from "../../domain/dispatch/presence.ts";
import { plateLine } from "../../domain/place/plate.ts";
import type { TicketEventType } from "../../domain/ticket/event.ts";
import type { Work } from "../operation.ts";
import { absences } from "../technician/absences.ts";
import type { TicketRow } from "../ticket/load.ts";
import { type NoticeKind, tellByPush } from "./tell.ts";

type Row = Pick<TicketRow, "id" | "number" | "technicianId" | "faultCode" | "plate">;
type Kind = Extract<NoticeKind, `job_${string}`>;

/** What makes a job another than the one he read. */
const changes: readonly TicketEventType[] = ["triaged", "added", "wished", "corrected", "urged"];

/**
 * Tells technicians what happened to their work through somebody else: new work, work that is gone, work that changed.
 * The words name the place and the fault, never a person. A change rings nobody who is off duty.
 */
export async function tellTechnician(
  work: Work,
  before: Row,
  after: Row,
  type: TicketEventType,
): Promise<void> {
  const { technicianId: had } = before;
  const { technicianId: has } = after;
  if (had !== has) {
    if (had !== null) await put(work, had, "job_gone", after);
    if (has !== null) await put(work, has, "job_new", after);
  } else if (has !== null && changes.includes(type) && (await atWork(work, has))) {
    await put(work, has, "job_changed", after);
  }
}

/** Rings the phone of somebody to whom work is held out. */
export function tellOffered(work: Work, technicianId: string, row: Row): Promise<void> {
  return put(work, technicianId, "job_offered", row);
}

async function put(work: Work, technicianId: string, kind: Kind, row: Row): Promise<void> {
  if (technicianId === personIdOf(work.actor)) return;
  const [[who], [what]] = await Promise.all([
    work.tx
      .select({ address: person.phone, locale: person.locale })
      .from(person)
      .where(eq(person.id, technicianId)),
    work.tx.select({ zh: fault.nameZh, en: fault.nameEn }).from(fault).where(eq(fault.code, row.faultCode)),
  ]);
  if (!who) return;
  const { locale } = who;
  const payload = { number: row.number, place: plateLine(row.plate[locale]), fault: what?.[locale] ?? "" };
  const to = { personId: technicianId, address: who.address ?? "", locale };
  await tellByPush(work, to, kind, payload, row.id);
}

/** Has he a shift now, and not left it? Where no shifts are kept, a holder of work counts as there. */
async function atWork(work: Work, technicianId: string): Promise<boolean> {
  const held = (await absences(work.tx, [technicianId], work.now)).get(technicianId);
  if (held !== undefined && leaves(held.presence)) return false;
  const [kept] = await work.tx
    .select({
      now: sql<boolean>`coalesce(bool_or(${and(lte(shift.startsAt, work.now), gt(shift.endsAt, work.now))}), true)`,
    })
    .from(shift)
    .where(eq(shift.personId, technicianId));
  return kept?.now ?? true;
}
