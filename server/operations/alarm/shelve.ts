import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { alarm, alarmDeed } from "#db/schema/alarm.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { mayShelve, shelfMinutes, shelfReasons } from "../../domain/alarm/shelf.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { write } from "../ticket/apply.ts";
import { lockRow } from "../ticket/load.ts";
import { countAlarms } from "./review.ts";

/**
 * Puts an alarm aside for everybody, saying why and until when; then it rings again by itself. A danger to life cannot
 * be. The log and the ticket's story say who. Refusals: NOT_FOUND (also once its reason is gone), ALARM_DANGER.
 */
export const shelveAlarm = command({
  name: "alarm.shelve",
  input: z.strictObject({
    alarmId: id,
    reason: z.enum(shelfReasons, { error: "REQUIRED" }),
    minutes: z.literal(shelfMinutes, { error: "REQUIRED" }),
  }),
  async run(work, input) {
    const held = await hold(work, "alarm.shelve", input.alarmId);
    if (!mayShelve(held.alarm.kind)) throw new Refused(refuse("ALARM_DANGER", { field: "alarmId" }));
    const until = new Date(work.now.getTime() + input.minutes * 60_000);
    await keep(work, held, "shelved", until, input.reason);
    return { alarmId: input.alarmId, until: until.toISOString() };
  },
});

/** Takes it off the shelf before its time. One that is not on it stays as it is. Refusals: NOT_FOUND. */
export const unshelveAlarm = command({
  name: "alarm.unshelve",
  input: z.strictObject({ alarmId: id }),
  async run(work, input) {
    const held = await hold(work, "alarm.unshelve", input.alarmId);
    const shelved = held.alarm.shelvedUntil !== null && held.alarm.shelvedUntil > work.now;
    if (shelved) await keep(work, held, "unshelved", null, null);
    return { alarmId: input.alarmId, first: shelved };
  },
});

type Held = Awaited<ReturnType<typeof hold>>;

/** The standing alarm and its ticket, both locked, the ticket first. */
async function hold(work: Work, operation: OperationName, alarmId: string) {
  const { tx, actor } = work;
  const standing = and(eq(alarm.id, alarmId), isNull(alarm.clearedAt));
  const [seen] = await tx.select().from(alarm).where(standing);
  if (seen === undefined || !holds(actor, seen.siteId, siteRoles(operation)))
    throw new Refused(refuse("NOT_FOUND", { field: "alarmId" }));
  const ticket = await lockRow(tx, seen.ticketId);
  const [row] = await tx.select().from(alarm).where(standing).for("update");
  if (row === undefined) throw new Refused(refuse("NOT_FOUND", { field: "alarmId" }));
  return { alarm: row, ticket };
}

async function keep(
  work: Work,
  held: Held,
  what: "shelved" | "unshelved",
  until: Date | null,
  reason: (typeof shelfReasons)[number] | null,
): Promise<void> {
  const { tx, actor, now } = work;
  const { id: alarmId, siteId, kind } = held.alarm;
  await tx.update(alarm).set({ shelvedUntil: until }).where(eq(alarm.id, alarmId));
  const deed = { siteId, personId: personIdOf(actor)!, what, at: now, until, reason };
  await tx.insert(alarmDeed).values({ id: newId(now), ...deed, alarmIds: [alarmId] });
  await countAlarms(work, siteId);
  const data = { alarmId, alarm: kind, ...(until !== null && { until: until.toISOString() }) };
  await write(work, held.ticket, { kind: "fact", type: `alarm_${what}`, patch: {}, data });
}
