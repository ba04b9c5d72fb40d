import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { agoOf } from "./origin.ts";

test("how long ago a phone pressed is read where it is whole milliseconds, and else not", () => {
  const said = (ago?: string) => agoOf({ headers: { "x-mendline-ago": ago } } as unknown as IncomingMessage);
  assert.deepEqual(said("90000"), { ago: 90_000 });
  assert.deepEqual(said("0"), { ago: 0 });
  for (const wrong of [undefined, "", "-1", "1.5", "1e3", "9".repeat(13)]) assert.deepEqual(said(wrong), {});
});
