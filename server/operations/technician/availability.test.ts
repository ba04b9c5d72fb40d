import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, desc, eq } from "drizzle-orm";
import { absence } from "#db/schema/availability.ts";
import { event } from "#db/schema/event.ts";
import { shift, staffRole } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { waitingJob } from "../../testing/jobs.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardCandidates } from "../board/detail.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { acceptJob, arriveAtJob, departForJob } from "../ticket/steps.ts";
import { absencesDue } from "./absences.ts";
import { myAvailability, setAvailability, whoIsAway } from "./availability.ts";
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

const waiting = () => waitingJob(world, connection);

/** A job of the first technician's that has come `steps` far. */
async function job(steps = 0): Promise<string> {
  const ticketId = await waiting();
  await give(ticketId);
  for (const [n, step] of [acceptJob, departForJob, arriveAtJob].slice(0, steps).entries())
    await perform(step, as(world.technician, connection), { ticketId, version: 2 + n }, randomUUID());
  return ticketId;
}

const give = (ticketId: string) =>
  perform(
    assignTechnician,
    as(world.dispatcher, connection),
    { ticketId, version: 1, technicianId: world.technician.personId },
    randomUUID(),
  );

const set = (presence: string, reason?: string, by: Actor = world.technician) =>
  perform(
    setAvailability,
    as(by, connection),
    setAvailability.input.parse({ technicianId: world.technician.personId, presence, reason }),
    randomUUID(),
  );

async function stands(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return [row!.status, row!.technicianId] as const;
}

async function lastEvent(ticketId: string) {
  const [last] = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(desc(event.ticketVersion))
    .limit(1);
  return [last!.type, last!.data.reason];
}

const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code;

test("who is off gives back what he has not begun at once; what he has begun stays and is told", async () => {
  const [sent, taken, underWay, begun] = [await job(0), await job(1), await job(2), await job(3)];
  assert.deepEqual(await set("off", "called_away"), {
    technicianId: world.technician.personId,
    presence: "off",
    putBack: 3,
  });
  for (const ticketId of [sent, taken, underWay]) {
    assert.deepEqual(await stands(ticketId), ["triaged", null]);
    assert.deepEqual(await lastEvent(ticketId), ["withdrawn", "technician_left"]);
    const open = await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId));
    assert.ok(open.every((row) => row.endedAt !== null));
  }
  assert.deepEqual(await stands(begun), ["on_site", world.technician.personId]);
  const [away] = await read(whoIsAway, as(world.dispatcher, connection), {});
  assert.deepEqual([away?.presence, away?.reason, away?.begun], ["off", "called_away", 1]);
});

test("on a break he keeps his work, but nobody sends him more until he is back", async () => {
  const held = await job(1);
  const next = await waiting();
  assert.equal((await set("break", "meal", world.dispatcher)).putBack, 0);
  assert.deepEqual(await stands(held), ["accepted", world.technician.personId]);
  const { candidates } = await read(boardCandidates, as(world.dispatcher, connection), { ticketId: next });
  const him = candidates.find((each) => each.technicianId === world.technician.personId);
  assert.deepEqual([him?.eligible, him?.whyNot], [false, ["on_break"]]);
  await assert.rejects(give(next), refusedAs("NOT_ELIGIBLE"));
  await set("on");
  assert.equal((await read(myAvailability, as(world.technician, connection), {})).presence, "on");
  await give(next);
});

/** Tomorrow's shift, which begins in 22 hours. */
async function tomorrow(): Promise<Date> {
  const from = new Date(Date.now() + 22 * 3_600_000);
  const row = { id: randomUUID(), personId: world.technician.personId, startsAt: from };
  await connection.db.insert(shift).values({ ...row, endsAt: new Date(from.getTime() + 8 * 3_600_000) });
  return from;
}
const rowsOf = () =>
  connection.db.select().from(absence).where(eq(absence.personId, world.technician.personId));

test("off or on a break ends by itself when the next shift begins, and the row keeps when", async () => {
  for (const [presence, reason] of [
    ["off", "shift_done"],
    ["break", "meal"],
  ] as const) {
    world = await makeWorld(connection);
    const from = await tomorrow();
    await set(presence, reason);
    const desk = (now: Date) => as(world.dispatcher, connection, now);
    const [away] = await read(whoIsAway, desk(new Date()), {});
    assert.equal(away?.until, from.toISOString(), "the board says until when");
    const later = new Date(from.getTime() + 60_000);
    const next = await waiting();
    const him = async () =>
      (await read(boardCandidates, desk(later), { ticketId: next })).candidates.find(
        (each) => each.technicianId === world.technician.personId,
      );
    assert.equal((await him())?.eligible, true, "even before the job has looked");
    assert.deepEqual(await read(whoIsAway, desk(later), {}), []);
    assert.equal((await rowsOf())[0]?.endedAt, null);
    await Promise.all([absencesDue(connection.db, later), absencesDue(connection.db, later)]);
    assert.deepEqual(
      (await rowsOf()).map((row) => [row.presence, row.endedAt?.toISOString()]),
      [[presence, from.toISOString()]],
    );
    assert.equal(await absencesDue(connection.db, later), 0);
  }
});

test("who is off again in the next shift says so anew, though nobody has written down that the first was over", async () => {
  const from = await tomorrow();
  await set("off", "private");
  const later = new Date(from.getTime() + 60_000);
  const again = setAvailability.input.parse({
    technicianId: world.technician.personId,
    presence: "off",
    reason: "private",
  });
  await perform(setAvailability, as(world.technician, connection, later), again, randomUUID());
  const rows = (await rowsOf()).sort((a, b) => a.since.getTime() - b.since.getTime());
  assert.deepEqual(
    rows.map((row) => row.endedAt?.toISOString() ?? null),
    [from.toISOString(), null],
  );
});

test("who is ill stays ill through the next shift until somebody says otherwise", async () => {
  const from = await tomorrow();
  await set("ill", "unwell");
  const later = new Date(from.getTime() + 60_000);
  await absencesDue(connection.db, later);
  const [away] = await read(whoIsAway, as(world.dispatcher, connection, later), {});
  assert.deepEqual([away?.presence, away?.until], ["ill", null]);
  await set("on", undefined, world.dispatcher);
  assert.deepEqual(await read(whoIsAway, as(world.dispatcher, connection, later), {}), []);
});

test("a reason that does not fit, and another's word for him, are refused", async () => {
  await assert.rejects(set("ill"), refusedAs("REQUIRED"));
  await assert.rejects(set("break", "hurt"), refusedAs("REQUIRED"));
  await assert.rejects(set("off", "private", world.technician2), refusedAs("NOT_FOUND"));
  const elsewhere = await makeWorld(connection);
  await assert.rejects(set("off", "private", elsewhere.dispatcher), refusedAs("NOT_FOUND"));
});

test("sent and leaving in the same moment: he never ends up with work that he has not begun", async () => {
  for (let round = 0; round < 8; round++) {
    const ticketId = await waiting();
    await Promise.allSettled([give(ticketId), set("off", "called_away")]);
    assert.deepEqual((await stands(ticketId))[1], null);
    await set("on");
  }
});

test("when a shift is over its open work goes back once, also with two servers, unless he goes on", async () => {
  const [sent, begun] = [await job(1), await job(3)];
  const ends = new Date(Date.now() + 9 * 3_600_000);
  await Promise.all([endShifts(connection.db, ends), endShifts(connection.db, ends)]);
  const back = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, sent), eq(event.type, "withdrawn")));
  assert.equal(back.length, 1);
  assert.deepEqual(await stands(sent), ["triaged", null]);
  assert.deepEqual(await lastEvent(sent), ["withdrawn", "shift_ends"]);
  assert.deepEqual((await stands(begun))[0], "on_site");
  assert.equal(await endShifts(connection.db, ends), 0);

  world = await makeWorld(connection);
  const kept = await job(1);
  await connection.db.insert(shift).values({
    id: randomUUID(),
    personId: world.technician.personId,
    startsAt: new Date(Date.now() + 8 * 3_600_000),
    endsAt: new Date(Date.now() + 16 * 3_600_000),
  });
  await endShifts(connection.db, ends);
  assert.deepEqual(await stands(kept), ["accepted", world.technician.personId]);
  const shifts = await connection.db
    .select()
    .from(shift)
    .where(and(eq(shift.personId, world.technician.personId)));
  assert.equal(shifts.length, 2);
});

test("what was said at the end of yesterday's shift and is heard in the next one takes nothing of today away", async () => {
  const now = new Date();
  const begins = new Date(now.getTime() - 3_600_000);
  await connection.db
    .update(shift)
    .set({ startsAt: begins })
    .where(eq(shift.personId, world.technician.personId));
  const today = await job(1);
  const said = {
    technicianId: world.technician.personId,
    presence: "off",
    reason: "shift_done",
    seen: "on",
    doneAt: new Date(begins.getTime() - 14 * 3_600_000).toISOString(),
  };
  const input = setAvailability.input.parse(said);
  const answer = await perform(setAvailability, as(world.technician, connection), input, randomUUID());
  assert.deepEqual([answer.presence, answer.putBack], ["on", 0]);
  assert.deepEqual(await stands(today), ["accepted", world.technician.personId]);
  const mine = await read(myAvailability, as(world.technician, connection), {});
  assert.equal(mine.presence, "on");
  const [kept] = await connection.db
    .select()
    .from(absence)
    .where(eq(absence.personId, world.technician.personId));
  assert.deepEqual(
    [kept?.since.toISOString(), kept?.endedAt?.toISOString()],
    [said.doneAt, begins.toISOString()],
  );
});

test("his own time is that of his site, and nobody's where he has none", async () => {
  const mine = () => read(myAvailability, as(world.technician, connection), {});
  await connection.db.update(site).set({ timeZone: "America/New_York" }).where(eq(site.id, world.siteId));
  assert.equal((await mine()).timeZone, "America/New_York");
  await connection.db.delete(staffRole).where(eq(staffRole.personId, world.technician.personId));
  assert.equal((await mine()).timeZone, null);
});
