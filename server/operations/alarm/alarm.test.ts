import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, eq, isNull } from "drizzle-orm";
import { alarm, alarmHead } from "#db/schema/alarm.ts";
import { shift, staffRole, technicianSkill } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
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
import { acceptJob, declineJob } from "../ticket/steps.ts";
import { transferJob } from "../ticket/transfer.ts";
import { triageTicket } from "../ticket/triage.ts";
import { withdrawAssignment } from "../ticket/withdraw.ts";
import { acknowledgeAlarm } from "./acknowledge.ts";
import { listAlarms } from "./list.ts";
import { alarmLog } from "./log.ts";
import { reviewAll } from "./review.ts";
import { shelveAlarm, unshelveAlarm } from "./shelve.ts";
import { silenceAlarms } from "./silence.ts";

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
  perform(acknowledgeAlarm, as(actor, connection), { alarmId, others: [] }, randomUUID());
const log = (before?: { at: string; id: string }, actor: Actor = world.dispatcher) =>
  read(alarmLog, as(actor, connection), { before });
const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code;

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
async function copies(
  ticketId: string,
  count: number,
  kind: AlarmKind,
  raisedAt: Date,
  placeIds: string[] = [],
): Promise<void> {
  const [like] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const rows = Array.from({ length: count }, (_, n) => ({
    ...like!,
    id: randomUUID(),
    placeId: placeIds[n] ?? like!.placeId,
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
  const looked = await reviewAll(connection.db, new Date(), undefined, 2);
  assert.ok(looked >= tickets.length);
  for (const ticketId of tickets) assert.deepEqual(await kinds(ticketId), ["danger", "nobody"]);
  assert.equal(await reviewAll(connection.db, new Date()), looked);
});

test("a ticket that cannot be reviewed keeps no other from it, and is looked at again", async () => {
  await fresh();
  const [broken, sound] = [await file(), await file()].sort();
  await connection.db.delete(alarm);
  await connection.sql.unsafe(`create function break_review() returns trigger language plpgsql as $$
    begin raise exception 'this one breaks'; end $$;
    create trigger break_review before insert on alarm for each row
      when (new.ticket_id = '${broken}') execute function break_review()`);
  const failures: unknown[] = [];
  await reviewAll(connection.db, new Date(), (error) => failures.push(error));
  assert.equal(failures.length, 1);
  assert.deepEqual(await kinds(broken!), []);
  assert.deepEqual(await kinds(sound!), ["danger", "nobody"]);
  await connection.sql.unsafe("drop trigger break_review on alarm; drop function break_review");
  await reviewAll(connection.db, new Date(), (error) => failures.push(error));
  assert.deepEqual([failures.length, await kinds(broken!)], [1, ["danger", "nobody"]]);
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
  const [who] = await connection.sql`select name_latin from person where name = ${first[0]!.by}`;
  assert.ok(answers.every((answer) => answer.byLatin === who!.name_latin && answer.byLatin !== ""));
  const { open } = await list(world.lead);
  assert.equal(open.at(-1)?.id, danger!.id, "what is acknowledged comes last");
  const line = (await log()).lines.find((each) => each.id === danger!.id);
  assert.equal(line?.line === "alarm" && line.alarm.by?.name, first[0]?.by);
  const { entries } = await read(boardDetail, as(world.lead, connection), { ticketId });
  const said = entries.filter((entry) => entry.type === "alarm_acknowledged");
  assert.deepEqual(
    said.map((entry) => [entry.by?.name, entry.data.alarmId]),
    [[first[0]?.by, danger!.id]],
    "the ticket's own story says it, once",
  );
});

test("a line that stands for several is acknowledged as it was shown: what came since rings on", async () => {
  await fresh();
  await file();
  await file();
  const shown = (await list()).open.filter((each) => each.kind === "danger");
  const since = await file();
  const [head, ...others] = shown.map((each) => each.id);
  const input = { alarmId: head!, others };
  const answer = await perform(acknowledgeAlarm, as(world.dispatcher, connection), input, randomUUID());
  assert.equal(answer.first, true);
  const ringing = (await list()).open.filter(
    (each) => each.kind === "danger" && each.acknowledgedAt === null,
  );
  assert.deepEqual(
    ringing.map((each) => each.ticketId),
    [since],
  );
  const mine = world;
  await fresh();
  await file();
  const [theirs] = (await list()).open;
  const mixed = { alarmId: head!, others: [theirs!.id] };
  await perform(acknowledgeAlarm, as(mine.lead, connection), mixed, randomUUID());
  assert.equal((await list()).open[0]?.acknowledgedAt, null, "another site's is not touched");
});

test("a silence is on the log with who, when and what, and acknowledges nothing", async () => {
  await fresh();
  await file();
  const open = (await list()).open.map((each) => each.id);
  const before = (await list()).versions[world.siteId]!;
  const silence = (actor: Actor, alarmIds: string[]) =>
    perform(silenceAlarms, as(actor, connection), { alarmIds }, randomUUID());
  assert.equal((await silence(world.dispatcher, open)).silenced, open.length);
  const [line] = (await log()).lines;
  assert.ok(line?.line === "deed");
  assert.deepEqual(
    [line.deed.what, line.deed.by.name, line.deed.count, line.deed.alarm?.kind],
    ["silenced", "dispatcher", open.length, "danger"],
  );
  assert.equal(Date.parse(line.deed.until!) - Date.parse(line.at), 2 * 60_000);
  const now = await list();
  assert.ok(now.open.every((each) => each.acknowledgedAt === null && !each.shelved));
  assert.ok(now.versions[world.siteId]! > before, "other screens hear of it");
  const mine = world;
  await fresh();
  await assert.rejects(silence(world.dispatcher, open), refusedAs("NOT_FOUND"));
  assert.deepEqual((await log()).lines, []);
  assert.equal((await log(undefined, mine.operator)).lines.length, 1);
});

test("put aside with a reason it is silent for everybody, comes back by itself, and both are on record", async () => {
  await fresh();
  const ticketId = await file();
  const [danger, nobody] = (await list()).open;
  const shelve = (alarmId: string, actor: Actor = world.dispatcher) =>
    perform(
      shelveAlarm,
      as(actor, connection),
      { alarmId, reason: "help_coming", minutes: 15 },
      randomUUID(),
    );
  await assert.rejects(shelve(danger!.id), refusedAs("ALARM_DANGER"));
  const { until } = await shelve(nobody!.id);
  const state = async (at?: Date) =>
    (await list(world.lead, at)).open.map((each) => [each.kind, each.shelved]);
  assert.deepEqual(await state(), [
    ["danger", false],
    ["nobody", true],
  ]);
  assert.deepEqual(await state(new Date(Date.parse(until))), [
    ["danger", false],
    ["nobody", false],
  ]);
  await reviewAll(connection.db, new Date());
  assert.equal((await state())[1]?.[1], true, "its reason still stands, and so does the shelf");
  const back = (actor: Actor) =>
    perform(unshelveAlarm, as(actor, connection), { alarmId: nobody!.id }, randomUUID());
  assert.deepEqual([(await back(world.lead)).first, (await back(world.lead)).first], [true, false]);
  assert.equal((await state())[1]?.[1], false);
  const { entries } = await read(boardDetail, as(world.lead, connection), { ticketId });
  assert.deepEqual(
    entries.filter((entry) => /shelved/.test(entry.type)).map((entry) => [entry.type, entry.by?.name]),
    [
      ["alarm_shelved", "dispatcher"],
      ["alarm_unshelved", "lead"],
    ],
  );
  const deeds = (await log()).lines.flatMap((line) => (line.line === "deed" ? [line.deed] : []));
  assert.deepEqual(
    deeds.map((deed) => [deed.what, deed.reason]),
    [
      ["unshelved", null],
      ["shelved", "help_coming"],
    ],
  );
  const here = world;
  await fresh();
  await assert.rejects(shelve(nobody!.id, world.dispatcher), refusedAs("NOT_FOUND"));
  await assert.rejects(shelve(nobody!.id, here.operator), refusedAs("NOT_ALLOWED"));
});

test("the log goes back page by page to the beginning, each line once", async () => {
  await fresh();
  await liftMan();
  const ticketId = await file();
  const at = (days: number) => new Date(Date.now() - days * 86_400_000);
  await copies(ticketId, 100, "overdue", at(3));
  await copies(ticketId, 50, "unanswered", at(40));
  await connection.db.update(alarm).set({ clearedAt: new Date() }).where(eq(alarm.siteId, world.siteId));
  const seen: string[] = [];
  let before: { at: string; id: string } | undefined;
  for (let n = 0; n < 10; n++) {
    const { lines, next } = await log(before);
    seen.push(...lines.map((line) => line.id));
    if (next === null) break;
    assert.equal(lines.length, 60);
    before = next;
  }
  assert.equal(seen.length, 151);
  assert.equal(new Set(seen).size, 151);
});

test("more than ten matters within ten minutes are a flood; many reports of one failure are not", async () => {
  await fresh();
  const ticketId = await file();
  await copies(ticketId, 40, "danger", new Date());
  assert.equal((await list()).flood, false, "one building, one kin of fault");
  const [{ plate }] = (await connection.db.select().from(ticket).where(eq(ticket.id, ticketId))) as [
    typeof ticket.$inferSelect,
  ];
  const spots = Array.from({ length: 10 }, (_, n) => ({
    id: randomUUID(),
    siteId: world.siteId,
    kind: "corridor" as const,
    plate,
    searchKey: `corridor ${n}`,
  }));
  await connection.db.insert(place).values(spots);
  await copies(
    ticketId,
    10,
    "overdue",
    new Date(),
    spots.map((each) => each.id),
  );
  assert.equal((await list()).flood, true);
  assert.equal((await list(world.dispatcher, new Date(Date.now() + 11 * 60_000))).flood, false);
});

test("who was sent and says no, and who says nothing, ring; calling him back does not", async () => {
  await fresh();
  const man = await liftMan();
  // Another who could go, or it would ring for that.
  await liftMan();
  const ticketId = await file();
  const order = async () => ({
    ticketId,
    version: await versionOf(ticketId),
    technicianId: man.personId,
  });
  const assign = async () =>
    perform(assignTechnician, as(world.dispatcher, connection), await order(), randomUUID());
  await assign();
  await reviewAll(connection.db, new Date(Date.now() + 2 * 60_000));
  assert.deepEqual(await kinds(ticketId), ["danger", "silent"]);
  const withdrawing = { ticketId, version: await versionOf(ticketId), reason: "mistake" as const };
  await perform(
    withdrawAssignment,
    as(world.dispatcher, connection),
    withdrawAssignment.input.parse(withdrawing),
    randomUUID(),
  );
  assert.deepEqual(await kinds(ticketId), ["danger"], "the desk itself called him back");
  await assign();
  const no = { ticketId, version: await versionOf(ticketId), reason: "busy" };
  await perform(declineJob, as(man, connection), declineJob.input.parse(no), randomUUID());
  assert.deepEqual(await kinds(ticketId), ["danger", "declined"]);
  await reviewAll(connection.db, new Date());
  assert.deepEqual(await kinds(ticketId), ["danger", "declined"]);
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

test("what was done to alarms stays as it was written", async () => {
  await fresh();
  await file();
  const alarmIds = (await list()).open.map((each) => each.id);
  await perform(silenceAlarms, as(world.dispatcher, connection), { alarmIds }, randomUUID());
  await assert.rejects(connection.sql`update alarm_deed set at = now()`, /append-only/);
  await assert.rejects(connection.sql`delete from alarm_deed`, /append-only/);
  await assert.rejects(connection.sql`truncate alarm_deed`, /append-only/);
});

test("to whom an unanswered job is moved, he has his own time to answer before his silence rings", async () => {
  await fresh();
  const ticketId = await file({ placeId: world.places.ownHome, faultCode: "tap-drips", urgency: 2 });
  const start = Date.now();
  const at = (minutes: number) => new Date(start + minutes * 60_000);
  const desk = (minutes: number) => as(world.dispatcher, connection, at(minutes));
  const order = { ticketId, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, desk(0), order, randomUUID());
  await reviewAll(connection.db, at(6));
  const silent = async () => (await kinds(ticketId)).includes("silent");
  assert.equal(await silent(), true);
  const move = transferJob.input.parse({
    ticketId,
    version: 2,
    technicianId: world.technician2.personId,
    reason: "no_answer",
  });
  await perform(transferJob, desk(6), move, randomUUID());
  assert.equal(await silent(), false);
  await reviewAll(connection.db, at(10));
  assert.equal(await silent(), false);
  await reviewAll(connection.db, at(12));
  assert.equal(await silent(), true);
});
