import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { keptAway } from "#db/schema/keptAway.ts";
import { place } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { must, Refused, refuse } from "../../domain/refusal.ts";
import { decide } from "../../domain/ticket/decide.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { append } from "../stream/append.ts";
import { keptAwayOf } from "../technician/keptAway.ts";
import { endAssignment, write } from "./apply.ts";
import { findTicket, type TicketRow, toTicket } from "./load.ts";

/**
 * A home would rather not have a technician again who was given to one of its repairs, or would after all; the desk for
 * them. What he holds there and has not begun goes back to the desk at once; what he has begun is the desk's to decide.
 * Saying it twice changes nothing. Refusals: NOT_FOUND (technicianId) for anybody who never had this repair, and where
 * it is not about a home; REQUIRED (words) when the desk sets aside what a home has said.
 */
export const keepTechnicianAway = command({
  name: "ticket.keepAway",
  input: z.strictObject({
    ticketId: id,
    technicianId: id,
    /** False: he may come again. */
    away: z.boolean({ error: "REQUIRED" }),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const { technicianId, away } = input;
    await findTicket(work.tx, work.actor, "ticket.keepAway", input.ticketId);
    const { row, held } = await lockBoth(work, input.ticketId, technicianId);
    await demandKnown(work, row, technicianId);
    const [now] = (await keptAwayOf(work.tx, row)).filter((each) => each.technicianId === technicianId);
    if ((now !== undefined) === away) return { ticketId: row.id, version: row.version, status: row.status };
    if (!away && work.actor.kind === "staff" && input.words === "")
      throw new Refused(refuse("REQUIRED", { field: "words" }));
    // One that holds no more, because whoever said it has left the home, makes room as well.
    await work.tx
      .update(keptAway)
      .set({ endedAt: work.now })
      .where(
        and(
          eq(keptAway.placeId, row.placeId),
          eq(keptAway.technicianId, technicianId),
          isNull(keptAway.endedAt),
        ),
      );
    if (away)
      await work.tx.insert(keptAway).values({
        id: newId(work.now),
        ticketId: row.id,
        placeId: row.placeId,
        technicianId,
        personId: work.actor.kind === "resident" ? personIdOf(work.actor) : row.reporterId,
        words: input.words,
        since: work.now,
      });
    let version = row.version + 1;
    let { status } = row;
    await work.tx.update(ticket).set({ version }).where(eq(ticket.id, row.id));
    await append(work, {
      siteId: row.siteId,
      ticketId: row.id,
      ticketVersion: version,
      type: away ? "kept_away" : "let_back",
      data: { technicianId },
      patch: {},
      words: input.words,
    });
    for (const each of away ? held : []) {
      const mine = each.id === row.id;
      const now = mine ? { ...each, version } : each;
      const back = must(
        decide(toTicket(now), { verb: "withdraw", reason: "kept_away" }, work.now.toISOString()),
      );
      await endAssignment(work, now.id, "withdrawn");
      const moved = await write(work, now, back);
      if (mine) ({ version, status } = moved);
    }
    return { ticketId: row.id, version, status };
  },
});

/** The ticket, and what he holds at that home and has not begun, locked in the one order in which tickets are locked. */
async function lockBoth(work: Work, ticketId: string, technicianId: string) {
  const [at] = await work.tx.select({ placeId: ticket.placeId }).from(ticket).where(eq(ticket.id, ticketId));
  const rows = await work.tx
    .select()
    .from(ticket)
    .where(
      or(
        eq(ticket.id, ticketId),
        and(
          eq(ticket.placeId, at!.placeId),
          eq(ticket.technicianId, technicianId),
          inArray(ticket.status, ["dispatched", "accepted"]),
        ),
      ),
    )
    .orderBy(asc(ticket.id))
    .for("update");
  const held = rows.filter(
    (each) =>
      each.technicianId === technicianId && (each.status === "dispatched" || each.status === "accepted"),
  );
  return { row: rows.find((each) => each.id === ticketId)!, held };
}

/** Only who had this repair can be meant, and only a home can mean it. */
async function demandKnown(work: Work, row: TicketRow, technicianId: string): Promise<void> {
  const [had] = await work.tx
    .select({ kind: place.kind })
    .from(assignment)
    .innerJoin(place, eq(place.id, row.placeId))
    .where(and(eq(assignment.ticketId, row.id), eq(assignment.technicianId, technicianId)))
    .limit(1);
  if (had?.kind !== "home") throw new Refused(refuse("NOT_FOUND", { field: "technicianId" }));
}
