import { and, eq, gte } from "drizzle-orm";
import { event, eventWords } from "#db/schema/event.ts";
import type { PauseReason } from "../../domain/ticket/ticket.ts";
import type { Work } from "../operation.ts";
import { type Moved, write } from "./apply.ts";
import type { TicketRow } from "./load.ts";

type Said = {
  reason: PauseReason;
  words: string;
  backAt: string | undefined;
  claim: Record<string, unknown>;
  at: Date;
};

/**
 * The pause that he began on one phone, said on the other too: its words are added to the story, and when he thinks to go
 * on is taken where the first did not say, while that pause lasts; else it is kept as what he thought. Answers the pause.
 */
export async function joinPause(work: Work, row: TicketRow, paused: Moved, said: Said): Promise<Moved> {
  const { words, backAt, claim, at } = said;
  const rows = await work.tx
    .select({ data: event.data, patch: event.patch, type: event.type, words: eventWords.words })
    .from(event)
    .leftJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
    .where(and(eq(event.ticketId, row.id), gte(event.ticketVersion, paused.version)));
  const fresh = words !== "" && !rows.some((each) => each.words?.includes(words));
  const thought = rows.flatMap(({ data, patch }) => [data.thoughtBackAt, patch.backAt]);
  const other = backAt !== undefined && !thought.includes(backAt);
  if (!fresh && !other) return paused;
  const lasts = row.status === "paused" && row.pauseReason === said.reason && row.backAt === null;
  const takes = other && lasts && backAt > work.now.toISOString();
  await write(
    work,
    row,
    { kind: "fact", type: "added", patch: takes ? { backAt } : {}, data: { photos: 0 } },
    {
      words: fresh ? words : "",
      data: { ...claim, of: "pause", ...(other && !takes && { thoughtBackAt: backAt }) },
      at,
    },
  );
  return paused;
}
