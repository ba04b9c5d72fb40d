import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { Connection } from "#db/client.ts";
import { notification } from "#db/schema/event.ts";
import { incident } from "#db/schema/incident.ts";
import { place } from "#db/schema/place.ts";
import { placeGuide } from "#db/schema/placeGuide.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { Refused } from "../../domain/refusal.ts";
import { wording } from "../../notify/wording.ts";
import { codeOf } from "../../testing/refused.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import type { NoticeKind } from "../notice/tell.ts";
import { type Command, perform, read } from "../operation.ts";
import { readGuide, writeGuide } from "../place/guide.ts";
import { listNumberPolicies, setNumberPolicy } from "../site/numbers.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { completeWork } from "../ticket/complete.ts";
import { messageOwner } from "../ticket/message.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob } from "../ticket/steps.ts";
import { withdrawAssignment } from "../ticket/withdraw.ts";
import { myJob } from "./jobs.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const run = <S extends z.ZodObject, R>(spec: Command<S, R>, actor: Actor, input: z.input<S>): Promise<R> =>
  perform(spec, as(actor, connection), spec.input.parse(input), randomUUID());

const report = (actor: Actor, placeId: string, more: Record<string, unknown> = {}) =>
  run(reportRepair, actor, {
    placeId,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    ...more,
  } as never);

/** A job in the technician's hands. */
async function given(): Promise<string> {
  const { ticketId } = await report(world.owner, world.places.ownHome);
  await run(assignTechnician, world.dispatcher, {
    ticketId,
    version: 1,
    technicianId: world.technician.personId,
  });
  return ticketId;
}

const jobOf = (ticketId: string, actor: Actor = world.technician) =>
  read(myJob, as(actor, connection), { ticketId });

async function finish(ticketId: string, since: number, found = "垫圈老化"): Promise<void> {
  let version = since;
  for (const step of [acceptJob, departForJob, arriveAtJob])
    ({ version } = await run(step, world.technician, { ticketId, version }));
  const record = { measure: "fix", found, done: "换垫圈", result: "fixed" } as const;
  await run(completeWork, world.technician, { ticketId, version, ...record });
}

test("one page says the way, the floor, how to get in and the valve; the building's words hold where the place has none", async () => {
  const ticketId = await given();
  const before = await jobOf(ticketId);
  assert.deepEqual(before.guide, { way: "", valve: "", floors: 18 });
  assert.equal(before.place.floor, 18);
  const { ownHome: placeId, otherHome } = world.places;
  await run(writeGuide, world.operator, {
    placeId: otherHome,
    way: "南门进，左手第二栋",
    valve: "一楼水表井，左边第三个",
    access: "家里有狗",
    whole: true,
    seen: { access: "阀门在水表井" },
  });
  await run(writeGuide, world.technician, {
    placeId,
    valve: "厨房水槽下面",
    access: "按门铃要久",
    seen: { valve: "一楼水表井，左边第三个", access: "阀门在水表井" },
  });
  const { guide, place } = await jobOf(ticketId);
  assert.deepEqual(guide, { way: "南门进，左手第二栋", valve: "厨房水槽下面", floors: 18 });
  assert.equal(place.note, "按门铃要久");
  // Said again for the whole building: the place's own words no longer stand before it.
  await run(writeGuide, world.technician, {
    placeId,
    way: "北门进",
    valve: "水表井",
    whole: true,
    seen: { way: "南门进，左手第二栋", valve: "厨房水槽下面" },
  });
  assert.deepEqual((await jobOf(ticketId)).guide, { way: "北门进", valve: "水表井", floors: 18 });
  // The operator with the caller on the line reads the same.
  const told = (who: Actor) => read(readGuide, as(who, connection), { placeId });
  assert.deepEqual(await told(world.operator), {
    ...(await jobOf(ticketId)).guide,
    access: (await jobOf(ticketId)).place.note,
  });
  const elsewhere = await makeWorld(connection);
  assert.equal(await codeOf(told(elsewhere.operator)), "NOT_FOUND", "not at her site");
  assert.equal(
    await codeOf(run(writeGuide, elsewhere.technician, { placeId, way: "x" })),
    "NOT_FOUND",
    "not at his site",
  );
});

test("what two write of a place goes together field by field, and where both wrote the second sees it first", async () => {
  const { operator, technician, places } = await makeWorld(connection);
  const placeId = places.ownHome;
  const said = async () => {
    const [own] = await connection.db.select().from(placeGuide).where(eq(placeGuide.placeId, placeId));
    const [at] = await connection.db.select().from(place).where(eq(place.id, placeId));
    return [own?.way, at?.note];
  };
  // Both saw the same on record. The colleague's word about the way stays when a stale page says how to get in.
  await run(writeGuide, operator, { placeId, way: "东门" });
  await run(writeGuide, technician, { placeId, access: "敲门", seen: { access: "阀门在水表井" } });
  assert.deepEqual(await said(), ["东门", "敲门"]);
  // The same again is no conflict; another word is, and changes nothing until it is said with what stands there.
  await run(writeGuide, technician, { placeId, way: "东门", seen: { way: "" } });
  const mine = { placeId, way: "西门", seen: { way: "" } };
  await assert.rejects(run(writeGuide, technician, mine), (error: Refused) => {
    const { code, field, params } = error.refusal;
    assert.deepEqual([code, field, params], ["STALE", "way", { theirs: "东门" }]);
    return true;
  });
  assert.deepEqual(await said(), ["东门", "敲门"]);
  await run(writeGuide, technician, { ...mine, seen: { way: "东门" } });
  assert.deepEqual(await said(), ["西门", "敲门"]);
});

test("the page knows what was repaired at this place, at what it hangs on, and which incident runs there", async () => {
  const first = await given();
  await finish(first, 2, "第一次");
  const { ticketId: neighbours } = await report(world.neighbour, world.places.otherHome);
  const lift = await report(world.operator, world.places.lift, { contactName: "门岗" });
  const ticketId = await given();
  const job = await jobOf(ticketId);
  const at = job.history.find(({ record }) => record?.found === "第一次");
  assert.deepEqual(at?.record, { found: "第一次", done: "换垫圈", result: "fixed" });
  assert.ok(job.history.every(({ plate }) => plate.zh.room === "1802"));
  const numbers = job.installation.map(({ number }) => number);
  assert.ok(numbers.includes(lift.number), "a lift of its own building");
  const [other] = await connection.db.select().from(ticket).where(eq(ticket.id, neighbours));
  assert.ok(numbers.includes(other!.number), "the flat below, on the same riser");
  assert.deepEqual(job.incidents, []);

  const now = new Date();
  const row = {
    id: randomUUID(),
    siteId: world.siteId,
    number: `${randomUUID().slice(0, 8)}-E01`,
    kind: "fault" as const,
    status: "open" as const,
    version: 1,
    scope: "riser" as const,
    buildingId: world.buildingId,
    unit: "2",
    plate: { zh: { building: "3栋", unit: "2单元" }, en: { building: "Bldg 3", unit: "Unit 2" } },
    faultCode: "tap-drips",
    urgency: 2,
    startsAt: now,
    wordsZh: "立管在修，水已关",
    wordsEn: "Riser under repair, water is off",
    households: 3,
    openedAt: now,
    toldAt: now,
  };
  await connection.db.insert(incident).values(row);
  const [running] = (await jobOf(ticketId)).incidents;
  assert.equal(running?.wordsZh, "立管在修，水已关");
  assert.equal(running?.leads, false);
  await connection.db.update(incident).set({ unit: "1" }).where(eq(incident.id, row.id));
  assert.deepEqual((await jobOf(ticketId)).incidents, [], "another riser is no concern of his");
});

test("the owner's number is there while the job is his, masked where the site wants it, and gone afterwards", async () => {
  const ticketId = await given();
  const open = await jobOf(ticketId);
  assert.match(open.contact!.phone, /^\+86138\d{8}$/);
  assert.deepEqual([open.contact!.masked, open.contact!.mobile], [false, true]);

  const whole = open.contact!.phone;
  await run(setNumberPolicy, world.lead, { siteId: world.siteId, masked: true, reason: "业主要求" });
  const hidden = await jobOf(ticketId);
  assert.match(hidden.contact!.phone, /^138••••\d{4}$/);
  assert.equal(hidden.contact!.masked, true);
  assert.ok(!JSON.stringify(hidden).includes(whole.slice(3)), "nowhere on the page");
  const { sites } = await read(listNumberPolicies, as(world.lead, connection), {});
  assert.deepEqual(
    sites.map(({ masked, reason }) => [masked, reason]),
    [[true, "业主要求"]],
  );

  await run(setNumberPolicy, world.manager, {
    siteId: world.siteId,
    masked: false,
    reason: "试过了，不方便",
  });
  assert.equal((await jobOf(ticketId)).contact!.phone, whole);
  const elsewhere = await makeWorld(connection);
  const foreign = { siteId: world.siteId, masked: true, reason: "x" };
  assert.equal(await codeOf(run(setNumberPolicy, elsewhere.lead, foreign)), "NOT_FOUND");

  await finish(ticketId, 2);
  assert.equal((await jobOf(ticketId)).contact, null, "the work is done");
  const taken = await given();
  await run(withdrawAssignment, world.dispatcher, { ticketId: taken, version: 2, reason: "mistake" });
  assert.equal(await codeOf(jobOf(taken)), "NOT_FOUND", "it is not his any more");
});

test("a ready sentence reaches the owner without the number being seen, four times an hour at most", async () => {
  const ticketId = await given();
  const send = (word: "coming" | "downstairs" | "late" | "call_desk", actor: Actor = world.technician) =>
    run(messageOwner, actor, { ticketId, word });
  for (const word of ["coming", "downstairs", "late", "call_desk"] as const) await send(word);
  const sent = await connection.db.select().from(notification).where(eq(notification.ticketId, ticketId));
  const said = sent.filter(({ kind }) => kind.startsWith("technician_"));
  assert.equal(said.length, 4);
  const texts = said
    .map(({ kind, locale, payload }) => wording(kind as NoticeKind, locale, payload))
    .join("\n");
  assert.match(texts, /已到楼下/);
  assert.match(texts, /\+865718888000/);
  assert.equal(await codeOf(send("coming")), "WAIT");
  assert.equal(await codeOf(send("coming", world.technician2)), "NOT_FOUND");
  await run(withdrawAssignment, world.dispatcher, { ticketId, version: 2, reason: "mistake" });
  assert.equal(await codeOf(send("late")), "NOT_YOURS_NOW");
});
