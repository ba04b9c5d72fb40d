import { and, eq, inArray, isNotNull, lt, notExists, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { oneTimeCode } from "#db/schema/auth.ts";
import { phoneCall, phoneHeard, ticketCall } from "#db/schema/call.ts";
import { command } from "#db/schema/event.ts";

const day = 86_400_000;

/**
 * How long what we need no more is kept, days. A recording is where somebody's voice can be heard, and the number of a
 * call that led to nothing belongs to nobody's repair; one-time codes are of no use after minutes. A command's key makes
 * that it is done once: no phone waits half a year to send it again.
 */
export const keptDays = {
  recording: 90,
  callNumber: 90,
  phoneEvents: 90,
  oneTimeCode: 1,
  command: 180,
} as const;

/** Rows of each kind that one round takes away at most, so that no round holds locks for long. */
const most = 1_000;
/** Commands are by far the most, and nothing else waits for their rows. */
const mostCommands = 20_000;

export type Forgotten = Record<keyof typeof keptDays, number>;

/**
 * Takes away what is older than `keptDays` at `now`; answers with how many rows of each kind. Two servers may do it at
 * once. A call stays with its times, for it is on the record of what was asked.
 */
export async function forget(db: Database, now: Date): Promise<Forgotten> {
  const before = (days: number) => new Date(now.getTime() - days * day);
  const recordings = db
    .select({ id: phoneCall.id })
    .from(phoneCall)
    .where(and(isNotNull(phoneCall.recording), lt(phoneCall.startedAt, before(keptDays.recording))))
    .limit(most);
  const recording = await db
    .update(phoneCall)
    .set({ recording: null })
    .where(inArray(phoneCall.id, recordings))
    .returning({ id: phoneCall.id });
  const numbers = db
    .select({ id: phoneCall.id })
    .from(phoneCall)
    .where(
      and(
        isNotNull(phoneCall.number),
        lt(phoneCall.startedAt, before(keptDays.callNumber)),
        notExists(db.select().from(ticketCall).where(eq(ticketCall.callId, phoneCall.id))),
      ),
    )
    .limit(most);
  const callNumber = await db
    .update(phoneCall)
    .set({ number: null })
    .where(inArray(phoneCall.id, numbers))
    .returning({ id: phoneCall.id });
  const old = await db
    .select({ callId: phoneHeard.callId })
    .from(phoneHeard)
    .where(lt(phoneHeard.heardAt, before(keptDays.phoneEvents)))
    .limit(most);
  const phoneEvents =
    old.length === 0
      ? []
      : await db
          .delete(phoneHeard)
          .where(
            and(
              inArray(
                phoneHeard.callId,
                old.map(({ callId }) => callId),
              ),
              lt(phoneHeard.heardAt, before(keptDays.phoneEvents)),
            ),
          )
          .returning({ callId: phoneHeard.callId });
  const codes = db
    .select({ id: oneTimeCode.id })
    .from(oneTimeCode)
    .where(lt(oneTimeCode.expiresAt, before(keptDays.oneTimeCode)))
    .limit(most);
  const code = await db
    .delete(oneTimeCode)
    .where(inArray(oneTimeCode.id, codes))
    .returning({ id: oneTimeCode.id });
  const commands = await db.execute(sql`
    delete from ${command} where (${command.actorId}, ${command.key}) in (
      select ${command.actorId}, ${command.key} from ${command}
      where ${command.at} < ${before(keptDays.command).toISOString()}::timestamptz
      order by ${command.at} limit ${mostCommands} for update skip locked)`);
  return {
    recording: recording.length,
    callNumber: callNumber.length,
    phoneEvents: phoneEvents.length,
    oneTimeCode: code.length,
    command: commands.count,
  };
}
