import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { photo, ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { type OperationName, policy } from "../../domain/access/policy.ts";
import { testSettings } from "../../testing/settings.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { holderOf, linkDaysAfterEnd } from "./open.ts";
import { secretOf } from "./secret.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  testSettings();
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const said = {
  placeWords: "",
  faultCode: "tap-drips",
  urgency: 3 as const,
  description: "滴水",
  photoIds: [],
};
type Holder = Extract<Actor, { kind: "link" }>;

/** A report, and whoever holds the link in the message about it. */
async function reported(by: Actor = world.owner, more: Partial<Parameters<typeof tell>[0]> = {}) {
  const { ticketId } = await tell({ placeId: world.places.ownHome, contactName: "", ...said, ...more }, by);
  const [message] = await connection.db
    .select()
    .from(notification)
    .where(eq(notification.ticketId, ticketId));
  const linkId = message?.payload.link ?? "";
  const holder = (await holderOf(connection.db, secretOf(linkId), new Date())) as Holder;
  return { ticketId, linkId, holder };
}
const tell = (input: Parameters<typeof reportRepair.run>[1], by: Actor) =>
  perform(reportRepair, as(by, connection), input, randomUUID());

const callerOf = (actor: Actor) =>
  callApi({ actor, now: new Date(), db: connection.db, requestId: "test", peer: randomUUID() });

async function refusalOfCall(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "none";
  } catch (error) {
    return refusalOf(error as Parameters<typeof refusalOf>[0]).code;
  }
}

test("the message about a report carries a link that opens that ticket, and the database keeps no secret", async () => {
  const { ticketId, linkId, holder } = await reported();
  assert.equal(holder.ticketId, ticketId);
  assert.equal(holder.personId, world.owner.personId);
  const [row] = await connection.db.select().from(trackingLink).where(eq(trackingLink.id, linkId));
  const [message] = await connection.db
    .select()
    .from(notification)
    .where(eq(notification.ticketId, ticketId));
  const secret = secretOf(linkId);
  assert.match(secret, /^[A-Za-z0-9_-]{22}$/);
  assert.ok(!JSON.stringify([row, message]).includes(secret));
  const seen = await callerOf(holder).ticket.get({ ticketId });
  assert.equal(seen.description, said.description);
  assert.equal(seen.place.note, "");
});

test("every later message to that number carries the same link", async () => {
  const { ticketId, linkId } = await reported();
  await perform(
    assignTechnician,
    as(world.dispatcher, connection),
    { ticketId, version: 1, technicianId: world.technician.personId },
    randomUUID(),
  );
  const all = await connection.db.select().from(notification).where(eq(notification.ticketId, ticketId));
  const sent = all.filter((message) => message.personId !== world.technician.personId);
  assert.ok(sent.length >= 2);
  for (const message of sent) assert.equal(message.payload.link, linkId);
});

test("the desk sends the same link again: once a minute, and only where messages arrive", async () => {
  const { ticketId, linkId } = await reported();
  const again = (ticket = ticketId) =>
    callerOf(world.operator).ticket.sendLink({ key: randomUUID(), input: { ticketId: ticket } });
  const sent = await again();
  assert.match(sent.to, /\*{4}\d{4}$/);
  const messages = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.ticketId, ticketId), eq(notification.kind, "link")));
  assert.equal(messages.length, 1);
  assert.equal(messages[0]?.payload.link, linkId);
  const [last] = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.ticketVersion, sent.version)));
  assert.equal(last?.type, "link_sent");
  assert.equal(await refusalOfCall(again()), "WAIT");
  const landline = await reported(world.operator, { contactName: "门卫", contactPhone: "057188886666" });
  assert.equal(landline.linkId, "", "a landline was sent nothing");
  assert.equal(await refusalOfCall(again(landline.ticketId)), "NO_MOBILE");
});

test("whoever holds it adds, urges and cancels there, each as an event of theirs", async () => {
  const { ticketId, holder } = await reported();
  const caller = callerOf(holder);
  const photoId = randomUUID();
  await connection.db.insert(photo).values({
    id: photoId,
    sentHash: randomUUID(),
    uploaderId: holder.linkId,
    width: 10,
    height: 10,
    bytes: 10,
    uploadedAt: new Date(),
  });
  const added = await caller.ticket.add({
    key: randomUUID(),
    input: { ticketId, words: "水更大了", photoIds: [photoId] },
  });
  await caller.ticket.urge({ key: randomUUID(), input: { ticketId } });
  await caller.ticket.cancel({
    key: randomUUID(),
    input: { ticketId, version: added.version + 1, reason: "mistake" },
  });
  const story = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(
    story.map((e) => [e.type, e.actor.kind]),
    [
      ["reported", "resident"],
      ["added", "link"],
      ["urged", "link"],
      ["cancelled", "link"],
    ],
  );
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.equal(row?.photos, 1);
  assert.equal(row?.description, said.description, "what was first said stays");
  assert.equal(
    await refusalOfCall(caller.ticket.add({ key: randomUUID(), input: { ticketId, words: "x" } })),
    "STATE",
  );
});

test("nothing added is refused at the words, and a photo of somebody else is not found", async () => {
  const { ticketId, holder } = await reported();
  const add = (input: { words: string; photoIds?: string[] }) =>
    refusalOfCall(callerOf(holder).ticket.add({ key: randomUUID(), input: { ticketId, ...input } }));
  assert.equal(await add({ words: " \u200b " }), "REQUIRED");
  const photoId = randomUUID();
  await connection.db.insert(photo).values({
    id: photoId,
    sentHash: randomUUID(),
    uploaderId: world.neighbour.personId,
    width: 10,
    height: 10,
    bytes: 10,
    uploadedAt: new Date(),
  });
  assert.equal(await add({ words: "x", photoIds: [photoId] }), "NOT_FOUND");
  const [kept] = await connection.db
    .select({ ticketId: photo.ticketId })
    .from(photo)
    .where(and(eq(photo.id, photoId)));
  assert.equal(kept?.ticketId, null);
});

test("a link reaches its own ticket and no operation besides those that its policy names", async () => {
  const one = await reported();
  const other = await reported();
  const caller = callerOf(one.holder);
  assert.equal(await refusalOfCall(caller.ticket.get({ ticketId: other.ticketId })), "NOT_FOUND");
  for (const verb of ["urge", "add"] as const) {
    const input = { ticketId: other.ticketId, words: "x" };
    assert.equal(await refusalOfCall(caller.ticket[verb]({ key: randomUUID(), input })), "NOT_FOUND", verb);
  }
  assert.equal(await refusalOfCall(caller.record.print({ ticketId: other.ticketId })), "NOT_FOUND");
  assert.equal(await refusalOfCall(caller.repeat.of({ ticketId: other.ticketId })), "NOT_FOUND");
  assert.equal(await refusalOfCall(caller.ticket.mine({})), "NOT_ALLOWED");
  assert.equal(await refusalOfCall(caller.session.endAll({ key: randomUUID(), input: {} })), "NOT_ALLOWED");
  const may = (Object.keys(policy) as OperationName[]).filter((name) => policy[name].link !== "no").sort();
  assert.deepEqual(may, [
    "appointment.cancel",
    "appointment.change",
    "appointment.choose",
    "appointment.slots",
    "danger.report",
    "incident.answer",
    "link.renew",
    "photo.upload",
    "photo.view",
    "place.spots",
    "quote.answer",
    "quote.of",
    "record.print",
    "repeat.of",
    "ticket.add",
    "ticket.answer",
    "ticket.cancel",
    "ticket.get",
    "ticket.keepAway",
    "ticket.survey",
    "ticket.urge",
    "ticket.wish",
  ]);
});

test("a caller whom nobody knows gets a link too, sees no name of staff, and is nobody's person", async () => {
  const phone = `+86139${String(Math.random()).slice(2, 10)}`;
  const { ticketId, holder } = await reported(world.operator, { contactName: "路人", contactPhone: phone });
  assert.equal(holder.personId, null);
  await callerOf(holder).ticket.urge({ key: randomUUID(), input: { ticketId } });
  const seen = await callerOf(holder).ticket.get({ ticketId });
  assert.equal(seen.isReporter, false);
  assert.equal(seen.entries.at(-1)?.by?.id, holder.linkId);
  assert.equal(seen.entries[0]?.by, null);
  const desk = await callerOf(world.dispatcher).board.detail({ ticketId });
  assert.equal(desk.entries.at(-1)?.by?.role, "link");
});

test("a household member's name is not shown through a link that was handed on", async () => {
  const { ticketId, holder } = await reported();
  const wife = await world.resident("李芳", "+8613900001111", world.places.ownHome);
  await callerOf(wife).ticket.urge({ key: randomUUID(), input: { ticketId } });
  const seen = await callerOf(holder).ticket.get({ ticketId });
  assert.ok(!JSON.stringify(seen).includes("李芳"));
  assert.equal(seen.entries.at(-1)?.by?.role, "resident");
});

test("wrong, revoked and long-ended links open nothing", async () => {
  const { ticketId, linkId } = await reported();
  const now = new Date();
  const opens = async (secret: unknown, at = now) => (await holderOf(connection.db, secret, at)) !== null;
  assert.equal(await opens(secretOf(linkId)), true);
  for (const wrong of [secretOf(randomUUID()), "", "x", undefined, ["x"], `${secretOf(linkId)}x`, "%00"])
    assert.equal(await opens(wrong), false, String(wrong));
  await connection.db.update(ticket).set({ closedAt: now }).where(eq(ticket.id, ticketId));
  const day = 86_400_000;
  assert.equal(await opens(secretOf(linkId), new Date(now.getTime() + (linkDaysAfterEnd - 1) * day)), true);
  assert.equal(await opens(secretOf(linkId), new Date(now.getTime() + (linkDaysAfterEnd + 1) * day)), false);
  await connection.db.update(trackingLink).set({ revokedAt: now }).where(eq(trackingLink.id, linkId));
  assert.equal(await opens(secretOf(linkId)), false);
});

test("a refusal keeps the key free, and the same addition sent twice is one", async () => {
  const { ticketId, holder } = await reported();
  const key = randomUUID();
  const input = { ticketId, words: "门铃坏了，请打电话", photoIds: [] };
  const first = await callerOf(holder).ticket.add({ key, input });
  assert.deepEqual(await callerOf(holder).ticket.add({ key, input }), first);
  const added = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "added")));
  assert.equal(added.length, 1);
});

/** What was sent to this number by the page of a dead link, oldest first. */
const linksTo = async (phone: string) =>
  (
    await connection.db
      .select()
      .from(notification)
      .where(and(eq(notification.address, phone), eq(notification.kind, "link")))
      .orderBy(asc(notification.id))
  ).map(({ payload, ticketId }) => ({ ticketId, secret: secretOf(payload.link ?? "") }));

const day = 86_400_000;

test("before a dead link its phone is sent one that opens; whether there is any, nobody is told", async () => {
  const phone = `+86139${String(Math.random()).slice(2, 10)}`;
  const { ticketId, linkId } = await reported(world.operator, { contactName: "路人", contactPhone: phone });
  const later = await reported(world.operator, { contactName: "路人", contactPhone: phone });
  const nobody = { kind: "anonymous" } as const;
  let now = Date.now();
  const ask = (secret: string, to = phone) => {
    now += 61_000;
    const from = { db: connection.db, requestId: "test", peer: randomUUID() };
    const caller = callApi({ actor: nobody, now: new Date(now), ...from });
    return caller.link.renew({ key: randomUUID(), input: { secret, phone: to } });
  };
  const opensNow = async (secret: string) =>
    (await holderOf(connection.db, secret, new Date(now)))?.ticketId ?? null;

  // The link is known and still good for the messages: the same again.
  const answer = await ask(secretOf(linkId));
  assert.deepEqual(await linksTo(phone), [{ ticketId, secret: secretOf(linkId) }]);
  // Nobody's number, and somebody else's: the same answer, and nothing is sent.
  const strange = `+86139${String(Math.random()).slice(2, 10)}`;
  assert.deepEqual(await ask(secretOf(linkId), strange), answer);
  assert.deepEqual(await linksTo(strange), []);
  // Revoked: another takes its place, and the old one stays dead.
  await connection.db.update(trackingLink).set({ revokedAt: new Date() }).where(eq(trackingLink.id, linkId));
  await ask(secretOf(linkId));
  const fresh = (await linksTo(phone)).at(-1)!;
  assert.deepEqual([await opensNow(fresh.secret), await opensNow(secretOf(linkId))], [ticketId, null]);
  // Cut by whatever carried it: the newest reports of that number.
  await ask(secretOf(linkId).slice(0, 12));
  assert.deepEqual(
    (await linksTo(phone))
      .slice(-2)
      .map((each) => each.ticketId)
      .sort(),
    [ticketId, later.ticketId].sort(),
  );
  // Ended long ago: what is asked for opens for a week more.
  await connection.db
    .update(ticket)
    .set({ closedAt: new Date(now) })
    .where(eq(ticket.id, ticketId));
  now += (linkDaysAfterEnd + 5) * day;
  assert.equal(await opensNow(fresh.secret), null);
  await ask(fresh.secret);
  const renewed = (await linksTo(phone)).at(-1)!;
  assert.equal(await opensNow(renewed.secret), ticketId);
  now += 8 * day;
  assert.equal(await opensNow(renewed.secret), null);
  const story = await connection.db.select().from(event).where(eq(event.ticketId, ticketId));
  const told = story.filter(({ type }) => type === "link_sent");
  assert.deepEqual(
    told.map(({ actor, data }) => [actor.kind, data.asked]),
    Array(4).fill(["anonymous", "page"]),
  );
});

test("links that are asked for again and again go out once a minute and five an hour, with the same answer", async () => {
  const phone = `+86139${String(Math.random()).slice(2, 10)}`;
  await reported(world.operator, { contactName: "路人", contactPhone: phone });
  const start = Date.now();
  const answers = new Set<string>();
  for (let second = 0; second < 600; second += 20)
    answers.add(
      JSON.stringify(
        await callApi({
          actor: { kind: "anonymous" },
          now: new Date(start + second * 1000),
          db: connection.db,
          requestId: "test",
          peer: randomUUID(),
        }).link.renew({ key: randomUUID(), input: { phone } }),
      ),
    );
  assert.deepEqual([...answers], [JSON.stringify({ pause: 60 })]);
  assert.equal((await linksTo(phone)).length, 5);
  const landline = callerOf({ kind: "anonymous" }).link.renew({
    key: randomUUID(),
    input: { phone: "057188886666" },
  });
  assert.equal(await refusalOfCall(landline), "PHONE");
});
