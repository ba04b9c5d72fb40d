import { eq } from "drizzle-orm";
import { z } from "zod";
import { store } from "#db/schema/stock.ts";
import { holds as hasRole, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { countReasons, isReal, type MoveReason, moveReasons } from "../../domain/stock/movement.ts";
import { fromNumeric, quantityWords, readQuantity } from "../../domain/stock/quantity.ts";
import { doneBy } from "../../domain/ticket/claim.ts";
import { id, instant, words } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { serveWaiting } from "./arrivals.ts";
import { countedSince } from "./counted.ts";
import { loosen, takeHolds } from "./holds.ts";
import { anyQuantity, lines } from "./input.ts";
import { type Levels, levelAt, writeLevel } from "./levels.ts";
import { lockStock } from "./lock.ts";
import { type Line, post } from "./post.ts";
import { materialsOf, ofKind, realStore, type Store, siteOfStore, siteOfTicket, storesOf } from "./stores.ts";

/** Why it is moved: a reason of its kind, with words where it is another. */
const why = <Reasons extends readonly string[]>(reasons: Reasons) => ({
  reason: z.enum(reasons, { error: "REQUIRED" }),
  words: words(300, false).default(""),
});
const said = [
  ({ reason, words }: { reason: string; words: string }) => reason !== "other" || words !== "",
  { path: ["words"], error: "REQUIRED" },
] satisfies [unknown, unknown];

type Wanted = Array<{ materialId: string; quantity: string }>;

/** Goods come from a supplier into a store; jobs that waited for them get theirs held. */
export const receiveStock = command({
  name: "stock.receive",
  input: z.strictObject({ storeId: id, lines, ...why(moveReasons.receive) }).refine(...said),
  async run(work, input) {
    const siteId = await siteOfStore(work, "stock.receive", input.storeId);
    const stores = await storesOf(work, siteId);
    const [from, to] = [ofKind(stores, "supplier"), realStore(stores, input.storeId)];
    return carryOver(work, {
      siteId,
      stores,
      kind: "receive",
      from,
      to,
      wanted: input.lines,
      reason: input.reason,
      words: input.words,
    });
  },
});

/**
 * From the warehouse into a technician's van; named for a ticket, what is held for it goes along and stays held.
 * Refusals: STOCK_SHORT (params.available), NOT_FOUND.
 */
export const issueStock = command({
  name: "stock.issue",
  input: z
    .strictObject({ fromId: id, toId: id, ticketId: id.optional(), lines, ...why(moveReasons.issue) })
    .refine(...said),
  async run(work, input) {
    const siteId = await siteOfStore(work, "stock.issue", input.fromId);
    const stores = await storesOf(work, siteId);
    const from = realStore(stores, input.fromId, "fromId");
    const to = realStore(stores, input.toId, "toId");
    if (to.kind !== "van") throw new Refused(refuse("NOT_FOUND", { field: "toId" }));
    const { ticketId, lines: wanted, reason, words } = input;
    if (ticketId !== undefined && (await siteOfTicket(work.tx, ticketId)) !== siteId)
      throw new Refused(refuse("NOT_FOUND", { field: "ticketId" }));
    return carryOver(work, { siteId, stores, kind: "issue", from, to, wanted, reason, words, ticketId });
  },
});

/** Back from a van into the warehouse; a technician only from his own. `doneAt` is when, on a phone that was without network. */
export const returnStock = command({
  name: "stock.return",
  input: z
    .strictObject({ storeId: id, lines, ...why(moveReasons.return), doneAt: instant.optional() })
    .refine(...said),
  async run(work, input) {
    const { siteId, stores, store: from } = await storeInReach(work, input.storeId);
    const to = ofKind(stores, "warehouse");
    if (from.kind !== "van") throw new Refused(refuse("NOT_FOUND", { field: "storeId" }));
    return carryOver(work, {
      siteId,
      stores,
      kind: "return",
      from,
      to,
      wanted: input.lines,
      reason: input.reason,
      words: input.words,
      ...(input.doneAt && { doneAt: doneBy(input.doneAt, null, work.now) }),
    });
  },
});

/** Between any two stores of a site, van to van too. */
export const transferStock = command({
  name: "stock.transfer",
  input: z.strictObject({ fromId: id, toId: id, lines, ...why(moveReasons.transfer) }).refine(...said),
  async run(work, input) {
    const siteId = await siteOfStore(work, "stock.transfer", input.fromId);
    const stores = await storesOf(work, siteId);
    const from = realStore(stores, input.fromId, "fromId");
    const to = realStore(stores, input.toId, "toId");
    if (from.id === to.id) throw new Refused(refuse("NOT_FOUND", { field: "toId" }));
    return carryOver(work, {
      siteId,
      stores,
      kind: "transfer",
      from,
      to,
      wanted: input.lines,
      reason: input.reason,
      words: input.words,
    });
  },
});

/**
 * What was counted in a store is what is there; the difference goes to or comes from the books' own account, with why.
 * What was held beyond it waits again. `seen` is the level that the counter saw: STALE when it moved meanwhile.
 */
export const countStock = command({
  name: "stock.count",
  input: z.strictObject({
    storeId: id,
    materialId: id,
    counted: anyQuantity,
    seen: anyQuantity,
    reason: z.enum(countReasons, { error: "REQUIRED" }),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const siteId = await siteOfStore(work, "stock.count", input.storeId);
    const stores = await storesOf(work, siteId);
    const at = realStore(stores, input.storeId);
    await materialsOf(work.tx, siteId, [input.materialId]);
    const of = { siteId, stores, storeIds: [at.id], materialIds: [input.materialId] };
    const locked = await lockStock(work, of);
    const { levels } = locked;
    const spot = { storeId: at.id, materialId: input.materialId };
    const level = levelAt(levels, spot);
    if (level.quantity !== readQuantity(input.seen)!)
      throw new Refused(refuse("STALE", { params: { available: quantityWords(level.quantity) } }));
    const counted = readQuantity(input.counted)!;
    const loss = ofKind(stores, "loss");
    const difference = counted - level.quantity;
    if (difference === 0n) return { quantity: quantityWords(counted), movementId: null };
    await loosen(work, locked, spot, counted);
    const line: Line =
      difference > 0n
        ? { materialId: input.materialId, from: loss, to: at, quantity: difference }
        : { materialId: input.materialId, from: at, to: loss, quantity: -difference };
    const { reason, words } = input;
    const movementId = await post(work, levels, { siteId, kind: "count", lines: [line], reason, words });
    await serveWaiting(work, locked);
    return { quantity: quantityWords(counted), movementId };
  },
});

/** A store that the actor reaches: any of his sites' for the staff of the store, for a technician his own van. */
async function storeInReach(work: Work, storeId: string) {
  const stores = await storesAround(work, storeId);
  const found = realStore(stores, storeId);
  const own = found.technicianId !== null && found.technicianId === personIdOf(work.actor);
  if (!own && !hasRole(work.actor, found.siteId, siteRoles("stock.return")))
    throw new Refused(refuse("NOT_FOUND", { field: "storeId" }));
  return { siteId: found.siteId, stores, store: found };
}

async function storesAround(work: Work, storeId: string): Promise<Store[]> {
  const [found] = await work.tx.select({ siteId: store.siteId }).from(store).where(eq(store.id, storeId));
  if (found === undefined) throw new Refused(refuse("NOT_FOUND", { field: "storeId" }));
  return storesOf(work, found.siteId);
}

type Carriage = {
  siteId: string;
  stores: Store[];
  kind: "receive" | "issue" | "return" | "transfer";
  from: Store;
  to: Store;
  wanted: Wanted;
  reason: MoveReason;
  words: string;
  ticketId?: string | undefined;
  doneAt?: Date;
};

async function carryOver(
  work: Work,
  { siteId, stores, kind, from, to, wanted, reason, words, ticketId, doneAt }: Carriage,
) {
  const materialIds = wanted.map((line) => line.materialId);
  await materialsOf(work.tx, siteId, materialIds);
  const storeIds = [from, to].filter(({ kind: of }) => isReal(of)).map((each) => each.id);
  const ticketIds = ticketId === undefined ? [] : [ticketId];
  const locked = await lockStock(work, { siteId, stores, storeIds, materialIds, ticketIds });
  const { levels } = locked;
  const goingAlong = ticketId === undefined ? [] : await takeAlong(work, levels, from, to, ticketId, wanted);
  const counted = await countedSince(work, from.id, materialIds, doneAt ?? work.now);
  const lines = wanted.map(({ materialId, quantity }) => ({
    materialId,
    from: counted.has(materialId) ? ofKind(stores, "loss") : from,
    to,
    quantity: readQuantity(quantity)!,
  }));
  const movementId = await post(work, levels, {
    siteId,
    kind,
    lines,
    reason,
    words,
    ticketId: ticketId ?? null,
    doneAt: doneAt ?? null,
  });
  for (const { materialId, quantity } of goingAlong) {
    const spot = { storeId: to.id, materialId };
    const level = levelAt(levels, spot);
    level.reserved += fromNumeric(quantity);
    await writeLevel(work, spot, level);
  }
  await serveWaiting(work, locked);
  return { movementId };
}

/** What is held for the ticket in the store that things leave, as far as enough of it goes. */
async function takeAlong(
  work: Work,
  levels: Levels,
  from: Store,
  to: Store,
  ticketId: string,
  wanted: Wanted,
) {
  const along = [];
  for (const { materialId, quantity } of wanted) {
    const held = await takeHolds(work, levels, { storeId: from.id, materialId }, ticketId, {
      storeId: to.id,
    });
    const sum = held.reduce((all, each) => all + fromNumeric(each.quantity), 0n);
    if (sum > readQuantity(quantity)!)
      throw new Refused(
        refuse("STOCK_SHORT", { field: "quantity", params: { available: quantityWords(sum) } }),
      );
    along.push(...held.map((each) => ({ materialId, quantity: each.quantity })));
  }
  return along;
}
