import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq, inArray } from "drizzle-orm";
import { type Connection, connect } from "#db/client.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { receiveStock } from "../stock/move.ts";
import { cancelTicket } from "../ticket/end.ts";
import { mergeTicket } from "../ticket/merge.ts";
import { reportRepair } from "../ticket/report.ts";
import { detachFromIncident } from "./members.ts";
import { openIncident } from "./open.ts";

let connection: Connection & { drop(): Promise<void>; url: string };
let writers: Connection[];
let world: World;

before(async () => {
  connection = await testDatabase();
  writers = [1, 2].map((n) => connect(connection.url, { max: 1, name: `writer ${n}` }));
});
after(async () => {
  for (const writer of writers) await writer.close();
  await connection.drop();
});

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function act(spec: any, actor: Actor, input: Record<string, unknown>, through: Connection = connection) {
  return perform(spec, as(actor, through), spec.input.parse(input), randomUUID()) as Promise<{
    ticketId: string;
  }>;
}

/** Three reports of one failure at an estate of their own, in the order of their ids, all waiting for one material. */
async function three() {
  world = await makeWorld(connection);
  const { materialId, warehouseId } = await stockAt(connection, world);
  const said = { placeId: world.places.lift, faultCode: "tap-drips", urgency: 3, description: "滴水" };
  const ids: string[] = [];
  for (const contactName of ["甲", "乙", "丙"])
    ids.push((await act(reportRepair, world.operator, { ...said, contactName })).ticketId);
  ids.sort();
  const seen = async () =>
    (await connection.db.select().from(ticket).where(inArray(ticket.id, ids))).map((row) => ({
      ticketId: row.id,
      version: row.version,
    }));
  await act(openIncident, world.dispatcher, { tickets: await seen(), expectedUntil: null });
  const waits = { siteId: world.siteId, materialId, quantity: "1", state: "waiting" as const };
  const by = { byId: world.technician.personId, at: new Date() };
  await connection.db
    .insert(stockReservation)
    .values(ids.map((ticketId) => ({ id: randomUUID(), ticketId, ...waits, ...by })));
  return { ids, materialId, warehouseId };
}

const versionOf = async (id: string) =>
  (await connection.db.select().from(ticket).where(eq(ticket.id, id)))[0]!.version;

const endings: Array<[string, (ids: string[], through: Connection) => Promise<unknown>]> = [
  [
    "called off",
    async (ids, through) => {
      const [ticketId, version] = [ids[2]!, await versionOf(ids[2]!)];
      return act(cancelTicket, world.dispatcher, { ticketId, version, reason: "mistake" }, through);
    },
  ],
  [
    "taken out",
    async (ids, through) => {
      const [ticketId, version] = [ids[2]!, await versionOf(ids[2]!)];
      return act(detachFromIncident, world.dispatcher, { ticketId, version }, through);
    },
  ],
  [
    "merged into another",
    async (ids, through) => {
      const [ticketId, version] = [ids[2]!, await versionOf(ids[2]!)];
      return act(mergeTicket, world.dispatcher, { ticketId, version, intoId: ids[1]! }, through);
    },
  ],
];

for (const [how, end] of endings)
  test(`a ticket of an incident is ${how} while its part arrives: neither stands in the other's way`, async () => {
    const { ids, materialId, warehouseId } = await three();
    const lines = [{ materialId, quantity: "3" }];
    let both: Promise<unknown> = Promise.resolve();
    await connection.sql.begin(async (tx) => {
      await tx`select 1 from ticket where id = ${ids[0]!} for update`;
      const arrives = act(
        receiveStock,
        world.lead,
        { storeId: warehouseId, lines, reason: "delivery" },
        writers[0],
      );
      arrives.catch(() => {});
      await waiters(1);
      const ends = end(ids, writers[1]!);
      both = Promise.all([arrives, ends]);
      both.catch(() => {});
      await waiters(2);
    });
    await both;
    const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ids[2]!));
    assert.equal(row!.incidentId, null);
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
