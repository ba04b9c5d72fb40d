import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { alarm } from "#db/schema/alarm.ts";
import { dangerReport } from "#db/schema/dangerReport.ts";
import { command, event, eventWords, notification } from "#db/schema/event.ts";
import { place } from "#db/schema/place.ts";
import { placeCode } from "#db/schema/placeCode.ts";
import { ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { testSettings } from "../../testing/settings.ts";
import { anonymous, makeWorld, type World } from "../../testing/world.ts";
import { holderOf } from "../link/open.ts";
import { hashOf } from "../link/secret.ts";
import { labelSecret } from "../placeCode/secret.ts";
import { toTicket } from "../ticket/load.ts";
import { sameFor } from "./join.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  testSettings({ reportsPerMinute: 1, reportsPerDay: 1 });
  connection = await testDatabase();
});
test.beforeEach(async () => {
  world = await makeWorld(connection);
});
after(() => connection.drop());

type Input = Parameters<ReturnType<typeof door>["danger"]["report"]>[0]["input"];
const door = (actor: Actor, now = new Date(), peer: string = randomUUID()) =>
  callApi({ actor, now, db: connection.db, requestId: "test", peer });

type Way = { by?: Actor; key?: string; now?: Date; peer?: string };
function tell(input: Partial<Input>, { by = anonymous, key = randomUUID(), now, peer }: Way = {}) {
  return door(by, now, peer).danger.report({ key, input: { danger: "trapped", ...input } as Input });
}
const rowOf = async (ticketId: string) =>
  (await connection.db.select().from(ticket).where(eq(ticket.id, ticketId)))[0]!;
const storyOf = (ticketId: string) =>
  connection.db.select().from(event).where(eq(event.ticketId, ticketId)).orderBy(asc(event.ticketVersion));
const behind = async (link: string) => {
  const holder = await holderOf(connection.db, link.slice("/t/".length), new Date());
  assert.ok(holder);
  return { holder, caller: door(holder) };
};

async function refused(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "none";
  } catch (error) {
    const { code, field } = refusalOf(error as Parameters<typeof refusalOf>[0]);
    return field === undefined ? code : `${code} ${field}`;
  }
}

test("nobody has to sign in: a tap opens a ticket of urgency 1 that rings, with a link that opens it", async () => {
  const told = await tell({ placeId: world.places.lift, phone: "13800138000", words: "三个人" });
  assert.match(told.number, /-\d{6}-001$/);
  assert.equal(told.joined, false);
  const row = await rowOf(told.ticketId);
  assert.equal(row.urgency, 1);
  assert.equal(row.faultCode, "lift-trapped");
  assert.equal(row.source, "portal");
  assert.equal(row.reporterId, null);
  assert.equal(row.contactPhone, "+8613800138000");
  const raised = await connection.db.select().from(alarm).where(eq(alarm.ticketId, told.ticketId));
  assert.ok(raised.some(({ kind, clearedAt }) => kind === "danger" && clearedAt === null));
  const [first] = await storyOf(told.ticketId);
  assert.deepEqual(
    [first?.type, first?.actor.kind, first?.data.danger],
    ["reported", "anonymous", "trapped"],
  );
  const { caller } = await behind(told.link);
  assert.equal((await caller.ticket.get({ ticketId: told.ticketId })).description, "三个人");
  await caller.ticket.add({ key: randomUUID(), input: { ticketId: told.ticketId, words: "四个人" } });
  const kept = JSON.stringify(await connection.db.select().from(command));
  assert.ok(!kept.includes(told.link.slice(3)), "the database keeps no secret");
});

test("the same submission twice is one report and one link", async () => {
  const key = randomUUID();
  const input = { placeId: world.places.lift };
  const [first, again, also] = await Promise.all([
    tell(input, { key }),
    tell(input, { key }),
    tell(input, { key }),
  ]);
  assert.deepEqual([again, also], [first, first]);
  assert.equal((await storyOf(first.ticketId)).length, 1);
});

test("a neighbour's report joins: counted, added, and shown nothing that is the first reporter's", async () => {
  const first = await tell({ placeId: world.places.lift, phone: "13800138001", words: "我妈在里面" });
  const second = await tell({ placeId: world.places.lift, phone: "13800138009", words: "还有小孩" });
  const third = await tell({ placeId: world.places.lift, phone: "13800138002", words: "听到敲门" });
  assert.deepEqual([second.number, third.number], [first.number, first.number]);
  assert.deepEqual([second.joined, third.joined], [true, true]);
  const row = await rowOf(first.ticketId);
  assert.equal(row.households, 3);
  const story = await storyOf(first.ticketId);
  assert.deepEqual(
    story.map((each) => each.type),
    ["reported", "followed", "followed"],
  );
  const folded = story.reduce<Ticket | null>(
    (so, each) => evolve(so, { ...each, ticketId: first.ticketId }),
    null,
  );
  assert.deepEqual(folded, toTicket(row));
  const [words] = await connection.db
    .select()
    .from(eventWords)
    .where(and(eq(eventWords.siteId, world.siteId), eq(eventWords.seq, story[2]!.seq)));
  assert.equal(words?.words, "听到敲门\n13800138002");

  const { caller, holder } = await behind(third.link);
  assert.equal(holder.onlooker, true);
  const seen = await caller.ticket.get({ ticketId: first.ticketId });
  assert.equal(seen.follows, true);
  assert.equal(seen.description, "");
  for (const secret of ["我妈", "小孩", "13800138001", "敲门"])
    assert.ok(!JSON.stringify(seen).includes(secret), secret);
  const ticketId = first.ticketId;
  const key = randomUUID();
  const attempts = await Promise.all([
    refused(caller.ticket.cancel({ key, input: { ticketId, version: row.version, reason: "mistake" } })),
    refused(caller.ticket.add({ key, input: { ticketId, words: "x" } })),
    refused(caller.ticket.urge({ key, input: { ticketId } })),
  ]);
  assert.deepEqual(attempts, ["NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]);
});

test("who told first and is unknown does not call a danger off for others; the desk may", async () => {
  const first = await tell({ placeId: world.places.lift });
  const { caller } = await behind(first.link);
  await tell({ placeId: world.places.lift, words: "还在里面" });
  const { ticketId } = first;
  const cancel = (by: typeof caller) =>
    refused(by.ticket.cancel({ key: randomUUID(), input: { ticketId, version: 2, reason: "mistake" } }));
  assert.equal(await cancel(caller), "NOT_ALLOWED");
  assert.equal(await cancel(door(world.dispatcher)), "none");
});

test("the same number again is not another household, and typing somebody's number opens nothing of theirs", async () => {
  const first = await tell({ placeId: world.places.lift, phone: "13800138003" });
  const again = await tell({ placeId: world.places.lift, phone: "138 0013 8003", words: "又停了" });
  assert.equal((await rowOf(first.ticketId)).households, 1);
  const { holder } = await behind(again.link);
  assert.equal(holder.onlooker, true);
});

test("two in the same moment are one ticket", async () => {
  const both = await Promise.all([
    tell({ placeId: world.places.lift }),
    tell({ placeId: world.places.lift }),
  ]);
  assert.equal(both[0].number, both[1].number);
  assert.deepEqual(both.map((each) => each.joined).sort(), [false, true]);
});

test("another danger, another place, ten minutes later, or after the end: a ticket of its own", async () => {
  const now = new Date();
  const lift = { placeId: world.places.lift };
  const first = await tell(lift, { now });
  const later = await tell(lift, { now: new Date(now.getTime() + sameFor + 1_000) });
  assert.notEqual(later.ticketId, first.ticketId);
  const at = new Date(now.getTime() + sameFor + 2_000);
  const elsewhere = await tell({ siteId: world.siteId, placeWords: "3栋2单元电梯" }, { now: at });
  assert.notEqual(elsewhere.ticketId, later.ticketId);
  await connection.db.update(ticket).set({ status: "cancelled" }).where(eq(ticket.id, later.ticketId));
  const anew = await tell(lift, { now: at });
  assert.notEqual(anew.ticketId, later.ticketId);
});

test("in words: kept against the building that they name, the same words join, no words never do", async () => {
  const first = await tell({ siteId: world.siteId, placeWords: "3栋 2单元，东边电梯" });
  const again = await tell({ siteId: world.siteId, placeWords: "３栋2单元东边电梯" });
  const other = await tell({ siteId: world.siteId, placeWords: "3栋1单元的电梯" });
  assert.equal(again.ticketId, first.ticketId);
  assert.notEqual(other.ticketId, first.ticketId);
  const row = await rowOf(first.ticketId);
  const [at] = await connection.db.select().from(place).where(eq(place.id, row.placeId));
  assert.deepEqual([at?.kind, at?.buildingId], ["elsewhere", world.buildingId]);
  assert.deepEqual(row.plate.zh, { building: "3栋", spot: "位置见文字" });
  assert.equal(row.placeWords, "3栋 2单元，东边电梯");
  const silent = await Promise.all([tell({ siteId: world.siteId }), tell({ siteId: world.siteId })]);
  assert.notEqual(silent[0].ticketId, silent[1].ticketId);
  const moved = await door(world.dispatcher).ticket.correct({
    key: randomUUID(),
    input: { ticketId: first.ticketId, version: row.version, reason: "misheard", placeId: world.places.lift },
  });
  assert.equal(moved.ticketId, first.ticketId);
  assert.equal((await rowOf(first.ticketId)).placeId, world.places.lift);
  const after = await tell({ siteId: world.siteId, placeWords: "3栋2单元东边电梯" });
  assert.equal(after.ticketId, first.ticketId, "the desk found the place; the words still lead there");
});

test("a label vouches for a home; without it a home is nobody's to name", async () => {
  const id = randomUUID();
  const secret = labelSecret(id);
  await connection.db
    .insert(placeCode)
    .values({ id, placeId: world.places.otherHome, secretHash: hashOf(secret), createdAt: new Date() });
  const home = { placeId: world.places.otherHome };
  assert.equal(await refused(tell(home)), "NOT_FOUND placeId");
  const scanned = await tell({ ...home, placeCode: secret });
  assert.equal((await rowOf(scanned.ticketId)).source, "qr");
  const words = await tell({ ...home, siteId: world.siteId, placeWords: "1702" });
  assert.notEqual((await rowOf(words.ticketId)).placeId, world.places.otherHome);
});

test("whoever is signed in goes the same way: their name, their home, their household once", async () => {
  const own = await tell({ placeId: world.places.ownHome }, { by: world.owner });
  const row = await rowOf(own.ticketId);
  assert.equal(row.reporterId, world.owner.personId);
  const again = await tell({ placeId: world.places.ownHome, words: "更浓了" }, { by: world.owner });
  assert.equal(again.ticketId, own.ticketId);
  assert.equal((await rowOf(own.ticketId)).households, 1);
  const lift = await tell({ placeId: world.places.lift });
  await tell({ placeId: world.places.lift }, { by: world.neighbour });
  await tell({ placeId: world.places.lift }, { by: world.neighbour });
  assert.equal((await rowOf(lift.ticketId)).households, 2);
  const mine = await door(world.neighbour).ticket.mine({});
  assert.ok(mine.some((each) => each.id === lift.ticketId && each.follows));
  const staff = await tell({ placeId: world.places.lift }, { by: world.technician });
  assert.equal(staff.ticketId, lift.ticketId);
});

test("a hundred from one address: none is refused, the desk is told, the board is not flooded", async () => {
  const peer = randomUUID();
  const sent = [];
  for (let n = 0; n < 100; n++)
    sent.push(await tell({ siteId: world.siteId, placeWords: `第${n}个地方` }, { peer }));
  const tickets = new Set(sent.map((each) => each.ticketId));
  assert.equal(tickets.size, 30);
  const last = await rowOf(sent.at(-1)!.ticketId);
  assert.ok(last.households > 1);
  const story = await storyOf(last.id);
  assert.equal(story.at(-1)?.data.sameAddress, 100);
  const other = await tell({ siteId: world.siteId, placeWords: "别处" });
  assert.ok(!tickets.has(other.ticketId), "another address is not held up");
  const rows = await connection.db.select().from(dangerReport).where(eq(dangerReport.siteId, world.siteId));
  assert.ok(!JSON.stringify(rows).includes(peer), "the address itself is not kept");
});

test("whatever is typed, it goes through", async () => {
  const rows: Array<[Partial<Input>, placeWords: string, description: string]> = [
    [{ words: "漏".repeat(20_000) }, "", "漏".repeat(1_800)],
    [{ words: " \n\t\u200b " }, "", "电梯困人"],
    [{ words: "烟\u0000火\u202e\ud800" }, "", "烟火\ufffd"],
    [{ placeWords: "الطابق 3", words: "👨‍👩‍👧‍👦" }, "الطابق 3", "👨‍👩‍👧‍👦"],
    [{ phone: "叫我老王" }, "", "叫我老王"],
    [{ words: "<script>alert(1)</script>" }, "", "<script>alert(1)</script>"],
  ];
  for (const [input, placeWords, description] of rows) {
    const { ticketId } = await tell({ siteId: world.siteId, ...input });
    const row = await rowOf(ticketId);
    assert.deepEqual([row.placeWords, row.description], [placeWords, description]);
  }
  const lost = { siteId: randomUUID(), placeWords: "x" };
  assert.equal(await refused(tell(lost)), "REQUIRED siteId");
  assert.equal(await refused(tell({ danger: "dragons" as never, siteId: world.siteId })), "REQUIRED danger");
});

test("a number is told once per ticket, in the outbox, with a link of its own", async () => {
  const phone = `138${String(Math.random()).slice(2, 10)}`;
  const first = await tell({ placeId: world.places.lift, phone });
  await tell({ placeId: world.places.lift, phone });
  const sent = await connection.db
    .select()
    .from(notification)
    .where(eq(notification.ticketId, first.ticketId));
  assert.equal(sent.length, 1);
  const links = await connection.db
    .select()
    .from(trackingLink)
    .where(eq(trackingLink.ticketId, first.ticketId));
  assert.equal(links.filter(({ onlooker }) => onlooker).length, 1);
});

test("the number that somebody leaves who joins reaches the desk, and hears when it is over", async () => {
  const first = await tell({ placeId: world.places.lift, phone: "13800138000", words: "三个人" });
  const second = `137${String(Math.random()).slice(2, 10)}`;
  const landline = "0571-88886666转12";
  const ways = { words: "听见有人敲门", phone: second };
  await tell({ placeId: world.places.lift, ...ways });
  await tell({ placeId: world.places.lift, ...ways, words: "还在敲" });
  await tell({ placeId: world.places.lift, phone: landline });
  const words = (
    await connection.db
      .select({ words: eventWords.words })
      .from(event)
      .innerJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
      .where(and(eq(event.ticketId, first.ticketId), eq(event.type, "followed")))
      .orderBy(asc(event.seq))
  ).map((each) => each.words);
  assert.deepEqual(words, [`听见有人敲门\n${second}`, `还在敲\n${second}`, landline]);
  const heard = async () =>
    (
      await connection.db
        .select()
        .from(notification)
        .where(eq(notification.address, `+86${second}`))
        .orderBy(asc(notification.id))
    ).map(({ kind, payload }) => [kind, typeof payload.link]);
  assert.deepEqual(await heard(), [["onlooking", "string"]], "once");
  const { version, households } = await rowOf(first.ticketId);
  assert.equal(households, 3, "the same number is one caller");
  await door(world.dispatcher).ticket.cancel({
    key: randomUUID(),
    input: { ticketId: first.ticketId, version, reason: "mistake" },
  });
  assert.deepEqual(await heard(), [
    ["onlooking", "string"],
    ["followed_ended", "string"],
  ]);
});

test("signed in without a home there, whoever joins a danger hears when it is over", async () => {
  const first = await tell({ placeId: world.places.lift });
  const elsewhere = await makeWorld(connection);
  await tell({ placeId: world.places.lift }, { by: elsewhere.owner });
  const { version } = await rowOf(first.ticketId);
  await door(world.dispatcher).ticket.cancel({
    key: randomUUID(),
    input: { ticketId: first.ticketId, version, reason: "mistake" },
  });
  const heard = await connection.db
    .select()
    .from(notification)
    .where(eq(notification.personId, elsewhere.owner.personId))
    .orderBy(asc(notification.id));
  assert.deepEqual(
    heard.map(({ kind }) => kind),
    ["onlooking", "followed_ended"],
  );
});
