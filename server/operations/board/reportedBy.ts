import { and, desc, eq, inArray, notInArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import { person } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { endedStatuses } from "../../domain/ticket/status.ts";
import { words } from "../input.ts";
import { query } from "../operation.ts";
import { readPhone } from "../phone.ts";
import { watchedSites } from "./snapshot.ts";

/** More than these nobody looks through. */
const mostFound = 200;

/**
 * Which open tickets at the watched sites were reported by somebody of this name (a part of it, in any case, blanks
 * aside), or from a number with these last four figures, or from exactly this number: the board's own copy has neither.
 * Figures between those two are looked for nowhere, since they would tell more of a number than the desk is shown. The
 * newest 200, as ids.
 */
export const reportedBy = query({
  name: "board.reportedBy",
  input: z.strictObject({ text: words(80) }),
  async run({ db, actor }, { text }) {
    const wanted = text.replaceAll(/\s+/g, "").toLowerCase();
    const has = (name: unknown) =>
      sql`position(${wanted} in lower(regexp_replace(${name}, '[[:space:]]+', '', 'g'))) > 0`;
    const line = sql`split_part(${ticket.contactPhone}, ';', 1)`;
    const number = readPhone(text);
    const rows = await db
      .select({ id: ticket.id })
      .from(ticket)
      .leftJoin(person, eq(person.id, ticket.reporterId))
      .where(
        and(
          inArray(ticket.siteId, watchedSites(actor)),
          notInArray(ticket.status, [...endedStatuses]),
          /^[0-9]{4}$/.test(wanted)
            ? sql`right(${line}, 4) = ${wanted}`
            : or(
                has(ticket.contactName),
                has(person.nameLatin),
                number === null ? undefined : or(eq(ticket.contactPhone, number), sql`${line} = ${number}`),
              ),
        ),
      )
      .orderBy(desc(ticket.receivedAt))
      .limit(mostFound);
    return rows.map(({ id }) => id);
  },
});
