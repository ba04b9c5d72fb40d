import { eq } from "drizzle-orm";
import { ticket } from "#db/schema/ticket.ts";
import { type Asked, leadMinutes, mayBook, type Window } from "../../domain/appointment/slots.ts";
import type { Ids } from "../among.ts";
import type { Reader } from "../ticket/load.ts";
import { timesOf } from "./free.ts";
import { visitOf } from "./visit.ts";

/** Can he be there at a time that was promised before? Neither the work that would come first nor short notice matters. */
export function keeps(time: Asked, agreed: Window): boolean {
  const now = Math.min(time.now, Date.parse(agreed.from) - leadMinutes * 60_000);
  return mayBook({ ...time, openMinutes: 0, now }, agreed);
}

/** Answers of each of these people whether he cannot come at the time that is agreed for a ticket; of nobody where none is. */
export async function cannotKeep(
  db: Reader,
  ticketId: string,
  ids: Ids,
  now: Date,
): Promise<(technicianId: string) => boolean> {
  const agreed = (await visitOf(db, ticketId))?.agreed ?? null;
  if (agreed === null) return () => false;
  const [row] = await db.select().from(ticket).where(eq(ticket.id, ticketId));
  const time = await timesOf(db, row!, ids, now);
  return (technicianId) => !keeps(time(technicianId), agreed);
}
