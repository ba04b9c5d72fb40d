import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { Refused } from "../../domain/refusal.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { removeView, renameView, saveView } from "./change.ts";
import { listViews, mostViews } from "./list.ts";

let connection: TestDatabase;
let world: World;
before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const save = (name: string, query: string, opensFirst = false, who = world.dispatcher) =>
  perform(saveView, as(who, connection), saveView.input.parse({ name, query, opensFirst }), randomUUID());

test("a person's views are his own, one opens first, and a name said again is changed", async () => {
  await save("漏水", "view=list&q=漏水", true);
  const { views } = await save("Late", "late=1", true);
  assert.deepEqual(views, [
    { name: "Late", query: "late=1", opensFirst: true },
    { name: "漏水", query: "view=list&q=漏水", opensFirst: false },
  ]);
  const again = await save("Late", "late=1&urgency=2");
  assert.deepEqual(again.views[0], { name: "Late", query: "late=1&urgency=2", opensFirst: false });
  const others = await read(listViews, as(world.manager, connection), {});
  assert.deepEqual(others.views, []);

  const renamed = await perform(
    renameView,
    as(world.dispatcher, connection),
    { name: "Late", to: "超时" },
    randomUUID(),
  );
  assert.deepEqual(
    renamed.views.map((view) => view.name),
    ["漏水", "超时"],
  );
  const unknown = perform(
    renameView,
    as(world.dispatcher, connection),
    { name: "Late", to: "x" },
    randomUUID(),
  );
  await assert.rejects(unknown, (error) => error instanceof Refused && error.refusal.code === "NOT_FOUND");
  for (const name of ["超时", "超时"]) {
    const left = await perform(removeView, as(world.dispatcher, connection), { name }, randomUUID());
    assert.deepEqual(
      left.views.map((view) => view.name),
      ["漏水"],
    );
  }
});

test("thirty are kept, even when two are saved at once", async () => {
  for (let n = 0; n < mostViews - 1; n++) await save(`view ${n}`, "", false, world.manager);
  const both = await Promise.allSettled(["one", "two"].map((name) => save(name, "", false, world.manager)));
  assert.deepEqual(both.map((each) => each.status).sort(), ["fulfilled", "rejected"]);
  const { views } = await save("view 3", "late=1", false, world.manager);
  assert.equal(views.length, mostViews);
});
