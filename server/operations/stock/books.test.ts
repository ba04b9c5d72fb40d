import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import fc from "fast-check";
import { type Connection, connect } from "#db/client.ts";
import { ticketCharge } from "#db/schema/charge.ts";
import { command, notification } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import {
  stockConflict,
  stockLeg,
  stockLevel,
  stockMovement,
  stockReservation,
  store,
} from "#db/schema/stock.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { type RefusalCode, Refused } from "../../domain/refusal.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { lowStock } from "./low.ts";
import { countStock, issueStock, receiveStock, returnStock, transferStock } from "./move.ts";
import { releaseStock, reserveStock } from "./reserve.ts";
import { setLow } from "./set.ts";
import { settleConflict } from "./settle.ts";
import { takeBack, useOnTicket } from "./use.ts";

let connection: Connection & { drop(): Promise<void>; url: string };
/** Other processes that write at the same time. */
let writers: Connection[];
let world: World;
let there: Awaited<ReturnType<typeof stockAt>>;
let second: string;
/** Two jobs of each technician, by turns. */
let tickets: string[];

before(async () => {
  connection = await testDatabase();
  writers = [1, 2, 3].map((n) => connect(connection.url, { max: 4, name: `writer ${n}` }));
  world = await makeWorld(connection);
  there = await stockAt(connection, world);
  second = (await stockAt(connection, world, "LED-9")).materialId;
  tickets = [];
  for (const technician of [world.technician, world.technician2, world.technician, world.technician2])
    tickets.push(await jobOf(technician));
});
after(async () => {
  for (const writer of writers) await writer.close();
  await connection.drop();
});

async function jobOf(technician: Actor & { kind: "staff" }): Promise<string> {
  const said = { placeId: world.places.ownHome, placeWords: "", faultCode: "tap-drips", urgency: 3 };
  const { ticketId } = await perform(
    reportRepair,
    as(world.owner, connection),
    { ...said, description: "滴水", photoIds: [], contactName: "" } as never,
    randomUUID(),
  );
  const dispatch = { ticketId, version: 1, technicianId: technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), dispatch, randomUUID());
  return ticketId;
}

type Spec = Parameters<typeof perform>[0];
type Act = { spec: Spec; actor: Actor; input: Record<string, unknown>; key: string };

async function send(
  { spec, actor, input, key }: Act,
  through: Connection = connection,
): Promise<RefusalCode | null> {
  try {
    await perform(spec, as(actor, through), spec.input.parse(input) as never, key);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

/** What must be so whatever was done by however many at once. */
async function demandBooks(): Promise<void> {
  const { db } = connection;
  const sums = await db
    .select({ materialId: stockLeg.materialId, sum: sql<string>`sum(${stockLeg.quantity})::text` })
    .from(stockLeg)
    .groupBy(stockLeg.materialId);
  for (const { sum } of sums)
    assert.equal(fromNumeric(sum), 0n, "the sum of all movements of a material is zero");
  const folded = await db
    .select({
      storeId: stockLeg.storeId,
      materialId: stockLeg.materialId,
      sum: sql<string>`sum(${stockLeg.quantity})::text`,
    })
    .from(stockLeg)
    .innerJoin(store, eq(store.id, stockLeg.storeId))
    .where(inArray(store.kind, ["warehouse", "van"]))
    .groupBy(stockLeg.storeId, stockLeg.materialId);
  const levels = await db.select().from(stockLevel);
  for (const level of levels) {
    const of = folded.find((f) => f.storeId === level.storeId && f.materialId === level.materialId);
    assert.equal(fromNumeric(level.quantity), fromNumeric(of?.sum ?? "0"), "a level is the fold of its legs");
    assert.ok(fromNumeric(level.quantity) >= 0n, "nothing is below zero");
    const [held] = await db
      .select({ sum: sql<string>`coalesce(sum(${stockReservation.quantity}), 0)::text` })
      .from(stockReservation)
      .where(
        and(
          eq(stockReservation.storeId, level.storeId),
          eq(stockReservation.materialId, level.materialId),
          eq(stockReservation.state, "ready"),
        ),
      );
    assert.equal(
      fromNumeric(level.reserved),
      fromNumeric(held!.sum),
      "what is held is what is reserved there",
    );
  }
  for (const { storeId, materialId } of folded)
    assert.ok(levels.some((level) => level.storeId === storeId && level.materialId === materialId));
  // What was used stands on a bill, or the bill waits for its conflict.
  const used = await db
    .select({ sum: sql<string>`coalesce(sum(${stockLeg.quantity}), 0)::text` })
    .from(stockLeg)
    .innerJoin(store, and(eq(store.id, stockLeg.storeId), eq(store.kind, "used")));
  const billed = await db
    .select({ sum: sql<string>`coalesce(sum(${ticketCharge.quantity}), 0)::text` })
    .from(ticketCharge)
    .leftJoin(stockConflict, eq(stockConflict.id, ticketCharge.conflictId))
    .where(
      and(
        isNull(ticketCharge.voidedAt),
        sql`(${ticketCharge.conflictId} is null or ${stockConflict.settledAt} is not null)`,
      ),
    );
  assert.equal(
    fromNumeric(used[0]!.sum),
    fromNumeric(billed[0]!.sum),
    "what the books say was used is on the tickets",
  );
}

const size = fc.oneof(fc.integer({ min: 1, max: 6 }).map(String), fc.constantFrom("0.5", "1.25", "2.001"));
const whose = fc.constantFrom(0, 1);
const kinds = [
  ...["receive", "issue", "issueFor", "return", "transfer", "count", "reserve", "reserve", "release"],
  ...["use", "use", "use", "takeBack", "takeBack", "settle"],
] as const;
const act = fc.record({
  kind: fc.constantFrom(...kinds),
  material: whose,
  quantity: size,
  who: whose,
  job: whose,
  seen: size,
  /** Which of those known, for what is about one of them. */
  nth: fc.nat(30),
  /** Done so long before the office heard of it, seconds; null with a network. */
  late: fc.option(fc.integer({ min: 1, max: 600 })),
});
/** What has been asked for so far, and what was there to settle when the batch began. */
type Known = {
  charges: [string, string][];
  reservations: [string, string][];
  conflicts: string[];
  levels: Map<string, string>;
};
const known: Known = { charges: [], reservations: [], conflicts: [], levels: new Map() };

type Drawn = typeof act extends fc.Arbitrary<infer Of> ? Of : never;

function actOf(of: Drawn): Act {
  const { who } = of;
  const [technician, vanId] =
    who === 0 ? [world.technician, there.vanId] : [world.technician2, there.otherVanId];
  const materialId = of.material === 0 ? there.materialId : second;
  const lines = [{ materialId, quantity: of.quantity }];
  const ticketId = tickets[who + 2 * of.job]!;
  const doneAt = of.late === null ? {} : { doneAt: new Date(Date.now() - of.late * 1_000).toISOString() };
  const step = { version: 2, ...doneAt };
  const ticket = { ticketId, ...step };
  const nth = <Of>(all: readonly Of[]) => all[all.length === 0 ? 0 : of.nth % all.length];
  const key = randomUUID();
  const lead = world.lead;
  switch (of.kind) {
    case "receive":
      return {
        spec: receiveStock as never,
        actor: lead,
        key,
        input: { storeId: there.warehouseId, lines, reason: "delivery" },
      };
    case "issue":
      return {
        spec: issueStock as never,
        actor: lead,
        key,
        input: { fromId: there.warehouseId, toId: vanId, lines, reason: "refill" },
      };
    case "return":
      return {
        spec: returnStock as never,
        actor: technician,
        key,
        input: { storeId: vanId, lines, reason: "not_needed" },
      };
    case "transfer": {
      const [fromId, toId] = who === 0 ? [there.vanId, there.otherVanId] : [there.otherVanId, there.vanId];
      return {
        spec: transferStock as never,
        actor: lead,
        key,
        input: { fromId, toId, lines, reason: "needed_there" },
      };
    }
    case "count": {
      // Mostly what is there, as a counter sees it; somebody may move it meanwhile.
      const counted = of.quantity;
      const seen = of.nth > 5 ? (known.levels.get(`${vanId} ${materialId}`) ?? "0") : of.seen;
      const input = { storeId: vanId, materialId, counted, seen, reason: "stocktake" };
      return { spec: countStock as never, actor: lead, key, input };
    }
    case "issueFor":
      return {
        spec: issueStock as never,
        actor: lead,
        key,
        input: { fromId: there.warehouseId, toId: vanId, ticketId, lines, reason: "for_job" },
      };
    case "reserve": {
      const id = randomUUID();
      known.reservations.push([ticketId, id]);
      const input = { ...ticket, lines: [{ id, ...lines[0] }] };
      return { spec: reserveStock as never, actor: technician, key, input };
    }
    case "release": {
      const [of, reservationId] = nth(known.reservations) ?? [ticketId, randomUUID()];
      const input = { ticketId: of, reservationId };
      return { spec: releaseStock as never, actor: world.dispatcher, key, input };
    }
    case "takeBack": {
      const [of, chargeId] = nth(known.charges) ?? [ticketId, randomUUID()];
      const holder = [world.technician, world.technician2][tickets.indexOf(of) % 2]!;
      return { spec: takeBack as never, actor: holder, key, input: { ticketId: of, ...step, chargeId } };
    }
    case "settle": {
      const conflictId = nth(known.conflicts) ?? randomUUID();
      const by = nth(["other_store", "counted", "mistake"] as const)!;
      const input = { conflictId, by, ...(by === "other_store" && { fromId: there.warehouseId }) };
      return { spec: settleConflict as never, actor: lead, key, input };
    }
    default: {
      const id = randomUUID();
      known.charges.push([ticketId, id]);
      const input = { ...ticket, lines: [{ id, ...lines[0], kind: "warranty" }] };
      return { spec: useOnTicket as never, actor: technician, key, input };
    }
  }
}

test("however many move stock at once, the books balance, nothing is below zero and a replay changes nothing", async () => {
  const happened = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 30 }), async (acts) => {
      const open = await connection.db.select().from(stockConflict).where(isNull(stockConflict.settledAt));
      known.conflicts = open.map(({ id }) => id);
      const levels = await connection.db.select().from(stockLevel);
      known.levels = new Map(
        levels.map((each) => [
          `${each.storeId} ${each.materialId}`,
          quantityWords(fromNumeric(each.quantity)),
        ]),
      );
      const sent = acts.map(actOf);
      const answers = await Promise.all(sent.map((each, n) => send(each, writers[n % writers.length])));
      for (const [n, answer] of answers.entries()) {
        const of = ["release", "takeBack", "settle"].includes(acts[n]!.kind);
        const may = [null, "STOCK_SHORT", "STALE", ...(of ? ["NOT_FOUND", "SETTLED_ALREADY"] : [])];
        assert.ok(may.includes(answer), `${acts[n]!.kind} ${answer}`);
        if (answer === null) happened.add(acts[n]!.kind);
      }
      await demandBooks();
      const before = await connection.db.$count(stockMovement);
      const done = sent.filter((_, n) => answers[n] === null);
      // What a phone or a page did not hear the answer of comes again, in any order.
      const again = await Promise.all(
        done.toReversed().map((each, n) => send(each, writers[(n + 1) % writers.length])),
      );
      assert.ok(again.every((answer) => answer === null));
      assert.equal(await connection.db.$count(stockMovement), before, "the same keys again move nothing");
      await demandBooks();
    }),
    { numRuns: 25, endOnFailure: true },
  );
  assert.deepEqual(
    [...new Set(kinds)].filter((kind) => !happened.has(kind)),
    [],
    "each was done at least once",
  );
  assert.ok((await connection.db.$count(command)) > 50);
  // What every ticket was told is whole: each event made one version.
  const lost = await connection.sql`select t.id from ticket t
    where t.version <> (select max(e.ticket_version) from event e where e.ticket_id = t.id)
    or t.version <> (select count(*) from event e where e.ticket_id = t.id)`;
  assert.deepEqual([...lost], []);
});

async function fresh(quantity: string, code: string) {
  const { materialId } = await stockAt(connection, world, code);
  const receive = { storeId: there.warehouseId, reason: "delivery", lines: [{ materialId, quantity }] };
  assert.equal(
    await send({ spec: receiveStock as never, actor: world.lead, input: receive, key: randomUUID() }),
    null,
  );
  const issue = {
    fromId: there.warehouseId,
    toId: there.vanId,
    reason: "refill",
    lines: [{ materialId, quantity }],
  };
  assert.equal(
    await send({ spec: issueStock as never, actor: world.lead, input: issue, key: randomUUID() }),
    null,
  );
  return materialId;
}

const used = (
  materialId: string,
  quantity: string,
  actor: Actor = world.technician,
  ticketId = tickets[0]!,
): Act => ({
  spec: useOnTicket as never,
  actor,
  key: randomUUID(),
  input: { ticketId, version: 2, lines: [{ id: randomUUID(), materialId, quantity, kind: "warranty" }] },
});

const conflictsOf = (materialId: string) =>
  connection.db.select().from(stockConflict).where(eq(stockConflict.materialId, materialId));

test("two phones that used the last one: one counts, the other is a conflict, and neither record is lost", async () => {
  const materialId = await fresh("1", "LAST-1");
  const both = [used(materialId, "1"), used(materialId, "1")];
  const answers = await Promise.all(both.map((each, n) => send(each, writers[n])));
  assert.deepEqual(answers, [null, null]);
  const [conflict, ...more] = await conflictsOf(materialId);
  assert.equal(more.length, 0);
  assert.equal(conflict?.technicianId, world.technician.personId);
  const charges = await connection.db
    .select()
    .from(ticketCharge)
    .where(eq(ticketCharge.materialId, materialId));
  assert.equal(charges.length, 2);
  await demandBooks();
});

test("a van that was counted before the office heard of a use is as it was counted: what was used has gone once", async () => {
  const materialId = await fresh("10", "COUNT-10");
  const doneAt = new Date().toISOString();
  await new Promise((later) => setTimeout(later, 5));
  const at = and(eq(stockLevel.storeId, there.vanId), eq(stockLevel.materialId, materialId));
  const level = async () => (await connection.db.select().from(stockLevel).where(at))[0]!.quantity;
  const count = { storeId: there.vanId, materialId, counted: "8", seen: "10", reason: "stocktake" };
  const counting = { spec: countStock as never, actor: world.lead, input: count, key: randomUUID() };
  assert.equal(await send(counting), null);
  const late = used(materialId, "2");
  assert.equal(await send({ ...late, input: { ...late.input, doneAt } }), null);
  assert.equal(fromNumeric(await level()), 8_000n, "two were used before somebody counted eight");
  assert.deepEqual(await conflictsOf(materialId), []);
  await send(used(materialId, "1"));
  assert.equal(fromNumeric(await level()), 7_000n, "what is used after it leaves as ever");
  const [charge] = await connection.db
    .select()
    .from(ticketCharge)
    .where(and(eq(ticketCharge.materialId, materialId), eq(ticketCharge.quantity, "2")));
  const back = { ticketId: charge!.ticketId, version: 1, chargeId: charge!.id };
  const again = { spec: takeBack as never, actor: world.technician, input: back, key: randomUUID() };
  assert.equal(await send(again), null);
  assert.equal(fromNumeric(await level()), 9_000n);
  await demandBooks();
});

test("what went back to the warehouse before the van was counted leaves it no second time", async () => {
  const materialId = await fresh("10", "COUNT-BACK");
  const doneAt = new Date().toISOString();
  await new Promise((later) => setTimeout(later, 5));
  const level = async (storeId: string) => {
    const at = and(eq(stockLevel.storeId, storeId), eq(stockLevel.materialId, materialId));
    return (await connection.db.select().from(stockLevel).where(at))[0]!.quantity;
  };
  const count = { storeId: there.vanId, materialId, counted: "7", seen: "10", reason: "stocktake" };
  await send({ spec: countStock as never, actor: world.lead, input: count, key: randomUUID() });
  const lines = [{ materialId, quantity: "3" }];
  const back = { storeId: there.vanId, reason: "not_needed", lines, doneAt };
  const going = { spec: returnStock as never, actor: world.technician, input: back, key: randomUUID() };
  assert.equal(await send(going), null);
  assert.deepEqual([await level(there.vanId), await level(there.warehouseId)].map(fromNumeric), [
    7_000n,
    3_000n,
  ]);
  await demandBooks();
});

for (const by of ["other_store", "counted", "mistake"] as const) {
  test(`a conflict is settled once: ${by}`, async () => {
    const materialId = await fresh("1", `SETTLE-${by}`);
    const receive = {
      storeId: there.warehouseId,
      reason: "delivery",
      lines: [{ materialId, quantity: "5" }],
    };
    await send({ spec: receiveStock as never, actor: world.lead, input: receive, key: randomUUID() });
    await send(used(materialId, "3"));
    const [conflict] = await conflictsOf(materialId);
    const settle = (key: string): Act => ({
      spec: settleConflict as never,
      actor: world.lead,
      key,
      input: { conflictId: conflict!.id, by, ...(by === "other_store" && { fromId: there.warehouseId }) },
    });
    const answers = await Promise.all([
      send(settle(randomUUID()), writers[0]),
      send(settle(randomUUID()), writers[1]),
    ]);
    assert.deepEqual(answers.sort(), [null, "SETTLED_ALREADY"].sort());
    const [charge] = await connection.db
      .select()
      .from(ticketCharge)
      .where(eq(ticketCharge.materialId, materialId));
    assert.equal(charge!.voidedAt !== null, by === "mistake");
    await demandBooks();
  });
}

test("what was used by mistake goes back once, however often and from however many phones he says so", async () => {
  const materialId = await fresh("4", "BACK-4");
  const use = used(materialId, "3");
  await send(use);
  const [line] = use.input.lines as Array<{ id: string }>;
  const back = (): Act => ({
    spec: takeBack as never,
    actor: world.technician,
    key: randomUUID(),
    input: { ticketId: tickets[0], version: 2, chargeId: line!.id },
  });
  assert.deepEqual([await send(back()), await send(back())], [null, null]);
  const [{ quantity }] = await connection.sql<[{ quantity: string }]>`
    select quantity from stock_level where store_id = ${there.vanId} and material_id = ${materialId}`;
  assert.equal(Number(quantity), 4);
  await demandBooks();
});

test("race: what is taken back while it is being written is not there yet, and goes back when it is", async () => {
  const materialId = await fresh("4", "BACK-RACE");
  const use = used(materialId, "3");
  const [line] = use.input.lines as Array<{ id: string }>;
  const back = (): Act => ({
    spec: takeBack as never,
    actor: world.technician,
    key: randomUUID(),
    input: { ticketId: tickets[0], version: 2, chargeId: line!.id },
  });
  const waiting = async (most: number) => {
    for (let n = 0; n < 500; n++) {
      const [{ count }] = await connection.sql<[{ count: number }]>`select count(*)::int from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      if (count === most) return;
      await new Promise((go) => setTimeout(go, 10));
    }
    throw new Error(`${most} were to wait`);
  };
  // Somebody writes a line of the same id and takes it away again: the use waits with its ticket in its hand.
  const first: Array<Promise<RefusalCode | null>> = [];
  await connection.db
    .transaction(async (tx) => {
      await tx.insert(ticketCharge).values({
        ...{ id: line!.id, ticketId: tickets[0]!, technicianId: world.technician.personId, materialId },
        ...{ quantity: "3", kind: "warranty", priceCents: 0, costCents: 0, chargedCents: 0 },
        ...{ consent: "none", usedAt: new Date() },
      });
      first.push(send(use, writers[0]));
      await waiting(1);
      first.push(send(back(), writers[1]));
      await waiting(2);
      tx.rollback();
    })
    .catch(() => {});
  assert.deepEqual(await Promise.all(first), [null, "NOT_FOUND"]);
  assert.equal(await send(back()), null);
  await demandBooks();
});

test("a store that runs low tells the lead once, until it is filled up again", async () => {
  const materialId = await fresh("5", "LOW-5");
  await connection.db
    .update(person)
    .set({ phone: "+8613900003333" })
    .where(eq(person.id, world.lead.personId));
  const setLowAt = { storeId: there.vanId, materialId, lowAt: "2" };
  assert.equal(
    await send({ spec: setLow as never, actor: world.lead, input: setLowAt, key: randomUUID() }),
    null,
  );
  const told = () => connection.db.$count(notification, eq(notification.kind, "stock_low"));
  const low = async () => {
    const at = and(eq(stockLevel.storeId, there.vanId), eq(stockLevel.materialId, materialId));
    return (await connection.db.select().from(stockLevel).where(at))[0]!.lowSince !== null;
  };
  await send(used(materialId, "2"));
  assert.deepEqual([await low(), await told()], [false, 0]);
  await send(used(materialId, "1"));
  await send(used(materialId, "1"));
  assert.deepEqual([await low(), await told()], [true, 1]);
  const seenBy = async (actor: Actor) =>
    (await read(lowStock, as(actor, connection), {})).low.filter((each) => each.materialId === materialId);
  // Whoever looks at the board or keeps the store sees it for as long as it lasts.
  for (const actor of [world.dispatcher, world.lead, world.manager])
    assert.deepEqual(
      (await seenBy(actor)).map(({ storeId, quantity }) => [storeId, quantity]),
      [[there.vanId, "1"]],
    );
  const refill = {
    fromId: there.warehouseId,
    toId: there.vanId,
    reason: "refill",
    lines: [{ materialId, quantity: "5" }],
  };
  await send({
    spec: receiveStock as never,
    actor: world.lead,
    input: { storeId: there.warehouseId, reason: "delivery", lines: refill.lines },
    key: randomUUID(),
  });
  await send({ spec: issueStock as never, actor: world.lead, input: refill, key: randomUUID() });
  assert.equal(await low(), false);
  assert.deepEqual(await seenBy(world.dispatcher), []);
  await send(used(materialId, "5"));
  assert.deepEqual([await low(), await told()], [true, 2], "the next time it runs low it is told again");
  await demandBooks();
});

test("the database itself keeps the books: no change, no one-sided movement, no level below zero", async () => {
  const { sql: raw } = connection;
  await assert.rejects(raw`update stock_leg set quantity = quantity + 1`, /append-only/);
  await assert.rejects(raw`delete from stock_movement`, /append-only/);
  const [one] = await raw`select * from stock_movement limit 1`;
  const [leg] = await raw`select * from stock_leg limit 1`;
  await assert.rejects(
    raw`insert into stock_leg (movement_id, line, store_id, material_id, quantity)
      values (${one!.id}, 90, ${leg!.store_id}, ${leg!.material_id}, 1)`,
    /two sides/,
  );
  await assert.rejects(raw`update stock_level set quantity = -1, reserved = 0`, /violates check constraint/);
});
