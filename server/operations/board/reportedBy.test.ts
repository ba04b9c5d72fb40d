import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import { person } from "#db/schema/person.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { cancelTicket } from "../ticket/end.ts";
import { reportRepair } from "../ticket/report.ts";
import { reportedBy } from "./reportedBy.ts";

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

async function reported(world: World, contact: { contactName: string; contactPhone?: string }) {
  const said = { placeId: world.places.ownHome, faultCode: "tap-drips", urgency: 3, description: "滴水" };
  const input = reportRepair.input.parse({ ...said, ...contact });
  return (await perform(reportRepair, as(world.operator, connection), input, randomUUID())).ticketId;
}

const find = (world: World, text: string, actor = world.dispatcher) =>
  read(reportedBy, as(actor, connection), reportedBy.input.parse({ text }));

test("the desk finds who reported by a part of the name, by the last four figures and by the whole number", async () => {
  const world = await makeWorld(connection);
  const wang = await reported(world, { contactName: "王小明", contactPhone: "138 0013 8642" });
  const smith = await reported(world, { contactName: "Ann  Smith", contactPhone: "0571-8888 6642" });
  assert.deepEqual(await find(world, "小明"), [wang]);
  assert.deepEqual(await find(world, "annsm"), [smith]);
  assert.deepEqual(await find(world, "8642"), [wang]);
  assert.deepEqual(await find(world, "+86 138-0013-8642"), [wang]);
  assert.deepEqual(await find(world, "6642"), [smith]);
  // Five figures would tell one that the desk is not shown.
  for (const more of ["38642", "138642", "864", "1380013864"]) assert.deepEqual(await find(world, more), []);
  // What means something to a pattern is only a sign here.
  for (const sign of ["%", "_", ".*", "\\"]) assert.deepEqual(await find(world, sign), []);
});

test("only what is open at the sites that one watches, under the Latin name too, and no technician may ask", async () => {
  const [world, elsewhere] = [await makeWorld(connection), await makeWorld(connection)];
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
  });
  const { ticketId } = await perform(reportRepair, as(world.owner, connection), input, randomUUID());
  await connection.db.update(person).set({ nameLatin: "Wang Li" }).where(eq(person.id, world.owner.personId));
  assert.deepEqual(await find(world, "wang l"), [ticketId]);
  assert.deepEqual(await find(elsewhere, "wang l"), []);
  await assert.rejects(find(world, "wang l", world.technician), /NOT_ALLOWED/);
  await perform(
    cancelTicket,
    as(world.dispatcher, connection),
    cancelTicket.input.parse({ ticketId, version: 1, reason: "mistake", words: "" }),
    randomUUID(),
  );
  assert.deepEqual(await find(world, "wang l"), []);
});
