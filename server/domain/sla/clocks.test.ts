import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyCalendar, anyInstant } from "../../testing/anyCalendar.ts";
import { type PauseReason, pauseReasons } from "../ticket/ticket.ts";
import { type Calendar, timeBetween } from "../time/calendar.ts";
import { instantOf, offsetAt } from "../time/zone.ts";
import { clocksOf } from "./clocks.ts";
import { presets, presetTerms } from "./presets.ts";
import type { ClockFact } from "./round.ts";
import { type ClockName, clockNames, type Terms } from "./terms.ts";

const minute = 60_000;
const office: Calendar = {
  timeZone: "Asia/Shanghai",
  week: [0, 1, 2, 3, 4, 5, 6].map((day) =>
    day % 6 === 0
      ? []
      : ([
          [510, 720],
          [810, 1050],
        ] as const),
  ),
  days: new Map(),
  published: null,
  exceptions: new Map(),
};
const terms = presetTerms("CN-1", 3);
const at = (day: string, hour: number, minutes = 0) =>
  new Date(instantOf(day, hour * 60 + minutes, "Asia/Shanghai")).toISOString();
const reported = (iso: string): ClockFact => ({ type: "reported", at: iso, receivedAt: iso });
const [friday, monday, tuesday] = ["2026-11-20", "2026-11-23", "2026-11-24"] as const;

function clock(name: ClockName, facts: ClockFact[], now: string, how: Terms = terms) {
  return clocksOf(facts, how, office, now).find((c) => c.clock === name)!;
}

test("table: four clocks from the report, in working time", () => {
  const facts = [reported(at(friday, 17))];
  const dues = clocksOf(facts, terms, office, at(friday, 17, 5)).map((c) => [c.clock, c.dueAt]);
  assert.deepEqual(dues, [
    ["acknowledge", at(friday, 17, 30)],
    ["contact", at(monday, 10)],
    ["arrive", at(monday, 12)],
    // 960 minutes: 30 on Friday, 450 on Monday and on Tuesday, 30 on Wednesday.
    ["finish", at("2026-11-25", 9)],
  ]);
  assert.deepEqual(clocksOf([], terms, office, at(friday, 17)), []);
});

test("the received time starts the clocks, not the typing", () => {
  const facts: ClockFact[] = [{ type: "reported", at: at(monday, 11), receivedAt: at(monday, 9) }];
  assert.equal(clock("acknowledge", facts, at(monday, 11)).dueAt, at(monday, 9, 30));
  assert.equal(clock("acknowledge", facts, at(monday, 11)).breached, true);
});

test("each clock stops at its own fact, and says whether it was in time", () => {
  const facts: ClockFact[] = [
    reported(at(monday, 9)),
    { type: "accepted", at: at(monday, 9, 20) },
    { type: "contacted", at: at(monday, 10), reached: false },
    { type: "contacted", at: at(monday, 11, 30), reached: true },
    { type: "arrived", at: at(monday, 14) },
    { type: "completed", at: at(monday, 15) },
  ];
  const states = clocksOf(facts, terms, office, at(tuesday, 9));
  assert.deepEqual(
    states.map((c) => [c.clock, c.stoppedAt, c.breached, c.running]),
    [
      ["acknowledge", at(monday, 9, 20), false, false],
      ["contact", at(monday, 11, 30), true, false],
      ["arrive", at(monday, 14), false, false],
      ["finish", at(monday, 15), false, false],
    ],
  );
});

test("who is at the door has spoken to the owner; who gives it back starts the taking anew", () => {
  const facts: ClockFact[] = [
    reported(at(monday, 9)),
    { type: "accepted", at: at(monday, 9, 10) },
    { type: "declined", at: at(monday, 9, 25) },
  ];
  assert.equal(clock("acknowledge", facts, at(monday, 9, 30)).dueAt, at(monday, 9, 55));
  assert.equal(clock("arrive", facts, at(monday, 9, 30)).startedAt, at(monday, 9));
  const unaccepted: ClockFact[] = [facts[0]!, facts[2]!];
  assert.equal(clock("acknowledge", unaccepted, at(monday, 9, 30)).dueAt, at(monday, 9, 30));
  const there: ClockFact[] = [...facts, { type: "arrived", at: at(monday, 10) }];
  assert.equal(clock("contact", there, at(monday, 10)).stoppedAt, at(monday, 10));
});

test("a pause for the owner gives its working time back; one of our own does not", () => {
  const story = (reason: PauseReason, until: string | null): ClockFact[] => [
    reported(at(monday, 9)),
    { type: "accepted", at: at(monday, 9) },
    { type: "arrived", at: at(monday, 10) },
    { type: "paused", at: at(monday, 11), reason },
    ...(until === null ? [] : [{ type: "resumed" as const, at: until }]),
  ];
  const plain = clock("finish", story("parts", at(monday, 15)), at(monday, 15));
  assert.equal(plain.dueAt, at("2026-11-25", 10));
  // Eleven to twelve and half past one to three are 150 minutes of work.
  const moved = clock("finish", story("owner", at(monday, 15)), at(monday, 15));
  assert.equal(moved.dueAt, at("2026-11-25", 14));
  assert.deepEqual(moved.givenBack, { owner: 150 });
  const held = clock("finish", story("owner", null), at(monday, 14, 30));
  assert.deepEqual(held.paused, {
    reason: "owner",
    whose: "owner",
    since: at(monday, 11),
    usedMinutes: 120,
    capMinutes: 7 * 480,
    capAt: held.paused!.capAt,
  });
  assert.ok(held.breaksAt! > held.dueAt!);
  assert.equal(clock("finish", story("parts", null), at(monday, 14)).paused, null);
});

test("an owner who chooses a later time than could be had waits in their own time; what the company moves is its own", () => {
  const chosen = (
    from: string,
    earliest: string,
    byOwner = true,
    type: ClockFact["type"] = "appointment_chosen",
  ) =>
    ({
      type,
      at: at(monday, 10),
      agreed: { from, until: new Date(Date.parse(from) + 60 * minute).toISOString(), earliest, byOwner },
    }) satisfies ClockFact;
  const accepted: ClockFact[] = [reported(at(monday, 9)), { type: "accepted", at: at(monday, 9, 10) }];
  const due = (facts: ClockFact[], now = at(monday, 10)) =>
    clock("arrive", [...accepted, ...facts], now).dueAt;
  assert.equal(due([]), at(monday, 14, 30));
  assert.equal(due([chosen(at(monday, 11), at(monday, 11))]), at(monday, 12), "the end of what was agreed");
  const far = chosen(at(tuesday, 9), at(tuesday, 9));
  assert.equal(
    due([far]),
    at(monday, 14, 30),
    "the first that was offered lies too far off: that is the company's",
  );
  // Monday at eleven could be had, Tuesday at nine was chosen: five hours of working time.
  const later = chosen(at(tuesday, 9), at(monday, 11));
  assert.equal(due([later]), at(tuesday, 10));
  assert.equal(due([later], at(monday, 16)), at(tuesday, 10), "the same whenever one looks");
  const byUs = chosen(at(tuesday, 15), at(tuesday, 9), false, "appointment_changed");
  assert.equal(due([later, byUs]), at(tuesday, 11), "moved by the company: nothing more is given back");
  const byThem = chosen(at(tuesday, 15), at(tuesday, 9), true, "appointment_changed");
  assert.equal(due([later, byThem]), at(tuesday, 16), "moved by the owner: theirs too");
  const spoken = clock("contact", [...accepted, later], at(monday, 10));
  assert.equal(spoken.stoppedAt, at(monday, 10), "whoever agreed on a time has been spoken to");
  const off: ClockFact = { type: "appointment_cancelled", at: at(monday, 12), unagreed: true };
  assert.equal(due([later, off]), at(monday, 15, 30), "called off: only what was waited");
  const missed: ClockFact[] = [...accepted, later, { type: "arrived", at: at(tuesday, 10, 20) }];
  assert.equal(clock("arrive", missed, at(tuesday, 11)).breached, true, "after the agreed hour is late");
  const there: ClockFact[] = [later, { type: "arrived", at: at(tuesday, 9, 5) }];
  const arrived = clock("arrive", [...accepted, ...there], at(tuesday, 9, 5));
  assert.deepEqual([arrived.breached, arrived.stoppedAt], [false, at(tuesday, 9, 5)]);
});

test("the owner's wait and a pause stand side by side: each stops its own clocks, and nothing counts twice", () => {
  const thursday = "2026-11-26";
  const known: ClockFact[] = [
    reported(at(monday, 9)),
    { type: "accepted", at: at(monday, 9, 10) },
    { type: "arrived", at: at(monday, 10) },
  ];
  const paused = (hour: number, reason: PauseReason): ClockFact => ({
    type: "paused",
    at: at(monday, hour),
    reason,
  });
  // Monday at noon could be had, Thursday at half past eight was chosen: 18 hours and a half of working time.
  const chosen: ClockFact = {
    type: "appointment_chosen",
    at: at(monday, 11),
    agreed: { from: at(thursday, 8, 30), until: at(thursday, 10), earliest: at(monday, 12), byOwner: true },
  };
  const back: ClockFact = { type: "resumed", at: at(thursday, 8, 30) };
  const due = (facts: ClockFact[], now = at(thursday, 9)) => clock("finish", [...known, ...facts], now).dueAt;
  const without = due([chosen]);
  for (const reason of ["parts", "contractor"] as const) {
    assert.equal(due([paused(10, reason), chosen]), without, `${reason}, then chosen`);
    assert.equal(due([paused(10, reason), chosen, back]), without, `${reason}, then chosen, and over`);
    assert.equal(due([chosen, paused(11, reason)]), without, `chosen, then ${reason}`);
  }
  // From ten on the clock stands for the quote already: the owner's wait is the same time.
  const quoted = [paused(10, "quote"), back];
  assert.equal(due([paused(10, "quote"), chosen, back]), due(quoted), "the same hours, once");
  assert.ok(due(quoted)! > without!);
});

test("an allowance is for all pauses of its reason together, and then the clock runs on", () => {
  const capped: Terms = {
    clocks: { ...terms.clocks, finish: { minutes: 100, basis: "clock" } },
    pauses: { ...terms.pauses, owner: { stops: ["finish"], capMinutes: 30 } },
  };
  const t = (minutes: number) => new Date(Date.parse(at(monday, 9)) + minutes * minute).toISOString();
  const facts: ClockFact[] = [
    reported(t(0)),
    { type: "paused", at: t(10), reason: "owner" },
    { type: "resumed", at: t(30) },
    { type: "paused", at: t(40), reason: "owner" },
  ];
  const state = clock("finish", facts, t(45), capped);
  assert.equal(state.breaksAt, t(130));
  assert.equal(state.dueAt, t(125));
  assert.equal(state.paused!.capAt, t(50));
  assert.equal(state.remainingMinutes, 80);
  assert.equal(clock("finish", facts, t(131), capped).breached, true);
  assert.equal(clock("finish", facts, t(129), capped).breached, false);
  const boundless: Terms = {
    ...capped,
    pauses: { ...capped.pauses, owner: { stops: ["finish"], capMinutes: null } },
  };
  assert.equal(clock("finish", facts, t(9_000), boundless).breaksAt, null);
  assert.equal(clock("finish", facts, t(9_000), boundless).breached, false);
});

test("what was merged by mistake owes what it owed, and to be taken anew where somebody had it", () => {
  const start = reported(at(monday, 9));
  const there = [start, { type: "accepted" as const, at: at(monday, 9, 10) }];
  const wrong: ClockFact[] = [
    { type: "merged", at: at(monday, 9, 30), ends: true },
    { type: "unmerged", at: at(monday, 9, 40) },
  ];
  const now = at(monday, 11);
  assert.deepEqual(clocksOf([start, ...wrong], terms, office, now), clocksOf([start], terms, office, now));
  assert.deepEqual(
    clocksOf([...there, ...wrong], terms, office, now),
    clocksOf([...there, { type: "withdrawn", at: at(monday, 9, 40) }], terms, office, now),
  );
});

test("a pause that nobody holds goes on, up to its allowance, until somebody is sent or it is over", () => {
  const story: ClockFact[] = [
    reported(at(monday, 9)),
    { type: "accepted", at: at(monday, 9, 10) },
    { type: "arrived", at: at(monday, 10) },
    { type: "paused", at: at(monday, 11), reason: "owner" },
  ];
  const left: ClockFact = { type: "vacated", at: at(monday, 11, 30) };
  const now = at(monday, 16);
  assert.deepEqual(
    clocksOf([...story, left], terms, office, now),
    clocksOf(story, terms, office, now),
    "that he left moves no clock",
  );
  const short = presetTerms("CN-1", 3);
  short.pauses.owner = { ...short.pauses.owner, capMinutes: 60 };
  assert.equal(clock("finish", [...story, left], now, short).paused?.capAt, at(monday, 12));
  for (const end of ["assigned", "pause_over"] as const) {
    const ended: ClockFact[] = [...story, left, { type: end, at: at(monday, 15) }];
    // Eleven to twelve and half past one to three are 150 minutes of work.
    assert.deepEqual(clock("finish", ended, now).givenBack, { owner: 150 }, end);
    assert.equal(clock("finish", ended, now).paused, null, end);
    assert.equal(
      clock("acknowledge", ended, now).startedAt,
      at(monday, 15),
      "it is to be taken from then on",
    );
  }
});

test("what is done with its incident owes nothing more, also out of a pause", () => {
  const story: ClockFact[] = [
    reported(at(monday, 9)),
    { type: "accepted", at: at(monday, 9, 10) },
    { type: "paused", at: at(monday, 10), reason: "owner" },
    { type: "vacated", at: at(monday, 10, 30) },
    { type: "settled", at: at(monday, 11) },
  ];
  for (const state of clocksOf(story, terms, office, at(tuesday, 9)))
    assert.deepEqual([state.running, state.paused, state.breached], [false, null, false], state.clock);
});

test("a reopened ticket starts all clocks again; an ended one owes nothing", () => {
  const facts: ClockFact[] = [
    reported(at(monday, 9)),
    { type: "accepted", at: at(monday, 9, 10) },
    { type: "completed", at: at(monday, 10) },
    { type: "reopened", at: at(tuesday, 9) },
  ];
  assert.equal(clock("acknowledge", facts, at(tuesday, 9, 5)).dueAt, at(tuesday, 9, 30));
  const ended: ClockFact[] = [
    reported(at(monday, 9)),
    { type: "cancelled", at: at(monday, 9, 5), ends: true },
  ];
  for (const state of clocksOf(ended, terms, office, at("2026-12-24", 9))) {
    assert.equal(state.running, false);
    assert.equal(state.breached, false);
    assert.equal(state.breaksAt, null);
  }
});

test("daylight saving at a site abroad: a wall clock counts hours, a working clock counts the site's day", () => {
  const newYork: Calendar = { ...office, timeZone: "America/New_York" };
  const local = (day: string, hour: number) =>
    new Date(instantOf(day, hour * 60, "America/New_York")).toISOString();
  // The clocks go forward in the night to Sunday, 8 March 2026.
  const urgent = clocksOf(
    [reported(local("2026-03-07", 20))],
    presetTerms("CN-1", 2),
    newYork,
    local("2026-03-07", 20),
  );
  assert.equal(urgent[3]!.dueAt, local("2026-03-08", 21), "24 hours later the clock shows 21:00");
  const small = clocksOf([reported(local("2026-03-06", 17))], terms, newYork, local("2026-03-06", 17));
  assert.equal(small[2]!.dueAt, local("2026-03-09", 12), "30 minutes on Friday and 210 on Monday");
});

test("table: what each preset names beyond the shipped grade one", () => {
  const say = ({ minutes, basis }: { minutes: number; basis: string }) =>
    `${minutes % 1440 === 0 && basis === "clock" ? `${minutes / 1440} d` : basis === "working" ? `${minutes / 480} wd` : `${minutes} min`}`;
  const rows = presets
    .filter((each) => !each.code.startsWith("CN-1"))
    .map((each) => {
      const named = clockNames.flatMap((name) => {
        const term = each.clocks[name];
        return term ? [`${name} ${say(term)}`] : [];
      });
      return `${each.code} ${each.urgency}: ${named.join(", ")}; ${[each.trust, ...(each.notes ?? [])].join(", ")}`;
    });
  assert.deepEqual(rows, [
    "CN-2 2: acknowledge 10 min, contact 20 min, arrive 60 min, finish 1 d; standard",
    "CN-3 3: acknowledge 0.125 wd, contact 0.5 wd, finish 3 wd; standard",
    "CN-LIFT 1: acknowledge 3 min, contact 3 min, arrive 30 min; standard",
    "CN-LIFT-60 1: acknowledge 3 min, contact 3 min, arrive 60 min; standard",
    "UK-AWAAB 1: arrive 1 d, finish 1 d; law, written_summary, other_home",
    "UK-AWAAB 2: arrive 10 wd, finish 15 wd; law, written_summary, further_works, other_home",
    "UK-RTR 2: finish 1 wd; law, heating_season, compensation",
    "UK-RTR 3: finish 3 wd; law, heating_season, compensation",
    "UK-RTR 4: finish 7 wd; law, compensation",
    "UK-HA 1: arrive 240 min; published",
    "UK-HA 2: arrive 1 d; published",
    "UK-HA 3: arrive 5 wd; published",
    "NYC-HPD 1: finish 1 d; published, certify",
    "NYC-HPD 2: finish 21 d; published, certify",
    "NYC-HPD 3: finish 30 d; published, certify",
    "NYC-HPD 4: finish 90 d; published, certify",
  ]);
  assert.ok(
    presets.every(({ trust, source }) => trust !== "standard" || source.includes("待核")),
    "what was not verified says so wherever its source is shown",
  );
});

test("every preset names a source and gives four clocks in order", () => {
  for (const preset of presets) {
    assert.ok(preset.source.length > 10, preset.code);
    const { clocks } = presetTerms(preset.code, preset.urgency, preset.danger);
    for (const name of clockNames) assert.ok(clocks[name].minutes > 0, `${preset.code} ${name}`);
    assert.ok(clocks.acknowledge.minutes <= clocks.contact.minutes, preset.code);
  }
  assert.equal(presetTerms("CN-LIFT", 1, "trapped").clocks.arrive.minutes, 30);
  assert.equal(presetTerms("CN-LIFT", 1, "gas").clocks.arrive.minutes, 15);
});

/** Minutes from the report; pauses in order and apart, the last perhaps open. */
const pauses = fc
  .array(
    fc.tuple(
      fc.constantFrom(...pauseReasons),
      fc.integer({ min: 1, max: 3_000 }),
      fc.integer({ min: 1, max: 4_000 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((list) => {
    let cursor = 0;
    return list.map(([reason, gap, length]) => {
      const from = cursor + gap;
      cursor = from + length;
      return { reason, from, to: cursor };
    });
  });
const anyTerms: fc.Arbitrary<Terms> = fc
  .record({
    minutes: fc.integer({ min: 1, max: 5_000 }),
    basis: fc.constantFrom("clock" as const, "working" as const),
    caps: fc.array(fc.option(fc.integer({ min: 0, max: 3_000 }), { freq: 4 }), {
      minLength: 6,
      maxLength: 6,
    }),
    stops: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  })
  .map(({ minutes, basis, caps, stops }) => ({
    clocks: { ...terms.clocks, finish: { minutes, basis } },
    pauses: Object.fromEntries(
      pauseReasons.map((reason, i) => [
        reason,
        { stops: stops[i] ? ["finish" as const] : [], capMinutes: caps[i] ?? null },
      ]),
    ) as Terms["pauses"],
  }));
const start = Date.parse("2026-11-18T06:13:00Z");
const iso = (minutes: number) => new Date(start + minutes * minute).toISOString();
const horizon = 60_000;

type Pauses = Array<{ reason: PauseReason; from: number; to: number }>;

function finish(list: Pauses, how: Terms, now = horizon) {
  const facts: ClockFact[] = [
    reported(iso(0)),
    ...list.flatMap(({ reason, from, to }): ClockFact[] => [
      { type: "paused", at: iso(from), reason },
      ...(to <= now ? [{ type: "resumed" as const, at: iso(to) }] : []),
    ]),
  ].filter((fact) => fact.at <= iso(now));
  return clock("finish", facts, iso(now), how);
}

test("property: adding a pause never makes a deadline earlier", () => {
  fc.assert(
    fc.property(pauses, anyTerms, fc.nat(5), (list, how, which) => {
      fc.pre(list.length > 0);
      const without = list.filter((_, i) => i !== which % list.length);
      assert.ok(finish(list, how).dueAt! >= finish(without, how).dueAt!);
    }),
    { numRuns: 400 },
  );
});

test("property: splitting a pause in two changes nothing", () => {
  fc.assert(
    fc.property(pauses, anyTerms, fc.nat(5), fc.nat(4_000), (list, how, which, cut) => {
      fc.pre(list.length > 0);
      const split = list.flatMap((pause, i) => {
        const middle = pause.from + (cut % Math.max(1, pause.to - pause.from));
        if (i !== which % list.length || middle === pause.from) return [pause];
        return [
          { ...pause, to: middle },
          { ...pause, from: middle },
        ];
      });
      const { paused: _a, ...one } = finish(list, how);
      const { paused: _b, ...two } = finish(split, how);
      assert.deepEqual(two, one);
    }),
    { numRuns: 400 },
  );
});

test("property: what is due while a pause is open holds when it ends at its allowance, and never moves back", () => {
  fc.assert(
    fc.property(pauses, anyTerms, fc.nat(20_000), (list, how, now) => {
      const state = finish(list, how, now);
      const later = finish(list, how, now + 1);
      if (state.breaksAt !== null) assert.ok(state.dueAt! <= state.breaksAt);
      assert.ok(later.dueAt! >= state.dueAt!, "time does not make a deadline earlier");
      if (state.breached) assert.equal(later.breached, true, "a broken promise stays broken");
    }),
    { numRuns: 400 },
  );
});

test("property: now is the only clock: the same story gives the same answer", () => {
  fc.assert(
    fc.property(pauses, anyTerms, fc.nat(20_000), (list, how, now) => {
      assert.deepEqual(finish(list, how, now), finish(list, how, now));
    }),
    { numRuns: 200 },
  );
});

/** All four clocks on any terms, each with its own basis, each stopped by any of the reasons. */
const anyFour: fc.Arbitrary<Terms> = fc
  .record({
    clocks: fc.array(
      fc.record({
        minutes: fc.integer({ min: 1, max: 3_000 }),
        basis: fc.constantFrom("clock" as const, "working" as const),
      }),
      { minLength: 4, maxLength: 4 },
    ),
    pauses: fc.array(
      fc.record({
        stops: fc.subarray([...clockNames]),
        capMinutes: fc.option(fc.integer({ min: 0, max: 3_000 }), { freq: 4 }),
      }),
      { minLength: 6, maxLength: 6 },
    ),
  })
  .map(({ clocks, pauses }) => ({
    clocks: Object.fromEntries(clockNames.map((name, i) => [name, clocks[i]!])) as Terms["clocks"],
    pauses: Object.fromEntries(pauseReasons.map((reason, i) => [reason, pauses[i]!])) as Terms["pauses"],
  }));

/** Something that happened besides the pauses, so many minutes after the report. */
const doings = fc.array(
  fc.record({
    at: fc.nat(20_000),
    type: fc.constantFrom("accepted" as const, "declined" as const, "arrived" as const, "completed" as const),
  }),
  { maxLength: 4 },
);
/** A time that is agreed `at`, so many minutes ahead, while somebody could have come after `earliest`. */
const agreements = fc.array(
  fc.record({
    at: fc.nat(20_000),
    ahead: fc.integer({ min: 1, max: 9_000 }),
    earliest: fc.nat(3_000),
    byOwner: fc.boolean(),
  }),
  { maxLength: 3 },
);
const anyStory = fc.record({ from: anyInstant, list: pauses, doings, agreements, now: fc.nat(40_000) });
type Story = {
  from: number;
  list: Pauses;
  doings: Array<{ at: number; type: ClockFact["type"] }>;
  agreements: Array<{ at: number; ahead: number; earliest: number; byOwner: boolean }>;
  now: number;
  /** Somebody is there and goes on with the work, so many minutes after the report, whether or not it was paused. */
  there?: number;
};

function factsOf({ from, list, doings, agreements, now, there }: Story): ClockFact[] {
  const at = (minutes: number) => new Date(from + minutes * minute).toISOString();
  const facts = [
    ...list.flatMap(({ reason, from, to }): ClockFact[] => [
      { type: "paused", at: at(from), reason },
      // What waits on for the next reason is not gone on with in between.
      ...(list.some((next) => next.from === to) ? [] : [{ type: "resumed" as const, at: at(to) }]),
    ]),
    ...(there === undefined ? [] : [{ type: "resumed" as const, at: at(there) }]),
    ...doings.map(({ type, ...each }) => ({ type, at: at(each.at) }) as ClockFact),
    ...agreements.map(({ at: said, ahead, earliest, byOwner }): ClockFact => {
      const [from, until] = [at(said + ahead), at(said + ahead + 120)];
      const agreed = { from, until, earliest: at(said + earliest), byOwner };
      return { type: "appointment_chosen", at: at(said), agreed };
    }),
  ]
    .filter((fact) => fact.at <= at(now))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [reported(at(0)), ...facts];
}
function told(story: Story, calendar: Calendar, how: Terms) {
  return clocksOf(factsOf(story), how, calendar, new Date(story.from + story.now * minute).toISOString());
}
const never = "9999";
/** Sites that work ten hours a week or more, so that a deadline lies within a year or two and not within a lifetime. */
const anySite = anyCalendar.filter(
  ({ week }) => week.flat().reduce((sum, [from, until]) => sum + until - from, 0) >= 600,
);

test("property: at any site, whatever else happened, adding a pause makes no deadline of the four earlier", () => {
  fc.assert(
    fc.property(anySite, anyStory, anyFour, fc.nat(5), (calendar, story, how, which) => {
      fc.pre(story.list.length > 0);
      const added = which % story.list.length;
      const list = story.list.filter((_, i) => i !== added);
      const { to } = story.list[added]!;
      // Both stories have the same visits, or else what is compared is a visit too.
      const there = story.list.some((next) => next.from === to) ? undefined : to;
      const without = told({ ...story, list, there }, calendar, how);
      for (const [i, clock] of told(story, calendar, how).entries())
        assert.ok((clock.dueAt ?? never) >= (without[i]!.dueAt ?? never), clock.clock);
    }),
    { numRuns: 600 },
  );
});

test("property: at any site, whatever else happened, splitting a pause in two changes none of the four", () => {
  fc.assert(
    fc.property(
      anyCalendar,
      anyStory,
      anyFour,
      fc.nat(5),
      fc.nat(4_000),
      (calendar, story, how, which, cut) => {
        fc.pre(story.list.length > 0);
        const cutOne = story.list[which % story.list.length]!;
        // Who says no while he waits, or is done, waits no longer: what was cut off after it would be another pause.
        const ends = story.doings.filter(({ type }) => type === "declined" || type === "completed");
        fc.pre(ends.every(({ at }) => at < cutOne.from || at > cutOne.to));
        const list = story.list.flatMap((pause, i) => {
          const middle = pause.from + (cut % Math.max(1, pause.to - pause.from));
          if (i !== which % story.list.length || middle === pause.from) return [pause];
          return [
            { ...pause, to: middle },
            { ...pause, from: middle },
          ];
        });
        const bare = (clocks: ReturnType<typeof told>) => clocks.map(({ paused: _, ...clock }) => clock);
        assert.deepEqual(bare(told({ ...story, list }, calendar, how)), bare(told(story, calendar, how)));
      },
    ),
    { numRuns: 300 },
  );
});

test("property: through nights, weekends, holidays and changes of the clocks, what runs is exactly what was promised", () => {
  let summer = 0;
  fc.assert(
    fc.property(anySite, anyStory, anyFour, (calendar, story, how) => {
      for (const clock of told({ ...story, doings: [] }, calendar, how)) {
        // A visit that is agreed on is a promise of its own, and may come first.
        if (clock.dueAt === null || (clock.clock === "arrive" && story.agreements.length > 0)) continue;
        const term = how.clocks[clock.clock];
        const given = Object.values(clock.givenBack).reduce((sum, minutes) => sum + minutes, 0);
        const hours = term.basis === "working" ? calendar : null;
        const [from, to] = [Date.parse(clock.startedAt), Date.parse(clock.dueAt)];
        const ran = timeBetween(hours, from, to) / minute;
        // Given back is told in whole minutes, one rounding for each reason.
        assert.ok(Math.abs(ran - term.minutes - given) <= pauseReasons.length / 2, `${clock.clock} ${ran}`);
        if (offsetAt(from, calendar.timeZone) !== offsetAt(to, calendar.timeZone)) summer += 1;
      }
    }),
    { numRuns: 1_500 },
  );
  assert.ok(summer > 10, `only ${summer} of them went over a change of the clocks`);
});

test("property: left by whoever held it, a pause counts as long as if he had kept it until then", () => {
  fc.assert(
    fc.property(
      anySite,
      anyStory,
      anyFour,
      fc.constantFrom(...pauseReasons),
      fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 3, maxLength: 3 }),
      fc.constantFrom("assigned" as const, "pause_over" as const),
      (calendar, story, how, reason, [pausedFor, leftFor, after], end) => {
        const at = (minutes: number) => new Date(story.from + (story.now + minutes) * minute).toISOString();
        const paused: ClockFact[] = [...factsOf(story), { type: "paused", at: at(0), reason }];
        const left: ClockFact[] = [...paused, { type: "vacated", at: at(pausedFor!) }];
        const states = (facts: ClockFact[], now: number) => clocksOf(facts, how, calendar, at(now));
        const [ends, now] = [pausedFor! + leftFor!, pausedFor! + leftFor! + after!];
        assert.deepEqual(states(left, ends), states(paused, ends), "while nobody holds it");
        assert.deepEqual(
          states([...left, { type: end, at: at(ends) }], now),
          states([...paused, { type: "withdrawn", at: at(ends) }], now),
          "and once it is over",
        );
      },
    ),
    { numRuns: 300 },
  );
});
