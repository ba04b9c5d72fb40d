import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq, isNull } from "drizzle-orm";
import { type Connection, connect } from "#db/client.ts";
import { absence } from "#db/schema/availability.ts";
import { escalation, escalationRing } from "#db/schema/escalation.ts";
import { event, notification } from "#db/schema/event.ts";
import { person, shift, staffAccount } from "#db/schema/person.ts";
import { pushSubscription } from "#db/schema/push.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { makeWorld, type World } from "../../testing/world.ts";
import { detachFromIncident } from "../incident/members.ts";
import { openIncident } from "../incident/open.ts";
import { perform, read } from "../operation.ts";
import { prepareTime } from "../sla/prepare.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { cancelTicket } from "../ticket/end.ts";
import { mergeTicket, unmergeTicket } from "../ticket/merge.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob } from "../ticket/steps.ts";
import { triageTicket } from "../ticket/triage.ts";
import { undoDeed } from "../ticket/undo.ts";
import { acknowledgeEscalation } from "./acknowledge.ts";
import { listEscalations } from "./list.ts";
import { ringDue } from "./ring.ts";

const start = Date.parse("2026-11-23T02:00:00.000Z");
const at = (minutes: number) => new Date(start + minutes * 60_000);
let connection: Awaited<ReturnType<typeof testDatabase>>;
let world: World;

before(async () => {
  connection = await testDatabase();
  await prepareTime(connection.db, at(-60));
});
after(() => connection.drop());

const as = (actor: Actor, now: Date) => ({ actor, now, db: connection.db });
const work = (personId: string) =>
  connection.db.insert(shift).values({ id: randomUUID(), personId, startsAt: at(-60), endsAt: at(600) });

/** A fresh estate, with its lead on duty and its manager at home unless told otherwise. */
async function estate(onDuty: Array<"lead" | "manager"> = ["lead"]) {
  world = await makeWorld(connection, at(0));
  for (const role of onDuty) await work(world[role].personId);
  await connection.db
    .update(person)
    .set({ phone: "+8613900000001" })
    .where(eq(person.id, world.lead.personId));
}

/** Reported at minute 0: urgent repairs are to be accepted by minute 5 and reached by minute 30. */
async function report(urgency: 1 | 2 = 2) {
  const input = {
    placeId: world.places.ownHome,
    placeWords: "",
    faultCode: "tap-drips",
    urgency,
    description: "漏水",
    photoIds: [],
    contactName: "",
  };
  return (await perform(reportRepair, as(world.owner, at(0)), input as never, randomUUID())).ticketId;
}

const assign = (ticketId: string, technician = world.technician, minute = 1) =>
  perform(
    assignTechnician,
    as(world.dispatcher, at(minute)),
    { ticketId, version: 1, technicianId: technician.personId },
    randomUUID(),
  );
const ringsOf = (ticketId: string) =>
  connection.db
    .select({ e: escalation, r: escalationRing })
    .from(escalationRing)
    .innerJoin(escalation, eq(escalation.id, escalationRing.escalationId))
    .where(eq(escalation.ticketId, ticketId))
    .orderBy(asc(escalationRing.at), asc(escalation.position), asc(escalationRing.ring));
const told = async (ticketId: string) =>
  (await ringsOf(ticketId)).map(({ e, r }) => `${e.clock} ${e.position} #${r.ring} ${r.rung ?? "nobody"}`);
const open = (ticketId: string) =>
  connection.db
    .select()
    .from(escalation)
    .where(and(eq(escalation.ticketId, ticketId), isNull(escalation.endedAt)))
    .orderBy(asc(escalation.position));
const ring = (minutes: number) => ringDue(connection.db, at(minutes));

test("the ladder climbs: warned before, the next at the deadline, the lead after, and the manager is not woken", async () => {
  await estate();
  const ticketId = await report();
  await assign(ticketId);
  assert.equal(await ring(2), 0);
  await ring(3);
  assert.deepEqual(await told(ticketId), ["acknowledge 0 #1 technician"]);
  await ring(5);
  assert.deepEqual((await told(ticketId)).slice(1), ["acknowledge 1 #1 next"]);
  await ring(10);
  assert.deepEqual((await told(ticketId)).slice(2), [
    "acknowledge 1 #2 next",
    "acknowledge 2 #1 lead",
    "contact 4 #1 technician",
    "contact 10 #1 technician",
  ]);
  await ring(20);
  const rings = await ringsOf(ticketId);
  const manager = rings.find(({ e }) => e.clock === "acknowledge" && e.position === 3)!;
  assert.equal(manager.e.rung, "manager");
  assert.equal(
    manager.r.personId,
    null,
    "off duty and the policy does not say so: nobody, and the list shows it",
  );
  for (const { r } of rings) assert.equal(r.onDuty, r.personId !== null);
  const events = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "escalated")));
  const answering = events.filter((e) => e.data.clock === "acknowledge");
  assert.deepEqual(answering.map((e) => [e.data.clock, e.data.rung, e.data.channel]).slice(0, 3), [
    ["acknowledge", "technician", "push"],
    ["acknowledge", "next", "push"],
    ["acknowledge", "lead", "message"],
  ]);
  assert.deepEqual(events[0]!.actor, { kind: "system", id: "escalation" });
});

test("whose account is closed is not called, though he holds the job and the rota still names him", async () => {
  await estate();
  const ticketId = await report();
  await assign(ticketId);
  await connection.db
    .insert(staffAccount)
    .values({ personId: world.technician.personId, login: randomUUID(), passwordHash: "", disabledAt: at(2) })
    .onConflictDoUpdate({ target: staffAccount.personId, set: { disabledAt: at(2) } });
  await ring(3);
  assert.deepEqual(await told(ticketId), ["acknowledge 0 #1 next"]);
});

test("a step that is a message goes into the outbox, one that is a push rings a technician, once per ring", async () => {
  await estate();
  const ticketId = await report();
  await ring(10);
  await ring(10);
  const sent = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.ticketId, ticketId), eq(notification.kind, "escalated")));
  assert.deepEqual(
    sent.filter((m) => m.channel === "sms").map((m) => [m.personId, m.address, m.payload.time]),
    [[world.lead.personId, "+8613900000001", "10:05"]],
  );
  const technicians = [world.technician.personId, world.technician2.personId];
  const pushed = sent.filter((m) => m.channel === "push");
  assert.ok(pushed.length > 0);
  for (const { personId } of pushed) assert.ok(technicians.includes(personId ?? ""));
});

test("who cannot be reached as the ladder says is reached otherwise, and the record says so", async () => {
  const reach = async (phone: string | null, browser: boolean) => {
    await estate();
    const { personId, sessionId } = world.lead as Extract<Actor, { kind: "staff" }>;
    await connection.db.update(person).set({ phone }).where(eq(person.id, personId));
    if (browser)
      await connection.db.insert(pushSubscription).values({
        id: randomUUID(),
        personId,
        sessionId,
        endpoint: `https://push.example/${randomUUID()}`,
        p256dh: "key",
        auth: "secret",
        createdAt: at(0),
      });
    const ticketId = await report(1);
    await ring(4);
    await ring(5);
    const rings = (await ringsOf(ticketId)).filter(({ r }) => r.personId === personId);
    const told = await connection.db
      .select()
      .from(notification)
      .where(and(eq(notification.ticketId, ticketId), eq(notification.personId, personId)));
    const events = await connection.db
      .select()
      .from(event)
      .where(and(eq(event.ticketId, ticketId), eq(event.type, "escalated")));
    const list = await read(listEscalations, as(world.dispatcher, at(6)), {});
    return {
      // The ladder: accept by minute 3, one later the lead by message; contact by minute 5, the lead by push.
      rang: rings.map(({ e, r }) => `${e.clock} ${r.channel}`).sort(),
      told: told.map((m) => m.channel).sort(),
      instead: events.filter((e) => e.data.rung === "lead").map((e) => e.data.instead ?? null),
      numbers: list.filter((line) => line.called?.id === personId).map((line) => line.called?.phone),
    };
  };
  assert.deepEqual(await reach("+8613900000001", true), {
    rang: ["acknowledge message", "contact push"],
    told: ["push", "sms"],
    instead: [null, null],
    numbers: [null, null],
  });
  assert.deepEqual(await reach("+8613900000001", false), {
    rang: ["acknowledge message", "contact message"],
    told: ["sms", "sms"],
    instead: [null, "push"],
    numbers: [null, null],
  });
  assert.deepEqual(await reach("+865718888001", false), {
    rang: ["acknowledge call", "contact call"],
    told: [],
    instead: ["message", "push"],
    numbers: ["+865718888001", "+865718888001"],
  });
});

test("danger to life: the manager is called at home, and it rings until a named person acknowledges", async () => {
  await estate([]);
  const ticketId = await report(1);
  for (let minute = 1; minute <= 16; minute++) await ring(minute);
  const calls = (await ringsOf(ticketId)).filter(
    ({ e }) => e.clock === "acknowledge" && e.rung === "manager",
  );
  assert.deepEqual(
    calls.map(({ r }) => [r.ring, r.personId, r.onDuty]),
    [1, 2, 3].map((n) => [n, world.manager.personId, false]),
  );
  const list = await read(listEscalations, as(world.dispatcher, at(16)), {});
  const mine = list.filter((line) => line.ticketId === ticketId);
  assert.ok(mine.some((line) => line.channel === "call" && line.called?.id === world.manager.personId));
  const answered = await perform(
    acknowledgeEscalation,
    as(world.manager, at(16)),
    { escalationId: calls[0]!.e.id, words: "我来安排" },
    randomUUID(),
  );
  assert.ok(answered.silenced.length >= 2);
  const before = (await told(ticketId)).filter((line) => line.startsWith("acknowledge")).length;
  for (let minute = 17; minute <= 60; minute++) await ring(minute);
  assert.equal((await told(ticketId)).filter((line) => line.startsWith("acknowledge")).length, before);
  const [heard] = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "escalation_acknowledged")));
  assert.deepEqual(heard!.actor, { kind: "staff", id: world.manager.personId, role: "manager" });
  await assert.rejects(
    perform(
      acknowledgeEscalation,
      as(world.dispatcher, at(61)),
      { escalationId: calls[0]!.e.id, words: "" },
      randomUUID(),
    ),
    (e: unknown) => {
      assert.ok(e instanceof Refused);
      const { code, params } = e.refusal;
      assert.deepEqual(
        [code, params?.status, params?.by, params?.seconds],
        ["STATE", "acknowledged", "manager", 45 * 60],
      );
      return true;
    },
  );
});

test("two servers on one database ring each ring once", async () => {
  await estate();
  // One after another: a resident's own burst is held back, and that is not what is shown here.
  const tickets: string[] = [];
  for (let n = 0; n < 12; n++) tickets.push(await report());
  const other: Connection = connect(connection.url, { max: 10, name: "the other server" });
  try {
    for (const minute of [4, 6, 11, 16]) {
      const made = await Promise.all(
        [connection, other, connection, other].map(({ db }) => ringDue(db, at(minute))),
      );
      assert.ok(made.reduce((sum, n) => sum + n, 0) > 0);
    }
  } finally {
    await other.close();
  }
  for (const ticketId of tickets) {
    const lines = await told(ticketId);
    assert.equal(new Set(lines).size, lines.length);
    assert.deepEqual(lines, await told(tickets[0]!), "every ticket was told the same");
  }
});

test("a timer outlives the server: what fell due while nothing ran rings once when it is back", async () => {
  await estate();
  const ticketId = await report();
  await ring(3);
  // Nothing runs for forty minutes; then another process begins.
  const back: Connection = connect(connection.url, { max: 3, name: "started again" });
  try {
    await ringDue(back.db, at(43));
    const lines = await told(ticketId);
    assert.equal(lines.filter((line) => line.startsWith("acknowledge 1 ")).length, 1, "one ring, not eight");
    assert.equal(await ringDue(back.db, at(43)), 0);
  } finally {
    await back.close();
  }
});

test("a round that breaks in the middle leaves nothing half done, and the next one rings", async () => {
  await estate();
  const ticketId = await report();
  const lines = await told(ticketId);
  const second = connect(connection.url, { max: 2, name: "breaks" });
  const broken = ringDue(second.db, at(5), () => {});
  await second.sql.end({ timeout: 0 });
  await broken.catch(() => {});
  await ring(5);
  const now = await told(ticketId);
  assert.ok(now.length > lines.length);
  assert.equal(new Set(now).size, now.length);
});

test("when the reason is gone nothing rings: accepted, cancelled, moved", async () => {
  await estate();
  const accepted = await report();
  await assign(accepted);
  await ring(6);
  assert.ok((await open(accepted)).length > 0);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, accepted));
  await perform(
    acceptJob,
    as(world.technician, at(7)),
    { ticketId: accepted, version: row!.version },
    randomUUID(),
  );
  const still = await open(accepted);
  assert.deepEqual(
    still.filter((e) => e.clock === "acknowledge"),
    [],
  );
  const answered = async () => (await told(accepted)).filter((line) => line.startsWith("acknowledge"));
  const before = await answered();
  await ring(9);
  assert.deepEqual(await answered(), before);

  const cancelled = await report();
  await perform(
    cancelTicket,
    as(world.owner, at(2)),
    { ticketId: cancelled, version: 1, reason: "mistake", words: "" },
    randomUUID(),
  );
  const [gone] = await connection.db.select().from(ticket).where(eq(ticket.id, cancelled));
  assert.equal(gone!.escalateAt, null);
  // Even a timer that was left behind asks the ticket first.
  await connection.db
    .update(ticket)
    .set({ escalateAt: at(3) })
    .where(eq(ticket.id, cancelled));
  await ring(50);
  assert.deepEqual(await told(cancelled), []);

  const calmer = await report();
  await perform(
    triageTicket,
    as(world.dispatcher, at(1)),
    { ticketId: calmer, version: 1, urgency: 3, faultCode: "tap-drips", words: "" },
    randomUUID(),
  );
  await ring(16);
  assert.deepEqual(await told(calmer), [], "half an hour of work is promised now");
});

const rowOf = async (ticketId: string) => {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
};
const versionOf = async (ticketId: string) => (await rowOf(ticketId)).version;
const calls = (actor: Actor, ticketId: string, minute: number) =>
  read(listEscalations, as(actor, at(minute)), {}).then((list) =>
    list.filter((line) => line.ticketId === ticketId),
  );

test("a deed taken back brings its calls back: they are on the list again, and somebody can acknowledge", async () => {
  const deeds = {
    cancelled: (ticketId: string, version: number) =>
      perform(
        cancelTicket,
        as(world.dispatcher, at(12)),
        { ticketId, version, reason: "mistake", words: "" },
        randomUUID(),
      ),
    "ruled calmer": (ticketId: string, version: number) =>
      perform(
        triageTicket,
        as(world.dispatcher, at(12)),
        { ticketId, version, urgency: 3, faultCode: "tap-drips", words: "" },
        randomUUID(),
      ),
  };
  for (const [name, deed] of Object.entries(deeds)) {
    await estate();
    const ticketId = await report();
    for (let minute = 1; minute <= 12; minute++) await ring(minute);
    const rang = (await open(ticketId)).map((e) => e.id);
    assert.ok(rang.length > 2);
    const { version } = await deed(ticketId, await versionOf(ticketId));
    assert.deepEqual(await calls(world.dispatcher, ticketId, 12), [], name);
    await perform(undoDeed, as(world.dispatcher, at(13)), { ticketId, version }, randomUUID());
    const back = await calls(world.dispatcher, ticketId, 13);
    assert.deepEqual(new Set(back.map((line) => line.id)), new Set(rang), name);
    const line = back.find((each) => each.clock === "acknowledge")!;
    const heard = { escalationId: line.id, words: "" };
    await perform(acknowledgeEscalation, as(world.dispatcher, at(14)), heard, randomUUID());
    const silent = async () => (await told(ticketId)).filter((each) => each.startsWith("acknowledge")).length;
    const before = await silent();
    for (let minute = 14; minute <= 30; minute++) await ring(minute);
    assert.equal(await silent(), before, name);
  }
});

test("what fell due between a deed and its taking back rings once it is taken back", async () => {
  await estate();
  const ticketId = await report();
  const wrong = { ticketId, version: 1, reason: "mistake", words: "" } as const;
  const { version } = await perform(cancelTicket, as(world.dispatcher, at(4)), wrong, randomUUID());
  await ring(5);
  await perform(undoDeed, as(world.dispatcher, at(6)), { ticketId, version }, randomUUID());
  await ring(6);
  assert.ok((await told(ticketId)).includes("acknowledge 1 #1 next"), "late since minute five");
});

test("merged by mistake and taken out again, a ticket is as late as it was and calls for it", async () => {
  await estate();
  const [ticketId, intoId] = [await report(), await report()];
  const before = await rowOf(ticketId);
  const merge = { ticketId, version: before.version, intoId, words: "" };
  const { version } = await perform(mergeTicket, as(world.dispatcher, at(1)), merge, randomUUID());
  assert.equal((await rowOf(ticketId)).dueAt, null);
  await perform(unmergeTicket, as(world.dispatcher, at(8)), { ticketId, version, words: "" }, randomUUID());
  const now = await rowOf(ticketId);
  const promised = ({ dueAt, acknowledgeBy, arriveBy, finishBy }: typeof now) => [
    dueAt,
    acknowledgeBy,
    arriveBy,
    finishBy,
  ];
  assert.deepEqual(promised(now), promised(before));
  await ring(8);
  assert.ok((await told(ticketId)).includes("acknowledge 1 #1 next"), "late since minute five");
});

test("under an incident the one that is the work calls, the others for nobody until they are on their own", async () => {
  await estate();
  const ids = [await report(), await report()];
  await ring(4);
  const tickets = await Promise.all(
    ids.map(async (ticketId) => ({ ticketId, version: await versionOf(ticketId) })),
  );
  const input = openIncident.input.parse({ tickets });
  await perform(openIncident, as(world.dispatcher, at(4)), input, randomUUID());
  const rows = await Promise.all(ids.map(rowOf));
  const [work, waits] = [
    rows.find((row) => row.leadsIncident)!.id,
    rows.find((row) => !row.leadsIncident)!.id,
  ];
  assert.deepEqual(await open(waits), [], "what rang is over");
  const rang = (await told(waits)).length;
  for (let minute = 5; minute <= 15; minute++) await ring(minute);
  assert.equal((await told(waits)).length, rang);
  assert.ok((await told(work)).length > rang);
  // Even a timer that was left behind asks the ticket first.
  await connection.db
    .update(ticket)
    .set({ escalateAt: at(15) })
    .where(eq(ticket.id, waits));
  await ring(16);
  assert.equal((await told(waits)).length, rang);
  await perform(
    detachFromIncident,
    as(world.dispatcher, at(17)),
    { ticketId: waits, version: await versionOf(waits) },
    randomUUID(),
  );
  await ring(17);
  assert.ok(
    (await told(waits)).includes("acknowledge 2 #1 lead"),
    "late since minute five, and its own work now",
  );
});

test("who has gone ill or off in his shift is not called; who is on a break is", async () => {
  await estate();
  const ticketId = await report();
  await assign(ticketId);
  const away = (presence: "ill" | "break", reason: "unwell" | "meal") =>
    connection.db.insert(absence).values({
      id: randomUUID(),
      personId: world.technician.personId,
      presence,
      reason,
      setById: world.technician.personId,
      since: at(2),
    });
  await away("ill", "unwell");
  await ring(3);
  const [first] = await ringsOf(ticketId);
  assert.notEqual(first!.r.personId, world.technician.personId);
  assert.equal(first!.r.rung, "next", "the call goes on to somebody who is there");

  await connection.db.delete(absence).where(eq(absence.personId, world.technician.personId));
  const other = await report();
  await assign(other, world.technician, 1);
  await away("break", "meal");
  await ring(4);
  const [called] = await ringsOf(other);
  assert.equal(called!.r.personId, world.technician.personId);
});

test("a raised urgency rings at once for what is late already", async () => {
  await estate();
  const input = {
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "x",
    contactName: "",
    photoIds: [],
    placeWords: "",
  };
  const { ticketId } = await perform(reportRepair, as(world.owner, at(0)), input as never, randomUUID());
  await perform(
    triageTicket,
    as(world.dispatcher, at(8)),
    { ticketId, version: 1, urgency: 2, faultCode: "tap-drips", words: "" },
    randomUUID(),
  );
  await ring(8);
  assert.deepEqual(await told(ticketId), [
    "acknowledge 0 #1 next",
    "acknowledge 1 #1 next",
    "contact 10 #1 next",
  ]);
});

test("who sees what: the one who is called, the desk of the site, nobody else", async () => {
  await estate();
  const ticketId = await report();
  await assign(ticketId);
  await ring(3);
  const seen = async (actor: Actor) =>
    (await read(listEscalations, as(actor, at(3)), {})).filter((line) => line.ticketId === ticketId);
  assert.equal((await seen(world.technician))[0]?.mine, true);
  assert.equal((await seen(world.dispatcher))[0]?.mine, false);
  assert.deepEqual(await seen(world.technician2), []);
  const elsewhere = await makeWorld(connection, at(0));
  assert.deepEqual(await seen(elsewhere.dispatcher), []);
  const [line] = await seen(world.technician);
  const hear = (actor: Actor) =>
    perform(acknowledgeEscalation, as(actor, at(4)), { escalationId: line!.id, words: "" }, randomUUID());
  await assert.rejects(
    hear(world.technician2),
    (e: unknown) => e instanceof Refused && e.refusal.code === "NOT_FOUND",
  );
  await assert.rejects(
    hear(elsewhere.manager),
    (e: unknown) => e instanceof Refused && e.refusal.code === "NOT_FOUND",
  );
  await hear(world.technician);
  // He has heard the warning; that the promise breaks is told all the same.
  await ring(5);
  assert.ok((await told(ticketId)).includes("acknowledge 1 #1 next"));
});

test("however much rings, a danger is in the list, before everything else", async () => {
  await estate();
  const [old, danger] = [await report(2), await report(1)];
  const rung = (ticketId: string, n: number) => ({
    id: randomUUID(),
    siteId: world.siteId,
    ticketId,
    clock: "finish" as const,
    dueAt: at(n),
    position: n,
    rung: "lead" as const,
    channel: "call" as const,
    startedAt: at(n),
    rings: 1,
    lastRungAt: at(n),
  });
  const many = Array.from({ length: 205 }, (_, n) => rung(old, n));
  await connection.db.insert(escalation).values([...many, rung(danger, 300)]);
  const listed = await read(listEscalations, as(world.dispatcher, at(301)), {});
  assert.equal(listed[0]?.ticketId, danger);
  assert.deepEqual(
    listed.slice(1).map((each) => each.dueAt),
    many.slice(0, 199).map((each) => each.dueAt.toISOString()),
  );
});
