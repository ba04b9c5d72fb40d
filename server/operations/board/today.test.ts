import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { as, makeWorld } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob } from "../ticket/steps.ts";
import { boardToday } from "./today.ts";

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

test("today counts what came, went out and was answered at one's own sites, and says of how many the median is", async () => {
  const now = new Date("2026-11-23T04:00:00.000Z");
  const world = await makeWorld(connection, now);
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const today = (actor = world.dispatcher, at = later(60)) => read(boardToday, as(actor, connection, at), {});
  assert.deepEqual(await today(), {
    now: later(60).toISOString(),
    received: 0,
    dispatched: 0,
    done: 0,
    acknowledged: 0,
    medianMinutes: null,
  });
  for (const waited of [4, 10]) {
    const input = reportRepair.input.parse({
      placeId: world.places.ownHome,
      faultCode: "tap-drips",
      urgency: 3,
      description: "x",
      contactName: "y",
    });
    const { ticketId } = await perform(
      reportRepair,
      as(world.operator, connection, now),
      input,
      randomUUID(),
    );
    const order = { ticketId, version: 1, technicianId: world.technician.personId };
    await perform(assignTechnician, as(world.dispatcher, connection, later(1)), order, randomUUID());
    const step = { ticketId, version: 2 };
    await perform(acceptJob, as(world.technician, connection, later(waited)), step, randomUUID());
  }
  const { received, dispatched, done, acknowledged, medianMinutes } = await today();
  assert.deepEqual([received, dispatched, done, acknowledged, medianMinutes], [2, 2, 0, 2, 7]);
  const elsewhere = await makeWorld(connection, now);
  assert.equal((await today(elsewhere.dispatcher)).received, 0);
  const midnight = new Date("2026-11-23T16:00:00.000Z");
  assert.equal((await today(world.manager, midnight)).received, 0, "a new day by the site's clock");
});
