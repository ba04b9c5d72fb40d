import { and, desc, eq, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { alarm, alarmDeed } from "#db/schema/alarm.ts";
import { person } from "#db/schema/person.ts";
import { watchedSites } from "../board/snapshot.ts";
import { id, instant } from "../input.ts";
import { query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";
import { type AlarmRow, alarmRows, sitesNamed } from "./rows.ts";

/** Lines of one page. */
const page = 60;

/** What somebody did to alarms: which, by name where the page has them, and until when. */
export type DeedLine = Awaited<ReturnType<typeof deeds>>[number];
export type LogLine =
  | { line: "alarm"; id: string; at: string; alarm: AlarmRow }
  | { line: "deed"; id: string; at: string; deed: DeedLine };

/**
 * The log of the actor's sites, newest first: alarms that were acknowledged or are over, and what people did to others:
 * silenced on a device, put aside, taken up again. A page at a time, to the beginning; `next` asks for what is before.
 */
export const alarmLog = query({
  name: "alarm.log",
  input: z.strictObject({ before: z.strictObject({ at: instant, id }).optional() }),
  async run({ db, actor, now }, { before }) {
    const sites = watchedSites(actor);
    const settled = or(isNotNull(alarm.clearedAt), isNotNull(alarm.acknowledgedAt));
    const older = (at: PgColumn, key: PgColumn): SQL | undefined =>
      before && sql`(${at}, ${key}) < (${before.at}::timestamptz, ${before.id}::uuid)`;
    const [alarms, done, named] = await Promise.all([
      alarmRows(
        db,
        now,
        and(inArray(alarm.siteId, sites), settled, older(alarm.raisedAt, alarm.id)),
        [desc(alarm.raisedAt), desc(alarm.id)],
        page + 1,
      ),
      deeds(db, and(inArray(alarmDeed.siteId, sites), older(alarmDeed.at, alarmDeed.id))),
      sitesNamed(db, sites),
    ]);
    const lines: LogLine[] = [
      ...alarms.map((each) => ({ line: "alarm" as const, id: each.id, at: each.raisedAt, alarm: each })),
      ...done.map((each) => ({ line: "deed" as const, id: each.id, at: each.at, deed: each })),
    ].sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1));
    const shown = lines.slice(0, page);
    const last = shown.at(-1);
    return {
      lines: shown,
      next: lines.length > page && last ? { at: last.at, id: last.id } : null,
      sites: named,
    };
  },
});

async function deeds(db: Reader, where: SQL | undefined) {
  const found = await db
    .select({ deed: alarmDeed, name: person.name, nameLatin: person.nameLatin })
    .from(alarmDeed)
    .innerJoin(person, eq(person.id, alarmDeed.personId))
    .where(where)
    .orderBy(desc(alarmDeed.at), desc(alarmDeed.id))
    .limit(page + 1);
  // The gravest stands for them; a silence may be about hundreds.
  const heads = await alarmRows(
    db,
    new Date(0),
    inArray(
      alarm.id,
      found.flatMap(({ deed }) => deed.alarmIds.slice(0, 1)),
    ),
    [],
    page + 1,
  );
  return found.map(({ deed, name, nameLatin }) => ({
    id: deed.id,
    siteId: deed.siteId,
    what: deed.what,
    at: deed.at.toISOString(),
    until: deed.until?.toISOString() ?? null,
    reason: deed.reason,
    by: { name, nameLatin },
    count: deed.alarmIds.length,
    alarm: heads.find((each) => each.id === deed.alarmIds[0]) ?? null,
  }));
}
