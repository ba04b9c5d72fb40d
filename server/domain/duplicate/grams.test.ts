import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gramsOf, likeness } from "./grams.ts";

const like = (a: string, b: string) => likeness(gramsOf(a), gramsOf(b));

test("the same trouble in other words is nearer than another trouble", () => {
  const rows: Array<[said: string, same: string, other: string]> = [
    ["厨房水槽下面一直滴水", "水槽底下滴水，地上都湿了", "楼道灯不亮，晚上很黑"],
    ["电梯一直响，运行时抖得厉害", "1号梯运行的时候异响、抖动", "单元门关不上"],
    ["家里没水了，早上就停了", "从早上开始没水", "暖气不热"],
    [
      "The lift shakes and makes a grinding noise",
      "lift is shaking, grinding noises",
      "corridor light is out",
    ],
    ["no heat and hot water since monday", "No hot water, no heating", "mice in the kitchen"],
    ["Water is dripping through the ceiling", "ceiling drips water", "the gate lock is stuck"],
  ];
  for (const [said, same, other] of rows) {
    assert.ok(like(said, same) > 0.25, `${said} ~ ${same}: ${like(said, same)}`);
    assert.ok(like(said, other) < 0.15, `${said} ≁ ${other}: ${like(said, other)}`);
  }
});

test("politeness, punctuation, width and case say nothing", () => {
  assert.equal(like("你好，我家马桶堵了，麻烦处理一下，谢谢！", "家马桶堵，处理"), 1);
  assert.equal(like("ＬＩＦＴ stuck!!", "lift stuck"), 1);
  for (const empty of ["", "  ", "……", "的了", "please help"]) assert.equal(like(empty, empty), 0);
});

const pieces = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom(..."漏水电梯灯门abc") }),
);
const grams = pieces.map((list) => new Set(list));

test("likeness is symmetric, between 0 and 1, and 1 for the same", () => {
  fc.assert(
    fc.property(grams, grams, (a, b) => {
      const share = likeness(a, b);
      assert.equal(share, likeness(b, a));
      assert.ok(share >= 0 && share <= 1);
      if (a.size > 0) assert.ok(Math.abs(likeness(a, new Set(a)) - 1) < 1e-9);
    }),
  );
});

test("saying one more thing that the other also says never makes two texts less alike", () => {
  fc.assert(
    fc.property(grams, grams, fc.string({ minLength: 4, maxLength: 4 }), (a, b, more) => {
      const before = likeness(a, b);
      assert.ok(likeness(new Set([...a, more]), new Set([...b, more])) >= before - 1e-12);
    }),
  );
});

test("any text can be cut, and a text is like itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 900 }), (text) => {
      const cut = gramsOf(text);
      assert.ok(cut.size === 0 || Math.abs(likeness(cut, gramsOf(text)) - 1) < 1e-9);
    }),
  );
});
