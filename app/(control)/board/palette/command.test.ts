import assert from "node:assert/strict";
import { test } from "node:test";
import { commandIn, isMeant, isNamed } from "./command.ts";

test("a command is read in either language, with and without spaces", () => {
  const assign = { verb: "assign", job: "3108", who: "zhang" };
  assert.deepEqual(commandIn("assign 3108 zhang"), assign);
  assert.deepEqual(commandIn("  Assign 3108 to Zhang "), assign);
  for (const typed of ["派 3108 张", "派3108张", "派单 3108 给张", "派 ３１０８ 张"])
    assert.deepEqual(commandIn(typed), { verb: "assign", job: "3108", who: "张" }, typed);
  assert.deepEqual(commandIn("转派 ch-261129-037 李"), { verb: "transfer", job: "ch-261129-037", who: "李" });
  assert.deepEqual(commandIn("cancel 037"), { verb: "cancel", job: "037", who: "" });
  assert.deepEqual(commandIn("turn down 037"), { verb: "turnDown", job: "037", who: "" });
  assert.deepEqual(commandIn("打开 17"), { verb: "open", job: "17", who: "" });
});

test("what names no job is no command", () => {
  for (const typed of ["assign", "派", "assign zhang", "3108", "assignment", "open the door", ""])
    assert.equal(commandIn(typed), null, typed);
});

test("a job is meant by how its number ends, a person by name, letters or initials", () => {
  assert.equal(isMeant("CH-261129-037", "037"), true);
  assert.equal(isMeant("CH-261129-037", "261129037"), true);
  assert.equal(isMeant("CH-261129-037", "03"), false);
  const zhang = { name: "张伟", nameLatin: "Zhang Wei" };
  for (const typed of ["张", "zhang", "zw", "wei"]) assert.equal(isNamed(zhang, typed), true, typed);
  assert.equal(isNamed(zhang, "li"), false);
});
