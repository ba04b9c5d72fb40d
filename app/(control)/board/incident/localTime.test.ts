import assert from "node:assert/strict";
import { test } from "node:test";
import { fromField, toField } from "./localTime.ts";

test("a field's time is the site's time, there and back, over a change of clocks too", () => {
  assert.equal(fromField("2026-11-23T18:00", "Asia/Shanghai"), "2026-11-23T10:00:00.000Z");
  for (const zone of ["Asia/Shanghai", "Europe/Berlin", "UTC"])
    for (const typed of ["2026-03-29T12:00", "2026-10-25T12:00", "2026-07-01T00:00"])
      assert.equal(toField(fromField(typed, zone)!, zone), typed, `${zone} ${typed}`);
  assert.equal(fromField("", "UTC"), null);
});
