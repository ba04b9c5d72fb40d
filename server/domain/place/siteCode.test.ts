import assert from "node:assert/strict";
import { test } from "node:test";
import { siteCodes } from "./siteCode.ts";

test("a site's codes are two to four capitals, begin with the likely ones and do not come twice", () => {
  assert.deepEqual([...siteCodes("Greater Mattapan")].slice(0, 3), ["GM", "GR", "GRE"]);
  assert.deepEqual([...siteCodes("Dorchester")].slice(0, 2), ["DO", "DOR"]);
  for (const name of ["Allston / Brighton", "É", "彩虹花园", "", "a".repeat(100)]) {
    const codes = [...siteCodes(name)];
    assert.equal(new Set(codes).size, codes.length, name);
    assert.ok(codes.length >= 26 ** 3, name);
    for (const code of codes) assert.match(code, /^[A-Z]{2,4}$/);
  }
});
