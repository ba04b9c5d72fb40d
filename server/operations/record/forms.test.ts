import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { recordForm } from "#db/schema/record.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import type { RecordForm } from "../../domain/record/form.ts";
import { type Refusal, Refused } from "../../domain/refusal.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { formFor } from "./form.ts";
import { listForms, saveForm } from "./forms.ts";
import { prepareForms } from "./prepareForms.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const form: RecordForm = {
  checks: [{ id: "no_drip", zh: "不滴水", en: "No drip", required: true }],
  readings: [{ id: "mpa", zh: "水压", en: "Pressure", unit: "MPa", min: 0, max: 1.6, required: true }],
  fields: ["cause"],
  photos: { before: true, after: false },
  signature: true,
};

async function save(seen: number, more: object = {}, scope = "tap-drips", actor: Actor = world.lead) {
  const input = saveForm.input.parse({ scope, seen, form: { ...form, ...more }, reason: "水压要记" });
  try {
    return await perform(saveForm, as(actor, connection), input, randomUUID());
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
const no = (answer: object) => [(answer as Refusal).code, (answer as Refusal).field];

test("an installation gets the shipped forms of what its catalogue has, once, and keeps its own", async () => {
  await Promise.all([prepareForms(connection.db), prepareForms(connection.db)]);
  const shipped = await connection.db.select().from(recordForm);
  const { categories, faults } = await read(listForms, as(world.lead, connection), {});
  const known = [...categories, ...faults].map(({ code }) => code);
  assert.ok(shipped.every(({ scope, version }) => version === 1 && known.includes(scope)));
  await connection.db
    .insert(recordForm)
    .values({ scope: "tap-drips", version: 1, form: { ...form, signature: false } })
    .onConflictDoNothing();
  await prepareForms(connection.db);
  const [own] = await connection.db.select().from(recordForm).where(eq(recordForm.scope, "tap-drips"));
  assert.equal(own?.form.signature, false);
});

test("saving makes a new edition that is in use at once; the old ones stay as they were", async () => {
  const { db } = connection;
  assert.deepEqual(await save(1), { scope: "tap-drips", version: 2 });
  const used = await formFor(db, "tap-drips");
  assert.deepEqual([used.version, used.readings[0]?.unit], [2, "MPa"]);
  const editions = await db.select().from(recordForm).where(eq(recordForm.scope, "tap-drips"));
  assert.deepEqual(editions.map(({ version, form: each }) => [version, each.signature]).sort(), [
    [1, false],
    [2, true],
  ]);
  const { changes, forms } = await read(listForms, as(world.manager, connection), {});
  assert.deepEqual(
    [changes[0]?.scope, changes[0]?.version, changes[0]?.reason],
    ["tap-drips", 2, "水压要记"],
  );
  assert.equal(forms.find(({ scope }) => scope === "tap-drips")?.version, 2);
});

test("of two who change the same edition the second is told, and nothing is overwritten", async () => {
  const both = await Promise.all([save(2, { signature: false }), save(2, { fields: [] })]);
  const told = both.map((answer) => ("code" in answer ? answer.code : answer.version)).sort();
  assert.deepEqual(told, [3, "STALE"]);
});

test("what cannot be asked is refused at its field", async () => {
  const [check, reading] = [form.checks[0]!, form.readings[0]!];
  for (const [more, code, field] of [
    [{ checks: [{ ...check, zh: " " }] }, "REQUIRED", "form.checks.0.zh"],
    [{ checks: [check, { ...check, en: "x".repeat(121) }] }, "TOO_LONG", "form.checks.1.en"],
    [{ checks: [check, check] }, "CODE_USED", "form.checks.1.id"],
    [{ readings: [{ ...reading, unit: "" }] }, "REQUIRED", "form.readings.0.unit"],
    [{ readings: [{ ...reading, min: 2, max: 1 }] }, "QUANTITY", "form.readings.0.max"],
  ] as const)
    assert.deepEqual(no(await save(3, more)), [code, field]);
  assert.deepEqual(no(await save(0, {}, "no-such-fault")), ["NOT_FOUND", "scope"]);
});
