import { and, eq, isNull } from "drizzle-orm";
import { ticketCharge } from "#db/schema/charge.ts";
import { material } from "#db/schema/material.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { type QuoteLine, quote } from "#db/schema/quote.ts";
import { stockSetting } from "#db/schema/stock.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { mayDecideMoney } from "../../domain/household/relation.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { consentFor, mostCents, usualLimitCents } from "../../domain/stock/charge.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { toRelation } from "../household/relations.ts";
import { newId } from "../newId.ts";
import { tell } from "../notice/tell.ts";
import type { Work } from "../operation.ts";
import { type Moved, write } from "../ticket/apply.ts";
import { lockRow, type Reader, type TicketRow } from "../ticket/load.ts";

/** Above how many cents this site asks the owner first. */
export async function limitOf(db: Reader, siteId: string): Promise<number> {
  const [set] = await db.select().from(stockSetting).where(eq(stockSetting.siteId, siteId));
  return set?.limitCents ?? usualLimitCents;
}

/** What has been used on a ticket and stands, as lines of a quote. */
export async function standingLines(db: Reader, ticketId: string): Promise<QuoteLine[]> {
  const rows = await db
    .select({ charge: ticketCharge, material })
    .from(ticketCharge)
    .innerJoin(material, eq(material.id, ticketCharge.materialId))
    .where(and(eq(ticketCharge.ticketId, ticketId), isNull(ticketCharge.voidedAt)));
  return rows.map(({ charge, material: { id, nameZh, nameEn, unit } }) => ({
    materialId: id,
    nameZh,
    nameEn,
    unit,
    quantity: quantityWords(fromNumeric(charge.quantity)),
    priceCents: charge.priceCents,
    costCents: charge.costCents,
    kind: charge.kind,
    chargedCents: charge.consent === "refused" ? 0 : charge.chargedCents,
  }));
}

export const sumOf = (lines: readonly QuoteLine[]) => lines.reduce((sum, line) => sum + line.chargedCents, 0);

/** Everybody who may decide about the money of a home today. */
export async function decidersOf(db: Reader, placeId: string, now: Date) {
  const rows = await db
    .select({ person, household })
    .from(household)
    .innerJoin(person, eq(person.id, household.personId))
    .where(eq(household.placeId, placeId));
  return rows
    .filter((row) => mayDecideMoney(toRelation(row.household), now.toISOString()))
    .map(({ person: who, household: { relation } }) => ({ ...who, relation }));
}

/**
 * Brings the consent of a locked ticket's charges up to date: below the limit nobody is asked, above it they are owed
 * only as far as somebody with the right has accepted. What still needs a word is put to them unless it is already; a
 * question about what was used is asked anew, or no more, when some of that is taken back.
 * Refusals: TOO_MUCH where no bill can hold the sum.
 */
export async function demandConsent<Result extends Moved>(
  work: Work,
  ticketId: string,
  moved: Result,
): Promise<Result> {
  const { tx } = work;
  const row = await lockRow(tx, ticketId);
  const [lines, limit, quotes] = await Promise.all([
    standingLines(tx, ticketId),
    limitOf(tx, row.siteId),
    tx.select().from(quote).where(eq(quote.ticketId, ticketId)),
  ]);
  const total = sumOf(lines);
  const accepted = Math.max(
    0,
    ...quotes.filter((each) => each.answer === "accepted").map((each) => each.totalCents),
  );
  const consent = consentFor(total, limit, accepted);
  const open = and(
    eq(ticketCharge.ticketId, ticketId),
    isNull(ticketCharge.voidedAt),
    eq(ticketCharge.kind, "charged"),
  );
  const standing = await tx.select().from(ticketCharge).where(open);
  for (const charge of standing) {
    if (charge.consent === "refused" || charge.consent === consent) continue;
    // What was accepted once stays accepted, whatever is added later.
    if (charge.consent === "given" && consent === "awaiting") continue;
    await tx.update(ticketCharge).set({ consent }).where(eq(ticketCharge.id, charge.id));
  }
  const asked = quotes.find((each) => each.answer === null);
  const tooMuch =
    asked !== undefined &&
    asked.totalCents > total &&
    row.pauseReason !== "quote" &&
    (await wasUsed(tx, asked));
  if (consent === "awaiting" && (asked === undefined || asked.totalCents < total || tooMuch)) {
    const after = await sendQuote(work, row, lines);
    return { ...moved, version: after.version };
  }
  if (tooMuch) await replaceOpen(work, ticketId);
  return moved;
}

/** Is a quote of nothing but what was used? Then it asks for too much once some of that is taken back. */
async function wasUsed(db: Reader, { ticketId, lines }: typeof quote.$inferSelect): Promise<boolean> {
  const charges = await db.select().from(ticketCharge).where(eq(ticketCharge.ticketId, ticketId));
  const left = charges.map((charge) => `${charge.materialId} ${quantityWords(fromNumeric(charge.quantity))}`);
  return lines.every(({ materialId, quantity }) => {
    const at = left.indexOf(`${materialId} ${quantity}`);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

async function replaceOpen({ tx, now }: Work, ticketId: string): Promise<void> {
  await tx
    .update(quote)
    .set({ answer: "replaced", answeredAt: now })
    .where(and(eq(quote.ticketId, ticketId), isNull(quote.answer)));
}

/** Puts a sum to everybody who may decide, in place of an open quote, and notes it on the ticket. Refusals: TOO_MUCH. */
export async function sendQuote(work: Work, row: TicketRow, lines: QuoteLine[]): Promise<Moved> {
  const { tx, now } = work;
  const totalCents = sumOf(lines);
  if (totalCents > mostCents) throw new Refused(refuse("TOO_MUCH", { field: "lines" }));
  const deciders = await decidersOf(tx, row.placeId, now);
  const reachable = deciders.filter((each) => each.phone !== null);
  await replaceOpen(work, row.id);
  await tx.insert(quote).values({
    id: newId(now),
    ticketId: row.id,
    lines,
    totalCents,
    madeById: personIdOf(work.actor),
    madeAt: now,
    sentTo: reachable.length,
  });
  const payload = { number: row.number, total: yuan(totalCents) };
  for (const { id, phone, locale } of reachable)
    await tell(work, { personId: id, address: phone!, locale }, "quoted", payload, row.id);
  return write(work, row, {
    kind: "fact",
    type: "quoted",
    patch: {},
    data: { totalCents, sentTo: reachable.length },
  });
}

/** Cents as the message says them. */
function yuan(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}
