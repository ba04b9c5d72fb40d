import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { ticketFollower } from "#db/schema/follower.ts";
import { technicianSkill } from "#db/schema/person.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { undoMinutes } from "../../domain/ticket/undo.ts";
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
import { acceptJob } from "./steps.ts";

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
const unmerge = async (ticketId: string, actor: Actor = world.dispatcher, now?: Date) => {
  const { version } = await rowOf(ticketId);
  const input = { ticketId, version, words: "" };
  return perform(unmergeTicket, as(actor, connection, now), input, randomUUID());
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
  assert.deepEqual(await folds(a), ["reported", "merged", "undone"]);
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

/** Two reports, and a technician who has accepted the first. */
async function accepted(): Promise<[a: string, b: string]> {
  const [a, b] = [await report(), await report()];
  const send = { ticketId: a, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), send, randomUUID());
  await perform(acceptJob, as(world.technician, connection), { ticketId: a, version: 2 }, randomUUID());
  return [a, b];
}
const assignmentsOf = async (ticketId: string) =>
  (await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId))).map(
    ({ technicianId, endedAt }) => ({ technicianId, open: endedAt === null }),
  );

test("whoever was sent to a duplicate is taken back, and has it again where that was a mistake", async () => {
  const [a, b] = await accepted();
  const before = await rowOf(a);
  await merge(a, b);
  const { personId: technicianId } = world.technician;
  assert.equal((await rowOf(a)).technicianId, null);
  assert.deepEqual(await assignmentsOf(a), [{ technicianId, open: false }]);
  await unmerge(a);
  const { version: _, ...again } = await rowOf(a);
  const { version: __, ...was } = before;
  assert.deepEqual(again, was);
  assert.deepEqual(await assignmentsOf(a), [{ technicianId, open: true }]);
  assert.deepEqual(await folds(a), ["reported", "assigned", "accepted", "merged", "undone"]);
  assert.deepEqual(await folds(b), ["reported", "absorbed", "released"]);
});

test("undone later, by another, or when he may not go any more, it waits in the queue", async () => {
  const later = new Date(Date.now() + (undoMinutes + 1) * 60_000);
  const [a, b] = await accepted();
  await merge(a, b);
  await unmerge(a, world.dispatcher, later);
  const [c, d] = await accepted();
  await merge(c, d);
  await unmerge(c, world.dispatcher2);
  const [e, f] = await accepted();
  await merge(e, f);
  const { personId } = world.technician;
  const left = eq(technicianSkill.personId, personId);
  const skills = await connection.db.delete(technicianSkill).where(left).returning();
  await unmerge(e);
  await connection.db.insert(technicianSkill).values(skills);
  for (const id of [a, c, e]) {
    const row = await rowOf(id);
    assert.deepEqual([row.status, row.technicianId, row.assignmentId], ["triaged", null, null]);
    assert.deepEqual(await assignmentsOf(id), [{ technicianId: personId, open: false }]);
    assert.deepEqual(await folds(id), ["reported", "assigned", "accepted", "merged", "unmerged"]);
  }
});
