import type postgres from "postgres";
import { calendar, holiday, holidayYear, siteCalendar, siteDay } from "#db/schema/calendar.ts";
import { ticketCharge } from "#db/schema/charge.ts";
import { escalationLadder } from "#db/schema/escalation.ts";
import { event, eventWords, notification } from "#db/schema/event.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { incident, incidentHousehold, incidentUpdate } from "#db/schema/incident.ts";
import { material } from "#db/schema/material.ts";
import {
  person,
  shift,
  staffAccount,
  staffRole,
  team,
  technician,
  technicianSkill,
} from "#db/schema/person.ts";
import { building, household, place } from "#db/schema/place.ts";
import { placeGuide } from "#db/schema/placeGuide.ts";
import { recordForm } from "#db/schema/record.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { site, ticketCounter } from "#db/schema/site.ts";
import { stockLeg, stockLevel, stockMovement, stockReservation, store } from "#db/schema/stock.ts";
import { assignment, photo, survey, ticket, workRecord } from "#db/schema/ticket.ts";
import { categories, faults } from "./catalogue.ts";
import { copyInto } from "./copy.ts";
import { buildEstates } from "./estates.ts";
import { guidesTo } from "./guides.ts";
import { tellHistory } from "./history.ts";
import { demoOwnerPhone, homesOfDemoOwner, type Person, settle } from "./households.ts";
import { messagesTo } from "./messages.ts";
import { takePictures } from "./pictures.ts";
import { randomFrom } from "./random.ts";
import { recordForms } from "./recordForms.ts";
import { townOf } from "./reports.ts";
import { scriptsFor } from "./scripts.ts";
import { hire, staffPassword } from "./staff.ts";
import { fillStores } from "./stores.ts";

const day = 86_400_000;
const demoVersion = 1;

export type DemoOptions = {
  seed: number;
  now: Date;
  /** Where photos are kept; the installation's own folder unless given. */
  dataDir?: string;
  /** Days of history. */
  days?: number;
  onProgress?: (words: string) => void;
};

/**
 * Fills an empty database with the two demo estates and their history, in one transaction, once: where the demo is
 * already there nothing happens. Refuses to mix with other sites.
 */
export async function seedDemo(sql: postgres.Sql, options: DemoOptions): Promise<void> {
  const { seed, days = 90, onProgress = () => {} } = options;
  const dataDir = options.dataDir ?? (await import("#server/env.ts")).env().dataDir;
  const now = options.now.getTime();
  let since = performance.now();
  const lap = (words: string) => {
    onProgress(`${words} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
    since = performance.now();
  };

  if (!(await mayFill(sql))) return;
  const random = randomFrom(seed);
  const from = now - days * day;
  const { sites, buildings, places } = buildEstates(random, now - 2500 * day);
  const residents = settle(random, places, now);
  const staff = await hire(random, sites, now, from, now + 14 * day);
  lap(`${buildings.length} buildings, ${places.length} places, ${residents.people.length} residents`);

  const town = townOf(random, sites, places, residents.living, residents.demoOwner);
  const [herHome] = homesOfDemoOwner(places);
  const scripts = scriptsFor(town, residents.demoOwner, herHome, now);
  const told = tellHistory(random, town, staff, scripts, from, now);
  lap(`${told.tickets.length} repairs, ${told.ledger.events.length} events`);
  // A stream of chance of its own: what is in store changes nothing of what happened.
  const stock = fillStores(randomFrom(seed + 1), { sites, places, staff, told, from });
  lap(`${stock.movements.length} movements of material`);
  const photos = await takePictures(random, told.snaps, dataDir);
  lap(`${photos.length} photos`);

  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`select pg_advisory_xact_lock(hashtext('mendline demo'))`;
    // Somebody else may have filled it while this one was thinking.
    if (!(await mayFill(tx))) return;
    await copyInto(tx, site, sites);
    await copyInto(tx, building, buildings);
    await copyInto(tx, place, places);
    await copyInto(tx, person, [...residents.people, ...staff.people]);
    await copyInto(tx, household, residents.households);
    await copyInto(tx, staffAccount, staff.accounts);
    await copyInto(tx, staffRole, staff.roles);
    await copyInto(tx, team, staff.teams);
    await copyInto(tx, technician, staff.technicianRows);
    await copyInto(tx, technicianSkill, staff.skillRows);
    await copyInto(
      tx,
      shift,
      staff.shifts.map((s) => ({ ...s, startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) })),
    );
    await copyInto(tx, placeGuide, guidesTo(randomFrom(seed + 2), { sites, buildings, places, from }));
    await copyInto(tx, faultCategory, categories);
    await copyInto(tx, fault, faults);
    await copyInto(tx, recordForm, recordForms);
    await copyInto(tx, calendar, told.rows.calendars);
    await copyInto(tx, siteCalendar, told.rows.siteCalendars);
    await copyInto(tx, siteDay, told.rows.siteDays);
    await copyInto(tx, holiday, told.rows.holidays);
    await copyInto(tx, holidayYear, told.rows.holidayYears);
    await copyInto(tx, escalationLadder, told.rows.ladders);
    await copyInto(tx, servicePolicy, told.rows.policies);
    lap("places and people written");
    await copyInto(tx, ticketCounter, told.counters);
    await copyInto(tx, ticket, told.tickets);
    await copyInto(tx, assignment, told.ledger.assignments);
    await copyInto(tx, incident, [told.cut.incident]);
    await copyInto(tx, incidentHousehold, told.cut.households);
    await copyInto(tx, incidentUpdate, told.cut.updates);
    await copyInto(tx, notification, told.cut.messages);
    await copyInto(tx, event, told.ledger.events);
    await copyInto(tx, eventWords, told.ledger.words);
    await copyInto(tx, workRecord, told.workRecords);
    await copyInto(tx, survey, told.surveys);
    await copyInto(tx, ticketRepeat, told.repeats);
    await copyInto(tx, photo, photos);
    await copyInto(tx, material, stock.materials);
    await copyInto(tx, store, stock.stores);
    await copyInto(tx, stockLevel, stock.levels);
    await copyInto(tx, stockMovement, stock.movements);
    await copyInto(tx, stockLeg, stock.legs);
    await copyInto(tx, ticketCharge, stock.charges);
    await copyInto(tx, stockReservation, stock.reservations);
    await copyInto(tx, notification, messagesTo(random, residents.demoOwner as Person, told));
    const value = JSON.stringify({ seed, version: demoVersion, now: options.now.toISOString() });
    await tx`insert into installation (key, value) values ('demo', ${value})`;
    lap("repairs written");
  });
  await sql`analyze`;
}

/** True for an empty database, false where the demo is; throws where other sites are. */
async function mayFill(db: Pick<postgres.Sql, "unsafe">): Promise<boolean> {
  if ((await db.unsafe("select 1 from installation where key = 'demo'")).length > 0) return false;
  const others = await db.unsafe<Array<{ code: string }>>("select code from site order by code limit 5");
  if (others.length === 0) return true;
  const codes = others.map((s) => s.code).join(", ");
  throw new Error(`This database already holds sites of its own (${codes}); the demo needs an empty one.`);
}

export type DemoSignIn = { kind: string; path: string; signIn: string };

/** Which address and sign-in each kind of person uses in the demo; empty where the demo is not installed. */
export async function demoSignIns(sql: postgres.Sql): Promise<DemoSignIn[]> {
  if ((await sql`select 1 from installation where key = 'demo'`).length === 0) return [];
  const staff = (kind: string, path: string, login: string) => ({
    kind,
    path,
    signIn: `${login} / ${staffPassword}`,
  });
  return [
    { kind: "owner", path: "/", signIn: `${demoOwnerPhone.slice(3)} (code: /inbox)` },
    staff("operator", "/hotline", "op1"),
    staff("dispatcher", "/board", "disp1"),
    staff("technician", "/jobs", "tech1"),
    staff("lead", "/board", "lead1"),
    staff("manager", "/board", "manager"),
    staff("admin", "/", "admin"),
  ];
}
