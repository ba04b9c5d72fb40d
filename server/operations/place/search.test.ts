import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Connection } from "#db/client.ts";
import { building, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { buildEstates } from "#db/seed/estates.ts";
import { randomFrom } from "#db/seed/random.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { plateLine } from "../../domain/place/plate.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { read } from "../operation.ts";
import { searchPlaces } from "./search.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
/** Operates the hotline of both estates of the demo. */
let operator: Actor;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
  const { sites, buildings, places } = buildEstates(randomFrom(1), Date.now());
  await connection.db.insert(site).values(sites);
  await connection.db.insert(building).values(buildings);
  for (let from = 0; from < places.length; from += 500)
    await connection.db.insert(place).values(places.slice(from, from + 500));
  await connection.sql`analyze`;
  const roles = sites.map(({ id }) => ({ role: "operator" as const, siteId: id }));
  operator = { ...(await world.staff("operator")), roles } as Actor;
});
after(() => connection.drop());

async function found(typed: string, actor: Actor = operator): Promise<string[]> {
  const { places } = await read(searchPlaces, as(actor, connection), { query: typed });
  assert.ok(places.length <= 20);
  return places.map(({ plate }) => plateLine(plate.zh));
}

test("every written form of one home finds it first, in both estates that have it", async () => {
  for (const typed of [
    "5-2-602",
    "5栋2单元602",
    "5号楼2单元602室",
    "5幢2单元602号",
    "５号楼２单元６０２",
    "五号楼二单元六零二",
    "5d2dy602",
    "5hl2dy602",
    "5#2-602",
    "5 2 602",
    "bldg 5 unit 2 602",
    "我家5号楼2单元602",
  ])
    assert.deepEqual(
      (await found(typed)).slice(0, 2).sort(),
      ["海棠 5栋 2单元 602", "翠湖 5栋 2单元 602"].sort(),
      typed,
    );
});

test("a site named beside the address, in full, in short or by its initials, comes first", async () => {
  for (const typed of ["海棠苑5-2-602", "海棠 5栋2单元602", "hty5d2dy602", "HT 5-2-602", "haitang 5-2-602"])
    assert.equal((await found(typed))[0], "海棠 5栋 2单元 602", typed);
  for (const typed of ["翠湖花园5-2-602", "chhy 5-2-602"])
    assert.equal((await found(typed))[0], "翠湖 5栋 2单元 602", typed);
});

test("building and room without a unit find every unit's room; a room alone finds every building's", async () => {
  const both = await found("翠湖3栋1802");
  assert.deepEqual(both.slice(0, 2).sort(), ["翠湖 3栋 1单元 1802", "翠湖 3栋 2单元 1802"]);
  const rooms = await found("1802");
  assert.ok(rooms.length === 20 && rooms.every((line) => line.endsWith(" 1802")), rooms.join());
  // Glued figures have no one meaning; the first is no home at all.
  assert.ok(
    (await found("31802")).slice(0, 2).every((line) => line.includes("3栋") && line.endsWith("1802")),
  );
});

test("public spots are found by their words, their kind and their initials", async () => {
  assert.equal((await found("翠湖3栋2单元2号电梯"))[0], "翠湖 3栋 2单元 2号梯");
  assert.ok(
    (await found("3d2dydt")).slice(0, 2).every((line) => /^翠湖 3栋 2单元 (?:\d号梯|大堂)$/.test(line)),
  );
  assert.deepEqual((await found("东门")).slice(0, 1), ["翠湖 东门"]);
  assert.equal((await found("2号配电房"))[0], "翠湖 2号配电房");
  assert.ok((await found("泵房")).slice(0, 2).includes("海棠 泵房"));
  assert.equal((await found("hbbd"))[0], "翠湖 湖滨步道");
  assert.equal((await found("海棠 车库"))[0], "海棠 地下车库");
  assert.ok((await found("lift 2")).every((line) => line.endsWith("2号梯")));
});

test("what is no address is still found by the words of its written forms, and nonsense not at all", async () => {
  assert.equal((await found("lakeside"))[0], "翠湖 湖滨步道");
  assert.equal((await found("会所"))[0], "翠湖 会所");
  assert.deepEqual(await found("不存在的地方"), []);
  assert.deepEqual(await found("99-9-9999"), []);
  for (const typed of ["%", "_", "\\", "%%%", "'", "🏠", "----", "号楼"]) await found(typed);
});

test("only places of the caller's own sites are found", async () => {
  const own = await found("3-2-1802", world.operator);
  assert.deepEqual(own, ["3栋 2单元 1802"]);
  assert.ok(!(await found("3-2-1802")).includes("3栋 2单元 1802"));
});
