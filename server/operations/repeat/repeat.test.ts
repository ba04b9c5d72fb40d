import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { ticketCharge } from "#db/schema/charge.ts";
import { event } from "#db/schema/event.ts";
import { household } from "#db/schema/place.ts";
import { ticket, workRecord } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import type { rateBy } from "../../domain/repeat/firstTime.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardCandidates } from "../board/detail.ts";
import { perform } from "../operation.ts";
import { quoteOwner } from "../quote/send.ts";
import { setCharge } from "../stock/set.ts";
import { useOnTicket } from "../stock/use.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { completeWork } from "../ticket/complete.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob } from "../ticket/steps.ts";
import { linkRepeat, takeBackRepeat } from "./link.ts";
import { repeatOf } from "./of.ts";
import { offeredRepairs } from "./offered.ts";
import { firstTimeRate } from "./rate.ts";
import { listWarranties, setWarranty } from "./warranties.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
let materialId: string;
const day = 86_400_000;

before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

async function estate(): Promise<void> {
  world = await makeWorld(connection);
  materialId = (await stockAt(connection, world)).materialId;
}

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function act(spec: any, actor: Actor, input: object): Promise<any> {
  return perform(spec, as(actor, connection), spec.input.parse(input), randomUUID());
}
// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function ask(spec: any, actor: Actor, input: object): Promise<any> {
  return spec.run(as(actor, connection), spec.input.parse(input));
}
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "ok";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.refusal.code;
  }
}

async function report(actor: Actor, more: object = {}): Promise<string> {
  const said = {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "水龙头滴水",
  };
  return (await act(reportRepair, actor, { ...said, ...more })).ticketId;
}

async function onSite(ticketId: string, version: number, who = world.technician): Promise<number> {
  await act(assignTechnician, world.dispatcher, { ticketId, version, technicianId: who.personId });
  for (const step of [acceptJob, departForJob, arriveAtJob])
    await act(step, who, { ticketId, version: ++version });
  return version + 1;
}

/** A repair that was finished so many days ago. */
async function finished(ago: number, who = world.technician): Promise<string> {
  const ticketId = await report(world.owner);
  const version = await onSite(ticketId, 1, who);
  const record = { measure: "fix", found: "阀芯磨损", done: "换了阀芯", result: "fixed" };
  await act(completeWork, who, { ticketId, version, ...record });
  const doneAt = new Date(Date.now() - ago * day);
  await connection.db.update(ticket).set({ doneAt }).where(eq(ticket.id, ticketId));
  await connection.db.update(workRecord).set({ recordedAt: doneAt }).where(eq(workRecord.ticketId, ticketId));
  return ticketId;
}

const offered = (actor: Actor, more: object = {}) =>
  ask(offeredRepairs, actor, {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    words: "又滴水",
    ...more,
  });

async function rates(by: (typeof rateBy)[number]) {
  const span = {
    from: new Date(Date.now() - 200 * day).toISOString(),
    until: new Date(Date.now() + day).toISOString(),
  };
  return ask(firstTimeRate, world.manager, { by, ...span });
}

test("a repair within its warranty is offered to its home and the desk, and to nobody next door", async () => {
  await estate();
  const first = await finished(0.5);
  const [own] = (await offered(world.owner)).offers;
  assert.equal(own.ticketId, first);
  assert.deepEqual(own.reasons, ["same_fault", "words"]);
  assert.match(own.number, /-\d{3}$/);
  assert.equal((await offered(world.operator)).offers.length, 1);
  assert.equal(await codeOf(offered(world.neighbour)), "NOT_FOUND");
  // What was repaired before a home was theirs is not theirs to hear of.
  const since = new Date();
  await connection.db.update(household).set({ since }).where(eq(household.placeId, world.places.ownHome));
  assert.equal((await offered(world.owner)).offers.length, 0);
  assert.equal((await offered(world.operator)).offers.length, 1);
});

test("accepted at the report it is a return at once: the event, the record of then, and the first counts no more", async () => {
  await estate();
  const first = await finished(0.5);
  assert.deepEqual((await rates("site")).all.percent, 100);
  const sent = await act(reportRepair, world.owner, {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "又滴水了",
    repeatOf: first,
  });
  assert.match(sent.returnOf, /-\d{3}$/);
  const story = await connection.db
    .select({ type: event.type, data: event.data, actor: event.actor })
    .from(event)
    .where(eq(event.ticketId, sent.ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(
    story.map(({ type }) => type),
    ["reported", "repeat_of"],
  );
  assert.equal(story[1]?.data.firstId, first);
  assert.equal(story[1]?.actor.id, world.owner.personId);

  const desk = await ask(repeatOf, world.dispatcher, { ticketId: sent.ticketId });
  assert.equal(desk.repeat.first.number, sent.returnOf);
  assert.equal(desk.repeat.first.visits[0].done, "换了阀芯");
  assert.equal(desk.repeat.first.visits[0].technician.name, world.technician.name);
  const own = await ask(repeatOf, world.owner, { ticketId: sent.ticketId });
  assert.equal(own.repeat.first.visits[0].found, "");
  assert.equal((await ask(repeatOf, world.dispatcher, { ticketId: first })).returns.length, 1);

  for (const by of ["technician", "fault", "site"] as const) {
    const { rows, all } = await rates(by);
    assert.deepEqual([rows[0].repairs, rows[0].fixed, rows[0].returned], [1, 0, 1]);
    assert.equal(all.percent, 0);
  }
  // Who was here for the first attempt is told so by the ranking.
  const { candidates } = await ask(boardCandidates, world.dispatcher, { ticketId: sent.ticketId });
  const was = candidates.find(
    (each: { technicianId: string }) => each.technicianId === world.technician.personId,
  );
  assert.equal(was.factors.first_attempt, 5);
});

test("the return is never charged: used parts are warranty, and whoever would charge is told why not", async () => {
  await estate();
  const first = await finished(0.5);
  const ticketId = await report(world.owner, { repeatOf: first });
  const version = await onSite(ticketId, 2, world.technician2);
  const line = { id: randomUUID(), materialId, quantity: "1", kind: "charged" };
  await act(useOnTicket, world.technician2, { ticketId, version, lines: [line] });
  const [charge] = await connection.db.select().from(ticketCharge).where(eq(ticketCharge.ticketId, ticketId));
  assert.deepEqual([charge?.kind, charge?.chargedCents, charge?.costCents], ["warranty", 0, 8_500]);
  const rule = { ticketId, chargeId: line.id, kind: "charged" };
  assert.equal(await codeOf(act(setCharge, world.lead, rule)), "RETURN_FREE");
  const quoted = { ticketId, version, lines: [], labourCents: 5_000 };
  assert.equal(await codeOf(act(quoteOwner, world.technician2, quoted)), "RETURN_FREE");

  // Taken back with a reason, it may be charged again, and the first counts as fixed.
  const back = { ticketId, reason: "other_cause", words: "这次是软管" };
  await act(takeBackRepeat, world.dispatcher, back);
  assert.equal(await codeOf(act(takeBackRepeat, world.dispatcher, back)), "SETTLED_ALREADY");
  assert.equal((await rates("site")).all.returned, 0);
  assert.equal(await codeOf(act(setCharge, world.lead, { ...rule, kind: "free", seen: "warranty" })), "ok");
  // Of two leads the one who has not seen what the other ruled is told; who wants the same has it.
  assert.equal(await codeOf(act(setCharge, world.manager, { ...rule, seen: "warranty" })), "STALE");
  assert.equal(
    await codeOf(act(setCharge, world.manager, { ...rule, kind: "free", seen: "warranty" })),
    "ok",
  );
  assert.equal(await codeOf(act(setCharge, world.lead, { ...rule, seen: "free" })), "ok");
  // And said again by the desk, what was charged until then is free.
  await act(linkRepeat, world.operator, { ticketId, firstId: first });
  const [free] = await connection.db.select().from(ticketCharge).where(eq(ticketCharge.ticketId, ticketId));
  assert.deepEqual([free?.kind, free?.chargedCents, free?.consent], ["warranty", 0, "none"]);
  assert.equal(await codeOf(act(linkRepeat, world.operator, { ticketId, firstId: first })), "RETURN_ALREADY");
});

test("another home, an old repair or an open one cannot be returned to; a report that says so is still taken", async () => {
  await estate();
  const old = await finished(100);
  const open = await report(world.owner);
  const ticketId = await report(world.owner, { repeatOf: old });
  for (const firstId of [old, open, ticketId, randomUUID()])
    assert.equal(await codeOf(act(linkRepeat, world.dispatcher, { ticketId, firstId })), "NOT_A_RETURN");
  // Another site's own word on its warranty makes the old one count.
  const wide = { siteId: world.siteId, categoryCode: "water", days: 120, source: "物业服务合同 6.2" };
  await act(setWarranty, world.manager, wide);
  const { sites } = await ask(listWarranties, world.lead, {});
  const water = sites[0].warranties.find((each: { code: string }) => each.code === "water");
  assert.deepEqual([water.days, water.source.en, water.set.by], [120, wide.source, world.manager.name]);
  assert.equal(await codeOf(act(linkRepeat, world.dispatcher, { ticketId, firstId: old })), "ok");
});

test("nobody counts more than a year or beyond their sites, and what was never ours to repair is not counted", async () => {
  await estate();
  const long = { by: "site", from: "2020-01-01T00:00:00Z", until: "2026-01-01T00:00:00Z" };
  assert.equal(await codeOf(ask(firstTimeRate, world.manager, long)), "BAD_TIME");
  const ticketId = await report(world.owner);
  const version = await onSite(ticketId, 1);
  const record = { measure: "inspect", found: "a", done: "b", result: "not_ours" };
  await act(completeWork, world.technician, { ticketId, version, ...record });
  assert.equal((await rates("technician")).all.repairs, 0);
});
