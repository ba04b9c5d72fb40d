import { inArray } from "drizzle-orm";
import { z } from "zod";
import { alarm, alarmDeed } from "#db/schema/alarm.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { silenceLasts } from "../../domain/alarm/ringing.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { newId } from "../newId.ts";
import { command } from "../operation.ts";
import { countAlarms } from "./review.ts";

/** As many as a screen lists. */
const most = 220;

/**
 * Somebody silenced what rings on his device. The device does it by itself and at once; this puts on the log who, when
 * and what. It rings on for everybody else, and nothing is acknowledged. Refusals: NOT_FOUND.
 */
export const silenceAlarms = command({
  name: "alarm.silence",
  input: z.strictObject({ alarmIds: z.array(id).min(1, "REQUIRED").max(most, `TOO_LONG:${most}`) }),
  async run(work, input) {
    const { tx, actor, now } = work;
    const found = await tx
      .select({ id: alarm.id, siteId: alarm.siteId })
      .from(alarm)
      .where(inArray(alarm.id, input.alarmIds));
    const mine = found.filter(({ siteId }) => holds(actor, siteId, siteRoles("alarm.silence")));
    if (mine.length === 0) throw new Refused(refuse("NOT_FOUND", { field: "alarmIds" }));
    const until = new Date(now.getTime() + silenceLasts);
    for (const siteId of [...new Set(mine.map((each) => each.siteId))].sort()) {
      const here = new Set(mine.filter((each) => each.siteId === siteId).map((each) => each.id));
      await tx.insert(alarmDeed).values({
        id: newId(now),
        siteId,
        personId: personIdOf(actor)!,
        what: "silenced",
        at: now,
        until,
        alarmIds: input.alarmIds.filter((alarmId) => here.has(alarmId)),
      });
      await countAlarms(work, siteId);
    }
    return { silenced: mine.length, until: until.toISOString() };
  },
});
