import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { quote } from "#db/schema/quote.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { findTicket } from "../ticket/load.ts";
import { decidersOf, standingLines, sumOf } from "./consent.ts";

/** The quotes of a ticket, newest first, and whether whoever asks may decide; staff see who did. */
export const quotesOf = query({
  name: "quote.of",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor, now }, input) {
    const row = await findTicket(db, actor, "quote.of", input.ticketId);
    const [quotes, deciders, used] = await Promise.all([
      db.select().from(quote).where(eq(quote.ticketId, row.id)).orderBy(desc(quote.madeAt)).limit(20),
      decidersOf(db, row.placeId, now),
      standingLines(db, row.id),
    ]);
    const staff = actor.kind === "staff";
    const name = (id: string | null) => deciders.find((each) => each.id === id)?.name ?? "";
    return {
      /** What was used and stands. */
      used,
      usedCents: sumOf(used),
      mayDecide: deciders.some((each) => each.id === personIdOf(actor)),
      quotes: quotes.map((each) => ({
        id: each.id,
        lines: each.lines,
        totalCents: each.totalCents,
        sentTo: each.sentTo,
        madeAt: each.madeAt.toISOString(),
        answer: each.answer,
        answeredAt: each.answeredAt?.toISOString() ?? null,
        relation: each.relation,
        decidedBy: staff ? name(each.answeredById) : "",
      })),
    };
  },
});
