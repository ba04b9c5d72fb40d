import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { ticketCharge } from "#db/schema/charge.ts";
import { event, notification } from "#db/schema/event.ts";
import { household } from "#db/schema/place.ts";
import { quote } from "#db/schema/quote.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { testSettings } from "../../testing/settings.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { holderOf } from "../link/open.ts";
import { secretOf } from "../link/secret.ts";
import { perform } from "../operation.ts";
import { issueStock, receiveStock } from "../stock/move.ts";
import { releaseEnded, reserveStock } from "../stock/reserve.ts";
import { takeBack, useOnTicket } from "../stock/use.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob, pauseWork } from "../ticket/steps.ts";
import { answerQuote } from "./answer.ts";
import { quotesOf } from "./of.ts";
import { quoteOwner } from "./send.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
let there: Awaited<ReturnType<typeof stockAt>>;

before(async () => {
  testSettings();
  connection = await testDatabase();
  world = await makeWorld(connection);
  there = await stockAt(connection, world);
  const lines = [{ materialId: there.materialId, quantity: "100" }];
  await act(receiveStock, world.lead, { storeId: there.warehouseId, reason: "delivery", lines, words: "" });
});
after(() => connection.drop());

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function act(spec: any, actor: Actor, input: Record<string, unknown>): Promise<any> {
  return perform(spec, as(actor, connection), spec.input.parse(input), randomUUID());
}

async function codeOf(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
    return "none";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

/** A job on which the technician stands at the door, with the tap in his van. */
async function onSite(quantity = "10"): Promise<string> {
  const said = { placeId: world.places.ownHome, placeWords: "", faultCode: "tap-drips", urgency: 3 };
  const more = { description: "滴水", photoIds: [], contactName: "" };
  const { ticketId } = await act(reportRepair, world.owner, { ...said, ...more });
  await act(assignTechnician, world.dispatcher, {
    ticketId,
    version: 1,
    technicianId: world.technician.personId,
  });
  await act(acceptJob, world.technician, { ticketId, version: 2 });
  await act(departForJob, world.technician, { ticketId, version: 3 });
  await act(arriveAtJob, world.technician, { ticketId, version: 4 });
  if (quantity !== "0") {
    const lines = [{ materialId: there.materialId, quantity }];
    await act(issueStock, world.lead, {
      fromId: there.warehouseId,
      toId: there.vanId,
      reason: "refill",
      lines,
    });
  }
  return ticketId;
}

const row = async (ticketId: string) =>
  (await connection.db.select().from(ticket).where(eq(ticket.id, ticketId)))[0]!;
const story = async (ticketId: string) =>
  (
    await connection.db
      .select()
      .from(event)
      .where(eq(event.ticketId, ticketId))
      .orderBy(asc(event.ticketVersion))
  ).map((e) => e.type);
const open = async (ticketId: string) => {
  const all = await connection.db
    .select()
    .from(quote)
    .where(eq(quote.ticketId, ticketId))
    .orderBy(asc(quote.madeAt));
  return all.at(-1)!;
};
const line = (quantity: string, kind = "charged") => ({ materialId: there.materialId, quantity, kind });

/** Whoever holds the link in the message about the quote. */
async function holder(ticketId: string): Promise<Actor> {
  const of = and(eq(notification.ticketId, ticketId), eq(notification.kind, "quoted"));
  const [message] = await connection.db.select().from(notification).where(of);
  return (await holderOf(connection.db, secretOf(message!.payload.link!), new Date()))!;
}

test("a quote pauses the job, goes to the owner by link, and goes on when it is accepted; who decided is kept", async () => {
  const ticketId = await onSite();
  const sent = { ticketId, version: 5, lines: [line("2"), line("1", "warranty")], labourCents: 12_000 };
  assert.equal(
    await codeOf(act(quoteOwner, world.technician, { ...sent, lines: [line("2", "free")], labourCents: 0 })),
    "NOTHING_TO_QUOTE",
  );
  await act(quoteOwner, world.technician, { ...sent });
  const paused = await row(ticketId);
  assert.deepEqual([paused.status, paused.pauseReason], ["paused", "quote"]);
  const asked = await open(ticketId);
  assert.equal(asked.totalCents, 2 * 8_500 + 12_000);
  assert.equal(asked.sentTo, 1);
  const link = await holder(ticketId);
  const seen = await quotesOf.run(as(link, connection), { ticketId });
  assert.equal(seen.mayDecide, true);
  assert.equal(seen.quotes[0]?.lines.length, 3);
  assert.equal(seen.quotes[0]?.decidedBy, "");
  const answer = { ticketId, quoteId: asked.id, answer: "accepted" };
  assert.equal(await codeOf(act(answerQuote, world.neighbour, answer)), "NOT_FOUND");
  await act(answerQuote, link, answer);
  assert.equal(await codeOf(act(answerQuote, world.owner, answer)), "SETTLED_ALREADY");
  assert.equal((await row(ticketId)).status, "on_site");
  const kept = await open(ticketId);
  assert.deepEqual(
    [kept.answer, kept.answeredById, kept.relation],
    ["accepted", world.owner.personId, "owner"],
  );
  assert.deepEqual((await story(ticketId)).slice(-4), ["paused", "quoted", "quote_answered", "resumed"]);
  await act(useOnTicket, world.technician, {
    ticketId,
    version: 5,
    lines: [{ id: randomUUID(), ...line("2") }],
  });
  const [charge] = await connection.db.select().from(ticketCharge).where(eq(ticketCharge.ticketId, ticketId));
  assert.deepEqual([charge?.chargedCents, charge?.consent], [17_000, "none"]);
});

test("who lives there without the right over the money may look and not decide", async () => {
  const tenant = await world.resident("租客", "+8613900002222", world.places.ownHome);
  await connection.db
    .update(household)
    .set({ relation: "tenant", decidesMoney: "no" })
    .where(eq(household.personId, tenant.personId));
  const ticketId = await onSite();
  await act(quoteOwner, world.technician, { ticketId, version: 5, lines: [line("4")] });
  const asked = await open(ticketId);
  assert.equal(asked.sentTo, 1, "the tenant is not asked");
  assert.equal((await quotesOf.run(as(tenant, connection), { ticketId })).mayDecide, false);
  const answer = { ticketId, quoteId: asked.id, answer: "accepted" };
  assert.equal(await codeOf(act(answerQuote, tenant, answer)), "NOT_YOURS_TO_DECIDE");
  assert.equal((await row(ticketId)).status, "paused");
  await act(answerQuote, world.owner, { ...answer, answer: "refused" });
  assert.equal((await row(ticketId)).status, "on_site");
});

test("used above the limit without a word: nothing is owed until the owner has said yes", async () => {
  const ticketId = await onSite();
  const used = () => ({ ticketId, version: 5, lines: [{ id: randomUUID(), ...line("2") }] });
  await act(useOnTicket, world.technician, used());
  const charges = () => connection.db.select().from(ticketCharge).where(eq(ticketCharge.ticketId, ticketId));
  assert.deepEqual(
    (await charges()).map((each) => each.consent),
    ["none"],
  );
  await act(useOnTicket, world.technician, used());
  assert.deepEqual(
    (await charges()).map((each) => each.consent),
    ["awaiting", "awaiting"],
  );
  const asked = await open(ticketId);
  assert.equal(asked.totalCents, 34_000);
  await act(answerQuote, world.owner, { ticketId, quoteId: asked.id, answer: "accepted" });
  assert.deepEqual(
    (await charges()).map((each) => each.consent),
    ["given", "given"],
  );
  await act(useOnTicket, world.technician, { ...used(), lines: [{ id: randomUUID(), ...line("1") }] });
  const after = await charges();
  assert.deepEqual(after.map((each) => each.consent).sort(), ["awaiting", "given", "given"]);
  await act(answerQuote, world.owner, { ticketId, quoteId: (await open(ticketId)).id, answer: "refused" });
  assert.deepEqual((await charges()).map((each) => each.consent).sort(), ["given", "given", "refused"]);
});

test("taken back, what was used is asked for no more, or for less; what is planned is asked for as it was", async () => {
  const ticketId = await onSite("10");
  const use = async (quantity: string) => {
    const chargeId = randomUUID();
    const { version } = await row(ticketId);
    const lines = [{ id: chargeId, ...line(quantity) }];
    await act(useOnTicket, world.technician, { ticketId, version, lines });
    return chargeId;
  };
  const back = async (chargeId: string) =>
    act(takeBack, world.technician, { ticketId, version: (await row(ticketId)).version, chargeId });
  const [first, second] = [await use("4"), await use("3")];
  const most = await open(ticketId);
  assert.deepEqual([most.totalCents, most.answer], [7 * 8_500, null]);
  await back(second);
  const less = await open(ticketId);
  assert.deepEqual([less.totalCents, less.answer], [4 * 8_500, null]);
  const late = { ticketId, quoteId: most.id, answer: "accepted" };
  assert.equal(await codeOf(act(answerQuote, world.owner, late)), "SETTLED_ALREADY");
  await back(first);
  assert.equal((await open(ticketId)).answer, "replaced");
  assert.equal((await quotesOf.run(as(world.owner, connection), { ticketId })).usedCents, 0);

  const third = await use("4");
  const { version } = await row(ticketId);
  await act(quoteOwner, world.technician, { ticketId, version, lines: [line("2")], labourCents: 20_000 });
  const planned = await open(ticketId);
  await back(third);
  assert.equal((await open(ticketId)).id, planned.id);
  assert.equal((await open(ticketId)).answer, null);
});

test("a job waits for its part, gets it held when it comes, and lets it go when it ends", async () => {
  const other = await stockAt(connection, world, "VALVE-20");
  const ticketId = await onSite("0");
  const [first, second] = [randomUUID(), randomUUID()];
  const wanted = (id: string, quantity: string) => ({ id, materialId: other.materialId, quantity });
  await act(reserveStock, world.technician, { ticketId, version: 5, lines: [wanted(first, "2")] });
  await act(pauseWork, world.technician, { ticketId, version: 6, reason: "parts" });
  const later = await onSite("0");
  await act(reserveStock, world.technician, { ticketId: later, version: 5, lines: [wanted(second, "1")] });
  const state = async (id: string) =>
    (await connection.db.select().from(stockReservation).where(eq(stockReservation.id, id)))[0]!.state;
  assert.deepEqual([await state(first), await state(second)], ["waiting", "waiting"]);
  const receive = (quantity: string) => ({
    storeId: there.warehouseId,
    reason: "delivery",
    lines: [{ materialId: other.materialId, quantity }],
  });
  await act(receiveStock, world.lead, receive("2"));
  assert.deepEqual([await state(first), await state(second)], ["ready", "waiting"]);
  assert.equal((await story(ticketId)).at(-1), "parts_ready");
  const take = {
    fromId: there.warehouseId,
    toId: there.otherVanId,
    reason: "refill",
    lines: [{ materialId: other.materialId, quantity: "1" }],
  };
  assert.equal(
    await codeOf(act(issueStock, world.lead, take)),
    "STOCK_SHORT",
    "what is held is not given away",
  );
  const own = {
    fromId: there.warehouseId,
    toId: there.vanId,
    reason: "refill",
    ticketId,
    lines: [{ materialId: other.materialId, quantity: "2" }],
  };
  await act(issueStock, world.lead, own);
  const use = {
    ticketId,
    version: 5,
    lines: [{ id: randomUUID(), materialId: other.materialId, quantity: "1", kind: "free" }],
  };
  await act(useOnTicket, world.technician, use);
  assert.equal(await state(first), "used");
  await act(receiveStock, world.lead, receive("1"));
  const closedAt = new Date(Date.now() - 180_000);
  await connection.db.update(ticket).set({ status: "cancelled", closedAt }).where(eq(ticket.id, later));
  assert.equal(await releaseEnded(connection.db, new Date(), () => {}), 1);
  assert.equal(await state(second), "released");
  assert.equal(await releaseEnded(connection.db, new Date(), () => {}), 0);
});
