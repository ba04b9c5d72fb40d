import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, soughtIn } from "./item.ts";

test("an action is found in either language and by the initials of its syllables", () => {
  const transfer = soughtIn(["转派给别的师傅", "Transfer"]);
  for (const typed of ["转派", "trans", "zp", "ZP", "师傅", "bdsf"])
    assert.notEqual(fit(typed, transfer), null, typed);
  assert.equal(fit("转派给别的师傅 zzz", transfer), null);
  assert.equal(fit("xyz", transfer), null);
});

test("letters across two words of a Latin name are no initials", () => {
  assert.equal(fit("gd", soughtIn(["丁德成", "Ding Decheng"])), null);
  assert.equal(fit("ddc", soughtIn(["丁德成", "Ding Decheng"])), 0);
});

test("what begins with the typed words fits better than what only holds them", () => {
  const names = soughtIn(["Cancel job", "取消工单"]);
  assert.equal(fit("can", names), 0);
  assert.equal(fit("job can", names), 1);
  assert.equal(fit("job", names), 2);
  assert.equal(fit("qx", names), 0);
  assert.equal(fit("ｑｘ", names), 0, "full-width letters are letters");
});
