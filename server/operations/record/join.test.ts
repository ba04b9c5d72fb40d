import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event, eventWords } from "#db/schema/event.ts";
import { followUp } from "#db/schema/followUp.ts";
import { recordForm, recordSheet } from "#db/schema/record.ts";
import { ticket, workRecord } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { RecordForm } from "../../domain/record/form.ts";
import type { Signed } from "../../domain/record/sheet.ts";
import { type Refusal, Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { answerSolved } from "../ticket/answer.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { completeWork } from "../ticket/complete.ts";
import { getTicket } from "../ticket/get.ts";
import { toTicket } from "../ticket/load.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob, pauseWork } from "../ticket/steps.ts";
import { printRecord } from "./print.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

const form: RecordForm = {
  checks: [{ id: "no_drip", zh: "不滴水", en: "No drip", required: true }],
  readings: [{ id: "mpa", zh: "水压", en: "Pressure", unit: "MPa", min: 0, max: 1.6, required: true }],
  fields: ["cause"],
  photos: { before: false, after: false },
  signature: true,
};

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  await connection.db.insert(recordForm).values({ scope: "tap-drips", version: 2, form });
});
after(() => connection.drop());

/** A repair whose technician stands at the door; version 5. */
async function atTheDoor(): Promise<string> {
  const told = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    contactName: "",
  });
  const { ticketId } = await perform(reportRepair, as(world.owner, connection), told, randomUUID());
  // His hands fill in the course of these tests.
  const overrule = { reason: "agreed", words: "" } as const;
  const sent = { ticketId, version: 1, technicianId: world.technician.personId, overrule };
  await perform(assignTechnician, as(world.dispatcher, connection), sent, randomUUID());
  for (const [at, step] of [acceptJob, departForJob, arriveAtJob].entries())
    await perform(step, as(world.technician, connection), { ticketId, version: at + 2 }, randomUUID());
  return ticketId;
}

const answers = {
  form: { scope: "tap-drips", version: 2 },
  checks: { no_drip: "ok" },
  readings: { mpa: 0.28 },
  cause: "阀芯磨损",
  tools: "活动扳手",
};
const nobody = { kind: "none", why: "absent" };
const typed = { kind: "typed", name: "王女士" };

/** What a phone says that saw him arrive and nothing since; null where it was taken. */
async function says(ticketId: string, more: object, sheet: object | null = {}): Promise<Refusal | null> {
  const said = { measure: "replace", found: "滴水", done: "换阀芯", result: "fixed" };
  const input = { ticketId, version: 5, ...said, ...(sheet && { sheet: { ...answers, ...sheet } }), ...more };
  try {
    const parsed = completeWork.input.parse(input);
    await perform(completeWork, as(world.technician, connection), parsed, randomUUID());
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function kept(ticketId: string) {
  const [record] = await connection.db.select().from(workRecord).where(eq(workRecord.ticketId, ticketId));
  const of = eq(recordSheet.workRecordId, record!.id);
  const [sheet] = await connection.db.select().from(recordSheet).where(of);
  return { ...record!, sheet: sheet?.sheet ?? null, codeVerifiedAt: sheet?.codeVerifiedAt ?? null };
}

const byCode = (code: string) => ({ signed: { kind: "code", code } });
const codeOf = async (ticketId: string) =>
  (await read(getTicket, as(world.owner, connection), { ticketId })).ownerCode?.code ?? "";
const other = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

test("the code of a second record is counted and voided as any other, and nothing is kept of it", async () => {
  const ticketId = await atTheDoor();
  const code = await codeOf(ticketId);
  assert.equal(await says(ticketId, {}, { signed: nobody }), null);
  const guesses = [];
  for (let n = 1; n <= 6; n++) guesses.push(await says(ticketId, {}, byCode(other(code, n))));
  assert.deepEqual(
    guesses.map((no) => [no?.code, no?.params?.left ?? null]),
    [
      ...[4, 3, 2, 1].map((left) => ["OWNER_CODE_WRONG", left]),
      ["OWNER_CODE_VOID", null],
      ["OWNER_CODE_VOID", null],
    ],
  );
  assert.equal(
    (await says(ticketId, {}, byCode(code)))?.code,
    "OWNER_CODE_VOID",
    "the right one is too late",
  );
  assert.deepEqual((await kept(ticketId)).sheet?.signed, nobody);

  const second = await atTheDoor();
  const told = await codeOf(second);
  assert.equal(await says(second, {}, { signed: nobody }), null);
  assert.equal(await says(second, {}, byCode(told)), null);
  const joined = await kept(second);
  assert.deepEqual(joined.sheet?.signed, { kind: "code", code: "" });
  assert.notEqual(joined.codeVerifiedAt, null);
  assert.equal(await says(second, {}, byCode(told)), null, "the same from his other phone is no new try");
});

test("a code in the place of a signature that stands is never taken unproved, printed as one or kept", async () => {
  const ticketId = await atTheDoor();
  const code = await codeOf(ticketId);
  assert.equal(await says(ticketId, {}, { signed: typed }), null);
  const choices = { signed: { take: "mine", seen: `typed ${typed.name}` } };
  await says(ticketId, { choices }, byCode(other(code, 1)));
  const { sheet, codeVerifiedAt } = await kept(ticketId);
  assert.deepEqual([sheet?.signed, codeVerifiedAt], [typed, null]);
  const rows = await connection.db.select().from(recordSheet);
  assert.ok(!JSON.stringify(rows).includes(other(code, 1)));
  const theirs = { signed: { take: "theirs", seen: `typed ${typed.name}` } };
  assert.equal(await says(ticketId, { choices: theirs }, byCode(other(code, 1))), null, "he gives way");

  // One that was kept before codes were asked for everywhere.
  const of = eq(recordSheet.workRecordId, (await kept(ticketId)).id);
  const old = { ...sheet!, signed: { kind: "code" as const, code: "123456" } };
  await connection.db.update(recordSheet).set({ sheet: old }).where(of);
  const printed = await read(printRecord, as(world.owner, connection), { ticketId });
  const [visit] = printed.records;
  assert.deepEqual([visit?.sheet?.signed, visit?.codeVerifiedAt], [{ kind: "code" }, null]);
  // What was never proved is no signature: the owner's own may still come.
  assert.equal(await says(ticketId, {}, byCode(code)), null);
  assert.notEqual((await kept(ticketId)).codeVerifiedAt, null);
});

const glass = {
  kind: "glass",
  name: "王",
  strokes: [[1, 2, 3, 4]],
  png: "data:image/png;base64,AAAA",
};

async function storyOf(ticketId: string) {
  const rows = await connection.db
    .select({ type: event.type, data: event.data, words: eventWords.words })
    .from(event)
    .leftJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  return rows.slice(5);
}

test("codes that were kept as they were typed, before they were proved and blanked, are kept no more", async () => {
  const typedIn = await Promise.all([atTheDoor(), atTheDoor(), atTheDoor()]);
  const signatures = [{ kind: "code", code: "123456" }, { kind: "code", code: "654321" }, typed] as const;
  for (const [at, ticketId] of typedIn.entries()) {
    assert.equal(await says(ticketId, {}, { signed: nobody }), null);
    const { id, sheet } = await kept(ticketId);
    const codeVerifiedAt = at === 0 ? new Date() : null;
    await connection.db
      .update(recordSheet)
      .set({ sheet: { ...sheet!, signed: signatures[at] as Signed }, codeVerifiedAt })
      .where(eq(recordSheet.workRecordId, id));
  }
  const before = await Promise.all(typedIn.map(kept));
  await connection.sql.unsafe(await readFile("db/migrations/0038_codes_forgotten.sql", "utf8"));
  const after = await Promise.all(typedIn.map(kept));
  const blank = { kind: "code", code: "" };
  assert.deepEqual(
    after,
    before.map((each, at) => ({ ...each, sheet: { ...each.sheet, signed: at < 2 ? blank : typed } })),
  );
});

test("what the owner has signed is never written over; what the other phone says stands beside it", async () => {
  const ticketId = await atTheDoor();
  assert.equal(await says(ticketId, {}, { signed: glass }), null);
  const { recordedAt: _, ...signed } = await kept(ticketId);
  const mine = { found: "改写了", done: "其实没换", materials: "贵的阀芯" };
  const told = await says(ticketId, mine, { signed: typed, tools: "" });
  assert.equal(told?.code, "RECORD_DIFFERS", "he hears of it first");
  const differs = JSON.parse(String(told?.params?.differs)) as Array<{ field: string; fixed?: true }>;
  assert.deepEqual(
    differs.map(({ field, fixed }) => [field, fixed]),
    ["found", "done", "signed"].map((field) => [field, true]),
  );
  const seen = Object.fromEntries(
    (differs as unknown as Array<{ field: string; theirs: string }>).map(({ field, theirs }) => [
      field,
      { take: "mine", seen: theirs },
    ]),
  );
  for (const _ of ["once", "twice"])
    assert.equal(await says(ticketId, { ...mine, choices: seen }, { signed: typed, tools: "" }), null);
  const { recordedAt: __, ...stands } = await kept(ticketId);
  assert.deepEqual(stands, signed);
  const story = await storyOf(ticketId);
  assert.deepEqual(
    story.map(({ type }) => type),
    ["completed", "added"],
  );
  assert.equal(story[1]!.data.beside, "found,done,signed,materials");
  assert.equal(story[1]!.words, "found: 改写了\ndone: 其实没换\nsigned: typed 王女士\nmaterials: 贵的阀芯");
});

test("a name that was drawn on the other phone is kept with its strokes and printed, beside what stands", async () => {
  const ticketId = await atTheDoor();
  assert.equal(await says(ticketId, {}, { signed: typed }), null);
  const choices = { signed: { take: "mine", seen: `typed ${typed.name}` } };
  for (const _ of ["once", "twice"]) assert.equal(await says(ticketId, { choices }, { signed: glass }), null);
  const { sheet } = await kept(ticketId);
  assert.deepEqual([sheet?.signed, sheet?.alsoSigned], [typed, [glass]]);
  const [visit] = (await read(printRecord, as(world.owner, connection), { ticketId })).records;
  assert.deepEqual(visit?.sheet?.alsoSigned, [glass]);

  // Where the record has no answers of its own, and its ticket is closed.
  const second = await atTheDoor();
  assert.equal(await says(second, {}, null), null);
  const confirm = answerSolved.input.parse({ ticketId: second, version: 6, outcome: "solved" });
  await perform(answerSolved, as(world.owner, connection), confirm, randomUUID());
  assert.equal(await says(second, {}, { signed: glass }), null);
  const late = await kept(second);
  assert.deepEqual([late.sheet?.signed, late.sheet?.alsoSigned], [null, [glass]]);
});

test("nor is the record of a ticket that is closed, signed or not", async () => {
  const ticketId = await atTheDoor();
  const code = await codeOf(ticketId);
  assert.equal(await says(ticketId, {}, { signed: nobody }), null);
  const confirm = answerSolved.input.parse({ ticketId, version: 6, outcome: "solved" });
  await perform(answerSolved, as(world.owner, connection), confirm, randomUUID());
  const choices = { found: { take: "mine", seen: "滴水" } };
  assert.equal(await says(ticketId, { found: "改写了", choices }, byCode(other(code, 1))), null);
  const { found, sheet } = await kept(ticketId);
  assert.deepEqual([found, sheet?.signed], ["滴水", nobody]);
  const { words } = (await storyOf(ticketId)).at(-1)!;
  assert.equal(words, "found: 改写了\nsigned: code");
});

test("what comes of two records is held against the form: no figure that cannot be, no answer that nobody asked", async () => {
  const ticketId = await atTheDoor();
  assert.equal(await says(ticketId, {}, { signed: nobody }), null);
  const odd = { readings: { mpa: 99 }, checks: { no_drip: "ok", nonsense: "trouble" }, signed: null };
  const choices = { "reading.mpa": { take: "mine", seen: "0.28" } };
  const no = await says(ticketId, { choices }, odd);
  assert.deepEqual([no?.code, no?.field], ["REQUIRED", "reading.mpa"]);
  const theirs = { "reading.mpa": { take: "theirs", seen: "0.28" } };
  assert.equal(await says(ticketId, { choices: theirs }, odd), null);
  const { sheet } = await kept(ticketId);
  assert.deepEqual([sheet?.readings, sheet?.checks], [{ mpa: 0.28 }, { no_drip: "ok" }]);
  assert.equal((await storyOf(ticketId)).at(-1)!.words, "check.nonsense: trouble");
});

test("what remains is kept from both phones: what only one says is taken, what differs stands beside and reaches who plans it", async () => {
  const ticketId = await atTheDoor();
  const first = { words: "换总阀" };
  const other = { words: "还要换厨房角阀，带 DN15 两只", wantedOn: "2026-12-01" };
  const temporary = { result: "temporary" };
  assert.equal(await says(ticketId, { ...temporary, followUp: first }, { signed: nobody }), null);
  for (const _ of ["once", "twice"])
    assert.equal(await says(ticketId, { ...temporary, followUp: other }, { signed: nobody }), null);
  const [remains] = await connection.db.select().from(followUp).where(eq(followUp.firstId, ticketId));
  assert.deepEqual([remains?.words, remains?.wantedOn], [first.words, other.wantedOn]);
  const [completed, added, ...more] = await storyOf(ticketId);
  assert.deepEqual([completed?.type, more.length], ["completed", 0]);
  assert.deepEqual([added?.data.fields, added?.data.beside], ["wantedOn", "remains"]);
  assert.equal(added?.words, `remains: ${other.words}`);
  const rows = await connection.db
    .select({ type: event.type, version: event.ticketVersion, words: eventWords.words })
    .from(event)
    .innerJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
    .where(and(eq(event.ticketId, remains!.ticketId), eq(event.type, "added")));
  assert.deepEqual(
    rows.map(({ words }) => words),
    [`remains: ${other.words}`],
  );
  const [planned] = await connection.db.select().from(ticket).where(eq(ticket.id, remains!.ticketId));
  assert.equal(planned!.version, rows[0]!.version);
});

test("the trade that it takes: another one from his other phone stands beside, one where there was none is taken", async () => {
  const ticketId = await atTheDoor();
  const needs = (trade?: string) => says(ticketId, { result: "needs_trade", ...(trade && { trade }) });
  assert.equal(await needs("plumbing"), null);
  assert.equal(await needs("electrical"), null);
  assert.equal((await rowOf(ticketId)).neededSkill, "plumbing");
  const last = (await storyOf(ticketId)).at(-1)!;
  assert.deepEqual([last.data.beside, last.words], ["trade", "trade: electrical"]);

  const second = await atTheDoor();
  const says2 = (more: object) => says(second, { result: "needs_trade", ...more });
  assert.equal(await says2({}), null);
  assert.equal(await says2({ trade: "electrical" }), null);
  assert.equal((await rowOf(second)).neededSkill, "electrical");
  assert.equal((await storyOf(second)).at(-1)!.data.trade, "electrical");
});

test("the same pause from his other phone keeps what that says besides: its words, and until when", async () => {
  const ticketId = await atTheDoor();
  const pause = async (more: object) => {
    const input = pauseWork.input.parse({ ticketId, version: 5, reason: "parts", ...more });
    return perform(pauseWork, as(world.technician, connection), input, randomUUID());
  };
  const backAt = new Date(Date.now() + 86_400_000).toISOString();
  const later = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const first = await pause({ words: "等角阀" });
  for (const _ of ["once", "twice"])
    assert.deepEqual(await pause({ words: "门禁卡在物业", backAt }), first, "it is the same pause");
  assert.deepEqual(await pause({ words: "等角阀", backAt: later }), first);
  const row = await rowOf(ticketId);
  assert.equal(row.backAt?.toISOString(), backAt, "one said when, so that is when");
  const [, ...added] = await storyOf(ticketId);
  assert.deepEqual(
    added.map(({ type, data, words }) => [type, data.thoughtBackAt, words]),
    [
      ["added", undefined, "门禁卡在物业"],
      ["added", later, null],
    ],
  );
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(events.reduce<Ticket | null>(evolve, null), toTicket(row));
});

async function rowOf(ticketId: string) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return row!;
}
