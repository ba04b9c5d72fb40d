import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import { event, notification } from "#db/schema/event.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { givenJob } from "../../testing/jobs.ts";
import { mustRefuse } from "../../testing/refused.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { eventsAfter } from "../board/since.ts";
import { perform } from "../operation.ts";
import { clocksNow } from "../sla/reckon.ts";
import { setAvailability } from "../technician/availability.ts";
import { assignTechnician } from "./assign.ts";
import { completeWork } from "./complete.ts";
import { toTicket } from "./load.ts";
import { acceptJob, arriveAtJob, declineJob, departForJob } from "./steps.ts";
import { transferJob } from "./transfer.ts";
import { undoDeed } from "./undo.ts";
import { withdrawAssignment } from "./withdraw.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
});
beforeEach(async () => {
  world = await makeWorld(connection);
});
after(() => connection.drop());

/** A job that the first technician holds, at version 2. */
const held = () => givenJob(world, connection);

const transfer = (ticketId: string, version: number, more: object = {}, actor: Actor = world.dispatcher) =>
  perform(
    transferJob,
    as(actor, connection),
    transferJob.input.parse({
      ticketId,
      version,
      technicianId: world.technician2.personId,
      reason: "nearer",
      ...more,
    }),
    randomUUID(),
  );

async function rowOf(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
}

test("a job goes from hand to hand in one step, and both are told", async () => {
  const ticketId = await held();
  const moved = await transfer(ticketId, 2);
  assert.deepEqual(moved, { ticketId, version: 3, status: "dispatched" });
  const rows = await connection.db
    .select()
    .from(assignment)
    .where(eq(assignment.ticketId, ticketId))
    .orderBy(asc(assignment.assignedAt));
  assert.deepEqual(
    rows.map((row) => [row.technicianId, row.endReason]),
    [
      [world.technician.personId, "transferred"],
      [world.technician2.personId, null],
    ],
  );
  const row = await rowOf(ticketId);
  assert.equal(row.assignmentId, rows[1]?.id);
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  const last = events.at(-1)!;
  assert.equal(last.type, "transferred");
  assert.deepEqual(
    [last.data.fromId, last.data.technicianId, last.data.reason],
    [world.technician.personId, world.technician2.personId, "nearer"],
  );
  assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(row));
  const told = await connection.db.select().from(notification).where(eq(notification.ticketId, ticketId));
  const jobs = told.filter((each) => each.kind.startsWith("job_")).map((each) => [each.personId, each.kind]);
  assert.deepEqual(jobs.slice(-2), [
    [world.technician.personId, "job_gone"],
    [world.technician2.personId, "job_new"],
  ]);
  const [news] = (await eventsAfter(connection.db, world.siteId, last.seq - 1, 1)) as [
    Awaited<ReturnType<typeof eventsAfter>>[number],
  ];
  assert.equal(news.technicianId, world.technician2.personId);
  assert.deepEqual(news.alsoTechnicians, [world.technician.personId]);
});

test("an acceptance that came meanwhile is shown first; the late acceptance of the former holder is not his now", async () => {
  const ticketId = await held();
  const doneAt = new Date(Date.now() - 60_000).toISOString();
  const accept = { ticketId, version: 2, doneAt };
  await perform(acceptJob, as(world.technician, connection), accept, randomUUID());
  const stale = await mustRefuse(transfer(ticketId, 2));
  assert.equal(stale.code, "STALE");
  assert.deepEqual([stale.params?.by, stale.params?.type], ["李建国", "accepted"]);
  assert.equal((await rowOf(ticketId)).technicianId, world.technician.personId);
  await transfer(ticketId, 3);
  const late = { ticketId, version: 3, doneAt };
  assert.equal(
    (await mustRefuse(perform(departForJob, as(world.technician, connection), late, randomUUID()))).code,
    "NOT_YOURS_NOW",
  );
});

test("who has it already, who may not go and what nobody holds is refused", async () => {
  const ticketId = await held();
  const same = await mustRefuse(transfer(ticketId, 2, { technicianId: world.technician.personId }));
  assert.deepEqual([same.code, same.params?.to], ["TICKET_TAKEN", "李建国"]);
  const off = await mustRefuse(transfer(ticketId, 2, { technicianId: world.offDuty.personId }));
  assert.deepEqual([off.code, off.params?.reason], ["NOT_ELIGIBLE", "off_shift"]);
  await perform(
    withdrawAssignment,
    as(world.dispatcher, connection),
    { ticketId, version: 2, reason: "mistake", words: "" },
    randomUUID(),
  );
  assert.equal((await mustRefuse(transfer(ticketId, 3))).code, "STATE");
});

/** As far as the door. */
async function begun(): Promise<string> {
  const ticketId = await held();
  for (const [n, step] of [acceptJob, departForJob, arriveAtJob].entries())
    await perform(step, as(world.technician, connection), { ticketId, version: 2 + n }, randomUUID());
  return ticketId;
}
const clockOf = async (ticketId: string) =>
  (await clocksNow(connection.db, await rowOf(ticketId), new Date())).clocks;
const stopped = async (ticketId: string) =>
  Object.fromEntries((await clockOf(ticketId)).map((each) => [each.clock, each.stoppedAt]));
const record = { measure: "fix", found: "a", done: "b", materials: "", result: "fixed", photoIds: [] };

test("begun work whose technician leaves is handed on: his late record is kept on his phone, the next one is measured for himself", async () => {
  const ticketId = await begun();
  const off = { technicianId: world.technician.personId, presence: "off", reason: "called_away" } as const;
  await perform(setAvailability, as(world.dispatcher, connection), off, randomUUID());
  assert.equal(
    (await rowOf(ticketId)).status,
    "on_site",
    "he finishes what he stands at, or the desk hands it on",
  );
  const before = await stopped(ticketId);
  assert.notEqual(before.arrive, null);
  const moved = await transfer(ticketId, 5, { reason: "unwell" });
  assert.equal(moved.status, "dispatched");
  const after = await stopped(ticketId);
  assert.deepEqual([after.arrive, after.contact], [before.arrive, before.contact], "somebody was there");
  assert.deepEqual(
    [after.acknowledge, after.finish],
    [null, null],
    "the next one is owed the time to take it",
  );
  const late = { ticketId, version: 5, ...record, doneAt: new Date().toISOString() };
  const lost = await mustRefuse(
    perform(completeWork, as(world.technician, connection), late as never, randomUUID()),
  );
  assert.equal(lost.code, "NOT_YOURS_NOW");
  for (const [n, step] of [acceptJob, departForJob, arriveAtJob].entries())
    await perform(step, as(world.technician2, connection), { ticketId, version: 6 + n }, randomUUID());
  await perform(
    completeWork,
    as(world.technician2, connection),
    { ticketId, version: 9, ...record } as never,
    randomUUID(),
  );
  const row = await rowOf(ticketId);
  assert.deepEqual([row.status, row.technicianId], ["done", world.technician2.personId]);
  const [first, second] = await connection.db
    .select()
    .from(assignment)
    .where(eq(assignment.ticketId, ticketId))
    .orderBy(asc(assignment.assignedAt));
  assert.deepEqual([first!.endReason, first!.arrivedAt === null], ["transferred", false]);
  assert.deepEqual([second!.technicianId, second!.arrivedAt === null], [world.technician2.personId, false]);
});

test("begun work goes back on the desk with its reason, and for two minutes that can be taken back", async () => {
  const ticketId = await begun();
  const back = { ticketId, version: 5, reason: "technician_left", words: "" } as const;
  const desk = as(world.dispatcher, connection);
  assert.equal((await perform(withdrawAssignment, desk, back, randomUUID())).status, "triaged");
  const undone = await perform(undoDeed, desk, { ticketId, version: 6 }, randomUUID());
  assert.equal(undone.status, "on_site");
  assert.equal((await rowOf(ticketId)).technicianId, world.technician.personId);
  await perform(
    completeWork,
    as(world.technician, connection),
    { ticketId, version: 7, ...record } as never,
    randomUUID(),
  );
  assert.equal((await rowOf(ticketId)).status, "done");
});

test("after two declines only a lead moves it on", async () => {
  const ticketId = await held();
  const decline = (who: Actor, version: number) =>
    perform(
      declineJob,
      as(who, connection),
      declineJob.input.parse({ ticketId, version, reason: "busy" }),
      randomUUID(),
    );
  const order = (version: number, technicianId: string, by: Actor) =>
    perform(
      assignTechnician,
      as(by, connection),
      { ticketId, version, technicianId, overrule: { reason: "nobody_else", words: "" } },
      randomUUID(),
    );
  await decline(world.technician, 2);
  await order(3, world.technician2.personId, world.dispatcher);
  await decline(world.technician2, 4);
  const third = await world.worker("赵强");
  await order(5, world.technician.personId, world.lead);
  const move = { technicianId: third.personId };
  assert.equal((await mustRefuse(transfer(ticketId, 6, move))).code, "LEAD_MUST_RULE");
  await transfer(ticketId, 6, move, world.lead);
  assert.equal((await rowOf(ticketId)).technicianId, third.personId);
});

test("ten at once: one moves it, the others hear who did and when", async () => {
  const ticketId = await held();
  const third = await world.worker("赵强");
  const settled = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      transfer(
        ticketId,
        2,
        { technicianId: n % 2 ? third.personId : world.technician2.personId },
        n % 3 ? world.dispatcher : world.dispatcher2,
      ),
    ),
  );
  assert.equal(settled.filter((each) => each.status === "fulfilled").length, 1);
  for (const lost of settled.filter((each) => each.status === "rejected")) {
    const { code, params } = (lost.reason as Refused).refusal;
    assert.ok(code === "STALE" || code === "TICKET_TAKEN", code);
    assert.match(String(params?.by), /^dispatcher2?$/);
    assert.equal(typeof params?.seconds, "number");
  }
});
