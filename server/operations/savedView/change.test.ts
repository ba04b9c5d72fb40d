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

test("a view with every technician of a large desk in it is kept whole", async () => {
  const everybody = `view=list&who=none,${Array.from({ length: 120 }, () => randomUUID()).join(",")}`;
  const { views } = await save("都看", everybody, false, world.lead);
  assert.equal(views[0]!.query, everybody);
  assert.throws(() => saveView.input.parse({ name: "x", query: "q".repeat(6_001) }), /TOO_LONG/);
});

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

test("of two pages the one that has not seen what the other kept is refused, and nothing is replaced unseen", async () => {
  const kept = (query: string, seen: string | null) =>
    perform(
      saveView,
      as(world.operator, connection),
      saveView.input.parse({ name: "夜班", query, seen }),
      randomUUID(),
    );
  const stale = (error: unknown) => error instanceof Refused && error.refusal.code === "STALE";
  await kept("late=1", null);
  await kept("late=1&urgency=1", "late=1");
  await assert.rejects(kept("late=1", "late=1"), stale, "the other page still shows the first");
  await assert.rejects(kept("q=x", null), stale, "or does not know the name");
  const { views } = await read(listViews, as(world.operator, connection), {});
  assert.deepEqual(
    views.map((view) => view.query),
    ["late=1&urgency=1"],
  );
  const removed = { name: "夜班" };
  await perform(removeView, as(world.operator, connection), removed, randomUUID());
  await assert.rejects(
    kept("late=1", "late=1&urgency=1"),
    stale,
    "what was let go does not come back by itself",
  );
});
