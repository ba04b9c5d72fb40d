import assert from "node:assert/strict";
import { test } from "node:test";
import { lineOf } from "./line.ts";

const group = (head: string, ...others: string[]) => ({
  head: { id: head },
  others: others.map((id) => ({ id })),
});
const gas = group("gas");
const tap = group("tap", "tap too");

type Row = [string, Array<ReturnType<typeof group>>, boolean, string | null, [string?, string?]];
const rows: Row[] = [
  ["nothing stands", [], true, "tap", []],
  ["nobody is at the line: the gravest", [gas, tap], false, "tap", ["gas"]],
  [
    "somebody is: what he looks at stays, the danger waits beside it",
    [gas, tap],
    true,
    "tap",
    ["tap", "gas"],
  ],
  ["what he looks at is gone", [gas], true, "tap", ["gas"]],
  ["it became part of another matter", [gas, tap], true, "tap too", ["tap too", "gas"]],
  ["a graver one of the same matter has come", [group("burst", "tap")], true, "tap", ["tap", "burst"]],
  ["he has not looked at any yet", [gas, tap], true, null, ["gas"]],
];
for (const [name, groups, held, chosen, [shown, arrived]] of rows) {
  test(name, () => {
    const line = lineOf(groups, held, chosen);
    assert.deepEqual([line.shown?.head.id, line.arrived?.head.id], [shown, arrived]);
    assert.equal(
      line.shown === undefined || !line.shown.others.includes(line.shown.head),
      true,
      "and it is not among the others",
    );
  });
}
