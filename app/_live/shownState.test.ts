import assert from "node:assert/strict";
import { test } from "node:test";
import { settles, shownState } from "./shownState.ts";

const ten = Date.parse("2026-03-01T10:00:00.000Z");
const since = new Date(ten).toISOString();

test("a link is called lost only once that lasts, and not live in the meantime", () => {
  const lost = (ms: number) => shownState({ state: "offline", since }, ten + ms);
  assert.deepEqual([0, 500, settles - 1].map(lost), ["connecting", "connecting", "connecting"]);
  assert.deepEqual([settles, 60_000].map(lost), ["offline", "offline"]);
  for (const state of ["live", "catching_up"] as const)
    for (const ms of [0, 60_000]) assert.equal(shownState({ state, since }, ten + ms), state);
  assert.equal(shownState({ state: "offline", since: "" }, ten), "connecting", "nothing was tried yet");
});
