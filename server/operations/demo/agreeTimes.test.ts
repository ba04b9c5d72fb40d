import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { asc, eq, inArray } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { event, notification } from "#db/schema/event.ts";
import { ticket } from "#db/schema/ticket.ts";
import { seedDemo } from "#db/seed/demo.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { testSettings } from "../../testing/settings.ts";
import { toTicket } from "../ticket/load.ts";
import { agreeDemoTimes } from "./agreeTimes.ts";

const now = new Date("2026-11-23T06:20:00Z");
let connection: TestDatabase;
let dataDir: string;

before(async () => {
  testSettings();
  dataDir = await mkdtemp(path.join(tmpdir(), "times-"));
  connection = await testDatabase();
  await seedDemo(connection.sql, { seed: 7, now, dataDir, days: 20 });
});
after(async () => {
  await connection.drop();
  await rm(dataDir, { recursive: true, force: true });
});

test("a planted demo has times that are agreed and times to choose from, told and on record, once", async () => {
  const { db } = connection;
  assert.equal(await agreeDemoTimes(db, now), 6);
  assert.equal(await agreeDemoTimes(db, now), 0);
  const rows = await db.select().from(appointment);
  const agreed = rows.filter(({ chosenFrom }) => chosenFrom !== null);
  assert.deepEqual([rows.length, agreed.length], [6, 4]);
  assert.ok(agreed.every(({ chosenFrom }) => chosenFrom! > now));
  const ids = rows.map(({ ticketId }) => ticketId);
  for (const row of await db.select().from(ticket).where(inArray(ticket.id, ids))) {
    const story = await db
      .select()
      .from(event)
      .where(eq(event.ticketId, row.id))
      .orderBy(asc(event.ticketVersion));
    assert.deepEqual(
      story.reduce<Ticket | null>((so, each) => evolve(so, { ...each, ticketId: row.id }), null),
      toTicket(row),
    );
  }
  const told = await db.select().from(notification).where(inArray(notification.ticketId, ids));
  assert.equal(told.filter(({ kind }) => kind === "visit_offered").length, 6);
  assert.equal(told.filter(({ kind }) => kind === "visit_agreed").length, 4);
});
