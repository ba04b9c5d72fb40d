import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Connection } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { fault } from "#db/schema/fault.ts";
import { incident, incidentHousehold } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { eventsAfter } from "../board/since.ts";
import { type Command, perform, read } from "../operation.ts";
import { answerSolved } from "../ticket/answer.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { completeWork } from "../ticket/complete.ts";
import { cancelTicket } from "../ticket/end.ts";
import { getTicket } from "../ticket/get.ts";
import { toTicket } from "../ticket/load.ts";
import { followTicket } from "../ticket/mineToo.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob } from "../ticket/steps.ts";
import { answerBack } from "./answer.ts";
import { incidentBoard, incidentDetail } from "./board.ts";
import { attachToIncident, detachFromIncident } from "./members.ts";
import { openIncident, planIncident } from "./open.ts";
import { cancelIncident, closeIncident, dismissProposal, fixIncident, updateIncident } from "./rule.ts";
import { countHousehold, runningIncidents } from "./running.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
/** Neighbours of the owner's building, each in a home of their own. */
let neighbours: Array<{ actor: Extract<Actor, { kind: "resident" }>; placeId: string }>;

before(async () => {
  connection = await testDatabase();
  await fresh();
});
after(() => connection.drop());

/** An estate of this test's own, where nothing runs. */
async function fresh() {
  world = await makeWorld(connection);
  const common = {
    categoryCode: "water",
    skill: "plumbing" as const,
    at: "both" as const,
    minutes: 60,
    words: [],
    position: 9,
  };
  await connection.db
    .insert(fault)
    .values([
      { ...common, code: "burst", nameZh: "爆管", nameEn: "Burst pipe", urgency: 2, scope: "riser" },
      { ...common, code: "dry", nameZh: "停水", nameEn: "No water", urgency: 2, scope: "building" },
    ])
    .onConflictDoNothing();
  neighbours = [];
  for (let n = 0; n < 10; n++) {
    const placeId = randomUUID();
    const room = `${n + 1}01`;
    await connection.db.insert(place).values({
      id: placeId,
      siteId: world.siteId,
      buildingId: world.buildingId,
      kind: "home",
      unit: n % 2 ? "1" : "2",
      floor: n + 1,
      room,
      plate: { zh: { building: "3栋", room }, en: { building: "Bldg 3", room } },
      searchKey: room,
    });
    const phone = `+86139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
    neighbours.push({ placeId, actor: await world.resident(`户${n}`, phone, placeId) });
  }
}

const report = (actor: Actor, placeId: string, faultCode = "dry", more: Record<string, unknown> = {}) =>
  perform(
    reportRepair,
    as(actor, connection),
    {
      placeId,
      placeWords: "",
      faultCode,
      urgency: 2,
      description: "家里没水",
      photoIds: [],
      contactName: "",
      ...more,
    } as never,
    randomUUID(),
  );

/** Through the same parsing as at the door, with its presets. */
const run = <S extends z.ZodObject, R>(
  spec: Command<S, R>,
  input: z.input<S>,
  actor: Actor = world.dispatcher,
): Promise<R> => perform(spec, as(actor, connection), spec.input.parse(input), randomUUID());

async function refusal(attempt: Promise<unknown>) {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

const rowOf = async (id: string) => (await connection.db.select().from(ticket).where(eq(ticket.id, id)))[0]!;
const incidentRow = async (id: string) =>
  (await connection.db.select().from(incident).where(eq(incident.id, id)))[0]!;
const seen = async (ids: string[]) =>
  (await connection.db.select().from(ticket).where(inArray(ticket.id, ids))).map((row) => ({
    ticketId: row.id,
    version: row.version,
  }));
const messagesTo = async (actor: Extract<Actor, { kind: "resident" }>) =>
  (
    await connection.db
      .select()
      .from(notification)
      .where(eq(notification.personId, actor.personId))
      .orderBy(asc(notification.createdAt))
  ).map((row) => row.kind);

/** The events of each ticket make its row: the fold holds for everything that incidents do to tickets. */
async function folds(ticketId: string): Promise<string[]> {
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(await rowOf(ticketId)));
  return events.map((e) => e.type);
}

async function made(count = 3) {
  const tickets: string[] = [];
  for (const { actor, placeId } of neighbours.slice(0, count)) {
    tickets.push((await report(actor, placeId)).ticketId);
  }
  const opened = await run(openIncident, {
    tickets: await seen(tickets),
    wordsZh: "3栋停水，正在抢修。",
    wordsEn: "Building 3 has no water.",
    expectedUntil: null,
  });
  return { tickets, ...opened };
}

async function work(ticketId: string, result: "fixed" | "temporary" = "fixed") {
  const version = async () => (await rowOf(ticketId)).version;
  await run(assignTechnician, {
    ticketId,
    version: await version(),
    technicianId: world.technician.personId,
  });
  for (const step of [acceptJob, departForJob, arriveAtJob])
    await run(step, { ticketId, version: await version() }, world.technician);
  await run(
    completeWork,
    {
      ticketId,
      version: await version(),
      measure: "fix",
      found: "爆管",
      done: "换管",
      materials: "",
      result,
      photoIds: [],
    },
    world.technician,
  );
}

test("several reports become one incident: one is the work, the others wait under it and cannot be dispatched", async () => {
  await fresh();
  const { tickets, incidentId, number, households } = await made(3);
  assert.equal(households, 3);
  assert.match(number, /-E01$/);
  const rows = await Promise.all(tickets.map(rowOf));
  assert.deepEqual(
    rows.map((row) => row.leadsIncident),
    [true, false, false],
  );
  const waiting = rows[1]!;
  const no = await refusal(
    run(assignTechnician, {
      ticketId: waiting.id,
      version: waiting.version,
      technicianId: world.technician.personId,
    }),
  );
  assert.equal(no?.code, "IN_INCIDENT");
  assert.equal(no?.params?.number, number);
  await run(assignTechnician, {
    ticketId: rows[0]!.id,
    version: rows[0]!.version,
    technicianId: world.technician.personId,
  });
  const board = await read(incidentBoard, as(world.dispatcher, connection), {});
  assert.deepEqual(
    board.incidents.map((one) => [one.id, one.households, one.tickets]),
    [[incidentId, 3, 3]],
  );
  assert.deepEqual(await folds(tickets[1]!), ["reported", "attached"]);
  const twice = await refusal(run(openIncident, { tickets: await seen([tickets[1]!]) }));
  assert.equal(twice?.code, "IN_INCIDENT");
});

test("a board that follows the stream hears of an incident, and can fill a gap", async () => {
  await fresh();
  const { incidentId } = await made(2);
  const events = await eventsAfter(connection.db, world.siteId, 0, 100);
  assert.deepEqual(
    events.map((e) => e.seq),
    events.map((_, index) => index + 1),
    "no gap",
  );
  const opened = events.find((e) => e.type === "incident_opened");
  assert.equal(opened?.incidentId, incidentId);
  assert.equal(opened?.alsoFor?.length, 2);
});

test("ten reports at once while it runs: one incident, ten households, each told once what is known", async () => {
  await fresh();
  const first = await report(world.owner, world.places.ownHome);
  const { incidentId } = await run(openIncident, {
    tickets: await seen([first.ticketId]),
    wordsZh: "3栋停水，18:00 前恢复。",
    wordsEn: "Building 3 has no water.",
  });
  const filed = await Promise.all(neighbours.map(({ actor, placeId }) => report(actor, placeId, "burst")));
  for (const one of filed)
    assert.equal((one as { known?: { wordsZh: string } }).known?.wordsZh, "3栋停水，18:00 前恢复。");
  const row = await incidentRow(incidentId);
  assert.equal(row.households, 11);
  for (const { actor } of neighbours) assert.deepEqual(await messagesTo(actor), ["registered_known"]);
  await work(first.ticketId);
  const sent = await connection.db
    .select({ id: assignment.id })
    .from(assignment)
    .where(inArray(assignment.ticketId, [first.ticketId, ...filed.map((one) => one.ticketId)]));
  assert.equal(sent.length, 1, "one dispatch");
  for (const { actor } of neighbours)
    assert.deepEqual(await messagesTo(actor), ["registered_known", "incident_fixed"]);
  for (const one of filed) assert.deepEqual(await folds(one.ticketId), ["reported", "attached", "settled"]);
});

test("a danger, another building's failure and a small defect stay their own", async () => {
  await fresh();
  await made(2);
  const trapped = await report(world.owner, world.places.lift, "lift-trapped");
  const tap = await report(world.owner, world.places.ownHome, "tap-drips");
  for (const one of [trapped, tap]) assert.equal((await rowOf(one.ticketId)).incidentId, null);
});

test("clustered reports are proposed, taken with one press by one of two dispatchers, or dismissed until more come", async () => {
  await fresh();
  const filed = [];
  for (const { actor, placeId } of neighbours.slice(0, 3)) filed.push(await report(actor, placeId));
  const look = async () => (await read(incidentBoard, as(world.dispatcher, connection), {})).proposals;
  const [proposal] = await look();
  assert.equal(proposal?.households, 3);
  const pairs = (from: NonNullable<typeof proposal>) =>
    from.tickets.map(({ ticketId, version }) => ({ ticketId, version }));
  await run(dismissProposal, { tickets: pairs(proposal!), households: 3 });
  assert.deepEqual(await look(), []);
  for (const { actor, placeId } of neighbours.slice(3, 6)) await report(actor, placeId);
  const [again] = await look();
  assert.equal(again?.households, 6);
  const both = await Promise.all([
    refusal(run(openIncident, { tickets: pairs(again!) }, world.dispatcher)),
    refusal(run(openIncident, { tickets: pairs(again!) }, world.dispatcher2)),
  ]);
  assert.deepEqual(both.map((one) => one?.code ?? "made").sort(), ["IN_INCIDENT", "made"]);
  assert.deepEqual(await look(), []);
});

test("one update reaches all by their channel, each person once", async () => {
  await fresh();
  const { incidentId, tickets, version } = await made(2);
  // The owner follows a ticket of it and has called besides: one person all the same.
  await run(followTicket, { ticketId: tickets[0]!, homeId: world.places.ownHome }, world.owner);
  await run(
    countHousehold,
    { incidentId, placeId: world.places.ownHome, personId: world.owner.personId },
    world.operator,
  );
  const words = { wordsZh: "已换泵，19:00 恢复。", wordsEn: "Pump replaced." };
  const told = await run(updateIncident, { incidentId, version, ...words, expectedUntil: null });
  assert.equal(told.told, 3);
  assert.deepEqual(await messagesTo(world.owner), ["following", "incident_update"]);
  const stale = await refusal(run(updateIncident, { incidentId, version, ...words }));
  assert.equal(stale?.code, "STALE");
  assert.equal(stale?.params?.type, "incident_updated", "it says what changed");
  assert.ok(String(stale?.params?.by ?? "").length > 0, "and who changed it");
  const page = await read(getTicket, as(neighbours[0]!.actor, connection), { ticketId: tickets[0]! });
  assert.equal(page.incident?.wordsZh, "已换泵，19:00 恢复。");
  assert.equal(page.incident?.households, 3);
});

test("closing asks each household; a no is split off as work of its own, a follower's no gets a ticket", async () => {
  await fresh();
  const { incidentId, tickets } = await made(3);
  await run(followTicket, { ticketId: tickets[0]!, homeId: world.places.ownHome }, world.owner);
  const early = await refusal(run(answerBack, { incidentId, back: true }, neighbours[0]!.actor));
  assert.equal(early?.code, "STATE");
  await work(tickets[0]!);
  assert.equal((await incidentRow(incidentId)).status, "asking");
  await run(answerBack, { incidentId, back: true }, neighbours[0]!.actor);
  assert.equal((await rowOf(tickets[0]!)).status, "closed");
  const no = await run(answerBack, { incidentId, back: false }, neighbours[1]!.actor);
  assert.equal(no.ticketId, tickets[1]);
  const split = await rowOf(tickets[1]!);
  assert.deepEqual([split.status, split.incidentId, split.reopens], ["triaged", null, 1]);
  const mine = await run(answerBack, { incidentId, back: false }, world.owner);
  const own = await rowOf(mine.ticketId!);
  assert.deepEqual([own.status, own.placeId, own.incidentId], ["received", world.places.ownHome, null]);
  const twice = await run(answerBack, { incidentId, back: false }, world.owner);
  assert.equal(twice.ticketId, mine.ticketId, "said twice is said once");
  const detail = await read(incidentDetail, as(world.dispatcher, connection), { incidentId });
  const said = new Map(detail.households.map((home) => [home.placeId, home.back]));
  const homes = [...neighbours.slice(0, 3).map((one) => one.placeId), world.places.ownHome];
  assert.deepEqual(
    homes.map((home) => said.get(home)),
    ["yes", "no", null, "no"],
  );
  const last = await run(answerBack, { incidentId, back: true, key: neighbours[2]!.placeId }, world.operator);
  assert.equal(last.back, true);
  const closed = await incidentRow(incidentId);
  assert.equal(closed.status, "closed", "the last answer closes it");
  for (const id of tickets) await folds(id);
});

test("closed by the desk, what nobody answered is unconfirmed", async () => {
  await fresh();
  const { incidentId, tickets, version } = await made(2);
  const fixed = await run(fixIncident, { incidentId, version });
  assert.equal((await rowOf(tickets[0]!)).status, "done");
  await run(closeIncident, { incidentId, version: fixed.version });
  assert.deepEqual(
    (await Promise.all(tickets.map(rowOf))).map((row) => row.outcome),
    ["unconfirmed", "unconfirmed"],
  );
});

test("what comes back after the incident has ended is work of its own that can be dispatched", async () => {
  await fresh();
  const { incidentId, tickets, version } = await made(2);
  const fixed = await run(fixIncident, { incidentId, version });
  await run(answerBack, { incidentId, back: true }, neighbours[0]!.actor);
  const again = async (index: number) => {
    const { version: now } = await rowOf(tickets[index]!);
    const said = { ticketId: tickets[index]!, version: now, outcome: "not_solved" as const, words: "又停了" };
    await run(answerSolved, said, neighbours[index]!.actor);
    const row = await rowOf(tickets[index]!);
    assert.deepEqual([row.status, row.incidentId, row.leadsIncident], ["triaged", null, false]);
    await folds(row.id);
  };
  await again(0);
  await run(closeIncident, { incidentId, version: fixed.version });
  await again(1);
});

test("a report during the fix is either under it and asked, or work of its own", async () => {
  await fresh();
  const { incidentId, version } = await made(2);
  const late = neighbours[5]!;
  const [filed] = await Promise.all([
    report(late.actor, late.placeId),
    run(fixIncident, { incidentId, version }),
  ]);
  const row = await rowOf(filed.ticketId);
  const [home] = await connection.db
    .select()
    .from(incidentHousehold)
    .where(and(eq(incidentHousehold.incidentId, incidentId), eq(incidentHousehold.key, late.placeId)));
  if (row.incidentId === null) assert.deepEqual([row.status, home], ["received", undefined]);
  else assert.deepEqual([row.status, home?.askedAt !== null], ["done", true]);
});

test("the work that ends otherwise hands its place to the next, and a ticket can be taken out and put in", async () => {
  await fresh();
  const { incidentId, tickets } = await made(3);
  const lead = await rowOf(tickets[0]!);
  await run(
    cancelTicket,
    { ticketId: lead.id, version: lead.version, reason: "mistake", words: "" },
    neighbours[0]!.actor,
  );
  assert.equal((await incidentRow(incidentId)).leadTicketId, tickets[1]);
  assert.equal((await incidentRow(incidentId)).households, 2);
  const next = await rowOf(tickets[1]!);
  await run(detachFromIncident, { ticketId: next.id, version: next.version });
  assert.deepEqual(
    [(await rowOf(tickets[1]!)).incidentId, (await incidentRow(incidentId)).leadTicketId],
    [null, tickets[2]],
  );
  await run(attachToIncident, { incidentId, tickets: await seen([tickets[1]!]) });
  const back = await rowOf(tickets[1]!);
  assert.deepEqual([back.incidentId, back.leadsIncident], [incidentId, false]);
  for (const id of tickets) await folds(id);
});

test("who was already sent to a ticket that now waits is taken back", async () => {
  await fresh();
  const [a, b] = [neighbours[0]!, neighbours[1]!];
  const one = await report(a.actor, a.placeId);
  const two = await report(b.actor, b.placeId);
  for (const [filed, who] of [
    [one, world.technician],
    [two, world.technician2],
  ] as const)
    await run(assignTechnician, { ticketId: filed.ticketId, version: 1, technicianId: who.personId });
  await run(openIncident, { tickets: await seen([one.ticketId, two.ticketId]) });
  const rows = await Promise.all([one, two].map((filed) => rowOf(filed.ticketId)));
  assert.deepEqual(
    rows.map((row) => [row.leadsIncident, row.technicianId !== null]),
    [
      [true, true],
      [false, false],
    ],
  );
});

test("an announced cut counts and tells every home in scope, is known to whoever reports, and asks them afterwards", async () => {
  await fresh();
  const from = new Date(Date.now() - 60_000);
  const plan = await run(planIncident, {
    siteId: world.siteId,
    scope: { scope: "building", buildingId: world.buildingId, unit: null, placeId: null },
    faultCode: "dry",
    startsAt: from.toISOString(),
    expectedUntil: new Date(from.getTime() + 3_600_000).toISOString(),
    wordsZh: "3栋检修水管，停水一小时。",
    wordsEn: "Water in Building 3 is off for an hour.",
  });
  assert.equal(plan.households, 12);
  assert.equal(plan.told, 12);
  const mine = await read(runningIncidents, as(world.owner, connection), {});
  assert.deepEqual(
    mine.incidents.map((one) => one.id),
    [plan.incidentId],
  );
  const filed = await report(world.owner, world.places.ownHome);
  assert.deepEqual(await messagesTo(world.owner), ["incident_announced", "registered_known"]);
  const row = await rowOf(filed.ticketId);
  assert.deepEqual([row.incidentId, row.leadsIncident], [plan.incidentId, false]);
  assert.equal((await incidentRow(plan.incidentId)).households, 12, "its home was counted already");
  await run(cancelIncident, {
    incidentId: plan.incidentId,
    version: 1,
    wordsZh: "不停水了。",
    wordsEn: "No cut.",
  });
  assert.equal((await rowOf(filed.ticketId)).incidentId, null);
  await folds(filed.ticketId);
});

test("whoever follows one of its tickets without a home there hears when it is fixed, by hand or by the work", async () => {
  for (const way of ["fixed", "worked"] as const) {
    await fresh();
    const tickets: string[] = [];
    const homeOf = new Map<string, string>();
    for (const { actor, placeId } of neighbours.slice(0, 2)) {
      const { ticketId } = await report(actor, world.places.lift);
      homeOf.set(ticketId, placeId);
      tickets.push(ticketId);
    }
    const { incidentId } = await run(openIncident, { tickets: await seen(tickets), expectedUntil: null });
    const lead = (await incidentRow(incidentId)).leadTicketId!;
    const personId = randomUUID();
    const phone = `+86137${String(Math.random()).slice(2, 10)}`;
    await connection.db
      .insert(person)
      .values({ id: personId, name: "", nameLatin: "", phone, createdAt: new Date() });
    const guest: Actor = { kind: "resident", personId, sessionId: randomUUID(), name: "", locale: "zh" };
    await run(followTicket, { ticketId: lead }, guest);
    if (way === "worked") await work(lead);
    else await run(fixIncident, { incidentId, version: (await incidentRow(incidentId)).version });
    assert.deepEqual(await messagesTo(guest), ["onlooking", "followed_done"], way);
    // Its own household says that it is not back: it is work again.
    const reporter = neighbours.find(({ placeId }) => placeId === homeOf.get(lead))!.actor;
    await run(answerBack, { incidentId, back: false, words: "还是没水" }, reporter);
    assert.deepEqual(await messagesTo(guest), ["onlooking", "followed_done", "followed_back"], way);
  }
});

test("whose job becomes the work of an incident is told that it is another now", async () => {
  await fresh();
  const tickets: string[] = [];
  for (const { actor, placeId } of neighbours.slice(0, 3))
    tickets.push((await report(actor, placeId)).ticketId);
  const his = tickets[0]!;
  const version = async (id: string) => (await rowOf(id)).version;
  const { personId: technicianId } = world.technician;
  await run(assignTechnician, { ticketId: his, version: await version(his), technicianId });
  await run(acceptJob, { ticketId: his, version: await version(his) }, world.technician);
  const told = async () =>
    (await connection.db.select().from(notification).where(eq(notification.personId, technicianId)))
      .filter(({ kind }) => kind === "job_changed")
      .map(({ ticketId }) => ticketId);
  assert.deepEqual(await told(), []);
  await run(openIncident, {
    tickets: await seen(tickets),
    wordsZh: "停水",
    wordsEn: "No water",
    expectedUntil: null,
  });
  assert.equal((await rowOf(his)).leadsIncident, true);
  assert.deepEqual(await told(), [his]);
});
