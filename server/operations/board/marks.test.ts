import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { cancelTicket } from "../ticket/end.ts";
import { reportRepair } from "../ticket/report.ts";
import { boardMarks } from "./marks.ts";
import { boardWords } from "./words.ts";

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

async function reported(world: World, description: string): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description,
    contactName: "y",
  });
  return (await perform(reportRepair, as(world.operator, connection), input, randomUUID())).ticketId;
}

test("the desk sees which open jobs are returns and when somebody comes, of its own sites, and only while it is so", async () => {
  const [world, elsewhere] = [await makeWorld(connection), await makeWorld(connection)];
  const [first, second] = [await reported(world, "一"), await reported(world, "二")];
  const marks = (of = world) => read(boardMarks, as(of.dispatcher, connection), {});
  assert.deepEqual(await marks(), []);
  const from = new Date("2026-11-24T02:00:00.000Z");
  const until = new Date("2026-11-24T04:00:00.000Z");
  const offered = { siteId: world.siteId, why: "visit" as const, windows: [], offeredAt: from };
  await connection.db.insert(appointment).values({
    id: randomUUID(),
    ticketId: first,
    ...offered,
    chosenFrom: from,
    chosenUntil: until,
    chosenAt: from,
  });
  // Offered and not yet chosen is no agreed time.
  await connection.db.insert(appointment).values({ id: randomUUID(), ticketId: second, ...offered });
  await connection.db
    .insert(ticketRepeat)
    .values({ ticketId: first, firstId: second, byRole: "dispatcher", at: from });
  const agreed = { from: from.toISOString(), until: until.toISOString() };
  assert.deepEqual(await marks(), [{ ticketId: first, isReturn: true, agreed }]);
  assert.deepEqual(await marks(elsewhere), []);
  await connection.db
    .update(ticketRepeat)
    .set({ takenBackAt: until, takenBackById: world.dispatcher.personId, takenBackReason: "mistake" })
    .where(eq(ticketRepeat.ticketId, first));
  assert.deepEqual(await marks(), [{ ticketId: first, isReturn: false, agreed }]);
  const end = cancelTicket.input.parse({ ticketId: first, version: 1, reason: "mistake" });
  await perform(cancelTicket, as(world.dispatcher, connection), end, randomUUID());
  assert.deepEqual(await marks(), []);
});

test("what was said is told for the rows in sight, cut to a line, and for no other site's", async () => {
  const [world, elsewhere] = [await makeWorld(connection), await makeWorld(connection)];
  const [short, long] = [await reported(world, "厨房滴水"), await reported(world, "很".repeat(900))];
  const ask = (of: World, ticketIds: string[]) =>
    read(boardWords, as(of.dispatcher, connection), boardWords.input.parse({ ticketIds }));
  const told = new Map((await ask(world, [short, long])).map((row) => [row.ticketId, row.words]));
  assert.equal(told.get(short), "厨房滴水");
  assert.equal(told.get(long), "很".repeat(240));
  assert.deepEqual(await ask(elsewhere, [short]), []);
});
