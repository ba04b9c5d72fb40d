import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import { event } from "#db/schema/event.ts";
import { fault } from "#db/schema/fault.ts";
import { incident, incidentHousehold } from "#db/schema/incident.ts";
import { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { type Command, perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { toTicket } from "../ticket/load.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob } from "../ticket/steps.ts";
import { incidentDetail } from "./board.ts";
import { detachFromIncident } from "./members.ts";
import { mergeIncident, unmergeIncident } from "./merge.ts";
import { openIncident } from "./open.ts";
import { fixIncident, updateIncident } from "./rule.ts";
import { countHousehold } from "./running.ts";

let connection: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
let homes: Array<{ actor: Extract<Actor, { kind: "resident" }>; placeId: string }>;

before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());
beforeEach(async () => {
  world = await makeWorld(connection);
  await connection.db
    .insert(fault)
    .values({
      code: "dry",
      categoryCode: "water",
      skill: "plumbing",
      at: "both",
      minutes: 60,
      words: [],
      position: 9,
      nameZh: "停水",
      nameEn: "No water",
      urgency: 2,
      scope: "building",
    })
    .onConflictDoNothing();
  homes = [];
  for (let n = 0; n < 6; n++) {
    const placeId = randomUUID();
    const room = `${n + 1}01`;
    await connection.db.insert(place).values({
      id: placeId,
      siteId: world.siteId,
      buildingId: world.buildingId,
      kind: "home",
      unit: "1",
      floor: n + 1,
      room,
      plate: { zh: { building: "3栋", room }, en: { building: "Bldg 3", room } },
      searchKey: room,
    });
    const phone = `+86139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
    homes.push({ placeId, actor: await world.resident(`户${n}`, phone, placeId) });
  }
});

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

const rowOf = async (id: string) =>
  (await connection.db.select().from(incident).where(eq(incident.id, id)))[0]!;
const ticketOf = async (id: string) =>
  (await connection.db.select().from(ticket).where(eq(ticket.id, id)))[0]!;
const under = async (incidentId: string) =>
  (
    await connection.db
      .select({ id: ticket.id, leads: ticket.leadsIncident })
      .from(ticket)
      .where(eq(ticket.incidentId, incidentId))
      .orderBy(asc(ticket.receivedAt), asc(ticket.number))
  ).map((row) => row.id);
const counted = async (incidentId: string) =>
  (
    await connection.db
      .select({ key: incidentHousehold.key })
      .from(incidentHousehold)
      .where(and(eq(incidentHousehold.incidentId, incidentId), isNull(incidentHousehold.leftAt)))
  ).map((row) => row.key);

/** Two incidents of the same building that are really one: three homes reported here, two there. */
async function two() {
  const tickets: string[] = [];
  for (const { actor, placeId } of homes.slice(0, 5)) {
    const input = {
      placeId,
      placeWords: "",
      faultCode: "dry",
      urgency: 2,
      description: "没水",
      photoIds: [],
      contactName: "",
    };
    tickets.push((await run(reportRepair, input as never, actor)).ticketId);
  }
  const open = async (ids: string[]) => {
    const rows = await connection.db.select().from(ticket).where(inArray(ticket.id, ids));
    return run(openIncident, {
      tickets: rows.map((row) => ({ ticketId: row.id, version: row.version })),
      wordsZh: "停水，正在抢修。",
      wordsEn: "No water.",
      expectedUntil: null,
    });
  };
  const a = await open(tickets.slice(0, 3));
  const b = await open(tickets.slice(3));
  return { a: a.incidentId, b: b.incidentId, tickets };
}

const merge = async (from: string, into: string) =>
  run(mergeIncident, {
    incidentId: from,
    version: (await rowOf(from)).version,
    intoId: into,
    intoVersion: (await rowOf(into)).version,
    words: "同一根立管",
  });
const unmerge = async (from: string) =>
  run(unmergeIncident, { incidentId: from, version: (await rowOf(from)).version });

/** Every ticket's events make its row, and exactly one of an open incident's tickets is the work. */
async function whole(...incidentIds: string[]) {
  for (const id of incidentIds) {
    const row = await rowOf(id);
    const members = await connection.db.select().from(ticket).where(eq(ticket.incidentId, id));
    assert.equal(row.households, (await counted(id)).length, "households");
    const leads = members.filter((member) => member.leadsIncident).map((member) => member.id);
    assert.deepEqual(leads, row.leadTicketId === null ? [] : [row.leadTicketId]);
    if (members.length > 0) assert.equal(leads.length, 1);
    for (const member of members) {
      const events = await connection.db
        .select()
        .from(event)
        .where(eq(event.ticketId, member.id))
        .orderBy(asc(event.ticketVersion));
      assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(member));
    }
  }
}

test("one incident ends in the other with its tickets and households, and one update reaches them all", async () => {
  const { a, b, tickets } = await two();
  await run(
    countHousehold,
    { incidentId: b, placeId: homes[5]!.placeId, personId: homes[5]!.actor.personId },
    world.operator,
  );
  const moved = await merge(b, a);
  assert.equal(moved.households, 6);
  assert.equal((await rowOf(b)).status, "merged");
  assert.notEqual((await rowOf(b)).endedAt, null);
  assert.deepEqual((await under(a)).sort(), [...tickets].sort());
  assert.deepEqual(await under(b), []);
  await whole(a);
  const { told } = await run(updateIncident, {
    incidentId: a,
    version: (await rowOf(a)).version,
    wordsZh: "两小时后来水",
    wordsEn: "Water in two hours",
    expectedUntil: null,
  });
  assert.equal(told, 6);
  const facts = await connection.db
    .select({ type: event.type, data: event.data, actor: event.actor })
    .from(event)
    .where(inArray(event.incidentId, [a, b]))
    .orderBy(asc(event.seq));
  const merged = facts.find(({ type }) => type === "incident_merged");
  assert.equal(merged?.data.intoId, a);
  assert.equal(merged?.actor.id, (world.dispatcher as Extract<Actor, { kind: "staff" }>).personId);
  assert.ok(facts.some(({ type }) => type === "incident_absorbed"));
  const detail = await read(incidentDetail, as(world.dispatcher, connection), { incidentId: a });
  assert.deepEqual(
    detail.absorbed.map((one) => [one.incidentId, one.tickets]),
    [[b, 2]],
  );
});

test("taken apart again, exactly what came with it and is still there goes back", async () => {
  const { a, b, tickets } = await two();
  await merge(b, a);
  const left = tickets[4]!;
  await run(detachFromIncident, { ticketId: left, version: (await ticketOf(left)).version });
  const back = await unmerge(b);
  assert.equal(back.households, 1);
  assert.deepEqual(await under(b), [tickets[3]]);
  assert.deepEqual((await under(a)).sort(), tickets.slice(0, 3).sort());
  assert.equal((await rowOf(b)).status, "open");
  assert.equal((await rowOf(b)).endedAt, null);
  await whole(a, b);
  assert.equal((await refusal(unmerge(b)))?.code, "STATE");
});

test("when its work came from the other, both have their own work again", async () => {
  const { a, b, tickets } = await two();
  await merge(a, b);
  assert.equal((await rowOf(b)).leadTicketId, tickets[3]);
  // The work of the second is taken out, so a ticket that came with the first becomes it.
  for (const id of tickets.slice(3))
    await run(detachFromIncident, { ticketId: id, version: (await ticketOf(id)).version });
  assert.ok(tickets.slice(0, 3).includes((await rowOf(b)).leadTicketId!));
  await unmerge(a);
  assert.equal((await under(a)).length, 3);
  assert.deepEqual(await under(b), []);
  assert.equal((await rowOf(b)).leadTicketId, null);
  await whole(a, b);
});

test("A into B while B into A: in fifty rounds exactly one wins each time, and nothing is lost", async () => {
  const { a, b, tickets } = await two();
  const wins = { a: 0, b: 0 };
  for (let round = 0; round < 50; round++) {
    const [one, other] = await Promise.all([refusal(merge(a, b)), refusal(merge(b, a))]);
    const refused = [one, other].filter((no) => no !== null);
    assert.equal(refused.length, 1, `round ${round}`);
    assert.ok(["STATE", "STALE"].includes(refused[0]!.code), refused[0]!.code);
    wins[one === null ? "a" : "b"] += 1;
    const gone = one === null ? a : b;
    const stays = gone === a ? b : a;
    assert.equal((await under(stays)).length, tickets.length);
    assert.equal((await refusal(merge(gone, stays)))?.code, "STATE");
    assert.equal((await refusal(merge(stays, gone)))?.code, "STATE", "nothing ends in what has ended");
    await unmerge(gone);
    assert.equal((await under(gone)).length + (await under(stays)).length, tickets.length);
  }
  assert.equal(wins.a + wins.b, 50);
  await whole(a, b);
});

test("not itself, not what is being asked about, not unseen, not while somebody stands at the door", async () => {
  const { a, b } = await two();
  const { version } = await rowOf(a);
  const itself = run(mergeIncident, { incidentId: a, version, intoId: a, intoVersion: version });
  assert.equal((await refusal(itself))?.code, "REQUIRED");
  const unseen = run(mergeIncident, { incidentId: a, version: version + 1, intoId: b, intoVersion: 1 });
  assert.equal((await refusal(unseen))?.code, "STALE");
  const foreign = await makeWorld(connection);
  const theirs = run(
    mergeIncident,
    { incidentId: a, version, intoId: b, intoVersion: 1 },
    foreign.dispatcher,
  );
  assert.equal((await refusal(theirs))?.code, "NOT_FOUND");
  const work = (await rowOf(b)).leadTicketId!;
  const step = async () => (await ticketOf(work)).version;
  await run(assignTechnician, {
    ticketId: work,
    version: await step(),
    technicianId: world.technician.personId,
  });
  for (const verb of [acceptJob, departForJob, arriveAtJob])
    await run(verb, { ticketId: work, version: await step() }, world.technician);
  const no = await refusal(merge(b, a));
  assert.equal(no?.code, "STATE");
  assert.equal((await rowOf(b)).status, "open", "and nothing of it has happened");
  await whole(a, b);
  await run(fixIncident, { incidentId: a, version: (await rowOf(a)).version });
  assert.equal((await refusal(merge(b, a)))?.code, "STATE");
});
