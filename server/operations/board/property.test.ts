import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { appointment } from "#db/schema/appointment.ts";
import { absence } from "#db/schema/availability.ts";
import { fault } from "#db/schema/fault.ts";
import { keptAway } from "#db/schema/keptAway.ts";
import { person, shift, staffAccount, staffRole, technician, technicianSkill } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { assignment, ticket, workRecord } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { rankCandidates, type TechnicianNow } from "../../domain/dispatch/candidate.ts";
import { wayBetween } from "../../domain/dispatch/deskDay.ts";
import { endsBy } from "../../domain/dispatch/presence.ts";
import { stretchAt } from "../../domain/dispatch/shifts.ts";
import { localDay } from "../../domain/time/day.ts";
import { anyDesk, layDesk } from "../../testing/anyDesk.ts";
import { as } from "../../testing/world.ts";
import { timeOf } from "../appointment/free.ts";
import { keeps } from "../appointment/keep.ts";
import { read } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { boardCandidates } from "./detail.ts";
import { jobOf } from "./techniciansNow.ts";

/*
 * The list of who can take a job, which is read set by set, against a plain reckoning: all rows of all tables in hand,
 * one technician after the other, on desks that chance has filled.
 */

let connection: TestDatabase;
before(async () => {
  connection = await testDatabase();
});
after(() => connection.drop());

const [hour, day] = [3_600_000, 86_400_000];
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const from = (ms: number) => new Date(now.getTime() + ms);

async function allRows() {
  const { db } = connection;
  return {
    people: await db.select().from(person),
    accounts: await db.select().from(staffAccount),
    roles: await db.select().from(staffRole),
    technicians: await db.select().from(technician),
    skills: await db.select().from(technicianSkill),
    shifts: await db.select().from(shift),
    absences: await db.select().from(absence),
    places: await db.select().from(place),
    faults: await db.select().from(fault),
    tickets: await db.select().from(ticket),
    assignments: await db.select().from(assignment),
    repeats: await db.select().from(ticketRepeat),
    records: await db.select().from(workRecord),
    kept: await db.select().from(keptAway),
    homes: await db.select().from(household),
    appointments: await db.select().from(appointment),
  };
}
type Rows = Awaited<ReturnType<typeof allRows>>;

const newestFirst = <Of>(rows: Of[], when: (row: Of) => Date) =>
  rows.toSorted((a, b) => when(b).getTime() - when(a).getTime());

/** One technician, counted by hand. */
async function reckoned(rows: Rows, row: TicketRow, id: string): Promise<TechnicianNow> {
  const placeOf = (placeId: string) => rows.places.find((each) => each.id === placeId)!;
  const here = placeOf(row.placeId);
  const wayFrom = (each: TicketRow) => wayBetween(placeOf(each.placeId), here);
  const minutesOf = (each: TicketRow) => rows.faults.find(({ code }) => code === each.faultCode)!.minutes;
  const spans = rows.shifts
    .filter(({ personId }) => personId === id)
    .map(({ startsAt, endsAt }) => ({ from: startsAt.getTime(), until: endsAt.getTime() }));
  const until = stretchAt(spans, now.getTime())?.until;
  const said = rows.absences.find((each) => each.personId === id && each.endedAt === null);
  const ends =
    said &&
    endsBy(
      { ...said, since: said.since.getTime() },
      spans.filter((span) => span.until > said.since.getTime()),
    );
  const his = rows.tickets.filter(({ technicianId }) => technicianId === id);
  const inHand = his.filter(({ status }) =>
    ["dispatched", "accepted", "en_route", "on_site", "paused"].includes(status),
  );
  const done = his.filter(({ doneAt }) => doneAt !== null);
  const left = (each: TicketRow) => (each.status === "paused" ? each.statusSince : each.doneAt);
  const [last] = newestFirst(
    his.filter((each) => (left(each) ?? 0) > from(-4 * hour)),
    (each) => left(each)!,
  );
  const wasHere = his.filter(
    (each) =>
      (here.buildingId === null
        ? each.placeId === here.id
        : placeOf(each.placeId).buildingId === here.buildingId) &&
      each.receivedAt >= from(-90 * day) &&
      (each.doneAt !== null || each.status === "on_site" || each.status === "paused"),
  );
  const repeat = rows.repeats.find((each) => each.ticketId === row.id && each.takenBackAt === null);
  const firstVisits = newestFirst(
    rows.records.filter(({ ticketId }) => ticketId === repeat?.firstId),
    ({ recordedAt }) => recordedAt,
  ).slice(0, 5);
  const had = rows.assignments.find((each) => each.ticketId === row.id && each.technicianId === id);
  const belongs = (homeId: string, who: string | null) =>
    rows.homes.some(
      (each) =>
        each.placeId === homeId && each.personId === who && (each.until === null || each.until > new Date()),
    );
  const visit = rows.appointments.find((each) => each.ticketId === row.id && each.endedAt === null);
  return {
    id,
    skills: rows.skills
      .filter(({ personId }) => personId === id)
      .map(({ skill, level, certifiedUntil }) => ({ skill, level, certifiedUntil })),
    shiftUntil: until === undefined ? null : new Date(until).toISOString(),
    capacityMinutes: rows.technicians.find(({ personId }) => personId === id)!.capacityMinutes,
    openMinutes: inHand.reduce((sum, each) => sum + minutesOf(each), 0),
    openJobs: inHand.length,
    jobsThisWeek: done.filter(({ doneAt }) => doneAt! >= from(-7 * day)).length,
    visitsHere: wasHere.length,
    hadIt:
      had?.endReason === "done" || had?.endReason === "declined"
        ? had.endReason
        : firstVisits.some(({ technicianId }) => technicianId === id)
          ? "done"
          : null,
    away: said && (ends === null || ends! > now.getTime()) ? said.presence : null,
    keptAway: rows.kept.some(
      (each) =>
        each.technicianId === id &&
        each.endedAt === null &&
        (each.ticketId === row.id || (each.placeId === row.placeId && belongs(each.placeId, each.personId))),
    ),
    notFreeThen:
      visit !== undefined &&
      !keeps(await timeOf(connection.db, row, id, now), {
        from: visit.chosenFrom!.toISOString(),
        until: visit.chosenUntil!.toISOString(),
      }),
    held: inHand
      .filter(({ status }) => status !== "paused")
      .map((each) => ({
        minutes: minutesOf(each),
        due: each.arriveBy.getTime(),
        begun: each.status === "on_site" || each.status === "en_route",
        way: wayFrom(each),
      })),
    restWay: last === undefined ? null : wayFrom(last),
    today: localDay(now, "Asia/Shanghai"),
  };
}

async function plainList(ticketId: string) {
  const rows = await allRows();
  const row = rows.tickets.find(({ id }) => id === ticketId)!;
  const everybody: TechnicianNow[] = [];
  for (const { personId, siteId, role } of rows.roles) {
    const isClosed = rows.accounts.some((each) => each.personId === personId && each.disabledAt !== null);
    if (siteId === row.siteId && role === "technician" && !isClosed)
      everybody.push(await reckoned(rows, row, personId));
  }
  const wanted = rows.faults.find(({ code }) => code === row.faultCode)!;
  return rankCandidates(jobOf(wanted, row), everybody, now.toISOString()).map((candidate) => {
    const { name, nameLatin } = rows.people.find(({ id }) => id === candidate.technicianId)!;
    const who = everybody.find(({ id }) => id === candidate.technicianId)!;
    const { skills, shiftUntil, openJobs, openMinutes, capacityMinutes } = who;
    return { ...candidate, name, nameLatin, skills, shiftUntil, openJobs, openMinutes, capacityMinutes };
  });
}

/** Nobody reads the trades of a technician in an order. */
function tradesInOrder<Of extends { skills: Array<{ skill: string }> }>(list: Of[]): Of[] {
  return list.map((who) => ({
    ...who,
    skills: who.skills.toSorted((a, b) => a.skill.localeCompare(b.skill)),
  }));
}

test("property: the list, its order and its reasons are what counting one by one gives, on any desk", async () => {
  await fc.assert(
    fc.asyncProperty(anyDesk, async (desk) => {
      const { ticketId, dispatcher } = await layDesk(connection, desk, now);
      const { candidates } = await read(boardCandidates, as(dispatcher, connection, now), { ticketId });
      assert.deepEqual(tradesInOrder(candidates), tradesInOrder(await plainList(ticketId)));
    }),
    { numRuns: 30 },
  );
});
