import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, asc, eq, isNull } from "drizzle-orm";
import { event, notification } from "#db/schema/event.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { undoMinutes } from "../../domain/ticket/undo.ts";
import { mustRefuse } from "../../testing/refused.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { assignTechnician } from "./assign.ts";
import { cancelTicket, turnDownTicket } from "./end.ts";
import { toTicket } from "./load.ts";
import { reportRepair } from "./report.ts";
import { acceptJob } from "./steps.ts";
import { transferJob } from "./transfer.ts";
import { triageTicket } from "./triage.ts";
import { undoDeed } from "./undo.ts";
import { urgeTicket } from "./urge.ts";
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

type Moved = { version: number };
const undo = (ticketId: string, version: number, actor: Actor = world.dispatcher, at = new Date()) =>
  perform(undoDeed, as(actor, connection, at), { ticketId, version }, randomUUID());

async function reported(): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "水龙头滴水",
    contactName: "",
  });
  return (await perform(reportRepair, as(world.owner, connection), input, randomUUID())).ticketId;
}

const assign = (ticketId: string, version: number): Promise<Moved> =>
  perform(
    assignTechnician,
    as(world.dispatcher, connection),
    { ticketId, version, technicianId: world.technician.personId },
    randomUUID(),
  );
const accept = (ticketId: string, version: number): Promise<Moved> =>
  perform(acceptJob, as(world.technician, connection), { ticketId, version }, randomUUID());

/** Each deed of the desk, with how far the job has come before it. */
const deeds: Record<
  string,
  { from: "new" | "dispatched" | "accepted"; run(id: string, version: number): Promise<Moved> }
> = {
  assigned: { from: "new", run: assign },
  withdrawn: {
    from: "accepted",
    run: (ticketId, version) =>
      perform(
        withdrawAssignment,
        as(world.dispatcher, connection),
        withdrawAssignment.input.parse({ ticketId, version, reason: "mistake" }),
        randomUUID(),
      ),
  },
  transferred: {
    from: "dispatched",
    run: (ticketId, version) =>
      perform(
        transferJob,
        as(world.dispatcher, connection),
        transferJob.input.parse({
          ticketId,
          version,
          technicianId: world.technician2.personId,
          reason: "nearer",
        }),
        randomUUID(),
      ),
  },
  triaged: {
    from: "new",
    run: (ticketId, version) =>
      perform(
        triageTicket,
        as(world.dispatcher, connection),
        triageTicket.input.parse({ ticketId, version, urgency: 2, faultCode: "tap-drips" }),
        randomUUID(),
      ),
  },
  cancelled: {
    from: "dispatched",
    run: (ticketId, version) =>
      perform(
        cancelTicket,
        as(world.dispatcher, connection),
        cancelTicket.input.parse({ ticketId, version, reason: "mistake" }),
        randomUUID(),
      ),
  },
  turned_down: {
    from: "new",
    run: (ticketId, version) =>
      perform(
        turnDownTicket,
        as(world.dispatcher, connection),
        turnDownTicket.input.parse({ ticketId, version, reason: "not_ours", words: "宽带归运营商修" }),
        randomUUID(),
      ),
  },
};

async function stands(
  from: "new" | "dispatched" | "accepted",
): Promise<{ ticketId: string; version: number }> {
  const ticketId = await reported();
  if (from === "new") return { ticketId, version: 1 };
  const { version } = await assign(ticketId, 1);
  return { ticketId, version: from === "accepted" ? (await accept(ticketId, version)).version : version };
}

async function ticketOf(ticketId: string): Promise<Ticket> {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return toTicket(row!);
}
async function storyOf(ticketId: string) {
  return connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
}
async function active(ticketId: string) {
  return connection.db
    .select()
    .from(assignment)
    .where(and(eq(assignment.ticketId, ticketId), isNull(assignment.endedAt)));
}

for (const [type, { from, run }] of Object.entries(deeds)) {
  test(`${type}: taken back, everything is as it was, promises and holder included, and it is on record`, async () => {
    const { ticketId, version } = await stands(from);
    const [before, held] = [await ticketOf(ticketId), await active(ticketId)];
    const deed = await run(ticketId, version);
    assert.notDeepEqual(await ticketOf(ticketId), before);
    const undone = await undo(ticketId, deed.version);
    assert.equal(undone.undid, type);
    assert.deepEqual(await ticketOf(ticketId), { ...before, version: undone.version });
    assert.deepEqual(await active(ticketId), held);
    const story = await storyOf(ticketId);
    assert.deepEqual(
      story.slice(-2).map((each) => each.type),
      [type, "undone"],
    );
    assert.equal(story.at(-1)?.actor.id, world.dispatcher.personId);
    assert.deepEqual(story.reduce<Ticket | null>(evolve, null), await ticketOf(ticketId));
    // It does not come back a second time.
    assert.equal((await mustRefuse(undo(ticketId, deed.version))).code, "STALE");
    // And the desk can do it again.
    await run(ticketId, undone.version);
  });
}

test("who was told of the deed is told that it was taken back", async () => {
  const { ticketId, version } = await stands("new");
  const deed = await assign(ticketId, version);
  await undo(ticketId, deed.version);
  const told = await connection.db
    .select({ kind: notification.kind, to: notification.personId })
    .from(notification)
    .where(eq(notification.ticketId, ticketId));
  const owner = told.filter((each) => each.to === world.owner.personId).map((each) => each.kind);
  assert.deepEqual(owner.sort(), ["assigned", "registered", "reopened"]);
  const technician = told.filter((each) => each.to === world.technician.personId).map((each) => each.kind);
  assert.deepEqual(technician.sort(), ["job_gone", "job_new"]);
});

test("only by whoever did it, only for two minutes, and not once somebody has acted on it", async () => {
  const { ticketId, version } = await stands("new");
  const deed = await assign(ticketId, version);
  assert.equal((await mustRefuse(undo(ticketId, deed.version, world.lead))).code, "NOT_UNDOABLE");
  assert.equal((await mustRefuse(undo(ticketId, 1))).code, "NOT_UNDOABLE");
  const later = new Date(Date.now() + undoMinutes * 60_000 + 1_000);
  const late = await mustRefuse(undo(ticketId, deed.version, world.dispatcher, later));
  assert.deepEqual([late.code, late.params?.minutes], ["UNDO_LATE", undoMinutes]);
  // That somebody asks where it stays is no reason to leave it wrong.
  await perform(urgeTicket, as(world.operator, connection), { ticketId, words: "" }, randomUUID());
  await accept(ticketId, deed.version + 1);
  const stale = await mustRefuse(undo(ticketId, deed.version));
  assert.equal(stale.code, "STALE");
  assert.equal(stale.params?.type, "accepted");
  assert.ok(String(stale.params?.by).length > 0, "it says who acted on it");
});

test("undo and acceptance in the same moment: one wins, and the ticket is whole", async () => {
  for (let round = 0; round < 12; round++) {
    const { ticketId, version } = await stands("new");
    const deed = await assign(ticketId, version);
    const [undone, accepted] = await Promise.allSettled([
      undo(ticketId, deed.version),
      accept(ticketId, deed.version),
    ]);
    assert.notEqual(undone.status, accepted.status, `round ${round}`);
    const now = await ticketOf(ticketId);
    assert.equal(now.status, accepted.status === "fulfilled" ? "accepted" : "received");
    assert.equal((await active(ticketId)).length, accepted.status === "fulfilled" ? 1 : 0);
    assert.deepEqual((await storyOf(ticketId)).reduce<Ticket | null>(evolve, null), now);
  }
});

test("undone in two windows in the same moment it is undone once, and the other is told", async () => {
  for (let round = 0; round < 8; round++) {
    const { ticketId, version } = await stands("new");
    const deed = await assign(ticketId, version);
    const both = await Promise.allSettled([undo(ticketId, deed.version), undo(ticketId, deed.version)]);
    assert.equal(both.filter((each) => each.status === "fulfilled").length, 1, `round ${round}`);
    const lost = both.find((each) => each.status === "rejected")!.reason as Refused;
    assert.equal(lost.refusal.code, "STALE");
    const story = await storyOf(ticketId);
    assert.equal(story.filter((each) => each.type === "undone").length, 1);
    const now = await ticketOf(ticketId);
    assert.deepEqual([now.status, (await active(ticketId)).length], ["received", 0]);
    assert.deepEqual(story.reduce<Ticket | null>(evolve, null), now);
  }
});

test("several deeds on one ticket are taken back one after the other, the newest first, and none of them twice", async () => {
  const { ticketId, version } = await stands("new");
  const untouched = await ticketOf(ticketId);
  const first = await assign(ticketId, version);
  const second = await deeds.withdrawn!.run(ticketId, first.version);
  assert.equal((await mustRefuse(undo(ticketId, first.version))).code, "STALE");
  await undo(ticketId, second.version);
  assert.equal((await ticketOf(ticketId)).technicianId, world.technician.personId);
  assert.equal((await active(ticketId)).length, 1);
  const last = await undo(ticketId, first.version);
  assert.deepEqual(await ticketOf(ticketId), { ...untouched, version: last.version });
  assert.equal((await active(ticketId)).length, 0);
  for (const deed of [first, second])
    assert.equal((await mustRefuse(undo(ticketId, deed.version))).code, "STALE");
  assert.deepEqual((await storyOf(ticketId)).reduce<Ticket | null>(evolve, null), await ticketOf(ticketId));
});

test("a ruling that is taken back brings back the trade that a visit found the work to take", async () => {
  const { ticketId } = await stands("new");
  await connection.db.update(ticket).set({ neededSkill: "electrical" }).where(eq(ticket.id, ticketId));
  const needed = async () =>
    (await connection.db.select().from(ticket).where(eq(ticket.id, ticketId)))[0]!.neededSkill;
  const rule = (version: number, faultCode: string) =>
    perform(
      triageTicket,
      as(world.dispatcher, connection),
      triageTicket.input.parse({ ticketId, version, urgency: 3, faultCode }),
      randomUUID(),
    );
  const same = await rule(1, "tap-drips");
  assert.equal(await needed(), "electrical", "the same fault still takes what was found");
  const other = await rule(same.version, "lift-trapped");
  assert.equal(await needed(), null);
  await undo(ticketId, other.version);
  assert.equal(await needed(), "electrical");
  await undo(ticketId, same.version);
  assert.equal(await needed(), "electrical");
});
