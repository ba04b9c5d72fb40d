import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { givenJob } from "../../testing/jobs.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { acceptJob } from "../ticket/steps.ts";
import { sayHello, silentHours, silentPhones } from "./silent.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const hour = 3_600_000;
const start = new Date();
const later = (hours: number) => new Date(start.getTime() + hours * hour);
const silentAt = async (hours: number, of = world) =>
  (await read(silentPhones, as(of.dispatcher, connection, later(hours)), {})).map((row) => [
    row.technicianId,
    row.jobs,
  ]);

test("a phone with open work of which nothing was heard for two days is told to the desk, until it speaks again", async () => {
  const ticketId = await givenJob(world, connection, start);
  const me = world.technician.personId;
  assert.deepEqual(await silentAt(silentHours - 1), [], "not yet");
  assert.deepEqual(
    await silentAt(silentHours + 1),
    [[me, 1]],
    "never heard of, and the work is his for two days",
  );

  const step = { ticketId, version: 2 };
  await perform(acceptJob, as(world.technician, connection, later(10)), step, randomUUID());
  assert.deepEqual(await silentAt(silentHours + 1), []);
  assert.deepEqual(await silentAt(silentHours + 11), [[me, 1]]);

  const said = { unsent: 3, oldest: later(20).toISOString() };
  await perform(sayHello, as(world.technician, connection, later(60)), said, randomUUID());
  assert.deepEqual(await silentAt(silentHours + 13), []);
  const elsewhere = await makeWorld(connection);
  assert.deepEqual(await silentAt(200, elsewhere), [], "another site hears nothing of it");
});
