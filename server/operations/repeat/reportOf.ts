import { eq } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { gramsOf } from "../../domain/duplicate/grams.ts";
import type { Report } from "../../domain/repeat/offer.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

/** A ticket as it is compared with the repairs before it. */
export async function reportOf(db: Reader, row: TicketRow): Promise<Report> {
  const [what] = await db.select().from(fault).where(eq(fault.code, row.faultCode));
  return {
    placeId: row.placeId,
    faultCode: row.faultCode,
    categoryCode: what!.categoryCode,
    skill: what!.skill,
    words: gramsOf(`${row.description} ${row.placeWords}`),
    at: row.receivedAt.toISOString(),
  };
}
