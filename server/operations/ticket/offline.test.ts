import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import type { Connection } from "#db/client.ts";
import { ticketCharge } from "#db/schema/charge.ts";
import { event, eventWords, notification } from "#db/schema/event.ts";
import { followUp } from "#db/schema/followUp.ts";
import { shift } from "#db/schema/person.ts";
import { placeGuide } from "#db/schema/placeGuide.ts";
import { quote } from "#db/schema/quote.ts";
import { recordSheet } from "#db/schema/record.ts";
import { stockLevel, stockReservation } from "#db/schema/stock.ts";
import { assignment, photo, ticket, workRecord } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { type RefusalCode, Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { writeGuide } from "../place/guide.ts";
import { quoteOwner } from "../quote/send.ts";
import { clocksNow } from "../sla/reckon.ts";
import { issueStock, receiveStock, returnStock } from "../stock/move.ts";
import { releaseStock, reserveStock } from "../stock/reserve.ts";
import { takeBack, useOnTicket } from "../stock/use.ts";
import { assignTechnician } from "./assign.ts";
import { completeWork } from "./complete.ts";
import { contactOwner } from "./contact.ts";
import { toTicket } from "./load.ts";
import { messageOwner } from "./message.ts";
import { noAccess } from "./noAccess.ts";
import { noteOnTicket } from "./note.ts";
import { reportRepair } from "./report.ts";
import {
  acceptJob,
  arriveAtJob,
  declineJob,
  departForJob,
  handBackJob,
  pauseWork,
  resumeWork,
} from "./steps.ts";
import { triageTicket } from "./triage.ts";
import { withdrawAssignment } from "./withdraw.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
/** A material of which there is plenty, and the van that it lies in. */
let part: string;
let van: string;
let warehouse: string;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  const { materialId, warehouseId, vanId } = await stockAt(connection, world);
  part = materialId;
  van = vanId;
  warehouse = warehouseId;
  const lines = [{ materialId, quantity: "9000" }];
  const lead = as(world.lead, connection);
  const move = { storeId: warehouseId, lines, reason: "delivery" as const, words: "" };
  await perform(receiveStock, lead, move, randomUUID());
  await perform(receiveStock, lead, move, randomUUID());
  const toVan = { fromId: warehouseId, toId: vanId, lines, reason: "refill" as const, words: "" };
  await perform(issueStock, lead, toVan, randomUUID());
});
after(() => connection.drop());

const operations = {
  decline: declineJob,
  noAccess,
  use: useOnTicket,
  takeBack,
  reserve: reserveStock,
  quote: quoteOwner,
  contact: contactOwner,
  message: messageOwner,
  note: noteOnTicket,
  release: releaseStock,
  guide: writeGuide,
  vanBack: returnStock,
  accept: acceptJob,
  handBack: handBackJob,
  depart: departForJob,
  arrive: arriveAtJob,
  pause: pauseWork,
  resume: resumeWork,
  complete: completeWork,
};
type Verb = keyof typeof operations;
/** Said beside the steps: nothing builds on it. */
const besides = ["contact", "message", "note", "release", "guide", "vanBack"] as const;
const isBeside = (verb: Verb) => (besides as readonly Verb[]).includes(verb);
/** What belongs to no ticket at the office. */
const ofNone: readonly Verb[] = ["guide", "vanBack"];
const record = { measure: "fix", found: "松动", done: "拧紧", materials: "", result: "fixed", photoIds: [] };
const extra: Partial<Record<Verb, object>> = {
  pause: { reason: "parts", words: "" },
  complete: record,
  decline: { reason: "busy", words: "" },
  noAccess: { reason: "hazard", photoIds: [], calls: [], words: "" },
};

/** One step as a phone keeps it. */
type Sent = { key: string; verb: Verb; input: Record<string, unknown> };

const hour = 3_600_000;

/** A job that was given to the technician half an hour ago, or then. */
async function assigned(then = new Date(Date.now() - hour / 2)): Promise<string> {
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
  const steps = verbs.map((verb, n) => (isBeside(verb) ? null : keys[n]!));
  return verbs.map((verb, n) => {
    const doneAt = new Date(since + n * 60_000).toISOString();
    if (isBeside(verb))
      return { key: keys[n]!, verb, input: { ...(!ofNone.includes(verb) && { ticketId }), doneAt } };
    const before = steps.slice(0, n).findLast((key) => key !== null);
    const builds = before ? { after: before } : {};
    return { key: keys[n]!, verb, input: { ticketId, version: 2, doneAt, ...builds, ...extra[verb] } };
  });
}

/** As the phone takes the answer: a part that is held no more has been let go. */
async function send({ key, verb, input }: Sent): Promise<RefusalCode | null> {
  try {
    await perform(
      operations[verb] as typeof acceptJob,
      as(world.technician, connection),
      input as never,
      key,
    );
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code } = error.refusal;
    return verb === "release" && code === "SETTLED_ALREADY" ? null : code;
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

const middle = ["pause", "use", "takeBack", "reserve", "quote"] as const;

/** Every job that a technician can do: as far as he comes, with what he uses, waits for and asks on it. */
const job = fc
  .record({
    contact: fc.boolean(),
    way: fc.constantFrom("declined", "declined later", "locked out", "works"),
    doings: fc.array(fc.constantFrom(...middle), { maxLength: 5 }),
    length: fc.integer({ min: 1, max: 14 }),
    said: fc.array(fc.record({ verb: fc.constantFrom(...besides), before: fc.nat(12) }), { maxLength: 4 }),
  })
  .map(({ said, ...job }): Verb[] => saidBeside(stepsOf(job), said));

type Job = { contact: boolean; way: string; doings: ReadonlyArray<(typeof middle)[number]>; length: number };

function stepsOf({ contact, way, doings, length }: Job): Verb[] {
  const spoken: Verb[] = contact ? ["contact"] : [];
  if (way === "declined") return [...spoken, "decline"];
  if (way === "declined later") return [...spoken, "accept", "decline"];
  if (way === "locked out") return [...spoken, "accept", "depart", "noAccess"];
  let used = 0;
  const work = doings.flatMap((doing): Verb[] => {
    if (doing === "use") used += 1;
    if (doing === "takeBack") return used > 0 && used-- > 0 ? ["takeBack"] : [];
    return doing === "pause" || doing === "quote" ? [doing, "resume"] : [doing];
  });
  const all: Verb[] = [...spoken, "accept", "depart", "arrive", ...work, "complete"];
  return all.slice(0, Math.max(length, spoken.length + 1));
}

/** With what is said beside them, each before one of the steps; nothing is let go that was not asked for. */
function saidBeside(steps: Verb[], said: ReadonlyArray<{ verb: Verb; before: number }>): Verb[] {
  let held = 0;
  return steps.flatMap((step, at) => {
    const here = said.filter(({ before }) => before % steps.length === at).map(({ verb }) => verb);
    const all = here.filter((verb) => verb !== "release" || held-- > 0);
    held = Math.max(0, held);
    if (step === "reserve") held += 1;
    return [...all, step];
  });
}

/** What a step says besides, where each has something of its own: parts under their own ids, a picture. */
async function withItsOwn(queue: Sent[], placeId = ""): Promise<Sent[]> {
  const used: string[] = [];
  const reserved: string[] = [];
  let way = "";
  const line = () => ({ id: randomUUID(), materialId: part, quantity: "1" });
  const said = async (verb: Verb): Promise<object> => {
    switch (verb) {
      case "use": {
        const taken = line();
        used.push(taken.id);
        return { lines: [{ ...taken, kind: "free" }] };
      }
      case "takeBack":
        return { chargeId: used.pop() };
      case "reserve": {
        const wanted = line();
        reserved.push(wanted.id);
        return { lines: [wanted] };
      }
      case "release":
        return { reservationId: reserved.pop() };
      case "message":
        return { word: "coming" };
      case "note":
        return { words: "总阀锈死", photoIds: [await uploaded()] };
      case "guide": {
        const seen = { way };
        way = `${way}过`;
        return { placeId, way, seen, whole: false };
      }
      case "vanBack":
        return {
          storeId: van,
          lines: [{ materialId: part, quantity: "1" }],
          reason: "not_needed",
          words: "",
        };
      case "quote":
        return { lines: [{ materialId: part, quantity: "1", kind: "charged" }], labourCents: 0, words: "" };
      case "contact":
        return { reached: true, words: "" };
      case "complete":
      case "noAccess":
        return { photoIds: [await uploaded()] };
      default:
        return {};
    }
  };
  const own: Sent[] = [];
  for (const each of queue) own.push({ ...each, input: { ...each.input, ...(await said(each.verb)) } });
  return own;
}

/** A picture that the technician's phone has sent and no step names yet. */
async function uploaded(): Promise<string> {
  const id = randomUUID();
  const of = { sentHash: id, uploaderId: world.technician.personId, uploadedAt: new Date() };
  await connection.db.insert(photo).values({ id, ...of, width: 8, height: 8, bytes: 1 });
  return id;
}

/**
 * Nothing builds on what is said beside the work; the phone sends it in its order, so before what was done after it and after
 * what was done before it. What concerns no job waits for nothing of this one.
 */
function sentBefore(queue: readonly Sent[], one: Sent): Sent[] {
  const at = queue.indexOf(one);
  if (at < 0 || one.verb === "vanBack") return [];
  const before = queue.slice(0, at).filter(({ verb }) => verb !== "vanBack");
  const last = before.findLastIndex(({ verb }) => isBeside(verb));
  return isBeside(one.verb) ? before : before.slice(0, last + 1);
}

/** What came of the parts, the quotes and the pictures of a job. */
async function thingsOf(ticketId: string) {
  const { db } = connection;
  const [charges, held, quotes, pictures, texts, words] = await Promise.all([
    db.select().from(ticketCharge).where(eq(ticketCharge.ticketId, ticketId)),
    db.select().from(stockReservation).where(eq(stockReservation.ticketId, ticketId)),
    db.select().from(quote).where(eq(quote.ticketId, ticketId)),
    db.select().from(photo).where(eq(photo.ticketId, ticketId)),
    db.select().from(notification).where(eq(notification.ticketId, ticketId)),
    db
      .select({ words: eventWords.words })
      .from(event)
      .innerJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
      .where(and(eq(event.ticketId, ticketId), eq(event.type, "added"))),
  ]);
  return {
    texts: texts.filter(({ kind }) => kind === "technician_coming").length,
    words: words.map((each) => each.words),
    charges: charges.map(({ voidedAt }) => voidedAt === null).sort(),
    held: held.map(({ state }) => state).sort(),
    quotes: quotes.map(({ totalCents }) => totalCents),
    pictures: pictures.map(({ kind }) => kind).sort(),
  };
}

/** How much of the part lies in the warehouse. */
async function inWarehouse(): Promise<number> {
  const at = and(eq(stockLevel.materialId, part), eq(stockLevel.storeId, warehouse));
  const [level] = await connection.db.select().from(stockLevel).where(at);
  return Number(level!.quantity);
}

/** How many runs: about twenty seconds of them, and as many as are asked for. */
const numRuns = Number(process.env.MENDLINE_RUNS ?? 40);

test("steps from a phone that arrive shuffled, repeated, in pieces and at the same time end as if sent once in order", async () => {
  let runs = 0;
  let sendings = 0;
  const places = [world.places.lift, world.places.otherHome];
  await fc.assert(
    fc.asyncProperty(
      fc.array(job, { minLength: 1, maxLength: 2 }),
      fc.array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }), { maxLength: 5 }),
      fc.boolean(),
      async (jobs, batches, together) => {
        runs += 1;
        const since = Date.now() - hour / 3;
        const run = async (disturb: boolean) => {
          const ids = await Promise.all(jobs.map(() => assigned()));
          // Nothing is known of the way there yet.
          await connection.db.delete(placeGuide).where(inArray(placeGuide.placeId, places));
          const queues = await Promise.all(
            jobs.map((verbs, n) => withItsOwn(doneOffline(ids[n]!, verbs, since), places[n]!)),
          );
          const stored = await inWarehouse();
          const all = queues.flat();
          for (const batch of disturb ? batches : []) {
            const picked = batch.map((n) => all[n % all.length]!);
            for (const each of picked)
              for (const queue of queues) for (const before of sentBefore(queue, each)) await send(before);
            if (together) await Promise.all(picked.map(send));
            else for (const each of picked) await send(each);
            sendings += picked.length;
          }
          // At last the phone gets through, in order; a tab that did not know sends all of it again.
          for (const each of [...all, ...all]) assert.equal(await send(each), null, each.verb);
          const ways = await connection.db
            .select({ placeId: placeGuide.placeId, way: placeGuide.way })
            .from(placeGuide)
            .where(inArray(placeGuide.placeId, places))
            .orderBy(placeGuide.placeId);
          return {
            jobs: await Promise.all(
              ids.map(async (id) => ({ ...(await outcome(id)), ...(await thingsOf(id)) })),
            ),
            ways,
            back: (await inWarehouse()) - stored,
          };
        };
        assert.deepEqual(await run(true), await run(false));
      },
    ),
    { numRuns },
  );
  console.log(`${runs} runs, ${sendings} sendings out of order`);
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

test("one step whose time is not believed does not make the later ones unbelieved", async () => {
  const then = new Date(Date.now() - 48 * hour);
  const his = eq(shift.personId, world.technician.personId);
  await connection.db
    .update(shift)
    .set({ startsAt: new Date(then.getTime() - hour) })
    .where(his);
  const ticketId = await assigned(then);
  const queue = doneOffline(ticketId, ["accept", "depart", "arrive", "complete"]);
  const times = [24.5, 2, 1.5, 1].map((ago) => new Date(Date.now() - ago * hour).toISOString());
  for (const [n, each] of queue.entries()) each.input.doneAt = times[n];
  for (const each of queue) assert.equal(await send(each), null);
  const said = (await eventsOf(ticketId)).slice(2).map(({ data }) => [data.doneAt, data.claimedAt]);
  assert.deepEqual(said, [[undefined, times[0]], ...times.slice(1).map((at) => [at, undefined])]);
  await outcome(ticketId);
  // Among what is believed the order holds.
  const second = await assigned(then);
  const [accept, depart] = doneOffline(second, ["accept", "depart"]) as [Sent, Sent];
  Object.assign(accept.input, { doneAt: times[2] });
  Object.assign(depart.input, { doneAt: times[1] });
  for (const each of [accept, depart]) assert.equal(await send(each), null);
  assert.equal((await eventsOf(second)).at(-1)!.data.claimedAt, times[1]);
  // And no time that is not believed gives longer to hand a job back.
  const third = await assigned(then);
  const [taken, handBack] = doneOffline(third, ["accept", "handBack"]) as [Sent, Sent];
  Object.assign(taken.input, { doneAt: times[0] });
  Object.assign(handBack.input, { doneAt: times[1] });
  assert.equal(await send(taken), null);
  const row = await rowOf(third);
  await connection.db
    .update(ticket)
    .set({ statusSince: new Date(row.statusSince.getTime() - 121_000) })
    .where(eq(ticket.id, third));
  assert.equal(await send(handBack), "TOO_LATE");
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
  assert.equal(await send({ ...last, input: { ...last.input, found: "other words" } }), "RECORD_DIFFERS");
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
        // Also their records say the same, so they are one.
        assert.deepEqual(
          refusals.filter((code) => code !== null),
          [],
        );
        assert.equal(records.length, longest === 4 ? 1 : 0);
      },
    ),
    { numRuns },
  );
});

test("whatever two phones of one technician say of what comes after a visit, all of it is kept, and said again nothing grows", async () => {
  const words = fc.constantFrom("", "换总阀", "还要换角阀", "等业主开门");
  const day = fc.constantFrom(undefined, "2026-12-01", "2026-12-05");
  const said = fc.record({
    words,
    day,
    trade: fc.constantFrom(undefined, "electrical", "plumbing"),
    hours: fc.constantFrom(undefined, 5, 30),
  });
  const ways = fc.constantFrom("temporary", "needs_trade", "pause");
  const road: Verb[] = ["accept", "depart", "arrive"];
  await fc.assert(
    fc.asyncProperty(ways, said, said, async (way, one, two) => {
      const ticketId = await assigned();
      const start = Date.now();
      const phones = [one, two].map((of) => {
        const backAt = of.hours && new Date(start + of.hours * hour).toISOString();
        const queue = doneOffline(ticketId, [...road, way === "pause" ? "pause" : "complete"]);
        const followUp = { words: of.words, ...(of.day && { wantedOn: of.day }) };
        const more = {
          pause: { words: of.words, ...(backAt && { backAt }) },
          temporary: { result: way, followUp },
          needs_trade: { result: way, ...(of.trade && { trade: of.trade }) },
        }[way];
        Object.assign(queue[3]!.input, more);
        const marks = {
          pause: [of.words, backAt],
          temporary: [of.words, of.day],
          needs_trade: [of.trade],
        }[way];
        return { queue, marks: marks.filter(Boolean) as string[] };
      });
      for (const { queue } of phones) for (const each of queue) assert.equal(await send(each), null);
      const kept = async () => {
        const remains = await connection.db.select().from(followUp).where(eq(followUp.firstId, ticketId));
        const ids = [ticketId, ...remains.map((each) => each.ticketId)];
        const tickets = await connection.db.select().from(ticket).where(inArray(ticket.id, ids));
        const story = await connection.db
          .select({ event, words: eventWords.words })
          .from(event)
          .leftJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
          .where(inArray(event.ticketId, ids))
          .orderBy(asc(event.ticketVersion));
        for (const row of tickets) {
          const his = story.filter(({ event: each }) => each.ticketId === row.id);
          const folded = his.reduce<Ticket | null>((state, { event: each }) => evolve(state, each), null);
          assert.deepEqual(folded, toTicket(row));
        }
        return { remains, tickets, story };
      };
      const all = await kept();
      for (const mark of phones.flatMap(({ marks }) => marks))
        assert.ok(JSON.stringify(all).includes(mark), `${way}: ${mark} is kept`);
      // A tab that knows nothing of it says the same under keys of its own.
      for (const { queue } of phones)
        assert.equal(await send({ ...queue[3]!, key: randomUUID() }), null, "said again");
      assert.equal((await kept()).story.length, all.story.length);
    }),
    { numRuns },
  );
});

test("two records of one visit go together where only one says something; where both do, he chooses", async () => {
  const ticketId = await assigned();
  const since = Date.now() - hour / 3;
  const road: Verb[] = ["accept", "depart", "arrive", "complete"];
  const [one, other] = [doneOffline(ticketId, road, since), doneOffline(ticketId, road, since + 30_000)];
  const blank = { form: { scope: "general", version: 1 }, readings: {}, cause: "", tools: "" };
  const signed = { signed: { kind: "none", why: "absent" }, checks: { tested: "ok", tidy: "ok" } };
  const sheet = (more: object) => ({ ...blank, ...signed, ...more });
  Object.assign(one[3]!.input, { sheet: sheet({ cause: "老化" }) });
  Object.assign(other[3]!.input, { sheet: sheet({ tools: "扳手" }), materials: "垫圈 1 只" });
  for (const each of [...one, ...other]) assert.equal(await send(each), null);
  const kept = async () => {
    const [record] = await connection.db.select().from(workRecord).where(eq(workRecord.ticketId, ticketId));
    const [answers] = await connection.db
      .select()
      .from(recordSheet)
      .where(eq(recordSheet.workRecordId, record!.id));
    return { ...record!, ...answers!.sheet };
  };
  const both = await kept();
  assert.deepEqual([both.cause, both.tools, both.materials], ["老化", "扳手", "垫圈 1 只"]);
  assert.equal((await eventsOf(ticketId)).at(-1)!.data.fields, "materials,tools");
  for (const each of other) assert.equal(await send(each), null, "sent again it is the same one");

  const third = doneOffline(ticketId, road, since + 60_000);
  Object.assign(third[3]!.input, { found: "裂了", done: "换新" });
  for (const each of third.slice(0, 3)) assert.equal(await send(each), null);
  assert.equal(await send(third[3]!), "RECORD_DIFFERS");
  assert.equal((await kept()).found, record.found, "nothing is overwritten by that");
  const choices = {
    found: { take: "mine", seen: record.found },
    done: { take: "theirs", seen: record.done },
  };
  assert.equal(await send({ ...third[3]!, input: { ...third[3]!.input, choices } }), null);
  const chosen = await kept();
  assert.deepEqual([chosen.found, chosen.done], ["裂了", record.done]);
  const { seq, siteId } = (await eventsOf(ticketId)).at(-1)!;
  const [words] = await connection.db
    .select()
    .from(eventWords)
    .where(and(eq(eventWords.siteId, siteId), eq(eventWords.seq, seq)));
  assert.match(words!.words, new RegExp(record.found), "what gave way stays on record");
});

test("the same pause from two phones is one, for another reason it is a conflict", async () => {
  const ticketId = await assigned();
  const road: Verb[] = ["accept", "depart", "arrive", "pause", "resume"];
  const [one, other] = [doneOffline(ticketId, road), doneOffline(ticketId, road)];
  for (const each of [...one.slice(0, 4), ...other, one[4]!]) assert.equal(await send(each), null);
  assert.equal((await eventsOf(ticketId)).filter(({ type }) => type === "paused").length, 1);
  const third = doneOffline(ticketId, road.slice(0, 4));
  Object.assign(third[3]!.input, { reason: "weather" });
  for (const each of third.slice(0, 3)) assert.equal(await send(each), null);
  assert.equal(await send(third[3]!), "STALE");
});

test("a part taken back on both phones is back once, and nobody moves parts of a ticket that he has not", async () => {
  const ticketId = await assigned();
  const road: Verb[] = ["accept", "use"];
  const queue = await withItsOwn(doneOffline(ticketId, road));
  for (const each of queue) assert.equal(await send(each), null);
  const { lines } = queue[1]!.input as unknown as { lines: Array<{ id: string }> };
  const back = { ticketId, version: 2, after: queue[1]!.key, chargeId: lines[0]!.id };
  const level = async () => {
    const of = and(eq(stockLevel.storeId, van), eq(stockLevel.materialId, part));
    return Number((await connection.db.select().from(stockLevel).where(of))[0]!.quantity);
  };
  const before = await level();
  for (const _ of ["one phone", "the other"])
    assert.equal(await send({ key: randomUUID(), verb: "takeBack", input: back }), null);
  assert.equal(await level(), before + 1);
  const desk = as(world.dispatcher, connection);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const withdrawn = { ticketId, version: row!.version, reason: "mistake", words: "" } as const;
  await perform(withdrawAssignment, desk, withdrawn as never, randomUUID());
  assert.equal(await send({ key: randomUUID(), verb: "takeBack", input: back }), "NOT_YOURS_NOW");
  const more = { ticketId, version: 2, lines: [{ id: randomUUID(), materialId: part, quantity: "1" }] };
  assert.equal(await send({ key: randomUUID(), verb: "reserve", input: more }), "NOT_YOURS_NOW");
});

test("a pause whose end has passed before the office heard of it is taken without it, and with it on record", async () => {
  const ticketId = await assigned();
  const queue = doneOffline(ticketId, ["accept", "depart", "arrive", "pause"]);
  const { doneAt } = queue[3]!.input as { doneAt: string };
  const backAt = new Date(Date.parse(doneAt) + 60_000).toISOString();
  for (const each of queue.slice(0, 3)) assert.equal(await send(each), null);
  const past = { ...queue[3]!, input: { ...queue[3]!.input, backAt: doneAt } };
  assert.equal(await send(past), "BAD_TIME", "it was past when he said it");
  assert.equal(await send({ ...queue[3]!, input: { ...queue[3]!.input, backAt } }), null);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.deepEqual([row!.status, row!.backAt], ["paused", null]);
  assert.equal((await eventsOf(ticketId)).at(-1)!.data.thoughtBackAt, backAt);
});

test("reaching the owner is believed of when it was, so that a promise kept in the cellar is kept", async () => {
  const ticketId = await assigned();
  const doneAt = new Date(Date.now() - hour / 4).toISOString();
  const input = contactOwner.input.parse({ ticketId, reached: true, doneAt });
  await perform(contactOwner, as(world.technician, connection), input, randomUUID());
  const { clocks } = await clocksNow(connection.db, await rowOf(ticketId), new Date());
  const contact = clocks.find(({ clock }) => clock === "contact")!;
  assert.equal(contact.running, false);
  assert.equal((await eventsOf(ticketId)).at(-1)!.data.doneAt, doneAt);
});

test("a word to the owner that comes long after it was meant is not sent, and his own words always reach the office", async () => {
  const ticketId = await assigned(new Date(Date.now() - 2 * hour));
  const desk = as(world.dispatcher, connection);
  const old = { ticketId, word: "coming", doneAt: new Date(Date.now() - hour).toISOString() } as const;
  await assert.rejects(
    perform(messageOwner, as(world.technician, connection), old, randomUUID()),
    (error: Refused) => error.refusal.code === "OLD_NEWS",
  );
  const back = { ticketId, version: 2, reason: "mistake", words: "" } as const;
  await perform(withdrawAssignment, desk, back as never, randomUUID());
  const said = noteOnTicket.input.parse({ ticketId, words: "总阀锈死，已关分阀", doneAt: old.doneAt });
  const key = randomUUID();
  for (const _ of [1, 2]) await perform(noteOnTicket, as(world.technician, connection), said, key);
  const events = await eventsOf(ticketId);
  assert.equal(events.filter(({ type }) => type === "added").length, 1);
  assert.deepEqual([(await rowOf(ticketId)).status, events.at(-1)!.type], ["triaged", "added"]);
});

test("a word to the owner is judged by a time that can be believed, not by what a wrong clock says", async () => {
  const say = async (ticketId: string, ago: number) => {
    const doneAt = new Date(Date.now() - ago).toISOString();
    const input = messageOwner.input.parse({ ticketId, word: "coming", doneAt });
    const attempt = perform(messageOwner, as(world.technician, connection), input, randomUUID());
    return attempt.then(
      () => null,
      (error: Refused) => error.refusal.code,
    );
  };
  const justGiven = await assigned(new Date(Date.now() - hour / 4));
  assert.equal(await say(justGiven, (hour * 2) / 3), null, "pressed now on a clock that is behind");
  assert.equal(await say(justGiven, -365 * 24 * hour), null, "and on one that is ahead");
  assert.equal(await say(justGiven, 25 * hour), "OLD_NEWS", "a day ago it was not now, whatever the clock");
});

test("an honest word to the owner is never refused for its clock: how long ago it was pressed is told by that clock alone", async () => {
  const ticketId = await assigned(new Date(Date.now() - hour * 0.9));
  const say = (doneAt: string, ago?: number) => {
    const input = messageOwner.input.parse({ ticketId, word: "coming", doneAt });
    const phone = { ...as(world.technician, connection), ...(ago !== undefined && { ago }) };
    return perform(messageOwner, phone, input, randomUUID()).then(
      () => null,
      (error: Refused) => error.refusal.code,
    );
  };
  const behind = (by: number) => new Date(Date.now() - by).toISOString();
  assert.equal(
    await say(behind(hour * 0.6)),
    "OLD_NEWS",
    "a phone that does not say: only its clock is known",
  );
  assert.equal(await say(behind(hour * 0.6), 4_000), null, "pressed just now on a clock that is behind");
  assert.equal(await say(behind(40 * 24 * hour), 4_000), null, "however far");
  assert.equal(await say(behind(hour * 0.6), hour), "OLD_NEWS", "really pressed long ago");
  assert.equal(await say(behind(0), hour), "OLD_NEWS", "also on a clock that is ahead");
  const kept = await connection.db
    .select({ payload: notification.payload })
    .from(notification)
    .where(and(eq(notification.ticketId, ticketId), eq(notification.kind, "technician_coming")))
    .orderBy(notification.id);
  assert.equal(kept.length, 2);
  for (const { payload } of kept) assert.ok(Date.parse(payload.pressedAt ?? "") < Date.now() - hour / 2);
});

test("until when work waits is held against when he said it, as far as that is believed", async () => {
  const ticketId = await assigned();
  const queue = doneOffline(ticketId, ["accept", "depart", "arrive", "pause"]);
  for (const each of queue.slice(0, 3)) assert.equal(await send(each), null);
  const backAt = new Date(Date.now() + 3 * hour).toISOString();
  const doneAt = new Date(Date.now() + 365 * 24 * hour).toISOString();
  assert.equal(await send({ ...queue[3]!, input: { ...queue[3]!.input, backAt, doneAt } }), null);
  assert.equal((await rowOf(ticketId)).backAt?.toISOString(), backAt);
});

test("calls from the door count where their time can be believed, and are kept where it cannot", async () => {
  const ticketId = await assigned();
  const queue = doneOffline(ticketId, ["accept", "depart", "noAccess"]);
  const at = (ago: number) => new Date(Date.now() - ago).toISOString();
  const calls = [at(5 * 60_000), at(2 * hour), at(-hour), at(365 * 24 * hour)];
  Object.assign(queue[2]!.input, { calls });
  for (const each of queue) assert.equal(await send(each), null);
  const { data } = (await eventsOf(ticketId)).find(({ type }) => type === "no_access")!;
  assert.deepEqual([data.calls, data.calledAt], [1, calls[0]]);
  assert.equal(data.claimedCalls, [calls[1], calls[2], calls[3]].join(","));
});

test("his own words about a job that was his reach the office however long ago that was, and only his", async () => {
  const ticketId = await assigned();
  const back = { ticketId, version: 2, reason: "mistake", words: "" } as const;
  await perform(withdrawAssignment, as(world.dispatcher, connection), back as never, randomUUID());
  const ended = { endedAt: new Date(Date.now() - 40 * 24 * hour) };
  await connection.db.update(assignment).set(ended).where(eq(assignment.ticketId, ticketId));
  const [complete] = doneOffline(ticketId, ["complete"]) as [Sent];
  assert.equal(await send(complete), "NOT_FOUND");
  const note = noteOnTicket.input.parse({ ticketId, words: "做完了，没网" });
  await perform(noteOnTicket, as(world.technician, connection), note, randomUUID());
  assert.equal((await eventsOf(ticketId)).at(-1)!.type, "added");
  await assert.rejects(
    perform(noteOnTicket, as(world.technician2, connection), note, randomUUID()),
    (error: Refused) => error.refusal.code === "NOT_FOUND",
  );
});

test("a drawn name that comes with his own words is kept as one, and as no photo of the trouble", async () => {
  const ticketId = await assigned();
  const [signedId, ...others] = await Promise.all([uploaded(), uploaded()]);
  const said = {
    ticketId,
    words: "业主在屏上签了字",
    photoIds: [signedId, ...others],
    signedIds: [signedId],
  };
  await perform(noteOnTicket, as(world.technician, connection), noteOnTicket.input.parse(said), randomUUID());
  const kept = await connection.db.select().from(photo).where(eq(photo.ticketId, ticketId));
  assert.deepEqual(
    Object.fromEntries(kept.map(({ id, kind }) => [id, kind])),
    Object.fromEntries([[signedId, "signature"], ...others.map((id) => [id, "report"])]),
  );
});

async function rowOf(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
}
