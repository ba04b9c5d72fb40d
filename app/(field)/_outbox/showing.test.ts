import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { pixelsSaid } from "#server/domain/photo/picture.ts";
import { showing } from "./showing.ts";

test("the same picture of two kinds is two files with the same pixels, and of one kind the same file", async () => {
  const create = { width: 24, height: 16, channels: 3 as const, background: { r: 42, g: 111, b: 151 } };
  const file = await sharp({ create }).jpeg().toBuffer();
  const jpeg = new Uint8Array(file).buffer;
  const [before, after] = [Buffer.from(showing(jpeg, "before")), Buffer.from(showing(jpeg, "after"))];
  assert.ok(!before.equals(after));
  assert.ok(after.equals(Buffer.from(showing(jpeg, "after"))));
  const pixels = (of: Buffer) => sharp(of, { failOn: "warning" }).raw().toBuffer();
  for (const each of [before, after]) {
    assert.ok((await pixels(each)).equals(await pixels(file)));
    assert.equal(pixelsSaid(each), 24 * 16);
  }
});
