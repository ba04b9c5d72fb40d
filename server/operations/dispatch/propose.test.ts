import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq, sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { appointment } from "#db/schema/appointment.ts";
import { fault } from "#db/schema/fault.ts";
import { technicianSkill } from "#db/schema/person.ts";
import { assignment } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { Kept } from "../../domain/dispatch/candidate.ts";
import { wayMinutes } from "../../domain/dispatch/deskDay.ts";
import { Refused } from "../../domain/refusal.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, declineJob } from "../ticket/steps.ts";
import { deskNow, mostPlanned, proposeDispatch } from "./propose.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  await makeWorld(connection);
  await connection.db.insert(fault).values({
    code: "lift-noisy",
    categoryCode: "water",
    nameZh: "电梯异响",
    nameEn: "Noisy lift",
    skill: "lift",
    urgency: 3,
    scope: "building",
    at: "public",
    minutes: 60,
    words: [],
    position: 9,
  });
});
after(() => connection.drop());

const propose = (actor: Actor) => read(proposeDispatch, as(actor, connection), {});

async function report(placeId: string, faultCode = "tap-drips"): Promise<string> {
  const input = {
    placeId,
    placeWords: "",
    faultCode,
    urgency: 3 as const,
    description: "滴水",
    photoIds: [],
    contactName: "王",
  };
  return (await perform(reportRepair, as(world.operator, connection), input, randomUUID())).ticketId;
}
const assign = (ticketId: string, version: number, technicianId: string, more: object = {}) =>
  perform(
    assignTechnician,
    as(world.dispatcher, connection),
    assignTechnician.input.parse({ ticketId, version, technicianId, ...more }),
    randomUUID(),
  );

test("what waits is planned for whoever may do it, in order, and each line can be dispatched as it stands", async () => {
  world = await makeWorld(connection);
  const tickets = [
    await report(world.places.ownHome),
    await report(world.places.otherHome),
    await report(world.places.lift),
  ];
  // Only a lift technician may, and none is here.
  const noisy = await report(world.places.lift, "lift-noisy");
  const trapped = await report(world.places.lift, "lift-trapped");
  const plan = await propose(world.dispatcher);
  const planned = plan.routes.flatMap((route) => route.stops.map((stop) => stop.ticketId));
  assert.deepEqual(planned.toSorted(), tickets.toSorted(), "a lift is for people who learned it");
  assert.deepEqual([plan.left.toSorted(), plan.urgentLeft], [[noisy, trapped].toSorted(), [trapped]]);
  assert.equal(plan.sum.planned, 3);
  assert.deepEqual([plan.proven, plan.gap], [true, null]);
  const able = [world.technician.personId, world.technician2.personId];
  for (const route of plan.routes) {
    assert.ok(able.includes(route.technicianId), "only who is on shift");
    const starts = route.stops.map((stop) => stop.startsAt);
    assert.deepEqual(starts, starts.toSorted());
    for (const stop of route.stops) {
      const sent = await assign(stop.ticketId, stop.version, route.technicianId);
      assert.equal(sent.status, "dispatched");
    }
  }
  const later = await propose(world.dispatcher);
  assert.deepEqual([later.routes, later.left.toSorted()], [[], [noisy, trapped].toSorted()]);
});

test("who declined it is not proposed again, who is full is not, and after two declines it is the lead's", async () => {
  world = await makeWorld(connection);
  const ticketId = await report(world.places.ownHome);
  const say = async (who: World["technician"]) => {
    const plan = await propose(world.dispatcher);
    const { version } = plan.routes[0]!.stops[0]!;
    const sent = await assign(ticketId, version, who.personId);
    await perform(
      declineJob,
      as(who, connection),
      { ticketId, version: sent.version, reason: "busy", words: "" },
      randomUUID(),
    );
  };
  await say(world.technician);
  const second = await propose(world.dispatcher);
  assert.deepEqual(
    second.routes.map((route) => route.technicianId),
    [world.technician2.personId],
  );
  await say(world.technician2);
  const third = await propose(world.dispatcher);
  assert.deepEqual([third.routes, third.left], [[], []], "it is not the desk's to plan any more");

  // Ten jobs of 40 minutes and a capacity of 480: the eleventh and twelfth go to the other.
  world = await makeWorld(connection);
  for (let n = 0; n < 12; n++) {
    const id = await report(world.places.ownHome);
    const overrule = { reason: "agreed" };
    const sent = await assign(id, 1, world.technician.personId, { overrule });
    await perform(
      acceptJob,
      as(world.technician, connection),
      { ticketId: id, version: sent.version },
      randomUUID(),
    );
  }
  const fresh = await report(world.places.ownHome);
  const plan = await propose(world.dispatcher);
  assert.deepEqual(
    plan.routes.map((route) => [route.technicianId, ...route.stops.map((stop) => stop.ticketId)]),
    [[world.technician2.personId, fresh]],
  );
});

test("a time that is agreed with an owner binds the plan: who comes, when, and what else he is given", async () => {
  world = await makeWorld(connection);
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000);
  const agree = (ticketId: string, technicianId: string | null, from: number, until: number) =>
    connection.db.insert(appointment).values({
      ...{
        id: randomUUID(),
        ticketId,
        siteId: world.siteId,
        technicianId,
        why: "visit" as const,
        windows: [],
      },
      ...{ offeredAt: at(0), chosenFrom: at(from), chosenUntil: at(until), chosenAt: at(0) },
    });
  const named = await report(world.places.ownHome);
  await agree(named, world.technician2.personId, 90, 150);
  const tomorrow = await report(world.places.otherHome);
  await agree(tomorrow, null, 26 * 60, 27 * 60);
  // He has promised to be elsewhere in a quarter of an hour, for an hour.
  const held = await report(world.places.ownHome);
  const sent = await assign(held, 1, world.technician.personId);
  await perform(
    acceptJob,
    as(world.technician, connection),
    { ticketId: held, version: sent.version },
    randomUUID(),
  );
  await agree(held, world.technician.personId, 15, 75);
  const loose = await Promise.all([1, 2, 3].map(() => report(world.places.lift)));
  const plan = await propose(world.dispatcher);
  assert.deepEqual(plan.left, [tomorrow]);
  const stops = plan.routes.flatMap((route) =>
    route.stops.map((stop) => ({
      who: route.technicianId,
      id: stop.ticketId,
      begin: Math.round((Date.parse(stop.startsAt) - now) / 60_000),
    })),
  );
  const kept = stops.find(({ id }) => id === named)!;
  assert.equal(kept.who, world.technician2.personId);
  assert.ok(kept.begin >= 89 && kept.begin <= 150, `${kept.begin} min`);
  for (const { who, id, begin } of stops.filter(({ id }) => loose.includes(id)))
    if (who === world.technician.personId)
      assert.ok(begin + 30 <= 16 || begin >= 74, `${id} at ${begin} min`);
});

test("a desk sees its own sites only, and one plan is made at a time", async () => {
  world = await makeWorld(connection);
  const elsewhere = await makeWorld(connection);
  await report(world.places.ownHome);
  const theirs = await propose(elsewhere.dispatcher);
  assert.deepEqual([theirs.routes, theirs.left], [[], []]);
  const both = await Promise.allSettled([propose(world.dispatcher), propose(world.lead)]);
  const refused = both.filter((one) => one.status === "rejected");
  assert.equal(refused.length, 1);
  assert.ok(refused[0]!.reason instanceof Refused);
  assert.equal(refused[0]!.reason.refusal.code, "WAIT");
  assert.equal((await propose(world.dispatcher)).sum.planned, 1, "and afterwards again");
});

test("an emergency stands first, goes at once to who leaves his work for it, and is dispatched like the rest", async () => {
  world = await makeWorld(connection);
  // The one has work that he has not begun; the other nothing, but he may not mend lifts.
  const held = await report(world.places.lift);
  const sent = await assign(held, 1, world.technician.personId);
  await perform(
    acceptJob,
    as(world.technician, connection),
    { ticketId: held, version: sent.version },
    randomUUID(),
  );
  await connection.db.insert(technicianSkill).values({
    ...{ personId: world.technician.personId, skill: "lift", level: 3, certifiedUntil: "2999-12-31" },
  });
  const loose = [await report(world.places.ownHome), await report(world.places.otherHome)];
  const trapped = await report(world.places.lift, "lift-trapped");
  const before = Date.now();
  const plan = await propose(world.dispatcher);
  const [first] = plan.routes;
  assert.equal(first!.technicianId, world.technician.personId);
  const stop = first!.stops[0]!;
  assert.equal(stop.ticketId, trapped);
  assert.ok(Date.parse(stop.startsAt) - before < (wayMinutes.between + 1) * 60_000, "he goes at once");
  const planned = plan.routes.flatMap((route) => route.stops.map((each) => each.ticketId));
  assert.deepEqual(planned.toSorted(), [...loose, trapped].toSorted());
  assert.deepEqual([plan.urgentLeft, plan.left, plan.proven], [[], [], true]);
  // What he left comes before anything else that he is given.
  for (const { startsAt } of first!.stops.slice(1))
    assert.ok(Date.parse(startsAt) >= Date.parse(stop.startsAt) + 40 * 60_000);
  assert.equal((await assign(trapped, stop.version, first!.technicianId)).status, "dispatched");
});

test("all that waits is planned, what is beyond it is counted, and each assignment says that a plan chose it", async () => {
  world = await makeWorld(connection);
  const routine = await report(world.places.ownHome);
  const trapped = await report(world.places.lift, "lift-trapped");
  const copies = (id: string, count: number, mark = "-") =>
    connection.db.execute(sql`insert into ticket select (jsonb_populate_record(t, jsonb_build_object(
        'id', gen_random_uuid(), 'number', t.number || ${mark}::text || n))).*
      from ticket t, generate_series(1, ${count}::int) n where t.id = ${id}`);
  await copies(routine, 300);
  await copies(trapped, 4);
  const now = () => deskNow(connection.db, [world.siteId], new Date());
  const all = await now();
  assert.deepEqual([all.desk.waiting.length, all.more], [306, 0]);
  const plan = await propose(world.dispatcher);
  const planned = plan.routes.flatMap((route) => route.stops.map((stop) => stop.ticketId));
  assert.ok(planned.length > 2 && new Set(planned).size === planned.length);
  assert.equal(planned.length + plan.left.length, 306);
  assert.equal(plan.urgentLeft.length, 5);
  await copies(routine, mostPlanned - 300, "+");
  const { desk, more } = await now();
  assert.deepEqual([desk.waiting.length, more], [mostPlanned, 6]);
  assert.equal(desk.waiting.filter((job) => job.urgency === 1).length, 5, "the most pressing are in");
  await assign(routine, 1, world.technician.personId, { plan: { jobs: 20 } });
  const [kept] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, routine));
  assert.deepEqual((kept!.reasons as Kept).plan, { jobs: 20 });
});
