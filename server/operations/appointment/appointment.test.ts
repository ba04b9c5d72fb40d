import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { appointment } from "#db/schema/appointment.ts";
import { event, notification } from "#db/schema/event.ts";
import { shift } from "#db/schema/person.ts";
import { photo, ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { visitOffReasons } from "../../domain/appointment/appointment.ts";
import { fromWindowsWord } from "../../domain/appointment/choices.ts";
import type { Window } from "../../domain/appointment/slots.ts";
import { windowWords } from "../../domain/appointment/words.ts";
import { type Refusal, Refused } from "../../domain/refusal.ts";
import { wording } from "../../notify/wording.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardCandidates } from "../board/detail.ts";
import { holderOf } from "../link/open.ts";
import { secretOf } from "../link/secret.ts";
import { perform, read } from "../operation.ts";
import { clocksNow } from "../sla/reckon.ts";
import { setAvailability } from "../technician/availability.ts";
import { endShifts } from "../technician/shiftOver.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { cancelTicket } from "../ticket/end.ts";
import { getTicket } from "../ticket/get.ts";
import { noAccess } from "../ticket/noAccess.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob, resumeWork } from "../ticket/steps.ts";
import { transferJob } from "../ticket/transfer.ts";
import { undoDeed } from "../ticket/undo.ts";
import { withdrawAssignment } from "../ticket/withdraw.ts";
import { cancelAppointment } from "./cancel.ts";
import { changeAppointment } from "./change.ts";
import { chooseAppointment } from "./choose.ts";
import { timeOf, timesOf } from "./free.ts";
import { offerAppointment } from "./offer.ts";
import { remindDue } from "./remind.ts";
import { appointmentSlots } from "./slots.ts";

/** A Tuesday, nine in the morning at the site. */
const nine = new Date("2026-11-24T01:00:00Z");
const later = (minutes: number) => new Date(nine.getTime() + minutes * 60_000);

let connection: Connection & { drop(): Promise<void> };

before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

/** An estate at nine o'clock whose technicians also work tomorrow. */
async function estate(): Promise<World> {
  const world = await makeWorld(connection, nine);
  for (const who of [world.technician, world.technician2])
    await connection.db.insert(shift).values({
      id: randomUUID(),
      personId: who.personId,
      startsAt: later(24 * 60 - 60),
      endsAt: later(32 * 60),
    });
  return world;
}

async function given(world: World, to = world.technician, by: Actor = world.owner): Promise<string> {
  const placeId = by === world.neighbour ? world.places.otherHome : world.places.ownHome;
  const said = { placeId, faultCode: "tap-drips", urgency: 3, description: "滴水", contactName: "王丽" };
  const input = reportRepair.input.parse(said);
  const { ticketId } = await perform(reportRepair, as(by, connection, nine), input, randomUUID());
  const order = { ticketId, version: 1, technicianId: to.personId };
  await perform(assignTechnician, as(world.dispatcher, connection, nine), order, randomUUID());
  return ticketId;
}

const rowOf = async (ticketId: string) => {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
};
const step = async (command: typeof acceptJob, ticketId: string, actor: Actor, now = nine) =>
  perform(
    command,
    as(actor, connection, now),
    { ticketId, version: (await rowOf(ticketId)).version },
    randomUUID(),
  );
const slots = (ticketId: string, actor: Actor, now = nine) =>
  read(appointmentSlots, as(actor, connection, now), { ticketId });
const offer = (ticketId: string, windows: Window[], actor: Actor, now = nine) =>
  perform(offerAppointment, as(actor, connection, now), { ticketId, windows }, randomUUID());
const openOf = async (ticketId: string) => {
  const [row] = await connection.db
    .select()
    .from(appointment)
    .where(and(eq(appointment.ticketId, ticketId), isNull(appointment.endedAt)));
  return row ?? null;
};
const choose = async (ticketId: string, window: Window, actor: Actor, now = nine) => {
  const input = { ticketId, appointmentId: (await openOf(ticketId))?.id ?? randomUUID(), window };
  return perform(chooseAppointment, as(actor, connection, now), input, randomUUID());
};
const change = (ticketId: string, window: Window, actor: Actor, now = nine) =>
  perform(changeAppointment, as(actor, connection, now), { ticketId, window }, randomUUID());

async function agreed(world: World, nth = 0, to = world.technician, by: Actor = world.owner) {
  const ticketId = await given(world, to, by);
  const { free } = await slots(ticketId, to);
  await offer(ticketId, free.slice(nth, nth + 3), to);
  await choose(ticketId, free[nth]!, by);
  return { ticketId, window: free[nth]! };
}

async function refusal(attempt: Promise<unknown>): Promise<Refusal | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** What people were told about a ticket since its assignment, oldest first. */
async function told(ticketId: string, personId?: string): Promise<string[]> {
  const rows = await connection.db
    .select({ kind: notification.kind, personId: notification.personId })
    .from(notification)
    .where(
      and(
        eq(notification.ticketId, ticketId),
        notInArray(notification.kind, ["registered", "assigned", "job_new", "departed"]),
      ),
    )
    // In the order of writing: here all of it has one time.
    .orderBy(sql`xmin::text::bigint`, sql`ctid`);
  return rows.filter((row) => personId === undefined || row.personId === personId).map((row) => row.kind);
}
const storyOf = async (ticketId: string) =>
  (
    await connection.db
      .select({ type: event.type })
      .from(event)
      .where(eq(event.ticketId, ticketId))
      .orderBy(asc(event.ticketVersion))
  ).map((row) => row.type);

test("he offers times, which takes the job on; the owner takes one by the link, and both see it", async () => {
  const world = await estate();
  const ticketId = await given(world);
  const { free } = await slots(ticketId, world.technician);
  assert.ok(free.length > 8);
  await offer(ticketId, free.slice(0, 3), world.technician);
  assert.equal((await rowOf(ticketId)).status, "accepted");
  const [message] = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.ticketId, ticketId), eq(notification.kind, "visit_offered")));
  const holder = await holderOf(connection.db, secretOf(message!.payload.link!), nine);
  const { choices } = await slots(ticketId, holder!);
  assert.deepEqual(choices, free.slice(0, 3));
  await choose(ticketId, choices[1]!, holder!);
  assert.deepEqual(await told(ticketId, world.technician.personId), ["job_visit_set"]);
  assert.deepEqual(await told(ticketId, world.owner.personId), ["visit_offered", "visit_agreed"]);
  const seen = await read(getTicket, as(world.owner, connection, nine), { ticketId });
  assert.deepEqual(seen.visit?.agreed, choices[1]);
  assert.deepEqual(await storyOf(ticketId), [
    "reported",
    "assigned",
    "accepted",
    "appointment_offered",
    "appointment_chosen",
  ]);
});

test("only real free times can be offered, and only by whoever holds the job or by the desk", async () => {
  const world = await estate();
  const ticketId = await given(world);
  const { free } = await slots(ticketId, world.technician);
  const shifted = (window: Window, by: number): Window => ({
    from: new Date(Date.parse(window.from) + by * 60_000).toISOString(),
    until: new Date(Date.parse(window.until) + by * 60_000).toISOString(),
  });
  for (const bad of [
    shifted(free[0]!, -120),
    shifted(free[0]!, 13 * 60),
    shifted(free[0]!, 7),
    shifted(free[0]!, 60 * 24 * 9),
  ])
    assert.equal((await refusal(offer(ticketId, [bad], world.technician)))?.code, "SLOT_TAKEN");
  assert.equal((await refusal(offer(ticketId, [free[0]!], world.technician2)))?.code, "NOT_FOUND");
  await offer(ticketId, [free[0]!], world.dispatcher);
  assert.equal((await rowOf(ticketId)).status, "dispatched", "the desk accepts nothing in his place");
});

test("a time that went meanwhile is refused, and the refusal brings the fresh ones", async () => {
  const world = await estate();
  const [mine, theirs] = [await given(world), await given(world, world.technician, world.neighbour)];
  const { free } = await slots(mine, world.technician);
  // Offered to two homes: it is a promise only once somebody has taken it.
  for (const ticketId of [mine, theirs]) await step(acceptJob, ticketId, world.technician);
  const both = (await slots(mine, world.technician)).free.slice(0, 2);
  assert.ok(both[0]!.from >= free[0]!.from);
  await offer(mine, both, world.technician);
  await offer(theirs, (await slots(theirs, world.technician)).free.slice(0, 2), world.technician);
  const first = both[0]!;
  await choose(mine, first, world.owner);
  const no = await refusal(choose(theirs, first, world.neighbour));
  assert.equal(no?.code, "SLOT_TAKEN");
  const fresh = fromWindowsWord(String(no?.params?.fresh));
  assert.ok(fresh.length > 0 && fresh.every((window) => window.from !== first.from));
  await choose(theirs, fresh[0]!, world.neighbour);
});

test("race: ten homes want the same hour of one technician at once, and one gets it", async () => {
  const world = await estate();
  const tickets: string[] = [];
  // One after another: a resident's own burst is held back, and that is not what is shown here.
  for (let n = 0; n < 10; n++) tickets.push(await given(world));
  const { free } = await slots(tickets[0]!, world.technician);
  const wanted = free.at(-1)!;
  const outcomes = await Promise.all(
    tickets.map((ticketId) => refusal(change(ticketId, wanted, world.dispatcher))),
  );
  assert.equal(outcomes.filter((outcome) => outcome === null).length, 1);
  assert.ok(outcomes.every((outcome) => outcome === null || outcome.code === "SLOT_TAKEN"));
});

test("race: the same owner's two browsers choose two times, and one holds", async () => {
  const world = await estate();
  const ticketId = await given(world);
  const { free } = await slots(ticketId, world.technician);
  await offer(ticketId, free.slice(0, 2), world.technician);
  const outcomes = await Promise.all(
    free.slice(0, 2).map((window) => refusal(choose(ticketId, window, world.owner))),
  );
  assert.deepEqual(outcomes.map((outcome) => outcome?.code ?? "ok").sort(), ["SETTLED_ALREADY", "ok"]);
});

test("either side changes or calls off, and the other hears of it", async () => {
  const world = await estate();
  const { ticketId } = await agreed(world);
  const { free } = await slots(ticketId, world.owner);
  await change(ticketId, free[5]!, world.owner);
  assert.deepEqual(await told(ticketId, world.technician.personId), ["job_visit_set", "job_visit_moved"]);
  await change(ticketId, free[6]!, world.technician);
  assert.deepEqual((await told(ticketId, world.owner.personId)).slice(2), ["visit_changed", "visit_changed"]);
  assert.equal((await told(ticketId, world.technician.personId)).length, 2, "his own word is no news to him");
  const open = await openOf(ticketId);
  const off = { ticketId, appointmentId: open!.id, reason: "not_there", words: "" } as const;
  await perform(cancelAppointment, as(world.owner, connection, nine), off, randomUUID());
  assert.equal(await openOf(ticketId), null);
  assert.equal((await told(ticketId, world.technician.personId)).at(-1), "job_visit_off");
  assert.equal((await rowOf(ticketId)).status, "accepted", "the repair stands");
  const again = perform(cancelAppointment, as(world.technician, connection, nine), off, randomUUID());
  assert.equal((await refusal(again))?.code, "SETTLED_ALREADY");
});

test("reminders a day and an hour before, once with two servers; not for what was changed or called off", async () => {
  const world = await estate();
  await connection.db.insert(shift).values({
    id: randomUUID(),
    personId: world.technician.personId,
    startsAt: later(48 * 60),
    endsAt: later(56 * 60),
  });
  const ticketId = await given(world);
  const { free } = await slots(ticketId, world.technician);
  const wanted = free.filter((window) => Date.parse(window.from) >= later(48 * 60).getTime());
  await change(ticketId, wanted[0]!, world.technician);
  const start = Date.parse(wanted[0]!.from);
  const ahead = (minutes: number) => new Date(start - minutes * 60_000);
  const reminders = async () =>
    (await told(ticketId)).filter((kind) => /^(job_)?visit_(day|hour|soon)$/.test(kind)).sort();
  await remindDue(connection.db, ahead(1441));
  assert.deepEqual(await reminders(), []);
  await Promise.all(Array.from({ length: 4 }, () => remindDue(connection.db, ahead(1440))));
  await remindDue(connection.db, ahead(1300));
  assert.deepEqual(await reminders(), ["job_visit_day", "visit_day"]);
  await change(ticketId, wanted[3]!, world.owner, ahead(1200));
  await remindDue(connection.db, ahead(60));
  assert.deepEqual(await reminders(), ["job_visit_day", "visit_day"], "nobody comes at the old time");
  const moved = Date.parse(wanted[3]!.from);
  await Promise.all(Array.from({ length: 4 }, () => remindDue(connection.db, new Date(moved - 60 * 60_000))));
  assert.deepEqual(await reminders(), ["job_visit_day", "job_visit_soon", "visit_day", "visit_hour"]);
  const other = await agreed(world, 3, world.technician, world.neighbour);
  const open = await openOf(other.ticketId);
  const off = { ticketId: other.ticketId, appointmentId: open!.id, reason: "later", words: "" } as const;
  await perform(cancelAppointment, as(world.neighbour, connection, nine), off, randomUUID());
  const sent = await remindDue(connection.db, new Date(Date.parse(other.window.from) - 30 * 60_000));
  assert.equal(sent, 0);
});

test("race: who changes the time at the very moment of a reminder is not held up by it, nor it by them", async () => {
  const world = await estate();
  const ticketId = await given(world);
  const { free } = await slots(ticketId, world.technician);
  const wanted = free.at(-1)!;
  await change(ticketId, wanted, world.technician);
  const hour = new Date(Date.parse(wanted.from) - 60 * 60_000);
  const reminded = async () => (await told(ticketId)).filter((kind) => kind === "visit_hour");
  let reminding: Promise<number> | undefined;
  await connection.db.transaction(async (tx) => {
    await tx.select().from(ticket).where(eq(ticket.id, ticketId)).for("update");
    reminding = remindDue(connection.db, hour);
    reminding.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tx.update(appointment).set({ why: "visit" }).where(eq(appointment.ticketId, ticketId));
  });
  await reminding;
  assert.deepEqual(await reminded(), [], "it comes with the next round");
  await remindDue(connection.db, hour);
  assert.deepEqual(await reminded(), ["visit_hour"]);
});

test("whoever had agreed on a time and is offered others reads that it is off", async () => {
  const world = await estate();
  const { ticketId, window } = await agreed(world);
  const { free } = await slots(ticketId, world.technician);
  await offer(ticketId, free.slice(4, 6), world.technician);
  const [first, second] = await connection.db
    .select({ payload: notification.payload, locale: notification.locale })
    .from(notification)
    .where(and(eq(notification.ticketId, ticketId), eq(notification.kind, "visit_offered")))
    .orderBy(sql`xmin::text::bigint`, sql`ctid`);
  const said = windowWords(window, "Asia/Shanghai", second!.locale);
  assert.deepEqual([first?.payload.time, second?.payload.time], [undefined, said]);
  for (const locale of ["zh", "en"] as const) {
    assert.ok(wording("visit_offered", locale, second!.payload).includes(said));
    assert.doesNotMatch(wording("visit_offered", locale, first!.payload), /undefined|取消|called off/);
  }
});

test("agreed within the hour: no reminder", async () => {
  const world = await estate();
  const { ticketId, window } = await agreed(world);
  assert.ok(Date.parse(window.from) - nine.getTime() < 3_600_000);
  await remindDue(connection.db, later(20));
  assert.ok(!(await told(ticketId)).some((kind) => kind.endsWith("_hour") || kind.endsWith("_day")));
});

test("work that goes to somebody else keeps its agreed time if he can come then; else the owner is told", async () => {
  const world = await estate();
  const first = await agreed(world, 2);
  const hand = async (ticketId: string, toId: string) => {
    const input = { ticketId, version: (await rowOf(ticketId)).version, technicianId: toId, words: "" };
    const overrule = { reason: "nobody_else", words: "" } as const;
    const order = { ...input, reason: "nearer", overrule } as const;
    await perform(transferJob, as(world.dispatcher, connection, nine), order, randomUUID());
  };
  await hand(first.ticketId, world.technician2.personId);
  assert.equal((await openOf(first.ticketId))?.technicianId, world.technician2.personId);
  const second = await agreed(world, 2, world.technician, world.neighbour);
  assert.equal(second.window.from, first.window.from);
  await hand(second.ticketId, world.technician2.personId);
  assert.equal(await openOf(second.ticketId), null);
  assert.equal((await told(second.ticketId, world.neighbour.personId)).at(-1), "visit_cancelled");
});

test("the desk takes the work back: the agreed time stands for whoever is sent next", async () => {
  const world = await estate();
  const { ticketId, window } = await agreed(world, 2);
  const back = { ticketId, version: (await rowOf(ticketId)).version, reason: "mistake", words: "" } as const;
  await perform(withdrawAssignment, as(world.dispatcher, connection, nine), back, randomUUID());
  const open = await openOf(ticketId);
  assert.equal(open?.technicianId, null);
  assert.equal(open?.chosenFrom?.toISOString(), window.from);
  const busy = await given(world, world.technician, world.neighbour);
  await change(busy, window, world.dispatcher);
  const { candidates } = await read(boardCandidates, as(world.dispatcher, connection, nine), { ticketId });
  const whyNot = (who: { personId: string }) =>
    candidates.find((each) => each.technicianId === who.personId)?.whyNot.includes("not_free_then");
  assert.deepEqual([whyNot(world.technician), whyNot(world.technician2)], [true, false]);
  const order = {
    ticketId,
    version: (await rowOf(ticketId)).version,
    technicianId: world.technician2.personId,
  };
  await perform(assignTechnician, as(world.dispatcher, connection, nine), order, randomUUID());
  assert.equal((await openOf(ticketId))?.technicianId, world.technician2.personId);
});

test("what decides when somebody can come is the same for one who is asked about alone and among others", async () => {
  const world = await estate();
  const all = [world.technician, world.technician2];
  // One has promised a time and holds work besides; the other has said that he leaves.
  await agreed(world);
  await given(world);
  const away = { technicianId: world.technician2.personId, presence: "off", reason: "shift_done" };
  await perform(
    setAvailability,
    as(world.technician2, connection, later(5)),
    setAvailability.input.parse(away),
    randomUUID(),
  );
  const row = await rowOf(await given(world, world.technician, world.neighbour));
  const ids = all.map((who) => who.personId);
  const among = await timesOf(connection.db, row, ids, later(10));
  for (const id of ids) assert.deepEqual(among(id), await timeOf(connection.db, row, id, later(10)));
  assert.notDeepEqual(among(ids[0]!), among(ids[1]!));
  assert.equal(among(ids[0]!).promised.length, 1);
  assert.ok(among(ids[0]!).openMinutes > 0 && among(ids[1]!).openMinutes === 0);
});

test("the end of a shift takes nothing back that he comes for in the next one", async () => {
  const world = await estate();
  const tomorrow = await agreed(world, 9);
  assert.ok(Date.parse(tomorrow.window.from) > later(8 * 60).getTime());
  const today = await given(world, world.technician, world.neighbour);
  await step(acceptJob, today, world.technician);
  await endShifts(connection.db, later(8 * 60 + 1));
  assert.equal((await rowOf(tomorrow.ticketId)).technicianId, world.technician.personId);
  assert.equal((await rowOf(today)).technicianId, null);
});

async function doorPicture(world: World): Promise<string> {
  const id = randomUUID();
  await connection.db.insert(photo).values({
    id,
    sentHash: randomUUID(),
    uploaderId: world.technician.personId,
    width: 10,
    height: 10,
    bytes: 10,
    uploadedAt: nine,
  });
  return id;
}
const inVain = async (
  world: World,
  ticketId: string,
  reason: string,
  now = later(20),
  pictures = 1,
  doneAt: Date | null = null,
) =>
  perform(
    noAccess,
    as(world.technician, connection, now),
    noAccess.input.parse({
      ticketId,
      version: (await rowOf(ticketId)).version,
      reason,
      photoIds: pictures === 0 ? [] : [await doorPicture(world)],
      calls: [later(15).toISOString(), later(18).toISOString()],
      ...(doneAt && { doneAt: doneAt.toISOString() }),
    }),
    randomUUID(),
  );

test("no access: proof is kept, the clocks wait, the owner chooses another time, and he comes again", async () => {
  const world = await estate();
  const ticketId = await given(world);
  for (const command of [acceptJob, departForJob]) await step(command, ticketId, world.technician);
  const no = await refusal(inVain(world, ticketId, "nobody_opens", later(20), 0));
  assert.deepEqual([no?.code, no?.field], ["REQUIRED", "photoIds"]);
  await inVain(world, ticketId, "nobody_opens");
  const waiting = await rowOf(ticketId);
  assert.equal(waiting.status, "paused");
  assert.equal(waiting.pauseReason, "no_access");
  assert.equal(waiting.technicianId, world.technician.personId);
  assert.ok(waiting.capAt, "the wait is allowed for as long as the policy says");
  const [kept] = await connection.db.select().from(photo).where(eq(photo.ticketId, ticketId));
  assert.equal(kept?.kind, "door");
  const [fact] = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "no_access")));
  assert.equal(fact?.data.calls, 2);
  assert.equal(fact?.data.visit, 1);
  assert.ok((await told(ticketId, world.owner.personId)).includes("no_access"));
  const { choices, visit } = await slots(ticketId, world.owner, later(30));
  assert.equal(visit?.why, "no_access");
  await choose(ticketId, choices[3]!, world.owner, later(30));
  const rebooked = await rowOf(ticketId);
  assert.equal(rebooked.status, "paused");
  assert.equal(rebooked.backAt?.toISOString(), choices[3]!.from);
  const there = new Date(choices[3]!.from);
  await step(resumeWork, ticketId, world.technician, there);
  assert.equal(await openOf(ticketId), null);
  await inVain(world, ticketId, "nobody_opens", new Date(there.getTime() + 600_000));
  const desk = await rowOf(ticketId);
  assert.equal(desk.status, "triaged", "the second time the desk speaks with the owner");
  assert.equal(desk.technicianId, null);
  assert.equal((await told(ticketId, world.owner.personId)).at(-1), "no_access_desk");
});

test("what the owner has agreed since he stood there without a network stands, however late that is heard", async () => {
  for (const arrives of [false, true]) {
    const world = await estate();
    const { ticketId } = await agreed(world);
    const { free } = await slots(ticketId, world.owner, later(60));
    const tomorrow = free.findLast(({ from }) => Date.parse(from) > later(20 * 60).getTime())!;
    await change(ticketId, tomorrow, world.owner, later(60));
    const heard = later(90);
    const late = async (command: typeof acceptJob, minutes: number) => {
      const { version } = await rowOf(ticketId);
      const input = { ticketId, version, doneAt: later(minutes).toISOString() };
      await perform(command, as(world.technician, connection, heard), input, randomUUID());
    };
    await late(departForJob, 20);
    if (arrives) await late(arriveAtJob, 30);
    await inVain(world, ticketId, "nobody_opens", heard, 1, later(35));
    const open = await openOf(ticketId);
    assert.equal(open?.chosenFrom?.toISOString(), tomorrow.from, `arrived: ${arrives}`);
    const row = await rowOf(ticketId);
    assert.deepEqual([row.status, row.backAt?.toISOString()], ["paused", tomorrow.from]);
    assert.ok(!(await told(ticketId, world.owner.personId)).includes("no_access"), "nobody is asked again");
  }
});

test("a wrong place or a hazard goes to the desk at once, a hazard without a picture", async () => {
  const world = await estate();
  for (const [reason, pictures] of [
    ["wrong_place", 1],
    ["hazard", 0],
  ] as const) {
    const ticketId = await given(world);
    for (const command of [acceptJob, departForJob, arriveAtJob])
      await step(command, ticketId, world.technician);
    await inVain(world, ticketId, reason, later(20), pictures);
    assert.equal((await rowOf(ticketId)).status, "triaged", reason);
    assert.equal(await openOf(ticketId), null);
    assert.ok((await storyOf(ticketId)).join(" ").endsWith("no_access withdrawn"));
  }
});

test("times that were offered end with the job's going to somebody else, and the owner who holds them is told", async () => {
  const world = await estate();
  const ticketId = await given(world);
  const { free } = await slots(ticketId, world.technician);
  await offer(ticketId, free.slice(0, 3), world.technician);
  const order = transferJob.input.parse({
    ticketId,
    version: (await rowOf(ticketId)).version,
    technicianId: world.technician2.personId,
    words: "",
    reason: "nearer",
    overrule: { reason: "nobody_else", words: "" },
  });
  await perform(transferJob, as(world.dispatcher, connection, nine), order, randomUUID());
  assert.equal(await openOf(ticketId), null);
  assert.deepEqual(await told(ticketId, world.owner.personId), ["visit_offered", "visit_cancelled"]);

  // The same where the desk takes it back.
  const second = await given(world, world.technician2);
  await offer(second, (await slots(second, world.technician2)).free.slice(0, 2), world.technician2);
  const { version } = await rowOf(second);
  const back = withdrawAssignment.input.parse({ ticketId: second, version, reason: "more_urgent" });
  await perform(withdrawAssignment, as(world.dispatcher, connection, nine), back, randomUUID());
  assert.deepEqual(await told(second, world.owner.personId), ["visit_offered", "visit_cancelled"]);
});

/** What the desk does to a job, and takes back two minutes later. */
async function cancel(world: World, ticketId: string, minute = 1): Promise<number> {
  const { version } = await rowOf(ticketId);
  const input = cancelTicket.input.parse({ ticketId, version, reason: "mistake" });
  return (await perform(cancelTicket, as(world.dispatcher, connection, later(minute)), input, randomUUID()))
    .version;
}
const undo = (world: World, ticketId: string, version: number, minute = 2) =>
  perform(undoDeed, as(world.dispatcher, connection, later(minute)), { ticketId, version }, randomUUID());
const arriveBy = async (ticketId: string) =>
  (await clocksNow(connection.db, await rowOf(ticketId), later(3))).clocks.find(
    (each) => each.clock === "arrive",
  )!.dueAt;

test("a cancelling that is taken back brings the agreed time back with it, and the owner hears that it stands", async () => {
  const world = await estate();
  const { ticketId } = await agreed(world, 6);
  const [before, promised] = [await openOf(ticketId), await arriveBy(ticketId)];
  await undo(world, ticketId, await cancel(world, ticketId));
  assert.equal((await rowOf(ticketId)).status, "accepted");
  assert.deepEqual(await openOf(ticketId), before);
  assert.equal(await arriveBy(ticketId), promised);
  const heard = await told(ticketId, world.owner.personId);
  assert.deepEqual(heard.slice(-3), ["cancelled", "reopened", "visit_agreed"]);
});

test("an agreed time that he has promised away meanwhile is not brought back, and the owner hears that too", async () => {
  const world = await estate();
  const { ticketId, window } = await agreed(world);
  const promised = await arriveBy(ticketId);
  const version = await cancel(world, ticketId);
  const other = await given(world, world.technician, world.neighbour);
  await change(other, window, world.dispatcher);
  await undo(world, ticketId, version);
  assert.equal((await rowOf(ticketId)).technicianId, world.technician.personId);
  assert.equal(await openOf(ticketId), null);
  const heard = await told(ticketId, world.owner.personId);
  assert.deepEqual(heard.slice(-3), ["cancelled", "reopened", "visit_cancelled"]);
  const [last] = await connection.db
    .select({ data: event.data })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "undone")));
  assert.equal(last!.data.visitEnded, "technician_changed");
  assert.notEqual(await arriveBy(ticketId), promised, "what nobody keeps is promised no more");
});

test("a transfer that is taken back brings back the time that only the first could keep", async () => {
  const world = await estate();
  const { ticketId, window } = await agreed(world, 6);
  const before = await openOf(ticketId);
  const other = await given(world, world.technician2, world.neighbour);
  await change(other, window, world.dispatcher);
  const order = transferJob.input.parse({
    ticketId,
    version: (await rowOf(ticketId)).version,
    technicianId: world.technician2.personId,
    reason: "nearer",
    overrule: { reason: "nobody_else", words: "" },
  });
  const deed = await perform(transferJob, as(world.dispatcher, connection, later(1)), order, randomUUID());
  assert.equal(await openOf(ticketId), null);
  await undo(world, ticketId, deed.version);
  assert.deepEqual(await openOf(ticketId), before);
  assert.deepEqual((await told(ticketId, world.owner.personId)).slice(-2), [
    "visit_cancelled",
    "visit_agreed",
  ]);
});

test("times that were offered can be chosen from again once what ended them is taken back", async () => {
  for (const what of ["cancel", "withdraw"] as const) {
    const world = await estate();
    const ticketId = await given(world);
    const { free } = await slots(ticketId, world.technician);
    await offer(ticketId, free.slice(0, 3), world.technician);
    const before = await openOf(ticketId);
    const { version } = await rowOf(ticketId);
    const back = withdrawAssignment.input.parse({ ticketId, version, reason: "mistake" });
    const deed =
      what === "cancel"
        ? await cancel(world, ticketId)
        : (await perform(withdrawAssignment, as(world.dispatcher, connection, later(1)), back, randomUUID()))
            .version;
    assert.equal(await openOf(ticketId), null);
    await undo(world, ticketId, deed);
    assert.deepEqual(await openOf(ticketId), before, what);
    assert.equal((await told(ticketId, world.owner.personId)).at(-1), "visit_offered");
    await choose(ticketId, free[2]!, world.owner, later(2));
    assert.equal((await openOf(ticketId))?.chosenFrom?.toISOString(), free[2]!.from);
  }
});

test("every reason for calling off that there is to choose is taken, so that no word of it can be refused", () => {
  for (const reason of visitOffReasons) {
    const said = { ticketId: randomUUID(), appointmentId: randomUUID(), reason };
    assert.equal(cancelAppointment.input.safeParse(said).success, true, reason);
  }
});

test("called off without network: when that was stands in the story, and nobody hears that a time is off which is past", async () => {
  const world = await estate();
  const { ticketId, window } = await agreed(world);
  const open = await openOf(ticketId);
  const said = new Date(Date.parse(window.from) - 60_000).toISOString();
  const off = (doneAt: string) =>
    cancelAppointment.input.parse({ ticketId, appointmentId: open!.id, reason: "later", doneAt });
  const over = new Date(Date.parse(window.until) + 60 * 60_000);
  await perform(cancelAppointment, as(world.technician, connection, over), off(said), randomUUID());
  assert.ok(!(await told(ticketId)).includes("visit_cancelled"));
  const [last] = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(sql`ticket_version desc`)
    .limit(1);
  assert.deepEqual([last!.type, last!.data.doneAt], ["appointment_cancelled", said]);
});
