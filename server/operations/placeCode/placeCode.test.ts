import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, desc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { notification } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { placeCode } from "#db/schema/placeCode.ts";
import { ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { anonymous, makeWorld, type World } from "../../testing/world.ts";
import { holderOf } from "../link/open.ts";
import { trackingPath } from "../link/secret.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const callerOf = (actor: Actor) =>
  callApi({ actor, now: new Date(), db: connection.db, requestId: "test", peer: randomUUID() });

async function refused(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "none";
  } catch (error) {
    const { code, field } = refusalOf(error as Parameters<typeof refusalOf>[0]);
    return `${code} ${field ?? ""}`.trim();
  }
}

/** Somebody with a proved phone and no home anywhere. */
async function visitor(): Promise<Actor> {
  const personId = randomUUID();
  const phone = `+86137${String(Math.random()).slice(2, 10)}`;
  await connection.db
    .insert(person)
    .values({ id: personId, name: "", nameLatin: "", phone, createdAt: new Date() });
  return { kind: "resident", personId, sessionId: randomUUID(), name: "", locale: "zh" };
}

async function labelOf(placeId: string): Promise<string> {
  await callerOf(world.manager).placeCode.make({ key: randomUUID(), input: { placeIds: [placeId] } });
  const { places } = await callerOf(world.manager).placeCode.list({ siteId: world.siteId });
  const address = places.find((each) => each.placeId === placeId)?.code?.address ?? "";
  return address.split("/q/")[1] ?? "";
}

const report = (actor: Actor, placeId: string, secret?: string) =>
  callerOf(actor).ticket.report({
    key: randomUUID(),
    input: {
      placeId,
      faultCode: "tap-drips",
      urgency: 3,
      description: "滴水",
      ...(secret === undefined ? {} : { placeCode: secret }),
    },
  });

test("a label is made once, printed with its address, and the database holds no secret", async () => {
  const { lift } = world.places;
  const secret = await labelOf(lift);
  assert.match(secret, /^[A-Za-z0-9_-]{22}$/);
  assert.equal(await labelOf(lift), secret, "made again it is the same");
  const rows = await connection.db.select().from(placeCode).where(eq(placeCode.placeId, lift));
  assert.equal(rows.length, 1);
  assert.equal(rows[0]?.createdById, world.manager.personId);
  assert.ok(!JSON.stringify(rows).includes(secret));
  const both = await Promise.all(
    [1, 2, 3, 4].map(() =>
      callerOf(world.lead).placeCode.make({
        key: randomUUID(),
        input: { placeIds: [world.places.ownHome, world.places.otherHome] },
      }),
    ),
  );
  assert.equal(
    both.reduce((sum, { made }) => sum + made, 0),
    2,
    "four at once make one each",
  );
});

test("whoever scans sees the place and whom to call, and nothing of who lives there", async () => {
  const secret = await labelOf(world.places.ownHome);
  const seen = await callerOf(anonymous).placeCode.open({ secret });
  assert.equal(seen.place.id, world.places.ownHome);
  assert.ok(!JSON.stringify(seen).includes("王丽"));
  assert.ok(!JSON.stringify(seen).includes("阀门"));
  for (const wrong of ["", "x", "A".repeat(22), `${secret}A`, secret.toLowerCase()])
    assert.equal(
      await refused(callerOf(anonymous).placeCode.open({ secret: wrong })),
      "NOT_FOUND secret",
      wrong,
    );
});

/** A room that only staff enter. */
async function pumpRoom(): Promise<string> {
  const id = randomUUID();
  const plate = { zh: { spot: "泵房" }, en: { spot: "Pump room" } };
  await connection.db
    .insert(place)
    .values({ id, siteId: world.siteId, kind: "pump_room", plate, searchKey: "泵房" });
  return id;
}

test("without a home any public place and any place in words may be reported, no home and no staff room", async () => {
  const guest = await visitor();
  const { lift, ownHome } = world.places;
  const pumps = await pumpRoom();
  const { siteId } = world;
  assert.equal(await refused(report(guest, ownHome)), "NOT_FOUND placeId");
  assert.equal(await refused(report(guest, pumps)), "NOT_FOUND placeId");
  await report(world.owner, pumps);
  const open = await report(guest, lift);
  const spots = async (who: Actor) => {
    const found = await callerOf(who).place.spots({ siteId });
    return found.kinds.map(({ kind }) => kind).toSorted();
  };
  assert.deepEqual(await spots(guest), ["lift"]);
  assert.deepEqual(await spots(world.owner), ["lift", "pump_room"]);
  const { ticketId } = await callerOf(guest).ticket.report({
    key: randomUUID(),
    input: {
      elsewhereAt: siteId,
      placeWords: "3栋2单元1802 我家厨房",
      faultCode: "tap-drips",
      urgency: 3,
      description: "水龙头关不紧",
    },
  });
  const seen = await callerOf(guest).ticket.get({ ticketId });
  assert.deepEqual([seen.isReporter, seen.placeWords], [true, "3栋2单元1802 我家厨房"]);
  // Whoever really lives there has not been told, and the neighbours read nothing of it.
  for (const who of [world.owner, world.neighbour])
    assert.equal(await refused(callerOf(who).ticket.get({ ticketId })), "NOT_FOUND");
  assert.deepEqual(
    (await callerOf(guest).ticket.mine({})).map((one) => one.id).toSorted(),
    [open.ticketId, ticketId].toSorted(),
  );
});

test("whoever scanned a label is asked what is known there, and hears what a passer-by may know", async () => {
  const guest = await visitor();
  const { lift, ownHome } = world.places;
  const label = await labelOf(ownHome);
  const pumps = await pumpRoom();
  const pumpLabel = await labelOf(pumps);
  const stuck = await callerOf(world.owner).ticket.report({
    key: randomUUID(),
    input: { placeId: lift, faultCode: "lift-trapped", urgency: 1, description: "王丽说的：门关不上" },
  });
  await report(world.owner, ownHome);
  const ask = callerOf(guest);
  const asked = { placeId: lift, faultCode: "lift-trapped", words: "门关不上" };
  const { similar } = await ask.ticket.similar(asked);
  const like = similar.find(({ ticketId }) => ticketId === stuck.ticketId);
  assert.ok(like && like.words === "" && like.photoId === null && like.number === null);
  assert.ok(!JSON.stringify(similar).includes("王丽"));
  await ask.incident.running({ placeId: lift });
  await ask.triage.propose({ placeId: lift, words: "门关不上" });
  assert.deepEqual((await ask.repeat.offered({ ...asked })).offers, []);

  // At a home its label opens the questions, and none of the home's own reports.
  const atHome = { placeId: ownHome, faultCode: "tap-drips", words: "滴水" };
  assert.equal(await refused(ask.ticket.similar(atHome)), "NOT_FOUND placeId");
  assert.deepEqual((await ask.ticket.similar({ ...atHome, placeCode: label })).similar, []);
  assert.deepEqual((await ask.repeat.offered({ ...atHome, placeCode: label })).offers, []);
  for (const [placeId, placeCode] of [
    [ownHome, label],
    [pumps, pumpLabel],
  ] as const) {
    assert.equal(await refused(ask.incident.running({ placeId })), "NOT_FOUND placeId");
    await ask.incident.running({ placeId, placeCode });
    assert.equal(await refused(ask.triage.propose({ placeId, words: "漏水" })), "NOT_FOUND placeId");
    await ask.triage.propose({ placeId, placeCode, words: "漏水" });
  }

  // "Mine too": no household is counted, the desk hears of it once, and the link shows a follower's view.
  const follow = () => ask.ticket.follow({ key: randomUUID(), input: { ticketId: stuck.ticketId } });
  const once = await follow();
  const again = await follow();
  assert.equal(once.households, 1);
  assert.match(once.link ?? "", /^\/t\/[A-Za-z0-9_-]{22}$/);
  assert.deepEqual([again.link, again.version], [once.link, once.version]);
  const holder = await holderOf(connection.db, once.link!.slice(3), new Date());
  const seen = await callerOf(holder!).ticket.get({ ticketId: stuck.ticketId });
  assert.deepEqual([seen.follows, seen.description], [true, ""]);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, stuck.ticketId));
  assert.deepEqual([row?.households, row?.version], [1, 2]);
});

test("whoever said mine too without a home at the site hears at once, and when it is done, ended or comes back", async () => {
  const { lift } = world.places;
  const guest = await visitor();
  const { ticketId, number } = await callerOf(world.owner).ticket.report({
    key: randomUUID(),
    input: { placeId: lift, faultCode: "tap-drips", urgency: 3, description: "轿厢灯不亮" },
  });
  const told = async (who: Actor) =>
    (
      await connection.db
        .select()
        .from(notification)
        .where(eq(notification.personId, (who as { personId: string }).personId))
        .orderBy(asc(notification.id))
    ).map(({ kind, payload }) => ({ kind, number: payload.number, link: payload.link }));
  const followed = await callerOf(guest).ticket.follow({ key: randomUUID(), input: { ticketId } });
  await callerOf(guest).ticket.follow({ key: randomUUID(), input: { ticketId } });
  const [link] = await connection.db
    .select()
    .from(trackingLink)
    .where(eq(trackingLink.onlooker, true))
    .orderBy(desc(trackingLink.createdAt));
  assert.equal(followed.link, trackingPath(link!.id));
  assert.deepEqual(await told(guest), [{ kind: "onlooking", number, link: link!.id }], "once");
  const ended = await callerOf(world.dispatcher).ticket.cancel({
    key: randomUUID(),
    input: { ticketId, version: followed.version, reason: "mistake" },
  });
  await callerOf(world.dispatcher).ticket.undo({
    key: randomUUID(),
    input: { ticketId, version: ended.version },
  });
  assert.deepEqual(
    (await told(guest)).map(({ kind }) => kind),
    ["onlooking", "followed_ended", "followed_back"],
  );

  // Merged into another, they hear when that one is done; each by the link that they have.
  const other = await callerOf(world.neighbour).ticket.report({
    key: randomUUID(),
    input: { placeId: lift, faultCode: "tap-drips", urgency: 3, description: "电梯里灯坏了" },
  });
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const merged = await callerOf(world.dispatcher).ticket.merge({
    key: randomUUID(),
    input: { ticketId, version: row!.version, intoId: other.ticketId },
  });
  await callerOf(world.dispatcher).ticket.cancel({
    key: randomUUID(),
    input: { ticketId: other.ticketId, version: merged.into.version, reason: "mistake" },
  });
  assert.deepEqual((await told(guest)).at(-1), { kind: "followed_ended", number, link: link!.id });
});

test("a visitor reports where the label hangs; the ticket says how it came", async () => {
  const guest = await visitor();
  const { lift, otherHome, ownHome } = world.places;
  const secret = await labelOf(lift);
  assert.equal(await refused(report(guest, ownHome, secret)), "NOT_FOUND placeId");
  const { ticketId } = await report(guest, lift, secret);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.equal(row?.source, "qr");
  assert.equal((await callerOf(guest).ticket.get({ ticketId })).isReporter, true);

  // A home's label lets them report for it, and shows nothing else of that home.
  const neighbours = await report(world.neighbour, otherHome);
  const home = await labelOf(otherHome);
  const theirs = await report(guest, otherHome, home);
  assert.equal(await refused(callerOf(guest).ticket.get({ ticketId: neighbours.ticketId })), "NOT_FOUND");
  assert.deepEqual(
    (await callerOf(guest).ticket.mine({})).map((one) => one.id).toSorted(),
    [ticketId, theirs.ticketId].toSorted(),
  );
  assert.deepEqual((await callerOf(guest).place.choices({})).homes, []);
});

test("a revoked label opens nothing from that moment, for nobody; a new one does", async () => {
  const room = await pumpRoom();
  const before = await labelOf(room);
  const guest = await visitor();
  const input = { placeIds: [room], reason: "misused" as const, renew: true };
  assert.deepEqual(await callerOf(world.manager).placeCode.revoke({ key: randomUUID(), input }), {
    revoked: 1,
    made: 1,
  });
  assert.equal(await refused(callerOf(anonymous).placeCode.open({ secret: before })), "NOT_FOUND secret");
  assert.equal(await refused(report(guest, room, before)), "NOT_FOUND placeId");
  // Somebody of the site may report there all the same.
  const { ticketId } = await report(world.owner, room, before);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.equal(row?.source, "portal");
  const fresh = await labelOf(room);
  assert.notEqual(fresh, before);
  await report(guest, room, fresh);
  // A public place is open to any proved phone: without its label it is one that was chosen by hand.
  const { lift } = world.places;
  const gone = await labelOf(lift);
  const open = { placeIds: [lift], reason: "lost" as const, renew: false };
  await callerOf(world.manager).placeCode.revoke({ key: randomUUID(), input: open });
  assert.equal(await refused(callerOf(anonymous).placeCode.open({ secret: gone })), "NOT_FOUND secret");
  const byHand = await report(guest, lift, gone);
  const [said] = await connection.db.select().from(ticket).where(eq(ticket.id, byHand.ticketId));
  assert.equal(said?.source, "portal", "it is not taken for a scan");
  const rows = await connection.db.select().from(placeCode).where(eq(placeCode.placeId, room));
  const ended = rows.find((each) => each.revokedAt !== null);
  assert.deepEqual([ended?.revokeReason, ended?.revokedById], ["misused", world.manager.personId]);
});

test("labels of another site are neither seen nor made nor revoked", async () => {
  const elsewhere = await makeWorld(connection);
  const placeIds = [elsewhere.places.lift];
  const { manager } = world;
  assert.equal(
    await refused(callerOf(manager).placeCode.list({ siteId: elsewhere.siteId })),
    "NOT_FOUND siteId",
  );
  for (const input of [{ placeIds }, { placeIds: [world.places.lift, ...placeIds] }])
    assert.equal(
      await refused(callerOf(manager).placeCode.make({ key: randomUUID(), input })),
      "NOT_FOUND placeIds",
    );
  const revoke = { placeIds, reason: "lost" as const, renew: false };
  assert.equal(
    await refused(callerOf(manager).placeCode.revoke({ key: randomUUID(), input: revoke })),
    "NOT_FOUND placeIds",
  );
});
