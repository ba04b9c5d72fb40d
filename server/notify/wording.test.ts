import assert from "node:assert/strict";
import { test } from "node:test";
import type { NoticeKind } from "../operations/notice/tell.ts";
import { wording } from "./wording.ts";

const kinds: Record<NoticeKind, Record<string, string>> = {
  code: { code: "042137" },
  registered: { number: "CH-261123-017", link: "https://mendline.invalid/t/abc" },
  assigned: { number: "CH-261123-017" },
  departed: { number: "CH-261123-017" },
  completed: { number: "CH-261123-017" },
  reopened: { number: "CH-261123-017" },
  cancelled: { number: "CH-261123-017" },
  following: { number: "CH-261123-017" },
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
