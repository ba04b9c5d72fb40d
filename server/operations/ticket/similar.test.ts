import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event, notification } from "#db/schema/event.ts";
import { fault } from "#db/schema/fault.ts";
import { ticketFollower, ticketNotSame } from "#db/schema/follower.ts";
import { building, household, place } from "#db/schema/place.ts";
import { photo, ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { type RefusalCode, Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { testSettings } from "../../testing/settings.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { boardDetail } from "../board/detail.ts";
import { perform, read } from "../operation.ts";
import { viewPhoto } from "../photo/view.ts";
import { assignTechnician } from "./assign.ts";
import { completeWork } from "./complete.ts";
import { cancelTicket } from "./end.ts";
import { getTicket, myTickets } from "./get.ts";
import { toTicket } from "./load.ts";
import { followTicket } from "./mineToo.ts";
import { reportRepair } from "./report.ts";
import { type Similar, similarTickets } from "./similar.ts";
import { acceptJob, arriveAtJob, departForJob } from "./steps.ts";

let connection: Connection & { url: string; drop(): Promise<void> };
let world: World;

before(async () => {
  testSettings();
  connection = await testDatabase();
});
after(() => connection.drop());

/** Each test has an estate of its own; the faults reach a riser, a home, and the lift. */
async function estate(): Promise<void> {
  world = await makeWorld(connection);
  const wide = (code: string, scope: "riser" | "building" | "site") => ({
    code,
    categoryCode: "water",
    nameZh: code,
    nameEn: code,
    skill: "plumbing" as const,
    urgency: 2,
    scope,
    at: "both" as const,
    minutes: 40,
    words: [],
    position: 9,
  });
  await connection.db
    .insert(fault)
    .values([wide("backflow", "riser"), wide("no-water", "building"), wide("dark-paths", "site")])
    .onConflictDoNothing();
}

const secretWords = "王丽家卫生间返水，钥匙在1802门垫下，电话13912345678";

async function report(actor: Actor, more: Record<string, unknown> = {}): Promise<string> {
  const input = {
    placeId: world.places.ownHome,
    placeWords: "主卧卫生间",
    faultCode: "backflow",
    urgency: 2,
    description: secretWords,
    photoIds: [],
    contactName: "",
    ...more,
  };
  return (await perform(reportRepair, as(actor, connection), input as never, randomUUID())).ticketId;
}

async function similar(
  actor: Actor,
  more: Record<string, unknown> = {},
  now = new Date(),
): Promise<Similar[]> {
  const input = {
    placeId: world.places.otherHome,
    faultCode: "backflow",
    placeWords: "",
    words: "地漏返水",
    ...more,
  };
  return (await read(similarTickets, as(actor, connection, now), input as never)).similar;
}

/** A photo that the owner has sent and not used yet. */
async function ownersPhoto(): Promise<string> {
  const id = randomUUID();
  await connection.db.insert(photo).values({
    id,
    sentHash: id,
    uploaderId: world.owner.personId,
    width: 1,
    height: 1,
    bytes: 1,
    uploadedAt: new Date(),
  });
  return id;
}

const follow = (actor: Actor, ticketId: string, homeId?: string) =>
  perform(
    followTicket,
    as(actor, connection),
    homeId === undefined ? { ticketId } : { ticketId, homeId },
    randomUUID(),
  );

async function refusal(attempt: Promise<unknown>): Promise<RefusalCode | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

async function stateOf(ticketId: string): Promise<Ticket> {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  return toTicket(row!);
}

async function kindsToldTo(personId: string): Promise<string[]> {
  const rows = await connection.db
    .select({ kind: notification.kind })
    .from(notification)
    .where(eq(notification.personId, personId))
    .orderBy(asc(notification.createdAt), asc(notification.id));
  return rows.map((row) => row.kind);
}

async function finish(ticketId: string): Promise<void> {
  const technician = world.technician;
  let version = (await stateOf(ticketId)).version;
  const assigned = { ticketId, version, technicianId: technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), assigned, randomUUID());
  for (const step of [acceptJob, departForJob, arriveAtJob])
    await perform(step, as(technician, connection), { ticketId, version: ++version }, randomUUID());
  const record = {
    measure: "fix",
    found: "a",
    done: "b",
    materials: "",
    result: "fixed",
    photoIds: [],
  } as const;
  await perform(
    completeWork,
    as(technician, connection),
    { ticketId, version: ++version, ...record, photoIds: [] },
    randomUUID(),
  );
}

test("a neighbour is shown a failure of the riser, and nothing of the home that told of it", async () => {
  await estate();
  const ticketId = await report(world.owner);
  const found = await similar(world.neighbour);
  assert.equal(found.length, 1);
  const [like] = found;
  assert.deepEqual(
    { ...like, receivedAt: "" },
    {
      ticketId,
      number: null,
      where: { home: "unit" },
      faultZh: "backflow",
      faultEn: "backflow",
      status: "received",
      receivedAt: "",
      doneAt: null,
      households: 1,
      photoId: null,
      words: "",
      own: false,
      likely: true,
      reasons: [
        { code: "same_unit", figure: null },
        { code: "same_fault", figure: null },
        { code: "near_time", figure: null },
      ],
      score: null,
    },
  );
});

test("the words of another home do not move what a neighbour is shown, so they cannot be guessed", async () => {
  await estate();
  await report(world.owner);
  assert.deepEqual(await similar(world.neighbour, { words: secretWords }), await similar(world.neighbour));
});

test("what stays in one home is nobody else's to see", async () => {
  await estate();
  await report(world.owner, { faultCode: "tap-drips" });
  const asked = { faultCode: "tap-drips", words: secretWords };
  assert.deepEqual(await similar(world.neighbour, asked), []);
  assert.equal((await similar(world.owner, { ...asked, placeId: world.places.ownHome })).length, 1);
  assert.equal((await similar(world.dispatcher, { ...asked, placeId: world.places.ownHome })).length, 1);
});

test("their own household's report is shown to them with its plate and number", async () => {
  await estate();
  const ticketId = await report(world.owner);
  const [like] = await similar(world.owner, { placeId: world.places.ownHome, words: "卫生间返水" });
  assert.equal(like?.own, true);
  assert.equal(like.number, (await stateOf(ticketId)).number);
  assert.ok("plate" in like.where && like.where.plate.zh.room === "1802");
});

test("words and photo are for whoever may read them: the household and the desk", async () => {
  await estate();
  const id = await ownersPhoto();
  await report(world.owner, { photoIds: [id], description: "漏".repeat(500) });
  const seen = async (actor: Actor, placeId: string) => {
    const [like] = await similar(actor, { placeId });
    return [like?.words.length, like?.photoId ?? null];
  };
  assert.deepEqual(await seen(world.owner, world.places.ownHome), [120, id]);
  assert.deepEqual(await seen(world.operator, world.places.ownHome), [120, id]);
  assert.deepEqual(await seen(world.dispatcher, world.places.otherHome), [120, id]);
  assert.deepEqual(await seen(world.neighbour, world.places.otherHome), [0, null]);
});

test("somewhere else in words is asked about in its site and building, and is not everybody's", async () => {
  await estate();
  const { siteId } = world;
  const dark = { placeId: undefined, elsewhereAt: siteId, faultCode: "dark-paths" };
  const first = await report(world.owner, {
    ...dark,
    placeWords: "水池边的小路",
    description: "我是王丽，路灯不亮",
  });
  const [like, ...more] = await similar(world.neighbour, {
    ...dark,
    placeWords: "池塘旁边",
    words: "路灯不亮",
  });
  assert.deepEqual([like?.ticketId, more.length], [first, 0]);
  assert.deepEqual([like?.words, like?.photoId], ["", null]);
  assert.deepEqual(
    await similar(world.neighbour, { ...dark, words: "我是王丽，路灯不亮" }),
    await similar(world.neighbour, { ...dark, words: "别的" }),
    "its words move nothing",
  );
  // A building that the words name is looked in, for the desk and for whoever lives there.
  const inside = { placeId: undefined, elsewhereAt: siteId, faultCode: "no-water", placeWords: "3栋 楼道" };
  const dry = await report(world.neighbour, { ...inside, placeWords: "3栋二楼", description: "没水" });
  for (const actor of [world.dispatcher, world.owner])
    assert.ok((await similar(actor, inside)).some(({ ticketId }) => ticketId === dry));
  const stranger = (await makeWorld(connection)).owner;
  assert.deepEqual(await similar(stranger, dark), []);
  assert.equal(await refusal(similar(world.owner, { ...dark, elsewhereAt: randomUUID() })), "NOT_FOUND");
});

test("a lift is everybody's: plate and first photo are shown, and only that photo", async () => {
  await estate();
  const ids = [randomUUID(), randomUUID()];
  const sent = { uploaderId: world.owner.personId, width: 1, height: 1, bytes: 1 };
  for (const [index, id] of ids.entries())
    await connection.db.insert(photo).values({ id, sentHash: id, ...sent, uploadedAt: new Date(index) });
  const ticketId = await report(world.owner, {
    placeId: world.places.lift,
    faultCode: "lift-trapped",
    description: "1号梯停在18楼，我是王丽",
    photoIds: ids,
  });
  const asked = { placeId: world.places.lift, faultCode: "lift-trapped", words: "电梯停了" };
  const [like] = await similar(world.neighbour, asked);
  assert.equal(like?.ticketId, ticketId);
  assert.ok("plate" in like.where && like.where.plate.zh.spot === "1号梯");
  assert.equal(like.photoId, ids[0]);
  assert.equal(like.number, null);
  assert.ok(!JSON.stringify(like).includes("王丽"));
  assert.ok(await viewPhoto(as(world.neighbour, connection), ids[0]!, 320));
  assert.equal(await refusal(viewPhoto(as(world.neighbour, connection), ids[1]!, 320)), "NOT_FOUND");
  const stranger = (await makeWorld(connection)).owner;
  assert.equal(await refusal(viewPhoto(as(stranger, connection), ids[0]!, 320)), "NOT_FOUND");
});

test("a photo of a home is never shown to a neighbour", async () => {
  await estate();
  const id = await ownersPhoto();
  const ticketId = await report(world.owner, { photoIds: [id] });
  assert.equal((await similar(world.neighbour))[0]?.photoId, null);
  await follow(world.neighbour, ticketId);
  assert.equal(await refusal(viewPhoto(as(world.neighbour, connection), id, 320)), "NOT_FOUND");
});

test("the desk sees plate, number and figures, best first, and never the ticket that asks", async () => {
  await estate();
  const first = await report(world.owner);
  const second = await report(world.neighbour, { placeId: world.places.otherHome, description: "地漏返水" });
  const other = await report(world.neighbour, {
    placeId: world.places.otherHome,
    faultCode: "no-water",
    description: "停水",
  });
  const found = await similar(world.dispatcher, { except: second });
  assert.deepEqual(
    found.map((like) => like.ticketId),
    [first, other],
  );
  assert.ok(found[0]!.score! > found[1]!.score! && found[0]!.number && "plate" in found[0]!.where);
  assert.ok(found[0]!.reasons.every((reason) => reason.figure !== null));
});

test("at most eight, of the same site, open or closed within a day", async () => {
  await estate();
  const elsewhere = await makeWorld(connection);
  const here = world;
  world = elsewhere;
  await report(elsewhere.owner);
  world = here;
  for (let n = 0; n < 10; n++) await report(world.owner);
  assert.equal((await similar(world.neighbour)).length, 8);
  await connection.db
    .update(ticket)
    .set({ status: "closed", closedAt: new Date(Date.now() - 23 * 3_600_000) })
    .where(eq(ticket.siteId, world.siteId));
  assert.equal((await similar(world.neighbour)).length, 8);
  await connection.db
    .update(ticket)
    .set({ closedAt: new Date(Date.now() - 25 * 3_600_000) })
    .where(eq(ticket.siteId, world.siteId));
  assert.equal((await similar(world.neighbour)).length, 0);
  await connection.db
    .update(ticket)
    .set({ status: "cancelled", closedAt: new Date() })
    .where(eq(ticket.siteId, world.siteId));
  assert.equal((await similar(world.neighbour)).length, 0);
});

test("a place where the caller could not report is not found, and neither is an unknown fault", async () => {
  await estate();
  assert.equal(await refusal(similar(world.owner, { placeId: world.places.otherHome })), "NOT_FOUND");
  assert.equal(await refusal(similar(world.owner, { placeId: randomUUID() })), "NOT_FOUND");
  assert.equal(await refusal(similar(world.neighbour, { faultCode: "nothing" })), "NOT_FOUND");
  assert.equal(await refusal(similar(world.technician)), "NOT_ALLOWED");
});

test("yes, mine too: counted once per home, told, and on the event stream", async () => {
  await estate();
  const ticketId = await report(world.owner);
  const key = randomUUID();
  const once = await perform(followTicket, as(world.neighbour, connection), { ticketId }, key);
  const again = await perform(followTicket, as(world.neighbour, connection), { ticketId }, key);
  assert.deepEqual(again, once);
  assert.equal(once.households, 2);
  const flatmate = await world.resident("陈亮", "+8613900001111", world.places.otherHome);
  assert.equal((await follow(flatmate, ticketId)).households, 2);
  assert.equal((await follow(world.owner, ticketId)).households, 2, "one's own ticket is not followed");
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(
    events.map((e) => e.type),
    ["reported", "followed"],
  );
  assert.deepEqual(events[1]!.patch, { households: 2 });
  assert.deepEqual(events[1]!.data, { placeId: world.places.otherHome });
  const folded = events.reduce<Ticket | null>((state, e) => evolve(state, e), null);
  assert.deepEqual(folded, await stateOf(ticketId));
  assert.deepEqual(await kindsToldTo(world.neighbour.personId), ["following"]);
  assert.equal((await similar(flatmate))[0]?.households, 2);
});

test("twenty of one home at once are one household", async () => {
  await estate();
  const ticketId = await report(world.owner);
  await Promise.all(Array.from({ length: 20 }, () => follow(world.neighbour, ticketId)));
  assert.equal((await stateOf(ticketId)).households, 2);
  const rows = await connection.db.select().from(ticketFollower).where(eq(ticketFollower.ticketId, ticketId));
  assert.equal(rows.length, 1);
});

test("a follower sees how far it is, and nothing of the household, the technician or their words", async () => {
  await estate();
  const ticketId = await report(world.owner);
  assert.equal(await refusal(read(getTicket, as(world.neighbour, connection), { ticketId })), "NOT_FOUND");
  await follow(world.neighbour, ticketId);
  await finish(ticketId);
  const seen = await read(getTicket, as(world.neighbour, connection), { ticketId });
  assert.equal(seen.follows, true);
  assert.equal(seen.ticket.status, "done");
  assert.deepEqual(seen.ticket.plate.zh, { building: "3栋", unit: "2单元" });
  assert.deepEqual(
    seen.entries.map((e) => e.type),
    ["reported", "assigned", "departed", "arrived", "completed"],
  );
  const mine = await read(myTickets, as(world.neighbour, connection), { limit: 20 });
  assert.deepEqual(
    mine.map((t) => [t.id, t.follows]),
    [[ticketId, true]],
  );
  const words = JSON.stringify([seen, mine]);
  const secrets = ["王丽", "返水", "1802", "139", "钥匙", "主卧", "李建国", world.owner.personId];
  for (const secret of [...secrets, world.places.ownHome, world.technician.personId])
    assert.ok(!words.includes(secret), secret);
  assert.ok((await kindsToldTo(world.neighbour.personId)).includes("followed_done"));
  const own = await read(getTicket, as(world.owner, connection), { ticketId });
  assert.ok(!JSON.stringify(own).includes("陈明"), "nor does the home learn who follows");
  assert.ok(!JSON.stringify(own).includes(world.places.otherHome));
});

test("following gives no hand on the ticket", async () => {
  await estate();
  const ticketId = await report(world.owner);
  await follow(world.neighbour, ticketId);
  const input = { ticketId, version: 2, reason: "mistake", words: "" } as const;
  assert.equal(
    await refusal(perform(cancelTicket, as(world.neighbour, connection), input, randomUUID())),
    "NOT_FOUND",
  );
  await perform(cancelTicket, as(world.owner, connection), input, randomUUID());
  assert.ok((await kindsToldTo(world.neighbour.personId)).includes("followed_ended"));
});

test("a dispatcher who had not seen the new household still assigns", async () => {
  await estate();
  const ticketId = await report(world.owner);
  await follow(world.neighbour, ticketId);
  const input = { ticketId, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection), input, randomUUID());
  assert.equal((await stateOf(ticketId)).status, "dispatched");
});

test("only what could have been shown can be followed, for a home of one's own, while it is open", async () => {
  await estate();
  const athome = await report(world.owner, { faultCode: "tap-drips" });
  assert.equal(await refusal(follow(world.neighbour, athome)), "NOT_FOUND");
  const stranger = (await makeWorld(connection)).owner;
  const shared = await report(world.owner);
  assert.equal(await refusal(follow(stranger, shared)), "NOT_FOUND");
  assert.equal(await refusal(follow(world.neighbour, randomUUID())), "NOT_FOUND");
  assert.equal(await refusal(follow(world.neighbour, shared, world.places.ownHome)), "NOT_FOUND");
  await finish(shared);
  assert.equal(await refusal(follow(world.neighbour, shared)), "STATE");
});

test("who has moved out follows no more", async () => {
  await estate();
  const ticketId = await report(world.owner);
  await follow(world.neighbour, ticketId);
  await connection.db
    .update(household)
    .set({ until: new Date(Date.now() - 1000) })
    .where(eq(household.personId, world.neighbour.personId));
  assert.equal(await refusal(read(getTicket, as(world.neighbour, connection), { ticketId })), "NOT_FOUND");
  assert.deepEqual(await read(myTickets, as(world.neighbour, connection), { limit: 20 }), []);
});

test("no, mine is different: kept on the report and shown to the desk, of this site only", async () => {
  await estate();
  const first = await report(world.owner);
  const elsewhere = await makeWorld(connection);
  const here = world;
  world = elsewhere;
  const foreign = await report(elsewhere.owner);
  world = here;
  const second = await report(world.neighbour, {
    placeId: world.places.otherHome,
    notSame: [first, foreign, randomUUID()],
  });
  const kept = await connection.db.select().from(ticketNotSame).where(eq(ticketNotSame.ticketId, second));
  assert.deepEqual(kept, [{ ticketId: second, otherId: first }]);
  const detail = await read(boardDetail, as(world.dispatcher, connection), { ticketId: second });
  assert.deepEqual(detail.notSame, [first]);
});

test("the desk sees which homes follow", async () => {
  await estate();
  const ticketId = await report(world.owner);
  await follow(world.neighbour, ticketId);
  const detail = await read(boardDetail, as(world.dispatcher, connection), { ticketId });
  assert.deepEqual(
    detail.followers.map((home) => [home.placeId, home.plate.zh.room]),
    [[world.places.otherHome, "1702"]],
  );
  assert.equal(detail.ticket.households, 2);
});

test("a failure of the whole site is found from any building, one of a building only in it", async () => {
  await estate();
  const far = await homeIn("9", "101");
  const resident = await world.resident("赵六", "+8613900002222", far.id);
  await report(world.owner, { faultCode: "dark-paths" });
  await report(world.owner, { faultCode: "no-water" });
  const asked = { placeId: far.id, words: "" };
  const [site] = await similar(resident, { ...asked, faultCode: "dark-paths" });
  assert.deepEqual(site?.where, { home: "site" });
  assert.deepEqual(await similar(resident, { ...asked, faultCode: "no-water" }), []);
  const near = await homeIn("3", "101", "1");
  const inBuilding = await world.resident("孙七", "+8613900003333", near.id);
  const [building] = await similar(inBuilding, { ...asked, placeId: near.id, faultCode: "no-water" });
  assert.deepEqual(building?.where, { home: "building" });
});

async function homeIn(code: string, room: string, unit = "1"): Promise<{ id: string }> {
  const id = randomUUID();
  const [existing] = await connection.db
    .select()
    .from(place)
    .where(and(eq(place.siteId, world.siteId), eq(place.id, world.places.ownHome)));
  let buildingId = world.buildingId;
  if (code !== "3") {
    buildingId = randomUUID();
    const named = { nameZh: `${code}栋`, nameEn: `Bldg ${code}`, floors: 6 };
    await connection.db.insert(building).values({ id: buildingId, siteId: world.siteId, code, ...named });
  }
  await connection.db.insert(place).values({ ...existing!, id, buildingId, unit, room });
  return { id };
}
