import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { place } from "#db/schema/place.ts";
import { stockConflict } from "#db/schema/stock.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { type ChargeKind, chargedOf, chargeKinds } from "../../domain/stock/charge.ts";
import { fromNumeric, quantityWords, readQuantity } from "../../domain/stock/quantity.ts";
import { id } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { demandConsent } from "../quote/consent.ts";
import { costWithin } from "../quote/costWithin.ts";
import { standingRepeat } from "../repeat/first.ts";
import { type Moved, write } from "../ticket/apply.ts";
import { hold, stepInput } from "../ticket/hold.ts";
import { demandInHand } from "../ticket/inHand.ts";
import { lockRow, type TicketRow } from "../ticket/load.ts";
import { serveWaiting } from "./arrivals.ts";
import { countedSince } from "./counted.ts";
import { loosen, takeHolds } from "./holds.ts";
import { eachNamed, quantity } from "./input.ts";
import { type Levels, levelAt } from "./levels.ts";
import { lockStock } from "./lock.ts";
import { type Line, post } from "./post.ts";
import { type Material, materialsOf, ofKind, type Store, siteOfTicket, storesOf, vanOf } from "./stores.ts";

const usedLines = z
  .array(z.strictObject({ id, materialId: id, quantity, kind: z.enum(chargeKinds, { error: "REQUIRED" }) }))
  .min(1, "REQUIRED")
  .max(30, "TOO_LONG:30")
  .refine((all) => new Set(all.map((line) => line.materialId)).size === all.length, "REQUIRED")
  .refine(eachNamed, "BAD_ID");

type Used = z.output<typeof usedLines>[number];

/**
 * Taken from the technician's van and used on the ticket. It has happened, so it is never refused for what the books
 * say: a line that does not fit them becomes a conflict to settle, and the record of it stays. Charges above the site's
 * limit are not owed until the owner consents. Refusals: NOT_FOUND, TOO_EARLY, TOO_MUCH where no bill can hold what it
 * costs, BAD_ID for a line that the books have already.
 */
export const useOnTicket = command({
  name: "stock.use",
  input: z.strictObject({ ...stepInput, lines: usedLines }),
  async run(work, input) {
    const siteId = await siteOfTicket(work.tx, input.ticketId);
    const materialIds = input.lines.map((line) => line.materialId);
    const materials = await materialsOf(work.tx, siteId, materialIds);
    const stores = await storesOf(work, siteId);
    const van = vanOf(stores, personIdOf(work.actor) ?? "");
    const of = { siteId, stores, storeIds: [van.id], materialIds, ticketIds: [input.ticketId] };
    const locked = await lockStock(work, of);
    const { levels } = locked;
    const { row, technicianId, claim, at } = await hold(work, "stock.use", input);
    const fits: Line[] = [];
    const short: Used[] = [];
    const counted = await countedSince(work, van.id, materialIds, at);
    for (const line of input.lines) {
      const wanted = readQuantity(line.quantity)!;
      const spot = { storeId: van.id, materialId: line.materialId };
      const used = { materialId: line.materialId, to: ofKind(stores, "used"), quantity: wanted };
      if (counted.has(line.materialId)) {
        await takeHolds(work, levels, spot, row.id, "used");
        fits.push({ ...used, from: ofKind(stores, "loss") });
        continue;
      }
      if (levelAt(levels, spot).quantity < wanted) {
        short.push(line);
        continue;
      }
      await takeHolds(work, levels, spot, row.id, "used");
      // What is in his hand and used is no longer held for another job.
      await loosen(work, locked, spot, levelAt(levels, spot).quantity - wanted);
      fits.push({ ...used, from: van });
    }
    if (fits.length > 0)
      await post(work, levels, { siteId, kind: "use", lines: fits, ticketId: row.id, doneAt: at });
    const conflicts = await keepConflicts(work, row, levels, van, technicianId, short, at);
    const atHome = await isHome(work, row.placeId);
    // A return is never charged, whatever the phone said when it did not know.
    const returned = (await standingRepeat(work.tx, row.id)) !== null;
    const kindOf = (said: ChargeKind): ChargeKind =>
      returned ? "warranty" : said === "charged" && !atHome ? "free" : said;
    const charges = input.lines.map((line, n) =>
      chargeOf(line, materials.get(line.materialId)!, `lines.${n}.quantity`, {
        ticketId: row.id,
        technicianId,
        usedAt: at,
        kind: kindOf(line.kind),
        conflictId: conflicts.get(line.id) ?? null,
      }),
    );
    const fresh = await work.tx
      .insert(ticketCharge)
      .values(charges)
      .onConflictDoNothing()
      .returning({ id: ticketCharge.id });
    if (fresh.length < charges.length) throw new Refused(refuse("BAD_ID", { field: "lines" }));
    const said = input.lines
      .map((line) => `${materials.get(line.materialId)!.code}×${line.quantity}`)
      .join(", ");
    const data = { ...claim, lines: input.lines.length, materials: said };
    const used = await write(work, row, { kind: "fact", type: "parts_used", patch: {}, data });
    const after =
      short.length === 0
        ? used
        : await write(work, await lockRow(work.tx, row.id), {
            kind: "fact",
            type: "parts_short",
            patch: {},
            data: { lines: short.length },
          });
    const answer = { ...(await demandConsent(work, row.id, after)), conflicts: short.length };
    await serveWaiting(work, locked);
    return answer;
  },
});

/**
 * Used by mistake, or not after all: the line goes back into the van of whoever takes it back and is charged to nobody.
 * Refusals: NOT_FOUND (chargeId), SETTLED_ALREADY when somebody else has settled it, TOO_EARLY, NOT_YOURS_NOW, STATE once the
 * ticket has ended.
 */
export const takeBack = command({
  name: "stock.takeBack",
  input: z.strictObject({ ...stepInput, chargeId: id }),
  async run(work, input): Promise<Moved> {
    const siteId = await siteOfTicket(work.tx, input.ticketId);
    const missing = new Refused(refuse("NOT_FOUND", { field: "chargeId" }));
    const find = async () => {
      const of = and(eq(ticketCharge.id, input.chargeId), eq(ticketCharge.ticketId, input.ticketId));
      return (await work.tx.select().from(ticketCharge).where(of))[0];
    };
    const seen = await find();
    const stores = await storesOf(work, siteId);
    const van = vanOf(stores, personIdOf(work.actor) ?? "");
    const materialIds = seen === undefined ? [] : [seen.materialId];
    const of = { siteId, stores, storeIds: [van.id], materialIds, ticketIds: [input.ticketId] };
    const locked = await lockStock(work, of);
    const { levels } = locked;
    const { row, technicianId, claim, at } = await hold(work, "stock.takeBack", input);
    demandInHand(work.actor, row);
    const charge = await find();
    // What was being written when this began was not locked with the rest: it is there for whoever asks again.
    if (seen === undefined || charge === undefined) throw missing;
    // From his other phone: the two are one.
    if (charge.voidedById === technicianId && charge.voidedAt !== null)
      return { ticketId: row.id, version: row.version, status: row.status };
    if (charge.voidedAt !== null) throw new Refused(refuse("SETTLED_ALREADY"));
    const open = await endConflict(work, charge.conflictId, technicianId);
    if (!open) {
      const line = {
        materialId: charge.materialId,
        from: ofKind(stores, "used"),
        to: van,
        quantity: fromNumeric(charge.quantity),
      };
      await post(work, levels, { siteId, kind: "take_back", lines: [line], ticketId: row.id, doneAt: at });
    }
    await work.tx
      .update(ticketCharge)
      .set({ voidedAt: work.now, voidedById: technicianId })
      .where(eq(ticketCharge.id, charge.id));
    const data = { ...claim, materialId: charge.materialId, quantity: charge.quantity };
    const moved = await write(work, row, { kind: "fact", type: "parts_back", patch: {}, data });
    const answer = await demandConsent(work, row.id, moved);
    await serveWaiting(work, locked);
    return answer;
  },
});

/** Taken back before anybody settled it: the books never had it, so nothing moves. */
async function endConflict(work: Work, conflictId: string | null, byId: string): Promise<boolean> {
  if (conflictId === null) return false;
  const ended = await work.tx
    .update(stockConflict)
    .set({ settlement: "mistake", settledAt: work.now, settledById: byId })
    .where(and(eq(stockConflict.id, conflictId), isNull(stockConflict.settledAt)))
    .returning({ id: stockConflict.id });
  return ended.length > 0;
}

async function keepConflicts(
  work: Work,
  row: TicketRow,
  levels: Levels,
  van: Store,
  technicianId: string,
  short: readonly Used[],
  doneAt: Date,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const line of short) {
    const conflictId = newId(work.now);
    const available = levelAt(levels, { storeId: van.id, materialId: line.materialId }).quantity;
    await work.tx.insert(stockConflict).values({
      id: conflictId,
      siteId: row.siteId,
      ticketId: row.id,
      materialId: line.materialId,
      storeId: van.id,
      quantity: line.quantity,
      available: quantityWords(available),
      technicianId,
      at: work.now,
      doneAt,
    });
    ids.set(line.id, conflictId);
  }
  return ids;
}

async function isHome(work: Work, placeId: string): Promise<boolean> {
  const [found] = await work.tx.select({ kind: place.kind }).from(place).where(eq(place.id, placeId));
  return found?.kind === "home";
}

function chargeOf(
  line: Used,
  of: Material,
  field: string,
  rest: { ticketId: string; technicianId: string; usedAt: Date; kind: ChargeKind; conflictId: string | null },
): typeof ticketCharge.$inferInsert {
  const costCents = costWithin(line.quantity, of.priceCents, field);
  return {
    id: line.id,
    materialId: of.id,
    quantity: line.quantity,
    priceCents: of.priceCents,
    costCents,
    chargedCents: chargedOf(rest.kind, costCents),
    consent: "none",
    ...rest,
  };
}
