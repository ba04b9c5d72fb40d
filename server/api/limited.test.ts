import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused } from "../domain/refusal.ts";
import { limited } from "./errors.ts";
import type { ApiContext } from "./trpc.ts";

/** Calls that one key may make in a minute. */
const mostCalls = 1200;

function from(peer: string): ApiContext {
  const actor = { kind: "anonymous" } as const;
  return { actor, peer, requestId: "x", now: new Date(), db: undefined as never };
}

test("whatever a page reads while it is drawn is one call; calls by themselves are counted one by one", async () => {
  const peer = "203.0.113.200";
  const page = { ...from(peer), view: {} };
  for (let n = 0; n < mostCalls + 1; n++) await limited(page);
  for (let n = 1; n < mostCalls; n++) await limited(from(peer));
  const slow = (error: unknown) => error instanceof Refused && error.refusal.code === "SLOW_DOWN";
  await assert.rejects(limited(from(peer)), slow);
  await assert.rejects(limited({ ...from(peer), view: {} }), slow, "the next page waits as a whole");
  await limited(page);
});
