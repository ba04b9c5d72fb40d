import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import { shift, staffAccount, staffRole } from "#db/schema/person.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { figuresOf } from "../../domain/board/figures.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { wallNow } from "../wall/now.ts";
import { boardCandidates } from "./detail.ts";
import { boardSnapshot } from "./snapshot.ts";

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

const eight = new Date("2026-11-24T00:00:00.000Z");
const at = (minutes: number) => new Date(eight.getTime() + minutes * 60_000);

async function reported(world: World): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    contactName: "王丽",
  });
  return (await perform(reportRepair, as(world.operator, connection, at(0)), input, randomUUID())).ticketId;
}

const board = (world: World, minute: number) =>
  read(boardSnapshot, as(world.dispatcher, connection, at(minute)), boardSnapshot.input.parse({}));

async function counted(world: World, minute: number) {
  const { tickets, technicians } = await board(world, minute);
  const crew = technicians.map((who) => ({ ...who, away: false }));
  return figuresOf(tickets, crew, at(minute).getTime());
}
const wall = async (world: World, minute: number) =>
  (await read(wallNow, as(world.dispatcher, connection, at(minute)), {})).figures;

test("whose account is closed is there no more, on the board as on the wall; what he still holds keeps his name", async () => {
  const world = await makeWorld(connection, at(0));
  const { there } = await wall(world, 1);
  const close = (personId: string) =>
    connection.db
      .update(staffAccount)
      .set({ disabledAt: at(0) })
      .where(eq(staffAccount.personId, personId));
  await close(world.technician2.personId);
  for (const figures of [await wall(world, 1), await counted(world, 1)])
    assert.deepEqual([figures.there, figures.free], [there - 1, there - 1]);
  const ids = async () => (await board(world, 1)).technicians.map((who) => who.id);
  assert.ok(!(await ids()).includes(world.technician2.personId));

  const order = { ticketId: await reported(world), version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection, at(1)), order, randomUUID());
  await close(world.technician.personId);
  for (const figures of [await wall(world, 2), await counted(world, 2)])
    assert.deepEqual([figures.there, figures.free], [there - 2, there - 2]);
  const holder = (await board(world, 2)).technicians.find((who) => who.id === world.technician.personId);
  assert.deepEqual([holder?.name, holder?.shift], [world.technician.name, null]);
});

test("shifts that touch end together: the board says of somebody what whoever sends him is told", async () => {
  const world = await makeWorld(connection, at(0));
  const { personId } = world.technician;
  await connection.db
    .insert(shift)
    .values({ id: randomUUID(), personId, startsAt: at(480), endsAt: at(960) });
  const ticketId = await reported(world);
  const { candidates } = await read(boardCandidates, as(world.dispatcher, connection, at(2)), { ticketId });
  const asListed = candidates.find((each) => each.technicianId === personId);
  const shiftOn = async (minute: number) =>
    (await board(world, minute)).technicians.find((who) => who.id === personId)?.shift;
  assert.deepEqual(await shiftOn(2), { from: at(-60).toISOString(), until: at(960).toISOString() });
  assert.equal(asListed?.shiftUntil, at(960).toISOString());
  // Before it begins it is the one that comes.
  assert.deepEqual(await shiftOn(-120), { from: at(-60).toISOString(), until: at(960).toISOString() });
  assert.equal(await shiftOn(960), null);
});

test("whoever has work at a site that this desk does not see is not free here, and his lane says how much", async () => {
  const [world, other] = [await makeWorld(connection, at(0)), await makeWorld(connection, at(0))];
  const { personId } = world.technician;
  await connection.db.insert(staffRole).values({ personId, siteId: other.siteId, role: "technician" });
  const { free } = await wall(world, 1);
  const order = { ticketId: await reported(other), version: 1, technicianId: personId };
  await perform(assignTechnician, as(other.dispatcher, connection, at(1)), order, randomUUID());
  for (const figures of [await wall(world, 2), await counted(world, 2)]) assert.equal(figures.free, free - 1);
  const his = async (of: World) =>
    (await board(of, 2)).technicians.find((who) => who.id === personId)!.elsewhere;
  const elsewhere = await his(world);
  assert.equal(elsewhere.jobs, 1);
  assert.ok(elsewhere.minutes > 0);
  assert.deepEqual(await his(other), { jobs: 0, minutes: 0 });
  const { skills } = await read(wallNow, as(world.dispatcher, connection, at(2)), {});
  const able = skills.find((each) => each.skill === "plumbing")!;
  assert.ok(able.free < able.there);
});
