import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, asc, eq, isNull } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { notification } from "#db/schema/event.ts";
import { shift } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { Window } from "../../domain/appointment/slots.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { cancelAppointment } from "../appointment/cancel.ts";
import { chooseAppointment } from "../appointment/choose.ts";
import { offerAppointment } from "../appointment/offer.ts";
import { appointmentSlots } from "../appointment/slots.ts";
import { perform, read } from "../operation.ts";
import { setAvailability } from "../technician/availability.ts";
import { endShifts } from "../technician/shiftOver.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, declineJob, departForJob, pauseWork } from "../ticket/steps.ts";

let connection: TestDatabase;
let world: World;
/** Tuesday, nine in the morning in Shanghai; the technician works from eight to five, three days. */
const nine = new Date("2026-11-24T01:00:00Z");
const hours = (count: number) => new Date(nine.getTime() + count * 3_600_000);
before(async () => {
  connection = await testDatabase();
});
beforeEach(async () => {
  world = await makeWorld(connection, nine);
  await roster(world.technician.personId);
});
after(() => connection.drop());

async function roster(personId: string): Promise<void> {
  await connection.db.delete(shift).where(eq(shift.personId, personId));
  for (const day of [0, 24, 48])
    await connection.db
      .insert(shift)
      .values({ id: randomUUID(), personId, startsAt: hours(day - 1), endsAt: hours(day + 8) });
}
const rowOf = async (id: string) => (await connection.db.select().from(ticket).where(eq(ticket.id, id)))[0]!;
async function file(): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "x",
    contactName: "y",
  });
  return (await perform(reportRepair, as(world.owner, connection, nine), input, randomUUID())).ticketId;
}
const give = async (
  ticketId: string,
  to = world.technician.personId,
  now = nine,
  by: Actor = world.dispatcher,
) =>
  perform(
    assignTechnician,
    as(by, connection, now),
    { ticketId, version: (await rowOf(ticketId)).version, technicianId: to },
    randomUUID(),
  );
/** What would ring this person: its kind, and when. */
async function ringsFor(personId: string) {
  const rows = await connection.db
    .select({ kind: notification.kind, at: notification.notBefore })
    .from(notification)
    .where(and(eq(notification.personId, personId), eq(notification.channel, "push")))
    .orderBy(asc(notification.createdAt), asc(notification.id));
  return rows.map(({ kind, at }) => [kind, at.toISOString()]);
}
const his = async () => (await ringsFor(world.technician.personId)).filter(([kind]) => kind !== "job_new");
const set = (presence: "on" | "off" | "ill", by: Actor, now: Date) =>
  perform(
    setAvailability,
    as(by, connection, now),
    setAvailability.input.parse({
      technicianId: world.technician.personId,
      presence,
      ...(presence !== "on" && { reason: presence === "ill" ? "unwell" : "called_away" }),
    }),
    randomUUID(),
  );

/** The owner is offered times of the next days, in the order in which they lie. */
async function offered(ticketId: string): Promise<{ appointmentId: string; windows: Window[] }> {
  const { free } = await read(appointmentSlots, as(world.technician, connection, nine), { ticketId });
  const windows = free.filter(({ from }) => from > hours(20).toISOString()).slice(0, 3);
  await perform(
    offerAppointment,
    as(world.technician, connection, nine),
    { ticketId, windows },
    randomUUID(),
  );
  const of = and(eq(appointment.ticketId, ticketId), isNull(appointment.endedAt));
  const [open] = await connection.db.select().from(appointment).where(of);
  return { appointmentId: open!.id, windows };
}
async function accepted(): Promise<string> {
  const ticketId = await file();
  await give(ticketId);
  const { version } = await rowOf(ticketId);
  await perform(acceptJob, as(world.technician, connection, nine), { ticketId, version }, randomUUID());
  return ticketId;
}

test("whose shift is over, and who is said to be ill, is not rung because his work is gone", async () => {
  await give(await file());
  assert.ok((await endShifts(connection.db, hours(8))) > 0);
  assert.deepEqual(await his(), []);
  const next = await file();
  await give(next, world.technician.personId, hours(23));
  await set("ill", world.dispatcher, hours(23.5));
  assert.equal((await rowOf(next)).technicianId, null);
  assert.deepEqual(await his(), []);
});

test("a visit that is agreed at night is told when his shift begins, and the last word alone", async () => {
  const ticketId = await accepted();
  const { appointmentId, windows } = await offered(ticketId);
  const night = as(world.owner, connection, hours(16));
  await perform(chooseAppointment, night, { ticketId, appointmentId, window: windows[0]! }, randomUUID());
  assert.deepEqual(await his(), [["job_visit_set", hours(23).toISOString()]]);
  const off = cancelAppointment.input.parse({ ticketId, appointmentId, reason: "no_time" });
  await perform(cancelAppointment, as(world.owner, connection, hours(17)), off, randomUUID());
  assert.deepEqual(await his(), [["job_visit_off", hours(23).toISOString()]]);
});

test("what waits for a shift that he will not come to is dropped", async () => {
  const ticketId = await accepted();
  const { appointmentId, windows } = await offered(ticketId);
  const night = as(world.owner, connection, hours(16));
  await perform(chooseAppointment, night, { ticketId, appointmentId, window: windows[0]! }, randomUUID());
  await set("ill", world.dispatcher, hours(22));
  assert.deepEqual(await his(), []);
});

test("who is called away hears of a visit in his next shift, or when he is back before that", async () => {
  const ticketId = await accepted();
  const step = async (command: typeof arriveAtJob, more = {}) => {
    const input = { ticketId, version: (await rowOf(ticketId)).version, ...more };
    await perform(command, as(world.technician, connection, nine), command.input.parse(input), randomUUID());
  };
  await step(departForJob);
  await step(arriveAtJob);
  await step(pauseWork as never, { reason: "parts", backAt: hours(24).toISOString() });
  const { appointmentId, windows } = await offered(ticketId);
  await set("off", world.technician, hours(1));
  const owner = as(world.owner, connection, hours(2));
  await perform(chooseAppointment, owner, { ticketId, appointmentId, window: windows[0]! }, randomUUID());
  assert.deepEqual(await his(), [["job_visit_set", hours(23).toISOString()]]);
  await set("on", world.technician, hours(3));
  assert.deepEqual(await his(), [["job_visit_set", hours(3).toISOString()]]);
});

test("two declines with nobody on duty wake no lead: he hears it when his shift begins, unless it is given out before", async () => {
  await connection.db.delete(shift).where(eq(shift.personId, world.lead.personId));
  await connection.db
    .insert(shift)
    .values({ id: randomUUID(), personId: world.lead.personId, startsAt: hours(23), endsAt: hours(32) });
  const third = await world.worker("赵强");
  const ticketId = await file();
  for (const who of [world.technician, world.technician2]) {
    await give(ticketId, who.personId);
    const { version } = await rowOf(ticketId);
    const no = declineJob.input.parse({ ticketId, version, reason: "busy" });
    await perform(declineJob, as(who, connection, hours(1)), no, randomUUID());
  }
  assert.deepEqual(await ringsFor(world.lead.personId), [["lead_rules", hours(23).toISOString()]]);
  await give(ticketId, third.personId, hours(2), world.lead);
  assert.deepEqual(await ringsFor(world.lead.personId), []);
});
