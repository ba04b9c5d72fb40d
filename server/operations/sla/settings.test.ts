import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import { calendar, siteCalendar } from "#db/schema/calendar.ts";
import { escalationLadder } from "#db/schema/escalation.ts";
import { event } from "#db/schema/event.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { settingChange } from "#db/schema/settingChange.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { Refused } from "../../domain/refusal.ts";
import { presetTerms } from "../../domain/sla/presets.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { instantOf } from "../../domain/time/zone.ts";
import { mustRefuse } from "../../testing/refused.ts";
import { makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { toTicket } from "../ticket/load.ts";
import { reportRepair } from "../ticket/report.ts";
import { hoursOf } from "./calendars.ts";
import { forecastPromise } from "./forecast.ts";
import { listHours } from "./hours.ts";
import { listPromises } from "./policies.ts";
import { prepareTime } from "./prepare.ts";
import { recountHours } from "./recount.ts";
import { chooseCalendar, removeDay, setDay, setWeek } from "./setHours.ts";
import { adoptPreset, retirePromise, setPromise } from "./setPolicy.ts";
import { calendarKeyOf } from "./siteHours.ts";

/** A Monday of work. */
const at = (hour: number, minute = 0, day = "2026-11-23") =>
  new Date(instantOf(day, hour * 60 + minute, "Asia/Shanghai"));
let connection: TestDatabase;
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection, at(9));
  await prepareTime(connection.db, at(8));
  await recountHours(connection.db, at(8));
});
after(() => connection.drop());

const as = (actor: Actor, now: Date) => ({ actor, now, db: connection.db });
const rowOf = async (ticketId: string) =>
  (await connection.db.select().from(ticket).where(eq(ticket.id, ticketId)))[0]!;

async function report(now: Date, urgency: 2 | 3 = 3) {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency,
    description: "滴水",
    contactName: "",
  });
  return (await perform(reportRepair, as(world.owner, now), input, randomUUID())).ticketId;
}

const terms = presetTerms("CN-1", 3);
function own(arrive: number, seen: string | null, more: Record<string, unknown> = {}) {
  return setPromise.input.parse({
    siteId: world.siteId,
    categoryCode: null,
    faultCode: "tap-drips",
    urgency: 3,
    ...terms,
    clocks: { ...terms.clocks, arrive: { minutes: arrive, basis: "clock" } },
    ladderCode: "ordinary",
    ladder: null,
    source: "物业服务合同第 6.2 条",
    seen,
    ...more,
  });
}
const write = (now: Date, input: ReturnType<typeof own>, actor: Actor = world.manager, key = randomUUID()) =>
  perform(setPromise, as(actor, now), input, key);
const hoursSeen = async (now: Date) =>
  (await read(listHours, as(world.manager, now), {})).sites.find((each) => each.id === world.siteId)!;

test("a new row measures the next report; the older one keeps its terms; retired, the wider one holds again", async () => {
  const older = await report(at(9));
  const key = randomUUID();
  const first = await write(at(9, 5), own(45, null), world.manager, key);
  assert.deepEqual(await write(at(9, 5), own(45, null), world.manager, key), first, "sent twice, done once");
  const newer = await report(at(9, 10));
  assert.equal((await rowOf(newer)).arriveBy.toISOString(), at(9, 55).toISOString());
  assert.equal((await rowOf(newer)).policyId, first.policyId);
  assert.equal((await rowOf(older)).arriveBy.toISOString(), at(14, 30).toISOString());

  assert.equal(
    (await mustRefuse(write(at(9, 20), own(30, null)))).code,
    "STALE",
    "somebody wrote one meanwhile",
  );
  const second = await write(at(9, 20), own(30, first.policyId), world.admin);
  const [gone] = await connection.db.select().from(servicePolicy).where(eq(servicePolicy.id, first.policyId));
  assert.equal(gone?.retiredAt?.toISOString(), at(9, 20).toISOString());
  assert.equal(gone?.arriveMinutes, 45, "the row itself is never changed");
  const listed = await read(listPromises, as(world.manager, at(9, 21)), {});
  const shown = listed.policies.find((each) => each.id === second.policyId);
  assert.deepEqual([shown?.by, shown?.terms.clocks.arrive.minutes], ["admin", 30]);
  assert.equal(listed.company, true, "this manager holds every site there is");

  const ended = { siteId: world.siteId, policyId: second.policyId };
  await perform(retirePromise, as(world.manager, at(9, 30)), ended, randomUUID());
  assert.equal(
    (await mustRefuse(perform(retirePromise, as(world.manager, at(9, 31)), ended, randomUUID()))).code,
    "STALE",
  );
  assert.equal((await rowOf(await report(at(9, 40)))).arriveBy.toISOString(), at(15, 10).toISOString());
  const record = await connection.db
    .select()
    .from(settingChange)
    .where(eq(settingChange.setting, "policy"))
    .orderBy(asc(settingChange.at));
  assert.deepEqual(
    record.map((each) => [each.verb, each.byId]),
    [
      ["set", world.manager.personId],
      ["set", world.admin.personId],
      ["removed", world.manager.personId],
    ],
  );
});

test("two who write the same row at once: one is told that it changed", async () => {
  const sent = [31, 32, 33].map((minutes) =>
    write(at(9, 45), own(minutes, null, { faultCode: null, categoryCode: "water" })),
  );
  const ended = await Promise.allSettled(sent);
  assert.equal(ended.filter((each) => each.status === "fulfilled").length, 1);
  for (const each of ended)
    if (each.status === "rejected") assert.equal((each.reason as Refused).refusal.code, "STALE");
});

test("a preset is taken over whole for one site; only what was seen is replaced", async () => {
  const adopt = (seen: string[], now: Date) =>
    perform(
      adoptPreset,
      as(world.manager, now),
      { siteId: world.siteId, preset: "CN-2", seen },
      randomUUID(),
    );
  const { policyIds } = await adopt([], at(10));
  assert.equal((await mustRefuse(adopt([], at(10, 1)))).code, "STALE");
  assert.equal((await adopt(policyIds, at(10, 2))).policyIds.length, 1);
  const [row] = await connection.db.select().from(servicePolicy).where(eq(servicePolicy.id, policyIds[0]!));
  assert.deepEqual([row?.preset, row?.urgency, row?.arriveMinutes], ["CN-2", 2, 60]);
  const refused = await mustRefuse(
    perform(
      adoptPreset,
      as(world.manager, at(10)),
      { siteId: null, preset: "nothing", seen: [] },
      randomUUID(),
    ),
  );
  assert.deepEqual([refused.code, refused.field], ["NOT_FOUND", "preset"]);
});

test("whoever holds every site writes the company's default, and a site without its own goes by it", async () => {
  const { policyId } = await write(
    at(10, 5),
    own(150, null, { siteId: null, categoryCode: "water", faultCode: null }),
  );
  const held = await rowOf(await report(at(10, 6)));
  const { policies, changes } = await read(listPromises, as(world.manager, at(10, 7)), {});
  const site = policies.find((each) => each.siteId === world.siteId && each.categoryCode === "water");
  assert.equal(held.policyId, site?.id, "the site's own comes first");
  const ended = { siteId: world.siteId, policyId: site!.id };
  await perform(retirePromise, as(world.manager, at(10, 8)), ended, randomUUID());
  assert.equal((await rowOf(await report(at(10, 9)))).policyId, policyId);
  assert.deepEqual([changes[0]?.verb, changes[0]?.siteId, changes[0]?.by], ["set", null, "manager"]);
});

test("other steps are another ladder, and a repair that has one keeps it", async () => {
  const step = {
    clock: "arrive",
    offsetMinutes: 0,
    rung: "manager",
    channel: "call",
    offDuty: true,
  } as const;
  const ladder = { name: "合同客户", steps: [{ ...step, repeatMinutes: 5 }] };
  const { policyId } = await write(at(10, 10), own(20, null, { urgency: 4, ladder }));
  const [row] = await connection.db
    .select({ code: servicePolicy.ladderCode, steps: escalationLadder.steps })
    .from(servicePolicy)
    .innerJoin(escalationLadder, eq(escalationLadder.code, servicePolicy.ladderCode))
    .where(eq(servicePolicy.id, policyId));
  assert.notEqual(row?.code, "ordinary");
  assert.deepEqual(row?.steps, ladder.steps);
});

test("what cannot be promised is refused at its field", () => {
  const bad = (more: Record<string, unknown>) => {
    const { error } = setPromise.input.safeParse({ ...own(30, null), ...more });
    return error && `${error.issues[0]!.path.join(".")} ${error.issues[0]!.message}`;
  };
  const clocks = own(30, null).clocks;
  for (const minutes of [0, -1, 1.5, 525_601, Number.NaN])
    assert.equal(
      bad({ clocks: { ...clocks, contact: { minutes, basis: "clock" } } }),
      "clocks.contact.minutes MINUTES",
    );
  assert.equal(bad({ source: " " }), "source REQUIRED");
  assert.equal(bad({ ladder: { name: "x", steps: [] } }), "ladder.steps REQUIRED");
});

test("the forecast says what a report now, tonight and on a holiday would be promised, beside what holds today", async () => {
  const asked = {
    ...{ siteId: world.siteId, company: false, categoryCode: null, faultCode: null, urgency: 3 as const },
    clocks: { ...terms.clocks, arrive: { minutes: 60, basis: "working" as const } },
  };
  const { moments, timeZone } = await read(forecastPromise, as(world.manager, at(10, 30)), asked);
  assert.equal(timeZone, "Asia/Shanghai");
  assert.deepEqual(
    moments.map(({ kind, day, nameZh }) => [kind, day, nameZh]),
    [
      ["now", "2026-11-23", ""],
      ["tonight", "2026-11-23", ""],
      ["closed", "2026-11-29", ""],
    ],
    "no holiday after this year is announced: the next day that is closed",
  );
  const autumn = await read(forecastPromise, as(world.manager, at(10, 30, "2026-09-28")), asked);
  const holiday = autumn.moments[2]!;
  assert.deepEqual([holiday.kind, holiday.day, holiday.nameZh], ["holiday", "2026-10-01", "国庆节"]);
  assert.ok(holiday.after.arrive.dueAt! > at(9, 0, "2026-10-08").toISOString());
  const [now, tonight] = moments;
  assert.equal(now!.after.arrive.dueAt, at(11, 30).toISOString());
  assert.equal(now!.before.arrive.dueAt, at(16).toISOString());
  assert.equal(tonight!.after.arrive.dueAt, at(9, 30, "2026-11-24").toISOString());
});

test("a closed day moves a working deadline, of what is open and of what comes in, and back when it is removed", async () => {
  const { db } = connection;
  const open = await report(at(17), 3);
  assert.equal((await rowOf(open)).contactBy?.toISOString(), at(10, 0, "2026-11-24").toISOString());
  const site = await hoursSeen(at(17, 1));
  const closed = { siteId: world.siteId, day: "2026-11-24", spans: [], reason: "停电检修" };
  const said = await perform(
    setDay,
    as(world.manager, at(17, 1)),
    { ...closed, seen: site.seen },
    randomUUID(),
  );
  const stale = { ...closed, seen: site.seen };
  assert.equal(
    (await mustRefuse(perform(setDay, as(world.manager, at(17, 2)), stale, randomUUID()))).code,
    "STALE",
  );
  assert.ok((await recountHours(db, at(17, 3))) >= 1);
  assert.equal(await recountHours(db, at(17, 3)), 0, "counted once");
  const moved = await rowOf(open);
  assert.equal(moved.contactBy?.toISOString(), at(10, 0, "2026-11-25").toISOString());
  assert.equal(
    (await rowOf(await report(at(17, 4)))).contactBy?.toISOString(),
    at(10, 4, "2026-11-25").toISOString(),
  );
  const story = await db
    .select()
    .from(event)
    .where(eq(event.ticketId, open))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(
    story.map((each) => each.type),
    ["reported", "recounted"],
  );
  assert.deepEqual(story.reduce<Ticket | null>(evolve, null), toTicket(moved));
  assert.equal((await hoursSeen(at(17, 5))).days[0]?.reason, "停电检修");

  const gone = { siteId: world.siteId, day: "2026-11-24", seen: said.seen };
  await perform(removeDay, as(world.admin, at(17, 6)), gone, randomUUID());
  await recountHours(db, at(17, 7));
  assert.equal((await rowOf(open)).contactBy?.toISOString(), at(10, 0, "2026-11-24").toISOString());
});

test("another week is the site's own, and the others' calendar stays as it was", async () => {
  const { db } = connection;
  const { seen, calendarId } = await hoursSeen(at(18));
  const week = Array.from({ length: 7 }, (): Array<[number, number]> => [[0, 1440]]);
  const change = { siteId: world.siteId, week, holidays: null, reason: "改为全天", seen };
  const first = await perform(setWeek, as(world.manager, at(18)), change, randomUUID());
  const after = await hoursSeen(at(18, 1));
  assert.notEqual(after.calendarId, calendarId);
  assert.deepEqual(after.week, week);
  const shared = await db.select().from(calendar).where(eq(calendar.id, calendarId!));
  assert.equal(shared[0]!.week[0]!.length, 0, "Sundays are free there still");
  week[0] = [];
  await perform(setWeek, as(world.manager, at(18, 2)), { ...change, week, seen: first.seen }, randomUUID());
  const again = await hoursSeen(at(18, 3));
  assert.equal(again.calendarId, after.calendarId, "changed in place: nobody else works by it");
  assert.equal((await rowOf(await report(at(23)))).acknowledgeBy.toISOString(), at(23, 30).toISOString());
  const back = { siteId: world.siteId, calendarId: calendarId!, seen: again.seen };
  await perform(chooseCalendar, as(world.manager, at(23, 1)), back, randomUUID());
  const [held] = await db.select().from(siteCalendar).where(eq(siteCalendar.siteId, world.siteId));
  assert.equal(held?.calendarId, calendarId);
});

test("a site abroad rests on its own country's holidays, and no other's", async () => {
  const { db } = connection;
  const { seen } = await hoursSeen(at(23, 5));
  const office = Array.from(
    { length: 7 },
    (_, day): Array<[number, number]> => (day % 6 === 0 ? [] : [[540, 1020]]),
  );
  const change = { siteId: world.siteId, week: office, reason: "英国项目", seen };
  const wrong = setWeek.input.safeParse({ ...change, holidays: "XX" });
  assert.equal(wrong.error?.issues[0]?.message, "REQUIRED");
  const set = { ...change, holidays: "GB-ENG" as const };
  await perform(setWeek, as(world.manager, at(23, 5)), set, randomUUID());
  const hours = await hoursOf(db, await calendarKeyOf(db, world.siteId));
  assert.equal(hours.days.get("2026-12-28"), "holiday", "Boxing Day is given on the Monday");
  assert.equal(hours.days.get("2026-10-10"), undefined, "a make-up workday of China is none there");
  assert.deepEqual([...hours.published!], [2025, 2026, 2027]);
});

test("hours that cannot be are refused", async () => {
  const { seen } = await hoursSeen(at(9, 0, "2026-11-25"));
  for (const spans of [
    [[600, 540]],
    [
      [540, 600],
      [590, 700],
    ],
    [
      [540, 600],
      [600, 700],
    ],
    [[-1, 10]],
    [[0, 1441]],
  ]) {
    const { error } = setDay.input.safeParse({
      ...{ siteId: world.siteId, day: "2026-12-01", spans, reason: "x", seen },
    });
    assert.equal(error?.issues[0]?.message, "HOURS", JSON.stringify(spans));
  }
  const say = (day: string) => ({ siteId: world.siteId, day, spans: [], reason: "x", seen });
  const attempt = (day: string) =>
    mustRefuse(perform(setDay, as(world.manager, at(9, 0, "2026-11-25")), say(day), randomUUID()));
  for (const day of ["2026-11-24", "2029-11-26"]) assert.deepEqual((await attempt(day)).code, "DAY", day);
  assert.equal(setDay.input.safeParse({ ...say("2026-02-30") }).error?.issues[0]?.message, "DAY");
  assert.equal(
    setDay.input.safeParse({ ...say("2026-12-01"), reason: "" }).error?.issues[0]?.message,
    "REQUIRED",
  );
});

test("a manager of one site of two neither changes the company's default nor the other site", async () => {
  const other = await makeWorld(connection, at(9));
  for (const siteId of [null, other.siteId]) {
    const refused = await mustRefuse(write(at(11), own(30, null, { siteId })));
    assert.deepEqual([refused.code, refused.field], ["NOT_FOUND", "siteId"]);
  }
  const listed = await read(listPromises, as(world.manager, at(11)), {});
  assert.equal(listed.company, false);
  // The other site has no calendar yet: its first own day brings one with the hours it had.
  await recountHours(connection.db, at(11));
  const input = reportRepair.input.parse({
    ...{ placeId: other.places.ownHome, faultCode: "tap-drips", urgency: 3 },
    ...{ description: "滴水", contactName: "" },
  });
  const { ticketId } = await perform(reportRepair, as(other.owner, at(17)), input, randomUUID());
  const closed = { siteId: other.siteId, day: "2026-11-24", spans: [], reason: "停电", seen: null };
  await perform(setDay, as(other.manager, at(17, 1)), closed, randomUUID());
  await recountHours(connection.db, at(17, 2));
  assert.equal((await rowOf(ticketId)).contactBy?.toISOString(), at(10, 0, "2026-11-25").toISOString());
  for (const actor of [world.lead, world.dispatcher])
    assert.equal((await mustRefuse(read(listPromises, as(actor, at(11)), {}))).code, "NOT_ALLOWED");
});
