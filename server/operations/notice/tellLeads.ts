import { eq, inArray } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { plateLine } from "../../domain/place/plate.ts";
import { peopleOf } from "../escalation/people.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { tellStaff } from "./tellStaff.ts";

/**
 * Tells the leads on duty that a job has been declined so often that it is theirs to rule; where none is on duty the
 * managers who are. Where nobody is at all every lead hears it when his shift begins, at once where none are kept; until
 * then the alarm of urgent work rings at the desk, and the ladder of its deadline calls whom it may.
 */
export async function tellLeads(work: Work, row: TicketRow): Promise<void> {
  const { lead, manager } = await peopleOf(work.tx, row, work.now);
  const there = [lead, manager]
    .map((each) => each.filter((who) => who.onDuty))
    .find((each) => each.length > 0);
  const ids = (there ?? lead).map((who) => who.id).filter((id) => id !== personIdOf(work.actor));
  if (ids.length === 0) return;
  const [people, [what]] = await Promise.all([
    work.tx
      .select({ id: person.id, address: person.phone, locale: person.locale })
      .from(person)
      .where(inArray(person.id, ids)),
    work.tx.select({ zh: fault.nameZh, en: fault.nameEn }).from(fault).where(eq(fault.code, row.faultCode)),
  ]);
  for (const { id, address, locale } of people) {
    const payload = { number: row.number, place: plateLine(row.plate[locale]), fault: what?.[locale] ?? "" };
    await tellStaff(work, { personId: id, address: address ?? "", locale }, "lead_rules", payload, row.id);
  }
}
