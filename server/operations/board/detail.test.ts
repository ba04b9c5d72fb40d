import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { as, makeWorld } from "../../testing/world.ts";
import { listAlarms } from "../alarm/list.ts";
import { reviewAll } from "../alarm/review.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { boardDetail } from "./detail.ts";

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

test("an everyday job that rings nothing says why nobody is free for it, as long as it waits", async () => {
  const world = await makeWorld(connection);
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "x",
    contactName: "y",
  });
  const { ticketId } = await perform(reportRepair, as(world.operator, connection), input, randomUUID());
  const nobody = async () => (await read(boardDetail, as(world.dispatcher, connection), { ticketId })).nobody;
  assert.equal(await nobody(), null, "somebody is free");

  const shifts = await connection.sql`
    select s.person_id, s.starts_at, s.ends_at from shift s
    join staff_role r on r.person_id = s.person_id and r.site_id = ${world.siteId}`;
  const people = shifts.map((each) => each.person_id as string);
  const ends = new Date(Date.now() - 60_000);
  await connection.sql`
    update shift set starts_at = ${new Date(ends.getTime() - 3_600_000).toISOString()}, ends_at = ${ends.toISOString()}
    where person_id in ${connection.sql(people)}`;
  const lack = await nobody();
  assert.equal(lack?.until, null, "and nobody starts this week");
  assert.deepEqual(lack?.causes, [], "nobody of the trade is on shift");
  await reviewAll(connection.db, new Date());
  const { open } = await read(listAlarms, as(world.dispatcher, connection), {});
  assert.deepEqual(
    open.filter((alarm) => alarm.ticketId === ticketId),
    [],
    "it rings nothing",
  );

  for (const { person_id, starts_at, ends_at } of shifts)
    await connection.sql`update shift set starts_at = ${starts_at}, ends_at = ${ends_at} where person_id = ${person_id}`;
  assert.equal(await nobody(), null);
  const order = { ticketId, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
  await connection.sql`delete from shift where person_id in ${connection.sql(people)}`;
  assert.equal(await nobody(), null, "what somebody has waits for nobody");
});
