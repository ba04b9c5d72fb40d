import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  factors,
  type Held,
  isFree,
  type Job,
  keptOf,
  mostKept,
  promisesAtRisk,
  rankCandidates,
  type TechnicianNow,
  type WhyNot,
} from "./candidate.ts";
import { toOverrule } from "./overrule.ts";

const now = "2026-11-24T02:00:00.000Z";
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const job: Job = {
  skill: "plumbing",
  level: 1,
  minutes: 40,
  urgency: 3,
  certificate: false,
  arriveBy: at(120),
};
const held = (minutes: number, due: number, begun = false, way: number | null = null): Held => ({
  minutes,
  due: Date.parse(at(due)),
  begun,
  way,
});
function who(id: string, more: Partial<TechnicianNow> = {}): TechnicianNow {
  return {
    id,
    skills: [{ skill: "plumbing", level: 2, certifiedUntil: null }],
    shiftUntil: at(400),
    capacityMinutes: 420,
    openMinutes: 0,
    openJobs: 0,
    jobsThisWeek: 5,
    visitsHere: 0,
    hadIt: null,
    held: [],
    restWay: null,
    today: now.slice(0, 10),
    ...more,
  };
}

test("which promises are at risk: what is begun first, then what is due earliest, the way included", () => {
  const risk = (more: Partial<TechnicianNow>) => promisesAtRisk(job, who("a", more), now);
  assert.deepEqual(risk({}), { late: 0, others: 0 });
  assert.deepEqual(risk({ held: [held(90, -30, true)] }), { late: 0, others: 0 });
  assert.deepEqual(risk({ held: [held(110, -30, true, 30)] }), { late: 20, others: 0 });
  assert.deepEqual(
    risk({ held: [held(150, 60)] }),
    { late: 30, others: 0 },
    "what is due before goes before",
  );
  assert.deepEqual(risk({ held: [held(150, 130)] }), { late: 0, others: 0 });
  assert.deepEqual(
    risk({ held: [held(100, -30, true, 8), held(30, 130)] }),
    { late: 0, others: 1 },
    "the one that follows would be begun at 148 instead of 100, and was promised for 130",
  );
  assert.deepEqual(
    risk({ held: [held(200, 10, true), held(30, 130)] }),
    { late: 80, others: 1 },
    "late anyhow, and still late",
  );
});

test("an emergency is begun from where he is, and what he has waits for it", () => {
  const urgent: Job = { ...job, urgency: 1, arriveBy: at(15) };
  const of = (more: Partial<TechnicianNow>) => rankCandidates(urgent, [who("a", more)], now)[0]!.figures;
  const busy = { held: [held(60, 10, true, 8), held(30, 130, false, 3)] };
  assert.deepEqual(
    [of(busy).beginMinutes, of(busy).wayMinutes, of(busy).lateMinutes, of(busy).lateOthers],
    [8, 8, 0, 0],
    "eight minutes away, not an hour; the next of his is begun at 108 and was promised for 130",
  );
  assert.equal(of({ held: [held(60, 10, true, 8), held(30, 100, false, 3)] }).lateOthers, 1);
  assert.equal(of({ held: [held(60, 10, true, 30)] }).lateMinutes, 15, "that far he cannot be there in time");
});

test("the way is from whatever he does before it", () => {
  const of = (more: Partial<TechnicianNow>) =>
    rankCandidates(job, [who("a", more)], now)[0]!.figures.wayMinutes;
  assert.equal(of({}), null);
  assert.equal(of({ restWay: 3 }), 3);
  assert.equal(of({ restWay: 3, held: [held(30, 60, true, 30)] }), 30, "the one that he has begun");
  assert.equal(
    of({ held: [held(30, 60, true, 30), held(30, 90, false, 8)] }),
    8,
    "the last that is due before",
  );
  assert.equal(of({ restWay: 3, held: [held(30, 200, false, 30)] }), 3, "what is due later comes after");
});

test("who may: each rule by itself, and whether a person may overrule it", () => {
  const lift: Job = { ...job, skill: "lift", level: 2, certificate: true };
  const lifter = (level: number, until: string | null) => ({
    skills: [{ skill: "lift" as const, level, certifiedUntil: until }],
  });
  const late = { held: [held(60, 60), held(60, 90)], openMinutes: 120 };
  type Row = [string, Job, Partial<TechnicianNow>, WhyNot[], "free" | "say why" | "never"];
  const rows: Row[] = [
    ["nothing against him", job, {}, [], "free"],
    ["off shift", job, { shiftUntil: null }, ["off_shift"], "never"],
    ["on a break", job, { away: "break" }, ["on_break"], "never"],
    ["gone", job, { away: "ill" }, ["left"], "never"],
    ["another trade", lift, {}, ["no_skill"], "never"],
    ["a helper where a skilled hand is asked for", lift, lifter(1, "2027-01-01"), ["level_too_low"], "never"],
    ["no certificate", lift, lifter(2, null), ["no_certificate"], "never"],
    ["certificate ended yesterday", lift, lifter(3, "2026-11-23"), ["no_certificate"], "never"],
    ["the last day of the certificate", lift, lifter(2, "2026-11-24"), [], "free"],
    [
      "the day after, at the site",
      lift,
      { ...lifter(2, "2026-11-24"), today: "2026-11-25" },
      ["no_certificate"],
      "never",
    ],
    ["the home said no", job, { keptAway: true }, ["kept_away"], "never"],
    ["the home said no, in an emergency", { ...job, urgency: 1 }, { keptAway: true }, ["kept_away"], "free"],
    ["done exactly as his shift ends", job, { shiftUntil: at(40) }, [], "free"],
    ["a minute too long", job, { shiftUntil: at(39) }, ["shift_too_short"], "say why"],
    ["what he holds comes first", job, { ...late, shiftUntil: at(159) }, ["shift_too_short"], "say why"],
    ["what he holds, and then exactly to the end", job, { ...late, shiftUntil: at(160) }, [], "free"],
    ["the way there counts", job, { restWay: 30, shiftUntil: at(69) }, ["shift_too_short"], "say why"],
    ["what is due later comes after", job, { held: [held(60, 200)], shiftUntil: at(40) }, [], "free"],
    ["an emergency comes first", { ...job, urgency: 1 }, { ...late, shiftUntil: at(40) }, [], "free"],
    ["his hands are full", job, { openMinutes: 381 }, ["over_capacity"], "say why"],
    ["exactly full with it", job, { openMinutes: 380 }, [], "free"],
    ["declined it", job, { hadIt: "declined" }, ["declined_it"], "say why"],
    ["elsewhere at the agreed time", job, { notFreeThen: true }, ["not_free_then"], "say why"],
  ];
  for (const [name, asked, more, whyNot, may] of rows) {
    const [one] = rankCandidates(asked, [who("a", more)], now);
    assert.deepEqual(one!.whyNot, whyNot, name);
    const ruled = !one!.eligible ? "never" : toOverrule(one!.whyNot).length > 0 ? "say why" : "free";
    assert.equal(ruled, may, name);
    assert.equal(isFree(one!), whyNot.length === 0, name);
  }
});

test("who is recommended stands before whoever must be overruled, and both before who may never go", () => {
  const ranked = rankCandidates(
    job,
    [
      who("never", { keptAway: true, jobsThisWeek: 0 }),
      who("full", { openMinutes: 400, hadIt: "done", visitsHere: 9 }),
      who("free", { restWay: 30, openMinutes: 300 }),
    ],
    now,
  );
  assert.deepEqual(
    ranked.map((each) => each.technicianId),
    ["free", "full", "never"],
  );
});

test("the near one, the one who keeps his promises and the one who was there before come first, each by his number", () => {
  const first = (...people: TechnicianNow[]) => rankCandidates(job, people, now)[0]!.technicianId;
  assert.equal(first(who("far", { restWay: 30 }), who("near", { restWay: 3 })), "near");
  assert.equal(first(who("late", { held: [held(180, 10, false, 3)] }), who("free", { restWay: 8 })), "free");
  assert.equal(first(who("a"), who("b", { hadIt: "done" })), "b");
  assert.equal(first(who("a", { jobsThisWeek: 9 }), who("b", { jobsThisWeek: 2 })), "b");
  const [best] = rankCandidates(
    job,
    [who("a", { restWay: 8, visitsHere: 3, hadIt: "done", jobsThisWeek: 0 })],
    now,
  );
  assert.deepEqual(best!.factors, {
    ...{ skill: 20, promises: 20, travel: 12, load: 15, knows_place: 6, fairness: 5, first_attempt: 5 },
  });
  assert.equal(best!.score, 83);
  assert.equal(best!.figures.wayMinutes, 8);
});

test("a score is the sum of its numbers, a promise more never makes one better, and nobody is lost from the list", () => {
  const someone = fc.record({
    openMinutes: fc.nat(500),
    jobsThisWeek: fc.nat(30),
    visitsHere: fc.nat(9),
    restWay: fc.option(fc.nat(40)),
    held: fc.array(
      fc.record({
        minutes: fc.integer({ min: 5, max: 90 }),
        due: fc.integer({ min: -60, max: 400 }),
        begun: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
  });
  fc.assert(
    fc.property(fc.array(someone, { minLength: 1, maxLength: 6 }), (people) => {
      const crew = people.map(({ held: jobs, ...more }, n) =>
        who(`t${n}`, { ...more, held: jobs.map((each) => held(each.minutes, each.due, each.begun)) }),
      );
      const ranked = rankCandidates(job, crew, now);
      assert.deepEqual(ranked.map((each) => each.technicianId).sort(), crew.map((each) => each.id).sort());
      for (const each of ranked) {
        assert.equal(
          each.score,
          factors.reduce((sum, factor) => sum + each.factors[factor], 0),
        );
        assert.ok(each.score >= 0 && each.score <= 100);
        const same = crew.find((one) => one.id === each.technicianId)!;
        const busier = { ...same, held: [...same.held, held(60, 90)] };
        assert.ok(rankCandidates(job, [busier], now)[0]!.factors.promises <= each.factors.promises);
      }
      const kept = keptOf(ranked, ranked.length - 1);
      for (const [n, stood] of kept.list!.entries()) {
        assert.deepEqual(stood.whyNot, ranked[n]!.whyNot);
        assert.deepEqual(
          stood.worth,
          factors.map((factor) => ranked[n]!.factors[factor]),
        );
      }
      assert.equal(kept.of, crew.length);
      assert.deepEqual(
        kept.list!.map((each) => each.technicianId),
        ranked.map((each) => each.technicianId),
      );
    }),
  );
});

test("of a list of any length no more is kept than stays small beside its ticket", () => {
  const crew = Array.from({ length: 500 }, (_, n) => who(`019ab-${String(n).padStart(30, "0")}`));
  const kept = keptOf(rankCandidates(job, crew, now), 499);
  assert.deepEqual([kept.rank, kept.of, kept.list!.length], [500, 500, mostKept]);
  assert.ok(JSON.stringify(kept).length < 50_000);
});
