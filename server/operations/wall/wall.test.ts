import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { escalationLadder } from "#db/schema/escalation.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { ladderOfUrgency, presetLadders } from "../../domain/escalation/presetLadders.ts";
import { columnsOf } from "../../domain/sla/policyColumns.ts";
import { presetTerms } from "../../domain/sla/presets.ts";
import { givenJob } from "../../testing/jobs.ts";
import { as, makeWorld } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { setAvailability } from "../technician/availability.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob } from "../ticket/steps.ts";
import { wallNow } from "./now.ts";

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

test("today counts what came, went out and was answered at one's own sites, and says of how many the median is", async () => {
  const now = new Date("2026-11-23T01:00:00.000Z");
  const world = await makeWorld(connection, now);
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const today = async (actor = world.dispatcher, at = later(60)) =>
    (await read(wallNow, as(actor, connection, at), {})).today;
  assert.deepEqual(await today(), {
    received: 0,
    dispatched: 0,
    done: 0,
    acknowledged: 0,
    inTime: 0,
    medianMinutes: null,
  });
  for (const waited of [4, 40]) {
    const ticketId = await givenJob(world, connection, now, later(1));
    const step = { ticketId, version: 2 };
    await perform(acceptJob, as(world.technician, connection, later(waited)), step, randomUUID());
  }
  assert.deepEqual(await today(), {
    received: 2,
    dispatched: 2,
    done: 0,
    acknowledged: 2,
    // Half an hour is promised for a small repair.
    inTime: 1,
    medianMinutes: 22,
  });
  const elsewhere = await makeWorld(connection, now);
  assert.equal((await today(elsewhere.dispatcher)).received, 0);
  const midnight = new Date("2026-11-23T16:00:00.000Z");
  assert.equal((await today(world.manager, midnight)).received, 0, "a new day by the site's clock");
});

test("the wall counts as the board does, says who is free, and holds no name, number or word of anybody", async () => {
  const now = new Date("2026-11-24T04:00:00.000Z");
  const world = await makeWorld(connection, now);
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const wall = (minutes: number) => read(wallNow, as(world.dispatcher, connection, at(minutes)), {});
  const report = (placeId: string) =>
    perform(
      reportRepair,
      as(world.operator, connection, now),
      reportRepair.input.parse({
        placeId,
        faultCode: "tap-drips",
        urgency: 2,
        description: "孩子在家，密码一二三",
        contactName: "王芳",
        contactPhone: "13912345678",
      }),
      randomUUID(),
    );
  const first = await report(world.places.ownHome);
  await report(world.places.otherHome);
  const before = await wall(1);
  assert.deepEqual(
    before.fresh.rows.map((row) => `${row.faultZh} ${row.plate.zh.room} ${row.status}`).sort(),
    ["水龙头漏水 1702 received", "水龙头漏水 1802 received"],
  );
  const said = JSON.stringify(before);
  for (const secret of ["王芳", "139", "密码", world.technician.name, world.technician.personId])
    assert.ok(!said.includes(secret), secret);
  assert.deepEqual([before.figures.unassigned, before.figures.late], [2, 0]);
  const order = { ticketId: first.ticketId, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection, at(2)), order, randomUUID());
  const later = await wall(20);
  assert.deepEqual([later.figures.unassigned, later.figures.late, later.late.count], [1, 2, 2]);
  assert.equal(later.figures.free, before.figures.free - 1);
  const away = { technicianId: world.technician2.personId, presence: "break", reason: "meal" } as const;
  await perform(setAvailability, as(world.technician2, connection, at(20)), away, randomUUID());
  const resting = await wall(21);
  assert.equal(resting.figures.free, later.figures.free - 1, "on a break nobody is free");
  assert.equal(resting.figures.there, later.figures.there - 1);
});

test("the target is what the sites promise: the preset, then the policy, and none where they differ", async () => {
  const [one, two] = [await makeWorld(connection), await makeWorld(connection)];
  const target = async (siteIds: string[]) =>
    (await read(wallNow, as({ kind: "display", displayId: randomUUID(), siteIds }, connection), {})).target;
  assert.deepEqual(await target([one.siteId]), { minutes: 5, basis: "clock" });
  const set = (siteId: string, minutes: number, more: { faultCode?: string } = {}) => {
    const terms = presetTerms("CN-1", 2);
    return connection.db.insert(servicePolicy).values({
      id: randomUUID(),
      siteId,
      urgency: 2,
      ...columnsOf({ ...terms, clocks: { ...terms.clocks, acknowledge: { minutes, basis: "clock" } } }),
      ladderCode: ladderOfUrgency[2],
      source: "x",
      since: new Date(),
      ...more,
    });
  };
  await connection.db.insert(escalationLadder).values(presetLadders).onConflictDoNothing();
  await set(one.siteId, 9);
  assert.deepEqual(await target([one.siteId]), { minutes: 9, basis: "clock" });
  assert.equal(await target([one.siteId, two.siteId]), null, "the other site promises something else");
  await set(two.siteId, 9);
  assert.deepEqual(await target([one.siteId, two.siteId]), { minutes: 9, basis: "clock" });
  await set(two.siteId, 3, { faultCode: "tap-drips" });
  assert.equal(await target([one.siteId, two.siteId]), null, "one fault has a promise of its own");
  assert.deepEqual(await target([one.siteId]), { minutes: 9, basis: "clock" });
});
