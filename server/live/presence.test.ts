import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { encode } from "next-auth/jwt";
import { io as connectTo, type Socket } from "socket.io-client";
import { closeDatabase } from "#db/client.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { openFront } from "../http/front.ts";
import { ringSessionEnded } from "../operations/doorbell.ts";
import { perform } from "../operations/operation.ts";
import { reportRepair } from "../operations/ticket/report.ts";
import { testSettings } from "../testing/settings.ts";
import { as, makeWorld, type World } from "../testing/world.ts";
import { type ClientToServer, type Face, type ServerToClient, typingEvery, typingLasts } from "./contract.ts";
import { openGateway } from "./gateway.ts";
import { shareFaces } from "./otherFaces.ts";

const { secret } = testSettings();
let connection: TestDatabase;
let world: World;
let elsewhere: World;
let origin: string;
let server: Server;
const ends: Array<() => Promise<void>> = [];
const open: Screen[] = [];
type Screen = Socket<ServerToClient, ClientToServer> & { seen: Map<string, Face[]> };

before(async () => {
  connection = await testDatabase();
  server = await openServer();
  origin = server.origin;
  testSettings({ databaseUrl: connection.url, origin, port: server.port });
  [world, elsewhere] = [await makeWorld(connection), await makeWorld(connection)];
  server.listen();
});
after(async () => {
  for (const screen of open) screen.disconnect();
  for (const end of ends) await end();
  await closeDatabase();
  await connection.drop();
});

type Server = Awaited<ReturnType<typeof openServer>>;

/** A front door of its own; `listen` opens the live side behind it, `close` ends both. */
async function openServer() {
  const front = openFront({ page: async (_request, response) => void response.end("page") });
  const port = await new Promise<number>((resolve) =>
    front.listen(0, "127.0.0.1", () => resolve((front.address() as AddressInfo).port)),
  );
  let io: ReturnType<typeof openGateway> | undefined;
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await io?.close();
    front.closeAllConnections();
    front.close();
  };
  ends.push(close);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    close,
    listen() {
      io = openGateway(front);
    },
  };
}

async function screenOf(who: { sessionId: string }, at = origin): Promise<Screen> {
  const cookie = `next-auth.session-token=${await encode({ token: { sid: who.sessionId }, secret })}`;
  const socket = connectTo(at, {
    transports: ["websocket"],
    // Whichever server it is, it stands behind the one address.
    extraHeaders: { origin, cookie, host: new URL(origin).host },
    forceNew: true,
    reconnection: false,
  }) as Screen;
  socket.seen = new Map();
  socket.on("faces", (siteId, faces) => void socket.seen.set(siteId, faces));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("connect_error", reject);
  });
  open.push(socket);
  return socket;
}

async function ticketOf(at: World): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: at.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
  });
  return (await perform(reportRepair, as(at.owner, connection), input, randomUUID())).ticketId;
}

/** What a screen shows of a site, once it is as expected. */
async function comes(screen: Screen, siteId: string, expected: Array<[string, boolean]>): Promise<void> {
  const shown = () =>
    (screen.seen.get(siteId) ?? []).map((face): [string, boolean] => [face.personId, face.typing]).sort();
  const until = Date.now() + 3_000;
  while (JSON.stringify(shown()) !== JSON.stringify([...expected].sort()) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(shown(), [...expected].sort());
}

test("who has a ticket open is a face on it, once however many screens, and typing is said", async () => {
  const { siteId } = world;
  const ticketId = await ticketOf(world);
  const [one, two] = [await screenOf(world.dispatcher), await screenOf(world.dispatcher)];
  const lead = await screenOf(world.lead);
  const me = world.dispatcher.personId;
  one.emit("look", { ticketId, siteId, typing: false });
  await comes(lead, siteId, [[me, false]]);
  assert.equal(lead.seen.get(siteId)?.[0]?.ticketId, ticketId);
  assert.equal(lead.seen.get(siteId)?.[0]?.name, world.dispatcher.name);
  two.emit("look", { ticketId, siteId, typing: true });
  await comes(lead, siteId, [[me, true]]);
  // Whoever comes later is told who is there already.
  const late = await screenOf(world.operator);
  await comes(late, siteId, [[me, true]]);
  two.emit("look", null);
  await comes(lead, siteId, [[me, false]]);
  // A screen that is gone takes its face with it.
  one.disconnect();
  await comes(lead, siteId, []);
});

test("who types and says nothing more, as one that is cut off, is taken to have stopped within seconds", async () => {
  const { siteId } = world;
  const ticketId = await ticketOf(world);
  const [one, lead] = [await screenOf(world.dispatcher), await screenOf(world.lead)];
  const me = world.dispatcher.personId;
  one.emit("look", { ticketId, siteId, typing: true });
  await comes(lead, siteId, [[me, true]]);
  await new Promise((resolve) => setTimeout(resolve, typingEvery));
  one.emit("look", { ticketId, siteId, typing: true });
  await new Promise((resolve) => setTimeout(resolve, typingLasts - typingEvery / 2));
  await comes(lead, siteId, [[me, true]]);
  await new Promise((resolve) => setTimeout(resolve, typingEvery));
  await comes(lead, siteId, [[me, false]]);
  one.disconnect();
});

test("signed out, the face is gone at once", async () => {
  const { siteId } = world;
  const ticketId = await ticketOf(world);
  const [screen, lead] = [await screenOf(world.dispatcher), await screenOf(world.lead)];
  screen.emit("look", { ticketId, siteId, typing: true });
  await comes(lead, siteId, [[world.dispatcher.personId, true]]);
  ringSessionEnded(world.dispatcher.sessionId);
  await comes(lead, siteId, []);
  assert.equal(screen.connected, false);
});

test("nobody of another site, no resident and no technician hears of it or puts a face there", async () => {
  const { siteId } = world;
  const ticketId = await ticketOf(world);
  const [lead, foreign, owner, technician] = [
    await screenOf(world.lead),
    await screenOf(elsewhere.dispatcher),
    await screenOf(world.owner),
    await screenOf(world.technician),
  ];
  for (const stranger of [foreign, owner, technician])
    stranger.emit("look", { ticketId, siteId, typing: true });
  const theirs = await ticketOf(elsewhere);
  const liar = await screenOf(world.operator);
  // A ticket of another site, named as if it were of ours.
  liar.emit("look", { ticketId: theirs, siteId, typing: false });
  lead.emit("look", { ticketId, siteId, typing: false });
  const watching = await screenOf(world.manager);
  await comes(watching, siteId, [[world.lead.personId, false]]);
  for (const stranger of [foreign, owner, technician]) assert.equal(stranger.seen.get(siteId), undefined);
  assert.equal(liar.connected, false, "who asks for what is not theirs is put out");
});

test("anything that is no ticket is nothing to look at, and the screen stays", async () => {
  const screen = await screenOf(world.lead);
  for (const odd of ["x", 7, {}, { ticketId: 1, siteId: [], typing: "yes" }, undefined])
    screen.emit("look", odd as never);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(screen.connected, true);
});

test("two servers show each other's faces: who is there already, who comes, types and goes, and one for both", async () => {
  world = await makeWorld(connection);
  const { siteId } = world;
  const ticketId = await ticketOf(world);
  const [dispatcher, lead] = [world.dispatcher2.personId, world.lead.personId];
  const [here, watching] = [await screenOf(world.dispatcher2), await screenOf(world.operator)];
  here.emit("look", { ticketId, siteId, typing: false });
  await comes(watching, siteId, [[dispatcher, false]]);

  const second = await openServer();
  second.listen();
  const there = await screenOf(world.lead, second.origin);
  await comes(there, siteId, [[dispatcher, false]]);
  there.emit("look", { ticketId, siteId, typing: true });
  await comes(watching, siteId, [
    [dispatcher, false],
    [lead, true],
  ]);
  // The same person at both is one face, that types if one of the screens does.
  const alsoThere = await screenOf(world.dispatcher2, second.origin);
  alsoThere.emit("look", { ticketId, siteId, typing: true });
  await comes(watching, siteId, [
    [dispatcher, true],
    [lead, true],
  ]);
  here.emit("look", null);
  await comes(there, siteId, [
    [dispatcher, true],
    [lead, true],
  ]);
  await second.close();
  await comes(watching, siteId, []);
});

test("a server that falls silent takes its faces with it, however many they were", async (t) => {
  const siteId = randomUUID();
  const changes: string[] = [];
  const here = { facesAt: () => [], sites: () => [], changed: (id: string) => void changes.push(id) };
  const shared = shareFaces(here, { beatEvery: 40, patience: 400 });
  t.after(() => shared.close());
  const ticketId = randomUUID();
  const many = Array.from(
    { length: 120 },
    (_, n): Face => ({
      ...{ ticketId, personId: randomUUID(), typing: n % 2 === 0 },
      name: `第${n}位调度员`,
    }),
  );
  const crowd = { facesAt: () => many, sites: () => [siteId], changed: () => {} };
  const other = shareFaces(crowd, { beatEvery: 40, patience: 400 });
  t.after(() => other.close());
  const until = async (hold: () => boolean) => {
    for (const end = Date.now() + 3_000; !hold() && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(hold());
  };
  await until(() => shared.at(siteId).length === many.length);
  const names = (faces: Face[]) => faces.map((face) => face.name).join();
  assert.equal(names(shared.at(siteId)), names(many));
  await other.close();
  await until(() => shared.at(siteId).length === 0);
  // One that ends without a word.
  const ghost = { from: randomUUID(), siteId, faces: many.slice(0, 1), last: true };
  await connection.sql.notify("mendline_faces", JSON.stringify(ghost));
  await until(() => shared.at(siteId).length === 1);
  await until(() => shared.at(siteId).length === 0);
  assert.ok(changes.filter((id) => id === siteId).length >= 4, "each of it was told");
});
