import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { building, place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { refusalOf } from "../../api/errors.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { testSettings } from "../../testing/settings.ts";
import { anonymous, makeWorld, type World } from "../../testing/world.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  testSettings({ reportsPerMinute: 1_000, reportsPerDay: 1_000 });
  connection = await testDatabase();
  world = await makeWorld(connection);
  const far = randomUUID();
  await connection.db
    .insert(building)
    .values({ id: far, siteId: world.siteId, code: "9", nameZh: "9栋", nameEn: "Bldg 9", floors: 6 });
  const spot = (kind: "lift" | "pump_room", buildingId: string | null, zh: string) => ({
    id: randomUUID(),
    siteId: world.siteId,
    buildingId,
    kind,
    plate: { zh: { building: zh.slice(0, 2), spot: zh.slice(2) }, en: { spot: zh } },
    searchKey: zh,
  });
  await connection.db
    .insert(place)
    .values([spot("lift", far, "9栋1号梯"), spot("pump_room", null, "地下泵房")]);
});
after(() => connection.drop());

const door = (actor: Actor, peer: string = randomUUID()) =>
  callApi({ actor, now: new Date(), db: connection.db, requestId: "test", peer });

test("a kind's places come with those of one's own building first; no home is ever among them", async () => {
  const { siteId } = world;
  const { spots } = await door(world.owner).place.spots({ siteId, kind: "lift" });
  assert.deepEqual(
    spots.map((spot) => spot.buildingId === world.buildingId),
    [true, false],
  );
  assert.deepEqual((await door(anonymous).place.spots({ siteId, kind: "home" })).spots, []);
  const kinds = async (actor: Actor) =>
    (await door(actor).place.spots({ siteId })).kinds.map(({ kind }) => kind).sort();
  assert.deepEqual(await kinds(world.owner), ["lift", "pump_room"]);
  assert.deepEqual(await kinds(anonymous), ["lift"], "rooms that only staff enter are not shown to anybody");
});

test("words propose the places that they can mean, and force none", async () => {
  const { siteId } = world;
  const meant = async (words: string) =>
    (await door(anonymous).place.spots({ siteId, words })).spots.map(({ plate }) => plate.zh.building);
  assert.deepEqual(await meant("9栋电梯"), ["9栋"]);
  assert.deepEqual(await meant("3栋的电梯门打不开"), ["3栋"]);
  assert.deepEqual(await meant("3栋1802"), [], "homes are not proposed");
  assert.deepEqual(await meant("那棵大树底下"), []);
});

test("a resident reports somewhere else in words; the desk sets the place, and the words stay", async () => {
  const report = (more: Record<string, unknown>) =>
    door(world.owner).ticket.report({
      key: randomUUID(),
      input: { faultCode: "tap-drips", urgency: 3, description: "水管在喷水", ...more } as never,
    });
  const said = { elsewhereAt: world.siteId, placeWords: "3栋后面的草坪，靠路灯" };
  const first = await report(said);
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, first.ticketId));
  assert.deepEqual(row?.plate.zh, { building: "3栋", spot: "位置见文字" });
  const seen = await door(world.dispatcher).board.detail({ ticketId: first.ticketId });
  assert.deepEqual([seen.place.kind, seen.placeWords], ["elsewhere", said.placeWords]);
  await door(world.dispatcher).ticket.correct({
    key: randomUUID(),
    input: {
      ticketId: first.ticketId,
      version: row!.version,
      reason: "place_found",
      placeId: world.places.lift,
    },
  });
  const later = await door(world.dispatcher).board.detail({ ticketId: first.ticketId });
  assert.deepEqual([later.place.kind, later.placeWords], ["lift", said.placeWords]);
  const again = await report({ ...said, placeWords: "大门口" });
  const [other] = await connection.db.select().from(ticket).where(eq(ticket.id, again.ticketId));
  assert.deepEqual(other?.plate.zh, { spot: "位置见文字" });
});

test("words are read before anybody signs in, at a rate; a home's place says nothing", async () => {
  const peer = randomUUID();
  const ask = () =>
    door(anonymous, peer).triage.propose({ words: "水龙头漏水", placeId: world.places.ownHome });
  assert.equal((await ask()).faults[0]?.faultCode, "tap-drips");
  const answers = await Promise.all(
    Array.from({ length: 120 }, () =>
      ask().then(
        () => "read",
        (error: unknown) => refusalOf(error as Parameters<typeof refusalOf>[0]).code,
      ),
    ),
  );
  assert.equal(answers.filter((each) => each === "read").length, 89);
  assert.deepEqual([...new Set(answers)].sort(), ["SLOW_DOWN", "read"]);
  assert.equal((await door(world.owner, peer).triage.propose({ words: "漏水" })).kind.length > 0, true);
});
