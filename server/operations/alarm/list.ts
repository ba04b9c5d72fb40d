import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { alarm, alarmHead } from "#db/schema/alarm.ts";
import { person, shift } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { type Duty, dutyAt } from "../../domain/alarm/duty.ts";
import { alarmKinds, alarmRank, byRank } from "../../domain/alarm/kind.ts";
import { watchedSites } from "../board/snapshot.ts";
import { type Context, query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";

/** Standing alarms that one answer carries at most, and lines of the log. */
const mostOpen = 200;
/** Where more stand: so many of the newest that nobody has acknowledged come along, so that what has just come rings. */
const mostFresh = 20;
const mostLogged = 60;
const logReach = 24 * 3_600_000;
const acknowledger = alias(person, "acknowledger");

/**
 * Every alarm that stands at the actor's sites, gravest first, and the day's log; with each site's `version`, so that a
 * screen knows whether it has missed one, and with whether the actor is at work, since nothing rings for who is not.
 */
export const listAlarms = query({
  name: "alarm.list",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const sites = watchedSites(actor);
    return db.transaction(
      async (tx) => {
        const since = new Date(now.getTime() - logReach);
        const here = inArray(alarm.siteId, sites);
        const [versions, open, log, duty] = await Promise.all([
          tx
            .select({ siteId: alarmHead.siteId, version: alarmHead.version })
            .from(alarmHead)
            .where(inArray(alarmHead.siteId, sites)),
          rows(tx, and(here, isNull(alarm.clearedAt)), ranked, mostOpen + 1),
          rows(
            tx,
            and(
              here,
              gt(alarm.raisedAt, since),
              or(isNotNull(alarm.clearedAt), isNotNull(alarm.acknowledgedAt)),
            ),
            [desc(alarm.raisedAt)],
            mostLogged,
          ),
          dutyOf(tx, actor, now),
        ]);
        const more = open.length > mostOpen;
        const listed = open.slice(0, mostOpen);
        const known = new Set(listed.map((each) => each.id));
        const fresh = more
          ? await rows(
              tx,
              and(here, isNull(alarm.clearedAt), isNull(alarm.acknowledgedAt)),
              [graver, desc(alarm.raisedAt)],
              mostFresh,
            )
          : [];
        const standing = [...listed, ...fresh.filter((each) => !known.has(each.id))].sort(byRank);
        return {
          now: now.toISOString(),
          versions: Object.fromEntries(versions.map((v) => [v.siteId, v.version])),
          open: standing,
          more,
          log,
          duty,
          people: await named(
            tx,
            standing.map((each) => each.shortfall),
          ),
        };
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  },
});

/** The rank as the database reckons it, and the order of `byRank`: a limit must cut off the least grave. */
const graver = sql`case ${alarm.kind} ${sql.join(
  alarmKinds.map((kind) => sql`when ${kind} then ${alarmRank[kind]}::int`),
  sql` `,
)} end`;
const ranked = [sql`${alarm.acknowledgedAt} is not null`, graver, asc(alarm.raisedAt)];

async function rows(db: Reader, where: ReturnType<typeof and>, order: SQL[], limit: number) {
  const found = await db
    .select({
      id: alarm.id,
      siteId: alarm.siteId,
      ticketId: alarm.ticketId,
      kind: alarm.kind,
      raisedAt: alarm.raisedAt,
      acknowledgedAt: alarm.acknowledgedAt,
      clearedAt: alarm.clearedAt,
      shortfall: alarm.shortfall,
      byName: acknowledger.name,
      byLatin: acknowledger.nameLatin,
      number: ticket.number,
      plate: ticket.plate,
      faultCode: ticket.faultCode,
      urgency: ticket.urgency,
    })
    .from(alarm)
    .innerJoin(ticket, eq(ticket.id, alarm.ticketId))
    .leftJoin(acknowledger, eq(acknowledger.id, alarm.acknowledgedById))
    .where(where)
    .orderBy(...order, asc(alarm.id))
    .limit(limit);
  return found.map(({ byName, byLatin, raisedAt, acknowledgedAt, clearedAt, ...each }) => ({
    ...each,
    raisedAt: raisedAt.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    clearedAt: clearedAt?.toISOString() ?? null,
    by: byName === null ? null : { name: byName, nameLatin: byLatin ?? "" },
  }));
}

/** Those who could help, by name, and the sites that could lend them. */
async function named(db: Reader, shortfalls: Array<(typeof alarm.$inferSelect)["shortfall"]>) {
  const offers = shortfalls.flatMap((each) => [
    ...(each?.callIn ?? []),
    ...(each?.lend ?? []),
    ...(each?.overrule ?? []),
    ...(each?.soonest ? [each.soonest] : []),
  ]);
  const siteIds = shortfalls.flatMap((each) => (each?.lend ?? []).map((offer) => offer.siteId));
  if (offers.length === 0) return { staff: [], sites: [] };
  const staff = await db
    .select({ id: person.id, name: person.name, nameLatin: person.nameLatin })
    .from(person)
    .where(inArray(person.id, [...new Set(offers.map((offer) => offer.id))]));
  const sites = await db
    .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn })
    .from(site)
    .where(inArray(site.id, [...new Set(siteIds)]));
  return { staff, sites };
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
