import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, desc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event } from "#db/schema/event.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { recordForm, recordSheet } from "#db/schema/record.ts";
import { photo, workRecord } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { RecordForm } from "../../domain/record/form.ts";
import type { RecordResult } from "../../domain/record/sheet.ts";
import { type Refusal, Refused } from "../../domain/refusal.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardDetail } from "../board/detail.ts";
import { myJob } from "../field/jobs.ts";
import { perform, read } from "../operation.ts";
import { issueStock, receiveStock } from "../stock/move.ts";
import { takeBack, useOnTicket } from "../stock/use.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { completeWork } from "../ticket/complete.ts";
import { getTicket } from "../ticket/get.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob, arriveAtJob, departForJob, resumeWork } from "../ticket/steps.ts";
import { triageTicket } from "../ticket/triage.ts";
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
  await connection.db
    .insert(recordForm)
    .values([
      { scope: "water", version: 7, form: { ...form, checks: [] } },
      { scope: "tap-drips", version: 1, form: { ...form, readings: [] } },
      { scope: "tap-drips", version: 2, form },
    ])
    .onConflictDoNothing();
});
after(() => connection.drop());

/** A repair whose technician stands at the door; version 5. */
async function atTheDoor(placeId = world.places.ownHome): Promise<string> {
  const told = {
    placeId,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3,
    description: "滴水",
    photoIds: [],
    contactName: "",
  };
  const { ticketId } = await perform(reportRepair, as(world.owner, connection), told as never, randomUUID());
  const { personId: technicianId } = world.technician;
  const sent = { ticketId, version: 1, technicianId };
  await perform(assignTechnician, as(world.dispatcher, connection), sent, randomUUID());
  for (const [at, step] of [acceptJob, departForJob, arriveAtJob].entries())
    await perform(step, as(world.technician, connection), { ticketId, version: at + 2 }, randomUUID());
  return ticketId;
}

const whole = {
  form: { scope: "tap-drips", version: 2 },
  checks: { no_drip: "ok" as const },
  readings: { mpa: 0.28 },
  cause: "阀芯磨损",
  tools: "活动扳手",
  signed: null as unknown,
};

function record(ticketId: string, sheet: object, result: RecordResult = "fixed") {
  const said = { measure: "replace", found: "滴水", done: "换阀芯", materials: "", photoIds: [] } as const;
  const input = { ticketId, version: 5, ...said, result, sheet: { ...whole, ...sheet } };
  return perform(completeWork, as(world.technician, connection), input as never, randomUUID());
}

async function refusalOf(attempt: Promise<unknown>): Promise<Pick<Refusal, "code" | "field"> | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, field } = error.refusal;
    return { code, ...(field !== undefined && { field }) };
  }
}

const typesOf = async (ticketId: string) =>
  (
    await connection.db
      .select({ type: event.type, data: event.data })
      .from(event)
      .where(eq(event.ticketId, ticketId))
      .orderBy(asc(event.ticketVersion))
  ).slice(5);

test("the job brings the newest form of its fault", async () => {
  const ticketId = await atTheDoor();
  const job = await read(myJob, as(world.technician, connection), { ticketId });
  assert.deepEqual({ scope: job.form.scope, version: job.form.version }, { scope: "tap-drips", version: 2 });
  assert.equal(job.form.readings.length, 1);
});

test("what the form asks is demanded at its field, nothing is kept of a refused record, and the whole one is kept once", async () => {
  const ticketId = await atTheDoor();
  const signed = { kind: "typed", name: "王女士" };
  assert.deepEqual(await refusalOf(record(ticketId, { signed, checks: {} })), {
    code: "REQUIRED",
    field: "check.no_drip",
  });
  assert.deepEqual(await refusalOf(record(ticketId, { signed, readings: { mpa: 28 } })), {
    code: "REQUIRED",
    field: "reading.mpa",
  });
  assert.deepEqual(await refusalOf(record(ticketId, {})), { code: "REQUIRED", field: "signed" });
  const none = await connection.db.select().from(workRecord).where(eq(workRecord.ticketId, ticketId));
  assert.equal(none.length, 0);

  const moved = await record(ticketId, { signed });
  assert.equal(moved.status, "done");
  assert.deepEqual(
    (await typesOf(ticketId)).map(({ type }) => type),
    ["completed"],
  );
  const [kept] = await connection.db.select().from(workRecord).where(eq(workRecord.ticketId, ticketId));
  const [sheet] = await connection.db
    .select()
    .from(recordSheet)
    .where(eq(recordSheet.workRecordId, kept!.id));
  assert.deepEqual(sheet?.sheet, { ...whole, signed });

  // A later edition does not change what the old record is printed with.
  await connection.db
    .insert(recordForm)
    .values({ scope: "tap-drips", version: 3, form: { ...form, checks: [] } });
  const printed = await read(printRecord, as(world.owner, connection), { ticketId });
  assert.equal(printed.records[0]?.form?.version, 2);
  assert.equal(printed.records[0]?.sheet?.readings.mpa, 0.28);
  await connection.db.delete(recordForm).where(eq(recordForm.version, 3));
});

test("the owner's code stands for a signature only when it is the one on the owner's page", async () => {
  const ticketId = await atTheDoor();
  const page = await read(getTicket, as(world.owner, connection), { ticketId });
  const code = page.ownerCode?.code ?? "";
  assert.match(code, /^\d{6}$/);
  const job = await read(getTicket, as(world.technician, connection), { ticketId });
  assert.equal(job.ownerCode, null);
  const wrong = code === "000000" ? "000001" : "000000";
  assert.deepEqual(await refusalOf(record(ticketId, { signed: { kind: "code", code: wrong } })), {
    code: "OWNER_CODE_WRONG",
    field: "signed",
  });
  await record(ticketId, { signed: { kind: "code", code } });
  const printed = await read(printRecord, as(world.owner, connection), { ticketId });
  assert.deepEqual(printed.records[0]?.sheet?.signed, { kind: "code" });
  assert.notEqual(printed.records[0]?.codeVerifiedAt, null);
});

/** The code on the owner's page at this moment. */
async function shown(ticketId: string, now = new Date()) {
  return (await read(getTicket, as(world.owner, connection, now), { ticketId })).ownerCode;
}
/** One try at the code, at a moment of its own. */
async function trying(ticketId: string, code: string, now = new Date(), key: string = randomUUID()) {
  const said = { measure: "replace", found: "a", done: "b", materials: "", photoIds: [] } as const;
  const sheet = { ...whole, signed: { kind: "code", code } };
  const input = { ticketId, version: 5, ...said, result: "fixed", sheet };
  try {
    await perform(completeWork, as(world.technician, connection, now), input as never, key);
    return "ok";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code: no, params } = error.refusal;
    return `${no} ${params?.left ?? params?.minutes ?? ""}`.trim();
  }
}
const other = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

test("five wrong codes void it, each counted although its record is refused; after a while there is another", async () => {
  const ticketId = await atTheDoor();
  const code = (await shown(ticketId))?.code ?? "";
  const said = [];
  for (let n = 1; n <= 5; n++) said.push(await trying(ticketId, other(code, n)));
  assert.deepEqual(
    said.slice(0, 4),
    [4, 3, 2, 1].map((left) => `OWNER_CODE_WRONG ${left}`),
  );
  assert.equal(said[4], "OWNER_CODE_VOID 10");
  // Now not even the right one, and the owner's page says from when there is one again.
  assert.match(await trying(ticketId, code), /^OWNER_CODE_VOID/);
  const none = await shown(ticketId);
  assert.ok(none?.code === null && none.from > new Date().toISOString());
  const later = new Date(Date.now() + 11 * 60_000);
  const fresh = (await shown(ticketId, later))?.code ?? "";
  assert.match(fresh, /^\d{6}$/);
  assert.match(await trying(ticketId, code, later), /^OWNER_CODE_WRONG 4/);
  assert.equal(await trying(ticketId, fresh, later), "ok");
  const none2 = await connection.db.select().from(recordSheet);
  assert.ok(!JSON.stringify(none2).includes(fresh), "the code itself is kept nowhere");
});

test("twenty at once get five tries, and a code holds for its quarter of an hour and the next", async () => {
  const ticketId = await atTheDoor();
  const code = (await shown(ticketId))?.code ?? "";
  const said = await Promise.all(Array.from({ length: 20 }, (_, n) => trying(ticketId, other(code, n + 1))));
  assert.equal(said.filter((each) => each.startsWith("OWNER_CODE_WRONG")).length, 4);
  assert.equal(said.filter((each) => each.startsWith("OWNER_CODE_VOID")).length, 16);

  const second = await atTheDoor();
  const held = await shown(second);
  assert.ok(held?.code);
  const over = new Date(Date.parse(held.until) + 16 * 60_000);
  assert.match(await trying(second, held.code, over), /^OWNER_CODE_WRONG/);
  const key = randomUUID();
  const early = new Date();
  assert.equal(await trying(second, held.code, early, key), "ok");
  // The same step again, whose answer the phone did not hear: answered, not tried.
  assert.equal(await trying(second, held.code, new Date(Date.now() + 86_400_000), key), "ok");
});

test("the code is never shown to staff, by whatever page they ask", async () => {
  const ticketId = await atTheDoor();
  const code = (await shown(ticketId))?.code ?? "";
  for (const actor of [world.technician, world.dispatcher, world.operator, world.manager]) {
    const page = await read(getTicket, as(actor, connection), { ticketId });
    assert.equal(page.ownerCode, null);
    assert.ok(!JSON.stringify(page).includes(code));
  }
  const seen = [
    await read(myJob, as(world.technician, connection), { ticketId }),
    await read(boardDetail, as(world.manager, connection), { ticketId }),
    await read(printRecord, as(world.manager, connection), { ticketId }),
  ];
  assert.ok(!JSON.stringify(seen).includes(code));
});

test("the form of another fault is refused with both names; one begun before the fault was corrected is taken", async () => {
  await connection.db
    .insert(faultCategory)
    .values({ code: "light", nameZh: "照明", nameEn: "Light", icon: "zap", position: 2 })
    .onConflictDoNothing();
  await connection.db
    .insert(fault)
    .values({
      code: "no-light",
      categoryCode: "light",
      nameZh: "灯不亮",
      nameEn: "No light",
      skill: "plumbing",
      urgency: 3,
      scope: "home",
      at: "home",
      minutes: 30,
      words: [],
      position: 1,
    })
    .onConflictDoNothing();
  const lightForm = {
    scope: "no-light",
    version: 1,
    form: { ...form, checks: [], readings: [], fields: [] },
  };
  await connection.db.insert(recordForm).values(lightForm).onConflictDoNothing();
  const signed = { kind: "typed", name: "王女士" };

  const ticketId = await atTheDoor();
  const strange = { form: { scope: "no-light", version: 1 }, signed };
  await assert.rejects(record(ticketId, strange), (error: Refused) => {
    const { code, params } = error.refusal;
    assert.equal(code, "FORM_OTHER");
    assert.deepEqual([params?.formZh, params?.faultZh], ["灯不亮", "水龙头漏水"]);
    return true;
  });
  assert.equal(
    (await refusalOf(record(ticketId, { form: { scope: "general", version: 1 }, signed })))?.code,
    "FORM_OTHER",
  );

  // Done without network with the form of the fault as it was then; the desk corrected the fault meanwhile.
  const doneAt = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const ruled = { ticketId, version: 5, urgency: 3, faultCode: "no-light", words: "" };
  await perform(
    triageTicket,
    as(world.dispatcher, connection),
    triageTicket.input.parse(ruled),
    randomUUID(),
  );
  assert.equal((await refusalOf(record(ticketId, { signed })))?.code, "FORM_OTHER");
  const earlier = [{ zh: "不滴水", en: "No drip", value: "ok" }];
  const said = { measure: "replace", found: "a", done: "b", materials: "", photoIds: [] } as const;
  const sent = {
    ticketId,
    version: 5,
    doneAt,
    ...said,
    result: "fixed",
    sheet: { ...whole, signed, earlier },
  };
  await perform(completeWork, as(world.technician, connection), sent as never, randomUUID());
  const printed = await read(printRecord, as(world.manager, connection), { ticketId });
  assert.equal(printed.records[0]?.form?.scope, "tap-drips");
  assert.deepEqual(printed.records[0]?.sheet?.earlier, earlier);
});

test("a visit that did not do the work leads to its next step: parts wait, the others go back to the desk", async () => {
  const waiting = await atTheDoor();
  assert.equal((await record(waiting, {}, "needs_parts")).status, "paused");
  const [paused] = await typesOf(waiting);
  assert.equal(paused?.data.reason, "parts");
  for (const result of ["needs_trade", "not_ours", "owner_refused"] as const) {
    const ticketId = await atTheDoor();
    const moved = await record(ticketId, { checks: {}, readings: {}, cause: "" }, result);
    assert.equal(moved.status, "triaged");
    const events = await typesOf(ticketId);
    assert.deepEqual(
      events.map(({ type }) => type),
      ["paused", "withdrawn"],
    );
    assert.equal(events[1]?.data.reason, result);
    const again = { ticketId, version: moved.version, technicianId: world.technician.personId };
    await perform(assignTechnician, as(world.dispatcher, connection), again, randomUUID());
  }
});

/** So many photos that the technician has sent and not used yet. */
async function pictures(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const uploaderId = world.technician.personId;
  const of = { uploaderId, width: 4, height: 3, bytes: 1, uploadedAt: new Date() };
  await connection.db.insert(photo).values(ids.map((id) => ({ id, sentHash: id, ...of })));
  return ids;
}

test("the printed record has each visit with its own parts, photos, times and signature, and what the owner pays", async () => {
  const { db } = connection;
  const there = await stockAt(connection, world);
  const lines = [{ materialId: there.materialId, quantity: "9" }];
  const lead = as(world.lead, connection);
  const [receive, issue] = [
    { storeId: there.warehouseId, reason: "delivery", lines },
    { fromId: there.warehouseId, toId: there.vanId, reason: "refill", lines },
  ];
  await perform(receiveStock, lead, receiveStock.input.parse(receive), randomUUID());
  await perform(issueStock, lead, issueStock.input.parse(issue), randomUUID());
  const ticketId = await atTheDoor();
  const mine = () => as(world.technician, connection);
  const use = async (quantity: string, kind: string) => {
    const [line] = [{ id: randomUUID(), materialId: there.materialId, quantity, kind }];
    const input = { ticketId, version: 5, lines: [line] };
    await perform(useOnTicket, mine(), useOnTicket.input.parse(input), randomUUID());
    return line.id;
  };
  await use("1", "warranty");
  const said = { measure: "replace", found: "滴水", done: "换阀芯", materials: "生料带", photoIds: [] };
  const first = { ticketId, version: 5, ...said, result: "needs_parts", sheet: { ...whole } };
  const paused = await perform(completeWork, mine(), completeWork.input.parse(first), randomUUID());
  await perform(resumeWork, mine(), { ticketId, version: paused.version }, randomUUID());
  await use("2", "charged");
  const mistaken = await use("3", "charged");
  const back = { ticketId, version: 5, chargeId: mistaken };
  await perform(takeBack, mine(), takeBack.input.parse(back), randomUUID());
  const photoIds = await pictures(11);
  const last = { ...first, result: "fixed", version: 30, photoIds, beforeIds: photoIds.slice(0, 5) };
  const [row] = await db
    .select({ version: event.ticketVersion })
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(desc(event.ticketVersion));
  const signed = { kind: "typed", name: "王女士" };
  const whole2 = { ...last, version: row!.version, sheet: { ...whole, signed } };
  await perform(completeWork, mine(), completeWork.input.parse(whole2), randomUUID());

  const printed = await read(printRecord, as(world.owner, connection), { ticketId });
  assert.deepEqual(
    printed.records.map(({ parts }) =>
      parts.map(({ quantity, money }) => [quantity, money?.kind, money?.priceCents, money?.chargedCents]),
    ),
    [[["1", "warranty", 8_500, 0]], [["2", "charged", 8_500, 17_000]]],
  );
  assert.deepEqual(printed.bill, { chargedCents: 17_000, awaitingCents: 0, answers: [] });
  assert.deepEqual(
    printed.records.map(({ photos, sheet }) => [
      photos.before.length,
      photos.after.length,
      sheet?.signed?.kind,
    ]),
    [
      [0, 0, undefined],
      [5, 6, "typed"],
    ],
  );
  assert.ok(printed.records.every(({ times }) => times !== null));
  assert.ok(!("photos" in printed), "no photo that is not of the work");
});

test("what common property costs is on the staff's paper and not on a passer-by's", async () => {
  const there = await stockAt(connection, world, "LIFT-1");
  const ticketId = await atTheDoor(world.places.lift);
  const line = { id: randomUUID(), materialId: there.materialId, quantity: "1", kind: "charged" };
  const mine = as(world.technician, connection);
  const input = useOnTicket.input.parse({ ticketId, version: 5, lines: [line] });
  await perform(useOnTicket, mine, input, randomUUID());
  await record(ticketId, { signed: { kind: "none", why: "public_place" } });
  const theirs = await read(printRecord, as(world.owner, connection), { ticketId });
  assert.equal(theirs.bill, null);
  assert.deepEqual(
    theirs.records[0]?.parts.map(({ quantity, money }) => [quantity, money]),
    [["1", null]],
  );
  assert.ok(!JSON.stringify(theirs).includes("8500"));
  const ours = await read(printRecord, as(world.manager, connection), { ticketId });
  assert.equal(ours.records[0]?.parts[0]?.money?.costCents, 8_500);
});
