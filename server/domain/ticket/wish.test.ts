import assert from "node:assert/strict";
import { test } from "node:test";
import { mayHaveBegun } from "./began.ts";
import { daysOffered, mayWish, mostWindows, offeredDays, type Wish, windowWords } from "./wish.ts";

const zone = "Asia/Shanghai";
const at = (iso: string) => new Date(iso);

test("the days that are offered begin today in the site's zone, without the parts that are over", () => {
  const morning = offeredDays(at("2026-11-24T01:00:00Z"), zone);
  assert.equal(morning.length, daysOffered);
  assert.deepEqual(morning[0], { day: "2026-11-24", parts: ["morning", "afternoon", "evening"] });
  assert.deepEqual(offeredDays(at("2026-11-24T04:00:00Z"), zone)[0]?.parts, ["afternoon", "evening"]);
  // At nine in the evening today is over, and past midnight in Shanghai it is tomorrow there.
  assert.equal(offeredDays(at("2026-11-24T13:00:00Z"), zone)[0]?.day, "2026-11-25");
  assert.equal(offeredDays(at("2026-11-24T16:30:00Z"), zone)[0]?.day, "2026-11-25");
  assert.equal(offeredDays(at("2026-11-24T16:30:00Z"), "America/New_York")[0]?.day, "2026-11-24");
  // The last of a month and of a year, and a night of 23 hours.
  assert.deepEqual(
    offeredDays(at("2026-12-30T20:00:00Z"), "UTC").map((each) => each.day.slice(5)),
    ["12-30", "12-31", "01-01", "01-02", "01-03", "01-04", "01-05"],
  );
  assert.equal(offeredDays(at("2026-03-08T12:00:00Z"), "America/New_York")[1]?.day, "2026-03-09");
});

test("only what is offered can be wished, each window once, and not too many", () => {
  const now = at("2026-11-24T04:00:00Z");
  const may = (...windows: Wish["windows"]) => mayWish({ callFirst: true, windows }, now, zone);
  assert.ok(may());
  assert.ok(may({ day: "2026-11-24", part: "evening" }, { day: "2026-11-30", part: "morning" }));
  assert.ok(!may({ day: "2026-11-24", part: "morning" }), "over");
  assert.ok(!may({ day: "2026-11-23", part: "evening" }), "yesterday");
  assert.ok(!may({ day: "2026-12-01", part: "morning" }), "too far");
  assert.ok(!may({ day: "2026-11-25", part: "morning" }, { day: "2026-11-25", part: "morning" }), "twice");
  const many = offeredDays(now, zone)
    .flatMap(({ day, parts }) => parts.map((part) => ({ day, part })))
    .slice(0, mostWindows + 1);
  assert.ok(!may(...many));
  assert.equal(
    windowWords({ callFirst: false, windows: many.slice(0, 2).reverse() }),
    "2026-11-24 afternoon, 2026-11-24 evening",
  );
});

test("nothing began tomorrow, in 1970 or at no time at all", () => {
  const now = at("2026-11-24T04:00:00Z");
  for (const good of ["2026-11-24T03:59:00Z", "2026-11-24T04:02:00Z", "2003-05-01T00:00:00Z"])
    assert.ok(mayHaveBegun(good, now), good);
  for (const bad of ["2026-11-25T04:00:00Z", "1970-01-01T00:00:00Z", "never"])
    assert.ok(!mayHaveBegun(bad, now), bad);
});
