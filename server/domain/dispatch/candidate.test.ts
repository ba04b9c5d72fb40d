import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  factors,
  type Held,
  type Job,
  keptOf,
  promisesAtRisk,
  rankCandidates,
  type TechnicianNow,
} from "./candidate.ts";

const now = "2026-11-24T02:00:00.000Z";
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const job: Job = { skill: "plumbing", minutes: 40, urgency: 3, certificate: false, arriveBy: at(120) };
const held = (minutes: number, due: number, begun = false): Held => ({ minutes, arriveBy: at(due), begun });
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
    wayMinutes: null,
    ...more,
  };
}

test("which promises are at risk: what is begun first, then what is due earliest, the way included", () => {
  const risk = (more: Partial<TechnicianNow>) => promisesAtRisk(job, who("a", more), now);
  assert.deepEqual(risk({}), { late: 0, others: 0 });
  assert.deepEqual(risk({ held: [held(90, -30, true)] }), { late: 0, others: 0 });
  assert.deepEqual(risk({ held: [held(110, -30, true)], wayMinutes: 30 }), { late: 20, others: 0 });
  assert.deepEqual(
    risk({ held: [held(150, 60)] }),
    { late: 30, others: 0 },
    "what is due before goes before",
  );
  assert.deepEqual(risk({ held: [held(150, 130)] }), { late: 0, others: 0 });
  assert.deepEqual(
    risk({ held: [held(100, -30, true), held(30, 130)], wayMinutes: 8 }),
    { late: 0, others: 1 },
    "the one that follows would be begun at 148 instead of 100, and was promised for 130",
  );
  assert.deepEqual(
    risk({ held: [held(200, 10, true), held(30, 130)] }),
    { late: 80, others: 1 },
    "late anyhow, and still late",
  );
});

test("the near one, the one who keeps his promises and the one who was there before come first, each by his number", () => {
  const first = (...people: TechnicianNow[]) => rankCandidates(job, people, now)[0]!.technicianId;
  assert.equal(first(who("far", { wayMinutes: 30 }), who("near", { wayMinutes: 3 })), "near");
  assert.equal(
    first(who("late", { held: [held(180, 10)], wayMinutes: 3 }), who("free", { wayMinutes: 8 })),
    "free",
  );
  assert.equal(first(who("a"), who("b", { hadIt: "done" })), "b");
  assert.equal(first(who("a", { jobsThisWeek: 9 }), who("b", { jobsThisWeek: 2 })), "b");
  const [best] = rankCandidates(
    job,
    [who("a", { wayMinutes: 8, visitsHere: 3, hadIt: "done", jobsThisWeek: 0 })],
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
    wayMinutes: fc.option(fc.nat(40)),
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
      assert.equal(kept.of, crew.length);
      assert.deepEqual(
        kept.list!.map((each) => each.technicianId),
        ranked.map((each) => each.technicianId),
      );
    }),
  );
});
