import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { type Published, publishedHolidays } from "#db/holidays.ts";
import { calendar, holiday, holidayYear, siteCalendar } from "#db/schema/calendar.ts";
import { escalationLadder } from "#db/schema/escalation.ts";
import { fault } from "#db/schema/fault.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { site } from "#db/schema/site.ts";
import { ladderOfUrgency, presetLadders } from "../../domain/escalation/presetLadders.ts";
import { columnsOf } from "../../domain/sla/policyColumns.ts";
import { presets, presetTerms } from "../../domain/sla/presets.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { serviceHours } from "../../domain/time/presetCalendars.ts";
import { newId } from "../newId.ts";
import type { Tx } from "../operation.ts";

const inChina = ["Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin"];

/**
 * Brings in what an installation needs to keep time, and leaves alone what is there: published holidays, the shipped
 * ladders as they are now, and, where nobody has written any yet, hours and policies. Two servers that start at once do it once.
 */
export async function prepareTime(db: Database, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('mendline time'))`);
    for (const each of publishedHolidays()) await keepHolidays(tx, each, now);
    // Nobody edits a shipped ladder, whoever changes one writes a copy: so it is always the latest.
    await tx
      .insert(escalationLadder)
      .values(presetLadders)
      .onConflictDoUpdate({ target: escalationLadder.code, set: { steps: sql`excluded.steps` } });
    await keepHours(tx, now);
    await keepPolicies(tx, now);
  });
}

async function keepHolidays(tx: Tx, { region, source, days, years }: Published, now: Date): Promise<void> {
  const added = await tx
    .insert(holiday)
    .values(days.map((d) => ({ region, ...d, source })))
    .onConflictDoNothing()
    .returning({ day: holiday.day });
  const known = await tx
    .insert(holidayYear)
    .values(years.map((year) => ({ region, year, source })))
    .onConflictDoNothing()
    .returning({ year: holidayYear.year });
  if (added.length + known.length === 0) return;
  await tx.update(calendar).set({ updatedAt: now }).where(eq(calendar.holidays, region));
}

async function keepHours(tx: Tx, now: Date): Promise<void> {
  await tx
    .insert(calendar)
    .values({ id: newId(now), ...serviceHours, updatedAt: now })
    .onConflictDoNothing({ target: calendar.code });
  const [shipped] = await tx
    .select({ id: calendar.id })
    .from(calendar)
    .where(eq(calendar.code, serviceHours.code));
  const sites = await tx.select({ siteId: site.id }).from(site).where(inArray(site.timeZone, inChina));
  if (sites.length === 0) return;
  await tx
    .insert(siteCalendar)
    .values(sites.map(({ siteId }) => ({ siteId, calendarId: shipped!.id, updatedAt: now })))
    .onConflictDoNothing();
}

async function keepPolicies(tx: Tx, now: Date): Promise<void> {
  const [one] = await tx.select({ id: servicePolicy.id }).from(servicePolicy).limit(1);
  if (one !== undefined) return;
  const lifts = await tx.select({ code: fault.code }).from(fault).where(eq(fault.danger, "trapped"));
  const row = (code: string, urgency: UrgencyLevel, faultCode: string | null) => {
    const preset = presets.find((p) => p.code === code && p.urgency === urgency)!;
    return {
      id: newId(now),
      faultCode,
      urgency,
      ...columnsOf(presetTerms(code, urgency, preset.danger)),
      ladderCode: ladderOfUrgency[urgency],
      preset: code,
      source: preset.source,
      since: now,
    };
  };
  await tx
    .insert(servicePolicy)
    .values([
      ...([1, 2, 3, 4] as const).map((urgency) => row("CN-1", urgency, null)),
      ...lifts.map(({ code }) => row("CN-LIFT", 1, code)),
    ]);
}
