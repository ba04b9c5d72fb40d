import { createHmac, timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { command as commandTable } from "#db/schema/event.ts";
import { ownerCodeTry } from "#db/schema/ownerCode.ts";
import { actorId } from "../../domain/access/actor.ts";
import {
  afterWrong,
  holdsUntil,
  noTries,
  slotOf,
  slotsAt,
  type Tries,
  triesPerCode,
  voidUntil,
} from "../../domain/record/ownerCode.ts";
import { type Refusal, Refused, refuse } from "../../domain/refusal.ts";
import { env } from "../../env.ts";
import type { Context } from "../operation.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

type Of = Pick<TicketRow, "id" | "reopens">;

/**
 * The six digits with which the owner agrees to one repair at one moment, made from the ticket, its round and the time so
 * that the database holds none; a reopened repair, a later quarter of an hour and a void one have others.
 */
function codeOf({ id, reopens }: Of, voids: number, slot: number): string {
  const hash = createHmac("sha256", env().secret)
    .update(`agree\n${id}\n${reopens}\n${voids}\n${slot}`)
    .digest();
  return String(hash.readUInt32BE(0) % 1_000_000).padStart(6, "0");
}

async function triesOf(db: Reader, { id, reopens }: Of): Promise<Tries> {
  const of = and(eq(ownerCodeTry.ticketId, id), eq(ownerCodeTry.round, reopens));
  const [row] = await db.select().from(ownerCodeTry).where(of);
  return row ?? noTries;
}

/** What the owner's page shows: the code and until when it holds, or from when there is one again. */
export async function shownCode(db: Reader, row: Of, now: Date) {
  const tries = await triesOf(db, row);
  const from = voidUntil(tries, now);
  if (from !== null) return { code: null, from: from.toISOString() };
  return { code: codeOf(row, tries.voids, slotOf(now)), until: holdsUntil(now).toISOString() };
}

function isRight(row: Of, tries: Tries, said: string, at: Date): boolean {
  const given = Buffer.from(said.padEnd(6).slice(0, 6));
  return slotsAt(at).some((slot) => timingSafeEqual(given, Buffer.from(codeOf(row, tries.voids, slot))));
}

const voided = (until: Date, now: Date): Refusal =>
  refuse("OWNER_CODE_VOID", {
    field: "signed",
    params: { minutes: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000)) },
  });

/** The code once more, in the transaction that keeps the record. Refusals: OWNER_CODE_VOID, OWNER_CODE_WRONG. */
export async function demandCode(db: Reader, row: Of, said: string, at: Date, now: Date): Promise<void> {
  const tries = await triesOf(db, row);
  const until = voidUntil(tries, now);
  if (until !== null) throw new Refused(voided(until, now));
  if (!isRight(row, tries, said, at))
    throw new Refused(
      refuse("OWNER_CODE_WRONG", { field: "signed", params: { left: triesPerCode - tries.tries } }),
    );
}

type Told = { row: Of; code: string; at: Date };

/**
 * Counts a wrong code before the work begins, in a transaction of its own: the refusal that rolls the work back does not
 * give the try back. A step that the office has answered already is not tried again. Refusals: OWNER_CODE_WRONG
 * (params.left), OWNER_CODE_VOID (params.minutes).
 */
export async function tryCode({ db, actor, now }: Context, told: Told, key: string): Promise<void> {
  const { row, code, at } = told;
  const mine = and(eq(commandTable.actorId, actorId(actor)), eq(commandTable.key, key));
  const [answered] = await db.select({ key: commandTable.key }).from(commandTable).where(mine);
  if (answered !== undefined) return;
  const refusal = await db.transaction(async (tx) => {
    const of = { ticketId: row.id, round: row.reopens };
    await tx.insert(ownerCodeTry).values(of).onConflictDoNothing();
    const where = and(eq(ownerCodeTry.ticketId, row.id), eq(ownerCodeTry.round, row.reopens));
    const [tries] = await tx.select().from(ownerCodeTry).where(where).for("update");
    const until = voidUntil(tries!, now);
    if (until !== null) return voided(until, now);
    if (isRight(row, tries!, code, at)) return null;
    const after = afterWrong(tries!, now);
    await tx.update(ownerCodeTry).set(after).where(where);
    const over = voidUntil(after, now);
    if (over !== null) return voided(over, now);
    return refuse("OWNER_CODE_WRONG", { field: "signed", params: { left: triesPerCode - after.tries } });
  });
  if (refusal !== null) throw new Refused(refusal);
}

/** When the owner said it: the phone's word, if it lies within the visit, which began at `since`. */
export function codeMoment(since: Date, doneAt: string | undefined, now: Date): Date {
  const said = doneAt === undefined ? now : new Date(doneAt);
  return said >= since && said <= now ? said : now;
}
