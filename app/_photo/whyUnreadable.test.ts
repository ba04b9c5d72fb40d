import assert from "node:assert/strict";
import { test } from "node:test";
import { whyUnreadable } from "./whyUnreadable.ts";

/** The beginning of a PNG that says it is this large. */
function png(width: number, height: number): Blob {
  const head = Buffer.alloc(33);
  head.write("\x89PNG\r\n\x1a\n", "latin1");
  head.writeUInt32BE(13, 8);
  head.write("IHDR", 12);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return new Blob([head]);
}

test("fifty million pixels are read, one row more is not even tried, a bomb of sixty neither", async () => {
  assert.equal(await whyUnreadable(png(10_000, 5_000)), null);
  for (const [width, height] of [
    [10_000, 5_001],
    [50_000_001, 1],
    [10_000, 6_000],
    [65_500, 65_500],
  ] as const)
    assert.deepEqual(await whyUnreadable(png(width, height)), {
      told: { code: "PHOTO_PIXELS" },
      certain: true,
    });
});
