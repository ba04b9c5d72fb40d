import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import type { Connection } from "#db/client.ts";
import { event } from "#db/schema/event.ts";
import { assignment, ticket, workRecord } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { type RefusalCode, Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { assignTechnician } from "./assign.ts";
import { completeWork } from "./complete.ts";
import { toTicket } from "./load.ts";
import { reportRepair } from "./report.ts";
import { acceptJob, arriveAtJob, departForJob, handBackJob, pauseWork, resumeWork } from "./steps.ts";
import { triageTicket } from "./triage.ts";
import { withdrawAssignment } from "./withdraw.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const operations = {
  accept: acceptJob,
  handBack: handBackJob,
  depart: departForJob,
  arrive: arriveAtJob,
  pause: pauseWork,
  resume: resumeWork,
  complete: completeWork,
};
type Verb = keyof typeof operations;
const record = { measure: "fix", found: "松动", done: "拧紧", materials: "", result: "fixed", photoIds: [] };
const extra: Partial<Record<Verb, object>> = { pause: { reason: "parts", words: "" }, complete: record };

/** One step as a phone keeps it. */
type Sent = { key: string; verb: Verb; input: Record<string, unknown> };

const hour = 3_600_000;

/** A job that was given to the technician half an hour ago. */
async function assigned(): Promise<string> {
  const then = new Date(Date.now() - hour / 2);
  const { ticketId } = await perform(
    reportRepair,
    as(world.owner, connection, then),
    {
      placeId: world.places.ownHome,
      placeWords: "",
      faultCode: "tap-drips",
      urgency: 3,
      description: "滴水",
      photoIds: [],
      contactName: "",
    } as never,
    randomUUID(),
  );
  // His hands fill in the course of these tests.
  const overrule = { reason: "agreed", words: "" } as const;
  const dispatch = { ticketId, version: 1, technicianId: world.technician.personId, overrule };
  await perform(assignTechnician, as(world.dispatcher, connection, then), dispatch, randomUUID());
  return ticketId;
}

/** What a phone keeps when all this is done on one job without network: each step names the one before it. */
function doneOffline(ticketId: string, verbs: readonly Verb[], since = Date.now() - hour / 3): Sent[] {
  const keys = verbs.map(() => randomUUID());
  return verbs.map((verb, n) => ({
    key: keys[n]!,
    verb,
    input: {
      ticketId,
      version: 2,
      doneAt: new Date(since + n * 60_000).toISOString(),
      ...(n > 0 && { after: keys[n - 1] }),
      ...extra[verb],
    },
  }));
}

async function send({ key, verb, input }: Sent): Promise<RefusalCode | null> {
  try {
    await perform(operations[verb], as(world.technician, connection), input as never, key);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

const eventsOf = (ticketId: string) =>
  connection.db.select().from(event).where(eq(event.ticketId, ticketId)).orderBy(asc(event.ticketVersion));

/** All that the office knows of a job, without the ids and times that every run has of its own. */
async function outcome(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const [claim] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId));
  const records = await connection.db.select().from(workRecord).where(eq(workRecord.ticketId, ticketId));
  const events = await eventsOf(ticketId);
  const folded = events.reduce<Ticket | null>((state, e) => evolve(state, e), null);
  assert.deepEqual(folded, toTicket(row!));
  return {
    status: row!.status,
    version: row!.version,
    pauseReason: row!.pauseReason,
    events: events.map(({ type, data }) => [type, data.doneAt ?? null]),
    records: records.map(({ found, done, result }) => ({ found, done, result })),
    steps: [claim!.acceptedAt, claim!.departedAt, claim!.arrivedAt, claim!.endedAt].map((at) => at !== null),
    endReason: claim!.endReason,
  };
}

/** Every job that a technician can do: with any number of pauses, and as far as he comes. */
const job = fc
  .record({ pauses: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 10 }) })
  .map(({ pauses, length }): Verb[] => {
    const rests = Array.from({ length: pauses }, (): Verb[] => ["pause", "resume"]).flat();
    return (["accept", "depart", "arrive", ...rests, "complete"] satisfies Verb[]).slice(0, length);
  });

test("steps from a phone that arrive shuffled, repeated, in pieces and at the same time end as if sent once in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(job, { minLength: 1, maxLength: 2 }),
      fc.array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }), { maxLength: 5 }),
      fc.boolean(),
      async (jobs, batches, together) => {
        const since = Date.now() - hour / 3;
        const run = async (disturb: boolean) => {
          const ids = await Promise.all(jobs.map(assigned));
          const queues = jobs.map((verbs, n) => doneOffline(ids[n]!, verbs, since));
          const all = queues.flat();
          for (const batch of disturb ? batches : []) {
            const picked = batch.map((n) => all[n % all.length]!);
            if (together) await Promise.all(picked.map(send));
            else for (const each of picked) await send(each);
          }
          // At last the phone gets through, in order; a tab that did not know sends all of it again.
          for (const each of [...all, ...all]) assert.equal(await send(each), null);
          return Promise.all(ids.map(outcome));
        };
        assert.deepEqual(await run(true), await run(false));
      },
    ),
    { numRuns: Number(process.env.MENDLINE_RUNS ?? 25) },
  );
});

test("a step is never done before the one it builds on, and is not lost by that", async () => {
  const ticketId = await assigned();
  const [accept, depart] = doneOffline(ticketId, ["accept", "depart"]) as [Sent, Sent];
  assert.equal(await send(depart), "TOO_EARLY");
  assert.equal(await send(accept), null);
  assert.equal(await send(depart), null);
  const stranger = { ...depart, key: randomUUID(), input: { ...depart.input, after: randomUUID() } };
  assert.equal(await send(stranger), "TOO_EARLY");
});

test("what the desk did meanwhile stops the queue where it matters, and only there", async () => {
  const ticketId = await assigned();
  const [accept, depart, arrive] = doneOffline(ticketId, ["accept", "depart", "arrive"]) as [
    Sent,
    Sent,
    Sent,
  ];
  assert.equal(await send(accept), null);
  const desk = as(world.dispatcher, connection);
  await perform(
    triageTicket,
    desk,
    { ticketId, version: 3, urgency: 2, faultCode: "tap-drips" } as never,
    randomUUID(),
  );
  assert.equal(await send(depart), null, "a changed urgency does not undo his work");
  const back = { ticketId, version: 5, reason: "more_urgent", words: "" } as const;
  await perform(withdrawAssignment, desk, back as never, randomUUID());
  const overrule = { reason: "agreed", words: "" } as const;
  const to = { ticketId, version: 6, technicianId: world.technician.personId, overrule };
  await perform(assignTechnician, desk, to, randomUUID());
  assert.equal(await send(arrive), "STATE", "taken back and given again: his way there is another one");
  assert.deepEqual(
    (await eventsOf(ticketId)).map(({ type }) => type),
    ["reported", "assigned", "accepted", "triaged", "departed", "withdrawn", "assigned"],
  );
});

test("the time it was done is kept beside the time it was heard, as far as it can be believed", async () => {
  const ticketId = await assigned();
  const now = new Date();
  const later = (ms: number) => new Date(now.getTime() + ms).toISOString();
  const step = (verb: Verb, doneAt: string, version: number) =>
    send({ key: randomUUID(), verb, input: { ticketId, version, doneAt } });
  assert.equal(await step("accept", later(30_000), 2), null);
  assert.equal(await step("depart", later(hour), 3), null);
  assert.equal(await step("arrive", later(-24 * hour), 4), null);
  const [accepted, departed, arrived] = (await eventsOf(ticketId)).slice(2);
  assert.ok(Date.parse(String(accepted!.data.doneAt)) <= accepted!.at.getTime());
  assert.ok(Number(accepted!.data.skew) > 0);
  for (const claimed of [departed, arrived]) {
    assert.equal(claimed!.data.doneAt, undefined);
    assert.equal(typeof claimed!.data.claimedAt, "string");
  }
});

test("the promise is measured by when the work was done, not by when the office heard of it", async () => {
  const ticketId = await assigned();
  const since = Date.now() - hour / 3;
  const queue = doneOffline(ticketId, ["accept", "depart", "arrive", "pause", "resume", "complete"], since);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  for (const each of queue) assert.equal(await send(each), null);
  const [done] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const [claim] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId));
  assert.equal(done!.doneAt!.getTime(), since + 5 * 60_000);
  assert.equal(claim!.acceptedAt!.getTime(), since);
  assert.equal(claim!.arrivedAt!.getTime(), since + 2 * 60_000);
  assert.equal(
    done!.finishBy.getTime() - row!.finishBy.getTime(),
    0,
    "waiting for parts is the company's own",
  );
  const heard = (await eventsOf(ticketId)).at(-1)!;
  assert.ok(heard.at.getTime() > done!.doneAt!.getTime(), "the office also keeps when it heard");
});

test("a phone whose clock is wrong by a day or a year changes no order and no promise", async () => {
  for (const wrong of [24 * hour + hour, -25 * hour, 365 * 24 * hour]) {
    const ticketId = await assigned();
    const queue = doneOffline(ticketId, ["accept", "depart", "arrive", "complete"], Date.now() + wrong);
    const before = Date.now();
    for (const each of queue) assert.equal(await send(each), null);
    const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
    assert.ok(row!.doneAt!.getTime() >= before && row!.doneAt!.getTime() <= Date.now());
    for (const { data } of (await eventsOf(ticketId)).slice(2)) {
      assert.equal(data.doneAt, undefined);
      assert.equal(typeof data.claimedAt, "string");
      assert.equal(typeof data.skew, "number");
    }
  }
});

test("accepted by mistake can be handed back for two minutes, also when the office hears of it later", async () => {
  const ticketId = await assigned();
  const since = Date.now() - hour / 3;
  const [accept, handBack] = doneOffline(ticketId, ["accept", "handBack"], since) as [Sent, Sent];
  assert.equal(await send(accept), null);
  assert.equal(await send({ ...handBack, input: { ...handBack.input, doneAt: undefined } }), "TOO_LATE");
  const late = { ...handBack.input, doneAt: new Date(since + 121_000).toISOString() };
  assert.equal(await send({ ...handBack, input: late }), "TOO_LATE");
  const inTime = { ...handBack.input, doneAt: new Date(since + 120_000).toISOString() };
  assert.equal(await send({ ...handBack, input: inTime }), null);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.deepEqual([row!.status, row!.technicianId, row!.declines], ["triaged", null, 0]);
  const [claim] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, ticketId));
  assert.equal(claim!.endReason, "handed_back");
  assert.equal((await eventsOf(ticketId)).at(-1)!.type, "handed_back");
  assert.equal(await send({ ...handBack, input: inTime }), null, "sent again it is the same one");
});

test("only what is accepted and not begun can be handed back", async () => {
  const ticketId = await assigned();
  const [accept, depart] = doneOffline(ticketId, ["accept", "depart"], Date.now() - 60_000) as [Sent, Sent];
  const back = (version: number): Sent => ({
    key: randomUUID(),
    verb: "handBack",
    input: { ticketId, version },
  });
  assert.equal(await send(back(2)), "STATE");
  assert.equal(await send(accept), null);
  assert.equal(await send(depart), null);
  assert.equal(await send(back(4)), "STATE");
});

test("two phones of one technician: the same step is one step, another word is a conflict", async () => {
  const ticketId = await assigned();
  const since = Date.now() - hour / 3;
  const inCellar = doneOffline(ticketId, ["accept", "depart", "arrive", "complete"], since);
  const atTheDoor = doneOffline(ticketId, ["accept", "depart", "arrive"], since + 30_000);
  for (const each of atTheDoor.slice(0, 2)) assert.equal(await send(each), null);
  assert.equal(await send(inCellar[0]!), null);
  assert.equal(await send(atTheDoor[2]!), null);
  for (const each of inCellar) assert.equal(await send(each), null);
  const types = (await eventsOf(ticketId)).map(({ type }) => type);
  assert.deepEqual(types, ["reported", "assigned", "accepted", "departed", "arrived", "completed"]);

  const other = doneOffline(ticketId, ["accept", "depart", "arrive", "complete"], since + 60_000);
  for (const each of other.slice(0, 3)) assert.equal(await send(each), null);
  const last = other[3]!;
  assert.equal(await send({ ...last, input: { ...last.input, found: "other words" } }), "STATE");
  const records = await connection.db.select().from(workRecord).where(eq(workRecord.ticketId, ticketId));
  assert.deepEqual(
    records.map(({ found }) => found),
    [record.found],
  );
});

test("any mix of two phones of one technician leaves every step once, and both end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.boolean(), { maxLength: 16 }),
      async (one, two, turns) => {
        const ticketId = await assigned();
        const road: Verb[] = ["accept", "depart", "arrive", "complete"];
        const phones = [one, two].map((length) => doneOffline(ticketId, road.slice(0, length)));
        const at = [0, 0];
        const refusals: Array<RefusalCode | null> = [];
        for (const turn of [...turns, ...Array(4).fill(true), ...Array(4).fill(false)]) {
          const phone = turn ? 0 : 1;
          const step = phones[phone]![at[phone]!];
          if (!step) continue;
          at[phone]! += 1;
          refusals.push(await send(step));
        }
        const longest = Math.max(one, two);
        const { events, records } = await outcome(ticketId);
        assert.equal(events.length, 2 + longest);
        // Only the second record has something else to say.
        assert.equal(refusals.filter((code) => code !== null).length, one === 4 && two === 4 ? 1 : 0);
        assert.equal(records.length, longest === 4 ? 1 : 0);
      },
    ),
    { numRuns: Number(process.env.MENDLINE_RUNS ?? 25) },
  );
});
