import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gramsOf } from "../duplicate/grams.ts";
import { fixedFirstTime, rate } from "./firstTime.ts";
import {
  isWithin,
  mostOffered,
  offersFor,
  type Repaired,
  type Report,
  warrantyUntil,
  worthOffering,
} from "./offer.ts";
import { leastDays, mostDays, shippedWarranty, usualWarranty } from "./warranty.ts";

const day = 86_400_000;
const doneAt = "2026-11-03T08:00:00.000Z";
const later = (days: number) => new Date(Date.parse(doneAt) + days * day).toISOString();

const report = (more: Partial<Report> = {}): Report => ({
  placeId: "home",
  faultCode: "tap-drips",
  categoryCode: "plumbing",
  skill: "plumbing",
  words: gramsOf("水龙头又滴水了"),
  at: later(20),
  ...more,
});
const repaired = (more: Partial<Repaired> = {}): Repaired => ({
  ...report(),
  words: gramsOf("水龙头滴水"),
  doneAt,
  days: 90,
  ...more,
});

const cases: Array<[string, Partial<Report>, Partial<Repaired>, string[] | null]> = [
  ["the same tap drips again", {}, {}, ["same_fault", "words"]],
  ["another fault of the same trade", { faultCode: "pipe-leaks", words: new Set() }, {}, ["kin_fault"]],
  [
    "a kindred fault of another trade",
    { faultCode: "wall-wet", skill: "masonry", words: new Set() },
    {},
    ["kin_fault"],
  ],
  ["another category", { faultCode: "no-light", categoryCode: "electrical", words: new Set() }, {}, null],
  ["another home", { placeId: "neighbour" }, {}, null],
  ["the last day of the warranty", { at: later(90) }, {}, ["same_fault", "words"]],
  ["a day after it", { at: later(91) }, {}, null],
  ["before it was repaired", { at: later(-1) }, {}, null],
  ["a site that answers for nothing", { at: later(1) }, { days: 0 }, null],
  ["unnamed, in other words", { faultCode: "other", words: gramsOf("灯不亮") }, {}, null],
  ["unnamed, in the same words", { faultCode: "other", words: gramsOf("水龙头滴水") }, {}, ["words"]],
];
for (const [name, said, before, wanted] of cases)
  test(`a return or none: ${name}`, () => {
    const [offer] = offersFor(report(said), [repaired(before)]);
    assert.deepEqual(offer?.reasons ?? null, wanted);
  });

test("whatever is offered is at the place, in its warranty, likeliest first and never many", () => {
  const word = fc.constantFrom("tap-drips", "pipe-leaks", "no-light", "other");
  const one = fc.record({
    placeId: fc.constantFrom("home", "lift"),
    faultCode: word,
    categoryCode: fc.constantFrom("plumbing", "electrical"),
    days: fc.integer({ min: 0, max: 200 }),
    ago: fc.integer({ min: -50, max: 300 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), word, (history, faultCode) => {
      const asked = report({ faultCode, at: later(0) });
      const repairs = history.map(({ ago, ...more }) => repaired({ ...more, doneAt: later(-ago) }));
      const offers = offersFor(asked, repairs);
      assert.ok(offers.length <= mostOffered);
      for (const [index, { repaired: of, score, until }] of offers.entries()) {
        assert.ok(isWithin(asked, of) && score >= worthOffering && score <= 1);
        assert.equal(until, warrantyUntil(of));
        assert.ok(of.doneAt <= asked.at && asked.at <= until);
        assert.ok(index === 0 || offers[index - 1]!.score >= score);
      }
      const fitting = repairs.some((of) => isWithin(asked, of) && of.faultCode === faultCode);
      if (fitting && faultCode !== "other") assert.ok(offers.length > 0, "the same fault is always offered");
    }),
  );
});

test("every category is answered for, never for less than the law asks, each figure with its source", () => {
  for (const code of ["plumbing", "walls", "grounds", "never-heard-of"]) {
    const { days, source } = shippedWarranty(code);
    assert.ok(days >= leastDays && days <= mostDays && source.zh.length > 10 && source.en.length > 10);
  }
  assert.equal(usualWarranty.days, 90);
});

test("first time means one visit, no way back and no return", () => {
  assert.ok(fixedFirstTime({ result: "fixed", reopens: 0, returns: 0 }));
  for (const spoilt of [{ result: "temporary" }, { reopens: 1 }, { returns: 1 }])
    assert.ok(!fixedFirstTime({ result: "fixed", reopens: 0, returns: 0, ...spoilt }));
  assert.equal(rate(0, 0), null);
  assert.equal(rate(2, 3), 67);
});
