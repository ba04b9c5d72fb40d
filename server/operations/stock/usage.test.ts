import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { stockLeg, store } from "#db/schema/stock.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { issueStock, receiveStock } from "./move.ts";
import { stockHistory, stockUsage, usageBy } from "./read.ts";
import { takeBack, useOnTicket } from "./use.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
let there: Awaited<ReturnType<typeof stockAt>>;
let wire: string;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  there = await stockAt(connection, world);
  wire = (await stockAt(connection, world, "WIRE-25")).materialId;
});
after(() => connection.drop());

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function act(spec: any, actor: Actor, input: Record<string, unknown>): Promise<any> {
  return perform(spec, as(actor, connection), spec.input.parse(input), randomUUID());
}

async function jobAt(placeId: string, technician: Actor & { kind: "staff" }): Promise<string> {
  const said = { placeId, placeWords: "", faultCode: "tap-drips", urgency: 3 };
  const more = { description: "滴水", photoIds: [], contactName: "路人" };
  const { ticketId } = await act(reportRepair, world.operator, { ...said, ...more });
  await act(assignTechnician, world.dispatcher, { ticketId, version: 1, technicianId: technician.personId });
  return ticketId;
}

test("the usage by item, building, fault, technician and month is what the books and the tickets say", async () => {
  const both = [there.materialId, wire].map((materialId) => ({ materialId, quantity: "50" }));
  await act(receiveStock, world.lead, { storeId: there.warehouseId, reason: "delivery", lines: both });
  const vans = both.map((line) => ({ ...line, quantity: "20" }));
  for (const toId of [there.vanId, there.otherVanId])
    await act(issueStock, world.lead, { fromId: there.warehouseId, toId, reason: "refill", lines: vans });
  const own = await jobAt(world.places.ownHome, world.technician);
  const lift = await jobAt(world.places.lift, world.technician2);
  const line = (materialId: string, quantity: string, kind = "charged") => ({
    id: randomUUID(),
    materialId,
    quantity,
    kind,
  });
  const wrong = line(wire, "3");
  await act(useOnTicket, world.technician, {
    ticketId: own,
    version: 2,
    lines: [line(there.materialId, "1"), line(wire, "0.333")],
  });
  await act(useOnTicket, world.technician, { ticketId: own, version: 2, lines: [wrong] });
  await act(takeBack, world.technician, { ticketId: own, version: 2, chargeId: wrong.id });
  // Nobody can be charged in a public place, and what the van has not got is not counted before it is settled.
  await act(useOnTicket, world.technician2, { ticketId: lift, version: 2, lines: [line(wire, "1.001")] });
  await act(useOnTicket, world.technician2, { ticketId: lift, version: 2, lines: [line(wire, "400")] });

  const span = { from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z" };
  const usage = (by: (typeof usageBy)[number], actor: Actor = world.lead) =>
    stockUsage.run(as(actor, connection), stockUsage.input.parse({ siteId: world.siteId, by, ...span }));
  const items = (await usage("item")).rows;
  const used = await connection.db
    .select({ materialId: stockLeg.materialId, quantity: stockLeg.quantity })
    .from(stockLeg)
    .innerJoin(
      store,
      and(eq(store.id, stockLeg.storeId), eq(store.kind, "used"), eq(store.siteId, world.siteId)),
    );
  for (const [code, materialId] of [
    ["TAP-15", there.materialId],
    ["WIRE-25", wire],
  ]) {
    const sum = used
      .filter((leg) => leg.materialId === materialId)
      .reduce((all, leg) => all + fromNumeric(leg.quantity), 0n);
    assert.equal(items.find((row) => row.key === code)?.quantity, quantityWords(sum));
  }
  assert.equal(items.find((row) => row.key === "WIRE-25")?.quantity, "1.334");
  const cost = 8_500 + 2_831 + 8_509;
  for (const by of usageBy) {
    const { rows } = await usage(by);
    assert.equal(
      rows.reduce((sum, row) => sum + row.costCents, 0),
      cost,
      by,
    );
    assert.equal(
      rows.reduce((sum, row) => sum + row.chargedCents, 0),
      8_500 + 2_831,
      by,
    );
    const sorted = rows.map((row) => row.costCents);
    if (by !== "month")
      assert.deepEqual(
        sorted,
        sorted.toSorted((a, b) => b - a),
        by,
      );
  }
  assert.equal((await usage("technician")).rows.length, 2);
  assert.equal((await usage("building")).rows[0]?.zh, "3栋");
  assert.match((await usage("month")).rows[0]!.key, /^\d{4}-\d{2}$/);
});

test("the books say who moved what, why and when, both sides, and go on where a page ends", async () => {
  for (let n = 0; n < 55; n++)
    await act(receiveStock, world.lead, {
      storeId: there.warehouseId,
      reason: "delivery",
      lines: [{ materialId: wire, quantity: "1" }],
      words: `第${n}批`,
    });
  const ask = (more: object = {}) =>
    stockHistory.run(
      as(world.lead, connection),
      stockHistory.input.parse({ siteId: world.siteId, materialId: wire, ...more }),
    );
  const first = await ask();
  assert.deepEqual([first.movements.length, first.more], [50, true]);
  const rest = await ask({ before: first.movements.at(-1)!.id });
  const all = [...first.movements, ...rest.movements];
  assert.equal(new Set(all.map((each) => each.id)).size, all.length);
  const newest = first.movements[0]!;
  assert.deepEqual([newest.kind, newest.words, newest.by.name], ["receive", "第54批", "lead"]);
  assert.deepEqual(
    newest.legs.map((leg) => [leg.store.kind, leg.quantity]),
    [
      ["supplier", "-1"],
      ["warehouse", "1"],
    ],
  );
  assert.ok(all.some((each) => each.kind === "take_back" && each.number !== null && each.doneAt !== null));
});
