import { readdir, readFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { chineseHolidays } from "#db/holidays.ts";
import { clocksOf } from "#server/domain/sla/clocks.ts";
import { presetTerms } from "#server/domain/sla/presets.ts";
import type { ClockFact } from "#server/domain/sla/round.ts";
import type { ClockTerm, Terms } from "#server/domain/sla/terms.ts";
import { type PauseReason, pauseReasons } from "#server/domain/ticket/ticket.ts";
import { type Calendar, spansOn } from "#server/domain/time/calendar.ts";
import { serviceHours } from "#server/domain/time/presetCalendars.ts";
import { dayAfter, dayAt, offsetAt, weekdayOf } from "#server/domain/time/zone.ts";
import type { Context } from "./parts/ground.ts";
import { type Metric, print } from "./parts/metric.ts";

const minute = 60_000;
const histories = 10_000;
/** One of so many is also walked; a number that does not share a divisor with the zones' count. */
const walkedOf = 41;
const zones = ["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe"];
const { days, years } = chineseHolidays();

/**
 * The clocks against a walk that looks at every single minute, over random histories in zones with and without daylight
 * saving; and the kept holidays against the lists that the State Council published, where those are there to read.
 */
export default async function clocks(context: Context): Promise<void> {
  const calendars = zones.map(calendarIn);
  const random = dice(20261123);
  let wrong = 0;
  let spent = 0;
  let walked = 0;
  for (let n = 0; n < histories; n++) {
    const calendar = calendars[n % calendars.length]!;
    const { facts, terms, now, start } = history(random);
    const begun = performance.now();
    const state = clocksOf(facts, terms, calendar, new Date(now).toISOString())[3]!;
    spent += performance.now() - begun;
    // The walk is slow: some histories are walked, every one is folded twice.
    if (n % walkedOf === 0) {
      const from = performance.now();
      const due = byMinutes(facts, terms, calendar, start, now);
      walked += performance.now() - from;
      if (state.dueAt !== new Date(due).toISOString()) wrong += 1;
    }
    const again = clocksOf(facts, terms, calendar, new Date(now).toISOString())[3]!;
    if (JSON.stringify(again) !== JSON.stringify(state)) wrong += 1;
  }
  const perFold = (spent * 1000) / histories;
  const perWalk = (walked * 1000) / Math.ceil(histories / walkedOf);
  const lines: Metric[] = [
    of("wrong", wrong, 0, "histories", histories, wrong === 0),
    of("fold", perFold, perWalk, "µs", histories, perFold < perWalk),
  ];
  const oracle = await published(context);
  if (oracle !== null)
    lines.push(of("holidays-wrong", oracle.wrong, 0, "days", oracle.days, oracle.wrong === 0));
  print(lines, [
    "wrong: histories whose finish deadline is not the one a walk over every minute finds, or that fold differently twice.",
    "fold: four clocks of one history; limit: the walk for one clock.",
    oracle === null
      ? "holidays: the published lists are not there to read; name their folder with --data DIR."
      : "holidays-wrong: days on which the kept list and the published one differ, make-up workdays with them.",
  ]);
  if (wrong > 0 || (oracle?.wrong ?? 0) > 0) throw new Error("The clocks are wrong.");
}

function of(name: string, ours: number, limit: number, unit: string, n: number, met: boolean): Metric {
  const ratio = limit === 0 ? 0 : ours / limit;
  const [shown, bare, share] = [ours, limit, ratio].map((figure) => Math.round(figure * 1000) / 1000);
  return {
    bench: "clocks",
    metric: name,
    ours: shown!,
    limit: bare!,
    ratio: share!,
    unit,
    n,
    cv: 0,
    goal: limit === 0 ? "= 0" : "< limit",
    verdict: met ? "met" : "missed",
  };
}

function calendarIn(timeZone: string): Calendar {
  return {
    timeZone,
    week: serviceHours.week,
    days: new Map(days.map((d) => [d.day, d.kind])),
    published: new Set(years),
    exceptions: new Map([["2026-03-09", [[600, 615]]]]),
  };
}

/** The same sequence on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function history(random: (below: number) => number) {
  const start = Date.parse("2026-01-01T00:00:00Z") + random(330 * 1440) * minute;
  const term: ClockTerm = { minutes: 1 + random(2_000), basis: random(3) === 0 ? "clock" : "working" };
  const pauses = Object.fromEntries(
    pauseReasons.map((reason) => [
      reason,
      { stops: random(3) === 0 ? [] : ["finish"], capMinutes: random(4) === 0 ? null : random(1_200) },
    ]),
  ) as Terms["pauses"];
  const terms: Terms = { clocks: { ...presetTerms("CN-1", 3).clocks, finish: term }, pauses };
  const facts: ClockFact[] = [];
  const add = (at: number, type: ClockFact["type"], reason?: PauseReason) =>
    facts.push({ type, at: new Date(at).toISOString(), ...(reason && { reason }) });
  facts.push({
    type: "reported",
    at: new Date(start).toISOString(),
    receivedAt: new Date(start).toISOString(),
  });
  let at = start;
  for (let n = random(6); n > 0; n--) {
    at += (1 + random(1_500)) * minute;
    add(at, "paused", pauseReasons[random(pauseReasons.length)]!);
    at += (1 + random(3_000)) * minute;
    add(at, "resumed");
  }
  return { facts, terms, start, now: at + random(5_000) * minute };
}

/** The finish deadline by looking at every minute: does the clock run in it, and how many has it run? */
function byMinutes(facts: ClockFact[], terms: Terms, calendar: Calendar, start: number, now: number): number {
  const term = terms.clocks.finish;
  const used = new Map<PauseReason, number>();
  let ran = 0;
  let open: PauseReason | null = null;
  let next = 1;
  const shut = dailyMinutes(calendar);
  for (let at = start; ; at += minute) {
    while (next < facts.length && Date.parse(facts[next]!.at) <= at) {
      open = facts[next]!.type === "paused" ? (facts[next]!.reason ?? null) : null;
      next += 1;
    }
    if (term.basis === "working" && !shut(at)) continue;
    if (open !== null && at < now && terms.pauses[open].stops.includes("finish")) {
      const soFar = used.get(open) ?? 0;
      if (soFar < (terms.pauses[open].capMinutes ?? Infinity)) {
        used.set(open, soFar + 1);
        continue;
      }
    }
    ran += 1;
    if (ran === term.minutes) return at + minute;
  }
}

/** Is the minute that begins at this instant worked? Asked of the zone's own clock for each one. */
function dailyMinutes(calendar: Calendar): (at: number) => boolean {
  return (at) => {
    const day = dayAt(at, calendar.timeZone);
    const shown = (at + offsetAt(at, calendar.timeZone) - Date.parse(`${day}T00:00:00Z`)) / minute;
    return spansOn(calendar, day).some(([from, until]) => shown >= from && shown < until);
  };
}

type Published = { days: Array<{ date: string; isOffDay: boolean }> };

/** Days on which what we keep and what was published differ; null where there is nothing to read. */
async function published({ root, flags }: Context): Promise<{ days: number; wrong: number } | null> {
  const given = flags.find((flag) => flag.startsWith("--data="))?.slice("--data=".length);
  const folder = given ? (isAbsolute(given) ? given : resolve(given)) : join(root, "..", "shared", "data");
  const names = await readdir(join(folder, "holidays")).catch(() => []);
  const lists = names.filter((name) => /^holiday-cn-\d{4}\.json$/.test(name));
  if (lists.length === 0) return null;
  const calendar = { ...calendarIn("Asia/Shanghai"), exceptions: new Map() };
  let wrong = 0;
  let seen = 0;
  for (const name of lists) {
    const year = /\d{4}/.exec(name)![0];
    const list = JSON.parse(await readFile(join(folder, "holidays", name), "utf8")) as Published;
    const said = new Map(list.days.map((day) => [day.date, day.isOffDay]));
    for (let day = `${year}-01-01`; day.startsWith(year); day = dayAfter(day)) {
      seen += 1;
      const off = said.get(day) ?? serviceHours.week[weekdayOf(day)]!.length === 0;
      if ((spansOn(calendar, day).length === 0) !== off) wrong += 1;
    }
  }
  return { days: seen, wrong };
}
