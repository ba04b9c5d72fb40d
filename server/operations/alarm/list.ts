import { and, asc, countDistinct, desc, eq, gt, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { alarm, alarmHead } from "#db/schema/alarm.ts";
import { fault } from "#db/schema/fault.ts";
import { person, shift } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { type Duty, dutyAt } from "../../domain/alarm/duty.ts";
import { byRank } from "../../domain/alarm/kind.ts";
import { watchedSites } from "../board/snapshot.ts";
import { type Context, query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";
import { alarmRows, graver, sitesNamed } from "./rows.ts";

/** Standing alarms that one answer carries at most. */
const mostOpen = 200;
/** Where more stand: so many of the newest that nobody has acknowledged come along, so that what has just come rings. */
const mostFresh = 20;
/** More matters than this within so long, ms, are a flood. */
const floodAbove = 10;
const floodSpan = 10 * 60_000;

/**
 * Every alarm that stands at the actor's sites, gravest first; with each site's `version`, so that a screen knows
 * whether it has missed one, whether they come in a flood, and whether the actor is at work, since nothing rings for
 * who is not.
 */
export const listAlarms = query({
  name: "alarm.list",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const sites = watchedSites(actor);
    return db.transaction(
      async (tx) => {
        const here = and(inArray(alarm.siteId, sites), isNull(alarm.clearedAt));
        const [versions, open, lately, duty] = await Promise.all([
          tx
            .select({ siteId: alarmHead.siteId, version: alarmHead.version })
            .from(alarmHead)
            .where(inArray(alarmHead.siteId, sites)),
          alarmRows(tx, now, here, ranked(now), mostOpen + 1),
          matters(tx, sites, new Date(now.getTime() - floodSpan)),
          dutyOf(tx, actor, now),
        ]);
        const more = open.length > mostOpen;
        const listed = open.slice(0, mostOpen);
        const known = new Set(listed.map((each) => each.id));
        const newest = [graver, desc(alarm.raisedAt)];
        const fresh = more
          ? await alarmRows(tx, now, and(here, isNull(alarm.acknowledgedAt)), newest, mostFresh)
          : [];
        const standing = [...listed, ...fresh.filter((each) => !known.has(each.id))].sort(byRank);
        const shortfalls = standing.map((each) => each.shortfall);
        const lenders = shortfalls.flatMap((each) => (each?.lend ?? []).map((offer) => offer.siteId));
        return {
          now: now.toISOString(),
          versions: Object.fromEntries(versions.map((v) => [v.siteId, v.version])),
          open: standing,
          more,
          flood: lately > floodAbove,
          duty,
          people: {
            staff: await helpers(tx, shortfalls),
            sites: await sitesNamed(tx, [...sites, ...lenders]),
          },
        };
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  },
});

/** The order of `byRank`, as the database reckons it. */
function ranked(now: Date): SQL[] {
  const shelved = sql`coalesce(${alarm.shelvedUntil} > ${now.toISOString()}::timestamptz, false)`;
  return [sql`(${alarm.acknowledgedAt} is not null or ${shelved})`, graver, asc(alarm.raisedAt)];
}

/** How many matters have raised an alarm since then: one building's reports of one kin of fault are one. */
async function matters(db: Reader, sites: string[], since: Date): Promise<number> {
  const matter = sql`coalesce(${place.buildingId}, ${ticket.id}) || ' ' || ${fault.categoryCode}`;
  const [found] = await db
    .select({ count: countDistinct(matter) })
    .from(alarm)
    .innerJoin(ticket, eq(ticket.id, alarm.ticketId))
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .innerJoin(place, eq(place.id, ticket.placeId))
    .where(and(inArray(alarm.siteId, sites), gt(alarm.raisedAt, since)));
  return found?.count ?? 0;
}

/** Those who could help, by name. */
async function helpers(db: Reader, shortfalls: Array<(typeof alarm.$inferSelect)["shortfall"]>) {
  const offers = shortfalls.flatMap((each) => [
    ...(each?.callIn ?? []),
    ...(each?.lend ?? []),
    ...(each?.overrule ?? []),
    ...(each?.soonest ? [each.soonest] : []),
  ]);
  if (offers.length === 0) return [];
  return db
    .select({ id: person.id, name: person.name, nameLatin: person.nameLatin })
    .from(person)
    .where(inArray(person.id, [...new Set(offers.map((offer) => offer.id))]));
}

/** By the shifts of the week around now. */
async function dutyOf(db: Reader, actor: Context["actor"], now: Date): Promise<Duty> {
  const personId = personIdOf(actor);
  if (personId === null) return { state: "off", until: null };
  const week = 7 * 86_400_000;
  const shifts = await db
    .select({ from: shift.startsAt, until: shift.endsAt })
    .from(shift)
    .where(
      and(
        eq(shift.personId, personId),
        gt(shift.endsAt, new Date(now.getTime() - week)),
        lt(shift.startsAt, new Date(now.getTime() + week)),
      ),
    )
    .limit(50);
  return dutyAt(
    shifts.map((each) => ({ from: each.from.toISOString(), until: each.until.toISOString() })),
    now.toISOString(),
  );
}

/** The count of alarm changes per site, for whoever tells the screens. */
export function alarmHeads(db: Reader): Promise<Array<{ siteId: string; version: number }>> {
  return db.select({ siteId: alarmHead.siteId, version: alarmHead.version }).from(alarmHead);
}

/** The same of one site; 0 while it never had one. */
export async function alarmHeadOf(db: Reader, siteId: string): Promise<number> {
  const [head] = await db
    .select({ version: alarmHead.version })
    .from(alarmHead)
    .where(sql`${alarmHead.siteId} = ${siteId}`);
  return head?.version ?? 0;
}
