import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, eq } from "drizzle-orm";
import { type Connection, connect } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { cancelTicket } from "../ticket/end.ts";
import { reportRepair } from "../ticket/report.ts";
import { transferJob } from "../ticket/transfer.ts";
import { undoDeed } from "../ticket/undo.ts";
import { followHolders } from "./follow.ts";
import { countStock, issueStock, receiveStock } from "./move.ts";
import { partsOfTicket } from "./read.ts";
import { releaseEnded, releaseStock, reserveStock } from "./reserve.ts";
import { takeBack, useOnTicket } from "./use.ts";

let connection: Connection & { drop(): Promise<void>; url: string };
let writers: Connection[];
let world: World;
let there: Awaited<ReturnType<typeof stockAt>>;

before(async () => {
  connection = await testDatabase();
  writers = [1, 2].map((n) => connect(connection.url, { max: 2, name: `writer ${n}` }));
  world = await makeWorld(connection);
  there = await stockAt(connection, world);
});
after(async () => {
  for (const writer of writers) await writer.close();
  await connection.drop();
});

type Held = { ticketId: string; reservationId: string };

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function act(spec: any, actor: Actor, input: Record<string, unknown>, through: Connection = connection) {
  return perform(spec, as(actor, through), spec.input.parse(input), randomUUID());
}

async function jobOf(technician: Actor & { kind: "staff" }): Promise<string> {
  const said = { placeId: world.places.lift, placeWords: "", faultCode: "tap-drips", urgency: 3 };
  const more = { description: "滴水", photoIds: [], contactName: "路人" };
  const reported = (await act(reportRepair, world.operator, { ...said, ...more })) as { ticketId: string };
  const { ticketId } = reported;
  // His hands are fuller with every job here, and that is not what is asked.
  const overrule = { reason: "agreed", words: "" };
  const order = { ticketId, version: 1, technicianId: technician.personId, overrule };
  await act(assignTechnician, world.dispatcher, order);
  return ticketId;
}

/** A material of which so much lies in the first technician's van and so much in the warehouse. */
async function lying(code: string, van: string, warehouse: string): Promise<string> {
  const { materialId } = await stockAt(connection, world, code);
  const line = (quantity: string) => [{ materialId, quantity }];
  const store = there.warehouseId;
  if (van !== "0") {
    await act(receiveStock, world.lead, { storeId: store, lines: line(van), reason: "delivery" });
    await act(issueStock, world.lead, {
      fromId: store,
      toId: there.vanId,
      lines: line(van),
      reason: "refill",
    });
  }
  if (warehouse !== "0")
    await act(receiveStock, world.lead, { storeId: store, lines: line(warehouse), reason: "delivery" });
  return materialId;
}

async function hold(materialId: string, quantity: string, who = world.technician): Promise<Held> {
  const ticketId = await jobOf(who);
  const reservationId = randomUUID();
  const lines = [{ id: reservationId, materialId, quantity }];
  await act(reserveStock, who, { ticketId, version: 2, lines });
  return { ticketId, reservationId };
}

async function useUp(materialId: string, quantity: string): Promise<string> {
  const ticketId = await jobOf(world.technician);
  const id = randomUUID();
  const lines = [{ id, materialId, quantity, kind: "free" }];
  await act(useOnTicket, world.technician, { ticketId, version: 2, lines });
  return id;
}

const stateOf = async ({ reservationId }: Held) => {
  const of = eq(stockReservation.id, reservationId);
  const [row] = await connection.db.select().from(stockReservation).where(of);
  return { state: row!.state, storeId: row!.storeId };
};

/** The story of a ticket as far as its parts go, with what rang its technician's phone. */
async function told({ ticketId }: Held, who = world.technician) {
  const story = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(event.ticketVersion);
  const about = and(eq(notification.ticketId, ticketId), eq(notification.personId, who.personId));
  const rung = await connection.db.select().from(notification).where(about).orderBy(notification.id);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.equal(row!.version, story.at(-1)!.ticketVersion, "the ticket is as new as its last event");
  const parts = ({ kind, type }: { kind?: string; type?: string }) => (kind ?? type)!.startsWith("parts_");
  return { events: story.filter(parts), rung: rung.filter(parts).map(({ kind }) => kind) };
}

test("who uses what was held for another job takes it away in the open: that job hears that it waits again", async () => {
  const materialId = await lying("HELD-1", "5", "0");
  const held = await hold(materialId, "4");
  assert.deepEqual(await stateOf(held), { state: "ready", storeId: there.vanId });
  const chargeId = await useUp(materialId, "3");
  assert.deepEqual(await stateOf(held), { state: "waiting", storeId: null });
  const { events, rung } = await told(held);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["parts_reserved", "parts_lost"],
  );
  assert.equal(events[1]!.data.materials, "HELD-1×4");
  assert.deepEqual(rung, ["parts_lost"]);
  // It was a mistake: what comes back is held for it again.
  const [used] = await connection.db
    .select()
    .from(event)
    .where(eq(event.type, "parts_used"))
    .orderBy(event.at);
  assert.ok(used);
  const of = await connection.sql`select ticket_id from ticket_charge where id = ${chargeId}`;
  const back = { ticketId: of[0]!.ticket_id, version: 2, chargeId };
  await act(takeBack, world.technician, back);
  assert.deepEqual(await stateOf(held), { state: "ready", storeId: there.vanId });
  assert.deepEqual((await told(held)).rung, ["parts_lost", "parts_ready"]);
});

test("what another store still has is held there instead, at once", async () => {
  const materialId = await lying("HELD-2", "5", "9");
  const held = await hold(materialId, "4");
  await useUp(materialId, "3");
  assert.deepEqual(await stateOf(held), { state: "ready", storeId: there.warehouseId });
  const { events, rung } = await told(held);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["parts_reserved", "parts_moved"],
  );
  assert.deepEqual([events[1]!.data.storeZh, events[1]!.data.storeEn], ["仓库", "Warehouse"]);
  assert.deepEqual(rung, ["parts_moved"]);
});

test("a count that finds less takes the newest hold first, and says so on its ticket", async () => {
  const materialId = await lying("HELD-3", "5", "0");
  const [first, second] = [await hold(materialId, "2"), await hold(materialId, "3")];
  const counted = { storeId: there.vanId, materialId, counted: "2", seen: "5", reason: "lost" };
  await act(countStock, world.lead, counted);
  assert.deepEqual(await stateOf(first), { state: "ready", storeId: there.vanId });
  assert.deepEqual(await stateOf(second), { state: "waiting", storeId: null });
  assert.deepEqual((await told(first)).rung, []);
  assert.deepEqual((await told(second)).rung, ["parts_lost"]);
});

test("what is left of a hold after its job has used less of it goes to who waits", async () => {
  const materialId = await lying("HELD-4", "3", "0");
  const [first, second] = [await hold(materialId, "3"), await hold(materialId, "2")];
  assert.equal((await stateOf(second)).state, "waiting");
  const lines = [{ id: randomUUID(), materialId, quantity: "1", kind: "free" }];
  await act(useOnTicket, world.technician, { ticketId: first.ticketId, version: 2, lines });
  assert.deepEqual(await stateOf(second), { state: "ready", storeId: there.vanId });
  assert.deepEqual((await told(second)).rung, ["parts_ready"]);
});

test("a job that goes to another technician takes its parts along where it can; else he hears in whose van they lie", async () => {
  const [there2, only] = [await lying("HELD-5", "2", "2"), await lying("HELD-6", "2", "0")];
  const held = await hold(there2, "2");
  const reservationId = randomUUID();
  const lines = [{ id: reservationId, materialId: only, quantity: "1" }];
  await act(reserveStock, world.technician, { ticketId: held.ticketId, version: 3, lines });
  const stays = { ticketId: held.ticketId, reservationId };
  const go = () => followHolders(connection.db, new Date(), () => {});
  assert.equal(await go(), 0);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, held.ticketId));
  const to = { version: row!.version, technicianId: world.technician2.personId, reason: "nearer" };
  await act(transferJob, world.dispatcher, { ticketId: held.ticketId, ...to });
  assert.equal(await go(), 2);
  assert.deepEqual(await stateOf(held), { state: "ready", storeId: there.warehouseId });
  assert.deepEqual(await stateOf(stays), { state: "ready", storeId: there.vanId });
  const { events } = await told(held, world.technician2);
  assert.deepEqual(events.map(({ type }) => type).sort(), [
    "parts_left",
    "parts_moved",
    "parts_reserved",
    "parts_reserved",
  ]);
  assert.deepEqual((await told(held, world.technician2)).rung.sort(), ["parts_left", "parts_moved"]);
  assert.equal(await go(), 0, "it is said once");
  const page = await read(partsOfTicket, as(world.technician2, connection), { ticketId: held.ticketId });
  assert.deepEqual(
    page.reservations.map(({ code, store }) => [code, store?.nameEn.split(" ").at(-1), store?.own]),
    [
      ["HELD-5", "Warehouse", false],
      ["HELD-6", "van", false],
    ],
  );
});

test("a job that was cancelled by mistake still has its parts when that is taken back; nobody gets them before", async () => {
  const held = await hold(await lying("HELD-7", "0", "2"), "2");
  const { ticketId } = held;
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const released = (minutes = 0) =>
    releaseEnded(connection.db, new Date(Date.now() + minutes * 60_000), () => {});
  type Moved = { version: number };
  const cancel = (version: number) =>
    act(cancelTicket, world.dispatcher, { ticketId, version, reason: "mistake" }) as Promise<Moved>;
  const gone = await cancel(row!.version);
  assert.equal(await released(), 0);
  const back = (await act(undoDeed, world.dispatcher, { ticketId, version: gone.version })) as Moved;
  assert.deepEqual(await stateOf(held), { state: "ready", storeId: there.warehouseId });
  assert.equal(await released(3), 0, "it goes on");
  await cancel(back.version);
  assert.equal(await released(1), 0);
  assert.equal(await released(3), 1);
  assert.deepEqual(await stateOf(held), { state: "released", storeId: null });
});

test("two jobs that let go what the other waits for never stand in each other's way", async () => {
  for (let round = 0; round < 3; round++) {
    const [one, two] = [await lying(`A-${round}`, "1", "0"), await lying(`B-${round}`, "1", "0")];
    const [first, second] = [await hold(one, "1"), await hold(two, "1")];
    const ask = async (ticketId: string, materialId: string) => {
      const lines = [{ id: randomUUID(), materialId, quantity: "1" }];
      await act(reserveStock, world.technician, { ticketId, version: 2, lines });
    };
    await ask(first.ticketId, two);
    await ask(second.ticketId, one);
    // Both stand at the site's stream at once, each with what it has locked so far.
    let both: Promise<unknown> = Promise.resolve();
    await connection.sql.begin(async (tx) => {
      await tx`select 1 from site where id = ${world.siteId} for update`;
      both = Promise.all(
        [first, second].map((held, n) => act(releaseStock, world.technician, held, writers[n])),
      );
      both.catch(() => {});
      await waiters(2);
    });
    await both;
    for (const { ticketId } of [first, second])
      assert.equal((await told({ ticketId, reservationId: "" })).events.at(-1)?.type, "parts_ready");
  }
});

/** Until so many writers wait for somebody's lock. */
async function waiters(count: number): Promise<void> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const [row] = await connection.sql`select count(*)::int as n from pg_stat_activity
      where application_name like 'writer%' and wait_event_type = 'Lock'`;
    if (row!.n >= count) return;
  }
  throw new Error("nobody waits");
}
