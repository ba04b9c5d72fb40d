import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { encode } from "next-auth/jwt";
import sharp from "sharp";
import { io as connectTo, type Socket } from "socket.io-client";
import { closeDatabase } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Env } from "../env.ts";
import { openGateway } from "../live/gateway.ts";
import { startRelay } from "../live/relay.ts";
import type { BoardEvent } from "../operations/board/since.ts";
import { photoPath } from "../operations/photo/keep.ts";
import { demandSentences, type Told } from "../testing/sentences.ts";
import { testSettings } from "../testing/settings.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { openFront } from "./front.ts";

const { secret } = testSettings();
let origin: string;
let settings: Env;
let world: World;
let end: () => Promise<void>;

before(async () => {
  const connection = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "mendline-"));
  const server = openFront({ page: async (_request, response) => void response.end("page") });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
  origin = `http://127.0.0.1:${port}`;
  settings = testSettings({ databaseUrl: connection.url, origin, dataDir, port });
  world = await makeWorld(connection);
  const io = openGateway(server);
  const relay = startRelay(io, connection);
  await relay.ready;
  end = async () => {
    await io.close();
    server.closeAllConnections();
    await relay.stop();
    await closeDatabase();
    await connection.drop();
    await rm(dataDir, { recursive: true });
  };
});
after(() => end());

type Person = { sessionId: string };

async function cookieOf(person: Person): Promise<string> {
  return `next-auth.session-token=${await encode({ token: { sid: person.sessionId }, secret })}`;
}

type Sent = { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer };

/** A request with exactly these headers: fetch would tidy some of them up. */
function send({
  method = "POST",
  path,
  headers = {},
  body,
}: Sent): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${origin}${path}`, { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          headers: response.headers,
        }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

const ours = () => ({ origin, "x-mendline": "1", "content-type": "application/json" });
const report = (more: object = {}) => ({
  key: randomUUID(),
  input: { placeId: world.places.ownHome, faultCode: "tap-drips", urgency: 3, description: "滴水", ...more },
});

async function call(
  path: string,
  input: unknown,
  person: Person | null = world.owner,
  headers: Record<string, string> = {},
) {
  const cookie: Record<string, string> = person ? { cookie: await cookieOf(person) } : {};
  const answer = await send({
    path: `/api/trpc/${path}`,
    headers: { ...ours(), ...cookie, ...headers },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
  const parsed = JSON.parse(answer.body) as {
    result?: { data: unknown };
    error?: { data: { refusal: never } };
    refusal?: never;
  };
  const refusal = (parsed.error?.data.refusal ?? parsed.refusal) as (Told & { field?: string }) | undefined;
  if (refusal) demandSentences(refusal);
  return { status: answer.status, data: parsed.result?.data, refusal };
}

test("a report through the door", async () => {
  const { status, data } = await call("ticket.report", report());
  assert.equal(status, 200);
  assert.match((data as { number: string }).number, /-\d{3}$/);
});

test("a write that none of our pages sent is refused before anything is parsed", async () => {
  const cookie = await cookieOf(world.owner);
  const body = JSON.stringify(report());
  const attempts: Array<[string, Record<string, string>]> = [
    ["a foreign origin", { ...ours(), cookie, origin: "https://evil.example" }],
    ["a suffix of our name", { ...ours(), cookie, origin: `${origin}.evil.example` }],
    ["the null origin", { ...ours(), cookie, origin: "null" }],
    ["no origin", { "x-mendline": "1", "content-type": "application/json", cookie }],
    ["another site, as the browser says", { ...ours(), cookie, "sec-fetch-site": "cross-site" }],
    ["a sister site", { ...ours(), cookie, "sec-fetch-site": "same-site" }],
    ["no header of ours", { origin, "content-type": "application/json", cookie }],
  ];
  for (const [name, headers] of attempts) {
    const answer = await send({ path: "/api/trpc/ticket.report", headers, body });
    assert.equal(answer.status, 403, name);
    assert.match(answer.body, /"ORIGIN"/, name);
  }
  const multipart = await send({
    path: "/api/trpc/session.endAll",
    headers: { ...ours(), cookie, "content-type": "multipart/form-data; boundary=x" },
    body: "--x--",
  });
  assert.equal(multipart.status, 415);
  for (const path of ["/", "/api/auth/signout"]) {
    assert.equal(
      (await send({ path, headers: { cookie, origin: "https://evil.example" }, body: "" })).status,
      403,
    );
  }
  assert.equal(
    (await send({ path: "/", headers: { origin, cookie, "next-action": "x" }, body: "" })).status,
    404,
  );
  assert.equal((await send({ method: "GET", path: "/", headers: { host: "evil.example" } })).status, 421);
  assert.equal((await send({ method: "TRACE", path: "/" })).status, 405);
});

test("what is too large, too deep, too many or cut off gets its own word", async () => {
  const deep = `{"key":"x","input":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const cases: Array<[string, string, string, number]> = [
    ["ticket.report", `{"a":"${"x".repeat(300_000)}"}`, "TOO_LARGE", 413],
    ["ticket.report", deep, "TOO_DEEP", 400],
    ["ticket.report", `{"a":`, "BAD_JSON", 400],
    ["ticket.report", "", "REQUIRED", 400],
    [Array(21).fill("me.get").join(","), "{}", "BATCH_TOO_LARGE", 400],
  ];
  for (const [path, body, code, status] of cases) {
    const answer = await call(`${path}${path.includes(",") ? "?batch=1" : ""}`, body);
    assert.equal(answer.refusal?.code, code, path);
    assert.equal(answer.status, status, code);
  }
});

test("bad input is refused at its field, with a word that helps, and nothing is filed", async () => {
  const cases: Array<[object, string, string]> = [
    [{ description: "" }, "REQUIRED", "description"],
    [{ description: " \u200b\u200f\u3000 " }, "REQUIRED", "description"],
    [{ description: "漏".repeat(2001) }, "TOO_LONG", "description"],
    [{ description: "a\u0000b" }, "BAD_CHARACTER", "description"],
    [{ description: "a\ud800b" }, "BAD_CHARACTER", "description"],
    [{ urgency: 5 }, "REQUIRED", "urgency"],
    [{ urgency: "1" }, "REQUIRED", "urgency"],
    [{ placeId: "1" }, "BAD_ID", "placeId"],
    [{ placeId: world.places.otherHome }, "NOT_FOUND", "placeId"],
    [{ placeId: randomUUID() }, "NOT_FOUND", "placeId"],
    [{ faultCode: "retired-fault" }, "FAULT_RETIRED", "faultCode"],
    [{ faultCode: "nothing-known" }, "FAULT_RETIRED", "faultCode"],
    [{ photoIds: [randomUUID()] }, "NOT_FOUND", "photoIds"],
    [{ photoIds: Array(7).fill(randomUUID()) }, "PHOTO_COUNT", "photoIds"],
    [{ contactPhone: "1380013800" }, "PHONE", "contactPhone"],
    [{ receivedAt: "yesterday" }, "BAD_TIME", "receivedAt"],
    [{ role: "admin" }, "UNKNOWN_FIELD", "role"],
    [{ siteId: world.siteId }, "UNKNOWN_FIELD", "siteId"],
  ];
  for (const [more, code, field] of cases) {
    const { refusal, status } = await call("ticket.report", report(more));
    assert.deepEqual([refusal?.code, refusal?.field], [code, field], JSON.stringify(more).slice(0, 80));
    assert.ok(status >= 400 && status < 500, String(status));
  }
  const late = await call(
    "ticket.report",
    report({ contactName: "x", receivedAt: "1970-01-01T00:00:00Z" }),
    world.operator,
  );
  assert.deepEqual([late.refusal?.code, late.refusal?.field], ["BAD_TIME", "receivedAt"]);
  const early = await call(
    "ticket.report",
    report({ contactName: "x", receivedAt: "2099-01-01T00:00:00Z" }),
    world.operator,
  );
  assert.equal(early.refusal?.code, "BAD_TIME");
});

test("odd but honest words are kept as they are", async () => {
  for (const description of [
    "👨‍👩‍👧‍👦 水",
    "<script>alert(1)</script>",
    "'; DROP TABLE ticket; --",
    "=HYPERLINK(1)",
    "אבג مرحبا",
    "漏".repeat(2000),
  ]) {
    assert.equal(
      (await call("ticket.report", report({ description }))).status,
      200,
      description.slice(0, 30),
    );
  }
});

test("nobody without a live session gets in, and an ended one is out at once", async () => {
  assert.equal((await call("ticket.report", report(), null)).refusal?.code, "NOT_SIGNED_IN");
  assert.equal((await call("ticket.mine", {}, { sessionId: "forged" })).status, 405);
  const person = await world.staff("dispatcher", "leaving");
  assert.equal((await call("session.endAll", { key: randomUUID(), input: {} }, person)).status, 200);
  assert.equal(
    (await call("session.endAll", { key: randomUUID(), input: {} }, person)).refusal?.code,
    "NOT_SIGNED_IN",
  );
});

function listen(cookie: string, headers: Record<string, string> = { origin }): Promise<Socket> {
  const socket = connectTo(origin, {
    transports: ["websocket"],
    extraHeaders: { ...headers, cookie },
    reconnection: false,
    forceNew: true,
  });
  return new Promise((resolve, reject) => {
    socket.on("connect", () => resolve(socket));
    socket.on("connect_error", (error) => {
      socket.close();
      reject(error);
    });
  });
}

test("a socket needs our origin and a live session", async () => {
  const cookie = await cookieOf(world.dispatcher);
  await assert.rejects(listen(cookie, { origin: "https://evil.example" }));
  await assert.rejects(listen(cookie, { origin: `${origin}.evil.example` }));
  await assert.rejects(listen(cookie, { origin: "null" }));
  await assert.rejects(listen(""), /NOT_SIGNED_IN/);
  (await listen(cookie)).close();
});

test("the desk hears every event in order, a neighbour hears nothing, and an ended session is cut off", async () => {
  const desk = await listen(await cookieOf(world.dispatcher2));
  const neighbour = await listen(await cookieOf(world.neighbour));
  const heard: BoardEvent[] = [];
  const overheard: unknown[] = [];
  desk.on("events", (batch: BoardEvent[]) => heard.push(...batch));
  neighbour.onAny((event, ...rest) => event !== "beat" && overheard.push(event, ...rest));
  const filed = await Promise.all(Array.from({ length: 20 }, () => call("ticket.report", report())));
  assert.deepEqual(
    filed.flatMap(({ refusal }) => (refusal ? [refusal.code] : [])),
    [],
  );
  const { ticketId } = filed[0]!.data as unknown as { ticketId: string };
  const allowed = (socket: Socket) => new Promise((resolve) => socket.emit("follow", ticketId, resolve));
  assert.equal(await allowed(neighbour), false);
  for (let waited = 0; heard.length < 20 && waited < 5_000; waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(heard.length, 20);
  for (const [i, event] of heard.entries()) assert.equal(event.seq, heard[0]!.seq + i);
  assert.ok(!JSON.stringify(heard).includes("滴水"), "words do not travel with events");
  assert.deepEqual(overheard, []);
  const cut = new Promise((resolve) => desk.on("disconnect", resolve));
  await call("session.endAll", { key: randomUUID(), input: {} }, world.dispatcher2);
  assert.equal(await cut, "io server disconnect");
  neighbour.close();
});

test("a socket that talks too much, or of things that do not exist, is put out", async () => {
  for (const shout of [
    (s: Socket) => s.emit("ticket.assign", {}),
    (s: Socket) => s.emit("follow", { deep: true }),
    (s: Socket) => Array.from({ length: 200 }, () => s.emit("unfollow", randomUUID())),
    (s: Socket) => s.emit("unfollow", "x".repeat(70_000)),
  ]) {
    const socket = await listen(await cookieOf(world.owner));
    const out = new Promise((resolve) => socket.on("disconnect", resolve));
    shout(socket);
    await out;
  }
});

test("photos are drawn anew: nothing but pixels is kept, and what is no picture is refused with its reason", async () => {
  const cookie = await cookieOf(world.owner);
  const upload = (body: Buffer) =>
    send({
      path: "/api/photos",
      headers: { origin, "x-mendline": "1", cookie, "content-type": "application/octet-stream" },
      body,
    });
  const picture = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: "teal" } })
    .jpeg()
    .withExif({ IFD0: { Make: "SECRETPHONE" }, IFD3: { GPSLatitude: "30/1 15/1 0/1" } })
    .toBuffer();
  assert.ok(picture.includes("SECRETPHONE"));
  const trailing = Buffer.concat([picture, Buffer.from("<script>alert(1)</script>")]);
  const kept = JSON.parse((await upload(trailing)).body) as { photoId: string; width: number };
  assert.equal(kept.width, 1600);
  const stored = await readFile(photoPath(kept.photoId, 1600));
  assert.ok(!stored.includes("SECRETPHONE") && !stored.includes("script"));
  assert.deepEqual(
    JSON.parse((await upload(trailing)).body).photoId,
    kept.photoId,
    "the same bytes are the same photo",
  );
  const small = await sharp({ create: { width: 20, height: 20, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const bomb = Buffer.from(small);
  bomb.writeUInt32BE(10_000, 16);
  bomb.writeUInt32BE(6_000, 20);
  const refused: Array<[Buffer, string, number]> = [
    [Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "PHOTO_TYPE", 415],
    [Buffer.from("<html><script>1</script></html>"), "PHOTO_TYPE", 415],
    [Buffer.alloc(0), "PHOTO_BROKEN", 400],
    [picture.subarray(0, picture.length / 2), "PHOTO_BROKEN", 400],
    [Buffer.alloc(15 * 1024 * 1024 + 1), "PHOTO_SIZE", 413],
  ];
  for (const [body, code, status] of refused) {
    const answer = await upload(body);
    assert.match(answer.body, new RegExp(`"${code}"`));
    assert.equal(answer.status, status, code);
    demandSentences((JSON.parse(answer.body) as { refusal: Told }).refusal);
  }
  const tooMany = await upload(bomb);
  assert.ok([400, 413].includes(tooMany.status));
  const show = async (person: Person, method = "GET") =>
    (
      await send({
        method,
        path: `/api/photos/${kept.photoId}?w=320`,
        headers: { cookie: await cookieOf(person) },
      })
    ).status;
  assert.equal(await show(world.owner), 200);
  assert.equal(await show(world.neighbour), 404);
  const filed = await call("ticket.report", report({ photoIds: [kept.photoId] }));
  assert.equal(filed.status, 200);
  assert.equal(await show(world.dispatcher), 200);
  assert.equal(await show(world.technician), 404);
});

test("every answer carries the security headers", async () => {
  const { headers } = await send({ method: "GET", path: "/" });
  const policy = String(headers["content-security-policy"]);
  assert.match(policy, /script-src 'nonce-[^']+' 'strict-dynamic';/);
  assert.doesNotMatch(policy, /script-src[^;]*unsafe/);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.equal(headers["x-frame-options"], "DENY");
  const again = await send({ method: "GET", path: "/" });
  assert.notEqual(again.headers["content-security-policy"], policy);
});

test("codes asked for from one address come to an end, with how long to wait, and the neighbours' do not", async () => {
  const ask = (forwarded: string) =>
    call(
      "session.requestCode",
      { key: randomUUID(), input: { phone: `139${String(Math.random()).slice(2, 10)}` } },
      null,
      { "x-forwarded-for": forwarded },
    );
  testSettings({ ...settings, proxies: 1 });
  const answers = await Promise.all(Array.from({ length: 61 }, () => ask("198.51.100.1, 203.0.113.9")));
  const refused = answers.filter(({ status }) => status !== 200);
  assert.equal(refused.length, 1);
  assert.deepEqual(
    [refused[0]?.status, refused[0]?.refusal?.code, refused[0]?.refusal?.field],
    [429, "CODE_LIMIT", "phone"],
  );
  const minutes = Number(refused[0]?.refusal?.params?.minutes);
  assert.ok(minutes >= 1 && minutes <= 60, String(minutes));
  // Whoever writes another address in front of it is the same caller; whom the proxy saw elsewhere is another.
  assert.equal((await ask("192.0.2.77, 203.0.113.9")).status, 429);
  assert.equal((await ask("203.0.113.9, 203.0.113.10")).status, 200);
  testSettings(settings);
  assert.equal((await ask("203.0.113.9")).status, 200, "without a proxy the header is nobody's");
});

test("behind a proxy many people's dangers are many people's, and one's flood is still one's", async () => {
  const tell = async (forwarded: string, placeWords: string) => {
    const { status, data } = await call(
      "danger.report",
      { key: randomUUID(), input: { danger: "trapped", siteId: world.siteId, placeWords } },
      null,
      { "x-forwarded-for": forwarded },
    );
    assert.equal(status, 200);
    return data as { number: string; joined: boolean };
  };
  testSettings({ ...settings, proxies: 1 });
  for (let one = 1; one <= 33; one++)
    assert.equal((await tell(`203.0.113.${one}`, `many ${one}`)).joined, false, `of ${one} people`);
  for (let one = 1; one <= 31; one++) {
    const { joined } = await tell(`10.0.0.${one}, 198.51.100.7`, `one ${one}`);
    assert.equal(joined, one > 30, `the ${one}th of one address`);
  }
  testSettings(settings);
});
