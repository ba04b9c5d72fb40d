import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event, eventWords } from "#db/schema/event.ts";
import { household } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardCandidates, boardDetail } from "../board/detail.ts";
import { proposeDispatch } from "../dispatch/propose.ts";
import { myJob } from "../field/jobs.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "./assign.ts";
import { getTicket } from "./get.ts";
import { keepTechnicianAway } from "./keepAway.ts";
import { toTicket } from "./load.ts";
import { reportRepair } from "./report.ts";
import { acceptJob, arriveAtJob, departForJob } from "./steps.ts";
import { triageTicket } from "./triage.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

async function report(placeId = world.places.ownHome, by: Actor = world.owner): Promise<string> {
  const input = {
    placeId,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3 as const,
    description: "滴水",
    photoIds: [],
    contactName: by === world.operator ? "王" : "",
  };
  return (await perform(reportRepair, as(by, connection), input, randomUUID())).ticketId;
}
async function rowOf(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
}
async function send(ticketId: string, who = world.technician) {
  const { version } = await rowOf(ticketId);
  const input = { ticketId, version, technicianId: who.personId };
  return perform(assignTechnician, as(world.dispatcher, connection), input, randomUUID());
}
const keep = (actor: Actor, ticketId: string, away = true, words = "", who = world.technician) =>
  perform(
    keepTechnicianAway,
    as(actor, connection),
    { ticketId, technicianId: who.personId, away, words },
    randomUUID(),
  );
async function refusal(deed: Promise<unknown>): Promise<[string, unknown]> {
  try {
    await deed;
  } catch (no) {
    assert.ok(no instanceof Refused, String(no));
    return [no.refusal.code, no.refusal.params?.reason ?? no.refusal.field];
  }
  throw new Error("It was not refused");
}
async function standing(ticketId: string, who = world.technician) {
  const { candidates } = await read(boardCandidates, as(world.dispatcher, connection), { ticketId });
  const { eligible, whyNot } = candidates.find((each) => each.technicianId === who.personId)!;
  return { eligible, whyNot };
}

test("what he has not begun goes back to the desk at once, and he is sent to that home no more", async () => {
  world = await makeWorld(connection);
  const [first, second] = [await report(), await report()];
  for (const ticketId of [first, second]) await send(ticketId);
  await perform(
    acceptJob,
    as(world.technician, connection),
    { ticketId: first, version: (await rowOf(first)).version },
    randomUUID(),
  );
  const answer = await keep(world.owner, first, true, "说话不客气");
  const after = await rowOf(first);
  assert.deepEqual(
    [answer.version, answer.status, after.status, after.technicianId],
    [after.version, "triaged", "triaged", null],
  );
  assert.equal((await rowOf(second)).technicianId, null, "the other repair of the same home as well");

  const told = await connection.db
    .select()
    .from(event)
    .leftJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
    .where(eq(event.ticketId, first))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(
    told.slice(-2).map(({ event: { type, data } }) => [type, data.technicianId, data.reason]),
    [
      ["kept_away", world.technician.personId, undefined],
      ["withdrawn", world.technician.personId, "kept_away"],
    ],
  );
  assert.equal(told.at(-2)!.event_words?.words, "说话不客气");
  const sum = told.reduce<Ticket | null>((state, { event: each }) => evolve(state, each), null);
  assert.deepEqual(sum, toTicket(after));
  const [held] = await connection.db.select().from(assignment).where(eq(assignment.ticketId, first));
  assert.equal(held!.endReason, "withdrawn");

  const next = await report();
  for (const ticketId of [first, second, next]) {
    assert.deepEqual(await standing(ticketId), { eligible: false, whyNot: ["kept_away"] });
    assert.deepEqual(await refusal(send(ticketId)), ["NOT_ELIGIBLE", "kept_away"]);
  }
  assert.deepEqual(await standing(next, world.technician2), { eligible: true, whyNot: [] });
  const nextDoor = await report(world.places.otherHome, world.neighbour);
  assert.deepEqual(
    await standing(nextDoor),
    { eligible: true, whyNot: [] },
    "another home decides for itself",
  );
  const plan = await read(proposeDispatch, as(world.dispatcher, connection), {});
  const his = plan.routes.find((route) => route.technicianId === world.technician.personId)?.stops ?? [];
  assert.ok(his.every((stop) => stop.ticketId === nextDoor));
  assert.equal(plan.sum.planned, 4, "everybody is served by somebody");
});

test("what he has begun stays his, twice is once, and he may come again", async () => {
  world = await makeWorld(connection);
  const ticketId = await report();
  await send(ticketId);
  for (const step of [acceptJob, departForJob, arriveAtJob]) {
    const { version } = await rowOf(ticketId);
    await perform(step, as(world.technician, connection), { ticketId, version }, randomUUID());
  }
  const said = await keep(world.owner, ticketId);
  assert.deepEqual(
    [said.status, (await rowOf(ticketId)).technicianId],
    ["on_site", world.technician.personId],
  );
  assert.deepEqual(await keep(world.owner, ticketId), said, "the second time changes nothing");
  const next = await report();
  assert.equal((await standing(next)).eligible, false);

  assert.deepEqual(await refusal(keep(world.dispatcher, ticketId, false)), ["REQUIRED", "words"]);
  await keep(world.dispatcher, ticketId, false, "电话里和业主说好了");
  assert.equal((await standing(next)).eligible, true);
  await keep(world.operator, next, true, "", world.technician).catch(() => {});
  assert.equal((await standing(next)).eligible, true, "of a repair that he never had nobody can say so");
  await keep(world.operator, ticketId);
  assert.equal((await standing(next)).eligible, false, "heard on the telephone it counts as much");
  await keep(world.owner, ticketId, false);
  assert.equal((await standing(next)).eligible, true);
});

test("who moves out takes the wish along; the repair in which it was said keeps it", async () => {
  world = await makeWorld(connection);
  const ticketId = await report();
  await send(ticketId);
  await keep(world.owner, ticketId);
  const next = await report();
  assert.equal((await standing(next)).eligible, false);
  await connection.db
    .update(household)
    .set({ until: new Date() })
    .where(eq(household.personId, world.owner.personId));
  assert.equal((await standing(next)).eligible, true);
  assert.equal((await standing(ticketId)).eligible, false);

  const heir = await world.resident("赵敏", "+8613655557777", world.places.ownHome);
  const hers = await report(world.places.ownHome, heir);
  await send(hers);
  await keep(heir, hers);
  assert.equal((await standing(hers)).eligible, false, "the new household says so for itself");
});

test("nobody waits in danger for that: it is named and can be overruled", async () => {
  world = await makeWorld(connection);
  const ticketId = await report();
  await send(ticketId);
  await keep(world.owner, ticketId);
  const { version } = await rowOf(ticketId);
  await perform(
    triageTicket,
    as(world.dispatcher, connection),
    { ticketId, version, urgency: 1, faultCode: "tap-drips", words: "" },
    randomUUID(),
  );
  assert.deepEqual(await standing(ticketId), { eligible: true, whyNot: ["kept_away"] });
  await send(ticketId);
  const [kept] = (await read(boardDetail, as(world.dispatcher, connection), { ticketId })).choices;
  assert.deepEqual(kept!.overruled, ["kept_away"]);
});

test("only the home and the desk can say so, of whoever had the repair, and he never reads it", async () => {
  world = await makeWorld(connection);
  const ticketId = await report();
  await send(ticketId);
  assert.deepEqual(await refusal(keep(world.neighbour, ticketId)), ["NOT_FOUND", undefined]);
  assert.deepEqual(await refusal(keep(world.technician, ticketId)), ["NOT_ALLOWED", undefined]);
  assert.deepEqual(await refusal(keep(world.owner, ticketId, true, "", world.technician2)), [
    "NOT_FOUND",
    "technicianId",
  ]);
  const inLift = await report(world.places.lift, world.operator);
  await send(inLift);
  assert.deepEqual(await refusal(keep(world.operator, inLift)), ["NOT_FOUND", "technicianId"]);

  const asOwner = () => read(getTicket, as(world.owner, connection), { ticketId });
  const { id, away } = (await asOwner()).came[0]!;
  assert.deepEqual([id, away], [world.technician.personId, false]);
  await keep(world.owner, ticketId, true, "不想再见到他");
  const answer = await asOwner();
  const { came, entries } = answer;
  assert.deepEqual([came[0]!.away, entries.some((each) => each.type === "kept_away")], [true, true]);
  assert.ok(!JSON.stringify(answer).includes("不想再见到他"), "others of the home read why neither");

  await send(ticketId, world.technician2);
  for (const seen of [
    await read(myJob, as(world.technician2, connection), { ticketId }),
    await read(getTicket, as(world.technician2, connection), { ticketId }),
  ]) {
    assert.ok(!JSON.stringify(seen).includes("kept_away"));
    assert.ok(!JSON.stringify(seen).includes("不想再见到他"));
  }
});
