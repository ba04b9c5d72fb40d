import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import { phoneCall, phoneSeat, ticketCall } from "#db/schema/call.ts";
import { event, eventWords, notification } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { presetTerms } from "../../domain/sla/presets.ts";
import { promised } from "../../domain/sla/promise.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { serviceHours } from "../../domain/time/presetCalendars.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardDetail } from "../board/detail.ts";
import { perform, read } from "../operation.ts";
import { recordQuestion } from "../ticket/asked.ts";
import { correctTicket } from "../ticket/correct.ts";
import { getTicket, myTickets } from "../ticket/get.ts";
import { joinReporter } from "../ticket/joinReporter.ts";
import { toTicket } from "../ticket/load.ts";
import { followTicket } from "../ticket/mineToo.ts";
import { reportRepair } from "../ticket/report.ts";
import { urgeTicket } from "../ticket/urge.ts";
import { findCaller } from "./caller.ts";
import { findPeople } from "./people.ts";

/** What a small repair is owed at a site that has no hours of its own. */
function owedFrom(received: Date) {
  const at = received.toISOString();
  const { week } = serviceHours;
  const hours = { timeZone: "Asia/Shanghai", week, days: new Map(), published: null, exceptions: new Map() };
  return promised([{ type: "reported", at, receivedAt: at }], presetTerms("CN-1", 3), hours, at);
}

let connection: TestDatabase;
let world: World;
const phones = new Map<string, string>();

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  for (const who of await connection.db.select().from(person)) if (who.phone) phones.set(who.id, who.phone);
});
after(() => connection.drop());

const minutes = 60_000;

async function ring(
  number: string | null,
  ago = 2 * minutes,
  siteId = world.siteId,
  line = "+865718888000",
): Promise<string> {
  const id = randomUUID();
  const startedAt = new Date(Date.now() - ago);
  const call = { id, siteId, line, system: "test", externalId: id, number, startedAt };
  await connection.db.insert(phoneCall).values({ ...call, seconds: 63, recording: "rec/9" });
  return id;
}

function file(actor: Actor, more: object = {}) {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    ...more,
  });
  return perform(reportRepair, as(actor, connection), input, randomUUID());
}

async function storyOf(ticketId: string) {
  const events = await connection.db
    .select({ event, words: eventWords.words })
    .from(event)
    .leftJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const sum = events.reduce<Ticket | null>((state, { event: e }) => evolve(state, e), null);
  assert.deepEqual(sum, toTicket(row!), "the events add up to the row");
  return { events: events.map(({ event: e, words }) => ({ ...e, words })), row: row! };
}

const refused = (code: string, field?: string) => (no: unknown) => {
  assert.ok(no instanceof Refused, String(no));
  assert.deepEqual([no.refusal.code, field === undefined ? undefined : no.refusal.field], [code, field]);
  return true;
};

test("a report from a call was received when the call began, and the promises count from then", async () => {
  const callId = await ring(phones.get(world.owner.personId)!, 20 * minutes);
  const { ticketId } = await file(world.operator, { callId, reporterId: world.owner.personId });
  const { events, row } = await storyOf(ticketId);
  const [call] = await connection.db.select().from(phoneCall).where(eq(phoneCall.id, callId));
  assert.equal(row.receivedAt.toISOString(), call!.startedAt.toISOString());
  assert.equal(row.acknowledgeBy.toISOString(), owedFrom(call!.startedAt).acknowledgeBy);
  assert.equal(events[0]!.data.callId, callId);
  assert.equal(call!.personId, world.owner.personId);
  assert.equal(call!.takenById, world.operator.personId);
  assert.ok(call!.handledAt);
  const detail = await read(boardDetail, as(world.lead, connection), { ticketId });
  assert.deepEqual(
    detail.calls.map(({ why, seconds, recording }) => ({ why, seconds, recording })),
    [{ why: "reported", seconds: 63, recording: "rec/9" }],
  );
  const seen = JSON.stringify(await read(getTicket, as(world.owner, connection), { ticketId }));
  assert.ok(!seen.includes(callId) && !seen.includes("rec/9"), "a resident learns nothing of the call");
});

test("received earlier than the call or than typing takes needs a reason, and the reason is part of the fact", async () => {
  const receivedAt = new Date(Date.now() - 90 * minutes).toISOString();
  const name = { contactName: "门岗老赵" };
  await assert.rejects(file(world.operator, { ...name, receivedAt }), refused("REQUIRED", "earlier"));
  const callId = await ring(null, 5 * minutes);
  const beforeCall = new Date(Date.now() - 8 * minutes).toISOString();
  await assert.rejects(
    file(world.operator, { ...name, callId, receivedAt: beforeCall }),
    refused("REQUIRED", "earlier"),
  );
  const earlier = { reason: "on_paper", words: "停电时记在纸上" };
  const { ticketId } = await file(world.operator, { ...name, receivedAt, earlier });
  const { events, row } = await storyOf(ticketId);
  assert.equal(events[0]!.data.earlier, "on_paper");
  assert.equal(events[0]!.words, "停电时记在纸上");
  assert.equal(row.receivedAt.toISOString(), receivedAt);
  const { arriveBy } = owedFrom(new Date(receivedAt));
  assert.equal(row.arriveBy.toISOString(), arriveBy, "the clocks run from then");
  const justNow = new Date(Date.now() - 5 * minutes).toISOString();
  await file(world.operator, { ...name, receivedAt: justNow });
});

test("a call may only be named by the desk of a site that it rings at", async () => {
  const elsewhere = await makeWorld(connection);
  const callId = await ring(null, minutes, elsewhere.siteId, "+865718888111");
  await assert.rejects(file(world.operator, { contactName: "x", callId }), refused("NOT_FOUND", "callId"));
  await assert.rejects(file(world.owner, { callId: await ring(null) }), refused("NOT_FOUND", "callId"));
  const { ticketId } = await file(world.owner);
  await assert.rejects(
    perform(urgeTicket, as(world.operator, connection), { ticketId, words: "", callId }, randomUUID()),
    refused("NOT_FOUND", "callId"),
  );
});

test("a call that asks after a repair is on its record, in whatever state it is", async () => {
  const { ticketId } = await file(world.owner);
  const [first, second] = [await ring(null), await ring(null)];
  await perform(
    urgeTicket,
    as(world.operator, connection),
    { ticketId, words: "", callId: first },
    randomUUID(),
  );
  const asked = { ticketId, words: "问费用", callId: second };
  await perform(recordQuestion, as(world.operator, connection), asked, randomUUID());
  const { events, row } = await storyOf(ticketId);
  assert.deepEqual(
    events.map((e) => [e.type, e.data.callId, e.words]),
    [
      ["reported", undefined, null],
      ["urged", first, null],
      ["asked", second, "问费用"],
    ],
  );
  assert.equal(row.urges, 1);
  const kept = await connection.db.select().from(ticketCall).where(eq(ticketCall.ticketId, ticketId));
  assert.deepEqual(new Set(kept.map((each) => each.callId)), new Set([first, second]));
  await assert.rejects(
    perform(recordQuestion, as(world.owner, connection), { ticketId, words: "" }, randomUUID()),
    refused("NOT_ALLOWED"),
  );
});

test("the caller's card: homes, own and household reports, what the home follows, the last five", async () => {
  const number = `+86137${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
  const here = await makeWorld(connection);
  const husband = await here.resident("周强", number, here.places.ownHome);
  const wife = await here.resident("周太太", number, here.places.otherHome);
  const input = { placeId: here.places.ownHome };
  const own = await file(husband, input);
  const ofHome = await file(here.owner, input);
  const lift = await file(here.operator, {
    placeId: here.places.lift,
    faultCode: "lift-trapped",
    contactName: "甲",
  });
  await perform(
    followTicket,
    as(here.operator, connection),
    { ticketId: lift.ticketId, personId: husband.personId, callId: await ring(number, minutes, here.siteId) },
    randomUUID(),
  );
  const unknown = await file(here.operator, { ...input, contactName: "不说名字", contactPhone: number });
  const seen = await read(findCaller, as(here.operator, connection), { phone: number });
  assert.equal(seen.people.length, 2, "two people share the number, both are offered");
  const card = seen.people.find((who) => who.id === husband.personId)!;
  assert.deepEqual(
    card.homes.map((home) => home.placeId),
    [here.places.ownHome],
  );
  assert.deepEqual(Object.fromEntries(card.open.map((job) => [job.id, job.whose])), {
    [own.ticketId]: "own",
    [ofHome.ticketId]: "home",
    [unknown.ticketId]: "home",
    [lift.ticketId]: "followed",
  });
  assert.deepEqual(
    seen.unknown.map((job) => [job.id, job.contactName]),
    [[unknown.ticketId, "不说名字"]],
  );
  assert.ok(seen.people.some((who) => who.id === wife.personId));
  const { events, row } = await storyOf(lift.ticketId);
  assert.equal(events.at(-1)!.type, "followed");
  assert.equal(row.households, 2);
  const told = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.ticketId, lift.ticketId), eq(notification.personId, husband.personId)));
  assert.deepEqual(
    told.map((note) => note.kind),
    ["following"],
  );
});

test("reports of an unknown caller are put in a person's name together, by choice, and can be taken back", async () => {
  const number = `+86136${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
  const stranger = { contactName: "刘女士", contactPhone: number };
  const one = await file(world.operator, { ...stranger, callId: await ring(number) });
  const two = await file(world.operator, { ...stranger, placeId: world.places.otherHome });
  const third = await file(world.operator, stranger);
  const { people } = await read(findPeople, as(world.operator, connection), { query: "陈明" });
  const personId = people.find((who) => who.id === world.neighbour.personId)!.id;
  const ticketIds = [one.ticketId, two.ticketId];
  const join = (more: object, actor: Actor = world.operator) =>
    perform(
      joinReporter,
      as(actor, connection),
      joinReporter.input.parse({ ticketIds, personId, reason: "said_so", ...more }),
      randomUUID(),
    );
  const outsider = (await makeWorld(connection)).owner.personId;
  await assert.rejects(join({ personId: outsider }), refused("NOT_FOUND", "personId"));
  await join({ words: "回电确认" });
  const mine = await read(myTickets, as(world.neighbour, connection), { limit: 50 });
  assert.deepEqual(new Set(mine.map((seen) => seen.id)), new Set(ticketIds), "those chosen, and no other");
  const { events, row } = await storyOf(one.ticketId);
  assert.deepEqual(events.at(-1)!.data, { reason: "said_so", personId, personBefore: "" });
  assert.equal(events.at(-1)!.words, "回电确认");
  assert.equal(row.contactName, "刘女士", "as it was first given");
  const [call] = await connection.db.select().from(phoneCall).where(eq(phoneCall.number, number));
  assert.equal(call!.personId, personId);
  assert.equal((await storyOf(third.ticketId)).row.reporterId, null);

  await assert.rejects(join({ personId: world.owner.personId }), refused("STALE"));
  await join({ personId: null, before: personId, reason: "wrong_person" });
  const left = await read(myTickets, as(world.neighbour, connection), { limit: 50 });
  assert.deepEqual(
    left.map((seen) => [seen.id, seen.by?.name]),
    [[two.ticketId, null]],
    "only as somebody's report about the home",
  );
  assert.equal((await storyOf(one.ticketId)).events.at(-1)!.data.personBefore, personId);
});

test("a correction stands beside what was first said, with who and why", async () => {
  const { ticketId } = await file(world.operator, { contactName: "y", description: "厨房漏水" });
  const correct = (more: object) =>
    perform(
      correctTicket,
      as(world.dispatcher, connection),
      correctTicket.input.parse({ ticketId, version: 1, reason: "misheard", ...more }),
      randomUUID(),
    );
  await assert.rejects(correct({}), refused("REQUIRED", "words"));
  await assert.rejects(
    correct({ placeId: (await makeWorld(connection)).places.ownHome }),
    refused("NOT_FOUND", "placeId"),
  );
  await correct({ words: "是卫生间漏水", why: "业主回电", placeId: world.places.otherHome });
  const { events, row } = await storyOf(ticketId);
  await assert.rejects(
    correct({ placeId: world.places.lift }),
    (error) =>
      error instanceof Refused && error.refusal.code === "STALE" && error.refusal.params?.by === "dispatcher",
    "nobody writes over a correction that he has not seen",
  );
  await assert.rejects(correct({ words: "x", version: row.version + 1 }), refused("STALE"));
  assert.equal(row.description, "厨房漏水");
  assert.equal(row.placeId, world.places.otherHome);
  assert.equal(events.at(-1)!.type, "corrected");
  assert.equal(events.at(-1)!.data.placeBefore, world.places.ownHome);
  const desk = await read(boardDetail, as(world.dispatcher, connection), { ticketId });
  assert.deepEqual(
    desk.corrections.map(({ by, why, words, plateBefore }) => [by?.name, why, words, plateBefore?.zh.room]),
    [["dispatcher", "业主回电", "是卫生间漏水", "1802"]],
  );
  const home = await read(getTicket, as(world.neighbour, connection), { ticketId });
  assert.deepEqual(
    home.corrections.map(({ by, words }) => [by, words]),
    [[null, "是卫生间漏水"]],
  );
  await assert.rejects(read(getTicket, as(world.owner, connection), { ticketId }), refused("NOT_FOUND"));
  await assert.rejects(
    connection.sql`update ticket set place_id = ${world.places.lift} where id = ${ticketId}`,
    /changes only with a correction/,
  );
  await assert.rejects(connection.sql`update ticket_correction set words = ''`, /append-only/);
  const [right] = await connection.db.select().from(place).where(eq(place.id, world.places.otherHome));
  assert.deepEqual(row.plate, right!.plate);
  assert.deepEqual(await connection.db.select().from(phoneSeat), []);
});
