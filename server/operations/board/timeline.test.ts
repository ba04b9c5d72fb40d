import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { appointment } from "#db/schema/appointment.ts";
import { shift } from "#db/schema/person.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { stretchesOf } from "../../domain/dispatch/dayTrack.ts";
import { Refused } from "../../domain/refusal.ts";
import { givenJob } from "../../testing/jobs.ts";
import { as, makeWorld } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { completeWork } from "../ticket/complete.ts";
import { acceptJob, arriveAtJob, departForJob, pauseWork, resumeWork } from "../ticket/steps.ts";
import { boardGrounds } from "./grounds.ts";
import { boardTimeline } from "./timeline.ts";

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

/** Nine in the morning at the site. */
const start = new Date("2026-11-23T01:00:00.000Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

test("a technician's day is told as the events have it, by the site's own midnight", async () => {
  const world = await makeWorld(connection, start);
  const ticketId = await givenJob(world, connection, start, later(1));
  const man = (minutes: number) => as(world.technician, connection, later(minutes));
  await perform(acceptJob, man(2), acceptJob.input.parse({ ticketId, version: 2 }), randomUUID());
  await perform(departForJob, man(5), departForJob.input.parse({ ticketId, version: 3 }), randomUUID());
  await perform(arriveAtJob, man(20), arriveAtJob.input.parse({ ticketId, version: 4 }), randomUUID());
  const wait = pauseWork.input.parse({ ticketId, version: 5, reason: "parts" });
  await perform(pauseWork, man(40), wait, randomUUID());
  await perform(resumeWork, man(70), resumeWork.input.parse({ ticketId, version: 6 }), randomUUID());
  const done = { ticketId, version: 7, measure: "fix", found: "a", done: "b", result: "fixed" };
  await perform(completeWork, man(90), completeWork.input.parse(done), randomUUID());

  const ask = (day?: string, at = later(100)) =>
    read(
      boardTimeline,
      as(world.dispatcher, connection, at),
      boardTimeline.input.parse({ siteIds: [world.siteId], day }),
    );
  const today = await ask();
  assert.deepEqual(
    [today.day, today.timeZone, today.from, today.until],
    ["2026-11-23", "Asia/Shanghai", "2026-11-22T16:00:00.000Z", "2026-11-23T16:00:00.000Z"],
  );
  assert.ok(today.shifts.some((shift) => shift.technicianId === world.technician.personId));
  assert.equal(today.tickets.length, 1);
  assert.equal(today.tickets[0]!.version, 8, "what is heard of it later is newer");
  const minutes = (iso: string | null) =>
    iso === null ? null : (Date.parse(iso) - start.getTime()) / 60_000;
  assert.deepEqual(
    stretchesOf(today.tickets[0]!.turns).map((s) => [s.kind, s.reason, minutes(s.from), minutes(s.until)]),
    [
      ["travel", null, 5, 20],
      ["work", null, 20, 40],
      ["pause", "parts", 40, 70],
      ["work", null, 70, 90],
    ],
  );
  assert.deepEqual((await ask("2026-11-22")).tickets, [], "not in the day before");
  assert.deepEqual((await ask("2026-11-24", later(2_000))).tickets, [], "nor in the day after");

  for (const day of ["abc", "2026-02-30", "9999-12-31"])
    assert.ok(!boardTimeline.input.safeParse({ siteIds: [world.siteId], day }).success, day);
  const elsewhere = await makeWorld(connection, start);
  const foreign = read(
    boardTimeline,
    as(elsewhere.dispatcher, connection, start),
    boardTimeline.input.parse({ siteIds: [elsewhere.siteId, world.siteId] }),
  );
  await assert.rejects(foreign, (error) => error instanceof Refused && error.refusal.code === "NOT_FOUND");
});

test("a day to come has what is held now, the shifts until it, and which times are agreed or to be agreed", async () => {
  const world = await makeWorld(connection, start);
  const technicianId = world.technician.personId;
  const [morrow, afterwards] = [later(24 * 60), later(48 * 60)];
  await connection.db.insert(shift).values(
    [morrow, afterwards].map((startsAt) => ({
      id: randomUUID(),
      personId: technicianId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 8 * 3_600_000),
    })),
  );
  const desk = (minutes: number) => as(world.dispatcher, connection, later(minutes));
  const held = [
    await givenJob(world, connection, start, later(1)),
    await givenJob(world, connection, start, later(1)),
  ];
  const [offered, agreed] = held.toSorted();
  for (const ticketId of [offered!, agreed!]) {
    const windows = { from: later(26 * 60).toISOString(), until: later(28 * 60).toISOString() };
    await connection.db.insert(appointment).values({
      id: randomUUID(),
      ticketId,
      siteId: world.siteId,
      technicianId,
      why: "visit",
      windows: [windows],
      offeredAt: later(2),
      ...(ticketId === agreed && {
        chosenFrom: later(26 * 60),
        chosenUntil: later(28 * 60),
        chosenAt: later(2),
      }),
    });
  }
  const ask = (day: string) =>
    read(boardTimeline, desk(60), boardTimeline.input.parse({ siteIds: [world.siteId], day }));
  const mine = (day: Awaited<ReturnType<typeof ask>>) =>
    day.shifts.filter((each) => each.technicianId === technicianId).map((each) => each.from);
  const tomorrow = await ask("2026-11-24");
  assert.equal(tomorrow.near, true);
  assert.deepEqual(
    tomorrow.tickets.map(({ id, turns }) => [id, turns.at(-1)!.status]).sort(),
    [
      [offered, "dispatched"],
      [agreed, "dispatched"],
    ].sort(),
  );
  assert.deepEqual(
    mine(tomorrow),
    [later(-60), morrow, afterwards].map((each) => each.toISOString()),
  );
  assert.deepEqual(
    tomorrow.booked.toSorted((a, b) => (a.ticketId < b.ticketId ? -1 : 1)),
    [
      { ticketId: offered, from: null },
      { ticketId: agreed, from: later(26 * 60).toISOString() },
    ],
  );
  const far = await ask("2026-12-02");
  assert.deepEqual([far.near, far.booked, mine(far)], [false, [], []]);
  const gone = await ask("2026-11-22");
  assert.deepEqual([gone.near, gone.booked, mine(gone)], [false, [], []]);
});

test("a site's grounds are its buildings with their units, as the plates name them", async () => {
  const world = await makeWorld(connection, start);
  const grounds = await read(boardGrounds, as(world.dispatcher, connection, start), { siteId: world.siteId });
  assert.deepEqual(
    grounds.buildings.map(({ id: _id, ...rest }) => rest),
    [
      {
        code: "3",
        name: { zh: "3栋", en: "Bldg 3" },
        floors: 18,
        homes: 2,
        units: [{ code: "2", name: { zh: "2单元", en: "Unit 2" }, homes: 2 }],
      },
    ],
  );
});
