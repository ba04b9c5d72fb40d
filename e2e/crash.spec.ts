import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Locator, test } from "@playwright/test";
import { openDatabase, type Sql } from "./fixtures/database.ts";
import { picture } from "./fixtures/picture.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { Owner } from "./people/owner.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let dataDir: string;
let port: number;
let db: ReturnType<typeof openDatabase>;

const start = () => startServer({ database, dataDir, port, env: { MENDLINE_ORIGIN: wire.url } });

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  dataDir = mkdtempSync(join(tmpdir(), "mendline-crash-"));
  server = await startServer({ database, dataDir, env: { MENDLINE_ORIGIN: wire.url } });
  port = Number(new URL(server.url).port);
  wire.lead(port);
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(dataDir, { recursive: true });
});

test("the server dies while it writes a report: it waits on the phone, goes by itself after the restart, and is one repair", async ({
  browser,
}) => {
  const { sql } = db;
  const words = `写到一半断电 ${Date.now()}`;
  const owner = await atTheLastPage(browser, sql, words, 2);

  // Somebody holds the counter of numbers, so the report waits with half of its rows written.
  const [holding, letGo] = await holdCounters(sql);
  await owner.send.click();
  await expect(async () => expect(await waiting(sql)).toBeGreaterThan(0)).toPass();
  await server.kill9();
  letGo();
  await holding;
  await expectWaits(owner, words, "waiting");
  expect(await written(sql, words)).toEqual({ tickets: 0, events: 0 });

  server = await start();
  // It is tried every half minute at the longest.
  const { ticketId, number } = await owner.arrived(45_000);
  expect(await written(sql, words)).toEqual({ tickets: 1, events: 1 });
  await expect(owner.page.locator("main")).toContainText(words);
  await expectPhotoShown(owner.page.locator(".portal-pictures img"));
  await owner.expectLive();
  await expectGapless(sql, ticketId, number);
  await owner.context.close();
});

test("the server dies after writing and before answering: sent again by itself, the first report is the answer", async ({
  browser,
}) => {
  const { sql } = db;
  const words = `答复丢在路上 ${Date.now()}`;
  const owner = await atTheLastPage(browser, sql, words, 3);

  wire.holdAnswers();
  await owner.send.click();
  await expect(async () => expect(await written(sql, words)).toEqual({ tickets: 1, events: 1 })).toPass();
  await server.kill9();
  await wire.cut();
  await expectWaits(owner, words, "waiting");

  // The browser is closed over it and opened again: the report still knows under which key it was sent.
  server = await start();
  await wire.mend();
  await owner.page.reload();
  await expectWaits(owner, words, "sent");
  await owner.page.getByTestId("waiting-report").getByRole("link", { name: "查看这份报修" }).click();
  const { ticketId, number } = await owner.arrived();
  expect(await written(sql, words)).toEqual({ tickets: 1, events: 1 });
  await expectPhotoShown(owner.page.locator(".portal-pictures img"));
  const [row] = await sql`select id, number from ticket where description = ${words}`;
  expect(row).toMatchObject({ id: ticketId, number });
  await expectGapless(sql, ticketId, number);
  await owner.context.close();
});

async function atTheLastPage(browser: Browser, sql: Sql, words: string, nth: number): Promise<Owner> {
  const [resident] = await sql<Array<{ phone: string }>>`
    select p.phone from person p join household h on h.person_id = p.id
    where h.until is null and h.relation = 'owner' and p.phone like '+861%' and p.phone <> '+8613800138000'
    group by p.phone having count(*) = 1 order by p.phone offset ${nth} limit 1`;
  const owner = await Owner.signedIn(browser, resident!.phone.replace("+86", ""), { baseURL: wire.url });
  await owner.writeReport({
    fault: "水龙头滴水",
    faultCode: "tap-dripping",
    urgency: 3,
    words,
    photo: await picture(),
  });
  return owner;
}

/** What was pressed stands on the page with its words, until it has gone and is read. */
async function expectWaits(owner: Owner, words: string, state: "waiting" | "sent"): Promise<void> {
  const waits = owner.page.getByTestId("waiting-report");
  await expect(waits).toHaveAttribute("data-state", state, { timeout: 45_000 });
  await expect(waits).toContainText(words);
}

/** One photo, and the browser has really got its pixels. */
async function expectPhotoShown(photos: Locator): Promise<void> {
  await expect(photos).toHaveCount(1);
  await expect
    .poll(() => photos.evaluate((photo) => (photo as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
}

/** Locks the counters until the returned function is called; the promise ends when they are free again. */
async function holdCounters(sql: Sql): Promise<[Promise<unknown>, () => void]> {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let holding: Promise<unknown> = Promise.resolve();
  await new Promise<void>((resolve) => {
    holding = sql.begin(async (tx) => {
      await tx`lock table ticket_counter in exclusive mode`;
      resolve();
      await until;
    });
  });
  return [holding, letGo];
}

async function waiting(sql: Sql): Promise<number> {
  const [row] = await sql<Array<{ n: number }>>`
    select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%ticket_counter%'`;
  return row!.n;
}

async function written(sql: Sql, words: string): Promise<{ tickets: number; events: number }> {
  const [row] = await sql<Array<{ tickets: number; events: number }>>`
    select count(distinct t.id)::int as tickets, count(e.seq)::int as events
    from ticket t left join event e on e.ticket_id = t.id and e.type = 'reported' where t.description = ${words}`;
  return { ...row! };
}

/** The numbers of that day at that site run from one on, without a hole. */
async function expectGapless(sql: Sql, ticketId: string, number: string): Promise<void> {
  const rows = await sql<Array<{ number: string }>>`
    select t.number from ticket t join ticket mine on mine.site_id = t.site_id and mine.day = t.day
    where mine.id = ${ticketId} order by length(t.number), t.number`;
  const [, prefix] = /^(.*-)\d+$/.exec(number)!;
  expect(rows.map((row) => row.number)).toEqual(
    rows.map((_, index) => `${prefix}${String(index + 1).padStart(3, "0")}`),
  );
}
