import { eq } from "drizzle-orm";
import { z } from "zod";
import { alarm } from "#db/schema/alarm.ts";
import { person } from "#db/schema/person.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { command } from "../operation.ts";
import { countAlarms } from "./review.ts";

/**
 * "I have it": the first named person does, and it is silent everywhere. Whoever comes later learns who and when, which
 * is no refusal: what they wanted is so. Refusals: NOT_FOUND.
 */
export const acknowledgeAlarm = command({
  name: "alarm.acknowledge",
  input: z.strictObject({ alarmId: id }),
  async run(work, input) {
    const { tx, actor, now } = work;
    const [row] = await tx.select().from(alarm).where(eq(alarm.id, input.alarmId)).for("update");
    if (row === undefined || !holds(actor, row.siteId, siteRoles("alarm.acknowledge")))
      throw new Refused(refuse("NOT_FOUND", { field: "alarmId" }));
    const mine = row.acknowledgedById === null;
    const byId = row.acknowledgedById ?? personIdOf(actor)!;
    const at = row.acknowledgedAt ?? now;
    if (mine) {
      await tx.update(alarm).set({ acknowledgedById: byId, acknowledgedAt: at }).where(eq(alarm.id, row.id));
      await countAlarms(work, row.siteId);
    }
    const [who] = await tx.select({ name: person.name }).from(person).where(eq(person.id, byId));
    return { alarmId: row.id, first: mine, by: who?.name ?? "", at: at.toISOString() };
  },
});
