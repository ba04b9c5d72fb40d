import { eq } from "drizzle-orm";
import { ticket } from "#db/schema/ticket.ts";
import { type Asked, leadMinutes, mayBook, type Window } from "../../domain/appointment/slots.ts";
import type { Reader } from "../ticket/load.ts";
import { timeOf } from "./free.ts";
import { visitOf } from "./visit.ts";

/** Can he be there at a time that was promised before? Neither the work that would come first nor short notice matters. */
export function keeps(time: Asked, agreed: Window): boolean {
  const now = Math.min(time.now, Date.parse(agreed.from) - leadMinutes * 60_000);
  return mayBook({ ...time, openMinutes: 0, now }, agreed);
}

/** Who of these people cannot come at the time that is agreed for a ticket; nobody where none is. */
export async function cannotKeep(
  db: Reader,
  ticketId: string,
  technicianIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const agreed = (await visitOf(db, ticketId))?.agreed ?? null;
  if (agreed === null) return new Set();
  const [row] = await db.select().from(ticket).where(eq(ticket.id, ticketId));
  const cannot = new Set<string>();
  for (const technicianId of technicianIds)
    if (!keeps(await timeOf(db, row!, technicianId, now), agreed)) cannot.add(technicianId);
  return cannot;
}
