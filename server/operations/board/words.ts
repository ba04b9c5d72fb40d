import { and, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { ticket } from "#db/schema/ticket.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { watchedSites } from "./snapshot.ts";

/** As many rows as the largest screen shows, and as much of each as fits a line there. */
const mostTickets = 200;
const mostCharacters = 240;

/**
 * What the reporters first said, for the rows that somebody has in sight: the board's own copy carries no words. A ticket
 * at a site that the caller may not watch is left out, as one that does not exist.
 */
export const boardWords = query({
  name: "board.words",
  input: z.strictObject({
    ticketIds: z.array(id).min(1, "REQUIRED").max(mostTickets, `TOO_LONG:${mostTickets}`),
  }),
  async run({ db, actor }, { ticketIds }) {
    return db
      .select({
        ticketId: ticket.id,
        words: sql<string>`left(${ticket.description}, ${mostCharacters})`,
      })
      .from(ticket)
      .where(and(inArray(ticket.id, ticketIds), inArray(ticket.siteId, watchedSites(actor))))
      .limit(mostTickets);
  },
});
