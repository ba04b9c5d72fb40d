import { and, eq, inArray, isNotNull, isNull, notInArray } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { ticket } from "#db/schema/ticket.ts";
import { endedStatuses } from "../../domain/ticket/status.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";
import { boardLimit, watchedSites } from "./snapshot.ts";

/** What an open ticket is besides its columns. `agreed`: the window in which somebody comes, as the owner chose it. */
export type BoardMark = {
  ticketId: string;
  isReturn: boolean;
  agreed: { from: string; until: string } | null;
};

/** Of all open tickets at the watched sites: which are returns of an earlier repair (返修), and which have an agreed time. */
export const boardMarks = query({
  name: "board.marks",
  input: nothing,
  async run({ db, actor }): Promise<BoardMark[]> {
    const open = and(
      inArray(ticket.siteId, watchedSites(actor)),
      notInArray(ticket.status, [...endedStatuses]),
    );
    const [returns, agreed] = await Promise.all([
      db
        .select({ ticketId: ticketRepeat.ticketId })
        .from(ticketRepeat)
        .innerJoin(ticket, eq(ticket.id, ticketRepeat.ticketId))
        .where(and(open, isNull(ticketRepeat.takenBackAt)))
        .limit(boardLimit),
      db
        .select({
          ticketId: appointment.ticketId,
          from: appointment.chosenFrom,
          until: appointment.chosenUntil,
        })
        .from(appointment)
        .innerJoin(ticket, eq(ticket.id, appointment.ticketId))
        .where(and(open, isNull(appointment.endedAt), isNotNull(appointment.chosenFrom)))
        .limit(boardLimit),
    ]);
    const marks = new Map<string, BoardMark>();
    for (const { ticketId } of returns) marks.set(ticketId, { ticketId, isReturn: true, agreed: null });
    for (const { ticketId, from, until } of agreed) {
      const isReturn = marks.has(ticketId);
      const window = { from: from!.toISOString(), until: until!.toISOString() };
      marks.set(ticketId, { ticketId, isReturn, agreed: window });
    }
    return [...marks.values()];
  },
});
