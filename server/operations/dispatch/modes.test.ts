import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import fc from "fast-check";
import { alarm } from "#db/schema/alarm.ts";
import { offer } from "#db/schema/dispatchMode.ts";
import { event, notification } from "#db/schema/event.ts";
import { shift, technician } from "#db/schema/person.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { DispatchMode } from "../../domain/dispatch/mode.ts";
import type { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { waitingJob } from "../../testing/jobs.ts";
import { mustRefuse } from "../../testing/refused.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { claimOffer, passOffer } from "../offer/claim.ts";
import { boardOffers, myOffers } from "../offer/list.ts";
import { perform, read } from "../operation.ts";
import { setAvailability } from "../technician/availability.ts";
import { endShifts } from "../technician/shiftOver.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { toTicket } from "../ticket/load.ts";
import { declineJob } from "../ticket/steps.ts";
import { withdrawAssignment } from "../ticket/withdraw.ts";
import { dispatchDue } from "./automatic.ts";
import { listModes, setMode } from "./modes.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
});
beforeEach(async () => {
  world = await makeWorld(connection);
});
after(() => connection.drop());

const mode = (mode: DispatchMode, by: Actor = world.lead) =>
  perform(
    setMode,
    as(by, connection),
    { siteId: world.siteId, faultCode: "tap-drips", mode, reason: "白天人多" },
    randomUUID(),
  );

const file = () => waitingJob(world, connection);

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const due = (at = new Date()) => dispatchDue(connection.db, at);

async function rowOf(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
}

async function typesOf(ticketId: string) {
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(await rowOf(ticketId)));
  return events.map((each) => each.type);
}

const offersOf = async (who: Actor, at?: Date) => (await read(myOffers, as(who, connection, at), {})).open;
const claim = (who: Actor, offerId: string, at?: Date) =>
  perform(claimOffer, as(who, connection, at), { offerId }, randomUUID());

test("automatic: the best has it right after the report, once, also with two servers; a machine does not ask twice", async () => {
  await mode("auto");
  const ticketId = await file();
  await Promise.all([due(), due(), due()]);
  const row = await rowOf(ticketId);
  assert.equal(row.status, "dispatched");
  assert.deepEqual(await typesOf(ticketId), ["reported", "assigned"]);
  const [given] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId));
  assert.equal(given!.reasons.mode, "auto");
  assert.equal(given!.assignedById, null);
  const back = { ticketId, version: 2, reason: "mistake" as const, words: "" };
  await perform(withdrawAssignment, as(world.dispatcher, connection), back, randomUUID());
  await due(minutes(1));
  const next = await rowOf(ticketId);
  assert.ok(next.technicianId !== null && next.technicianId !== row.technicianId);
});

test("of two leads the one who has not seen what the other said is refused, and what the other said holds", async () => {
  const say = (mode: DispatchMode, seen: string | null, by: Actor, at: Date) =>
    perform(
      setMode,
      as(by, connection, at),
      { siteId: world.siteId, faultCode: "tap-drips", mode, reason: "x", seen },
      randomUUID(),
    );
  await say("auto", null, world.lead, minutes(0));
  const stale = await mustRefuse(say("grab", null, world.manager, minutes(1)));
  assert.equal(stale.code, "STALE");
  const { modes } = await read(listModes, as(world.manager, connection), {});
  assert.deepEqual(
    modes.map((each) => each.mode),
    ["auto"],
  );
  await say("grab", modes[0]!.since, world.manager, minutes(2));
});

test("recommended, it waits for the desk", async () => {
  const ticketId = await file();
  await due();
  assert.equal((await rowOf(ticketId)).status, "received");
  await mode("auto");
  await mode("recommend", world.manager);
  await due();
  assert.equal((await rowOf(ticketId)).status, "received");
});

test("grab: offered to all who may, the first has it accepted, the others' offers are gone and they are told who", async () => {
  await mode("grab");
  const third = await world.worker("赵强");
  const ticketId = await file();
  await due();
  const all = [world.technician, world.technician2, third];
  const offers = await Promise.all(all.map(async (who) => (await offersOf(who))[0]!));
  assert.ok(offers.every((each) => each?.ticketId === ticketId));
  assert.deepEqual(await offersOf(world.offDuty), []);
  const board = await read(boardOffers, as(world.dispatcher, connection), {});
  assert.equal(board.filter((each) => each.ticketId === ticketId).length, 3);
  const rung = await connection.db.select().from(notification).where(eq(notification.ticketId, ticketId));
  assert.equal(rung.filter((each) => each.kind === "job_offered").length, 3);

  const settled = await Promise.allSettled(all.map((who, n) => claim(who, offers[n]!.id)));
  const winner = settled.findIndex((each) => each.status === "fulfilled");
  assert.equal(settled.filter((each) => each.status === "fulfilled").length, 1);
  const row = await rowOf(ticketId);
  assert.deepEqual([row.status, row.technicianId], ["accepted", all[winner]!.personId]);
  for (const [n, each] of settled.entries()) {
    if (each.status === "fulfilled") continue;
    const { code, params } = (each.reason as Refused).refusal;
    assert.deepEqual([code, params?.to], ["TICKET_TAKEN", all[winner]!.name]);
    assert.equal(typeof params?.seconds, "number");
    const mine = await read(myOffers, as(all[n]!, connection), {});
    assert.deepEqual([mine.open.length, mine.lost[0]?.by], [0, all[winner]!.name]);
  }
  assert.deepEqual(await typesOf(ticketId), ["reported", "offered", "assigned", "accepted"]);
});

test("an offer expires, is made once more, and then it is the desk's; a passed one does not come back", async () => {
  await mode("grab");
  const ticketId = await file();
  await due();
  const [first] = await offersOf(world.technician);
  await perform(passOffer, as(world.technician, connection), { offerId: first!.id }, randomUUID());
  const [second] = await offersOf(world.technician2);
  assert.equal((await mustRefuse(claim(world.technician2, second!.id, minutes(4)))).code, "OFFER_OVER");
  await Promise.all([due(minutes(4)), due(minutes(4))]);
  assert.deepEqual(await offersOf(world.technician, minutes(4)), []);
  assert.equal((await offersOf(world.technician2, minutes(4))).length, 1);
  await due(minutes(8));
  await due(minutes(9));
  assert.deepEqual(await offersOf(world.technician2, minutes(9)), []);
  assert.deepEqual(await typesOf(ticketId), [
    "reported",
    "offered",
    "offer_passed",
    "offered",
    "offers_ended",
  ]);
  const order = { ticketId, version: 5, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
});

test("an offer that was asked for without network is answered with why it is not to be had and since when, or is his", async () => {
  await mode("grab");
  const ticketId = await file();
  await due();
  const [mine] = await offersOf(world.technician);
  const pressed = { offerId: mine!.id, doneAt: new Date().toISOString() };
  const late = minutes(4);
  const over = await mustRefuse(
    perform(claimOffer, as(world.technician, connection, late), pressed, randomUUID()),
  );
  assert.deepEqual(
    [over.code, over.params?.why, over.params?.at],
    ["OFFER_OVER", "expired", mine!.expiresAt],
  );
  // The desk has given it to him meanwhile: then it is his, and taken on with that press.
  const order = { ticketId, version: 2, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
  const key = randomUUID();
  for (const _ of ["sent", "sent again"])
    assert.equal(
      (await perform(claimOffer, as(world.technician, connection, late), pressed, key)).status,
      "accepted",
    );
  await claim(world.technician, mine!.id, late);
  assert.deepEqual(await typesOf(ticketId), ["reported", "offered", "assigned", "accepted"]);
  const [accepted] = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "accepted")));
  assert.equal(accepted!.data.pressedAt, pressed.doneAt, "when he pressed is on record");
});

test("requests of several phones, repeated, in any order and at the same time: one has it, and each hears the same again", async () => {
  await mode("grab");
  const third = await world.worker("赵强");
  const crew = [world.technician, world.technician2, third];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(2), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      async (turns, together) => {
        const ticketId = await file();
        await due();
        const sends: Array<() => Promise<string>> = [];
        for (const who of crew) {
          const held = (await offersOf(who)).find((each) => each.ticketId === ticketId);
          const key = randomUUID();
          const said = { offerId: held!.id, doneAt: new Date().toISOString() };
          sends.push(() =>
            perform(claimOffer, as(who, connection), said, key).then(
              () => "his",
              (error: Refused) => error.refusal.code,
            ),
          );
        }
        const heard: string[][] = [[], [], []];
        const one = async (n: number) => void heard[n]!.push(await sends[n]!());
        if (together) await Promise.all(turns.map(one));
        else for (const n of turns) await one(n);
        for (const n of [0, 1, 2, 0, 1, 2]) await one(n);
        const [row] = [await rowOf(ticketId)];
        for (const [n, who] of crew.entries()) {
          const his = row.technicianId === who.personId;
          assert.deepEqual([...new Set(heard[n])], [his ? "his" : "TICKET_TAKEN"]);
        }
        assert.deepEqual(await typesOf(ticketId), ["reported", "offered", "assigned", "accepted"]);
        // Hands free for the next run.
        const back = { ticketId, version: row.version, reason: "mistake" as const, words: "" };
        await perform(withdrawAssignment, as(world.dispatcher, connection), back, randomUUID());
      },
    ),
    { numRuns: Number(process.env.MENDLINE_RUNS ?? 8) },
  );
});

test("a dispatcher's word ends the offers at once", async () => {
  await mode("grab");
  const ticketId = await file();
  await due();
  const [held] = await offersOf(world.technician);
  // The version that the dispatcher saw before it was offered still counts.
  const order = { ticketId, version: 1, technicianId: world.technician2.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
  assert.deepEqual(await offersOf(world.technician), []);
  const lost = await mustRefuse(claim(world.technician, held!.id));
  assert.deepEqual([lost.code, lost.params?.by, lost.params?.to], ["TICKET_TAKEN", "dispatcher", "张伟"]);
  const open = await connection.db
    .select()
    .from(offer)
    .where(and(eq(offer.ticketId, ticketId), isNull(offer.endedAt)));
  assert.equal(open.length, 0);
});

test("round robin: each in turn, past those on a break, and on when one does not take it", async () => {
  await mode("round_robin");
  const third = await world.worker("赵强");
  const order = [world.technician, world.technician2, third].sort((a, b) =>
    a.personId < b.personId ? -1 : 1,
  );
  const [a, b, c] = order as [typeof third, typeof third, typeof third];
  const rest = { technicianId: b.personId, presence: "break", reason: "meal" } as const;
  await perform(setAvailability, as(b, connection), rest, randomUUID());
  const [one, two] = [await file(), await file()];
  await due();
  assert.deepEqual(
    [(await offersOf(a))[0]?.ticketId, (await offersOf(b))[0], (await offersOf(c))[0]?.ticketId],
    [one, undefined, two],
  );
  await claim(c, (await offersOf(c))[0]!.id);
  await due(minutes(4));
  assert.equal((await offersOf(c, minutes(4)))[0]?.ticketId, one, "his time was up: the next one's turn");
  await due(minutes(8));
  assert.equal((await typesOf(one)).at(-1), "offers_ended");
});

test("who leaves, by word or by the end of his shift, is not waited for: the next is asked at once", async () => {
  await mode("round_robin");
  const third = await world.worker("赵强");
  const [a, b, c] = [world.technician, world.technician2, third].sort((x, y) =>
    x.personId < y.personId ? -1 : 1,
  ) as [typeof third, typeof third, typeof third];
  const ticketId = await file();
  await due();
  const [held] = await offersOf(a);
  assert.equal(held?.ticketId, ticketId);
  const ill = { technicianId: a.personId, presence: "ill", reason: "unwell" } as const;
  await perform(setAvailability, as(world.dispatcher, connection), ill, randomUUID());
  assert.deepEqual(await offersOf(a), []);
  await due(new Date(Date.now() + 1_000));
  assert.equal((await offersOf(b))[0]?.ticketId, ticketId);
  const over = await mustRefuse(claim(a, held!.id));
  assert.deepEqual([over.code, over.params?.why], ["OFFER_OVER", "left"]);

  await connection.db
    .update(shift)
    .set({ endsAt: minutes(1) })
    .where(eq(shift.personId, b.personId));
  await endShifts(connection.db, minutes(1));
  assert.deepEqual(await offersOf(b), []);
  await due(minutes(1));
  assert.equal((await offersOf(c, minutes(1)))[0]?.ticketId, ticketId);
  assert.deepEqual((await typesOf(ticketId)).slice(-5), [
    "offered",
    "offer_left",
    "offered",
    "offer_left",
    "offered",
  ]);
});

test("what somebody holds in the moment in which he leaves is taken from him by the next round, by his word or his shift's end", async () => {
  await mode("round_robin");
  const third = await world.worker("赵强");
  const [a, b, c] = [world.technician, world.technician2, third].sort((x, y) =>
    x.personId < y.personId ? -1 : 1,
  ) as [typeof third, typeof third, typeof third];
  const ticketId = await file();
  await due();
  /** Somebody writes the ticket while this happens. */
  const whileHeld = async (work: () => Promise<unknown>) =>
    connection.db.transaction(async (tx) => {
      await tx.select().from(ticket).where(eq(ticket.id, ticketId)).for("update");
      await work();
    });
  const off = { technicianId: a.personId, presence: "off", reason: "called_away" } as const;
  await whileHeld(() => perform(setAvailability, as(a, connection), off, randomUUID()));
  assert.equal((await offersOf(a)).length, 1, "nobody waits for the one who writes");
  await due(new Date(Date.now() + 1_000));
  assert.deepEqual(await offersOf(a), []);
  assert.equal((await offersOf(b))[0]?.ticketId, ticketId);

  await connection.db
    .update(shift)
    .set({ endsAt: minutes(1) })
    .where(eq(shift.personId, b.personId));
  await whileHeld(() => endShifts(connection.db, minutes(1)));
  assert.equal((await offersOf(b, minutes(1))).length, 1);
  await due(minutes(1));
  assert.deepEqual(await offersOf(b, minutes(1)), []);
  assert.equal((await offersOf(c, minutes(1)))[0]?.ticketId, ticketId);
  assert.deepEqual((await typesOf(ticketId)).slice(-4), ["offer_left", "offered", "offer_left", "offered"]);
  assert.equal(await due(minutes(1)), 0, "who is there keeps his");
});

test("everybody full rings in every mode that gives out by itself, says so, and clears when one has room", async () => {
  for (const how of ["auto", "grab", "round_robin"] as const) {
    world = await makeWorld(connection);
    await mode(how);
    const crew = [world.technician.personId, world.technician2.personId];
    const carry = (minutes: number) =>
      connection.db
        .update(technician)
        .set({ capacityMinutes: minutes })
        .where(inArray(technician.personId, crew));
    await carry(30);
    const ticketId = await file();
    await due();
    const standing = () =>
      connection.db
        .select()
        .from(alarm)
        .where(and(eq(alarm.ticketId, ticketId), isNull(alarm.clearedAt)));
    const [rings] = await standing();
    assert.equal(rings?.kind, "nobody", how);
    assert.deepEqual(rings?.shortfall?.causes, [{ why: "over_capacity", count: 2 }]);
    assert.deepEqual(rings?.shortfall?.overrule?.map((each) => each.id).sort(), [...crew].sort());
    assert.equal((await rowOf(ticketId)).technicianId, null);
    await carry(480);
    await due(minutes(1));
    assert.deepEqual(await standing(), [], how);
  }
});

test("what was declined twice no machine gives out, and it does not lie unseen: a lead is told and it rings", async () => {
  await mode("auto");
  const ticketId = await file();
  for (let n = 0; n < 2; n++) {
    await due(minutes(n));
    const row = await rowOf(ticketId);
    const who = [world.technician, world.technician2].find((each) => each.personId === row.technicianId)!;
    const decline = declineJob.input.parse({ ticketId, version: row.version, reason: "busy" });
    await perform(declineJob, as(who, connection), decline, randomUUID());
  }
  await world.worker("赵强");
  await due(minutes(3));
  assert.equal((await rowOf(ticketId)).technicianId, null, "though somebody is free");
  const [rings] = await connection.db
    .select()
    .from(alarm)
    .where(and(eq(alarm.ticketId, ticketId), isNull(alarm.clearedAt)));
  assert.deepEqual([rings?.kind, rings?.shortfall?.lead], ["nobody", true]);
  const told = await connection.db.select().from(notification).where(eq(notification.kind, "lead_rules"));
  assert.deepEqual(
    told.filter((each) => each.ticketId === ticketId).map((each) => each.personId),
    [world.lead.personId],
  );
});

test("nobody eligible is an alarm with the shortfall, whatever the urgency, and clears when somebody is", async () => {
  await mode("auto");
  const away = (who: Actor & { personId: string }, presence: "off" | "on") =>
    perform(
      setAvailability,
      as(who, connection),
      { technicianId: who.personId, presence, ...(presence === "off" && { reason: "private" as const }) },
      randomUUID(),
    );
  await away(world.technician, "off");
  await away(world.technician2, "off");
  const ticketId = await file();
  await due();
  const standing = () =>
    connection.db
      .select()
      .from(alarm)
      .where(and(eq(alarm.ticketId, ticketId), isNull(alarm.clearedAt)));
  const [rings] = await standing();
  assert.deepEqual([rings?.kind, rings?.shortfall?.skill], ["nobody", "plumbing"]);
  await away(world.technician, "on");
  await due(minutes(1));
  assert.equal((await rowOf(ticketId)).technicianId, world.technician.personId);
  assert.deepEqual(await standing(), []);
});
