import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, eq, isNull } from "drizzle-orm";
import { dispatchMode } from "#db/schema/dispatchMode.ts";
import { fault } from "#db/schema/fault.ts";
import { shift, staffAccount, technician, technicianSkill } from "#db/schema/person.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { type Kept, mostKept } from "../../domain/dispatch/candidate.ts";
import { mustRefuse } from "../../testing/refused.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardCandidates, boardDetail } from "../board/detail.ts";
import { perform, read } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { declineJob } from "../ticket/steps.ts";
import { transferJob } from "../ticket/transfer.ts";
import { dispatchDue } from "./automatic.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
});
beforeEach(async () => {
  world = await makeWorld(connection);
});
after(() => connection.drop());

async function file(faultCode = "tap-drips", placeId = world.places.ownHome): Promise<string> {
  const input = reportRepair.input.parse({
    placeId,
    faultCode,
    urgency: 3,
    description: "x",
    contactName: "y",
  });
  return (await perform(reportRepair, as(world.operator, connection), input, randomUUID())).ticketId;
}

const send = (ticketId: string, more: object = {}, version = 1) =>
  perform(
    assignTechnician,
    as(world.dispatcher, connection),
    assignTechnician.input.parse({ ticketId, version, technicianId: world.technician.personId, ...more }),
    randomUUID(),
  );

const capacity = (minutes: number, personId = world.technician.personId) =>
  connection.db.update(technician).set({ capacityMinutes: minutes }).where(eq(technician.personId, personId));

async function shiftsEnd(minutes: number): Promise<Date> {
  const until = new Date(Date.now() + minutes * 60_000);
  await connection.db
    .update(shift)
    .set({ endsAt: until })
    .where(eq(shift.personId, world.technician.personId));
  return until;
}

async function keptOf(ticketId: string) {
  const [row] = await connection.db
    .select()
    .from(assignment)
    .where(and(eq(assignment.ticketId, ticketId), isNull(assignment.endedAt)));
  return { by: row!.assignedById, reasons: row!.reasons as Kept };
}

async function whyNot(ticketId: string): Promise<string[]> {
  const { candidates } = await read(boardCandidates, as(world.dispatcher, connection), { ticketId });
  return candidates.find((each) => each.technicianId === world.technician.personId)?.whyNot ?? ["not there"];
}

test("what may be overruled is overruled by saying why, and that is kept with who said it", async () => {
  await capacity(60);
  await send(await file());
  const ticketId = await file();
  const refused = await mustRefuse(send(ticketId));
  assert.deepEqual(
    [refused.code, refused.field, refused.params?.reason],
    ["SAY_WHY", "overrule", "over_capacity"],
  );
  const overrule = { reason: "agreed", words: "他说顺路" };
  await send(ticketId, { overrule });
  const kept = await keptOf(ticketId);
  assert.equal(kept.by, world.dispatcher.personId);
  assert.deepEqual(
    [kept.reasons.overruled, kept.reasons.whyNot, kept.reasons.overrule],
    [true, ["over_capacity"], overrule],
  );
  const { choices } = await read(boardDetail, as(world.dispatcher, connection), { ticketId });
  assert.deepEqual([choices[0]?.overruled, choices[0]?.overrule], [["over_capacity"], overrule]);
});

test("a reason where none is owed is not kept, and no reason sends whoever must not go", async () => {
  const free = await file();
  await send(free, { overrule: { reason: "urgent" } });
  assert.equal((await keptOf(free)).reasons.overrule, undefined);
  const lift = await file("lift-trapped", world.places.lift);
  const never = await mustRefuse(send(lift, { overrule: { reason: "nobody_else" } }));
  assert.deepEqual([never.code, never.params?.reason], ["NOT_ELIGIBLE", "no_skill"]);
});

test("moving a job on to somebody against whom something speaks takes a reason as well", async () => {
  const ticketId = await file();
  await send(ticketId, { technicianId: world.technician2.personId });
  await shiftsEnd(20);
  const move = (more: object = {}) =>
    perform(
      transferJob,
      as(world.dispatcher, connection),
      transferJob.input.parse({
        ticketId,
        version: 2,
        technicianId: world.technician.personId,
        reason: "nearer",
        ...more,
      }),
      randomUUID(),
    );
  assert.deepEqual((await mustRefuse(move())).params?.reason, "shift_too_short");
  await move({ overrule: { reason: "agreed" } });
  assert.deepEqual((await keptOf(ticketId)).reasons.overrule, { reason: "agreed", words: "" });
});

test("the whole job within his shifts: what he holds is done first, and shifts that touch are one", async () => {
  await send(await file());
  const ticketId = await file();
  const until = await shiftsEnd(70);
  assert.deepEqual(await whyNot(ticketId), ["shift_too_short"], "40 minutes in hand, then 40 more");
  const next = { id: randomUUID(), personId: world.technician.personId, startsAt: until };
  await connection.db.insert(shift).values({ ...next, endsAt: new Date(until.getTime() + 3_600_000) });
  assert.deepEqual(await whyNot(ticketId), []);
  await send(ticketId);
});

test("a fault asks for a level, and a helper is never sent to it", async () => {
  const code = `level-${randomUUID().slice(0, 8)}`;
  const [like] = await connection.db.select().from(fault).where(eq(fault.code, "tap-drips"));
  await connection.db.insert(fault).values({ ...like!, code, level: 3 });
  const ticketId = await file(code);
  assert.deepEqual(await whyNot(ticketId), ["level_too_low"]);
  const refused = await mustRefuse(send(ticketId, { overrule: { reason: "nobody_else" } }));
  assert.deepEqual([refused.code, refused.params?.reason], ["NOT_ELIGIBLE", "level_too_low"]);
  await connection.db
    .update(technicianSkill)
    .set({ level: 3 })
    .where(eq(technicianSkill.personId, world.technician.personId));
  await send(ticketId);
});

async function setTo(mode: "auto" | "grab"): Promise<void> {
  const row = { siteId: world.siteId, faultCode: "tap-drips", reason: "x", setById: world.lead.personId };
  await connection.db.insert(dispatchMode).values({ id: randomUUID(), ...row, mode, since: new Date() });
}
const close = (personId: string) =>
  connection.db
    .update(staffAccount)
    .set({ disabledAt: new Date() })
    .where(eq(staffAccount.personId, personId));

test("whose account is closed is in no list and is sent by nobody, whatever the rota says", async () => {
  await close(world.technician.personId);
  await close(world.technician2.personId);
  await setTo("auto");
  const ticketId = await file();
  await dispatchDue(connection.db, new Date());
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.equal(row!.technicianId, null);
  assert.deepEqual(await whyNot(ticketId), ["not there"]);
  assert.equal((await mustRefuse(send(ticketId, {}, row!.version))).code, "NOT_FOUND");
});

test("the whole list is kept with its why-nots and numbers, and shown in the story", async () => {
  const more = await Promise.all(Array.from({ length: 25 }, (_, n) => world.worker(`师傅${n}`)));
  await world.worker("电工", { skill: "electrical" });
  const ticketId = await file();
  await send(ticketId);
  const { reasons } = await keptOf(ticketId);
  assert.equal(reasons.list!.length, more.length + 4);
  assert.ok(reasons.list!.length <= mostKept);
  const { choices } = await read(boardDetail, as(world.dispatcher, connection), { ticketId });
  const list = choices[0]!.list;
  assert.equal(list.length, more.length + 4);
  assert.ok(list.every((each) => each.worth?.length === 7));
  const against = list.filter((each) => each.whyNot.length > 0);
  assert.deepEqual(against.map((each) => `${each.technician.name} ${each.whyNot}`).sort(), [
    "刘洋 off_shift",
    "电工 no_skill",
  ]);
});

test("who declined it is asked again by a person only, who says why", async () => {
  const ticketId = await file();
  await send(ticketId);
  const decline = declineJob.input.parse({ ticketId, version: 2, reason: "busy" });
  await perform(declineJob, as(world.technician, connection), decline, randomUUID());
  assert.equal((await mustRefuse(send(ticketId, {}, 3))).params?.reason, "declined_it");
  await send(ticketId, { overrule: { reason: "agreed" } }, 3);
});
