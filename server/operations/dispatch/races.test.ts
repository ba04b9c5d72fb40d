import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { and, asc, eq, isNull } from "drizzle-orm";
import fc from "fast-check";
import { dispatchMode, offer } from "#db/schema/dispatchMode.ts";
import { event } from "#db/schema/event.ts";
import { technician } from "#db/schema/person.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { type DispatchMode, dispatchModes } from "../../domain/dispatch/mode.ts";
import { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { claimOffer } from "../offer/claim.ts";
import { type Command, perform } from "../operation.ts";
import { systemWork } from "../systemWork.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { cancelTicket } from "../ticket/end.ts";
import { lockRow, toTicket } from "../ticket/load.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, declineJob } from "../ticket/steps.ts";
import { transferJob } from "../ticket/transfer.ts";
import { withdrawAssignment } from "../ticket/withdraw.ts";
import { dispatchDue } from "./automatic.ts";
import { giveTo } from "./give.ts";

/*
 * Two dispatchers, a grab, an automatic choice, a turn and a phone without network at the same ticket in the same
 * moment, in every mixture that chance finds, on a real database.
 */

let connection: TestDatabase;
let world: World;
let third: World["technician"];
before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  third = await world.worker("赵强");
});
after(() => connection.drop());

const deeds = [
  "assign",
  "grab",
  "machine",
  "transfer",
  "withdraw",
  "decline",
  "accept",
  "late accept",
  "cancel",
] as const;
type Deed = { deed: (typeof deeds)[number]; who: number; to: number; delay: number; twice: boolean };

const deed: fc.Arbitrary<Deed> = fc.record({
  deed: fc.constantFrom(...deeds),
  who: fc.nat(2),
  to: fc.nat(2),
  delay: fc.nat(12),
  twice: fc.boolean(),
});
const race = fc.record({
  mode: fc.constantFrom(...dispatchModes),
  held: fc.boolean(),
  deeds: fc.array(deed, { minLength: 3, maxLength: 10 }),
});

type Answer = { ok: unknown } | { no: Refused["refusal"] };
type Ran = { deed: Deed; answers: Answer[] };

async function answerOf(attempt: Promise<unknown>): Promise<Answer> {
  try {
    return { ok: await attempt };
  } catch (error) {
    if (error instanceof Refused) return { no: error.refusal };
    throw error;
  }
}

async function setTo(mode: DispatchMode): Promise<void> {
  const { db } = connection;
  await db.delete(dispatchMode).where(eq(dispatchMode.siteId, world.siteId));
  const row = { siteId: world.siteId, faultCode: "tap-drips", reason: "x", setById: world.lead.personId };
  await db.insert(dispatchMode).values({ id: randomUUID(), ...row, mode, since: new Date() });
}

async function fileOne(): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "x",
    contactName: "y",
  });
  return (await perform(reportRepair, as(world.operator, connection), input, randomUUID())).ticketId;
}

/** Starts one deed and, where asked, sends the same command a second time: the second answer must be the first. */
async function run({ deed, who, to, delay, twice }: Deed, ticketId: string, seen: number): Promise<Answer[]> {
  const men = [world.technician, world.technician2, third];
  const desks = [world.dispatcher, world.dispatcher2, world.lead];
  const [man, desk, technicianId] = [men[who]!, desks[who]!, men[to]!.personId];
  const send = async (spec: Command<never, unknown>, by: typeof man, input: object): Promise<Answer[]> => {
    const key = randomUUID();
    const once = () => answerOf(perform(spec, as(by, connection), input as never, key));
    return twice ? Promise.all([once(), once()]) : [await once()];
  };
  const at = { ticketId, version: seen };
  const words = "";
  // Whoever declined it may be sent again by a person who says why.
  const overrule = { reason: "agreed", words };
  await wait(delay);
  switch (deed) {
    case "assign":
      return send(assignTechnician as never, desk, { ...at, technicianId, overrule });
    case "transfer":
      return send(transferJob as never, desk, { ...at, technicianId, reason: "nearer", words, overrule });
    case "withdraw":
      return send(withdrawAssignment as never, desk, { ...at, reason: "mistake", words });
    case "decline":
      return send(declineJob as never, man, { ...at, reason: "busy", words });
    case "accept":
      return send(acceptJob as never, man, at);
    case "late accept": {
      const doneAt = new Date(Date.now() - 120_000).toISOString();
      return send(acceptJob as never, man, { ticketId, version: Math.max(1, seen - 1), doneAt });
    }
    case "cancel":
      return send(cancelTicket as never, world.owner as never, { ...at, reason: "not_wanted", words });
    case "grab": {
      const mine = and(eq(offer.ticketId, ticketId), eq(offer.technicianId, man.personId));
      const [held] = await connection.db.select({ id: offer.id }).from(offer).where(mine).limit(1);
      return held === undefined ? [] : send(claimOffer as never, man, { offerId: held.id });
    }
    case "machine":
      await dispatchDue(connection.db, new Date(Date.now() + (who === 2 ? 4 * 60_000 : 0)));
      return [];
  }
}

/** Nothing that overlaps: two who hold it in the same moment, ever. */
async function oneAtATime(ticketId: string): Promise<void> {
  const rows = await connection.db
    .select()
    .from(assignment)
    .where(eq(assignment.ticketId, ticketId))
    .orderBy(asc(assignment.assignedAt));
  const row = await rowOf(ticketId);
  const active = rows.filter((each) => each.endedAt === null);
  assert.ok(active.length <= 1);
  assert.equal(active[0]?.id ?? null, row.assignmentId);
  assert.equal(active[0]?.technicianId ?? null, row.technicianId);
}

/** The story itself: who had it is let go before, or in the same fact as, the next has it. */
function oneHolder(events: Array<typeof event.$inferSelect>): void {
  let holder: string | null = null;
  for (const { type, patch, data } of events) {
    if (type === "assigned") assert.equal(holder, null, "assigned while somebody held it");
    if (type === "transferred") assert.equal(data.fromId, holder);
    if (type === "accepted" || type === "declined") assert.equal(data.technicianId, holder);
    if (patch.technicianId !== undefined) holder = patch.technicianId;
  }
}

async function rowOf(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
}

async function check(ticketId: string, ran: Ran[]): Promise<void> {
  const row = await rowOf(ticketId);
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(
    events.map((each) => each.ticketVersion),
    events.map((_, n) => n + 1),
    "versions without a gap",
  );
  assert.equal(row.version, events.length);
  assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(row));
  oneHolder(events);
  await oneAtATime(ticketId);
  if (row.status !== "received" && row.status !== "triaged") {
    const open = and(eq(offer.ticketId, ticketId), isNull(offer.endedAt));
    assert.deepEqual(await connection.db.select().from(offer).where(open), [], "no offer outlives the job");
  }
  for (const { deed, answers } of ran) {
    if (answers.length === 2 && "ok" in answers[0]! && "ok" in answers[1]!)
      assert.deepEqual(answers[0].ok, answers[1].ok, "the same key has the same answer");
    for (const answer of answers) {
      if (!("no" in answer)) continue;
      const { code, params } = answer.no;
      const plain = ["NOT_FOUND", "NOT_ELIGIBLE", "LEAD_MUST_RULE", "TOO_LATE"].includes(code);
      if (plain) continue;
      assert.ok(
        ["TICKET_TAKEN", "STALE", "STATE", "NOT_YOURS_NOW", "OFFER_OVER"].includes(code),
        `${deed.deed}: ${code}`,
      );
      assert.ok(typeof params?.by === "string" && params.by !== "", `${deed.deed} ${code} says who`);
      assert.equal(typeof params?.seconds, "number", `${deed.deed} ${code} says when`);
    }
  }
}

test("property: whatever meets at one ticket in one moment, one wins, the others hear who and when", async () => {
  let runs = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(race, async ({ mode, held, deeds: mix }) => {
      await setTo("recommend");
      const ticketId = await fileOne();
      await setTo(mode);
      if (held) {
        const order = { ticketId, version: 1, technicianId: world.technician.personId };
        await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
      } else if (mode === "grab" || mode === "round_robin") {
        await dispatchDue(connection.db, new Date());
      }
      const seen = (await rowOf(ticketId)).version;
      const ran = await Promise.all(
        mix.map(async (each) => ({ deed: each, answers: await run(each, ticketId, seen) })),
      );
      refused += ran.flatMap((each) => each.answers).filter((answer) => "no" in answer).length;
      runs += 1;
      await check(ticketId, ran);
      // Out of the way of the next race: nobody's hands fill up.
      const row = await rowOf(ticketId);
      const end = { ticketId, version: row.version, reason: "mistake" as const, words: "" };
      await answerOf(perform(cancelTicket, as(world.manager, connection), end, randomUUID()));
    }),
    { numRuns: 48, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
  );
  assert.ok(runs >= 48 && refused > 40, `${runs} races, ${refused} refusals`);
});

test("all at once at a job that was offered: exactly one has it, and every loser is told whose it is", async () => {
  for (let round = 0; round < 6; round++) {
    await setTo("recommend");
    const ticketId = await fileOne();
    await setTo("grab");
    await dispatchDue(connection.db, new Date());
    const seen = (await rowOf(ticketId)).version;
    const mix: Deed[] = [0, 1, 2].flatMap((who) => [
      { deed: "grab", who, to: 0, delay: 0, twice: false },
      { deed: "assign", who, to: who, delay: 0, twice: false },
      { deed: "machine", who: 0, to: 0, delay: 0, twice: false },
    ]);
    const ran = await Promise.all(
      mix.map(async (each) => ({ deed: each, answers: await run(each, ticketId, seen) })),
    );
    const answers = ran.flatMap((each) => each.answers);
    const men = [world.technician, world.technician2, third];
    const holder = (await rowOf(ticketId)).technicianId;
    const { name } = men.find((man) => man.personId === holder)!;
    const won = ran.filter((each) => each.answers.some((answer) => "ok" in answer)).map((each) => each.deed);
    for (const { deed, who, to } of won) assert.equal(men[deed === "grab" ? who : to]!.personId, holder);
    // Who takes what the desk has given him in the same moment has it, and is told so.
    assert.ok(won.length === 1 || (won.length === 2 && won[0]!.deed !== won[1]!.deed), `${won.length} won`);
    for (const answer of answers) {
      if ("ok" in answer) continue;
      assert.deepEqual([answer.no.code, answer.no.params?.to], ["TICKET_TAKEN", name]);
      assert.equal(typeof answer.no.params?.seconds, "number");
    }
    await check(ticketId, ran);
  }
});

test("property: whatever fills one pair of hands in one moment, they never hold more than they can carry", async () => {
  // Two jobs of forty minutes and not a third.
  const him = await world.worker("钱二");
  const carries = 100;
  await connection.db
    .update(technician)
    .set({ capacityMinutes: carries })
    .where(eq(technician.personId, him.personId));
  const way = fc.constantFrom("claim" as const, "assign" as const, "machine" as const);
  let full = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(way, { minLength: 3, maxLength: 6 }), async (ways) => {
      await setTo("recommend");
      const ids: string[] = [];
      for (const _ of ways) ids.push(await fileOne());
      const held = await Promise.all(
        ids.map(async (ticketId, n) => {
          if (ways[n] !== "claim") return null;
          const offerId = randomUUID();
          const [at, until] = [new Date(), new Date(Date.now() + 180_000)];
          const row = { id: offerId, ticketId, technicianId: him.personId, mode: "grab" as const, round: 1 };
          await connection.db.insert(offer).values({ ...row, reopens: 0, offeredAt: at, expiresAt: until });
          return offerId;
        }),
      );
      const answers = await Promise.all(
        ids.map((ticketId, n) => {
          const desk = [world.dispatcher, world.dispatcher2, world.lead][n % 3]!;
          const order = { ticketId, version: 1, technicianId: him.personId };
          if (ways[n] === "claim")
            return answerOf(perform(claimOffer, as(him, connection), { offerId: held[n]! }, randomUUID()));
          if (ways[n] === "assign")
            return answerOf(perform(assignTechnician, as(desk, connection), order, randomUUID()));
          return answerOf(
            connection.db.transaction(async (tx) => {
              const work = systemWork(tx, "dispatch", new Date(), new Set());
              return giveTo(work, await lockRow(tx, ticketId), him.personId, "auto");
            }),
          );
        }),
      );
      const his = await connection.db.select().from(ticket).where(eq(ticket.technicianId, him.personId));
      const open = his.filter((row) => ["dispatched", "accepted"].includes(row.status));
      assert.equal(open.length, 2, "two fit, and two of them are his");
      assert.equal(answers.filter((answer) => "ok" in answer).length, 2);
      for (const answer of answers) {
        if (!("no" in answer)) continue;
        full += 1;
        assert.ok(["SAY_WHY", "NOT_ELIGIBLE"].includes(answer.no.code), answer.no.code);
        assert.equal(answer.no.params?.reason, "over_capacity");
      }
      for (const ticketId of ids) {
        const { version } = await rowOf(ticketId);
        const end = { ticketId, version, reason: "mistake" as const, words: "" };
        await perform(cancelTicket, as(world.manager, connection), end, randomUUID());
      }
    }),
    { numRuns: 12, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
  assert.ok(full > 12, `${full} were refused`);
});
