import assert from "node:assert/strict";
import { test } from "node:test";
import { phoneWords } from "./phoneWords.ts";
import { isOfStaff, localPath, surfaceOf } from "./surface.ts";
import { timeWords } from "./times.ts";

test("after signing in nobody is led elsewhere", () => {
  assert.equal(localPath("/report?step=check"), "/report?step=check");
  const elsewhere = [
    "//evil.example",
    "/\\evil.example",
    "/x/..//evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "report",
    "/sign-in?next=/",
    "",
    undefined,
    ["/a", "/b"],
  ];
  for (const asked of elsewhere) assert.equal(localPath(asked), null, String(asked));
});

test("each kind of person has a page", () => {
  assert.equal(surfaceOf(["resident"]), null);
  assert.equal(surfaceOf(["operator"]), "/hotline");
  assert.equal(surfaceOf(["operator", "manager"]), "/board");
  assert.equal(surfaceOf(["lead"]), "/board");
  assert.equal(surfaceOf(["technician"]), "/jobs");
  assert.equal(surfaceOf(["admin"]), null);
});

test("whoever asked for a page of the staff is asked for a login, and everybody else for their number", () => {
  const staff = [
    "/jobs",
    "/jobs/01a2?record=1",
    "/board?ticket=1",
    "/hotline",
    "/stock",
    "/places/hours",
    "/wall",
  ];
  for (const path of staff) assert.equal(isOfStaff(path), true, path);
  for (const path of [null, "/", "/report", "/repairs/01a2", "/homes", "/records/01a2", "/jobseeker"])
    assert.equal(isOfStaff(path), false, String(path));
});

test("numbers are written as they are read aloud", () => {
  assert.equal(phoneWords("+8613800138000"), "138 0013 8000");
  assert.equal(phoneWords("+862155500100"), "021 5550 0100");
  assert.equal(phoneWords("+8657188880000;ext=12"), "0571 8888 0000-12");
  assert.equal(phoneWords("+861065551234"), "010 6555 1234");
  assert.equal(phoneWords("+442079460000"), "+442079460000");
});

test("times are the site's, and say their day when it is another one", () => {
  const now = "2026-11-23T13:00:00.000Z";
  assert.equal(timeWords("2026-11-23T06:02:00.000Z", "Asia/Shanghai", "zh", now), "14:02");
  assert.equal(timeWords("2026-11-23T16:00:00.000Z", "Asia/Shanghai", "zh", now), "11月24日 00:00");
  assert.equal(timeWords("2026-11-23T16:00:00.000Z", "Asia/Shanghai", "en", now), "24 Nov 00:00");
});
