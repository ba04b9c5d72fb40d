import { chineseHolidays, publishedHolidays } from "#db/holidays.ts";
import type { calendar, holiday, holidayYear, siteCalendar, siteDay } from "#db/schema/calendar.ts";
import type { escalationLadder } from "#db/schema/escalation.ts";
import type { servicePolicy } from "#db/schema/servicePolicy.ts";
import { nextRing } from "#server/domain/escalation/ladder.ts";
import { ladderOfUrgency, presetLadders } from "#server/domain/escalation/presetLadders.ts";
import { clocksOf } from "#server/domain/sla/clocks.ts";
import { columnsOf } from "#server/domain/sla/policyColumns.ts";
import { presets, presetTerms } from "#server/domain/sla/presets.ts";
import { type Promised, promised } from "#server/domain/sla/promise.ts";
import type { ClockFact } from "#server/domain/sla/round.ts";
import type { Terms } from "#server/domain/sla/terms.ts";
import type { Ticket, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Calendar } from "#server/domain/time/calendar.ts";
import { serviceHours } from "#server/domain/time/presetCalendars.ts";
import { faults } from "./catalogue.ts";
import type { Site } from "./estates.ts";
import type { Random } from "./random.ts";

const levels = [1, 2, 3, 4] as const;
const trapped = new Set(faults.filter((f) => f.danger === "trapped").map((f) => f.code));
const { days, years } = chineseHolidays();

type Wanted = Pick<Ticket, "siteId" | "faultCode" | "urgency">;

/** The promises of the demo's estates: grade one everywhere, but the second estate's urgent repairs are grade two. */
export function promisesOf(sites: Site[]) {
  const graded = sites[1]?.id;
  const hours: Calendar = {
    timeZone: sites[0]?.timeZone ?? "Asia/Shanghai",
    week: serviceHours.week,
    days: new Map(days.map((d) => [d.day, d.kind])),
    published: new Set(years),
    exceptions: new Map(),
  };
  const presetOf = ({ siteId, faultCode, urgency }: Wanted) =>
    trapped.has(faultCode) && urgency === 1
      ? "CN-LIFT"
      : siteId === graded && urgency === 2
        ? "CN-2"
        : "CN-1";
  const termsAt = (wanted: Wanted): Terms =>
    presetTerms(presetOf(wanted), wanted.urgency, trapped.has(wanted.faultCode) ? "trapped" : null);
  const stepsAt = (urgency: UrgencyLevel) =>
    presetLadders.find((ladder) => ladder.code === ladderOfUrgency[urgency])!.steps;

  return {
    promise: (wanted: Wanted, facts: ClockFact[], at: string): Promised =>
      promised(facts, termsAt(wanted), hours, at),
    /** Deadlines that passed in the history called somebody then; the demo's timers are for those to come. */
    ringsAt: (ticket: Ticket, facts: ClockFact[], now: string): Date | null => {
      const clocks = clocksOf(facts, termsAt(ticket), hours, now);
      const at = nextRing(clocks, stepsAt(ticket.urgency), [], () => now);
      return at === null ? null : new Date(at);
    },
    rows: (random: Random, now: Date) => rowsFor(random, sites, presetOf, now),
  };
}

export type Promises = ReturnType<typeof promisesOf>;

function rowsFor(random: Random, sites: Site[], presetOf: (wanted: Wanted) => string, now: Date) {
  const calendarId = random.id(now.getTime());
  const policies: Array<typeof servicePolicy.$inferInsert> = [];
  const idOf = new Map<string, string>();
  const add = (code: string, urgency: UrgencyLevel, at: { siteId?: string; faultCode?: string }) => {
    const danger = at.faultCode === undefined ? undefined : "trapped";
    const preset = presets.find((p) => p.code === code && p.urgency === urgency)!;
    const id = random.id(now.getTime());
    idOf.set(`${code} ${urgency} ${at.faultCode ?? ""}`, id);
    policies.push({
      id,
      siteId: at.siteId ?? null,
      faultCode: at.faultCode ?? null,
      urgency,
      ...columnsOf(presetTerms(code, urgency, danger)),
      ladderCode: ladderOfUrgency[urgency],
      preset: code,
      source: preset.source,
      since: now,
    });
  };
  for (const urgency of levels) add("CN-1", urgency, {});
  for (const faultCode of trapped) add("CN-LIFT", 1, { faultCode });
  if (sites[1]?.id) add("CN-2", 2, { siteId: sites[1].id });
  const calendars: Array<typeof calendar.$inferInsert> = [
    { id: calendarId, ...serviceHours, updatedAt: now },
  ];
  const siteCalendars: Array<typeof siteCalendar.$inferInsert> = sites.map((s) => ({
    siteId: s.id,
    calendarId,
    updatedAt: now,
  }));
  const ladders: Array<typeof escalationLadder.$inferInsert> = presetLadders;
  const known = publishedHolidays();
  const holidays: Array<typeof holiday.$inferInsert> = known.flatMap(({ region, source, days }) =>
    days.map((each) => ({ region, ...each, source })),
  );
  const holidayYears: Array<typeof holidayYear.$inferInsert> = known.flatMap(({ region, source, years }) =>
    years.map((year) => ({ region, year, source })),
  );
  // The second estate is closed for its own founding day.
  const siteDays: Array<typeof siteDay.$inferInsert> = sites.slice(1, 2).map((s) => ({
    siteId: s.id,
    day: `${now.getUTCFullYear() + 1}-03-18`,
    spans: [],
    reason: "园区开放日 Open day",
  }));
  return {
    policies,
    calendars,
    siteCalendars,
    ladders,
    holidays,
    holidayYears,
    siteDays,
    policyOf: (wanted: Wanted) => {
      const code = presetOf(wanted);
      return idOf.get(`${code} ${wanted.urgency} ${code === "CN-LIFT" ? wanted.faultCode : ""}`) ?? null;
    },
  };
}
