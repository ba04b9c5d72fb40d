import assert from "node:assert/strict";
import { test } from "node:test";
import { maybePhone } from "./maybePhone.ts";

test("a number as people write it may be one; words, half a number and two numbers may not", () => {
  for (const typed of [
    "13800138000",
    "+86 138 0013 8000",
    "0571-8888 7777",
    "021-5550 0100 转 12",
    "电话：０２１５５５００１００",
    "(0571) 88887777 ext. 3",
    "\u202a13800138000\u202c",
  ])
    assert.ok(maybePhone(typed), typed);
  for (const typed of [
    "call me",
    "1380013",
    "138001380",
    "王丽 13800138000",
    "13800138000 13900139000 1",
    "—",
  ])
    assert.ok(!maybePhone(typed), typed);
});
