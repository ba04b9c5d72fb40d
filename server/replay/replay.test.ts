import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import { installation } from "#db/schema/auth.ts";
import { event } from "#db/schema/event.ts";
import { staffRole } from "#db/schema/person.ts";
import { building, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { makeWorld } from "../testing/world.ts";
import { type Mapping, mappingFor, readMapping } from "./mapping.ts";
import { siteIdOf } from "./places.ts";
import { headerOf, readRows } from "./readRows.ts";
import { type ReplayOptions, replay } from "./replay.ts";
import { ringOthers } from "./ringOthers.ts";
import { readSpeed } from "./speed.ts";
import { wallClock } from "./wallClock.ts";

const mappings = join(import.meta.dirname, "..", "..", "replay");
const script = join(import.meta.dirname, "..", "..", "scripts", "replay.ts");
const header =
  "CASE_ENQUIRY_ID,OPEN_DT,CASE_TITLE,TYPE,Location,neighborhood,Property_Type,Property_ID,Source".split(",");
const kinds = ["Heat - Excessive  Insufficient", "Electrical", "Bed Bugs", "Plumbing", "Something new"];
const good = 300;

let connection: TestDatabase;
let folder: string;
let file: string;
let mapping: Mapping;

/** Three hundred requests in the columns of Boston's, not in order, with five among them that cannot be used. */
function written(): { text: string; badLines: number[] } {
  const rows = Array.from({ length: good }, (_, n) => {
    const minute = (n * 7919) % good;
    const [hour, rest] = [Math.floor(minute / 60) + 1, minute % 60];
    const place = n % 40;
    return [
      String(101_000_000_000 + n),
      `03/0${1 + (n % 2)}/2015 0${hour}:${String(rest).padStart(2, "0")}:00 PM`,
      n % 10 === 0 ? "" : `Request, "quoted" ${n}`,
      kinds[n % kinds.length]!,
      n % 80 === 79
        ? `${place} Elm Street  Northside  MA`
        : `${place} Elm St  ${place % 3 ? "Northside" : "Southside"}  MA`,
      place % 3 ? "Northside" : "Southside",
      "Address",
      `${place}.0`,
      ["Constituent Call", "Citizens Connect App", "Twitter"][n % 3]!,
    ];
  });
  const planted: Array<[number, string[]]> = [
    [10, ["", ...rows[3]!.slice(1)]],
    [50, ["201", "02/30/2015 10:00:00 AM", ...rows[3]!.slice(2)]],
    [120, ["202", rows[3]![1]!, "words", "Plumbing", "", "Northside", "Address", "", "Twitter"]],
    [200, ["203", rows[3]![1]!, "too", "few"]],
    [280, ["204", rows[3]![1]!, "bad\u0007bell", ...rows[3]!.slice(3)]],
  ];
  for (const [at, row] of planted) rows.splice(at, 0, row);
  const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [header, ...rows].map((row) => row.map(quoted).join(","));
  return { text: `\ufeff${lines.join("\r\n")}\r\n`, badLines: planted.map(([at]) => at + 2) };
}
const { text, badLines } = written();

before(async () => {
  connection = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "mendline-replay-"));
  file = join(folder, "requests.csv");
  await writeFile(file, text);
  mapping = await mappingFor(await headerOf(file), mappings);
});
after(async () => {
  await connection.drop();
  await rm(folder, { recursive: true, force: true });
});

const options = (more: Partial<ReplayOptions> = {}): ReplayOptions => ({
  mapping,
  speed: readSpeed("max"),
  originalTimes: false,
  staff: true,
  ...more,
});

const tickets = () => connection.db.select().from(ticket).orderBy(asc(ticket.registeredAt), asc(ticket.id));

/** The command line in a process of its own, killed without warning once `enough` tickets are there. */
async function killedAfter(enough: number): Promise<void> {
  const child = spawn(process.execPath, [script, file, "--speed", "200/s", "--no-demo"], {
    env: { ...process.env, DATABASE_URL: connection.url, MENDLINE_DATA: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (words: string) => {
    said += words;
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  while ((await tickets()).length < enough && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGKILL");
  await ended;
  assert.equal(said, "");
}

test("a run that is killed goes on, a second run adds nothing, bad rows are named and stop nothing", async () => {
  await killedAfter(80);
  const halfway = (await tickets()).length;
  assert.ok(halfway >= 80 && halfway < good, `killed with ${halfway} filed`);

  const { rows, bad } = await readRows(file, mapping);
  assert.equal(rows.length, good + 1);
  const rest = await replay(connection, rows, options());
  assert.deepEqual(
    { filed: rest.filed, before: rest.before, refused: rest.refused },
    { filed: good - halfway, before: halfway, refused: 1 },
  );
  assert.deepEqual(
    [...bad, ...rest.bad].map((row) => row.line).sort((a, b) => a - b),
    badLines,
  );
  for (const row of [...bad, ...rest.bad]) assert.notEqual(row.reason, "");
  assert.match(rest.bad[0]!.reason, /BAD_CHARACTER/);

  const again = await replay(connection, rows, options());
  assert.deepEqual({ filed: again.filed, before: again.before }, { filed: 0, before: good });
  assert.equal((await tickets()).length, good);
});

test("what was filed stands in the order of opening, at its place, with its fault and channel", async () => {
  const { rows } = await readRows(file, mapping);
  const usable = rows.filter((row) => !row.description.includes("\u0007"));
  const filed = await tickets();
  assert.deepEqual(
    filed.map((one) => [one.description, one.faultCode, one.source]),
    usable.map((row) => [row.description, row.faultCode, row.source]),
  );
  assert.ok(usable.every((row, n) => n === 0 || row.openedAt >= usable[n - 1]!.openedAt));
  const sites = await connection.db.select().from(site).orderBy(asc(site.nameEn));
  assert.deepEqual(
    sites.map((one) => one.nameEn),
    ["Northside", "Southside"],
  );
  for (const { code } of sites) assert.match(code, /^[A-Z]{2,4}$/);
  assert.equal((await connection.db.select().from(building)).length, 40);
  assert.equal((await connection.db.select().from(place)).length, 40);
  for (const { id, seq } of sites) {
    const events = (await connection.db.select().from(event).orderBy(asc(event.seq))).filter(
      (one) => one.siteId === id,
    );
    assert.deepEqual(
      events.map((one) => one.seq),
      Array.from({ length: seq }, (_, index) => index + 1),
    );
    const numbers = filed
      .filter((one) => one.siteId === id)
      .map((one) => Number(one.number.split("-").at(-1)));
    assert.deepEqual(
      numbers,
      Array.from({ length: seq }, (_, index) => index + 1),
    );
  }
});

test("original times are kept where they are asked for", async () => {
  const own = { ...mapping, name: "another-name" };
  const { rows } = await readRows(file, own);
  await replay(connection, rows.slice(0, 5), options({ mapping: own, originalTimes: true }));
  const old = (await tickets()).filter((one) => one.receivedAt.getUTCFullYear() === 2015);
  assert.deepEqual(
    old.map((one) => one.receivedAt.getTime()),
    rows.slice(0, 5).map((row) => row.openedAt.getTime()),
  );
});

test("in a demo, and only there, its people have their roles at the imported sites", async () => {
  const world = await makeWorld(connection);
  const rolesAfter = async (name: string) => {
    const own = { ...mapping, name };
    const { rows } = await readRows(file, own);
    await replay(connection, rows.slice(0, 3), options({ mapping: own }));
    const siteId = siteIdOf(own, rows[0]!);
    const held = await connection.db.select().from(staffRole).where(eq(staffRole.siteId, siteId));
    return held.filter((role) => role.personId === world.dispatcher.personId).map((role) => role.role);
  };
  assert.deepEqual(await rolesAfter("no-demo-here"), []);
  await connection.db.insert(installation).values({ key: "demo", value: "{}" });
  assert.deepEqual(await rolesAfter("demo-here"), ["dispatcher"]);
});

test("running servers are rung for each site that grew", async () => {
  const own = { ...mapping, name: "rung" };
  const rung = new Set<string>();
  const { unlisten } = await connection.sql.listen("mendline", (payload) => {
    for (const word of payload.split(" ").slice(1)) rung.add(word);
  });
  const stop = ringOthers(connection);
  const { rows } = await readRows(file, own);
  await replay(connection, rows.slice(0, 30), options({ mapping: own }));
  await stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await unlisten();
  assert.deepEqual([...rung].sort(), [...new Set(rows.map((row) => `site:${siteIdOf(own, row)}`))].sort());
});

test("every shipped mapping names faults of the catalogue and fits its own columns", async () => {
  const { faults } = await import("#db/seed/catalogue.ts");
  const codes = new Set(faults.map((fault) => fault.code));
  for (const name of ["boston-311", "baltimore-311"]) {
    const { fault } = await readMapping(join(mappings, `${name}.json`));
    for (const code of [fault.default, ...Object.values(fault.codes)]) assert.ok(codes.has(code), code);
  }
  await assert.rejects(mappingFor(["a", "b"], mappings), /No mapping/);
});

test("wall clocks are read at their zone, with the changes of summer time, and nonsense is no time", () => {
  const read = wallClock("MM/dd/yyyy hh:mm:ss a", "America/New_York");
  const iso = (words: string) => read(words)?.toISOString() ?? null;
  assert.equal(iso("01/02/2015 10:25:02 AM"), "2015-01-02T15:25:02.000Z");
  assert.equal(iso("07/02/2015 12:00:00 AM"), "2015-07-02T04:00:00.000Z");
  assert.equal(iso("03/08/2015 01:59:59 AM"), "2015-03-08T06:59:59.000Z");
  assert.equal(iso("03/08/2015 02:30:00 AM"), "2015-03-08T07:30:00.000Z");
  assert.equal(iso("03/08/2015 03:00:00 AM"), "2015-03-08T07:00:00.000Z");
  assert.equal(iso("11/01/2015 01:30:00 AM"), "2015-11-01T05:30:00.000Z");
  assert.equal(iso("11/01/2015 02:30:00 AM"), "2015-11-01T07:30:00.000Z");
  for (const words of [
    "",
    "02/30/2015 10:00:00 AM",
    "13/01/2015 10:00:00 AM",
    "01/02/2015 13:00:00 PM",
    "soon",
  ]) {
    assert.equal(iso(words), null, words);
  }
});

test("speeds: a factor of real time, a rate, or none", () => {
  assert.deepEqual(readSpeed("60x"), { kind: "factor", factor: 60 });
  assert.deepEqual(readSpeed("20/s"), { kind: "rate", perSecond: 20 });
  assert.throws(() => readSpeed("fast"), /60x/);
  assert.throws(() => readSpeed("0x"), /60x/);
});
