import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { notification } from "#db/schema/event.ts";
import { householdEvent, householdInvitation } from "#db/schema/household.ts";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { photo } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { invitesPerHour, mostPending } from "../../domain/household/invitation.ts";
import { Refused } from "../../domain/refusal.ts";
import { testSettings } from "../../testing/settings.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { onPerson } from "../doorbell.ts";
import { perform } from "../operation.ts";
import { viewPhoto } from "../photo/view.ts";
import type { addToHome } from "./add.ts";
import { acceptInvitation } from "./answer.ts";
import { endHousehold } from "./change.ts";
import { inviteToHome } from "./invite.ts";

type Resident = Extract<Actor, { kind: "resident" }>;
let connection: Connection & { drop(): Promise<void> };
let world: World;
let homeId: string;
let owner: Resident;

before(async () => {
  testSettings();
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

/** Each test has a home and an owner of its own. */
beforeEach(async () => {
  const [like] = await connection.db.select().from(place).where(eq(place.id, world.places.ownHome));
  homeId = randomUUID();
  await connection.db.insert(place).values({ ...like!, id: homeId, searchKey: homeId });
  owner = await world.resident("业主", number(), homeId);
});

let counter = 0;
const number = () => `+86137${String(10_000_000 + counter++)}`;
const callerOf = (actor: Actor, now = new Date()) =>
  callApi({ actor, now, db: connection.db, requestId: "test", peer: randomUUID() });
const send = <Input>(input: Input) => ({ key: randomUUID(), input });

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "none";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    return refusalOf(error as Parameters<typeof refusalOf>[0]).code;
  }
}

/** Somebody with a number and no home. */
async function stranger(name = "客人"): Promise<Resident & { phone: string }> {
  const phone = number();
  const visitor = await world.resident(name, phone, world.places.lift);
  await connection.db.delete(household).where(eq(household.personId, visitor.personId));
  return { ...visitor, phone };
}
async function invited(
  by: Actor,
  phone: string,
  more: Partial<{ relation: "owner" | "tenant" | "family"; decidesMoney: boolean }> = {},
) {
  const input = { placeId: homeId, phone, relation: "family" as const, decidesMoney: false, ...more };
  return (await callerOf(by).household.invite(send(input))).invitationId;
}
async function joined(relation: "owner" | "tenant" | "family" = "family", decidesMoney = false) {
  const who = await stranger();
  const invitationId = await invited(owner, who.phone, { relation, decidesMoney });
  const { householdId } = await callerOf(who).household.accept(send({ invitationId }));
  return { who, householdId };
}
const story = (placeId = homeId) =>
  connection.db
    .select()
    .from(householdEvent)
    .where(eq(householdEvent.placeId, placeId))
    .orderBy(asc(householdEvent.at), asc(householdEvent.id));
const report = (by: Actor, now = new Date(), placeId = homeId) =>
  callerOf(by, now).ticket.report(
    send({ placeId, faultCode: "tap-drips", urgency: 3, description: "滴水", contactName: "" }),
  );
const relationOf = async (personId: string) => {
  const [row] = await connection.db
    .select()
    .from(household)
    .where(and(eq(household.placeId, homeId), eq(household.personId, personId), isNull(household.until)));
  return row;
};

test("an owner asks somebody in by number, who accepts, and all of it is written down", async () => {
  const who = await stranger("李芳");
  const rung = new Set<string>();
  const stop = onPerson((personId) => void rung.add(personId));
  const invitationId = await invited(owner, who.phone, { relation: "tenant" });
  assert.ok(rung.has(who.personId), "whoever is asked sees it at once");
  const [message] = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.address, who.phone), eq(notification.kind, "home_invited")));
  assert.equal(message?.payload.path, "/homes");
  assert.equal(message?.payload.by, "业主");
  const asked = await callerOf(who).household.list({});
  assert.equal(asked.homes.length, 0);
  assert.deepEqual(
    asked.invitations.map((each) => [each.id, each.relation, each.decidesMoney, each.by]),
    [[invitationId, "tenant", "no", "业主"]],
  );
  const key = randomUUID();
  const first = await callerOf(who).household.accept({ key, input: { invitationId } });
  assert.deepEqual(await callerOf(who).household.accept({ key, input: { invitationId } }), first);
  stop();
  assert.ok(rung.has(owner.personId));
  const after = await callerOf(owner).household.list({});
  assert.deepEqual(
    after.homes[0]?.people.map((each) => [each.name, each.relation, each.rights.money, each.me]),
    [
      ["业主", "owner", true, true],
      ["李芳", "tenant", false, false],
    ],
  );
  assert.ok(!JSON.stringify(after).includes(who.phone), "a whole number is nobody's to read");
  const theirs = await callerOf(who).household.list({});
  assert.equal(theirs.homes[0]?.people[0]?.phone, null, "a tenant sees no number of the owner");
  assert.deepEqual(
    (await story()).map((each) => [each.type, each.actor.id, each.personId]),
    [
      ["invited", owner.personId, who.personId],
      ["accepted", who.personId, who.personId],
    ],
  );
  const joinedNews = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.personId, owner.personId), eq(notification.kind, "home_accepted")));
  assert.equal(joinedNews.length, 1);
});

test("what was written about a home can not be changed", async () => {
  await invited(owner, number());
  await assert.rejects(
    connection.db.update(householdEvent).set({ reason: "x" }).where(eq(householdEvent.placeId, homeId)),
  );
  await assert.rejects(connection.db.delete(householdEvent).where(eq(householdEvent.placeId, homeId)));
});

test("bad invitations are refused at the number, each with its own word", async () => {
  const { who } = await joined();
  const [self] = await connection.db.select().from(person).where(eq(person.id, owner.personId));
  const pending = number();
  await invited(owner, pending);
  const table: Array<[string, string]> = [
    ["abc", "PHONE"],
    ["", "REQUIRED"],
    ["021-55501234", "PHONE"],
    [self!.phone!, "OWN_NUMBER"],
    [who.phone, "IN_HOME"],
    [pending, "INVITED_ALREADY"],
    [pending.replace("+86", "0086 "), "INVITED_ALREADY"],
  ];
  for (const [phone, code] of table) assert.equal(await codeOf(invited(owner, phone)), code, phone);
  assert.equal(await codeOf(invited(world.neighbour, number())), "NOT_FOUND");
  assert.equal(await codeOf(invited(who, number())), "NOT_ALLOWED");
});

test("ten invitations may wait, and a sender who sends many has to wait", async () => {
  const start = Date.now() - 86_400_000 * 2;
  const at = (minute: number) => as(owner, connection, new Date(start + minute * 60_000));
  const ask = (minute: number, phone = number()) =>
    perform(
      inviteToHome,
      at(minute),
      { placeId: homeId, phone, relation: "family", decidesMoney: false },
      randomUUID(),
    );
  for (let index = 0; index < invitesPerHour; index++) await ask(index);
  assert.equal(await codeOf(ask(10)), "WAIT");
  for (let index = 0; index < mostPending - invitesPerHour; index++) await ask(120 + index);
  assert.equal(await codeOf(ask(300)), "INVITE_LIMIT");
  const [one] = await connection.db
    .select()
    .from(householdInvitation)
    .where(eq(householdInvitation.placeId, homeId))
    .limit(1);
  await callerOf(owner).household.takeBack(send({ invitationId: one!.id }));
  await ask(301);
  assert.equal((await story()).filter((each) => each.type === "taken_back").length, 1);
});

test("an invitation is for its number alone, once, and not after it ran out or its sender may not any more", async () => {
  const [who, other] = [await stranger(), await stranger()];
  const invitationId = await invited(owner, who.phone);
  assert.equal(await codeOf(callerOf(other).household.accept(send({ invitationId }))), "NOT_FOUND");
  const later = new Date(Date.now() + 15 * 86_400_000);
  assert.equal(await codeOf(callerOf(who, later).household.accept(send({ invitationId }))), "NOT_FOUND");
  await callerOf(who).household.decline(send({ invitationId }));
  assert.equal(await codeOf(callerOf(who).household.accept(send({ invitationId }))), "NOT_FOUND");
  const second = await joined("owner");
  const orphan = await invited(second.who, who.phone);
  await callerOf(owner).household.end(send({ householdId: second.householdId, reason: "sold" }));
  assert.equal(await codeOf(callerOf(who).household.accept(send({ invitationId: orphan }))), "NOT_FOUND");
  const trusted = await joined();
  const { householdId } = trusted;
  await callerOf(owner).household.change(send({ householdId, rights: { invite: true } }));
  assert.equal(await codeOf(invited(trusted.who, number(), { relation: "tenant" })), "NOT_ALLOWED");
  const shaky = await invited(trusted.who, who.phone);
  await callerOf(owner).household.change(send({ householdId, rights: { invite: false } }));
  assert.equal(await codeOf(callerOf(who).household.accept(send({ invitationId: shaky }))), "STATE");
});

test("somebody without a name says it on joining", async () => {
  const who = await stranger("");
  const invitationId = await invited(owner, who.phone);
  assert.equal((await callerOf(who).household.list({})).nameless, true);
  assert.equal(await codeOf(callerOf(who).household.accept(send({ invitationId }))), "REQUIRED");
  await callerOf(who).household.accept(send({ invitationId, name: "周舟" }));
  const { homes } = await callerOf(owner).household.list({});
  assert.ok(homes[0]?.people.some((each) => each.name === "周舟"));
});

test("the owner says who decides about money, nobody else does, and an owner always does", async () => {
  const { who, householdId } = await joined();
  const change = (by: Actor, whom: string, money: boolean) =>
    callerOf(by).household.change(send({ householdId: whom, rights: { money } }));
  await change(owner, householdId, true);
  assert.equal((await relationOf(who.personId))?.decidesMoney, "yes");
  const [changed] = (await story()).slice(-1);
  assert.equal(changed?.type, "changed");
  assert.deepEqual(changed?.data.after, { report: true, follow: true, money: true, invite: false });
  assert.equal(await codeOf(change(who, householdId, false)), "NOT_FOUND");
  const mine = await relationOf(owner.personId);
  assert.equal(await codeOf(change(owner, mine!.id, false)), "LAST_MONEY");
});

test("a report of one is seen by the others of the home and told to them, and by nobody else", async () => {
  const { who: tenant } = await joined("tenant");
  const elsewhere = await world.resident("邻居", number(), world.places.otherHome);
  const { ticketId, number: ticketNumber } = await report(owner);
  const mine = await callerOf(tenant).ticket.mine({});
  assert.deepEqual(
    mine.map((each) => [each.id, each.by?.name]),
    [[ticketId, "业主"]],
  );
  const seen = await callerOf(tenant).ticket.get({ ticketId });
  assert.equal(seen.follows, false);
  assert.equal(seen.isReporter, false);
  const [self] = await connection.db.select().from(person).where(eq(person.id, owner.personId));
  assert.ok(!JSON.stringify([mine, seen]).includes(self!.phone!));
  assert.equal(await codeOf(callerOf(elsewhere).ticket.get({ ticketId })), "NOT_FOUND");
  assert.equal((await callerOf(elsewhere).ticket.mine({})).length, 0);
  const news = async () =>
    (await connection.db.select().from(notification).where(eq(notification.address, tenant.phone))).filter(
      (each) => each.ticketId === ticketId,
    );
  assert.deepEqual(
    (await news()).map((each) => [each.kind, each.payload.number]),
    [["home_registered", ticketNumber]],
  );
  assert.ok(
    (await news()).every((each) => each.payload.link === undefined),
    "the secret link is the reporter's",
  );
  await callerOf(owner).ticket.cancel(send({ ticketId, version: 1, reason: "mistake" }));
  assert.ok((await news()).some((each) => each.kind === "home_cancelled"));
});

test("nobody sees what was reported before they came, nor anything of the home once they left", async () => {
  const before = await report(owner, new Date(Date.now() - 60_000));
  const { who, householdId } = await joined("tenant");
  const during = await report(owner);
  const own = await report(who);
  const photoId = randomUUID();
  await connection.db.insert(photo).values({
    id: photoId,
    sentHash: randomUUID(),
    uploaderId: owner.personId,
    ticketId: during.ticketId,
    kind: "report",
    width: 10,
    height: 10,
    bytes: 10,
    uploadedAt: new Date(),
  });
  const sees = async (ticketId: string) => (await codeOf(callerOf(who).ticket.get({ ticketId }))) === "none";
  const picture = () => codeOf(viewPhoto(as(who, connection), photoId, 320));
  const similar = async () =>
    (
      await callerOf(who).ticket.similar({ placeId: homeId, faultCode: "tap-drips", words: "滴水" })
    ).similar.map((each) => each.ticketId);
  assert.deepEqual(
    [await sees(before.ticketId), await sees(during.ticketId), await picture()],
    [false, true, "none"],
  );
  assert.ok(!(await similar()).includes(before.ticketId));
  assert.ok((await similar()).includes(during.ticketId));
  await callerOf(owner).household.end(send({ householdId, reason: "moved_out" }));
  const after = await report(owner);
  assert.deepEqual(
    [await sees(during.ticketId), await sees(after.ticketId), await picture()],
    [false, false, "NOT_FOUND"],
  );
  assert.equal(await sees(own.ticketId), true, "their own report stays theirs");
  assert.deepEqual(
    (await callerOf(who).ticket.mine({})).map((each) => each.id),
    [own.ticketId],
  );
  assert.equal(await codeOf(report(who)), "NOT_FOUND");
  const [ended] = (await story()).slice(-1);
  assert.deepEqual([ended?.type, ended?.reason, ended?.actor.id], ["ended", "moved_out", owner.personId]);
  const [kept] = await connection.db.select().from(household).where(eq(household.id, householdId));
  assert.ok(kept?.until, "the relation stays as history");
  const told = await connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.address, who.phone), eq(notification.kind, "home_ended")));
  assert.equal(told.length, 1);
});

test("whoever may not follow or report at the home does not", async () => {
  const { who, householdId } = await joined();
  await callerOf(owner).household.change(send({ householdId, rights: { follow: false, report: false } }));
  const { ticketId } = await report(owner);
  assert.equal(await codeOf(callerOf(who).ticket.get({ ticketId })), "NOT_FOUND");
  assert.equal(await codeOf(report(who)), "NOT_FOUND");
  assert.equal((await callerOf(who).place.choices({})).homes.length, 0);
});

test("anybody may leave, but the last owner stays", async () => {
  const { who, householdId } = await joined("tenant");
  const mine = await relationOf(owner.personId);
  const end = (by: Actor, whom: string) =>
    callerOf(by).household.end(send({ householdId: whom, reason: "moved_out" }));
  assert.equal(await codeOf(end(who, mine!.id)), "NOT_FOUND");
  assert.equal(await codeOf(end(owner, mine!.id)), "LAST_OWNER");
  assert.equal(await codeOf(end(world.operator, mine!.id)), "LAST_OWNER");
  await end(who, householdId);
  assert.equal(await codeOf(end(who, householdId)), "NOT_FOUND");
});

test("two owners end each other at once: one stays", async () => {
  const second = await joined("owner", true);
  const mine = await relationOf(owner.personId);
  const end = (by: Actor, householdId: string) =>
    codeOf(
      perform(endHousehold, as(by, connection), { householdId, reason: "sold", words: "" }, randomUUID()),
    );
  const said = await Promise.all([end(owner, second.householdId), end(second.who, mine!.id)]);
  assert.deepEqual(said.sort(), ["NOT_FOUND", "none"]);
  const left = await connection.db
    .select()
    .from(household)
    .where(and(eq(household.placeId, homeId), isNull(household.until)));
  assert.equal(left.length, 1);
});

test("an invitation accepted twice at once makes one relation", async () => {
  const who = await stranger();
  const invitationId = await invited(owner, who.phone);
  const accept = () =>
    codeOf(perform(acceptInvitation, as(who, connection), { invitationId, name: "" }, randomUUID()));
  assert.deepEqual((await Promise.all([accept(), accept()])).sort(), ["NOT_FOUND", "none"]);
});

test("the desk enters and ends people with a reason, known or not, at its own sites", async () => {
  const who = await stranger("孙悦");
  const add = (by: Actor, more: Partial<Parameters<typeof addToHome.run>[1]> = {}) =>
    callerOf(by).household.add(
      send({
        placeId: homeId,
        phone: who.phone,
        relation: "tenant" as const,
        decidesMoney: false,
        reason: "moved_in" as const,
        ...more,
      }),
    );
  assert.equal(await codeOf(add(world.operator, { reason: "other" })), "REQUIRED");
  assert.equal(
    await codeOf(add(world.operator, { phone: number() })),
    "REQUIRED",
    "a new number needs a name",
  );
  const { householdId } = await add(world.operator);
  assert.equal(await codeOf(add(world.operator)), "IN_HOME");
  await add(world.admin, { phone: number(), name: "新租客", reason: "other", words: "前台登记" });
  const here = await callerOf(world.operator).household.people({ placeId: homeId });
  assert.deepEqual(
    here.people.map((each) => each.name),
    ["业主", "孙悦", "新租客"],
  );
  await callerOf(world.operator).household.end(send({ householdId, reason: "moved_out" }));
  assert.deepEqual(
    (await story()).map((each) => [each.type, each.actor.role, each.reason, each.words]),
    [
      ["added", "operator", "moved_in", ""],
      ["added", "admin", "other", "前台登记"],
      ["ended", "operator", "moved_out", ""],
    ],
  );
});
