import assert from "node:assert/strict";
import { test } from "node:test";
import type { NoticeKind } from "../operations/notice/tell.ts";
import { wording } from "./wording.ts";

const kinds: Record<NoticeKind, Record<string, string>> = {
  code: { code: "042137" },
  registered: { number: "CH-261123-017", link: "https://mendline.invalid/t/abc" },
  assigned: { number: "CH-261123-017" },
  departed: { number: "CH-261123-017", time: "14:30" },
  completed: { number: "CH-261123-017" },
  reopened: { number: "CH-261123-017" },
  cancelled: { number: "CH-261123-017" },
  following: { number: "CH-261123-017" },
  onlooking: { number: "CH-261123-017", link: "https://mendline.invalid/t/abc" },
  followed_done: { number: "CH-261123-017" },
  followed_back: { number: "CH-261123-017" },
  followed_ended: { number: "CH-261123-017" },
  escalated: { number: "CH-261123-017", time: "14:30" },
  registered_known: { number: "CH-261123-017", words: "3栋停水", until: "18:00" },
  joined: { number: "CH-261123-017", words: "3栋停水", until: "18:00" },
  merged: { number: "CH-261123-017", other: "CH-261123-009" },
  unmerged: { number: "CH-261123-017" },
  incident_update: { words: "3栋停水", until: "18:00" },
  incident_fixed: { words: "3栋停水已修好", link: "https://mendline.invalid/t/abc" },
  incident_announced: { words: "3栋停水", from: "9:00", until: "18:00" },
  incident_cancelled: { words: "停水取消" },
  link: { number: "CH-261123-017", link: "https://mendline.invalid/t/abc" },
  quoted: { number: "CH-261123-017", total: "386.50", link: "https://mendline.invalid/t/abc" },
  quote_accepted: { number: "CH-261123-017" },
  quote_refused: { number: "CH-261123-017" },
  parts_ready: { number: "CH-261123-017", still: "2" },
  parts_lost: { number: "CH-261123-017", materials: "TAP-15×2" },
  parts_moved: { number: "CH-261123-017", materials: "TAP-15×2", store: "仓库" },
  parts_left: { number: "CH-261123-017", materials: "TAP-15×2", store: "张伟的工具车" },
  stock_low: { name: "角阀", store: "仓库", quantity: "2" },
  follow_up: { number: "CH-261123-018", first: "CH-261123-017" },
  technician_coming: { number: "CH-261123-017" },
  technician_downstairs: { number: "CH-261123-017" },
  technician_late: { number: "CH-261123-017" },
  technician_call_desk: { number: "CH-261123-017", hotline: "021 5550 0100" },
  lead_rules: { number: "CH-261123-017", place: "3栋 1802", fault: "水管爆裂" },
  job_new: { number: "CH-261123-017", place: "3栋 1802", fault: "水管爆裂" },
  job_offered: { number: "CH-261123-017", place: "3栋 1802", fault: "水管爆裂" },
  job_gone: { number: "CH-261123-017", place: "3栋 1802", fault: "水管爆裂" },
  job_changed: { number: "CH-261123-017", place: "3栋 1802", fault: "水管爆裂" },
  home_registered: { number: "CH-261123-017", place: "3栋 1802" },
  home_departed: { number: "CH-261123-017", place: "3栋 1802" },
  home_completed: { number: "CH-261123-017", place: "3栋 1802" },
  home_reopened: { number: "CH-261123-017", place: "3栋 1802" },
  home_cancelled: { number: "CH-261123-017", place: "3栋 1802" },
  home_invited: { by: "王丽", place: "3栋 1802", link: "https://mendline.invalid/homes" },
  home_accepted: { name: "陈志明", place: "3栋 1802" },
  home_declined: { name: "陈志明", place: "3栋 1802" },
  home_ended: { place: "3栋 1802" },
  job_visit_set: { number: "CH-261123-017", place: "3栋 1802", time: "14:00–15:00" },
  job_visit_moved: { number: "CH-261123-017", place: "3栋 1802", time: "14:00–15:00" },
  job_visit_off: { number: "CH-261123-017", place: "3栋 1802", time: "14:00–15:00" },
  job_visit_day: { number: "CH-261123-017", place: "3栋 1802", time: "14:00–15:00" },
  job_visit_soon: { number: "CH-261123-017", place: "3栋 1802", time: "14:00–15:00" },
  visit_offered: { number: "CH-261123-017", link: "https://mendline.invalid/t/abc" },
  visit_agreed: { number: "CH-261123-017", time: "14:00–15:00" },
  visit_changed: { number: "CH-261123-017", time: "14:00–15:00" },
  visit_cancelled: { number: "CH-261123-017", time: "14:00–15:00" },
  visit_day: { number: "CH-261123-017", time: "14:00–15:00" },
  visit_hour: { number: "CH-261123-017", time: "14:00–15:00" },
  no_access: { number: "CH-261123-017", link: "https://mendline.invalid/t/abc" },
  no_access_desk: { number: "CH-261123-017" },
  turned_down: { number: "CH-261123-017", words: "宽带归运营商修" },
};

test("every message says all that it was given, in both languages, and nothing undefined", () => {
  for (const [kind, payload] of Object.entries(kinds)) {
    for (const locale of ["zh", "en"] as const) {
      const words = wording(kind as NoticeKind, locale, payload);
      for (const value of Object.values(payload))
        assert.ok(words.includes(value), `${kind} ${locale}: ${words}`);
      assert.ok(!words.includes("undefined"), `${kind} ${locale}: ${words}`);
    }
  }
});

test("whoever is asked whether it is back reads where to say so, with a link and without", () => {
  const words = { words: "3栋停水已修好。" };
  const link = "https://mendline.invalid/t/abc";
  assert.match(wording("incident_fixed", "zh", { ...words, link }), /请打开链接回答.*https:/);
  assert.match(wording("incident_fixed", "zh", words), /登录修达.*打电话/);
  assert.match(wording("incident_fixed", "en", { ...words, link }), /open the link.*https:/);
  assert.match(wording("incident_fixed", "en", words), /Sign in to Mendline.*call/);
});
