import assert from "node:assert/strict";
import { test } from "node:test";
import { twinsOf } from "./twins.ts";

const twin = twinsOf(
  {
    open: "打开",
    nested: { menu: "{name}在不在岗", count: "{count, plural, other {# 单}}" },
    only: "只有中文",
  },
  { open: "Open", nested: { menu: "Is {name} there", count: "{count, plural, other {# jobs}}" } },
);

test("what stands on a control is known in the other language, with the names that are in it", () => {
  assert.equal(twin("打开"), "Open");
  assert.equal(twin("张伟在不在岗"), "Is 张伟 there");
});

test("where the catalogues say nothing, nothing is made up", () => {
  for (const words of ["只有中文", "3 单", "关闭"]) assert.equal(twin(words), undefined, words);
});
