import { eq } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { plateLine } from "../../domain/place/plate.ts";
import type { TicketEventType } from "../../domain/ticket/event.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { type StaffNotice, tellStaff } from "./tellStaff.ts";
import { dropWaiting, dropWaitingOf } from "./waiting.ts";

type Row = Pick<TicketRow, "id" | "number" | "technicianId" | "faultCode" | "plate">;
type Kind = Extract<StaffNotice, `job_${string}`>;

/** What makes a job another than the one he read. */
const changes: readonly TicketEventType[] = [
  "triaged",
  "added",
  "wished",
  "corrected",
  "urged",
  "attached",
  "leading",
];

/**
 * Tells technicians what happened to their work through somebody else: new work, work that is gone, work that changed.
 * The words name the place and the fault, never a person. What still waits to be told and is no longer so is dropped.
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
    if (had !== null) {
      await dropWaiting(work, had, after.id);
      await put(work, had, "job_gone", after);
    }
    if (has !== null) {
      await dropWaitingOf(work, after.id, "lead_rules");
      await put(work, has, "job_new", after);
    }
  } else if (has !== null && changes.includes(type)) {
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
  await tellStaff(work, to, kind, payload, row.id);
}
