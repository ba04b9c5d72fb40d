import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { TRPCError } from "@trpc/server";
import { eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event } from "#db/schema/event.ts";
import { fault } from "#db/schema/fault.ts";
import { placeCode } from "#db/schema/placeCode.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { demandSentences, sentencesFor } from "../../testing/sentences.ts";
import { testSettings } from "../../testing/settings.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { hashOf } from "../link/secret.ts";
import { read } from "../operation.ts";
import { labelSecret } from "../placeCode/secret.ts";
import { getTicket } from "./get.ts";

const reportsPerMinute = 10;
const reportsPerDay = 60;

let connection: Connection & { drop(): Promise<void> };
let world: World;
/** Somebody without a home here, who stands before the lift and its label. */
let passer: Actor;
let elsewhere: World;
const label = randomUUID();

before(async () => {
  testSettings({ reportsPerMinute: 1_000, reportsPerDay: 1_000 });
  connection = await testDatabase();
  world = await makeWorld(connection);
  elsewhere = await makeWorld(connection);
  passer = elsewhere.owner;
  const secretHash = hashOf(labelSecret(label));
  await connection.db
    .insert(placeCode)
    .values({ id: label, placeId: world.places.lift, secretHash, createdAt: new Date() });
  const [trapped] = await connection.db.select().from(fault).where(eq(fault.code, "lift-trapped"));
  await connection.db
    .insert(fault)
    .values({ ...trapped!, code: "lift-button", danger: null, urgency: 3 })
    .onConflictDoNothing();
});
after(() => connection.drop());

const good = () => ({
  placeId: world.places.ownHome,
  faultCode: "tap-drips",
  urgency: 3,
  description: "水槽下面滴水",
});

/** What else the form of each door sends, and who sends it. */
const doors = {
  owner: () => ({ actor: world.owner, more: {} }),
  QR: () => ({
    actor: passer,
    more: { placeId: world.places.lift, placeCode: labelSecret(label), faultCode: "lift-button" },
  }),
  hotline: () => ({ actor: world.operator, more: { contactName: "路人" } }),
} satisfies Record<string, () => { actor: Actor; more: Record<string, unknown> }>;
type Door = keyof typeof doors;

/** Sends a report through the door as it comes off the wire. */
function send(
  more: Record<string, unknown>,
  actor: Actor = world.owner,
  key: string = randomUUID(),
  now = new Date(),
) {
  const context = { actor, now, db: connection.db, requestId: "test", peer: randomUUID() };
  const input = { ...good(), ...more };
  return callApi(context).ticket.report({ key, input } as never);
}

/** `CODE field` of the refusal; the ticket's number when it went through. A no has its sentence in both languages. */
async function said(attempt: Promise<{ number: string }>): Promise<string> {
  try {
    return (await attempt).number;
  } catch (error) {
    assert.ok(error instanceof TRPCError, String(error));
    const refusal = refusalOf(error);
    demandSentences(refusal);
    const { code, field, params } = refusal;
    return [code, field, params?.max].filter((part) => part !== undefined).join(" ");
  }
}

const family = "👨‍👩‍👧‍👦";
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** What a promise says of bad input has its number there. */
const rows: Array<[what: string, more: () => Record<string, unknown>, answer: string]> = [
  ["B1: no words", () => ({ description: "" }), "REQUIRED description"],
  ["B1: nothing at all", () => ({ description: undefined }), "REQUIRED description"],
  ["B14: blank words", () => ({ description: " \n\t　" }), "REQUIRED description"],
  ["B14: zero-width words", () => ({ description: "\u200b\u200d\ufeff" }), "REQUIRED description"],
  ["B14: right-to-left marks alone", () => ({ description: "\u202e\u2067\u061c" }), "REQUIRED description"],
  ["B13: 2,001 characters", () => ({ description: "漏".repeat(2_001) }), "TOO_LONG description 2000"],
  ["B13: 2,001 families", () => ({ description: family.repeat(2_001) }), "TOO_LONG description 2000"],
  ["B13: 20,000 characters", () => ({ description: "漏".repeat(20_000) }), "TOO_LONG description 2000"],
  ["20,000 characters of place", () => ({ placeWords: "厨".repeat(20_000) }), "TOO_LONG placeWords 200"],
  ["B11: NUL", () => ({ description: "漏\u0000水" }), "BAD_CHARACTER description"],
  ["B11: NUL in the place", () => ({ placeWords: "厨房\u0000" }), "BAD_CHARACTER placeWords"],
  ["B12: half a character", () => ({ description: "漏\ud800水" }), "BAD_CHARACTER description"],
  ["tomorrow", () => ({ began: "exact", beganAt: "2099-01-01T00:00:00Z" }), "BAD_TIME beganAt"],
  ["1970", () => ({ began: "exact", beganAt: "1970-01-01T00:00:00Z" }), "BAD_TIME beganAt"],
  ["no such day", () => ({ began: "exact", beganAt: "2026-02-30T08:00:00Z" }), "BAD_TIME beganAt"],
  ["B31: a leap second", () => ({ began: "exact", beganAt: "2026-06-30T23:59:60Z" }), "BAD_TIME beganAt"],
  ["B31: the year 10000", () => ({ began: "exact", beganAt: "+010000-01-01T00:00:00Z" }), "BAD_TIME beganAt"],
  ["B31: Invalid Date", () => ({ began: "exact", beganAt: "Invalid Date" }), "BAD_TIME beganAt"],
  ["B31: a sentence for a date", () => ({ began: "exact", beganAt: "last week" }), "BAD_TIME beganAt"],
  [
    "a visit last year",
    () => ({ wish: { windows: [{ day: "2020-01-01", part: "morning" }] } }),
    "BAD_TIME wish",
  ],
  [
    "a visit in 2099",
    () => ({ wish: { windows: [{ day: "2099-01-01", part: "morning" }] } }),
    "BAD_TIME wish",
  ],
  ["B22: letters for a phone", () => ({ contactPhone: "call me" }), "PHONE contactPhone"],
  ["B22: half a phone", () => ({ contactPhone: "1380013800" }), "PHONE contactPhone"],
  ["B21: a home that is nowhere", () => ({ placeId: randomUUID() }), "NOT_FOUND placeId"],
  ["B20: a home that is no id", () => ({ placeId: "3-2-1802" }), "BAD_ID placeId"],
  ...[2_147_483_648, Number.NaN, Number.POSITIVE_INFINITY, -0, ["a"], {}, null].map(
    (placeId) =>
      [
        `B20: ${JSON.stringify(placeId)} (${String(placeId)}) for an id`,
        () => ({ placeId }),
        "BAD_ID placeId",
      ] as (typeof rows)[number],
  ),
  ["a retired fault", () => ({ faultCode: "retired-fault" }), "FAULT_RETIRED faultCode"],
  ["a fault nobody knows", () => ({ faultCode: "nothing" }), "FAULT_RETIRED faultCode"],
  ["no urgency", () => ({ urgency: 7 }), "REQUIRED urgency"],
  ["a photo of somebody else", () => ({ photoIds: [randomUUID()] }), "NOT_FOUND photoIds"],
  ["B10: a field of another program", () => ({ role: "admin" }), "UNKNOWN_FIELD role"],
  // As JSON brings it: a field of its own, not the prototype.
  ["B19: __proto__", () => JSON.parse('{"__proto__":{"role":"admin"}}'), "UNKNOWN_FIELD __proto__"],
  ["B19: constructor", () => ({ constructor: { prototype: {} } }), "UNKNOWN_FIELD constructor"],
];

/** What is only wrong at one door, or wrong there in another way. */
const own: Record<Door, typeof rows> = {
  owner: [
    ["B21: the neighbour's home", () => ({ placeId: world.places.otherHome }), "NOT_FOUND placeId"],
    [
      "words for a place, and no words",
      () => ({ placeId: undefined, elsewhereAt: world.siteId }),
      "REQUIRED placeWords",
    ],
    ["no place at all", () => ({ placeId: undefined }), "REQUIRED placeId"],
    [
      "a site that is nowhere",
      () => ({ placeId: undefined, elsewhereAt: randomUUID(), placeWords: "草坪" }),
      "NOT_FOUND elsewhereAt",
    ],
  ],
  QR: [
    ["a label of another place", () => ({ placeId: world.places.ownHome }), "NOT_FOUND placeId"],
    [
      "a label nobody printed",
      () => ({ placeId: world.places.ownHome, placeCode: "A".repeat(22) }),
      "NOT_FOUND placeId",
    ],
    ["a label too long to be one", () => ({ placeCode: "A".repeat(61) }), "BAD_ID placeCode"],
  ],
  hotline: [
    ["B21: a home of another site", () => ({ placeId: elsewhere.places.ownHome }), "NOT_FOUND placeId"],
    ["a caller without a name", () => ({ contactName: " \u200b " }), "REQUIRED contactName"],
    ["20,000 characters of name", () => ({ contactName: "王".repeat(20_000) }), "TOO_LONG contactName 60"],
    ["B11: NUL in the name", () => ({ contactName: "王\u0000" }), "BAD_CHARACTER contactName"],
    ["B32: a call tomorrow", () => ({ receivedAt: "2099-01-01T00:00:00Z" }), "BAD_TIME receivedAt"],
    ["B32: a call in 1970", () => ({ receivedAt: "1970-01-01T00:00:00Z" }), "BAD_TIME receivedAt"],
    [
      "B32: a call 40 days ago, with its reason",
      () => ({ receivedAt: daysAgo(40), earlier: { reason: "on_paper" } }),
      "BAD_TIME receivedAt",
    ],
    ["B32: a call of yesterday without a reason", () => ({ receivedAt: daysAgo(1) }), "REQUIRED earlier"],
    [
      "B31: a call in the year 10000",
      () => ({ receivedAt: "+010000-01-01T00:00:00Z" }),
      "BAD_TIME receivedAt",
    ],
    ["a caller nobody knows", () => ({ reporterId: randomUUID() }), "NOT_FOUND reporterId"],
  ],
};

for (const door of Object.keys(doors) as Door[]) {
  for (const [what, more, answer] of [...rows, ...own[door]]) {
    test(`${door}, ${what}: ${answer}`, async () => {
      const before = await connection.db.$count(event, eq(event.siteId, world.siteId));
      const { actor, more: form } = doors[door]();
      assert.equal(await said(send({ ...form, ...more() }, actor)), answer);
      assert.equal(
        await connection.db.$count(event, eq(event.siteId, world.siteId)),
        before,
        "nothing is kept",
      );
    });
  }
  test(`${door}: the same form without a fault goes through, and twice is once`, async () => {
    const { actor, more } = doors[door]();
    const key = randomUUID();
    const [first, again] = await Promise.all([send(more, actor, key), send(more, actor, key)]);
    assert.equal(again.number, first.number);
  });
}

test("B13: a length is what a reader counts, and whoever is over it hears by how much", async () => {
  assert.match(
    await said(send({ description: family.repeat(2_000) })),
    /-\d{6}-\d{3}$/,
    "2,000 families fit",
  );
  const attempt = send({ description: `${"漏".repeat(2_000)}${family}${family}` });
  const refusal = await attempt.then(
    () => assert.fail("too long and taken"),
    (error: unknown) => refusalOf(error as TRPCError),
  );
  assert.deepEqual(refusal.params, { max: 2_000, over: 2 });
  assert.deepEqual(sentencesFor(refusal), {
    zh: "太长了，最多 2,000 个字，请删掉 2 个。",
    en: "Too long: 2,000 characters at most, so take out 2.",
  });
  const heap = `e${"\u0301".repeat(100_000)}`;
  assert.equal(
    await said(send({ description: heap })),
    "TOO_LONG description 2000",
    "a heap of marks is no letter",
  );
});

const scores = { skill: 5, attitude: 5, quality: 5, speed: 5, process: 5 };
for (const [what, more, answer] of [
  ["no score", { skill: undefined }, "REQUIRED skill"],
  ["a score of 0", { quality: 0 }, "REQUIRED quality"],
  ["a score of 6", { speed: 6 }, "REQUIRED speed"],
  ["a score of 4.5", { process: 4.5 }, "REQUIRED process"],
  ["5,000 characters", { words: "好".repeat(5_000) }, "TOO_LONG words 1000"],
  ["no id", { ticketId: "1" }, "BAD_ID ticketId"],
  ["somebody else's repair", { ticketId: randomUUID() }, "NOT_FOUND"],
] as Array<[string, Record<string, unknown>, string]>) {
  test(`B59: a survey with ${what}: ${answer}`, async () => {
    const { ticketId } = await send({});
    const context = { actor: world.owner, now: new Date(), db: connection.db, requestId: "test", peer: "x" };
    const input = { ticketId, ...scores, ...more };
    const attempt = callApi(context).ticket.survey({ key: randomUUID(), input } as never);
    assert.equal(await said(attempt as unknown as Promise<{ number: string }>), answer);
  });
}

test("B22, B23: a number in the figures of any script, and a landline with its extension, are numbers", async () => {
  for (const [typed, kept] of [
    ["１３８００１３８０００", "+8613800138000"],
    ["١٣٨٠٠١٣٨٠٠٠", "+8613800138000"],
    ["0571-8888 8888-12", "+8657188888888;ext=12"],
  ] as const) {
    const { ticketId } = await send({ contactPhone: typed, contactName: "路人" }, world.operator);
    const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
    assert.equal(row?.contactPhone, kept, typed);
  }
});

test("what is odd but can be kept is kept, and cannot turn the words around it", async () => {
  for (const [typed, kept] of [
    ["👨‍👩‍👧‍👦💧🚽", "👨‍👩‍👧‍👦💧🚽"],
    ["الماء يتسرب", "الماء يتسرب"],
    ["漏\u202e水\u2066", "漏水"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["'; drop table ticket; --", "'; drop table ticket; --"],
  ] as const) {
    const { ticketId } = await send({ description: typed });
    const shown = await read(getTicket, as(world.owner, connection), { ticketId });
    assert.equal(shown.description, kept);
  }
});

test("the same submission twice is one report, and the same key with other words is told", async () => {
  const key = randomUUID();
  const first = await send({}, world.owner, key);
  const [again, also] = await Promise.all([send({}, world.owner, key), send({}, world.owner, key)]);
  assert.deepEqual([again.number, also.number], [first.number, first.number]);
  assert.equal(await said(send({ description: "别的" }, world.owner, key)), "IDEMPOTENCY_MISMATCH");
});

test("two hundred submissions in a minute: at most ten are taken, the rest are told, a danger always goes through", async () => {
  testSettings({ reportsPerMinute, reportsPerDay });
  const crowd = await makeWorld(connection);
  const at = new Date();
  const more = { placeId: crowd.places.ownHome };
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => said(send(more, crowd.owner, randomUUID(), at))),
  );
  const taken = answers.filter((each) => /-\d{6}-\d{3}$/.test(each)).length;
  assert.ok(taken > 0 && taken <= reportsPerMinute, `${taken} taken`);
  const told = answers.filter((each) => each === `REPORT_LIMIT ${reportsPerMinute}` || each === "SLOW_DOWN");
  assert.equal(taken + told.length, 200, "every other one is told why");
  const danger = { placeId: crowd.places.lift, faultCode: "lift-trapped", urgency: 1 };
  assert.match(await said(send(danger, crowd.owner)), /-\d{6}-\d{3}$/);
  assert.match(
    await said(send({ placeId: crowd.places.otherHome }, crowd.neighbour)),
    /-\d{6}-\d{3}$/,
    "another person is not held up",
  );
  const numbers = await connection.db
    .select({ number: ticket.number })
    .from(ticket)
    .where(eq(ticket.siteId, crowd.siteId))
    .orderBy(ticket.number);
  assert.deepEqual(
    numbers.map(({ number }) => Number(number.slice(-3))),
    Array.from({ length: numbers.length }, (_, n) => n + 1),
    "what was refused leaves no gap in the numbers",
  );
});

test("over a whole day there is a bound too", async () => {
  const crowd = await makeWorld(connection);
  const start = Date.now() - 12 * 3_600_000;
  const more = { placeId: crowd.places.ownHome };
  for (let n = 0; n < reportsPerDay; n++)
    await send(more, crowd.owner, randomUUID(), new Date(start + n * 60_000));
  assert.equal(await said(send(more, crowd.owner)), `REPORT_LIMIT ${reportsPerDay}`);
  assert.match(
    await said(send(more, crowd.owner, randomUUID(), new Date(start + 86_500_000))),
    /-\d{6}-\d{3}$/,
    "a day after the first it goes on",
  );
});
