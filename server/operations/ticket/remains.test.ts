import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { Connection } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { fault } from "#db/schema/fault.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardCandidates, boardDetail } from "../board/detail.ts";
import { boardSnapshot } from "../board/snapshot.ts";
import { myJob } from "../field/jobs.ts";
import { type Command, perform, read } from "../operation.ts";
import { assignTechnician } from "./assign.ts";
import { completeWork } from "./complete.ts";
import { toTicket } from "./load.ts";
import { reportRepair } from "./report.ts";
import { acceptJob, arriveAtJob, departForJob } from "./steps.ts";
import { triageTicket } from "./triage.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  const light = {
    code: "light-out",
    categoryCode: "water",
    nameZh: "灯不亮",
    nameEn: "Light out",
    skill: "electrical" as const,
    urgency: 3,
    scope: "home" as const,
    at: "home" as const,
    minutes: 30,
    words: [],
    position: 7,
  };
  await connection.db.insert(fault).values(light).onConflictDoNothing();
});
after(() => connection.drop());

const run = <S extends z.ZodObject, R>(
  spec: Command<S, R>,
  actor: Actor,
  input: z.input<S>,
  key: string = randomUUID(),
): Promise<R> => perform(spec, as(actor, connection), spec.input.parse(input), key);

/** A job of the owner's at which the technician stands; version 5. */
async function onSite(): Promise<string> {
  const { ticketId } = await run(reportRepair, world.owner, {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
  });
  const technicianId = world.technician.personId;
  await run(assignTechnician, world.dispatcher, { ticketId, version: 1, technicianId });
  let version = 2;
  for (const step of [acceptJob, departForJob, arriveAtJob])
    ({ version } = await run(step, world.technician, { ticketId, version }));
  return ticketId;
}

const record = { measure: "fix", found: "阀体开裂", done: "先用卡箍夹住" } as const;
const rowOf = async (id: string) => (await connection.db.select().from(ticket).where(eq(ticket.id, id)))[0]!;
const detailOf = (ticketId: string) => read(boardDetail, as(world.dispatcher, connection), { ticketId });

test("a temporary repair is done, and what remains waits at the desk as a ticket of its own, bound to it, once", async () => {
  const ticketId = await onSite();
  const input = {
    ticketId,
    version: 5,
    ...record,
    result: "temporary" as const,
    followUp: { wantedOn: "2026-12-01", words: "换整个阀体" },
  };
  const key = randomUUID();
  const moved = await run(completeWork, world.technician, input, key);
  assert.equal(moved.status, "done");
  assert.deepEqual(await run(completeWork, world.technician, input, key), moved, "sent again it is the same");
  const { followUps } = await detailOf(ticketId);
  assert.equal(followUps.length, 1);
  const next = followUps[0]!;
  assert.deepEqual([next.status, next.wantedOn, next.words], ["received", "2026-12-01", "换整个阀体"]);
  const row = await rowOf(next.id);
  const first = await rowOf(ticketId);
  assert.equal(row.description, "换整个阀体");
  assert.deepEqual(
    [row.placeId, row.reporterId, row.contactPhone, row.source, row.urgency],
    [first.placeId, first.reporterId, first.contactPhone, "field", 3],
  );
  const { follows } = await detailOf(next.id);
  assert.deepEqual([follows?.id, follows?.number], [ticketId, first.number]);
  const board = await read(boardSnapshot, as(world.dispatcher, connection), { limit: 500 });
  assert.ok(
    board.tickets.some(({ id }) => id === next.id),
    "it is in the board's queue",
  );

  const told = await connection.db.select().from(notification).where(eq(notification.ticketId, next.id));
  assert.deepEqual(
    told.map(({ kind, payload }) => [kind, payload.first]),
    [["follow_up", first.number]],
  );
  for (const id of [ticketId, next.id]) {
    const events = await connection.db
      .select()
      .from(event)
      .where(eq(event.ticketId, id))
      .orderBy(event.ticketVersion);
    const folded = events.reduce<Ticket | null>((state, each) => evolve(state, each), null);
    assert.deepEqual(folded, toTicket(await rowOf(id)));
  }
});

test("a phone that says nothing of it makes it all the same, from the words of the record; a fixed job leaves none", async () => {
  const temporary = await onSite();
  await run(completeWork, world.technician, {
    ticketId: temporary,
    version: 5,
    ...record,
    result: "temporary",
  });
  const [next] = (await detailOf(temporary)).followUps;
  assert.equal((await rowOf(next!.id)).description, "阀体开裂\n先用卡箍夹住");
  const technicianId = world.technician.personId;
  await run(assignTechnician, world.dispatcher, { ticketId: next!.id, version: 1, technicianId });
  const job = await read(myJob, as(world.technician, connection), { ticketId: next!.id });
  assert.equal(job.follows?.id, temporary, "who comes next sees what it follows");
  const fixed = await onSite();
  await run(completeWork, world.technician, { ticketId: fixed, version: 5, ...record, result: "fixed" });
  assert.deepEqual((await detailOf(fixed)).followUps, []);
});

test("another trade: the job is at the desk again with that trade, and those who have it come first", async () => {
  const electrician = await world.worker("赵电", { skill: "electrical" });
  const ticketId = await onSite();
  const moved = await run(completeWork, world.technician, {
    ticketId,
    version: 5,
    ...record,
    result: "needs_trade",
    trade: "electrical",
  });
  assert.equal(moved.status, "triaged");
  const row = await rowOf(ticketId);
  assert.deepEqual([row.technicianId, row.neededSkill], [null, "electrical"]);
  const [claim] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId));
  assert.equal(claim!.endReason, "handed_back");
  assert.equal((await detailOf(ticketId)).neededSkill, "electrical");
  const { candidates } = await read(boardCandidates, as(world.dispatcher, connection), { ticketId });
  assert.equal(candidates[0]!.technicianId, electrician.personId);
  const before = candidates.find(({ technicianId }) => technicianId === world.technician.personId)!;
  assert.equal(before.eligible, false, "who sent it on is no longer proposed");
  // The desk rules that it is another fault: then that one's trade counts.
  await run(triageTicket, world.dispatcher, {
    ticketId,
    version: row.version,
    urgency: 3,
    faultCode: "light-out",
  });
  assert.equal((await rowOf(ticketId)).neededSkill, null);
});

test("missing parts: the job stays in the same hands and waits, for the company's sake", async () => {
  const ticketId = await onSite();
  await run(completeWork, world.technician, { ticketId, version: 5, ...record, result: "needs_parts" });
  const row = await rowOf(ticketId);
  assert.deepEqual(
    [row.status, row.pauseReason, row.technicianId],
    ["paused", "parts", world.technician.personId],
  );
  const { records } = await detailOf(ticketId);
  assert.deepEqual(
    records.map(({ result }) => result),
    ["needs_parts"],
  );
});
