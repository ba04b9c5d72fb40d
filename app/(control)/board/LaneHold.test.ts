import assert from "node:assert/strict";
import { test } from "node:test";
import { LaneHold } from "./LaneHold.ts";

test("while somebody is at the lanes each keeps its jobs; what he sent himself comes in, the rest when he lets go", () => {
  const lanes = new LaneHold();
  assert.deepEqual(lanes.jobs("li", ["a", "b"]).ids, ["a", "b"]);
  lanes.hold(true);
  assert.deepEqual(lanes.jobs("li", ["c", "b"]), { ids: ["a", "b"], waiting: 1 });
  lanes.own("d");
  assert.deepEqual(lanes.jobs("li", ["d", "c", "b"]), { ids: ["a", "b", "d"], waiting: 1 });
  let heard = 0;
  lanes.watch(() => heard++);
  lanes.waits("li", 1);
  lanes.waits("li", 1);
  assert.deepEqual([lanes.view().waiting, heard], [1, 1]);
  lanes.letIn();
  assert.deepEqual(lanes.jobs("li", ["d", "c", "b"]), { ids: ["d", "c", "b"], waiting: 0 });
  lanes.hold(false);
  assert.deepEqual(lanes.jobs("li", ["b"]).ids, ["b"]);
});

test("a lane that is scrolled away and comes back shows what is in it now", () => {
  const lanes = new LaneHold();
  lanes.jobs("li", ["a"]);
  lanes.hold(true);
  lanes.waits("li", 2);
  lanes.forget("li");
  assert.equal(lanes.view().waiting, 0);
  assert.deepEqual(lanes.jobs("li", ["b", "c"]).ids, ["b", "c"]);
});

test("the job that has the focus stays in its lane, and in no other, until the focus goes on; his own move takes it along", () => {
  const lanes = new LaneHold();
  lanes.jobs("li", ["a", "b", "c"]);
  lanes.jobs("wang", ["d"]);
  lanes.focus("b");
  assert.deepEqual(lanes.jobs("wang", ["b", "d"]).ids, ["d"]);
  assert.deepEqual(lanes.jobs("li", ["a", "c"]).ids, ["a", "b", "c"]);
  assert.deepEqual(lanes.jobs("wang", ["b", "d"]).ids, ["d"]);
  const { frees } = lanes.view();
  lanes.focus("a");
  assert.equal(lanes.view().frees, frees + 1);
  assert.deepEqual(lanes.jobs("li", ["a", "c"]).ids, ["a", "c"]);
  assert.deepEqual(lanes.jobs("wang", ["b", "d"]).ids, ["b", "d"]);
  lanes.focus("c");
  assert.equal(lanes.view().frees, frees + 1, "nothing strayed");
  lanes.own("c");
  assert.deepEqual(lanes.jobs("li", ["a"]).ids, ["a"]);
  assert.deepEqual(lanes.jobs("wang", ["b", "c", "d"]).ids, ["b", "c", "d"]);
});
