import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, desc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event } from "#db/schema/event.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { offeredDays } from "../../domain/ticket/wish.ts";
import { makeWorld, type World } from "../../testing/world.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const callerOf = (actor: Actor) =>
  callApi({ actor, now: new Date(), db: connection.db, requestId: "test", peer: randomUUID() });
const tomorrow = () => offeredDays(new Date(), "Asia/Shanghai").at(-1)!.day;

type Said = Record<string, unknown>;
const report = (said: Said) =>
  callerOf(world.owner).ticket.report({
    key: randomUUID(),
    input: {
      placeId: world.places.ownHome,
      faultCode: "tap-drips",
      urgency: 3,
      description: "滴水",
      ...said,
    },
  });

async function refused(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "none";
  } catch (error) {
    const { code, field } = refusalOf(error as Parameters<typeof refusalOf>[0]);
    return `${code} ${field ?? ""}`.trim();
  }
}

test("since when and when to come are kept as said, and shown to owner, desk and technician", async () => {
  const wish = { callFirst: true, windows: [{ day: tomorrow(), part: "evening" as const }] };
  const beganAt = new Date(Date.now() - 3_600_000).toISOString();
  const { ticketId } = await report({ began: "exact", beganAt, wish });
  const owner = await callerOf(world.owner).ticket.get({ ticketId });
  const desk = await callerOf(world.dispatcher).board.detail({ ticketId });
  await callerOf(world.dispatcher).ticket.assign({
    key: randomUUID(),
    input: { ticketId, version: 1, technicianId: world.technician.personId },
  });
  const field = await callerOf(world.technician).field.job({ ticketId });
  for (const seen of [owner, desk, field])
    assert.deepEqual([seen.began, seen.beganAt, seen.wish], ["exact", beganAt, wish]);
  // Rough words carry no instant, whatever was sent beside them.
  const rough = await report({ began: "days", beganAt });
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, rough.ticketId));
  assert.deepEqual([row?.began, row?.beganAt], ["days", null]);
  assert.deepEqual(row?.wish, { callFirst: false, windows: [] });
});

test("what waited for a network began when it was pressed, and not when the desk heard of it", async () => {
  const minute = 60_000;
  const now = Date.parse("2026-11-24T01:00:00Z");
  const heard = async (began: string, ago?: number) => {
    const context = {
      actor: world.owner,
      now: new Date(now),
      db: connection.db,
      requestId: "test",
      peer: "x",
    };
    const said = {
      placeId: world.places.ownHome,
      faultCode: "tap-drips",
      urgency: 3,
      description: "滴水",
      began,
    };
    const caller = callApi({ ...context, ...(ago !== undefined && { ago }) });
    const { ticketId } = await caller.ticket.report({ key: randomUUID(), input: said as never });
    const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
    return [row?.began, row?.beganAt?.getTime() ?? null];
  };
  assert.deepEqual(await heard("now"), ["now", null]);
  assert.deepEqual(await heard("now", 2 * minute), ["now", null]);
  assert.deepEqual(await heard("now", 95 * minute), ["exact", now - 95 * minute]);
  assert.deepEqual(await heard("now", 999_999_999_999), ["now", null], "no phone waited for thirty years");
  // Nine in the morning at the site.
  assert.deepEqual(await heard("today", 8 * 60 * minute), ["today", null]);
  assert.deepEqual(await heard("today", 10 * 60 * minute), ["yesterday", null]);
  assert.deepEqual(await heard("today", 34 * 60 * minute), ["days", null]);
  assert.deepEqual(await heard("yesterday", 8 * 60 * minute), ["yesterday", null]);
  assert.deepEqual(await heard("yesterday", 10 * 60 * minute), ["days", null]);
  assert.deepEqual(await heard("weeks", 10 * 60 * minute), ["weeks", null]);
});

test("what cannot be is refused at its field", async () => {
  const day = tomorrow();
  const table: Array<[Said, string]> = [
    [{ began: "exact" }, "REQUIRED beganAt"],
    [{ began: "exact", beganAt: "1970-01-01T00:00:00Z" }, "BAD_TIME beganAt"],
    [{ began: "exact", beganAt: "2999-01-01T00:00:00Z" }, "BAD_TIME beganAt"],
    [{ began: "exact", beganAt: "yesterday" }, "BAD_TIME beganAt"],
    [{ began: "ages" }, "REQUIRED began"],
    [{ wish: { windows: [{ day: "2020-01-01", part: "morning" }] } }, "BAD_TIME wish"],
    [{ wish: { windows: [{ day: "2999-01-01", part: "morning" }] } }, "BAD_TIME wish"],
    [{ wish: { windows: [{ day, part: "midnight" }] } }, "BAD_TIME wish.windows.0.part"],
    [{ wish: { windows: [1, 2].map(() => ({ day, part: "morning" })) } }, "BAD_TIME wish"],
    [
      { wish: { windows: [1, 2, 3, 4, 5, 6, 7].map(() => ({ day, part: "morning" })) } },
      "TOO_LONG wish.windows",
    ],
    [{ contactPhone: "12" }, "PHONE contactPhone"],
  ];
  for (const [said, no] of table) assert.equal(await refused(report(said)), no, JSON.stringify(said));
});

test("whom to ask for and when to come stay as first sent, whoever writes", async () => {
  const { ticketId } = await report({ contactName: "王阿姨", contactPhone: "13800138000" });
  const change = (patch: Partial<typeof ticket.$inferInsert>) =>
    connection.db.update(ticket).set(patch).where(eq(ticket.id, ticketId));
  const because = (message: RegExp) => (error: unknown) =>
    message.test(String((error as { cause?: unknown }).cause));
  for (const patch of [{ contactName: "别人" }, { contactPhone: "+8613900139000" }, { contactPhone: null }])
    await assert.rejects(change(patch), because(/first content/));
  const wish = { callFirst: true, windows: [] };
  await assert.rejects(change({ wish }), because(/keeps the one before/));
  await change({ households: 2 });
});

test("another time can be wished until somebody is there; it is an event and makes nobody's decision stale", async () => {
  const { ticketId } = await report({});
  const wish = { callFirst: false, windows: [{ day: tomorrow(), part: "morning" as const }] };
  const say = (actor: Actor, wanted = wish, seen?: number) =>
    callerOf(actor).ticket.wish({
      key: randomUUID(),
      input: { ticketId, wish: wanted, ...(seen !== undefined && { seen }) },
    });
  await say(world.owner, wish, 1);
  // The dispatcher saw the ticket before.
  const sent = await callerOf(world.dispatcher).ticket.assign({
    key: randomUUID(),
    input: { ticketId, version: 1, technicianId: world.technician.personId },
  });
  // That he is sent changes no wish; that the household has wished otherwise does.
  assert.equal(await refused(say(world.operator, wish, 1)), "STALE");
  await say(world.operator, { ...wish, callFirst: true }, 2);
  const [last] = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(desc(event.ticketVersion))
    .limit(1);
  assert.equal(last?.type, "wished");
  assert.deepEqual(last?.data, {
    windows: `${tomorrow()} morning`,
    callFirst: 1,
    before: wish,
    technicianId: world.technician.personId,
  });
  const [first] = await connection.db
    .select({ data: event.data })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "wished")))
    .orderBy(asc(event.ticketVersion))
    .limit(1);
  assert.deepEqual(first?.data.before, { callFirst: false, windows: [] }, "as first sent");
  let version = sent.version + 1;
  for (const verb of ["accept", "depart", "arrive"] as const) {
    assert.equal(await refused(say(world.neighbour)), "NOT_FOUND");
    ({ version } = await callerOf(world.technician).ticket[verb]({
      key: randomUUID(),
      input: { ticketId, version },
    }));
  }
  assert.equal(await refused(say(world.owner)), "STATE");
});
