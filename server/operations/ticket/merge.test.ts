import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { ticketFollower } from "#db/schema/follower.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { codeOf } from "../../testing/refused.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardDetail } from "../board/detail.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "./assign.ts";
import { cancelTicket } from "./end.ts";
import { getTicket } from "./get.ts";
import { toTicket } from "./load.ts";
import { mergeTicket, unmergeTicket } from "./merge.ts";
import { reportRepair } from "./report.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

async function report(actor: Actor = world.owner, placeId = world.places.ownHome): Promise<string> {
  const input = {
    placeId,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    photoIds: [],
    contactName: "",
  };
  return (await perform(reportRepair, as(actor, connection), input as never, randomUUID())).ticketId;
}
const rowOf = async (id: string) => (await connection.db.select().from(ticket).where(eq(ticket.id, id)))[0]!;
const merge = async (ticketId: string, intoId: string, actor: Actor = world.dispatcher) => {
  const { version } = await rowOf(ticketId);
  return perform(mergeTicket, as(actor, connection), { ticketId, version, intoId, words: "" }, randomUUID());
};
const unmerge = async (ticketId: string) => {
  const { version } = await rowOf(ticketId);
  return perform(
    unmergeTicket,
    as(world.dispatcher, connection),
    { ticketId, version, words: "" },
    randomUUID(),
  );
};
async function folds(ticketId: string): Promise<string[]> {
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(await rowOf(ticketId)));
  return events.map((e) => e.type);
}
const followersOf = async (ticketId: string) =>
  (await connection.db.select().from(ticketFollower).where(eq(ticketFollower.ticketId, ticketId))).map(
    (home) => home.placeId,
  );

test("a duplicate ends, its household follows the other and hears of it; undone, all is as before", async () => {
  const a = await report(world.neighbour, world.places.otherHome);
  const b = await report();
  await merge(a, b);
  assert.deepEqual([(await rowOf(a)).status, (await rowOf(a)).duplicateOfId], ["duplicate", b]);
  assert.deepEqual(await followersOf(b), [world.places.otherHome]);
  assert.equal((await rowOf(b)).households, 2);
  const told = await connection.db.select().from(notification).where(eq(notification.ticketId, a));
  assert.deepEqual(told.map((one) => one.kind).sort(), ["merged", "registered"]);
  const page = await read(getTicket, as(world.neighbour, connection), { ticketId: a });
  assert.equal(page.mergedInto?.number, (await rowOf(b)).number);
  const desk = await read(boardDetail, as(world.dispatcher, connection), { ticketId: b });
  assert.deepEqual(
    desk.duplicates.map((one) => one.id),
    [a],
  );
  await unmerge(a);
  assert.deepEqual([(await rowOf(a)).status, (await rowOf(a)).closedAt], ["received", null]);
  assert.deepEqual([await followersOf(b), (await rowOf(b)).households], [[], 1]);
  assert.deepEqual(await folds(a), ["reported", "merged", "unmerged"]);
  assert.deepEqual(await folds(b), ["reported", "absorbed", "released"]);
});

test("into itself, into its own duplicate or into what has ended is refused", async () => {
  const [a, b, c] = [await report(), await report(), await report()];
  assert.equal(await codeOf(merge(a, a)), "MERGE_LOOP");
  await merge(a, b);
  assert.equal(await codeOf(merge(b, a)), "MERGE_LOOP");
  assert.equal(await codeOf(merge(a, c)), "STATE", "it has ended already");
  const end = { ticketId: c, version: 1, reason: "mistake", words: "" } as const;
  await perform(cancelTicket, as(world.owner, connection), end, randomUUID());
  assert.equal(await codeOf(merge(b, c)), "STATE");
});

test("of A into B and B into A at once exactly one wins, fifty times", async () => {
  for (let round = 0; round < 50; round++) {
    const [a, b] = await Promise.all([report(), report(world.neighbour, world.places.otherHome)]);
    const said = await Promise.all([codeOf(merge(a, b)), codeOf(merge(b, a, world.dispatcher2))]);
    assert.equal(said.filter((code) => code === null).length, 1, `round ${round}: ${said}`);
    const rows = await Promise.all([rowOf(a), rowOf(b)]);
    assert.equal(rows.filter((row) => row.status === "duplicate").length, 1);
  }
});

test("a chain leads to its end, and undoing its first link frees that household all the way", async () => {
  const [a, b, c] = [
    await report(world.neighbour, world.places.otherHome),
    await report(),
    await report(world.operator, world.places.lift).catch(() => report()),
  ];
  await merge(a, b);
  await merge(b, c);
  const page = await read(getTicket, as(world.neighbour, connection), { ticketId: a });
  assert.equal(page.mergedInto?.number, (await rowOf(c)).number);
  assert.ok((await followersOf(c)).includes(world.places.otherHome));
  await unmerge(a);
  assert.ok(!(await followersOf(c)).includes(world.places.otherHome));
  for (const id of [a, b, c]) await folds(id);
});

test("whoever was sent to a duplicate is taken back", async () => {
  const [a, b] = [await report(), await report()];
  const send = { ticketId: a, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), send, randomUUID());
  await merge(a, b);
  assert.equal((await rowOf(a)).technicianId, null);
  await unmerge(a);
  assert.equal((await rowOf(a)).status, "triaged");
});
