import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { ticketCharge } from "#db/schema/charge.ts";
import { event } from "#db/schema/event.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { testSettings } from "../../testing/settings.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { saveMaterial } from "../material/save.ts";
import { perform } from "../operation.ts";
import { quoteOwner } from "../quote/send.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob } from "../ticket/steps.ts";
import { issueStock, receiveStock } from "./move.ts";
import { stockUsage } from "./read.ts";
import { reserveStock } from "./reserve.ts";
import { setCharge } from "./set.ts";
import { takeBack, useOnTicket } from "./use.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
/** ¥85 a piece: 11,764 of them are the most that a line can cost. */
let there: Awaited<ReturnType<typeof stockAt>>;

before(async () => {
  testSettings();
  connection = await testDatabase();
  world = await makeWorld(connection);
  there = await stockAt(connection, world);
});
after(() => connection.drop());

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function act(spec: any, actor: Actor, input: Record<string, unknown>): Promise<any> {
  return perform(spec, as(actor, connection), spec.input.parse(input), randomUUID());
}

/** What the door answers: the code with its field, or nothing where it was done. */
async function saidTo(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
    return "";
  } catch (error) {
    if (error instanceof Refused) return `${error.refusal.code} ${error.refusal.field ?? ""}`;
    throw error;
  }
}

async function onSite(): Promise<{ ticketId: string; version: number }> {
  const said = { placeId: world.places.ownHome, placeWords: "", faultCode: "tap-drips", urgency: 3 };
  const more = { description: "滴水", photoIds: [], contactName: "" };
  const { ticketId } = await act(reportRepair, world.owner, { ...said, ...more });
  const { personId: technicianId } = world.technician;
  await act(assignTechnician, world.dispatcher, { ticketId, version: 1, technicianId });
  await act(acceptJob, world.technician, { ticketId, version: 2 });
  await act(departForJob, world.technician, { ticketId, version: 3 });
  await act(arriveAtJob, world.technician, { ticketId, version: 4 });
  return { ticketId, version: 5 };
}

const line = (quantity: string, kind = "charged", materialId = there.materialId) => ({
  materialId,
  quantity,
  kind,
});
const used = (...of: Parameters<typeof line>) => ({ id: randomUUID(), ...line(...of) });
const events = async (ticketId: string) =>
  (await connection.db.select().from(event).where(eq(event.ticketId, ticketId))).length;

test("a quantity whose price no bill can hold is refused at its line, and nothing of it is kept", async () => {
  const job = await onSite();
  const before = await events(job.ticketId);
  const wire = (await stockAt(connection, world, "WIRE-25")).materialId;
  for (const kind of ["charged", "free"]) {
    const lines = [used("1", "free", wire), used("69012345", kind)];
    const said = saidTo(act(useOnTicket, world.technician, { ...job, lines }));
    assert.equal(await said, "TOO_MUCH lines.1.quantity");
    const asked = lines.map(({ id: _, ...each }) => each);
    const quoted = saidTo(act(quoteOwner, world.technician, { ...job, lines: asked }));
    assert.equal(await quoted, "TOO_MUCH lines.1.quantity");
  }
  assert.equal(await events(job.ticketId), before);
  const lines = [used("11764")];
  assert.equal(await saidTo(act(useOnTicket, world.technician, { ...job, lines })), "");
});

test("neither is a sum put to an owner that no bill can hold, though each line is small enough", async () => {
  const job = await onSite();
  const quoted = { ...job, lines: [line("11000")], labourCents: 10_000_000 };
  assert.equal(await saidTo(act(quoteOwner, world.technician, quoted)), "TOO_MUCH lines");
  assert.equal(await saidTo(act(quoteOwner, world.technician, { ...quoted, labourCents: 6_000_000 })), "");
  const first = used("11000");
  await act(useOnTicket, world.technician, { ...job, lines: [first] });
  const more = used("1000");
  const over = saidTo(act(useOnTicket, world.technician, { ...job, lines: [more] }));
  assert.equal(await over, "TOO_MUCH lines");
  const free = used("1000", "free");
  assert.equal(await saidTo(act(useOnTicket, world.technician, { ...job, lines: [free] })), "");
  const ruled = { ticketId: job.ticketId, chargeId: free.id, kind: "charged" };
  assert.equal(await saidTo(act(setCharge, world.lead, ruled)), "TOO_MUCH lines");
  const back = saidTo(act(takeBack, world.technician, { ...job, chargeId: first.id }));
  assert.equal(await back, "", "less is always taken");
});

test("a line has an id of its own, within a request and in the books", async () => {
  const job = await onSite();
  const once = used("1", "free");
  const wire = (await stockAt(connection, world, "WIRE-40")).materialId;
  const twice = [once, { ...used("1", "free", wire), id: once.id }];
  for (const spec of [useOnTicket, reserveStock]) {
    const lines = spec === useOnTicket ? twice : twice.map(({ kind: _, ...each }) => each);
    assert.throws(() => spec.input.parse({ ...job, lines }), /BAD_ID/, spec.name);
  }
  await act(useOnTicket, world.technician, { ...job, lines: [once] });
  const again = saidTo(
    act(useOnTicket, world.technician, { ...job, lines: [used("1", "free", wire), once] }),
  );
  assert.equal(await again, "BAD_ID lines");
  const held = { id: randomUUID(), materialId: there.materialId, quantity: "1" };
  await act(reserveStock, world.technician, { ...job, lines: [held] });
  const reserved = saidTo(act(reserveStock, world.technician, { ...job, lines: [held] }));
  assert.equal(await reserved, "BAD_ID lines");
  const of = eq(ticketCharge.ticketId, job.ticketId);
  assert.equal((await connection.db.select().from(ticketCharge).where(of)).length, 1);
  const kept = eq(stockReservation.ticketId, job.ticketId);
  assert.equal((await connection.db.select().from(stockReservation).where(kept)).length, 1);
});

test("what comes into a store goes no further than its books can count", async () => {
  const { materialId } = await stockAt(connection, world, "SAND");
  const receive = (quantity: string) =>
    saidTo(
      act(receiveStock, world.lead, {
        storeId: there.warehouseId,
        reason: "delivery",
        lines: [{ materialId, quantity }],
      }),
    );
  assert.equal(await receive("999999999"), "");
  assert.equal(await receive("1"), "TOO_MUCH quantity");
  assert.equal(await receive("0.999"), "", "up to the last thousandth");
});

test("the usage counts on where the sum of many is longer than one of them can be", async () => {
  const job = await onSite();
  const spec = {
    siteId: world.siteId,
    materialId: null,
    code: "AIR",
    barcode: "",
    nameZh: "气",
    nameEn: "Air",
  };
  const { materialId } = await act(saveMaterial, world.lead, {
    ...spec,
    unit: "piece",
    priceCents: 0,
    usually: "free",
    retired: false,
  });
  const lines = [{ materialId, quantity: "999999999" }];
  for (let n = 0; n < 2; n++) {
    await act(receiveStock, world.lead, { storeId: there.warehouseId, reason: "delivery", lines });
    const moved = { fromId: there.warehouseId, toId: there.vanId, reason: "refill", lines };
    await act(issueStock, world.lead, moved);
    await act(useOnTicket, world.technician, { ...job, lines: [used("999999999", "free", materialId)] });
  }
  const span = { from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z" };
  const asked = stockUsage.input.parse({ siteId: world.siteId, by: "item", ...span });
  const { rows } = await stockUsage.run(as(world.lead, connection), asked);
  assert.equal(rows.find(({ key }) => key === "AIR")?.quantity, "1999999998");
});
