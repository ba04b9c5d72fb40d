import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, asc, eq, isNull } from "drizzle-orm";
import { alarm } from "#db/schema/alarm.ts";
import { absence } from "#db/schema/availability.ts";
import { event } from "#db/schema/event.ts";
import { shift } from "#db/schema/person.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { clockNames } from "../../domain/sla/terms.ts";
import type { PauseReason } from "../../domain/ticket/ticket.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { mustRefuse } from "../../testing/refused.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardSnapshot } from "../board/snapshot.ts";
import { dispatchDue } from "../dispatch/automatic.ts";
import { endPauses } from "../dispatch/endPauses.ts";
import { setMode } from "../dispatch/modes.ts";
import { myJobs } from "../field/jobs.ts";
import { openIncident } from "../incident/open.ts";
import { fixIncident } from "../incident/rule.ts";
import { perform, read } from "../operation.ts";
import { answerQuote } from "../quote/answer.ts";
import { quotesOf } from "../quote/of.ts";
import { quoteOwner } from "../quote/send.ts";
import { clocksNow } from "../sla/reckon.ts";
import { receiveStock } from "../stock/move.ts";
import { reserveStock } from "../stock/reserve.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { cancelTicket, turnDownTicket } from "../ticket/end.ts";
import { endPause } from "../ticket/endPause.ts";
import { getTicket } from "../ticket/get.ts";
import { toTicket } from "../ticket/load.ts";
import { mergeTicket } from "../ticket/merge.ts";
import { noteOnTicket } from "../ticket/note.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob, pauseWork, resumeWork } from "../ticket/steps.ts";
import { transferJob } from "../ticket/transfer.ts";
import { triageTicket } from "../ticket/triage.ts";
import { undoDeed } from "../ticket/undo.ts";
import { withdrawAssignment } from "../ticket/withdraw.ts";
import { setAvailability, whoIsAway } from "./availability.ts";
import { putBackOfIll } from "./illHold.ts";
import { endShifts } from "./shiftOver.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
});
beforeEach(async () => {
  world = await makeWorld(connection);
});
after(() => connection.drop());

const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour);

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
async function act(spec: any, actor: Actor, input: Record<string, unknown>, now?: Date): Promise<any> {
  return perform(spec, as(actor, connection, now), spec.input.parse(input), randomUUID());
}

async function report(
  placeId: string = world.places.ownHome,
  actor: Actor = world.operator,
): Promise<string> {
  const said = { placeId, placeWords: "", faultCode: "tap-drips", urgency: 3, description: "滴水" };
  return (await act(reportRepair, actor, { ...said, photoIds: [], contactName: "王" })).ticketId;
}

async function assign(ticketId: string, who = world.technician, now?: Date) {
  const { version } = await rowOf(ticketId);
  return act(assignTechnician, world.dispatcher, { ticketId, version, technicianId: who.personId }, now);
}

/** A job of the first technician's that has come `steps` far. */
async function job(steps = 0, placeId?: string): Promise<string> {
  const ticketId = await report(placeId);
  await assign(ticketId);
  for (const [n, step] of [acceptJob, departForJob, arriveAtJob].slice(0, steps).entries())
    await act(step, world.technician, { ticketId, version: 2 + n });
  return ticketId;
}

async function pausedJob(reason: PauseReason = "owner", backAt?: Date): Promise<string> {
  const ticketId = await job(3);
  const wait = { ticketId, version: 5, reason, words: "", ...(backAt && { backAt: backAt.toISOString() }) };
  await act(pauseWork, world.technician, wait);
  return ticketId;
}

/** A paused job whose technician has fallen ill. */
async function unheldJob(reason: PauseReason = "owner", backAt?: Date): Promise<string> {
  const ticketId = await pausedJob(reason, backAt);
  await set("ill", "unwell");
  return ticketId;
}

const set = (presence: string, reason?: string, by: Actor = world.technician) =>
  act(setAvailability, by, { technicianId: world.technician.personId, presence, reason });

async function rowOf(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
}

/** The ticket's events, oldest first, whose fold is the row. */
async function storyOf(ticketId: string) {
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(await rowOf(ticketId)));
  return events;
}
const typesOf = async (ticketId: string) => (await storyOf(ticketId)).map((each) => each.type);

async function standsAs(ticketId: string) {
  const { status, technicianId, assignmentId, pauseReason, backAt } = await rowOf(ticketId);
  const active = await connection.db.$count(
    assignment,
    and(eq(assignment.ticketId, ticketId), isNull(assignment.endedAt)),
  );
  assert.equal(active, technicianId === null ? 0 : 1);
  assert.equal(assignmentId === null, technicianId === null);
  return [status, technicianId, pauseReason, backAt?.toISOString() ?? null];
}
const clocksOf = async (ticketId: string, now: Date) =>
  (await clocksNow(connection.db, await rowOf(ticketId), now)).clocks;

test("ill: everything open of his is on the desk at once, and what was paused stays paused with nobody on it", async () => {
  const back = inHours(50);
  const begun = [await job(0), await job(1), await job(2), await job(3)];
  const paused = await pausedJob("owner", back);
  const before = await rowOf(paused);
  const now = inHours(1);
  const clocks = await clocksOf(paused, now);
  const dispatched = await assignmentOf(paused);

  assert.equal((await set("ill", "unwell")).putBack, 5);
  for (const ticketId of begun) {
    assert.deepEqual(await standsAs(ticketId), ["triaged", null, null, null]);
    const last = (await storyOf(ticketId)).at(-1)!;
    assert.deepEqual([last.type, last.data.reason], ["withdrawn", "unwell"]);
  }
  assert.deepEqual(await standsAs(paused), ["paused", null, "owner", back.toISOString()]);
  const last = (await storyOf(paused)).at(-1)!;
  assert.deepEqual(
    [last.type, last.data.reason, last.data.technicianId],
    ["vacated", "unwell", world.technician.personId],
  );
  const ended = await assignmentOf(paused);
  assert.deepEqual(
    [ended.id, ended.endReason, ended.arrivedAt],
    [dispatched.id, "withdrawn", dispatched.arrivedAt],
  );
  const row = await rowOf(paused);
  assert.deepEqual(
    [row.statusSince, row.dueAt, row.capAt, row.arriveBy],
    [before.statusSince, before.dueAt, before.capAt, before.arriveBy],
  );
  assert.deepEqual(await clocksOf(paused, now), clocks, "no clock hears that he left");
  assert.ok(clocks.some((each) => each.paused?.reason === "owner"));

  const [away] = await read(whoIsAway, as(world.dispatcher, connection), {});
  assert.deepEqual([away?.presence, away?.begun], ["ill", 0]);
  assert.deepEqual((await read(myJobs, as(world.technician, connection), myJobs.input.parse({}))).open, []);
  const { tickets } = await read(
    boardSnapshot,
    as(world.dispatcher, connection),
    boardSnapshot.input.parse({}),
  );
  const card = tickets.find((each) => each.id === paused);
  assert.deepEqual(
    [card?.status, card?.technicianId, card?.pauseReason, card?.backAt],
    ["paused", null, "owner", back.toISOString()],
  );
});

async function assignmentOf(ticketId: string) {
  const [row] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId));
  return row!;
}

test("what his phone sends late is his conflict, and his words reach the office", async () => {
  const ticketId = await unheldJob();
  const step = { ticketId, version: 6, doneAt: new Date().toISOString() };
  const no = await mustRefuse(act(resumeWork, world.technician, step));
  assert.deepEqual([no.code, no.params?.type], ["NOT_YOURS_NOW", "vacated"]);
  assert.equal((await mustRefuse(act(resumeWork, world.technician2, step))).code, "NOT_FOUND");
  await act(noteOnTicket, world.technician, { ticketId, words: "换好了阀芯", photoIds: [] });
  assert.equal((await storyOf(ticketId)).at(-1)?.type, "added");
  assert.deepEqual(await standsAs(ticketId), ["paused", null, "owner", null]);
});

test("the household reads that it waits and that somebody new comes", async () => {
  const ticketId = await report(world.places.ownHome, world.owner);
  await assign(ticketId);
  for (const [n, step] of [acceptJob, departForJob, arriveAtJob].entries())
    await act(step, world.technician, { ticketId, version: 2 + n });
  await act(pauseWork, world.technician, { ticketId, version: 5, reason: "parts", words: "" });
  await set("ill", "hurt");
  const seen = await read(getTicket, as(world.owner, connection), { ticketId });
  assert.deepEqual([seen.ticket.status, seen.ticket.pauseReason, seen.technician], ["paused", "parts", null]);
  const last = seen.entries.at(-1)!;
  assert.deepEqual([last.type, last.data, last.technician, last.words], ["vacated", {}, null, ""]);
});

test("off or his shift over, he keeps what he stands at and what he comes back for; what goes on without him goes back", async () => {
  for (const how of ["off", "shift"] as const) {
    world = await makeWorld(connection);
    const next = inHours(22);
    await connection.db.insert(shift).values({
      id: randomUUID(),
      personId: world.technician.personId,
      startsAt: next,
      endsAt: inHours(30),
    });
    const me = world.technician.personId;
    const [soon, later, open, begun] = [
      await pausedJob("contractor", inHours(12)),
      await pausedJob("contractor", inHours(23)),
      await pausedJob("parts"),
      await job(3),
    ];
    if (how === "off") assert.equal((await set("off", "private")).putBack, 1);
    else {
      const ends = inHours(9);
      const both = await Promise.all([endShifts(connection.db, ends), endShifts(connection.db, ends)]);
      assert.deepEqual(both.sort(), [0, 1]);
    }
    const [status, who, reason] = await standsAs(soon);
    assert.deepEqual([status, who, reason], ["paused", null, "contractor"]);
    const last = (await storyOf(soon)).at(-1)!;
    assert.deepEqual(
      [last.type, last.data.reason],
      ["vacated", how === "off" ? "technician_left" : "shift_ends"],
    );
    for (const ticketId of [later, open])
      assert.deepEqual((await standsAs(ticketId)).slice(0, 2), ["paused", me]);
    assert.deepEqual((await standsAs(begun)).slice(0, 2), ["on_site", me]);
  }
});

test("before its time no machine gives it out, and once that has come it is ordinary waiting work, once, with two servers", async () => {
  await act(setMode, world.lead, {
    siteId: world.siteId,
    faultCode: "tap-drips",
    mode: "auto",
    reason: "试",
  });
  const back = inHours(2);
  const ticketId = await unheldJob("contractor", back);
  const early = inHours(1);
  await endPauses(connection.db, early);
  await dispatchDue(connection.db, early);
  assert.equal((await rowOf(ticketId)).status, "paused");

  const due = new Date(back.getTime() + 1_000);
  await Promise.all([endPauses(connection.db, due), endPauses(connection.db, due)]);
  assert.deepEqual(await standsAs(ticketId), ["triaged", null, null, null]);
  assert.equal((await typesOf(ticketId)).filter((type) => type === "pause_over").length, 1);
  const last = (await storyOf(ticketId)).at(-1)!;
  assert.deepEqual(
    [last.type, last.data.reason, last.actor],
    ["pause_over", "back", { kind: "system", id: "pauses" }],
  );
  assert.equal(await endPauses(connection.db, due), 0);
  await dispatchDue(connection.db, due);
  assert.deepEqual((await standsAs(ticketId)).slice(0, 2), ["dispatched", world.technician2.personId]);
});

test("nobody on it and no time said, it waits for a person until its allowance is used up, where it has one", async () => {
  const parts = await unheldJob("parts");
  assert.equal((await rowOf(parts)).capAt, null);
  await endPauses(connection.db, inHours(24 * 60));
  assert.equal((await rowOf(parts)).status, "paused");

  world = await makeWorld(connection);
  const owner = await unheldJob("owner");
  const { capAt } = await rowOf(owner);
  assert.ok(capAt !== null);
  await endPauses(connection.db, new Date(capAt.getTime() - 1_000));
  assert.equal((await rowOf(owner)).status, "paused");
  await endPauses(connection.db, capAt);
  assert.deepEqual(await standsAs(owner), ["triaged", null, null, null]);
  const last = (await storyOf(owner)).at(-1)!;
  assert.deepEqual([last.type, last.data.reason], ["pause_over", "cap"]);
});

test("it rings for nobody while it is paused, and like any other once it waits", async () => {
  const ticketId = await unheldJob("contractor", inHours(1));
  await act(triageTicket, world.dispatcher, {
    ticketId,
    version: (await rowOf(ticketId)).version,
    urgency: 1,
    faultCode: "tap-drips",
  });
  const ringing = () =>
    connection.db.$count(alarm, and(eq(alarm.ticketId, ticketId), isNull(alarm.clearedAt)));
  assert.equal(await ringing(), 0);
  await endPauses(connection.db, inHours(2));
  assert.ok((await ringing()) > 0);
});

test("somebody else is sent by hand: the pause ends with it, and undoing that brings the pause back", async () => {
  const back = inHours(50);
  const ticketId = await unheldJob("owner", back);
  const before = await rowOf(ticketId);
  const now = inHours(1);
  const clocks = await clocksOf(ticketId, now);
  const sent = await assign(ticketId, world.technician2);
  assert.deepEqual(await standsAs(ticketId), ["dispatched", world.technician2.personId, null, null]);
  assert.ok((await clocksOf(ticketId, now)).every((each) => each.paused === null));
  const { open } = await read(myJobs, as(world.technician2, connection), myJobs.input.parse({}));
  assert.deepEqual(
    open.map((line) => line.ticket.id),
    [ticketId],
  );
  const order = { ticketId, version: before.version, technicianId: world.technician2.personId };
  const no = await mustRefuse(act(assignTechnician, world.dispatcher2, order));
  assert.deepEqual([no.code, no.params?.to], ["TICKET_TAKEN", "张伟"]);

  await act(undoDeed, world.dispatcher, { ticketId, version: sent.version });
  assert.deepEqual(await standsAs(ticketId), ["paused", null, "owner", back.toISOString()]);
  assert.deepEqual(await clocksOf(ticketId, now), clocks, "as if he had never been sent");
  assert.deepEqual((await rowOf(ticketId)).capAt, before.capAt);
});

test("a dispatcher who saw it paused may send somebody though its pause is over meanwhile", async () => {
  const ticketId = await unheldJob("contractor", inHours(1));
  const { version } = await rowOf(ticketId);
  await endPauses(connection.db, inHours(2));
  const order = { ticketId, version, technicianId: world.technician2.personId };
  await act(assignTechnician, world.dispatcher, order, inHours(2));
  assert.deepEqual((await standsAs(ticketId)).slice(0, 2), ["dispatched", world.technician2.personId]);
});

test("the desk takes a paused job back with its pause or without, and can take that back", async () => {
  const back = inHours(50);
  const ticketId = await pausedJob("owner", back);
  const before = await rowOf(ticketId);
  const now = inHours(1);
  const clocks = await clocksOf(ticketId, now);
  const input = { ticketId, version: before.version, reason: "better_fit" };
  const kept = await act(withdrawAssignment, world.dispatcher, { ...input, keepPause: true });
  assert.deepEqual(await standsAs(ticketId), ["paused", null, "owner", back.toISOString()]);
  for (const [spec, more] of [
    [withdrawAssignment, { reason: "mistake" }],
    [transferJob, { reason: "better_fit", technicianId: world.technician2.personId }],
  ] as const) {
    const no = await mustRefuse(act(spec, world.dispatcher, { ticketId, version: kept.version, ...more }));
    assert.equal(no.code, "STATE");
  }
  const undone = await act(undoDeed, world.dispatcher, { ticketId, version: kept.version });
  // A paused clock's column is its deadline as of the last fact, and in office hours time has passed since.
  const { finishBy } = before;
  assert.deepEqual({ ...(await rowOf(ticketId)), version: 0, finishBy }, { ...before, version: 0 });
  assert.deepEqual(await clocksOf(ticketId, now), clocks, "as if it had never been taken back");
  await act(withdrawAssignment, world.dispatcher, { ...input, version: undone.version });
  assert.deepEqual(await standsAs(ticketId), ["triaged", null, null, null]);
  const begun = await job(2);
  const way = { ticketId: begun, version: 4, reason: "mistake", keepPause: true };
  assert.equal((await mustRefuse(act(withdrawAssignment, world.dispatcher, way))).code, "STATE");
});

test("nothing gets stuck: it can be cancelled, turned down, merged, put under an incident and done with that", async () => {
  const version = async (ticketId: string) => (await rowOf(ticketId)).version;
  const ends = async (ticketId: string, status: string) => {
    assert.deepEqual(await standsAs(ticketId), [status, null, null, null]);
    const story = await typesOf(ticketId);
    await endPauses(connection.db, inHours(24 * 60));
    assert.deepEqual(await typesOf(ticketId), story, "no pause of it is left to end");
  };
  const cancelled = await unheldJob("owner", inHours(4));
  const off = { ticketId: cancelled, version: await version(cancelled), reason: "not_wanted", words: "" };
  const gone = await act(cancelTicket, world.dispatcher, off);
  await ends(cancelled, "cancelled");
  await act(undoDeed, world.dispatcher, { ticketId: cancelled, version: gone.version });
  assert.deepEqual((await standsAs(cancelled)).slice(0, 3), ["paused", null, "owner"]);
  const no = {
    ticketId: cancelled,
    version: await version(cancelled),
    reason: "not_ours",
    words: "不归我们",
  };
  await act(turnDownTicket, world.dispatcher, no);
  await ends(cancelled, "declined");

  await set("on");
  const merged = await unheldJob("owner", inHours(4));
  const into = await report(world.places.otherHome);
  await act(mergeTicket, world.dispatcher, {
    ticketId: merged,
    version: await version(merged),
    intoId: into,
  });
  await ends(merged, "duplicate");

  await set("on");
  const [lead, unheld] = [into, await unheldJob("owner", inHours(4))];
  const tickets = [];
  for (const ticketId of [lead, unheld]) tickets.push({ ticketId, version: await version(ticketId) });
  const opened = await act(openIncident, world.dispatcher, {
    tickets,
    wordsZh: "停水",
    wordsEn: "No water",
    expectedUntil: null,
  });
  const [first, second] = [await rowOf(lead), await rowOf(unheld)];
  assert.deepEqual([first.leadsIncident, second.leadsIncident, second.status], [true, false, "paused"]);
  const order = { ticketId: unheld, version: second.version, technicianId: world.technician2.personId };
  assert.equal((await mustRefuse(act(assignTechnician, world.dispatcher, order))).code, "IN_INCIDENT");
  await act(fixIncident, world.dispatcher, { incidentId: opened.incidentId, version: opened.version });
  await ends(unheld, "done");
  const row = await rowOf(unheld);
  assert.deepEqual([row.dueAt, row.escalateAt, row.capAt], [null, null, null]);
});

test("what it waited for ends the pause by itself: a quote that is answered, parts that have come", async () => {
  const quoted = await report(world.places.ownHome, world.owner);
  await assign(quoted);
  for (const [n, step] of [acceptJob, departForJob, arriveAtJob].entries())
    await act(step, world.technician, { ticketId: quoted, version: 2 + n });
  await act(quoteOwner, world.technician, {
    ticketId: quoted,
    version: 5,
    lines: [],
    labourCents: 9_000,
    words: "",
  });
  const parts = await pausedJob("parts", inHours(72));
  const there = await stockAt(connection, world);
  const line = { materialId: there.materialId, quantity: "2" };
  const { version } = await rowOf(parts);
  await act(reserveStock, world.technician, {
    ticketId: parts,
    version,
    lines: [{ id: randomUUID(), ...line }],
  });
  await set("ill", "unwell");
  assert.deepEqual((await standsAs(quoted)).slice(0, 3), ["paused", null, "quote"]);
  const { quotes } = await read(quotesOf, as(world.owner, connection), { ticketId: quoted });
  await act(answerQuote, world.owner, { ticketId: quoted, quoteId: quotes[0]!.id, answer: "accepted" });
  assert.deepEqual(await standsAs(quoted), ["triaged", null, null, null]);
  assert.deepEqual((await typesOf(quoted)).slice(-2), ["quote_answered", "pause_over"]);

  assert.deepEqual((await standsAs(parts)).slice(0, 3), ["paused", null, "parts"]);
  const delivery = { storeId: there.warehouseId, lines: [line], reason: "delivery" };
  await act(receiveStock, world.lead, delivery);
  assert.deepEqual(await standsAs(parts), ["triaged", null, null, null]);
  assert.deepEqual((await typesOf(parts)).slice(-2), ["parts_ready", "pause_over"]);
});

test("sent, over, and gone on with from a phone in the same moment: the ticket is whole, and he who left is told", async () => {
  for (let round = 0; round < 6; round++) {
    world = await makeWorld(connection);
    const ticketId = await unheldJob("owner", inHours(1));
    const { version } = await rowOf(ticketId);
    const now = inHours(2);
    const step = { ticketId, version: 6, doneAt: new Date().toISOString() };
    const order = { ticketId, version, technicianId: world.technician2.personId };
    const [one, other, over, late] = await Promise.allSettled([
      act(assignTechnician, world.dispatcher, order, now),
      act(assignTechnician, world.dispatcher2, order, now),
      endPauses(connection.db, now),
      act(resumeWork, world.technician, step, now),
    ]);
    assert.equal(late.status, "rejected", "whoever left goes on with nothing");
    assert.equal(over.status, "fulfilled");
    assert.equal([one, other].filter((each) => each.status === "fulfilled").length, 1, "one dispatcher wins");
    assert.deepEqual(await standsAs(ticketId), ["dispatched", world.technician2.personId, null, null]);
    const after = (await typesOf(ticketId)).slice(version);
    assert.ok(["assigned", "pause_over,assigned"].includes(after.join()), after.join());
    const clocks = await clocksOf(ticketId, now);
    assert.deepEqual(
      clocks.map((each) => [each.clock, each.paused]),
      clockNames.map((name) => [name, null]),
    );
  }
});

test("ill and going on, from two phones in the same moment: he never keeps the job", async () => {
  for (let round = 0; round < 6; round++) {
    world = await makeWorld(connection);
    const ticketId = await pausedJob("owner");
    const [, gone] = await Promise.allSettled([
      act(resumeWork, world.technician, { ticketId, version: 6 }),
      set("ill", "unwell"),
    ]);
    assert.equal(gone.status, "fulfilled");
    const [status, who] = await standsAs(ticketId);
    const last = (await typesOf(ticketId)).at(-1);
    assert.equal(who, null);
    assert.ok(last === "vacated" ? status === "paused" : last === "withdrawn" && status === "triaged", last);
  }
});

test("a server that was down for days finds who has gone home meanwhile", async () => {
  const ticketId = await job(1);
  await endShifts(connection.db, inHours(8 + 13));
  assert.deepEqual(await standsAs(ticketId), ["triaged", null, null, null]);
});

test("who was sent beyond his shift because he agreed keeps the job when it ends", async () => {
  const { personId } = world.technician;
  await connection.db
    .update(shift)
    .set({ endsAt: inHours(0.4) })
    .where(eq(shift.personId, personId));
  const ticketId = await report();
  const { version } = await rowOf(ticketId);
  const overrule = { reason: "agreed", words: "他说做完再走" };
  await act(assignTechnician, world.dispatcher, { ticketId, version, technicianId: personId, overrule });
  await endShifts(connection.db, inHours(0.5));
  assert.deepEqual(await standsAs(ticketId), ["dispatched", personId, null, null]);
  await set("ill", "unwell");
  assert.deepEqual(await standsAs(ticketId), ["triaged", null, null, null]);
});

test("who was ill before that put his begun work back loses it once the server looks, once, with two servers", async () => {
  const [begun, paused] = [await job(3), await pausedJob("parts")];
  await connection.db.insert(absence).values({
    id: randomUUID(),
    personId: world.technician.personId,
    presence: "ill",
    reason: "unwell",
    setById: world.technician.personId,
    since: new Date(),
  });
  const both = await Promise.all([0, 1].map(() => putBackOfIll(connection.db, new Date())));
  assert.deepEqual(both.sort(), [0, 2]);
  assert.deepEqual(await standsAs(begun), ["triaged", null, null, null]);
  assert.deepEqual(await standsAs(paused), ["paused", null, "parts", null]);
  assert.deepEqual(
    [await typesOf(begun), await typesOf(paused)].map((types) => types.at(-1)),
    ["withdrawn", "vacated"],
  );
  assert.equal(await putBackOfIll(connection.db, new Date()), 0);
});

test("the desk ends a pause that nobody holds: it waits to be given out, and taking that back brings the pause back", async () => {
  const back = inHours(50);
  const ticketId = await unheldJob("owner", back);
  const { version } = await rowOf(ticketId);
  const ended = await act(endPause, world.dispatcher, { ticketId, version });
  assert.deepEqual(await standsAs(ticketId), ["triaged", null, null, null]);
  const last = (await storyOf(ticketId)).at(-1)!;
  assert.deepEqual([last.type, last.data.reason, last.data.paused], ["pause_over", "desk", "owner"]);
  await act(undoDeed, world.dispatcher, { ticketId, version: ended.version });
  assert.deepEqual(await standsAs(ticketId), ["paused", null, "owner", back.toISOString()]);
  assert.ok((await clocksOf(ticketId, new Date())).some((each) => each.paused?.reason === "owner"));

  await set("on");
  const held = await pausedJob("parts");
  const no = await mustRefuse(act(endPause, world.dispatcher, { ticketId: held, version: 5 }));
  assert.equal(no.code, "STATE", "what somebody holds is his to go on with");
});
