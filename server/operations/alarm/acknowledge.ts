import { eq } from "drizzle-orm";
import { z } from "zod";
import { alarm } from "#db/schema/alarm.ts";
import { person } from "#db/schema/person.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { command } from "../operation.ts";
import { write } from "../ticket/apply.ts";
import { lockRow } from "../ticket/load.ts";
import { countAlarms } from "./review.ts";

/**
 * "I have it": the first named person does, it is silent everywhere, and the ticket's story says who. Whoever comes later learns who and when, which
 * is no refusal: what they wanted is so. Refusals: NOT_FOUND.
 */
export const acknowledgeAlarm = command({
  name: "alarm.acknowledge",
  input: z.strictObject({ alarmId: id }),
  async run(work, input) {
    const { tx, actor, now } = work;
    const [seen] = await tx
      .select({ ticketId: alarm.ticketId, siteId: alarm.siteId })
      .from(alarm)
      .where(eq(alarm.id, input.alarmId));
    if (seen === undefined || !holds(actor, seen.siteId, siteRoles("alarm.acknowledge")))
      throw new Refused(refuse("NOT_FOUND", { field: "alarmId" }));
    // The ticket before its alarm, as wherever alarms are raised and cleared.
    const about = await lockRow(tx, seen.ticketId);
    const row = (await tx.select().from(alarm).where(eq(alarm.id, input.alarmId)).for("update"))[0]!;
    const mine = row.acknowledgedById === null;
    const byId = row.acknowledgedById ?? personIdOf(actor)!;
    const at = row.acknowledgedAt ?? now;
    if (mine) {
      await tx.update(alarm).set({ acknowledgedById: byId, acknowledgedAt: at }).where(eq(alarm.id, row.id));
      await countAlarms(work, row.siteId);
      const data = { alarmId: row.id, alarm: row.kind };
      await write(work, about, { kind: "fact", type: "alarm_acknowledged", patch: {}, data });
    }
    const [who] = await tx.select({ name: person.name }).from(person).where(eq(person.id, byId));
    return { alarmId: row.id, first: mine, by: who?.name ?? "", at: at.toISOString() };
  },
});
