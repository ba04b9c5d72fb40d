import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { eq } from "drizzle-orm";
import { notification } from "#db/schema/event.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { secretOf } from "../operations/link/secret.ts";
import { deliverDue } from "../operations/notice/deliver.ts";
import { testSettings } from "../testing/settings.ts";
import { send } from "./transport.ts";

const secret = "a secret that a carrier and the tests share, long enough";
type Taken = { headers: IncomingMessage["headers"]; body: string };

/** A carrier as somebody would put it in front of theirs: takes each id once, and answers what it is told to. */
async function openCarrier() {
  const taken: Taken[] = [];
  const sent = new Map<string, string>();
  let answer = (response: ServerResponse): void => void response.writeHead(202).end();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      taken.push({ headers: request.headers, body });
      const { id, text } = JSON.parse(body) as { id: string; text: string };
      sent.set(id, text);
      answer(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    taken,
    sent,
    answers(how: typeof answer) {
      answer = how;
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

let connection: TestDatabase;
let carrier: Awaited<ReturnType<typeof openCarrier>>;
before(async () => {
  connection = await testDatabase();
  carrier = await openCarrier();
  testSettings({ messages: { url: carrier.url, secret }, origin: "https://repairs.example" });
});
after(async () => {
  await carrier.close();
  await connection.drop();
});
beforeEach(async () => {
  await connection.db.delete(notification);
  carrier.taken.length = 0;
  carrier.sent.clear();
  carrier.answers((response) => void response.writeHead(202).end());
});

const now = () => new Date();
const linkId = randomUUID();
async function put(address = "+8613800138000"): Promise<string> {
  const id = randomUUID();
  await connection.db.insert(notification).values({
    id,
    address,
    channel: "sms",
    kind: "registered",
    payload: { number: "CH-261123-017", link: linkId },
    locale: "zh",
    createdAt: now(),
    notBefore: now(),
  });
  return id;
}
const carriers = { sms: send, push: async () => "nobody" as const };
const deliver = (minutes = 0) =>
  deliverDue(connection.db, carriers, new Date(Date.now() + 1_000 + minutes * 60_000));
async function stands(id: string) {
  const [row] = await connection.db.select().from(notification).where(eq(notification.id, id));
  return {
    sent: row!.deliveredAt !== null,
    gaveUp: row!.failedAt !== null,
    attempts: row!.attempts,
    error: row!.error,
  };
}
const says = (status: number, type: string, words: string) => (response: ServerResponse) =>
  void response.writeHead(status, { "Content-Type": type }).end(words);

test("a message is handed over signed, with its id, number and whole text", async () => {
  const id = await put();
  await deliver();
  assert.equal((await stands(id)).sent, true);
  const [{ headers, body }] = carrier.taken as [Taken];
  const { text, ...rest } = JSON.parse(body) as Record<string, string>;
  assert.deepEqual(rest, { id, to: "+8613800138000" });
  // What stands in the outbox is the link's id; what goes out is the address that opens it.
  assert.match(text!, /^【修达】.*CH-261123-017/);
  assert.ok(text!.endsWith(` https://repairs.example/t/${secretOf(linkId)}`), text);
  const timestamp = String(headers["x-mendline-timestamp"]);
  assert.ok(Math.abs(Number(timestamp) - Date.now() / 1000) < 60);
  const wanted = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  assert.equal(headers["x-mendline-signature"], `sha256=${wanted}`);
  await deliver(60);
  assert.equal(carrier.taken.length, 1, "and not again");
});

test("a carrier in trouble is asked again, with the same id: it sends once", async () => {
  const id = await put();
  carrier.answers(says(500, "text/plain", "out of order"));
  await deliver();
  assert.deepEqual(await stands(id), {
    sent: false,
    gaveUp: false,
    attempts: 1,
    error: "Error: the carrier answered 500: out of order",
  });
  await deliver();
  assert.equal(carrier.taken.length, 1, "not before its time");
  carrier.answers(says(200, "application/json", '{"known":true}'));
  await deliver(2);
  assert.equal((await stands(id)).sent, true);
  assert.deepEqual([carrier.taken.length, carrier.sent.size], [2, 1]);
});

for (const status of [408, 429]) {
  test(`${status} is "not now"`, async () => {
    const id = await put();
    carrier.answers(says(status, "text/plain", ""));
    await deliver();
    assert.equal((await stands(id)).gaveUp, false);
  });
}

test("a no is final, and its reason is kept", async () => {
  const id = await put();
  carrier.answers(says(422, "application/json", '{"reason":"this number takes no messages"}'));
  await deliver();
  assert.deepEqual(await stands(id), {
    sent: false,
    gaveUp: true,
    attempts: 1,
    error: "Error: the carrier answered 422: this number takes no messages",
  });
  await deliver(600);
  assert.equal(carrier.taken.length, 1);
});

test("a web page is no answer of a carrier's, whatever its number says", async () => {
  for (const status of [200, 403]) {
    const id = await put();
    carrier.answers(says(status, "text/html; charset=utf-8", "<h1>Sign in</h1>"));
    await deliver();
    const { sent, gaveUp, error } = await stands(id);
    assert.deepEqual([sent, gaveUp], [false, false]);
    assert.match(error!, /a web page, not a carrier's answer/);
    await connection.db.delete(notification);
  }
});

test("a redirect is not followed: the text goes to nobody else", async () => {
  const id = await put();
  carrier.answers((response) => void response.writeHead(307, { Location: carrier.url }).end());
  await deliver();
  assert.deepEqual([carrier.taken.length, (await stands(id)).sent], [1, false]);
});

test("a carrier that does not answer is given up on after ten seconds, and holds up no other number", async () => {
  const silent = await put("+8613800138000");
  const other = await put("+8613900139000");
  const quick = new Set([other]);
  carrier.answers((response) => {
    const { id } = JSON.parse(carrier.taken.at(-1)!.body) as { id: string };
    if (quick.has(id)) response.writeHead(202).end();
  });
  const began = performance.now();
  await deliver();
  const took = performance.now() - began;
  assert.ok(took >= 9_900 && took < 30_000, `${took} ms`);
  assert.equal((await stands(other)).sent, true);
  const { sent, gaveUp, error } = await stands(silent);
  assert.deepEqual([sent, gaveUp], [false, false]);
  assert.match(error!, /timeout/i);
});

test("without a carrier messages wait and say why; the demo needs none", async () => {
  const id = await put();
  testSettings({ messages: null });
  await deliver();
  assert.match((await stands(id)).error!, /MENDLINE_MESSAGES_URL/);
  testSettings({ messages: null, demo: true });
  await deliver(2);
  assert.equal((await stands(id)).sent, true);
  testSettings({ messages: { url: carrier.url, secret } });
});

test("a message that leads to a page says where that is", async () => {
  const id = await put();
  const payload = { by: "王丽", place: "翠湖 3栋 1802", path: "/homes" };
  await connection.db
    .update(notification)
    .set({ kind: "home_invited", payload })
    .where(eq(notification.id, id));
  await deliver();
  assert.match(carrier.sent.get(id) ?? "", / https?:\/\/\S+\/homes$/);
});
