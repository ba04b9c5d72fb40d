import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { command } from "#db/schema/event.ts";
import { wallDisplay } from "#db/schema/wallDisplay.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { roomsOf } from "../../live/rooms.ts";
import { anonymous, makeWorld, type World } from "../../testing/world.ts";
import { onSessionEnded } from "../doorbell.ts";
import { displayDays, displayOf } from "./held.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
let elsewhere: World;

before(async () => {
  connection = await testDatabase();
  [world, elsewhere] = [await makeWorld(connection), await makeWorld(connection)];
});
after(() => connection.drop());

const callerOf = (actor: Actor, now = new Date()) =>
  callApi({ actor, now, db: connection.db, requestId: "test", peer: randomUUID() });

async function refused(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "none";
  } catch (error) {
    const { code, field } = refusalOf(error as Parameters<typeof refusalOf>[0]);
    return `${code} ${field ?? ""}`.trim();
  }
}

async function make(actor: Actor = world.lead, siteIds = [world.siteId]) {
  const sent = { key: randomUUID(), input: { name: "监控室北墙", siteIds } };
  const made = await callerOf(actor).display.make(sent);
  assert.match(made.code ?? "", /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  return { ...made, code: made.code!, sent };
}
async function open(code: string, now = new Date()) {
  const opened = await callerOf(anonymous, now).display.open({ key: randomUUID(), input: { code } });
  return opened.secret!;
}
const holder = (secret: unknown, now = new Date()) => displayOf(connection.db, secret, now);
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

test("a code opens one screen, once; the database holds neither code nor secret", async () => {
  const { code, displayId, sent } = await make();
  assert.equal((await callerOf(world.lead).display.make(sent)).code, code, "asked again it is the same one");
  const key = randomUUID();
  const typed = ` ${code.toLowerCase().replace("-", " ")}`;
  const { secret } = await callerOf(anonymous).display.open({ key, input: { code: typed } });
  assert.match(secret!, /^[A-Za-z0-9_-]{22}$/);
  const again = await callerOf(anonymous).display.open({ key, input: { code: typed } });
  assert.equal(again.secret, secret, "an answer that was lost on the way is given again");
  assert.equal(await refused(open(code)), "CODE_EXPIRED code");
  assert.deepEqual(await holder(secret), { kind: "display", displayId, siteIds: [world.siteId] });
  const rows = JSON.stringify([
    await connection.db.select().from(wallDisplay),
    await connection.db.select().from(command),
  ]);
  for (const word of [secret!, code, code.replace("-", "")]) assert.ok(!rows.includes(word), word);
});

test("of many who type the same code at once one has the screen", async () => {
  const { code } = await make();
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => open(code)));
  assert.equal(tries.filter((each) => each.status === "fulfilled").length, 1);
});

test("a code waits a quarter of an hour, and a wrong one says nothing more", async () => {
  const { code } = await make();
  assert.equal(await refused(open(code, minutes(15))), "CODE_EXPIRED code");
  assert.equal(await refused(open("2222-2222")), "CODE_EXPIRED code");
  assert.equal(await refused(open("")), "REQUIRED code");
  assert.ok(await holder(await open(code, minutes(14))));
});

test("a new code leaves the old screen on until it is typed, and then puts it out", async () => {
  const { code, displayId } = await make();
  const old = await open(code);
  const renewed = await callerOf(world.manager).display.renew({ key: randomUUID(), input: { displayId } });
  assert.ok(await holder(old));
  const ended: string[] = [];
  const stop = onSessionEnded((id) => ended.push(id));
  const secret = await open(renewed.code!);
  stop();
  assert.equal(await holder(old), null);
  assert.ok(await holder(secret));
  assert.deepEqual(ended, [displayId], "its sockets are put out");
});

test("who takes it back ends it at once, and its name stays on record", async () => {
  const { code, displayId } = await make();
  const secret = await open(code);
  const ended: string[] = [];
  const stop = onSessionEnded((id) => ended.push(id));
  const revoke = () => callerOf(world.manager).display.revoke({ key: randomUUID(), input: { displayId } });
  await revoke();
  await revoke();
  stop();
  assert.deepEqual(ended, [displayId]);
  assert.equal(await holder(secret), null);
  assert.equal(
    await refused(callerOf(world.lead).display.renew({ key: randomUUID(), input: { displayId } })),
    "NOT_FOUND displayId",
  );
  const { displays } = await callerOf(world.lead).display.list({});
  const row = displays.find((each) => each.id === displayId)!;
  assert.deepEqual(
    [row.name, row.by, row.revokedBy, row.siteIds],
    ["监控室北墙", world.lead.name, world.manager.name, [world.siteId]],
  );
});

test("a screen that nobody switched on for thirty days has to be opened anew", async () => {
  const { code, displayId } = await make();
  const secret = await open(code);
  const days = (count: number) => minutes(count * 1440);
  assert.ok(await holder(secret, days(displayDays - 1)), "seen once a month it stays");
  assert.ok(await holder(secret, days(2 * displayDays - 2)));
  assert.equal(await holder(secret, days(3 * displayDays)), null);
  const { displays } = await callerOf(world.lead, days(3 * displayDays)).display.list({});
  assert.equal(displays.find((each) => each.id === displayId)?.expired, true);
});

test("it shows only sites that its maker leads, and is told of nothing but their walls", async () => {
  assert.equal(await refused(make(world.lead, [world.siteId, elsewhere.siteId])), "NOT_FOUND siteIds");
  assert.equal(await refused(make(world.lead, [])), "REQUIRED siteIds");
  const { displayId, code } = await make();
  for (const verb of ["renew", "revoke"] as const)
    assert.equal(
      await refused(callerOf(elsewhere.manager).display[verb]({ key: randomUUID(), input: { displayId } })),
      "NOT_FOUND displayId",
    );
  const theirs = await callerOf(elsewhere.lead).display.list({});
  assert.ok(!theirs.displays.some((each) => each.id === displayId));
  const screen = (await holder(await open(code)))!;
  assert.deepEqual(roomsOf(screen), [`session:${displayId}`, `wall:${world.siteId}`]);
  const { sites } = await callerOf(screen).wall.now({});
  assert.deepEqual(
    sites.map((each) => each.id),
    [world.siteId],
  );
});

test("what is no secret of ours is nobody", async () => {
  for (const word of ["", "x".repeat(22), undefined, 7, "'; drop table wall_display; --"])
    assert.equal(await holder(word), null, String(word));
  const { displayId } = await make();
  const [row] = await connection.db.select().from(wallDisplay).where(eq(wallDisplay.id, displayId));
  assert.equal(row?.secretHash, null, "unopened it has none");
});
