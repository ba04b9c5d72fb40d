import { asc, eq, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { followUp } from "#db/schema/followUp.ts";
import { ticket } from "#db/schema/ticket.ts";
import { words } from "../input.ts";
import type { Work } from "../operation.ts";
import type { Reader, TicketRow } from "./load.ts";
import { reportRepair } from "./report.ts";

/** What a technician says of the work that remains after a temporary repair. */
export const followUpInput = z.strictObject({
  wantedOn: z.iso.date({ error: "BAD_TIME" }).optional(),
  words: words(500, false).default(""),
});
type Said = z.output<typeof followUpInput>;

/**
 * A temporary repair leaves work behind: it becomes a ticket of its own at the same place for the same people, which
 * waits at the desk like any other. Its urgency is the first one's; an emergency that was made safe is urgent from then on.
 */
export async function reportFollowUp(
  work: Work,
  first: TicketRow,
  said: Said,
  record: { found: string; done: string },
): Promise<{ ticketId: string; number: string }> {
  const { ticketId, number } = await reportRepair.run(
    { ...work, vouched: { source: "field", data: { follows: first.number }, follows: first.number } },
    {
      placeId: first.placeId,
      placeWords: first.placeWords,
      faultCode: first.faultCode,
      urgency: Math.max(2, first.urgency) as 2 | 3 | 4,
      description: said.words || `${record.found}\n${record.done}`,
      photoIds: [],
      contactName: first.contactName || first.number,
      ...(first.contactPhone !== null && { contactPhone: first.contactPhone }),
      ...(first.reporterId !== null && { reporterId: first.reporterId }),
    },
  );
  return { ticketId, number };
}

/** Binds it to what it follows, once that is on record. */
export async function bindFollowUp(
  work: Work,
  bound: { ticketId: string; firstId: string; workRecordId: string },
  said: Said,
): Promise<void> {
  const { wantedOn = null, words } = said;
  await work.tx.insert(followUp).values({ ...bound, wantedOn, words, at: work.now });
}

const first = alias(ticket, "first");

/** What a ticket follows, and what follows it. */
export async function followUpsOf(db: Reader, ticketId: string) {
  const rows = await db
    .select({
      ticketId: followUp.ticketId,
      firstId: followUp.firstId,
      wantedOn: followUp.wantedOn,
      words: followUp.words,
      number: ticket.number,
      status: ticket.status,
      firstNumber: first.number,
    })
    .from(followUp)
    .innerJoin(ticket, eq(ticket.id, followUp.ticketId))
    .innerJoin(first, eq(first.id, followUp.firstId))
    .where(or(eq(followUp.ticketId, ticketId), eq(followUp.firstId, ticketId)))
    .orderBy(asc(followUp.at))
    .limit(20);
  const own = rows.find((row) => row.ticketId === ticketId);
  return {
    follows: own
      ? { id: own.firstId, number: own.firstNumber, wantedOn: own.wantedOn, words: own.words }
      : null,
    followUps: rows
      .filter((row) => row.firstId === ticketId)
      .map(({ ticketId: id, number, status, wantedOn, words }) => ({ id, number, status, wantedOn, words })),
  };
}
