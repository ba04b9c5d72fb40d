import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import loadHighs from "highs";
import { groupsOf } from "./choose.ts";
import { beginsAt, costOf, type Day, oneByOne, problemOf } from "./dayPlan.ts";
import { growRoutes } from "./growRoutes.ts";
import { planDay } from "./planDay.ts";

const highs = await loadHighs();

/** Numbers between 0 and 1, the same for the same seed. */
function sequence(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
/** No clock: only rounds end the search, so that a slow machine plans the same. */
const limits = (seed: number, rounds = 200) => ({
  rounds,
  milliseconds: 60_000,
  clock: () => 0,
  random: sequence(seed),
});

const days = fc
  .record({
    points: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
      minLength: 8,
      maxLength: 8,
    }),
    jobs: fc.array(
      fc.record({
        location: fc.integer({ min: 0, max: 7 }),
        minutes: fc.integer({ min: 0, max: 90 }),
        opensAt: fc.integer({ min: 0, max: 200 }),
        slack: fc.integer({ min: 0, max: 200 }),
        weight: fc.constantFrom(1, 3, 20, Number.POSITIVE_INFINITY),
        leftOver: fc.integer({ min: 50, max: 5_000 }),
        load: fc.integer({ min: 0, max: 60 }),
        isUrgent: fc.integer({ min: 0, max: 5 }).map((side) => side === 0),
      }),
      { maxLength: 7 },
    ),
    crews: fc.array(
      fc.record({
        location: fc.integer({ min: 0, max: 7 }),
        freeAt: fc.integer({ min: 0, max: 60 }),
        endsAt: fc.integer({ min: 100, max: 480 }),
        here: fc.option(fc.integer({ min: 0, max: 7 }), { nil: undefined }),
        returns: fc.boolean(),
        room: fc.constantFrom(60, 200, Number.POSITIVE_INFINITY),
        busy: fc.constantFrom([], [{ from: 40, until: 90 }]),
        leave: fc.nat(100),
        able: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(
    ({ points, jobs, crews }): Day => ({
      jobs: jobs.map(({ slack, isUrgent, ...job }, n) => ({
        ...{ ...job, id: `${n}`, dueAt: job.opensAt + slack },
        ...(isUrgent && { atOnce: true, opensAt: 0, dueAt: 0, weight: 200, leftOver: 50_000 }),
      })),
      crews: crews.map(({ able, leave, ...crew }, n) => ({
        ...crew,
        leaving: new Map(jobs.map((_, job) => [job, leave])),
        id: `${n}`,
        can: new Set(jobs.flatMap((_, job) => (able[job] ? [job] : []))),
      })),
      travel: (a, b) => Math.hypot(points[a]![0] - points[b]![0], points[a]![1] - points[b]![1]),
    }),
  );

test("a plan breaks no rule, does nothing twice, counts what it costs, is never worse than one by one and keeps its bound", () => {
  fc.assert(
    fc.property(days, fc.nat(1_000), (day, seed) => {
      const problem = problemOf(day);
      const { plan, byHand, bound, proven } = planDay(highs, problem, limits(seed, 30));
      const stops = plan.routes.flatMap((route) => route.stops);
      assert.equal(new Set(stops).size, stops.length, "a job stands in two routes");
      assert.equal(new Set(plan.routes.map((route) => route.crew)).size, plan.routes.length);
      assert.deepEqual(
        [...stops, ...plan.left].sort((a, b) => a - b),
        day.jobs.map((_, n) => n),
        "every job is planned or named as left",
      );
      let cost = plan.left.reduce((sum, job) => sum + day.jobs[job]!.leftOver, 0);
      for (const route of plan.routes) {
        const worth = costOf(day, route.crew, route.stops);
        assert.notEqual(worth, null, "a route breaks a rule");
        cost += worth!;
      }
      assert.ok(Math.abs(cost - plan.cost) < 1e-6, `${cost} is not ${plan.cost}`);
      assert.ok(plan.cost <= byHand.cost + 1e-9);
      assert.deepEqual(byHand, oneByOne(problem));
      assert.ok(bound !== null && bound <= plan.cost, `${bound} is above ${plan.cost}`);
      assert.equal(proven, plan.cost - bound <= 1e-6 * Math.max(1, plan.cost));
      for (const { crew, stops } of plan.routes) {
        const kinds = stops.map((stop) => (day.jobs[stop]!.atOnce ? 0 : 1));
        assert.deepEqual(kinds, kinds.toSorted(), "an emergency is first");
        const load = stops.reduce((sum, stop) => sum + (day.jobs[stop]!.load ?? 0), 0);
        assert.ok(load <= (day.crews[crew]!.room ?? 0));
      }
    }),
    { numRuns: 60 },
  );
});

test("where time is up at once, the bound still holds and the plan is no worse than one by one", () => {
  fc.assert(
    fc.property(days, fc.nat(1_000), fc.nat(40), (day, seed, ticks) => {
      let at = 0;
      const short = { ...limits(seed, 30), milliseconds: ticks, clock: () => at++ };
      const { plan, byHand, bound } = planDay(highs, problemOf(day), short);
      assert.ok(plan.cost <= byHand.cost + 1e-9);
      if (bound !== null) assert.ok(bound <= leastOfAll(day) + 1e-6);
    }),
    { numRuns: 40 },
  );
});

/** The least that any plan can cost. */
function leastOfAll(day: Day): number {
  let least = Number.POSITIVE_INFINITY;
  eachPlan(day, (cost) => {
    least = Math.min(least, cost);
    return least;
  });
  return least;
}

/** Every way of giving jobs to crews in every order; `met` answers from which cost on it wants to hear of no more. */
function eachPlan(day: Day, met: (cost: number, tours: number[][]) => number): void {
  let most = Number.POSITIVE_INFINITY;
  const tours: number[][] = day.crews.map(() => []);
  const visit = (job: number, left: number) => {
    if (left >= most) return;
    if (job === day.jobs.length) {
      let cost = left;
      for (const [crew, tour] of tours.entries()) {
        const worth = costOf(day, crew, tour);
        if (worth === null) return;
        cost += worth;
      }
      most = met(cost, tours);
      return;
    }
    for (const tour of tours) {
      for (let at = 0; at <= tour.length; at++) {
        tour.splice(at, 0, job);
        visit(job + 1, left);
        tour.splice(at, 1);
      }
    }
    visit(job + 1, left + day.jobs[job]!.leftOver);
  };
  visit(0, 0);
}

test("every round of every plan that is cheaper than a limit is among those that are put before the solver", () => {
  let compared = 0;
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 200 }), (day, above) => {
      const small = { ...day, jobs: day.jobs.slice(0, 4), crews: day.crews.slice(0, 3) };
      small.crews = small.crews.map((who) => ({
        ...who,
        can: new Set([...who.can].filter((job) => job < 4)),
      }));
      if (small.jobs.length === 0 || small.crews.length === 0) return;
      const grown = growRoutes(highs, small, [], () => false);
      const limit = leastOfAll(small) + above;
      const groupOf = groupsOf(grown.groups);
      const nameOf = (crew: number, stops: readonly number[]) => `${groupOf.get(crew)}: ${stops.toSorted()}`;
      const known = new Set(
        grown.allBelow(limit, () => false)!.map(({ crew, stops }) => nameOf(crew, stops)),
      );
      eachPlan(small, (cost, tours) => {
        if (cost < limit - 1e-6)
          for (const [crew, tour] of tours.entries())
            if (tour.length > 0) {
              compared += 1;
              assert.ok(known.has(nameOf(crew, tour)), `${crew}: ${tour} is missing of a plan of ${cost}`);
            }
        return limit;
      });
    }),
    { numRuns: 300 },
  );
  assert.ok(compared > 100, `${compared} were compared`);
});

test("small desks get the cheapest of all plans, and it is known to be that", () => {
  const chosen = fc.sample(days, { numRuns: 60, seed: 7 }).filter((day) => day.jobs.length <= 6);
  assert.ok(chosen.length > 20);
  for (const [n, day] of chosen.entries()) {
    const small = { ...day, crews: day.crews.slice(0, 3) };
    const { plan, bound, proven } = planDay(highs, problemOf(small), limits(n));
    const least = leastOfAll(small);
    assert.ok(Math.abs(plan.cost - least) < 1e-6, `desk ${n}: ${plan.cost} is not ${least}`);
    assert.ok(bound! <= least + 1e-6, `desk ${n}: the bound ${bound} is above ${least}`);
    assert.ok(proven, `desk ${n} is not proved`);
  }
});

test("one by one gives the pressing job to the near technician and strands the other; the whole desk does not", () => {
  const points = [5, 10, 12, -1];
  const job = (location: number, dueAt: number) => ({
    id: `${location}`,
    location,
    minutes: 30,
    opensAt: 0,
    dueAt,
    weight: 5,
    leftOver: 10_000,
  });
  // The second job is only for the technician who is also nearest to the first.
  const day: Day = {
    jobs: [job(1, 15), job(2, 16)],
    crews: [
      { id: "both", location: 0, freeAt: 0, endsAt: 480, returns: false, can: new Set([0, 1]) },
      { id: "first only", location: 3, freeAt: 0, endsAt: 480, returns: false, can: new Set([0]) },
    ],
    travel: (a, b) => Math.abs(points[a]! - points[b]!),
  };
  const { plan, byHand } = planDay(highs, problemOf(day), limits(1));
  assert.deepEqual(
    byHand.routes.map((route) => route.crew),
    [0],
  );
  assert.deepEqual(plan.routes.map((route) => [route.crew, ...route.stops]).sort(), [
    [0, 1],
    [1, 0],
  ]);
  assert.ok(plan.cost < byHand.cost, `${plan.cost} is no better than ${byHand.cost}`);
});

test("a crew begins nothing that would still run while it is promised elsewhere, and loses no time otherwise", () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 5, max: 90 }));
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 4 }),
      fc.nat(400),
      fc.nat(30),
      fc.integer({ min: 5, max: 60 }),
      (spans, time, way, minutes) => {
        const busy = spans
          .map(([from, length]) => ({ from, until: from + length }))
          .sort((a, b) => a.from - b.from);
        const who = { id: "c", location: 0, freeAt: 0, endsAt: 900, returns: false, can: new Set([0]), busy };
        const job = { id: "j", location: 1, minutes, opensAt: 0, dueAt: 0, weight: 1, leftOver: 1 };
        const begin = beginsAt(who, job, time, way);
        assert.ok(begin >= time + way);
        for (const each of busy) assert.ok(begin >= each.until || begin + minutes <= each.from);
        const touches = begin === time + way || busy.some(({ until }) => until === begin);
        assert.ok(touches, "it begins at once, or as soon as he is back");
      },
    ),
  );
});

test("an emergency goes to who is soonest there, who then takes up what he left; leaving it over is worse than all else", () => {
  const points = [0, 10, 30, 31];
  const day: Day = {
    jobs: [
      {
        ...{ id: "lift", location: 2, minutes: 40, opensAt: 0, dueAt: 0, weight: 200, leftOver: 480_000 },
        atOnce: true,
      },
      { id: "tap", location: 0, minutes: 30, opensAt: 0, dueAt: 200, weight: 6, leftOver: 1_440 },
    ],
    crews: [
      { id: "free", location: 0, freeAt: 0, endsAt: 480, returns: false, can: new Set([0, 1]) },
      { id: "near", location: 1, here: 3, freeAt: 60, endsAt: 480, returns: false, can: new Set([0, 1]) },
    ],
    travel: (a, b) => Math.abs(points[a]! - points[b]!),
  };
  const { plan, proven } = planDay(highs, problemOf(day), limits(1));
  assert.ok(proven);
  assert.deepEqual(
    plan.routes.map(({ crew, stops }) => [crew, ...stops]).sort(),
    [
      [0, 1],
      [1, 0],
    ],
    "who is a minute away leaves his work for it",
  );
  const begins: number[] = [];
  const cost = costOf(day, 1, [0, 1], (_, begin) => begins.push(begin));
  // One minute there, 40 of work, 20 back to what he left, 60 of that, 10 on.
  assert.deepEqual([begins, cost], [[1, 131], 200 + 1 + 20 + 10]);
  assert.equal(costOf(day, 1, [1, 0]), null, "nothing goes before it");
});
