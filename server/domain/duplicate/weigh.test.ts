import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gramsOf } from "./grams.ts";
import { type Facet, likelySame, reaches, reasonCodes, type Scope, weigh, worthAsking } from "./weigh.ts";

const hour = 3_600_000;
const noon = Date.parse("2026-11-23T04:00:00Z");
const at = (hours: number) => new Date(noon + hours * hour).toISOString();

const base: Facet = {
  siteId: "s",
  placeId: "3-2-1802",
  buildingId: "3",
  unit: "2",
  isPublic: false,
  faultCode: "pipe-leak",
  categoryCode: "plumbing",
  skill: "plumbing",
  scope: "home",
  words: gramsOf("厨房水槽下面滴水"),
  at: at(0),
};
const noWater = { faultCode: "no-water", scope: "building", words: gramsOf("家里没水了") } as const;
const liftFault = { categoryCode: "lift", skill: "lift", scope: "building" } as const;
const lift: Facet = {
  ...base,
  ...liftFault,
  placeId: "3-2-lift",
  isPublic: true,
  faultCode: "lift-noise",
  words: gramsOf("1号梯运行时抖动、异响"),
};

type Call = "likely" | "ask" | "other";
const examples: Array<[what: string, Facet, Partial<Facet>, Call]> = [
  ["said twice in an hour", base, { at: at(1), words: gramsOf("水槽底下在滴水") }, "likely"],
  ["same home, same fault, three days on", base, { at: at(72), words: gramsOf("又漏了") }, "likely"],
  [
    "same home, kin fault, kin words",
    base,
    { faultCode: "tap-dripping", words: gramsOf("厨房水槽龙头滴水") },
    "likely",
  ],
  [
    "same home, kin fault, other words",
    base,
    { faultCode: "toilet-blocked", words: gramsOf("马桶堵了") },
    "ask",
  ],
  [
    "same home, something else",
    base,
    {
      ...liftFault,
      faultCode: "light-home",
      scope: "home",
      categoryCode: "power",
      skill: "electrical",
      words: gramsOf("卧室灯闪"),
    },
    "other",
  ],
  [
    "the neighbour's tap is the neighbour's",
    base,
    { placeId: "3-2-1702", words: gramsOf("厨房水龙头滴水") },
    "other",
  ],
  [
    "no water two floors down",
    { ...base, ...noWater },
    { ...noWater, placeId: "3-2-1602", words: gramsOf("停水了") },
    "likely",
  ],
  [
    "no water in the next unit",
    { ...base, ...noWater },
    { ...noWater, placeId: "3-1-0301", unit: "1", words: gramsOf("水龙头不出水") },
    "likely",
  ],
  [
    "no water in another building",
    { ...base, ...noWater },
    { ...noWater, placeId: "5-1-0301", buildingId: "5", unit: "1" },
    "other",
  ],
  ["the lift, told of by two", lift, { words: gramsOf("电梯响，抖得厉害"), at: at(5) }, "likely"],
  [
    "the lift, called broken by another",
    lift,
    { faultCode: "lift-stopped", words: gramsOf("电梯停了") },
    "ask",
  ],
  ["the other lift of the unit", lift, { placeId: "3-2-lift-2" }, "other"],
  [
    "two unnamed troubles of one home",
    { ...base, faultCode: "other" },
    { words: gramsOf("阳台有个鸟窝") },
    "other",
  ],
  [
    "one unnamed trouble, told twice",
    { ...base, faultCode: "other" },
    { words: gramsOf("水槽下面一直滴水") },
    "likely",
  ],
  ["another estate", base, { siteId: "t" }, "other"],
];

for (const [what, a, change, call] of examples) {
  test(`${what}: ${call}`, () => {
    const { score } = weigh(a, { ...a, ...change });
    const said: Call = score >= likelySame ? "likely" : score >= worthAsking ? "ask" : "other";
    assert.equal(said, call, `scores ${score}`);
  });
}

test("a verdict says why", () => {
  const codes = (b: Partial<Facet>) => weigh(base, { ...base, ...b }).reasons.map((r) => r.code);
  assert.deepEqual(codes({ at: at(2) }), ["same_place", "same_fault", "near_time", "words"]);
  assert.deepEqual(codes({ placeId: "x", faultCode: "drain-blocked", at: at(50), words: new Set() }), [
    "same_unit",
    "kin_fault",
  ]);
  assert.equal(
    weigh(base, { ...base, at: at(-5.25) }).reasons.find((r) => r.code === "near_time")?.figure,
    5.3,
  );
});

test("a failure reaches as far as its scope", () => {
  const home = (building: string, unit: string, room: string) => ({
    siteId: "s",
    placeId: `${building}-${unit}-${room}`,
    buildingId: building,
    unit,
  });
  const here = home("3", "2", "1802");
  const table: Array<[Scope, boolean, boolean, boolean]> = [
    ["home", false, false, false],
    ["riser", true, false, false],
    ["building", true, true, false],
    ["site", true, true, true],
  ];
  for (const [scope, unit, building, site] of table) {
    assert.equal(reaches(scope, here, home("3", "2", "0101")), unit, scope);
    assert.equal(reaches(scope, here, home("3", "1", "0101")), building, scope);
    assert.equal(reaches(scope, here, home("5", "1", "0101")), site, scope);
    assert.ok(reaches(scope, here, here));
    assert.equal(reaches(scope, here, { ...here, siteId: "t" }), false);
  }
});

const facet: fc.Arbitrary<Facet> = fc.record({
  siteId: fc.constantFrom("s", "s", "s", "t"),
  placeId: fc.constantFrom("a", "b", "c"),
  buildingId: fc.constantFrom("3", "5", null),
  unit: fc.constantFrom("1", "2", null),
  isPublic: fc.boolean(),
  faultCode: fc.constantFrom("f", "g", "other"),
  categoryCode: fc.constantFrom("plumbing", "lift"),
  skill: fc.constantFrom("plumbing" as const, "lift" as const),
  scope: fc.constantFrom("home" as const, "riser" as const, "building" as const, "site" as const),
  words: fc
    .array(fc.constantFrom("漏水", "停电", "电梯", "lift", "leak", "门"), { maxLength: 5 })
    .map((words) => gramsOf(words.join(" "))),
  at: fc.integer({ min: -1000, max: 1000 }).map((hours) => at(hours)),
});

test("two reports are as like as the other way round, and never beyond 0 and 1", () => {
  fc.assert(
    fc.property(facet, facet, (a, b) => {
      const verdict = weigh(a, b);
      assert.deepEqual(verdict, weigh(b, a));
      assert.ok(verdict.score >= 0 && verdict.score <= 1);
      for (const { code } of verdict.reasons) assert.ok(reasonCodes.includes(code));
    }),
  );
});

test("whatever brings two reports nearer never lowers their score", () => {
  const nearer: Array<(a: Facet, b: Facet) => Facet> = [
    (a, b) => ({ ...b, siteId: a.siteId }),
    (a, b) => (a.siteId === b.siteId ? { ...b, placeId: a.placeId } : b),
    (a, b) => ({ ...b, unit: a.unit, buildingId: a.buildingId }),
    (a, b) => ({ ...b, faultCode: a.faultCode }),
    (a, b) => ({ ...b, categoryCode: a.categoryCode, skill: a.skill }),
    (a, b) => ({ ...b, words: a.words }),
    (a, b) => ({ ...b, at: new Date((Date.parse(a.at) + Date.parse(b.at)) / 2).toISOString() }),
    (_a, b) => ({ ...b, scope: "site" }),
  ];
  fc.assert(
    fc.property(facet, facet, fc.constantFrom(...nearer), (a, b, bring) => {
      // A text without any piece is like none, not even like itself.
      const before = weigh(a, b).score;
      assert.ok(weigh(a, bring(a, b)).score >= before - 1e-9);
    }),
    { numRuns: 2_000 },
  );
});
