import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Aim, closest, sameAim } from "./closest.ts";

const row = (siteId: string | null, categoryCode: string | null, faultCode: string | null): Aim => ({
  ...{ siteId, categoryCode, faultCode },
  urgency: 2,
});
const wanted = { siteId: "here", categoryCode: "water", faultCode: "tap", urgency: 2 } as const;
/** From the closest to the widest. */
const order = [
  row("here", null, "tap"),
  row(null, null, "tap"),
  row("here", "water", null),
  row(null, "water", null),
  row("here", null, null),
  row(null, null, null),
];

test("fault before category before any, the site's own before the company's, whichever are there", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(order), (rows) => {
      assert.equal(
        closest(rows, wanted),
        order.find((each) => rows.includes(each)),
      );
    }),
  );
});

test("what is for another site, fault, category or urgency does not hold", () => {
  const others = [
    row("there", null, null),
    row(null, null, "lift"),
    row(null, "power", null),
    { ...row(null, null, null), urgency: 3 },
  ];
  assert.equal(closest(others, wanted), undefined);
  assert.equal(closest(order, { ...wanted, siteId: null }), order[1], "the company's own, without a site's");
  assert.equal(closest(order, { ...wanted, categoryCode: null, faultCode: null }), order[4]);
});

test("two rows are about the same when all four agree", () => {
  for (const [n, each] of order.entries())
    for (const [m, other] of order.entries()) assert.equal(sameAim(each, { ...other }), n === m);
});
