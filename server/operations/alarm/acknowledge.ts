import { eq, inArray } from "drizzle-orm";
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

/** So many others a line can stand for. */
const mostOthers = 60;

/**
 * "I have it": the first named person does, it is silent everywhere, and the ticket's story says who. `others` are those
 * that the line on the screen stood for, named one by one: what has come since is not among them. Whoever comes later
 * learns who and when, which is no refusal: what they wanted is so. Refusals: NOT_FOUND.
 */
export const acknowledgeAlarm = command({
  name: "alarm.acknowledge",
  input: z.strictObject({
    alarmId: id,
    others: z.array(id).max(mostOthers, `TOO_LONG:${mostOthers}`).default([]),
  }),
  async run(work, input) {
    const { tx, actor, now } = work;
    const seen = await tx
      .select({ id: alarm.id, ticketId: alarm.ticketId, siteId: alarm.siteId })
      .from(alarm)
      .where(inArray(alarm.id, [input.alarmId, ...input.others]));
    const mine = seen.filter(({ siteId }) => holds(actor, siteId, siteRoles("alarm.acknowledge")));
    const asked = mine.find((each) => each.id === input.alarmId);
    if (asked === undefined) throw new Refused(refuse("NOT_FOUND", { field: "alarmId" }));
    const byId = personIdOf(actor)!;
    let first = false;
    const touched = new Set<string>();
    // The tickets before their alarms, as wherever alarms are raised and cleared, and in one order for everybody.
    for (const ticketId of [...new Set(mine.map((each) => each.ticketId))].sort()) {
      let about = await lockRow(tx, ticketId);
      for (const { id: alarmId } of mine.filter((each) => each.ticketId === ticketId)) {
        const row = (await tx.select().from(alarm).where(eq(alarm.id, alarmId)).for("update"))[0]!;
        if (row.acknowledgedById !== null || (row.clearedAt !== null && alarmId !== asked.id)) continue;
        await tx
          .update(alarm)
          .set({ acknowledgedById: byId, acknowledgedAt: now })
          .where(eq(alarm.id, alarmId));
        touched.add(row.siteId);
        if (alarmId === asked.id) first = true;
        const data = { alarmId, alarm: row.kind };
        await write(work, about, { kind: "fact", type: "alarm_acknowledged", patch: {}, data });
        about = await lockRow(tx, ticketId);
      }
    }
    for (const siteId of [...touched].sort()) await countAlarms(work, siteId);
    const [held] = await tx
      .select({ at: alarm.acknowledgedAt, by: person.name, byLatin: person.nameLatin })
      .from(alarm)
      .leftJoin(person, eq(person.id, alarm.acknowledgedById))
      .where(eq(alarm.id, asked.id));
    return {
      ...{ alarmId: asked.id, first },
      ...{ by: held?.by ?? "", byLatin: held?.byLatin ?? "", at: (held?.at ?? now).toISOString() },
    };
  },
});
