import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { codeOf } from "../../testing/refused.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { answerSolved } from "./answer.ts";
import { assignTechnician } from "./assign.ts";
import { completeWork } from "./complete.ts";
import { getTicket } from "./get.ts";
import { toTicket } from "./load.ts";
import { reportRepair } from "./report.ts";
import { acceptJob, arriveAtJob, declineJob, departForJob, pauseWork, resumeWork } from "./steps.ts";
import { answerSurvey } from "./survey.ts";
import { triageTicket } from "./triage.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const report = (actor: Actor = world.owner, more: Record<string, unknown> = {}, key: string = randomUUID()) =>
  perform(
    reportRepair,
    as(actor, connection),
    {
      placeId: world.places.ownHome,
      placeWords: "厨房",
      faultCode: "tap-drips",
      urgency: 3,
      description: "水槽下面滴水",
      photoIds: [],
      contactName: "",
      ...more,
    } as never,
    key,
  );

async function stateOf(ticketId: string): Promise<Ticket> {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return toTicket(row!);
}

const eventsOf = (ticketId: string) =>
  connection.db.select().from(event).where(eq(event.ticketId, ticketId)).orderBy(asc(event.ticketVersion));

const step = (
  command: typeof acceptJob,
  ticketId: string,
  version: number,
  actor: Actor = world.technician,
) => perform(command, as(actor, connection), { ticketId, version }, randomUUID());

test("one repair goes the whole road, and its events are its state", async () => {
  const { ticketId, number } = await report();
  assert.match(number, /^T\w+-\d{6}-\d{3}$/);
  const dispatch = { ticketId, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), dispatch, randomUUID());
  await step(acceptJob, ticketId, 2);
  await step(departForJob, ticketId, 3);
  await step(arriveAtJob, ticketId, 4);
  await perform(
    pauseWork,
    as(world.technician, connection),
    { ticketId, version: 5, reason: "owner", words: "" },
    randomUUID(),
  );
  await step(resumeWork, ticketId, 6);
  const record = {
    ticketId,
    version: 7,
    measure: "replace",
    found: "阀芯磨损",
    done: "换阀芯",
    materials: "阀芯 1 个",
    result: "fixed",
    photoIds: [],
  } as const;
  await perform(completeWork, as(world.technician, connection), { ...record, photoIds: [] }, randomUUID());
  await perform(
    answerSolved,
    as(world.owner, connection),
    { ticketId, version: 8, outcome: "solved", words: "" },
    randomUUID(),
  );
  const scores = { ticketId, skill: 5, attitude: 5, quality: 4, speed: 5, process: 4, words: "" };
  await perform(answerSurvey, as(world.owner, connection), scores, randomUUID());

  const events = await eventsOf(ticketId);
  assert.deepEqual(
    events.map((e) => e.type),
    [
      "reported",
      "assigned",
      "accepted",
      "departed",
      "arrived",
      "paused",
      "resumed",
      "completed",
      "confirmed",
      "surveyed",
    ],
  );
  const folded = events.reduce<Ticket | null>(evolve, null);
  assert.deepEqual(folded, await stateOf(ticketId));
  assert.equal(folded?.status, "closed");
  assert.equal(folded?.outcome, "solved");
  const seen = await read(getTicket, as(world.owner, connection), { ticketId });
  // On his way, the owner was told when to expect him.
  const setOut = seen.entries.find((entry) => entry.type === "departed")!;
  const minutes =
    (Date.parse(String(setOut.data.expectedAt)) - Date.parse(setOut.doneAt ?? setOut.at)) / 60_000;
  assert.ok(minutes > 0 && minutes <= 30, `${minutes} minutes`);
  assert.equal(seen.records[0]?.found, "阀芯磨损");
  assert.equal(seen.mayRate, false);
  assert.equal(
    await codeOf(perform(answerSurvey, as(world.owner, connection), scores, randomUUID())),
    "ALREADY_RATED",
  );
});

test("not solved reopens with the owner's words and fresh promises", async () => {
  const { ticketId } = await report();
  await perform(
    assignTechnician,
    as(world.dispatcher, connection),
    { ticketId, version: 1, technicianId: world.technician.personId },
    randomUUID(),
  );
  await step(acceptJob, ticketId, 2);
  await step(departForJob, ticketId, 3);
  await step(arriveAtJob, ticketId, 4);
  await perform(
    completeWork,
    as(world.technician, connection),
    {
      ticketId,
      version: 5,
      measure: "fix",
      found: "a",
      done: "b",
      materials: "",
      result: "fixed",
      photoIds: [],
    },
    randomUUID(),
  );
  const no = { ticketId, version: 6, outcome: "not_solved", words: "" } as const;
  assert.equal(
    await codeOf(perform(answerSolved, as(world.owner, connection), no, randomUUID())),
    "REQUIRED",
  );
  await perform(answerSolved, as(world.owner, connection), { ...no, words: "还在滴" }, randomUUID());
  const state = await stateOf(ticketId);
  assert.equal(state.status, "triaged");
  assert.equal(state.reopens, 1);
  assert.equal(state.technicianId, null);
  assert.ok(state.dueAt !== null && state.dueAt > new Date().toISOString());
});

test("the same submission twice is one ticket with the first answer; other content under its key is refused", async () => {
  const key = randomUUID();
  const [first, second] = await Promise.all([report(world.owner, {}, key), report(world.owner, {}, key)]);
  assert.deepEqual(first, second);
  assert.deepEqual(await report(world.owner, {}, key), first);
  assert.equal(await codeOf(report(world.owner, { description: "别的" }, key)), "IDEMPOTENCY_MISMATCH");
});

test("numbers of a day have no gaps, also when reports fail in between and many come at once", async () => {
  const own = await makeWorld(connection);
  const attempt = (n: number) =>
    codeOf(
      perform(
        reportRepair,
        as(own.owner, connection),
        {
          placeId: own.places.ownHome,
          placeWords: "",
          faultCode: n % 4 === 0 ? "retired-fault" : "tap-drips",
          urgency: 3,
          description: `no ${n}`,
          photoIds: n % 7 === 0 ? [randomUUID()] : [],
          contactName: "",
        },
        randomUUID(),
      ),
    );
  const results = await Promise.all(Array.from({ length: 40 }, (_, n) => attempt(n)));
  const filed = results.filter((r) => r === null).length;
  const rows = await connection.db.select().from(ticket).where(eq(ticket.siteId, own.siteId));
  const counts = rows.map((r) => Number(r.number.split("-").at(-1))).sort((a, b) => a - b);
  assert.ok(filed > 20 && filed < 40);
  assert.deepEqual(
    counts,
    Array.from({ length: filed }, (_, i) => i + 1),
  );
  const stream = await connection.db
    .select({ seq: event.seq })
    .from(event)
    .where(eq(event.siteId, own.siteId))
    .orderBy(asc(event.seq));
  assert.deepEqual(
    stream.map((e) => e.seq),
    Array.from({ length: filed }, (_, i) => i + 1),
  );
});

test("twenty dispatchers at once make one assignment; the others hear who, whom and when", async () => {
  const { ticketId } = await report();
  const attempts = Array.from({ length: 20 }, (_, n) =>
    perform(
      assignTechnician,
      as(n % 2 ? world.dispatcher : world.dispatcher2, connection),
      { ticketId, version: 1, technicianId: n % 3 ? world.technician.personId : world.technician2.personId },
      randomUUID(),
    ),
  );
  const settled = await Promise.allSettled(attempts);
  assert.equal(settled.filter((s) => s.status === "fulfilled").length, 1);
  for (const lost of settled.filter((s) => s.status === "rejected")) {
    assert.ok(lost.reason instanceof Refused);
    const { code, params } = lost.reason.refusal;
    assert.equal(code, "TICKET_TAKEN");
    assert.ok(["李建国", "张伟"].includes(String(params?.to)));
    assert.ok(["dispatcher", "dispatcher2"].includes(String(params?.by)));
  }
  assert.equal((await eventsOf(ticketId)).length, 2);
});

test("what was seen must still be true: a changed urgency stops a dispatch, not a technician's step", async () => {
  const { ticketId } = await report();
  await perform(
    triageTicket,
    as(world.dispatcher2, connection),
    { ticketId, version: 1, urgency: 2, faultCode: "tap-drips", words: "" },
    randomUUID(),
  );
  const dispatch = { ticketId, version: 1, technicianId: world.technician.personId };
  assert.equal(
    await codeOf(perform(assignTechnician, as(world.dispatcher, connection), dispatch, randomUUID())),
    "STALE",
  );
  await perform(
    assignTechnician,
    as(world.dispatcher, connection),
    { ...dispatch, version: 2 },
    randomUUID(),
  );
  await perform(
    triageTicket,
    as(world.dispatcher2, connection),
    { ticketId, version: 3, urgency: 1, faultCode: "tap-drips", words: "" },
    randomUUID(),
  );
  await step(acceptJob, ticketId, 3);
  assert.equal((await stateOf(ticketId)).status, "accepted");
});

test("a step out of turn, of somebody else, or by somebody not eligible is refused and changes nothing", async () => {
  const { ticketId } = await report();
  const assign = (technicianId: string, version = 1) =>
    codeOf(
      perform(
        assignTechnician,
        as(world.dispatcher, connection),
        { ticketId, version, technicianId },
        randomUUID(),
      ),
    );
  assert.equal(await assign(world.offDuty.personId), "NOT_ELIGIBLE");
  assert.equal(await assign(randomUUID()), "NOT_FOUND");
  assert.equal(await codeOf(step(acceptJob, ticketId, 1)), "NOT_FOUND");
  assert.equal(await assign(world.technician.personId), null);
  assert.equal(await codeOf(step(departForJob, ticketId, 2)), "STATE");
  assert.equal(await codeOf(step(acceptJob, ticketId, 2, world.technician2)), "NOT_FOUND");
  await perform(
    declineJob,
    as(world.technician, connection),
    { ticketId, version: 2, reason: "busy", words: "" },
    randomUUID(),
  );
  assert.equal(await codeOf(step(acceptJob, ticketId, 3)), "STATE");
  assert.equal((await eventsOf(ticketId)).length, 3);
});

test("after two declines only a lead may dispatch", async () => {
  const { ticketId } = await report();
  let version = 1;
  for (const who of [world.technician, world.technician2]) {
    await perform(
      assignTechnician,
      as(world.dispatcher, connection),
      { ticketId, version: version++, technicianId: who.personId },
      randomUUID(),
    );
    await perform(
      declineJob,
      as(who, connection),
      { ticketId, version: version++, reason: "tools", words: "没有工具" },
      randomUUID(),
    );
  }
  const told = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.ticketId, ticketId), eq(notification.kind, "lead_rules")));
  assert.deepEqual(
    told.map((each) => [each.personId, each.channel]),
    [[world.lead.personId, "push"]],
    "told once, when it became a lead's to rule",
  );
  const overrule = { reason: "nobody_else", words: "" } as const;
  const again = { ticketId, version, technicianId: world.technician.personId, overrule };
  assert.equal(
    await codeOf(perform(assignTechnician, as(world.dispatcher, connection), again, randomUUID())),
    "LEAD_MUST_RULE",
  );
  assert.equal(
    await codeOf(perform(assignTechnician, as(world.lead, connection), again, randomUUID())),
    null,
  );
});
