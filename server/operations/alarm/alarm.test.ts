import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, eq, isNull } from "drizzle-orm";
import { alarm, alarmHead } from "#db/schema/alarm.ts";
import { shift, staffRole, technicianSkill } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { AlarmKind } from "../../domain/alarm/kind.ts";
import { Refused } from "../../domain/refusal.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardDetail } from "../board/detail.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { cancelTicket } from "../ticket/end.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob } from "../ticket/steps.ts";
import { triageTicket } from "../ticket/triage.ts";
import { acknowledgeAlarm } from "./acknowledge.ts";
import { listAlarms } from "./list.ts";
import { reviewAll } from "./review.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

async function fresh() {
  world = await makeWorld(connection);
}

async function file(more: object = {}, actor: Actor = world.operator) {
  const input = reportRepair.input.parse({
    placeId: world.places.lift,
    faultCode: "lift-trapped",
    urgency: 1,
    description: "两个人困在里面",
    contactName: "王丽",
    ...more,
  });
  return (await perform(reportRepair, as(actor, connection), input, randomUUID())).ticketId;
}

const list = (actor: Actor = world.dispatcher, now?: Date) =>
  read(listAlarms, as(actor, connection, now), {});
const kinds = async (ticketId: string) =>
  (await list()).open.filter((each) => each.ticketId === ticketId).map((each) => each.kind);
const acknowledge = (actor: Actor, alarmId: string) =>
  perform(acknowledgeAlarm, as(actor, connection), { alarmId }, randomUUID());

async function versionOf(ticketId: string): Promise<number> {
  const [row] = await connection.db
    .select({ version: ticket.version })
    .from(ticket)
    .where(eq(ticket.id, ticketId));
  return row!.version;
}

async function liftMan() {
  const who = await world.worker("赵师傅", { skill: "lift" });
  await connection.db
    .update(technicianSkill)
    .set({ certifiedUntil: "2099-01-01" })
    .where(eq(technicianSkill.personId, who.personId));
  return who;
}

test("a danger rings from the moment it is on record, and says that nobody may go", async () => {
  await fresh();
  const ticketId = await file();
  const { open, versions } = await list();
  assert.deepEqual(
    open.map((each) => each.kind),
    ["danger", "nobody"],
  );
  assert.ok(open.every((each) => each.ticketId === ticketId && each.acknowledgedAt === null));
  assert.equal(versions[world.siteId], 1, "one change, however many alarms");
  assert.deepEqual(open[1]?.shortfall, {
    skill: "lift",
    certificate: true,
    until: null,
    uncertified: 0,
    callIn: [],
    lend: [],
    level: 1,
    causes: [],
    soonest: null,
    overrule: [],
  });
});

test("routine work never rings, and one report raises each kind once", async () => {
  await fresh();
  const routine = await file({ placeId: world.places.ownHome, faultCode: "tap-drips", urgency: 3 });
  await reviewAll(connection.db, new Date(Date.now() + 86_400_000));
  assert.deepEqual(await kinds(routine), []);
  const urgent = await file();
  await reviewAll(connection.db, new Date());
  await reviewAll(connection.db, new Date());
  assert.deepEqual(await kinds(urgent), ["danger", "nobody"]);
});

/** So many more tickets like this one, each with an alarm of that kind since then. */
async function copies(ticketId: string, count: number, kind: AlarmKind, raisedAt: Date): Promise<void> {
  const [like] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const rows = Array.from({ length: count }, (_, n) => ({
    ...like!,
    id: randomUUID(),
    number: `${like!.number}-${raisedAt.getTime()}-${n}`,
  }));
  await connection.db.insert(ticket).values(rows);
  await connection.db
    .insert(alarm)
    .values(rows.map((row) => ({ id: randomUUID(), siteId: row.siteId, ticketId: row.id, kind, raisedAt })));
}

test("with hundreds standing the newest danger is there and comes before everything less grave", async () => {
  await fresh();
  await liftMan();
  const ticketId = await file();
  const before = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await copies(ticketId, 300, "overdue", before(600));
  await copies(ticketId, 5, "danger", before(300));
  const { open, more } = await list();
  assert.equal(more, true);
  assert.deepEqual(
    open.slice(0, 7).map((each) => each.kind),
    [...Array.from({ length: 6 }, () => "danger"), "overdue"],
  );
  assert.equal(open[5]?.ticketId, ticketId, "the newest danger, after those that wait longer");
  await copies(ticketId, 300, "danger", before(500));
  const flooded = await list();
  assert.ok(
    flooded.open.some((each) => each.ticketId === ticketId),
    "and not even older dangers hide it",
  );
  assert.ok(flooded.open.length <= 220);
});

test("a round looks at every urgent ticket, however many to a page, each once", async () => {
  await fresh();
  const tickets: string[] = [];
  for (let n = 0; n < 7; n++) tickets.push(await file());
  await connection.db.delete(alarm);
  const looked = await reviewAll(connection.db, new Date(), 2);
  assert.ok(looked >= tickets.length);
  for (const ticketId of tickets) assert.deepEqual(await kinds(ticketId), ["danger", "nobody"]);
  assert.equal(await reviewAll(connection.db, new Date()), looked);
});

test("two servers that look at the same moment raise it once", async () => {
  await fresh();
  await liftMan();
  const ticketId = await file();
  const later = new Date(Date.now() + 4 * 60_000);
  await Promise.all(Array.from({ length: 6 }, () => reviewAll(connection.db, later)));
  await reviewAll(connection.db, later);
  const rows = await connection.db.select().from(alarm).where(eq(alarm.ticketId, ticketId));
  assert.deepEqual(rows.map((row) => row.kind).sort(), ["danger", "unanswered"]);
});

test("of many who acknowledge one is the one, and the others learn who", async () => {
  await fresh();
  const ticketId = await file();
  const [danger] = (await list()).open;
  const people = [world.operator, world.dispatcher, world.dispatcher2, world.lead, world.manager];
  const answers = await Promise.all(people.map((who) => acknowledge(who, danger!.id)));
  const first = answers.filter((answer) => answer.first);
  assert.equal(first.length, 1);
  assert.ok(answers.every((answer) => answer.by === first[0]?.by && answer.at === first[0]?.at));
  const { open, log } = await list(world.lead);
  assert.equal(open.at(-1)?.id, danger!.id, "what is acknowledged comes last");
  assert.equal(log.find((line) => line.id === danger!.id)?.by?.name, first[0]?.by);
  const { entries } = await read(boardDetail, as(world.lead, connection), { ticketId });
  const said = entries.filter((entry) => entry.type === "alarm_acknowledged");
  assert.deepEqual(
    said.map((entry) => [entry.by?.name, entry.data.alarmId]),
    [[first[0]?.by, danger!.id]],
    "the ticket's own story says it, once",
  );
});

test("an alarm of another site is not found, and a technician may not ask", async () => {
  await fresh();
  const mine = world;
  await file();
  const [danger] = (await list()).open;
  await fresh();
  const no = (code: string) => (error: unknown) => error instanceof Refused && error.refusal.code === code;
  await assert.rejects(acknowledge(world.dispatcher, danger!.id), no("NOT_FOUND"));
  await assert.rejects(acknowledge(mine.technician, danger!.id), no("NOT_ALLOWED"));
  assert.deepEqual((await list(world.dispatcher)).open, []);
});

test("the reason goes away and so does the alarm: dispatched, accepted, ruled routine, cancelled", async () => {
  await fresh();
  const man = await liftMan();
  const sent = await file();
  assert.deepEqual(await kinds(sent), ["danger"]);
  const order = { ticketId: sent, version: 1, technicianId: man.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
  assert.deepEqual(await kinds(sent), ["danger"], "until he says that he goes");
  await perform(acceptJob, as(man, connection), { ticketId: sent, version: 2 }, randomUUID());
  assert.deepEqual(await kinds(sent), []);

  const ruled = await file({ placeId: world.places.ownHome, faultCode: "tap-drips", urgency: 1 });
  assert.deepEqual(await kinds(ruled), ["danger"]);
  const ruling = triageTicket.input.parse({
    ticketId: ruled,
    version: 1,
    urgency: 3,
    faultCode: "tap-drips",
  });
  await perform(triageTicket, as(world.dispatcher, connection), ruling, randomUUID());
  assert.deepEqual(await kinds(ruled), []);
  const graver = {
    ...ruling,
    version: await versionOf(ruled),
    urgency: 1 as const,
    faultCode: "lift-trapped",
  };
  await perform(triageTicket, as(world.dispatcher, connection), graver, randomUUID());
  assert.deepEqual(await kinds(ruled), ["danger"], "a reason that comes back is a new alarm");
  const end = { ticketId: ruled, version: await versionOf(ruled), reason: "mistake" as const, words: "" };
  await perform(cancelTicket, as(world.dispatcher, connection), cancelTicket.input.parse(end), randomUUID());
  assert.deepEqual(await kinds(ruled), []);
  const rows = await connection.db.select().from(alarm).where(eq(alarm.ticketId, ruled));
  assert.equal(rows.length, 2, "both are in the log");
});

test("a broken promise rings: nobody answered, then he is not there", async () => {
  await fresh();
  const man = await liftMan();
  const ticketId = await file();
  await reviewAll(connection.db, new Date(Date.now() + 2 * 60_000));
  assert.deepEqual(await kinds(ticketId), ["danger"]);
  await reviewAll(connection.db, new Date(Date.now() + 4 * 60_000));
  assert.deepEqual(await kinds(ticketId), ["danger", "unanswered"]);
  const order = { ticketId, version: 1, technicianId: man.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), order, randomUUID());
  await perform(acceptJob, as(man, connection), { ticketId, version: 2 }, randomUUID());
  assert.deepEqual(await kinds(ticketId), []);
  await reviewAll(connection.db, new Date(Date.now() + 20 * 60_000));
  assert.deepEqual(await kinds(ticketId), ["overdue"]);
});

test("nobody eligible says until when and who could help; a shift that begins clears it", async () => {
  await fresh();
  const man = await liftMan();
  const from = new Date(Date.now() + 3 * 3_600_000);
  await connection.db
    .update(shift)
    .set({ startsAt: from, endsAt: new Date(from.getTime() + 8 * 3_600_000) })
    .where(eq(shift.personId, man.personId));
  const uncertified = await world.worker("钱师傅", { skill: "lift" });
  const ticketId = await file();
  const found = (await list()).open.find((each) => each.kind === "nobody");
  assert.equal(found?.shortfall?.until, from.toISOString());
  assert.equal(found?.shortfall?.uncertified, 1, "one is here without the certificate");
  assert.deepEqual(found?.shortfall?.callIn, [{ id: man.personId, from: from.toISOString() }]);
  assert.ok((await list()).people.staff.some((who) => who.name === "赵师傅"));

  const near = world;
  const lender = await makeWorld(connection);
  const lent = await lender.worker("孙师傅", { skill: "lift" });
  await connection.db
    .update(technicianSkill)
    .set({ certifiedUntil: "2099-01-01" })
    .where(eq(technicianSkill.personId, lent.personId));
  await reviewAll(connection.db, new Date());
  const again = (await list(near.dispatcher)).open.find((each) => each.kind === "nobody");
  assert.equal(again?.id, found?.id, "the same alarm, better advised");
  assert.ok(again?.shortfall?.lend.some((offer) => offer.id === lent.personId));

  await reviewAll(connection.db, new Date(from.getTime() + 60_000));
  assert.ok(!(await kinds(ticketId)).includes("nobody"));
  await connection.db.delete(staffRole).where(eq(staffRole.personId, uncertified.personId));
});

test("who is rostered and has no shift now is off duty; who has none at all is there while he looks", async () => {
  await fresh();
  assert.equal((await list(world.dispatcher)).duty.state, "unrostered");
  const hour = 3_600_000;
  const now = Date.now();
  const startsAt = new Date(now + hour);
  const endsAt = new Date(now + 9 * hour);
  await connection.db
    .insert(shift)
    .values({ id: randomUUID(), personId: world.dispatcher.personId, startsAt, endsAt });
  assert.equal((await list(world.dispatcher)).duty.state, "off");
  const during = await list(world.dispatcher, new Date(now + 2 * hour));
  assert.deepEqual(during.duty, { state: "on", until: endsAt.toISOString() });
});

test("a report that fails leaves no alarm and no count behind", async () => {
  await fresh();
  await assert.rejects(file({ photoIds: [randomUUID()] }));
  const [head] = await connection.db.select().from(alarmHead).where(eq(alarmHead.siteId, world.siteId));
  const standing = await connection.db
    .select()
    .from(alarm)
    .where(and(eq(alarm.siteId, world.siteId), isNull(alarm.clearedAt)));
  assert.deepEqual([head, standing], [undefined, []]);
});
