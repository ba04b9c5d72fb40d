import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { desc, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Connection } from "#db/client.ts";
import { escalation } from "#db/schema/escalation.ts";
import { event } from "#db/schema/event.ts";
import { placeGuide } from "#db/schema/placeGuide.ts";
import { stockMovement, stockReservation } from "#db/schema/stock.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { acknowledgeEscalation } from "../escalation/acknowledge.ts";
import { type Command, perform } from "../operation.ts";
import { writeGuide } from "../place/guide.ts";
import { issueStock, receiveStock, returnStock } from "../stock/move.ts";
import { releaseStock, reserveStock } from "../stock/reserve.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";

/*
 * What is said beside the work on a phone without network comes with when it was pressed. Both times are kept: that one,
 * where it is believed, and the office's.
 */

const minute = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * minute);

let connection: Connection & { drop(): Promise<void> };
let world: World;
let ticketId: string;

const run = <S extends z.ZodObject, R>(
  spec: Command<S, R>,
  actor: Actor,
  input: z.input<S>,
  now = new Date(),
): Promise<R> => perform(spec, as(actor, connection, now), spec.input.parse(input), randomUUID());

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  const told = {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
  } as const;
  ({ ticketId } = await run(reportRepair, world.owner, told, ago(50)));
  const sent = { ticketId, version: 1, technicianId: world.technician.personId };
  await run(assignTechnician, world.dispatcher, sent, ago(50));
});
after(() => connection.drop());

test("taken in hand: the story says when he pressed, as far as that is believed", async () => {
  for (const [position, at, key] of [
    [0, ago(20), "doneAt"],
    [1, ago(-600), "claimedAt"],
  ] as const) {
    const id = randomUUID();
    await connection.db.insert(escalation).values({
      id,
      siteId: world.siteId,
      ticketId,
      clock: "acknowledge",
      dueAt: ago(30 - position),
      position,
      rung: "manager",
      channel: "push",
      startedAt: ago(30),
      rings: 1,
      lastRungAt: ago(30),
      personId: world.technician.personId,
    });
    const doneAt = at.toISOString();
    await run(acknowledgeEscalation, world.technician, { escalationId: id, doneAt });
    const [last] = await connection.db
      .select()
      .from(event)
      .where(eq(event.ticketId, ticketId))
      .orderBy(desc(event.ticketVersion))
      .limit(1);
    assert.deepEqual([last!.type, last!.data[key]], ["escalation_acknowledged", doneAt]);
  }
});

test("what the next one should know is dated by when he wrote it, and never before what it takes the place of", async () => {
  const { ownHome: placeId } = world.places;
  const kept = async () => {
    const [row] = await connection.db.select().from(placeGuide).where(eq(placeGuide.placeId, placeId));
    return row!.writtenAt.toISOString();
  };
  const first = ago(20).toISOString();
  await run(writeGuide, world.technician, { placeId, way: "东门", doneAt: first });
  assert.equal(await kept(), first);
  const before = new Date().toISOString();
  const older = { placeId, way: "西门", seen: { way: "东门" }, doneAt: ago(25).toISOString() };
  await run(writeGuide, world.technician, older);
  assert.ok((await kept()) >= before);
});

test("a part let go, and parts back from the van, keep when that was done", async () => {
  const { materialId, warehouseId, vanId } = await stockAt(connection, world);
  const lines = [{ materialId, quantity: "5" }];
  await run(receiveStock, world.lead, { storeId: warehouseId, lines, reason: "delivery" });
  const toVan = { fromId: warehouseId, toId: vanId, lines, reason: "refill" } as const;
  await run(issueStock, world.lead, toVan);
  const id = randomUUID();
  const held = { ticketId, version: 2, lines: [{ id, materialId, quantity: "1" }] };
  await run(reserveStock, world.technician, held, ago(30));
  const done = ago(10);
  const doneAt = done.toISOString();
  await run(releaseStock, world.technician, { ticketId, reservationId: id, doneAt });
  const [freed] = await connection.db.select().from(stockReservation).where(eq(stockReservation.id, id));
  assert.deepEqual([freed!.state, freed!.endedAt], ["released", done]);

  const { movementId } = await run(returnStock, world.technician, {
    storeId: vanId,
    lines: [{ materialId, quantity: "1" }],
    reason: "not_needed",
    doneAt,
  });
  const [moved] = await connection.db.select().from(stockMovement).where(eq(stockMovement.id, movementId));
  assert.deepEqual(moved!.doneAt, done);
  assert.ok(moved!.at > done);
});
