import { randomUUID } from "node:crypto";
import type { PgTable } from "drizzle-orm/pg-core";
import fc from "fast-check";
import type { Connection } from "#db/client.ts";
import { appointment } from "#db/schema/appointment.ts";
import { absence } from "#db/schema/availability.ts";
import { keptAway } from "#db/schema/keptAway.ts";
import {
  person,
  shift,
  staffAccount,
  staffRole,
  team,
  technician,
  technicianSkill,
} from "#db/schema/person.ts";
import { building, place } from "#db/schema/place.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { assignment, ticket, workRecord } from "#db/schema/ticket.ts";
import { statuses } from "../domain/ticket/status.ts";
import { localDay } from "../domain/time/day.ts";
import { makeWorld, type World } from "./world.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const timeZone = "Asia/Shanghai";
const crew = 5;
const spots = ["own home", "other home", "lift", "far home", "gate", "elsewhere"] as const;
// The gate, which is in no building, twice as often.
const spot = fc.constantFrom(...spots, "gate");
const faultCode = fc.constantFrom("tap-drips", "lift-trapped");
const rarely = fc.integer({ min: 0, max: 7 }).map((n) => n === 0);

const man = fc.record({
  sites: fc.constantFrom("here", "here", "both", "there"),
  isClosed: rarely,
  capacityMinutes: fc.integer({ min: 40, max: 600 }),
  skills: fc.uniqueArray(
    fc.record({
      skill: fc.constantFrom("plumbing", "lift", "electrical"),
      level: fc.integer({ min: 1, max: 3 }),
      certifiedUntil: fc.option(fc.integer({ min: -1, max: 1 })),
    }),
    { selector: ({ skill }) => skill },
  ),
  shifts: fc.array(
    fc.record({ from: fc.integer({ min: -8, max: 30 }), hours: fc.integer({ min: 2, max: 10 }) }),
    { maxLength: 4 },
  ),
  away: fc.option(
    fc.record({
      presence: fc.constantFrom("break", "off", "ill"),
      hoursAgo: fc.integer({ min: 0, max: 20 }),
      isOver: fc.boolean(),
    }),
  ),
});

const work = fc.record({
  by: fc.nat(crew - 1),
  at: spot,
  faultCode,
  status: fc.constantFrom(...statuses),
  due: fc.integer({ min: -120, max: 600 }),
  /** When he finished or paused it. */
  leftHoursAgo: fc.constantFrom(1, 3, 5, 100, 200),
  daysAgo: fc.integer({ min: 0, max: 100 }),
});

const asked = fc.record({
  at: spot,
  faultCode,
  urgency: fc.integer({ min: 1, max: 4 }),
  neededSkill: fc.constantFrom(null, null, "electrical"),
  due: fc.integer({ min: -60, max: 400 }),
  /** Who had it, and how that ended. */
  had: fc.array(fc.constantFrom(null, "done", "declined", "withdrawn", "undone"), { maxLength: crew }),
  /** Who did the repair that it is a return of. */
  first: fc.option(
    fc.record({ by: fc.array(fc.nat(crew - 1), { maxLength: 7 }), isTakenBack: fc.boolean() }),
  ),
  /** Whom a home would rather not have, and where that was said. */
  kept: fc.array(fc.constantFrom(null, "of it", "of the home", "of another home", "no more"), {
    maxLength: crew,
  }),
  /** The hour of tomorrow at the site that is agreed with the owner. */
  agreed: fc.option(fc.integer({ min: 8, max: 19 })),
});

/** Technicians of two sites, what they hold and have done, and a job that somebody is to be sent to. */
export const anyDesk = fc.record({
  men: fc.array(man, { minLength: crew, maxLength: crew }),
  works: fc.array(work, { maxLength: 40, size: "max" }),
  asked,
});
type Desk = typeof anyDesk extends fc.Arbitrary<infer Of> ? Of : never;

/** Writes a desk down; answers the job, and somebody who may send to it. */
export async function layDesk(
  connection: Connection,
  { men, works, asked: about }: Desk,
  now: Date,
): Promise<{ ticketId: string; dispatcher: World["dispatcher"] }> {
  const { db } = connection;
  const [world, there] = [await makeWorld(connection, now), await makeWorld(connection, now)];
  const { siteId } = world;
  const from = (ms: number) => new Date(now.getTime() + ms);
  const [farBuilding, farHome, gate] = [randomUUID(), randomUUID(), randomUUID()];
  await db
    .insert(building)
    .values({ id: farBuilding, siteId, code: "9", nameZh: "9栋", nameEn: "Bldg 9", floors: 9 });
  const plate = { zh: { building: "9栋" }, en: { building: "Bldg 9" } };
  await db.insert(place).values([
    { id: farHome, siteId, buildingId: farBuilding, kind: "home", plate, searchKey: "9" },
    { id: gate, siteId, buildingId: null, kind: "gate", plate, searchKey: "gate" },
  ]);
  const placeIds: Record<(typeof spots)[number], string> = {
    "own home": world.places.ownHome,
    "other home": world.places.otherHome,
    lift: world.places.lift,
    "far home": farHome,
    gate,
    elsewhere: there.places.ownHome,
  };
  const at = (where: (typeof spots)[number]) => ({
    placeId: placeIds[where],
    siteId: where === "elsewhere" ? there.siteId : siteId,
  });

  const ids = men.map(() => randomUUID());
  const teamId = randomUUID();
  const ofEach = <Of>(rows: (who: Desk["men"][number], personId: string) => Of[]) =>
    men.flatMap((who, n) => rows(who, ids[n]!));
  const insert = async (table: PgTable, rows: object[]) => {
    if (rows.length > 0) await db.insert(table).values(rows);
  };
  await insert(team, [{ id: teamId, nameZh: "一组", nameEn: "Team 1" }]);
  await insert(
    person,
    ids.map((id, n) => ({ id, name: `师傅${n}`, nameLatin: `Shifu ${n}`, createdAt: now })),
  );
  await insert(
    staffAccount,
    ofEach(({ isClosed }, personId) => [
      { personId, login: personId, passwordHash: "none", disabledAt: isClosed ? now : null },
    ]),
  );
  await insert(
    technician,
    ofEach(({ capacityMinutes }, personId) => [{ personId, teamId, badge: "x", capacityMinutes }]),
  );
  await insert(
    staffRole,
    ofEach(({ sites }, personId) => [
      ...(sites === "there" ? [] : [{ personId, siteId, role: "technician" }]),
      ...(sites === "here" ? [] : [{ personId, siteId: there.siteId, role: "technician" }]),
    ]),
  );
  await insert(
    technicianSkill,
    ofEach(({ skills }, personId) =>
      skills.map(({ certifiedUntil: days, ...skill }) => ({
        ...{ personId, ...skill },
        certifiedUntil: days === null ? null : localDay(from(days * day), timeZone),
      })),
    ),
  );
  await insert(
    shift,
    ofEach(({ shifts }, personId) =>
      shifts.map(({ from: begins, hours }) => ({
        ...{ id: randomUUID(), personId },
        ...{ startsAt: from(begins * hour), endsAt: from((begins + hours) * hour) },
      })),
    ),
  );
  await insert(
    absence,
    ofEach(({ away }, personId) =>
      away === null
        ? []
        : [
            {
              ...{ id: randomUUID(), personId, presence: away.presence, setById: personId },
              reason: { break: "rest", off: "private", ill: "unwell" }[away.presence],
              since: from(-away.hoursAgo * hour),
              endedAt: away.isOver ? now : null,
            },
          ],
    ),
  );

  const working = new Set<number>();
  const rows = works.map(({ by, at: where, due, leftHoursAgo, daysAgo, ...more }, n) => {
    const begun = more.status === "on_site" || more.status === "en_route";
    // He does one thing at a time.
    const status = begun && working.has(by) ? ("accepted" as const) : more.status;
    if (begun) working.add(by);
    const isDone = status === "done" || status === "closed";
    // No two in the same moment: which comes first would be nobody's to say.
    const left = from(-leftHoursAgo * hour - n);
    return ticketRow(at(where), now, {
      ...more,
      status,
      technicianId: status === "received" || status === "triaged" ? null : ids[by]!,
      arriveBy: from(due * minute + n),
      doneAt: isDone ? left : null,
      statusSince: status === "paused" ? left : now,
      receivedAt: from(-daysAgo * day),
    });
  });
  const first = ticketRow(at("own home"), now, { status: "closed" });
  const row = ticketRow(at(about.at), now, {
    ...{ faultCode: about.faultCode, urgency: about.urgency, neededSkill: about.neededSkill },
    arriveBy: from(about.due * minute + 999),
  });
  await db.insert(ticket).values([...rows, first, row]);

  await insert(
    assignment,
    about.had.flatMap((endReason, n) =>
      endReason === null
        ? []
        : [{ ...ended(now), id: randomUUID(), ticketId: row.id, technicianId: ids[n]!, endReason }],
    ),
  );
  if (about.first) {
    const { by, isTakenBack } = about.first;
    await db.insert(ticketRepeat).values({
      ...{ ticketId: row.id, firstId: first.id, byRole: "operator", at: now },
      takenBackAt: isTakenBack ? now : null,
    });
    const visits = by.map((who) => ({ id: randomUUID(), ticketId: first.id, technicianId: ids[who]! }));
    await insert(
      assignment,
      visits.map((visit) => ({ ...ended(now), ...visit, endReason: "done" })),
    );
    await insert(
      workRecord,
      visits.map(({ id: assignmentId, ...visit }, n) => ({
        ...{ id: randomUUID(), assignmentId, ...visit, measure: "fix", found: "", done: "", result: "fixed" },
        recordedAt: from(-n * hour),
      })),
    );
  }
  await insert(
    keptAway,
    about.kept.flatMap((said, n) =>
      said === null
        ? []
        : [
            {
              ...{ id: randomUUID(), technicianId: ids[n]!, personId: world.owner.personId, since: now },
              ticketId: said === "of it" ? row.id : first.id,
              placeId: said === "of another home" ? there.places.otherHome : row.placeId,
              endedAt: said === "no more" ? now : null,
            },
          ],
    ),
  );
  if (about.agreed !== null) {
    const tomorrow = localDay(from(day), timeZone);
    const chosenFrom = new Date(`${tomorrow}T${String(about.agreed).padStart(2, "0")}:00:00+08:00`);
    await db.insert(appointment).values({
      ...{ id: randomUUID(), ticketId: row.id, siteId: row.siteId, why: "visit", windows: [] },
      ...{ offeredAt: now, chosenAt: now, chosenFrom, chosenUntil: new Date(chosenFrom.getTime() + hour) },
    });
  }
  return { ticketId: row.id, dispatcher: (about.at === "elsewhere" ? there : world).dispatcher };
}

const ended = (now: Date) => ({ assignedAt: now, endedAt: now, reasons: {} });

function ticketRow(
  at: { placeId: string; siteId: string },
  now: Date,
  more: Partial<typeof ticket.$inferInsert>,
) {
  return {
    id: randomUUID(),
    ...at,
    number: randomUUID(),
    day: "2026-01-01",
    plate: { zh: { building: "3栋" }, en: { building: "Bldg 3" } },
    description: "滴水",
    source: "portal" as const,
    contactName: "王",
    faultCode: "tap-drips",
    reportedUrgency: 3,
    urgency: 3,
    receivedAt: now,
    registeredAt: now,
    status: "received" as const,
    statusSince: now,
    version: 1,
    acknowledgeBy: now,
    arriveBy: now,
    finishBy: now,
    ...more,
  };
}
