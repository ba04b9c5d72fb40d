import type { UrgencyLevel } from "../ticket/ticket.ts";
import type { ClockName, ClockTerm, Terms } from "./terms.ts";

/** A shipped service level. A company edits a copy; what is called weak here is never to be quoted as a rule. */
export type Preset = {
  code: string;
  /** Faults whose danger it is about; every fault where there is none. */
  danger?: "trapped";
  urgency: UrgencyLevel;
  /** What the source names. What it leaves open is taken from `CN-1` of the same urgency. */
  clocks: Partial<Record<ClockName, ClockTerm>>;
  source: string;
  trust: Trust;
  /** What the source asks besides, which no deadline of ours counts: said to people, kept by nobody but them. */
  notes?: PresetNote[];
};

/** What stands behind a figure. Only `law` was read in the text itself; everything else is to be checked before it is quoted. */
export type Trust = "law" | "standard" | "published" | "practice";
export type PresetNote =
  | "written_summary"
  | "further_works"
  | "other_home"
  | "heating_season"
  | "compensation"
  | "certify";

const wall = (minutes: number): ClockTerm => ({ minutes, basis: "clock" });
const hours = (count: number) => wall(count * 60);
const working = (minutes: number): ClockTerm => ({ minutes, basis: "working" });
/** Eight hours of work. */
const workingDays = (count: number) => working(count * 480);

const grade = "中物协[2004]1号《普通住宅小区物业管理服务等级标准（试行）》";
const firms = "物业企业公开的服务标准 firms' own published standards";

export const presets: Preset[] = [
  {
    code: "CN-1",
    urgency: 1,
    clocks: { acknowledge: wall(3), contact: wall(5), arrive: wall(15), finish: hours(24) },
    source: `危及人身 15 分钟到场，严于规定 life safety, stricter than the rule；${firms}`,
    trust: "practice",
  },
  {
    code: "CN-1",
    urgency: 2,
    clocks: { acknowledge: wall(5), contact: wall(10), arrive: wall(30), finish: hours(24) },
    source: `${grade} 一级：急修半小时内到达现场 （待核 to be verified）；接单与联系 accept and contact：${firms}`,
    trust: "standard",
  },
  {
    code: "CN-1",
    urgency: 3,
    clocks: {
      acknowledge: working(30),
      contact: working(120),
      arrive: working(240),
      finish: workingDays(2),
    },
    source: `小修按约、两日内，按工作时间计 by appointment, two days of working time；${firms}`,
    trust: "practice",
  },
  {
    code: "CN-1",
    urgency: 4,
    clocks: {
      acknowledge: workingDays(1),
      contact: workingDays(1),
      arrive: workingDays(2),
      finish: hours(7 * 24),
    },
    source: `计划维修七日内或约定日期 seven days or a dated promise；${firms}`,
    trust: "practice",
  },
  {
    code: "CN-2",
    urgency: 2,
    clocks: { acknowledge: wall(10), contact: wall(20), arrive: wall(60), finish: hours(24) },
    source: `${grade} 二级：急修1小时内到达现场（待核 to be verified）`,
    trust: "standard",
  },
  {
    code: "CN-3",
    urgency: 3,
    clocks: { acknowledge: working(60), contact: working(240), finish: workingDays(3) },
    source: `${grade} 三级：按约定（待核 to be verified）`,
    trust: "standard",
  },
  {
    code: "CN-LIFT",
    danger: "trapped",
    urgency: 1,
    clocks: { acknowledge: wall(3), contact: wall(3), arrive: wall(30) },
    source:
      "TSG T5002：城市 30 分钟到达困人现场 a trapped person is reached within 30 minutes（待核 to be verified）；96333 三分钟响应",
    trust: "standard",
  },
  {
    code: "CN-LIFT-60",
    danger: "trapped",
    urgency: 1,
    clocks: { acknowledge: wall(3), contact: wall(3), arrive: wall(60) },
    source:
      "TSG T5002：设区市以外 60 分钟到达困人现场 outside of districted cities a trapped person is reached within 60 minutes（待核 to be verified）",
    trust: "standard",
  },
  {
    code: "UK-AWAAB",
    urgency: 1,
    clocks: { arrive: hours(24), finish: hours(24) },
    source: "SI 2025/1042: an emergency hazard is investigated and made safe within 24 hours",
    trust: "law",
    notes: ["written_summary", "other_home"],
  },
  {
    code: "UK-AWAAB",
    urgency: 2,
    clocks: { arrive: workingDays(10), finish: workingDays(15) },
    source:
      "SI 2025/1042: a significant hazard is investigated within 10 working days and made safe within 5 more",
    trust: "law",
    notes: ["written_summary", "further_works", "other_home"],
  },
  {
    code: "UK-RTR",
    urgency: 2,
    clocks: { finish: workingDays(1) },
    source: "SI 1994/133 Schedule: total loss of power, water or gas, 1 working day",
    trust: "law",
    notes: ["heating_season", "compensation"],
  },
  {
    code: "UK-RTR",
    urgency: 3,
    clocks: { finish: workingDays(3) },
    source: "SI 1994/133 Schedule: partial loss of power or water, 3 working days",
    trust: "law",
    notes: ["heating_season", "compensation"],
  },
  {
    code: "UK-RTR",
    urgency: 4,
    clocks: { finish: workingDays(7) },
    source: "SI 1994/133 Schedule: roof, entryphone, extractor, 7 working days",
    trust: "law",
    notes: ["compensation"],
  },
  {
    code: "UK-HA",
    urgency: 1,
    clocks: { arrive: hours(4) },
    source: "a housing association's published emergency response, 4 hours",
    trust: "published",
  },
  {
    code: "UK-HA",
    urgency: 2,
    clocks: { arrive: hours(24) },
    source: "a housing association's published urgent response, 24 hours",
    trust: "published",
  },
  {
    code: "UK-HA",
    urgency: 3,
    clocks: { arrive: workingDays(5) },
    source: "a housing association's published standard response, 5 working days",
    trust: "published",
  },
  {
    code: "NYC-HPD",
    urgency: 1,
    clocks: { finish: hours(24) },
    source: "NYC HPD class C, heat and hot water: 24 hours (third-party pages)",
    trust: "published",
    notes: ["certify"],
  },
  {
    code: "NYC-HPD",
    urgency: 2,
    clocks: { finish: hours(21 * 24) },
    source: "NYC HPD class C, others such as lead paint: 21 days (third-party pages)",
    trust: "published",
    notes: ["certify"],
  },
  {
    code: "NYC-HPD",
    urgency: 3,
    clocks: { finish: hours(30 * 24) },
    source: "NYC HPD class B: 30 days (third-party pages)",
    trust: "published",
    notes: ["certify"],
  },
  {
    code: "NYC-HPD",
    urgency: 4,
    clocks: { finish: hours(90 * 24) },
    source: "NYC HPD class A: 90 days (third-party pages)",
    trust: "published",
    notes: ["certify"],
  },
];

/**
 * Pauses of every preset: what waits for us costs us our own time; what waits for the owner or the sky is given back
 * up to an allowance, so that no promise can be parked for ever. Days are those of the finish clock: of 24 hours, or of
 * eight working hours.
 */
function pausesFor(finish: ClockTerm): Terms["pauses"] {
  const day = finish.basis === "working" ? 480 : 1440;
  return {
    parts: { stops: [], capMinutes: 0 },
    contractor: { stops: [], capMinutes: 0 },
    no_access: { stops: ["contact", "arrive", "finish"], capMinutes: 3 * day },
    owner: { stops: ["arrive", "finish"], capMinutes: 7 * day },
    quote: { stops: ["finish"], capMinutes: 7 * day },
    weather: { stops: ["arrive", "finish"], capMinutes: 5 * day },
  };
}

/** The preset's terms for an urgency, laid over those of `CN-1`; `CN-1` itself where it says nothing of it. */
export function presetTerms(code: string, urgency: UrgencyLevel, danger?: string | null): Terms {
  const base = presets.find((p) => p.code === "CN-1" && p.urgency === urgency)!;
  const named = presets.find(
    (p) =>
      p.code === code && p.urgency === urgency && (p.danger === undefined || p.danger === (danger ?? null)),
  );
  const clocks = { ...(base.clocks as Terms["clocks"]), ...named?.clocks };
  return { clocks, pauses: pausesFor(clocks.finish) };
}
