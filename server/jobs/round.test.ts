import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { ring } from "../operations/doorbell.ts";
import { startRound } from "./round.ts";

const never = 3_600_000;

/** Work that waits until it is let go, and counts what it does. */
function slowWork() {
  const seen = { begun: 0, atOnce: 0, most: 0 };
  const waiting: Array<() => void> = [];
  return {
    seen,
    letGo: () => waiting.shift()?.(),
    async work() {
      seen.begun += 1;
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      await new Promise<void>((go) => waiting.push(go));
      seen.atOnce -= 1;
    },
  };
}

test("whoever rings while a round is under way gets one more, and never two at a time", async () => {
  const { seen, letGo, work } = slowWork();
  const job = startRound({ every: never, gather: 1, work, failed: "it failed" });
  assert.equal(seen.begun, 1);
  for (let n = 0; n < 3; n++) {
    ring("a site");
    await pause(10);
  }
  assert.equal(seen.begun, 1);
  letGo();
  await pause(10);
  assert.equal(seen.begun, 2);
  letGo();
  await pause(10);
  assert.deepEqual(seen, { begun: 2, atOnce: 0, most: 1 });
  await job.stop();
});

test("to stop waits for the round under way, and nothing begins after it", async () => {
  const { seen, letGo, work } = slowWork();
  const job = startRound({ every: 1, gather: 1, work, failed: "it failed" });
  ring("a site");
  let stopped = false;
  const stopping = job.stop().then(() => {
    stopped = true;
  });
  await pause(10);
  assert.equal(stopped, false);
  letGo();
  await stopping;
  await pause(10);
  assert.deepEqual(seen, { begun: 1, atOnce: 0, most: 1 });
});
