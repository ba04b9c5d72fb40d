import { and, eq, isNotNull, sql } from "drizzle-orm";
import { event } from "#db/schema/event.ts";
import { followUp } from "#db/schema/followUp.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { Skill } from "../../domain/catalogue/skill.ts";
import type { Merged, RecordSaid } from "../../domain/record/merge.ts";
import { isUnassigned } from "../../domain/ticket/status.ts";
import type { Work } from "../operation.ts";
import { append } from "../stream/append.ts";
import { lockRow, type TicketRow } from "../ticket/load.ts";

/** What a record says of what comes after it. */
export type Sequel = {
  followUp?: { words: string; wantedOn?: string | undefined } | undefined;
  trade?: Skill | undefined;
};

type Beside = Merged["beside"];
/** `remains` is the ticket of what remains, locked. */
export type Joined = { added: string[]; beside: Beside; data: object; remains: TicketRow | null };

/**
 * What the second record of a visit says of what comes after it. What only it says is taken; what differs is to be kept
 * beside, because the ticket of what remains is there already and the desk has heard of the trade.
 */
export async function joinSequel(
  work: Work,
  row: TicketRow,
  workRecordId: string,
  said: RecordSaid,
  { followUp: after, trade }: Sequel,
): Promise<Joined> {
  if (said.result === "temporary" && after !== undefined) return joinRemains(work, workRecordId, after);
  if (said.result === "needs_trade" && trade !== undefined) return joinTrade(work, row, workRecordId, trade);
  return { added: [], beside: [], data: {}, remains: null };
}

async function joinRemains(
  { tx }: Work,
  workRecordId: string,
  said: NonNullable<Sequel["followUp"]>,
): Promise<Joined> {
  const of = eq(followUp.workRecordId, workRecordId);
  const [there] = await tx.select().from(followUp).where(of);
  if (there === undefined) return { added: [], beside: [], data: {}, remains: null };
  const fields = [
    { field: "remains", here: said.words, was: there.words },
    { field: "wantedOn", here: said.wantedOn ?? "", was: there.wantedOn ?? "" },
  ].filter(({ here, was }) => here !== "" && here !== was);
  const blank = fields.filter(({ was }) => was === "").map(({ field }) => field);
  if (blank.includes("remains")) await tx.update(followUp).set({ words: said.words }).where(of);
  if (blank.includes("wantedOn")) await tx.update(followUp).set({ wantedOn: said.wantedOn! }).where(of);
  const beside = fields.filter(({ was }) => was !== "").map(({ field, here }) => ({ field, said: here }));
  return {
    added: blank,
    beside,
    data: {},
    // It is younger than the repair that it follows, so it is locked after it.
    remains: fields.length === 0 ? null : await lockRow(tx, there.ticketId),
  };
}

async function joinTrade({ tx }: Work, row: TicketRow, workRecordId: string, trade: Skill): Promise<Joined> {
  const [told] = await tx
    .select({ trade: sql<string | null>`${event.data}->>'trade'` })
    .from(event)
    .where(
      and(
        eq(event.ticketId, row.id),
        sql`${event.data}->>'workRecordId' = ${workRecordId}`,
        isNotNull(sql`${event.data}->>'trade'`),
      ),
    )
    .limit(1);
  if (told?.trade === trade) return { added: [], beside: [], data: {}, remains: null };
  if (told !== undefined || row.neededSkill !== null || !isUnassigned(row))
    return { added: [], beside: [{ field: "trade", said: trade }], data: {}, remains: null };
  await tx.update(ticket).set({ neededSkill: trade }).where(eq(ticket.id, row.id));
  return { added: ["trade"], beside: [], data: { trade }, remains: null };
}

/** Whoever plans what remains reads there what his other phone says of it. */
export async function tellRemains(
  work: Work,
  remains: TicketRow,
  words: string,
  data: object,
): Promise<void> {
  const version = remains.version + 1;
  await work.tx.update(ticket).set({ version }).where(eq(ticket.id, remains.id));
  await append(work, {
    siteId: remains.siteId,
    ticketId: remains.id,
    ticketVersion: version,
    type: "added",
    data: { photos: 0, ...data },
    patch: {},
    words,
  });
}
