import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { desc, eq } from "drizzle-orm";
import { closeDatabase } from "#db/client.ts";
import { notification } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { actorOfSession } from "../../auth/actorFrom.ts";
import { isRefusal, type Refused } from "../../domain/refusal.ts";
import { GaveUp } from "../../notify/transport.ts";
import { demandSentences, sentencesFor } from "../../testing/sentences.ts";
import { testSettings } from "../../testing/settings.ts";
import { anonymous } from "../../testing/world.ts";
import { getMe } from "../me/get.ts";
import { type Carriers, deliverDue } from "../notice/deliver.ts";
import { perform } from "../operation.ts";
import { codeMinutes, requestCode } from "./requestCode.ts";
import { signInByCode } from "./signIn.ts";

let connection: TestDatabase;
before(async () => {
  testSettings();
  connection = await testDatabase();
  testSettings({ databaseUrl: connection.url });
});
after(async () => {
  await closeDatabase();
  await connection.drop();
});

let numbers = 0;
const freshNumber = () => `+86136${String(10_000_000 + numbers++)}`;
const start = Date.parse("2026-03-01T08:00:00Z");
const minute = 60_000;

async function asked(phone: string, at = start): Promise<{ requestId: string; code: string }> {
  const input = requestCode.input.parse({ phone });
  const context = { actor: anonymous, now: new Date(at), db: connection.db };
  const { requestId } = await perform(requestCode, context, input, randomUUID());
  const [message] = await connection.db
    .select()
    .from(notification)
    .where(eq(notification.address, phone))
    .orderBy(desc(notification.createdAt))
    .limit(1);
  return { requestId, code: message!.payload.code! };
}

/** What the door says: `in`, or the refusal's code with its figure; the refusal has its sentence. */
async function tried(phone: string, requestId: string, code: string, at = start + minute): Promise<string> {
  const answer = await signInByCode(connection.db, { phone, requestId, code, locale: "zh" }, new Date(at));
  if (!isRefusal(answer)) return "in";
  assert.equal(answer.field, "code");
  demandSentences(answer);
  return [answer.code, answer.params?.left].filter((part) => part !== undefined).join(" ");
}
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("B25: a wrong code says how many tries are left; after the fifth the right one opens nothing either", async () => {
  const phone = freshNumber();
  const { requestId, code } = await asked(phone);
  for (const left of [4, 3, 2, 1])
    assert.equal(await tried(phone, requestId, wrong(code)), `CODE_WRONG ${left}`);
  assert.equal(await tried(phone, requestId, wrong(code)), "CODE_VOID");
  assert.equal(await tried(phone, requestId, code), "CODE_VOID");
});

test("B26: a code that is over, that was used, or that came for another request opens nothing and says which", async () => {
  const phone = freshNumber();
  const first = await asked(phone);
  assert.equal(await tried(phone, first.requestId, first.code, start + codeMinutes * minute), "CODE_EXPIRED");
  const second = await asked(phone, start + 10 * minute);
  const at = start + 11 * minute;
  assert.equal(await tried(phone, randomUUID(), second.code, at), "CODE_EXPIRED", "another request");
  assert.equal(
    await tried(freshNumber(), second.requestId, second.code, at),
    "CODE_EXPIRED",
    "another number",
  );
  assert.equal(await tried(phone, second.requestId, second.code, at), "in");
  assert.equal(await tried(phone, second.requestId, second.code, at), "CODE_SPENT");
  const hour = start + 60 * minute;
  assert.equal(
    await tried(phone, second.requestId, second.code, hour),
    "CODE_SPENT",
    "used before it was over",
  );
});

test("B27: the sixth code in an hour is refused, with how long to wait, in minutes where that is long", async () => {
  const phone = freshNumber();
  for (let n = 0; n < 5; n++) await asked(phone, start + n * 2 * minute);
  const told = await asked(phone, start + 10 * minute).then(
    () => assert.fail("a sixth code was sent"),
    (error: unknown) => (error as Refused).refusal,
  );
  assert.deepEqual([told.code, told.field, told.params], ["WAIT", "phone", { seconds: 50 * 60 }]);
  assert.deepEqual(sentencesFor(told), {
    zh: "请等 50 分钟再试。",
    en: "Please wait 50 minutes and try again.",
  });
  const soon = await asked(freshNumber()).then(() => sentencesFor({ code: "WAIT", params: { seconds: 40 } }));
  assert.deepEqual(soon, { zh: "请等 40 秒再试。", en: "Please wait 40 seconds and try again." });
  await asked(phone, start + 60 * minute);
});

test("what was sent is not kept: neither the code that arrived nor the one that never will", async () => {
  const { db } = connection;
  const [arrived, given] = [freshNumber(), freshNumber()];
  const kept = async (address: string) =>
    (await db.select().from(notification).where(eq(notification.address, address)))[0]!.payload.code;
  await asked(arrived);
  await asked(given);
  const texts: string[] = [];
  const carriers: Carriers = {
    sms: async ({ address, payload }) => {
      if (address === given) throw new GaveUp("no such number");
      if (address === arrived) texts.push(payload.code!);
    },
    push: async () => "nobody",
  };
  await deliverDue(db, carriers, new Date(start + minute));
  assert.match(texts.join(), /^\d{6}$/);
  assert.deepEqual([await kept(arrived), await kept(given)], ["", ""]);
});

test("whoever signs in by code is known by both names that they have", async () => {
  const { db } = connection;
  const phone = freshNumber();
  const who = { id: randomUUID(), name: "李安娜", nameLatin: "Anna Li", phone, locale: "zh" as const };
  await db.insert(person).values({ ...who, createdAt: new Date(start) });
  const { requestId, code } = await asked(phone);
  const answer = await signInByCode(db, { phone, requestId, code, locale: "zh" }, new Date(start + minute));
  assert.ok(!isRefusal(answer));
  const actor = await actorOfSession(answer.sessionId, new Date(start + 2 * minute));
  const me = await getMe.run({ actor, db, now: new Date(start) }, {});
  assert.deepEqual([me.name, me.nameLatin], ["李安娜", "Anna Li"]);
});
