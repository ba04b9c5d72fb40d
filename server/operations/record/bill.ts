import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { ticketCharge } from "#db/schema/charge.ts";
import { material } from "#db/schema/material.ts";
import { quote } from "#db/schema/quote.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import type { Reader } from "../ticket/load.ts";

/**
 * What was used on a repair and stands, in the order of use, with what it costs and who pays; and what was agreed about
 * the money. `money` false leaves every sum out: what common property costs is not a passer-by's to see.
 */
export async function billOf(db: Reader, ticketId: string, money: boolean) {
  const [charges, quotes] = await Promise.all([
    db
      .select({ charge: ticketCharge, material })
      .from(ticketCharge)
      .innerJoin(material, eq(material.id, ticketCharge.materialId))
      .where(and(eq(ticketCharge.ticketId, ticketId), isNull(ticketCharge.voidedAt)))
      .orderBy(asc(ticketCharge.usedAt), asc(ticketCharge.id))
      .limit(500),
    db
      .select()
      .from(quote)
      .where(and(eq(quote.ticketId, ticketId), inArray(quote.answer, ["accepted", "refused"])))
      .orderBy(asc(quote.answeredAt))
      .limit(20),
  ]);
  const parts = charges.map(({ charge, material: of }) => ({
    id: charge.id,
    usedAt: charge.usedAt.toISOString(),
    nameZh: of.nameZh,
    nameEn: of.nameEn,
    unit: of.unit,
    quantity: quantityWords(fromNumeric(charge.quantity)),
    money: money
      ? {
          kind: charge.kind,
          priceCents: charge.priceCents,
          costCents: charge.costCents,
          chargedCents: charge.consent === "refused" ? 0 : charge.chargedCents,
          consent: charge.consent,
        }
      : null,
  }));
  const owed = parts.flatMap((part) => part.money ?? []);
  const sum = (all: typeof owed) => all.reduce((cents, { chargedCents }) => cents + chargedCents, 0);
  const bill = {
    chargedCents: sum(owed),
    awaitingCents: sum(owed.filter(({ consent }) => consent === "awaiting")),
    answers: quotes.map((each) => ({
      answer: each.answer === "accepted" ? ("accepted" as const) : ("refused" as const),
      totalCents: each.totalCents,
      at: each.answeredAt!.toISOString(),
      relation: each.relation,
    })),
  };
  return { parts, bill: money ? bill : null };
}
