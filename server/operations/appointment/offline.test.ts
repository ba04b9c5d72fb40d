import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq, isNull } from "drizzle-orm";
import fc from "fast-check";
import { appointment } from "#db/schema/appointment.ts";
import { event } from "#db/schema/event.ts";
import { shift } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { freeSlots, type Window } from "../../domain/appointment/slots.ts";
import { type Refusal, Refused } from "../../domain/refusal.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, departForJob } from "../ticket/steps.ts";
import { cancelAppointment } from "./cancel.ts";
import { changeAppointment } from "./change.ts";
import { chooseAppointment } from "./choose.ts";
import { timeOf } from "./free.ts";
import { mySlots } from "./mine.ts";
import { offerAppointment } from "./offer.ts";

/** A Tuesday, nine in the morning at the site. */
const nine = new Date("2026-11-24T01:00:00Z");
const later = (minutes: number) => new Date(nine.getTime() + minutes * 60_000);

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

const operations = {
  accept: acceptJob,
  offer: offerAppointment,
  fix: changeAppointment,
  depart: departForJob,
};
type Verb = keyof typeof operations;
type Sent = { key: string; verb: Verb; input: Record<string, unknown> };

/** A job in the hands of somebody who also works tomorrow, and when he can come for it. */
async function given(): Promise<{ world: World; ticketId: string; free: Window[] }> {
  const world = await makeWorld(connection, nine);
  await connection.db.insert(shift).values({
    id: randomUUID(),
    personId: world.technician.personId,
    startsAt: later(23 * 60),
    endsAt: later(32 * 60),
  });
  const said = {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    contactName: "王丽",
  };
  const report = reportRepair.input.parse(said);
  const { ticketId } = await perform(reportRepair, as(world.owner, connection, nine), report, randomUUID());
  const order = { ticketId, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection, nine), order, randomUUID());
  const { jobs } = await read(mySlots, as(world.technician, connection, nine), {});
  assert.deepEqual(
    jobs.map((each) => each.ticketId),
    [ticketId],
  );
  return { world, ticketId, free: jobs[0]!.free };
}

async function send(who: Actor, { key, verb, input }: Sent, at = nine): Promise<Refusal | null> {
  const operation = operations[verb] as typeof acceptJob;
  try {
    await perform(operation, as(who, connection, at), operation.input.parse(input) as never, key);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

const nothing = { visit: null, from: null };
const offering = (ticketId: string, windows: Window[], seen: object = nothing): Sent => ({
  key: randomUUID(),
  verb: "offer",
  input: { ticketId, windows, seen, doneAt: nine.toISOString() },
});
const fixing = (ticketId: string, window: Window, seen: object = nothing): Sent => ({
  key: randomUUID(),
  verb: "fix",
  input: { ticketId, window, seen, doneAt: nine.toISOString() },
});

async function openOf(ticketId: string) {
  const rows = await connection.db
    .select()
    .from(appointment)
    .where(and(eq(appointment.ticketId, ticketId), isNull(appointment.endedAt)));
  assert.ok(rows.length < 2);
  return rows[0] ?? null;
}

async function outcome(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const all = await connection.db.select().from(appointment).where(eq(appointment.ticketId, ticketId));
  const events = await connection.db
    .select({ type: event.type, data: event.data })
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  const open = await openOf(ticketId);
  return {
    status: row!.status,
    ended: all.map(({ endReason }) => endReason).sort(),
    windows: open?.windows.length ?? null,
    agreed: open === null ? null : open.chosenFrom !== null,
    events: events.map(({ type, data }) => `${type} ${typeof data.doneAt}`).sort(),
  };
}

test("without network he offers, thinks better of it and fixes one; however it arrives, it ends as if sent once in order", async () => {
  let sendings = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Verb>("offer", "fix"), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }), { maxLength: 4 }),
      fc.boolean(),
      async (visits, leaves, batches, together) => {
        const run = async (disturb: boolean) => {
          const { world, ticketId, free } = await given();
          const accept: Sent = { key: randomUUID(), verb: "accept", input: { ticketId, version: 2 } };
          const queue = [accept];
          for (const [n, verb] of visits.entries()) {
            const last = queue.at(-1)!;
            const seen = { ...nothing, ...(last !== accept && { by: last.key }) };
            const at = free[n * 2]!;
            queue.push(
              verb === "offer"
                ? offering(ticketId, [at, free[n * 2 + 1]!], seen)
                : fixing(ticketId, at, seen),
            );
          }
          if (leaves)
            queue.push({
              key: randomUUID(),
              verb: "depart",
              input: { ticketId, version: 2, after: accept.key },
            });
          const me = world.technician;
          for (const batch of disturb ? batches : []) {
            const picked = batch.map((n) => queue[n % queue.length]!);
            // The phone keeps the order of what is about the visit, and sends it before what was done after it.
            for (const each of picked)
              for (const before of queue.slice(0, queue.indexOf(each)))
                if (before.verb !== "accept") await send(me, before);
            if (together) await Promise.all(picked.map((each) => send(me, each)));
            else for (const each of picked) await send(me, each);
            sendings += picked.length;
          }
          for (const each of [...queue, ...queue]) assert.equal(await send(me, each), null, each.verb);
          return outcome(ticketId);
        };
        assert.deepEqual(await run(true), await run(false));
      },
    ),
    { numRuns: Number(process.env.MENDLINE_RUNS ?? 20) },
  );
  console.log(`${sendings} sendings out of order`);
});

test("what the owner or the desk has agreed meanwhile is never replaced unseen, and both sides are told", async () => {
  const { world, ticketId, free } = await given();
  const { technician, dispatcher, owner } = world;
  assert.equal(
    await send(technician, { key: randomUUID(), verb: "accept", input: { ticketId, version: 2 } }),
    null,
  );
  assert.equal(await send(technician, offering(ticketId, free.slice(0, 2))), null);
  const first = (await openOf(ticketId))!;
  // In the cellar he sees two times offered; the owner takes one.
  const choice = { ticketId, appointmentId: first.id, window: free[1]! };
  await perform(chooseAppointment, as(owner, connection, nine), choice, randomUUID());
  const stale = offering(ticketId, free.slice(2, 4), { visit: first.id, from: null });
  const no = await send(technician, stale);
  assert.equal(no?.code, "STALE");
  assert.deepEqual(
    [no?.params?.visit, no?.params?.from, no?.params?.until, no?.params?.side, no?.params?.at],
    [first.id, free[1]!.from, free[1]!.until, "owner", nine.toISOString()],
  );
  assert.equal((await openOf(ticketId))!.chosenFrom!.toISOString(), free[1]!.from, "what was agreed stands");
  // The same time fixed by him is the same word.
  assert.equal(await send(technician, fixing(ticketId, free[1]!, { visit: first.id, from: null })), null);
  assert.equal((await openOf(ticketId))!.id, first.id);
  // He has seen it and wants it otherwise all the same: his word, under the same key.
  const seen = { visit: first.id, from: free[1]!.from };
  assert.equal(await send(technician, { ...stale, input: { ...stale.input, seen } }), null);
  const second = (await openOf(ticketId))!;
  // The desk fixes one, then calls it off: there is nothing to see any more.
  const desk = { ticketId, window: free[5]! };
  await perform(changeAppointment, as(dispatcher, connection, nine), desk, randomUUID());
  const byDesk = await send(technician, fixing(ticketId, free[6]!, { visit: second.id, from: null }));
  assert.deepEqual([byDesk?.code, byDesk?.params?.side], ["STALE", "desk"]);
  const off = { ticketId, appointmentId: (await openOf(ticketId))!.id, reason: "later", words: "" } as const;
  await perform(cancelAppointment, as(dispatcher, connection, later(1)), off, randomUUID());
  const none = await send(technician, fixing(ticketId, free[6]!, { visit: second.id, from: null }), later(2));
  assert.deepEqual(
    [none?.code, none?.params?.side, none?.params?.visit, none?.params?.at],
    ["STALE", "nobody", "", later(1).toISOString()],
  );
});

test("what was offered when the desk looked and agreed since is not called off unseen", async () => {
  const { world, ticketId, free } = await given();
  const { dispatcher, owner } = world;
  assert.equal(await send(dispatcher, offering(ticketId, free.slice(0, 2))), null);
  const open = (await openOf(ticketId))!;
  const choice = { ticketId, appointmentId: open.id, window: free[1]! };
  await perform(chooseAppointment, as(owner, connection, nine), choice, randomUUID());
  const off = (from: string | null) =>
    perform(
      cancelAppointment,
      as(dispatcher, connection, nine),
      cancelAppointment.input.parse({
        ticketId,
        appointmentId: open.id,
        reason: "later",
        seen: { visit: open.id, from },
      }),
      randomUUID(),
    );
  const refused = (error: unknown) =>
    error instanceof Refused &&
    error.refusal.code === "STALE" &&
    error.refusal.params?.from === free[1]!.from;
  await assert.rejects(off(null), refused);
  assert.equal((await openOf(ticketId))!.chosenFrom!.toISOString(), free[1]!.from);
  await off(free[1]!.from);
  assert.equal(await openOf(ticketId), null);
});

test("a time that has gone until the office hears of it comes back with those that are left, and which ones have gone", async () => {
  const { world, ticketId, free } = await given();
  const { technician } = world;
  const heard = new Date(Date.parse(free[0]!.from) + 60_000);
  const sent = offering(ticketId, free.slice(0, 2));
  const no = await send(technician, sent, heard);
  assert.equal(no?.code, "SLOT_TAKEN");
  assert.equal(no?.params?.gone, `${free[0]!.from}/${free[0]!.until}`);
  assert.equal(await openOf(ticketId), null);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.equal(row!.status, "dispatched", "taking the job on is a step of its own");
  const { jobs } = await read(mySlots, as(technician, connection, heard), {});
  const again = { ...sent, input: { ...sent.input, windows: jobs[0]!.free.slice(0, 1) } };
  assert.equal(await send(technician, again, heard), null, "chosen anew, under its own key");
});

test("his times for his jobs are his alone, and none are given for a job that he has begun", async () => {
  const { world, ticketId } = await given();
  const of = async (who: Actor) =>
    (await read(mySlots, as(who, connection, nine), {})).jobs.map((each) => each.ticketId);
  assert.deepEqual(await of(world.technician2), []);
  await send(world.technician, { key: randomUUID(), verb: "accept", input: { ticketId, version: 2 } });
  assert.deepEqual(await of(world.technician), [ticketId]);
  await send(world.technician, { key: randomUUID(), verb: "depart", input: { ticketId, version: 3 } });
  assert.deepEqual(await of(world.technician), []);
});

test("his times for all his jobs are asked in one pass, however many these are, and are those of each for itself", async () => {
  const { world, ticketId, free } = await given();
  const me = world.technician.personId;
  assert.equal(
    await send(world.technician, fixing(ticketId, free.at(-1)!, { visit: null, from: null })),
    null,
  );
  const queries = async () => {
    const { unsafe } = connection.sql;
    let asked = 0;
    const counting = (...of: Parameters<typeof unsafe>) => {
      asked += 1;
      return unsafe(...of);
    };
    Object.assign(connection.sql, { unsafe: counting });
    const { jobs } = await read(mySlots, as(world.technician, connection, later(1)), {});
    Object.assign(connection.sql, { unsafe });
    return { asked, jobs };
  };
  const { asked: forOne } = await queries();
  const places = [world.places.ownHome, world.places.ownHome, world.places.lift, world.places.lift];
  for (const [at, placeId] of places.entries()) {
    const said = {
      placeId,
      faultCode: "tap-drips",
      urgency: (at % 4) + 1,
      description: "x",
      contactName: "y",
    };
    const report = reportRepair.input.parse(said);
    const told = await perform(reportRepair, as(world.operator, connection, nine), report, randomUUID());
    const overrule = { reason: "agreed", words: "" } as const;
    const order = { ticketId: told.ticketId, version: 1, technicianId: me, overrule };
    await perform(assignTechnician, as(world.dispatcher, connection, nine), order, randomUUID());
  }
  const { asked, jobs } = await queries();
  assert.equal(jobs.length, 5);
  assert.equal(asked, forOne);
  for (const each of jobs) {
    const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, each.ticketId));
    const alone = freeSlots(await timeOf(connection.db, row!, me, later(1)));
    assert.deepEqual(each.free, alone.slice(0, 24));
    assert.ok(each.free.length > 0);
  }
  assert.ok(new Set(jobs.map((each) => JSON.stringify(each.free))).size > 1, "they are not all the same");
});
