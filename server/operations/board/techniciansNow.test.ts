import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { shift, technicianSkill } from "#db/schema/person.ts";
import { building, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { wayMinutes } from "../../domain/dispatch/deskDay.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { listAlarms } from "../alarm/list.ts";
import { reviewAll } from "../alarm/review.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob, pauseWork } from "../ticket/steps.ts";
import { undoDeed } from "../ticket/undo.ts";
import { boardCandidates } from "./detail.ts";

let connection: Connection & { drop(): Promise<void> };
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

async function filed(world: World, more: object = {}): Promise<string> {
  const said = {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    description: "滴水",
    contactName: "王丽",
  };
  const input = reportRepair.input.parse({ ...said, urgency: 3, ...more });
  return (await perform(reportRepair, as(world.operator, connection), input, randomUUID())).ticketId;
}

const versionOf = async (ticketId: string) =>
  (await connection.db.select({ version: ticket.version }).from(ticket).where(eq(ticket.id, ticketId)))[0]!
    .version;

async function sent(world: World, ticketId: string): Promise<void> {
  const order = { ticketId, version: await versionOf(ticketId), technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
}

async function asListed(world: World, ticketId: string) {
  const { candidates } = await read(boardCandidates, as(world.dispatcher, connection), { ticketId });
  return candidates.find((each) => each.technicianId === world.technician.personId)!;
}

/** A home in another building of the same site. */
async function farHome({ siteId }: World): Promise<string> {
  const [buildingId, id] = [randomUUID(), randomUUID()];
  await connection.db
    .insert(building)
    .values({ id: buildingId, siteId, code: "9", nameZh: "9栋", nameEn: "Bldg 9", floors: 9 });
  const plate = { zh: { building: "9栋", room: "101" }, en: { building: "Bldg 9", room: "101" } };
  await connection.db.insert(place).values({
    id,
    siteId,
    buildingId,
    kind: "home",
    unit: "1",
    floor: 1,
    room: "101",
    plate,
    searchKey: "9-1-101",
  });
  return id;
}

test("an emergency is weighed from where he works, a routine job from what he does before it", async () => {
  const world = await makeWorld(connection);
  const far = await farHome(world);
  const [here, next] = [await filed(world), await filed(world, { placeId: far })];
  await sent(world, here);
  await sent(world, next);
  for (const step of [acceptJob, departForJob, arriveAtJob]) {
    const input = step.input.parse({ ticketId: here, version: await versionOf(here) });
    await perform(step as typeof acceptJob, as(world.technician, connection), input, randomUUID());
  }
  const urgent = await asListed(world, await filed(world, { urgency: 1 }));
  assert.equal(urgent.figures.wayMinutes, wayMinutes.building);
  assert.equal(urgent.figures.beginMinutes, wayMinutes.building);
  const routine = await asListed(world, await filed(world, { urgency: 4 }));
  assert.equal(routine.figures.wayMinutes, wayMinutes.site, "after the one in the other building");
});

test("what waits for parts is work of his and nothing that he does first; given to him is not yet been there", async () => {
  const world = await makeWorld(connection);
  const { personId } = world.technician;
  const [parked, given] = [await filed(world), await filed(world, { urgency: 4 })];
  await sent(world, parked);
  const steps = [acceptJob, departForJob, arriveAtJob];
  for (const step of steps) {
    const input = step.input.parse({ ticketId: parked, version: await versionOf(parked) });
    await perform(step as typeof acceptJob, as(world.technician, connection), input, randomUUID());
  }
  const backAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const version = await versionOf(parked);
  const wait = pauseWork.input.parse({ ticketId: parked, version, reason: "parts", backAt });
  await perform(pauseWork, as(world.technician, connection), wait, randomUUID());
  await connection.db
    .update(shift)
    .set({ endsAt: new Date(Date.now() + 68 * 60_000) })
    .where(eq(shift.personId, personId));
  const free = await asListed(world, await filed(world, { placeId: world.places.otherHome }));
  assert.deepEqual([free.whyNot, free.figures.lateOthers], [[], 0]);
  assert.equal(free.figures.beginMinutes, wayMinutes.building, "from where he has just paused");
  assert.deepEqual([free.openJobs, free.figures.visitsHere], [1, 1]);
  assert.ok(free.openMinutes > 0, "it fills his day all the same");
  await sent(world, given);
  const after = await asListed(world, await filed(world, { placeId: world.places.otherHome }));
  assert.deepEqual([after.openJobs, after.figures.visitsHere], [2, 1]);
});

test("who has begun nothing is where he finished or paused last, for some hours", async () => {
  const world = await makeWorld(connection);
  const before = await filed(world);
  const asked = await filed(world, { placeId: world.places.otherHome });
  assert.equal((await asListed(world, asked)).figures.wayMinutes, null);
  const done = (hours: number) =>
    connection.db
      .update(ticket)
      .set({
        status: "closed",
        technicianId: world.technician.personId,
        doneAt: new Date(Date.now() - hours * 3_600_000),
        closedAt: new Date(Date.now() - hours * 3_600_000),
      })
      .where(eq(ticket.id, before));
  await done(1);
  assert.equal((await asListed(world, asked)).figures.wayMinutes, wayMinutes.building);
  await done(5);
  assert.equal((await asListed(world, asked)).figures.wayMinutes, null);
});

test("a certificate is valid to the end of its day at the site, wherever that is", async () => {
  for (const [timeZone, day, may] of [
    ["Pacific/Kiritimati", 0, true],
    ["Pacific/Kiritimati", -1, false],
    ["Pacific/Pago_Pago", 0, true],
    ["Pacific/Pago_Pago", -1, false],
  ] as const) {
    const world = await makeWorld(connection);
    await connection.db.update(site).set({ timeZone }).where(eq(site.id, world.siteId));
    const there = new Date(Date.now() + day * 86_400_000).toLocaleDateString("en-CA", { timeZone });
    const ticketId = await filed(world, {
      placeId: world.places.lift,
      faultCode: "lift-trapped",
      urgency: 1,
    });
    await connection.db
      .insert(technicianSkill)
      .values({
        personId: world.technician.personId,
        skill: "lift",
        level: 3,
        certifiedUntil: there,
      })
      .onConflictDoUpdate({
        target: [technicianSkill.personId, technicianSkill.skill],
        set: { level: 3, certifiedUntil: there },
      });
    const { whyNot } = await asListed(world, ticketId);
    assert.equal(whyNot.includes("no_certificate"), !may, `${timeZone} ${day}`);
  }
});

test("nobody rings for what was undone: he may go as if he had never been sent", async () => {
  const world = await makeWorld(connection);
  await connection.db.delete(shift).where(eq(shift.personId, world.technician2.personId));
  const ticketId = await filed(world, { urgency: 2 });
  await sent(world, ticketId);
  const back = undoDeed.input.parse({ ticketId, version: await versionOf(ticketId) });
  await perform(undoDeed, as(world.dispatcher, connection), back, randomUUID());
  await reviewAll(connection.db, new Date(), (error) => {
    throw error;
  });
  const { open } = await read(listAlarms, as(world.dispatcher, connection), {});
  assert.deepEqual(
    open.filter((each) => each.ticketId === ticketId && each.kind === "nobody"),
    [],
  );
  assert.deepEqual((await asListed(world, ticketId)).whyNot, []);
});
