import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kept } from "../_outbox/kept.ts";
import { unsentMoves } from "./unsentMoves.ts";

const use = (id: string, quantity: string, state: Kept["state"] = "queued") => ({
  state,
  step: { verb: "use", ticketId: "t", lines: [{ id, materialId: "tap", quantity, kind: "free" }] },
});
const back = (chargeId: string, state: Kept["state"] = "queued") => ({
  state,
  step: { verb: "takeBack", ticketId: "t", chargeId },
});
const office = [
  { id: "old", materialId: "tap", quantity: "2.5", unsettled: false },
  { id: "short", materialId: "tap", quantity: "9", unsettled: true },
];
const movedBy = (...steps: Array<ReturnType<typeof use> | ReturnType<typeof back>>) =>
  unsentMoves(steps as Pick<Kept, "state" | "step">[], (ticketId) => (ticketId === "t" ? office : [])).get(
    "tap",
  ) ?? 0n;

test("the van that is shown is the office's less what was used here and more what was taken back here", () => {
  assert.equal(movedBy(use("a", "1")), -1_000n);
  assert.equal(movedBy(use("a", "1", "sent")), 0n, "the office's figure has it already");
  assert.equal(movedBy(back("old")), 2_500n);
  assert.equal(movedBy(use("a", "1"), back("a")), 0n);
  assert.equal(movedBy(use("a", "1", "sent"), back("a")), 1_000n);
  assert.equal(movedBy(back("old", "sent")), 0n);
  assert.equal(movedBy(back("old", "refused")), 0n);
  assert.equal(movedBy(back("short")), 0n, "the books never had it");
});
