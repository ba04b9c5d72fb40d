import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { io as connectTo, type Socket } from "socket.io-client";
import { closeDatabase } from "#db/client.ts";
import { phoneCall, phoneHeard } from "#db/schema/call.ts";
import { person, staffAccount } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { openGateway } from "../live/gateway.ts";
import { startRelay } from "../live/relay.ts";
import { hotlineCalls } from "../operations/hotline/calls.ts";
import { finishCall, sitAt, takeCall } from "../operations/hotline/take.ts";
import { perform, read } from "../operations/operation.ts";
import { phoneSystem } from "../testing/phoneSystem.ts";
import { testSettings } from "../testing/settings.ts";
import { as, makeWorld, type World } from "../testing/world.ts";
import { openFront } from "./front.ts";

const { secret, phoneSecret } = testSettings();
const line = "0571-8777 0001";
let origin: string;
let world: World;
let elsewhere: World;
let connection: TestDatabase;
let pbx: ReturnType<typeof phoneSystem>;
let end: () => Promise<void>;
let caller: string;

before(async () => {
  connection = await testDatabase();
  const server = openFront({ page: async (_request, response) => void response.end("page") });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
  origin = `http://127.0.0.1:${port}`;
  testSettings({ databaseUrl: connection.url, origin, port });
  pbx = phoneSystem(origin, phoneSecret!);
  [world, elsewhere] = [await makeWorld(connection), await makeWorld(connection)];
  await connection.db.update(site).set({ hotline: "+8657187770001" }).where(eq(site.id, world.siteId));
  await connection.db.update(site).set({ hotline: "+8657187770002" }).where(eq(site.id, elsewhere.siteId));
  const [who] = await connection.db.select().from(person).where(eq(person.id, world.owner.personId));
  caller = who!.phone!;
  const io = openGateway(server);
  const relay = startRelay(io, connection);
  await relay.ready;
  end = async () => {
    await io.close();
    server.closeAllConnections();
    await relay.stop();
    await closeDatabase();
    await connection.drop();
  };
});
after(() => end());

const rowOf = async (callId: string) =>
  (await connection.db.select().from(phoneCall).where(eq(phoneCall.id, callId)))[0]!;
const seenBy = (actor: World["operator"]) => read(hotlineCalls, as(actor, connection), {});

test("what is not signed, signed wrongly, too old, too long or of no line is refused with a sentence", async () => {
  const event = { call: randomUUID(), event: "new_call", line, from: caller } as const;
  const liar = phoneSystem(origin, "another secret that is just as long as it");
  assert.equal((await liar.push(event)).status, 401);
  const unsigned = await pbx.push(event, { headers: { "x-mendline-signature": "" } });
  assert.deepEqual([unsigned.status, unsigned.body.error], [401, "signature"]);
  for (const skew of [-301, 301]) {
    const old = await pbx.push(event, { skew });
    assert.deepEqual([old.status, old.body.error], [401, "timestamp"]);
  }
  // A signature for one time does not sign another.
  const moved = { "x-mendline-timestamp": String(Math.floor(Date.now() / 1000) + 1) };
  assert.equal((await pbx.push(event, { headers: moved })).status, 401);
  const nowhere = await pbx.push({ ...event, line: "0571-8777 9999" });
  assert.equal(nowhere.status, 422);
  assert.match(nowhere.body.sentence ?? "", /^No site has this hotline/);
  assert.equal((await pbx.push({ ...event, at: "2099-01-01T00:00:00Z" })).status, 422);
  assert.equal((await pbx.push({ ...event, from: "12" })).status, 400);
  assert.equal((await pbx.push({ ...event, surplus: 1 } as never)).status, 400);
  for (const body of ["", "[", "null", "[[[[[[]]]]]]", '"x"'])
    assert.equal((await pbx.send(body)).status, 400, body);
  assert.equal((await pbx.send(JSON.stringify({ ...event, recording: "x".repeat(20_000) }))).status, 413);
  assert.deepEqual(await connection.db.select().from(phoneHeard), []);
});

test("events make one call in whatever order they come, and a repeated push changes nothing", async () => {
  const at = (seconds: number) => new Date(Date.now() - 60_000 + seconds * 1000).toISOString();
  const base = { call: randomUUID(), line };
  const events = [
    { ...base, event: "hung_up", at: at(50), recording: "rec/1.wav" },
    { ...base, event: "answered", at: at(8) },
    { ...base, event: "new_call", at: at(0), from: caller.replace("+86", "0086 ") },
  ] as const;
  const answers = await Promise.all([...events, ...events].map((event) => pbx.push(event)));
  const callId = answers[0]!.body.callId!;
  assert.deepEqual(new Set(answers.map(({ body }) => body.callId)), new Set([callId]));
  assert.equal(answers.filter(({ body }) => body.repeated).length, 3);
  const row = await rowOf(callId);
  assert.equal(row.number, caller);
  assert.equal(row.seconds, 42);
  assert.equal(row.recording, "rec/1.wav");
  assert.equal(row.startedAt.toISOString(), events[2].at);
  assert.equal((await pbx.push({ ...base, event: "hung_up", at: at(59), seconds: 1 })).body.repeated, true);
  assert.equal((await rowOf(callId)).seconds, 42);
});

test("it rings at the operators of its site with who may be calling; one takes it, the others see it no more", async () => {
  const { body } = await pbx.push({ call: randomUUID(), event: "new_call", line, from: caller });
  const callId = body.callId!;
  const [ring] = (await seenBy(world.operator)).ringing.filter((each) => each.callId === callId);
  assert.equal(ring!.state, "ringing");
  assert.deepEqual(
    ring!.people.map((who) => [who.name, who.plate?.zh.room]),
    [["王丽", "1802"]],
  );
  assert.ok(!JSON.stringify(ring).includes(caller.slice(-8)), "the whole number comes with the call only");
  assert.deepEqual((await seenBy(elsewhere.operator)).ringing, []);

  const second = await world.staff("operator", "operator2");
  const take = (actor: World["operator"]) =>
    perform(takeCall, as(actor, connection), { callId }, randomUUID()).then(
      (answer) => answer.number,
      (no: { refusal: { code: string } }) => no.refusal.code,
    );
  const taken = await Promise.all([take(world.operator), take(second)]);
  assert.deepEqual(taken.sort(), [caller, "CALL_TAKEN"].sort());
  const mine = await Promise.all([seenBy(world.operator), seenBy(second)]);
  assert.equal(mine.flatMap((seen) => seen.mine).filter((call) => call.callId === callId).length, 1);
  assert.equal(mine.flatMap((seen) => seen.ringing).filter((call) => call.callId === callId).length, 0);
  await assert.rejects(
    perform(takeCall, as(elsewhere.operator, connection), { callId }, randomUUID()),
    (no: { refusal: { code: string } }) => no.refusal.code === "NOT_FOUND",
  );
});

test("the phone's own answer finds the operator by login or by where they sit, and an unanswered call stays to be called back", async () => {
  const base = { line, from: caller };
  const [account] = await connection.db
    .select()
    .from(staffAccount)
    .where(eq(staffAccount.personId, world.operator.personId));
  const byLogin = randomUUID();
  await pbx.push({ ...base, call: byLogin, event: "answered", login: account!.login });
  await pbx.push({ ...base, call: byLogin, event: "new_call" });
  const [mine] = (await seenBy(world.operator)).mine.slice(-1);
  assert.equal((await rowOf(mine!.callId)).externalId, byLogin);

  const sits = await world.staff("operator", "sits");
  await perform(sitAt, as(world.manager, connection), { extension: "801" }, randomUUID());
  await perform(sitAt, as(sits, connection), { extension: "801" }, randomUUID());
  assert.equal((await seenBy(world.manager)).extension, "");
  const bySeat = randomUUID();
  await pbx.push({ ...base, call: bySeat, event: "new_call" });
  await pbx.push({ ...base, call: bySeat, event: "answered", extension: "801" });
  assert.equal((await rowOf((await seenBy(sits)).mine[0]!.callId)).externalId, bySeat);

  const unknownDesk = await pbx.push({ ...base, call: randomUUID(), event: "answered", extension: "999" });
  const missed = randomUUID();
  const rung = await pbx.push({ ...base, call: missed, event: "new_call" });
  await pbx.push({ ...base, call: missed, event: "hung_up" });
  const states = new Map((await seenBy(sits)).ringing.map((each) => [each.callId, each.state]));
  assert.equal(states.get(unknownDesk.body.callId!), "answered");
  assert.equal(states.get(rung.body.callId!), "missed");
  await perform(finishCall, as(sits, connection), { callId: rung.body.callId! }, randomUUID());
  assert.ok(!(await seenBy(world.operator)).ringing.some((each) => each.callId === rung.body.callId));
});

test("a ring reaches the screens of this site's operators and nobody else's", async () => {
  async function listen(who: { sessionId: string }): Promise<Socket> {
    const cookie = `next-auth.session-token=${await encode({ token: { sid: who.sessionId }, secret })}`;
    const socket = connectTo(origin, { transports: ["websocket"], extraHeaders: { origin, cookie } });
    await new Promise((resolve) => socket.once("connect", () => resolve(null)));
    return socket;
  }
  const [desk, foreign, lead, technician] = await Promise.all(
    [world.operator, elsewhere.operator, world.lead, world.technician].map(listen),
  );
  const wrong: string[] = [];
  foreign!.on("calls", () => wrong.push("foreign"));
  lead!.on("calls", () => wrong.push("lead"));
  technician!.on("calls", () => wrong.push("technician"));
  const heard = new Promise((resolve) => desk!.once("calls", () => resolve(null)));
  await pbx.push({ call: randomUUID(), event: "new_call", line, from: caller });
  await heard;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(wrong, []);
  for (const socket of [desk, foreign, lead, technician]) socket!.disconnect();
});

test("one number for two sites rings at both; whoever takes it has it, and the other desk sees so", async () => {
  await connection.db.update(site).set({ hotline: "0571 8777 0001" }).where(eq(site.id, elsewhere.siteId));
  try {
    const call = randomUUID();
    const { body } = await pbx.push({ call, event: "new_call", line, from: caller });
    const callId = String(body.callId);
    const waitsAt = async (actor: World["operator"]) =>
      (await seenBy(actor)).ringing.some((each) => each.callId === callId);
    assert.deepEqual(await Promise.all([world.operator, elsewhere.operator].map(waitsAt)), [true, true]);
    await perform(takeCall, as(elsewhere.operator, connection), { callId }, randomUUID());
    assert.deepEqual(await Promise.all([world.operator, elsewhere.operator].map(waitsAt)), [false, false]);
    assert.ok((await seenBy(elsewhere.operator)).mine.some((each) => each.callId === callId));
  } finally {
    await connection.db.update(site).set({ hotline: "+8657187770002" }).where(eq(site.id, elsewhere.siteId));
  }
});

test("whoever posts without the secret is stopped, and the phone system from the same address is heard", async () => {
  const event = { call: randomUUID(), event: "new_call", line, from: caller } as const;
  const liar = phoneSystem(origin, "a secret that somebody made up, long enough");
  const answers = await Promise.all(Array.from({ length: 70 }, () => liar.push(event)));
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual([...new Set(statuses)].sort(), [401, 429]);
  assert.ok(statuses.filter((status) => status === 401).length <= 60);
  assert.equal((await pbx.push({ ...event, call: randomUUID() })).status, 200);
});
