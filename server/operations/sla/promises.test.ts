import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { calendar, holiday, siteCalendar, siteDay } from "#db/schema/calendar.ts";
import { event } from "#db/schema/event.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { columnsOf } from "../../domain/sla/policyColumns.ts";
import { presetTerms } from "../../domain/sla/presets.ts";
import { instantOf } from "../../domain/time/zone.ts";
import { makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { answerSolved } from "../ticket/answer.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { completeWork } from "../ticket/complete.ts";
import { contactOwner } from "../ticket/contact.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob, pauseWork, resumeWork } from "../ticket/steps.ts";
import { triageTicket } from "../ticket/triage.ts";
import { undoDeed } from "../ticket/undo.ts";
import { prepareTime } from "./prepare.ts";
import { clocksNow } from "./reckon.ts";

const zone = "Asia/Shanghai";
/** A Monday of work. */
const at = (hour: number, minute = 0, day = "2026-11-23") =>
  new Date(instantOf(day, hour * 60 + minute, zone));
let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection, at(9));
  await prepareTime(connection.db, at(8));
  await prepareTime(connection.db, at(8));
});
after(() => connection.drop());

const as = (actor: Actor, now: Date) => ({ actor, now, db: connection.db });
const rowOf = async (ticketId: string) =>
  (await connection.db.select().from(ticket).where(eq(ticket.id, ticketId)))[0]!;
const dues = async (ticketId: string) => {
  const row = await rowOf(ticketId);
  return [row.acknowledgeBy, row.contactBy, row.arriveBy, row.finishBy].map((d) => d?.toISOString());
};

async function report(now: Date, more: Record<string, unknown> = {}) {
  const input = {
    placeId: world.places.ownHome,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    photoIds: [],
    contactName: "",
    ...more,
  };
  return (await perform(reportRepair, as(world.owner, now), input as never, randomUUID())).ticketId;
}

async function onSite(now: Date, steps: { contact?: Date } = {}) {
  const ticketId = await report(now);
  const technicianId = world.technician.personId;
  await perform(
    assignTechnician,
    as(world.dispatcher, now),
    { ticketId, version: 1, technicianId },
    randomUUID(),
  );
  for (const command of [acceptJob, departForJob, arriveAtJob]) {
    const { version } = await rowOf(ticketId);
    await perform(command, as(world.technician, now), { ticketId, version }, randomUUID());
  }
  assert.equal(steps.contact, undefined);
  return ticketId;
}

test("the shipped calendar, holidays and policies are brought in once", async () => {
  const { db } = connection;
  assert.equal((await db.select().from(calendar)).length, 1);
  const days = await db.select().from(holiday).where(eq(holiday.day, "2026-10-10"));
  assert.deepEqual(
    days.map((d) => d.kind),
    ["workday"],
  );
  const policies = await db.select().from(servicePolicy);
  assert.deepEqual(policies.map((p) => `${p.preset} ${p.urgency} ${p.faultCode ?? ""}`.trim()).sort(), [
    "CN-1 1",
    "CN-1 2",
    "CN-1 3",
    "CN-1 4",
    "CN-LIFT 1 lift-trapped",
  ]);
  for (const policy of policies) assert.ok(policy.source.length > 10);
});

test("a report gets four deadlines in the site's hours; the first to break is the one on the card", async () => {
  const ticketId = await report(at(17, 0));
  assert.deepEqual(await dues(ticketId), [
    at(17, 30).toISOString(),
    at(10, 0, "2026-11-24").toISOString(),
    at(12, 0, "2026-11-24").toISOString(),
    // Half an hour today, a day and a half later the two days are full.
    at(9, 0, "2026-11-26").toISOString(),
  ]);
  const row = await rowOf(ticketId);
  assert.equal(row.dueClock, "acknowledge");
  assert.equal(row.dueAt?.toISOString(), at(17, 30).toISOString());
  assert.ok(row.policyId);
});

test("the closest policy wins: fault before category before any, the site's own before the company's", async () => {
  const { db } = connection;
  const add = (arriveMinutes: number, where: Partial<typeof servicePolicy.$inferInsert>) => {
    const terms = presetTerms("CN-1", 2);
    const clocks = { ...terms.clocks, arrive: { minutes: arriveMinutes, basis: "clock" as const } };
    return db.insert(servicePolicy).values({
      id: randomUUID(),
      urgency: 2,
      ...columnsOf({ ...terms, clocks }),
      ladderCode: "urgent",
      source: "contract of the test",
      since: at(8),
      ...where,
    });
  };
  const arrival = async () => {
    const row = await rowOf(await report(at(9), { urgency: 2 }));
    return (row.arriveBy.getTime() - at(9).getTime()) / 60_000;
  };
  assert.equal(await arrival(), 30);
  await add(29, { siteId: world.siteId });
  assert.equal(await arrival(), 29);
  await add(28, { categoryCode: "water" });
  assert.equal(await arrival(), 28);
  await add(27, { categoryCode: "water", siteId: world.siteId });
  assert.equal(await arrival(), 27);
  await add(26, { faultCode: "tap-drips" });
  assert.equal(await arrival(), 26);
  const held = await report(at(9), { urgency: 2 });
  await db
    .update(servicePolicy)
    .set({ retiredAt: at(9) })
    .where(eq(servicePolicy.source, "contract of the test"));
  assert.equal(await arrival(), 30);
  await perform(
    contactOwner,
    as(world.dispatcher, at(9, 1)),
    { ticketId: held, reached: false, words: "" },
    randomUUID(),
  );
  assert.equal(
    (await rowOf(held)).arriveBy.toISOString(),
    at(9, 26).toISOString(),
    "it keeps what it was given",
  );
});

test("another urgency counts from the report by the policy in force, and its event says which", async () => {
  const ticketId = await report(at(9));
  const ruling = { ticketId, version: 1, urgency: 2 as const, faultCode: "tap-drips", words: "" };
  await perform(triageTicket, as(world.dispatcher, at(9, 10)), ruling, randomUUID());
  const row = await rowOf(ticketId);
  assert.equal(row.arriveBy.toISOString(), at(9, 30).toISOString());
  const [first, second] = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.notEqual(second!.data.policyId, first!.data.policyId);
  assert.equal(second!.data.policyId, row.policyId);
});

test("a ruling taken back brings back the policy that held, also where it was replaced since", async () => {
  const ticketId = await report(at(9));
  const before = await rowOf(ticketId);
  const { db } = connection;
  const held = (await db.select().from(servicePolicy).where(eq(servicePolicy.id, before.policyId!)))[0]!;
  const later = { ...held, id: randomUUID(), finishMinutes: held.finishMinutes * 3 };
  await db
    .update(servicePolicy)
    .set({ retiredAt: at(9, 1) })
    .where(eq(servicePolicy.id, held.id));
  await db.insert(servicePolicy).values(later);
  try {
    const ruling = { ticketId, version: 1, urgency: 2, faultCode: "tap-drips", words: "" } as const;
    const { version } = await perform(triageTicket, as(world.dispatcher, at(9, 12)), ruling, randomUUID());
    assert.notEqual((await rowOf(ticketId)).policyId, held.id);
    await perform(undoDeed, as(world.dispatcher, at(9, 13)), { ticketId, version }, randomUUID());
    const { policyId, finishBy } = await rowOf(ticketId);
    assert.deepEqual([policyId, finishBy], [held.id, before.finishBy]);
  } finally {
    await db.delete(servicePolicy).where(eq(servicePolicy.id, later.id));
    await db.update(servicePolicy).set({ retiredAt: null }).where(eq(servicePolicy.id, held.id));
  }
});

test("contact: an attempt is on record, being reached stops the clock, and an ended repair needs none", async () => {
  const ticketId = await report(at(9));
  const say = (reached: boolean, now: Date, actor: Actor = world.operator) =>
    perform(contactOwner, as(actor, now), { ticketId, reached, words: "下午两点" }, randomUUID());
  await say(false, at(9, 20));
  const state = async () => (await clocksNow(connection.db, await rowOf(ticketId), at(9, 50))).clocks[1]!;
  assert.equal((await state()).stoppedAt, null);
  await say(true, at(9, 40));
  assert.equal((await state()).stoppedAt, at(9, 40).toISOString());
  const events = await connection.db.select().from(event).where(eq(event.ticketId, ticketId));
  assert.deepEqual(
    events
      .filter((e) => e.type === "contacted")
      .map((e) => e.data.reached)
      .sort(),
    ["no", "yes"],
  );
  await connection.db.update(ticket).set({ status: "cancelled" }).where(eq(ticket.id, ticketId));
  await assert.rejects(
    say(true, at(9, 50)),
    (e: unknown) => e instanceof Refused && e.refusal.code === "STATE",
  );
});

test("a pause for the owner moves the finish by its working time; one for a part does not, and says until when", async () => {
  for (const [reason, moved] of [
    ["owner", at(11, 30, "2026-11-25")],
    ["parts", at(10, 0, "2026-11-25")],
  ] as const) {
    const ticketId = await onSite(at(9));
    const back = at(14);
    const pause = { ticketId, version: 5, reason, backAt: back.toISOString(), words: "" };
    await assert.rejects(
      perform(pauseWork, as(world.technician, at(14, 1)), pause, randomUUID()),
      (e: unknown) => e instanceof Refused && e.refusal.code === "BAD_TIME",
    );
    await perform(pauseWork, as(world.technician, at(11)), pause, randomUUID());
    const paused = await rowOf(ticketId);
    assert.equal(paused.backAt?.toISOString(), back.toISOString());
    assert.equal(paused.capAt !== null, reason === "owner");
    assert.equal(paused.dueClock, "finish");
    await perform(resumeWork, as(world.technician, at(14)), { ticketId, version: 6 }, randomUUID());
    const resumed = await rowOf(ticketId);
    assert.equal(resumed.finishBy.toISOString(), moved.toISOString(), reason);
    assert.deepEqual([resumed.backAt, resumed.capAt], [null, null]);
  }
});

test("a reopened repair gets fresh deadlines, and the columns are always what the fold says", async () => {
  const ticketId = await onSite(at(9));
  const record = {
    ticketId,
    version: 5,
    measure: "fix",
    found: "a",
    done: "b",
    materials: "",
    result: "fixed",
    photoIds: [],
  };
  await perform(completeWork, as(world.technician, at(10)), record as never, randomUUID());
  assert.equal((await rowOf(ticketId)).dueAt, null);
  const again = { ticketId, version: 6, outcome: "not_solved" as const, words: "还在滴" };
  await perform(answerSolved, as(world.owner, at(15)), again, randomUUID());
  const row = await rowOf(ticketId);
  assert.equal(row.acknowledgeBy.toISOString(), at(15, 30).toISOString());
  const { clocks } = await clocksNow(connection.db, row, at(15));
  assert.deepEqual(
    clocks.map((c) => c.dueAt),
    await dues(ticketId),
  );
});

test("a site's own day and its calendar are felt at once", async () => {
  const { db } = connection;
  const before = await rowOf(await report(at(17)));
  await db.insert(siteDay).values({ siteId: world.siteId, day: "2026-11-24", spans: [], reason: "停工" });
  await db
    .update(siteCalendar)
    .set({ updatedAt: at(16) })
    .where(eq(siteCalendar.siteId, world.siteId));
  const closed = await rowOf(await report(at(17)));
  assert.equal(before.arriveBy.toISOString(), at(12, 0, "2026-11-24").toISOString());
  assert.equal(closed.arriveBy.toISOString(), at(12, 0, "2026-11-25").toISOString());
});
