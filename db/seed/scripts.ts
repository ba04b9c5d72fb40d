import { faults } from "./catalogue.ts";
import type { Place } from "./estates.ts";
import type { Person } from "./households.ts";
import { type Fault, hear, type Said, type Town, tell } from "./reports.ts";

const minute = 60_000;

export type Step = "assign" | "accept" | "depart" | "arrive" | "pause" | "complete";
/** A report whose course is laid down: the instants of its steps, the last of which is where it stands. */
export type Script = {
  at: number;
  said: Said;
  steps: Partial<Record<Step, number>>;
  /** The owner's answer and survey come too. */
  answered?: true;
  photo?: true;
};

const fault = (code: string): Fault => faults.find((f) => f.code === code)!;

/** Work of many trades, so that one shift has people for all of it. */
const moving = [
  "toilet-blocked",
  "breaker-trips",
  "lift-noise",
  "access-card",
  "door-hinge",
  "no-heating",
  "dirty-area",
  "drain-blocked",
  "lift-button",
  "intercom",
  "light-corridor",
];
const waiting = [
  "tap-dripping",
  "pipe-leak",
  "socket-dead",
  "light-home",
  "toilet-running",
  "street-light",
  "lock-broken",
  "ac-dripping",
];

/** What is on the board at `now`: some wait, some are on their way, some are being worked on. */
export function scriptsFor(town: Town, demoOwner: Person, demoHome: Place, now: number): Script[] {
  const { random } = town;
  const ago = (minutes: number) => now - Math.round(minutes * minute);
  const between = (a: number, b: number) => a + random.next() * (b - a);
  const scripts: Script[] = [];
  const waits = (code: string, minutes: number) => {
    const said = hear(town, fault(code));
    const source = said.source === "field" ? "hotline" : said.source;
    const settled = { ...said, source, reportedUrgency: said.fault.urgency as Said["reportedUrgency"] };
    scripts.push({
      at: ago(minutes),
      said: settled,
      steps: {},
      ...(minutes > 3 && { photo: true as const }),
    });
  };
  waits("lift-trapped", 2);
  waits("pipe-burst", 6);
  waits("ceiling-leak", 1.4);
  waits("breaker-trips", 3.5);
  waits("access-card", 9);
  waits("toilet-blocked", 14);
  waits("lock-broken", 22);
  waits("light-corridor", 95);
  waits("wall-damp", 210);

  // Minutes before now of each step, newest first, down to the report.
  const course = (names: Step[], code: string, newest: [number, number], gap: [number, number]) => {
    const steps: Script["steps"] = {};
    let minutes = between(...newest);
    for (const name of names.toReversed()) {
      steps[name] = ago(minutes);
      minutes += name === "assign" ? 0 : between(...gap);
    }
    const said = hear(town, fault(code));
    scripts.push({
      at: ago(minutes + between(1.5, 6)),
      said,
      steps,
      ...(random.chance(0.25) && { photo: true as const }),
    });
  };
  for (const code of waiting.slice(0, 4)) course(["assign"], code, [1, 9], [1, 1]);
  for (const code of waiting.slice(3)) course(["assign", "accept"], code, [2, 25], [1, 5]);
  for (const code of moving.slice(7)) course(["assign", "accept", "depart"], code, [1, 7], [2, 9]);
  for (const code of moving.slice(0, 7))
    course(["assign", "accept", "depart", "arrive"], code, [3, 28], [3, 8]);
  for (const code of ["ac-not-cooling", "window-leaky", "pipe-leak"])
    course(["assign", "accept", "depart", "arrive", "pause"], code, [8, 45], [4, 14]);
  for (const code of ["tap-dripping", "light-home", "exit-light", "fire-alarm"])
    course(["assign", "accept", "depart", "arrive", "complete"], code, [6, 60], [5, 22]);

  const site = town.sites.find((s) => s.id === demoHome.siteId)!;
  const hers = (code: string, words: string): Said => ({
    ...tell(town, site, demoHome, fault(code), demoOwner),
    source: "portal",
    reporter: demoOwner,
    contactName: demoOwner.name,
    contactPhone: demoOwner.phone ?? null,
    description: words,
    placeWords: code === "tap-dripping" ? "厨房" : "主卧卫生间",
    reportedUrgency: fault(code).urgency as Said["reportedUrgency"],
  });
  scripts.push({
    at: ago(168),
    said: hers("toilet-running", "主卧马桶水箱一直流水，按了也停不下来"),
    photo: true,
    steps: { assign: ago(163), accept: ago(160), depart: ago(118), arrive: ago(111), complete: ago(64) },
  });
  const before = ago(19 * 1440 + 35);
  const after = (minutes: number) => before + minutes * minute;
  scripts.push({
    at: before,
    said: hers("tap-dripping", "厨房水龙头关不紧，一直滴，下班后家里有人"),
    answered: true,
    steps: {
      assign: after(11),
      accept: after(16),
      depart: after(62),
      arrive: after(70),
      complete: after(104),
    },
  });
  return scripts;
}
