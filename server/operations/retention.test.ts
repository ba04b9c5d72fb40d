import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import { oneTimeCode } from "#db/schema/auth.ts";
import { phoneCall, phoneHeard } from "#db/schema/call.ts";
import { command } from "#db/schema/event.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { as, makeWorld, type World } from "../testing/world.ts";
import { perform } from "./operation.ts";
import { forget, keptDays } from "./retention.ts";
import { reportRepair } from "./ticket/report.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const day = 86_400_000;

async function call(startedAt: Date): Promise<string> {
  const id = randomUUID();
  const { db } = connection;
  await db.insert(phoneCall).values({
    id,
    siteId: world.siteId,
    line: "+865718888000",
    system: "test",
    externalId: id,
    number: "+8613911112222",
    recording: "rec/1",
    startedAt,
  });
  const fact = { event: "new_call" as const, at: startedAt.toISOString(), number: null, seconds: null };
  await db
    .insert(phoneHeard)
    .values({ callId: id, event: "new_call", fact: { ...fact, recording: null }, heardAt: startedAt });
  return id;
}

test("after its time a recording is gone, and a number that led to nothing; the call stays on record", async () => {
  const { db } = connection;
  const now = new Date();
  const [idle, useful] = [await call(now), await call(now)];
  const { ticketId } = await perform(
    reportRepair,
    as(world.operator, connection),
    {
      placeId: world.places.ownHome,
      placeWords: "",
      faultCode: "tap-drips",
      urgency: 3,
      description: "滴水",
      photoIds: [],
      contactName: "王丽",
      contactPhone: "+8613911112222",
      callId: useful,
    },
    randomUUID(),
  );
  assert.ok(ticketId);
  await db.insert(oneTimeCode).values({
    id: randomUUID(),
    phone: "+8613911112222",
    codeHmac: "x",
    createdAt: now,
    expiresAt: now,
  });
  const later = (days: number) => new Date(now.getTime() + days * day);
  assert.deepEqual(await forget(db, later(keptDays.oneTimeCode - 0.5)), {
    recording: 0,
    callNumber: 0,
    phoneEvents: 0,
    oneTimeCode: 0,
    command: 0,
  });
  assert.equal((await forget(db, later(keptDays.oneTimeCode + 0.5))).oneTimeCode, 1);
  assert.equal((await forget(db, later(keptDays.recording - 0.5))).recording, 0);
  assert.deepEqual(await forget(db, later(keptDays.recording + 0.5)), {
    recording: 2,
    callNumber: 1,
    phoneEvents: 2,
    oneTimeCode: 0,
    command: 0,
  });
  const rowOf = async (id: string) => (await db.select().from(phoneCall).where(eq(phoneCall.id, id)))[0];
  assert.deepEqual([(await rowOf(idle))?.number, (await rowOf(idle))?.recording], [null, null]);
  assert.deepEqual(
    [(await rowOf(useful))?.number, (await rowOf(useful))?.recording],
    ["+8613911112222", null],
  );
});

test("the key of a command is forgotten after half a year, and never before", async () => {
  const { db } = connection;
  const key = randomUUID();
  const at = new Date("2026-01-01T00:00:00Z");
  await db.insert(command).values({ actorId: "somebody", key, operation: "x", requestHash: "x", at });
  const left = () => db.select().from(command).where(eq(command.key, key));
  const young = (await db.select().from(command)).length - 1;
  await forget(db, new Date(at.getTime() + (keptDays.command - 0.5) * day));
  assert.equal((await left()).length, 1);
  const gone = await forget(db, new Date(at.getTime() + (keptDays.command + 0.5) * day));
  assert.deepEqual([gone.command, (await left()).length], [1, 0]);
  assert.equal((await db.select().from(command)).length, young);
  assert.ok(young > 0);
});
