import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Route, test } from "@playwright/test";
import { typedAt } from "#server/domain/time/typed.ts";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { picture } from "./fixtures/picture.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { OfflineTechnician } from "./people/offlineTechnician.ts";
import { signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let db: ReturnType<typeof openDatabase>;
let dataDir: string;
let phone: string;

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  dataDir = mkdtempSync(join(tmpdir(), "mendline-pocket-"));
  server = await startServer({ database, dataDir, env: { MENDLINE_ORIGIN: wire.url } });
  wire.lead(Number(new URL(server.url).port));
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(dataDir, { recursive: true });
});
test.beforeEach(() => {
  phone = mkdtempSync(join(tmpdir(), "mendline-phone-"));
});
test.afterEach(() => rmSync(phone, { recursive: true, force: true }));

test("a photo that he takes away while it is made small stays away", async ({ browser }) => {
  const { technician, page, after, add, rows, drop } = await writing(browser);
  await page.evaluate(() => {
    const held = window as unknown as Slow;
    held.slow = new Promise((resolve) => {
      held.go = resolve;
    });
  });
  await add(640);
  await expect(after.locator("[data-state=shrinking]")).toHaveCount(1);
  await drop();
  await page.evaluate(() => {
    const held = window as unknown as Slow;
    held.go?.();
    delete held.slow;
  });
  // One that comes after it goes the same way; by then the first would be there.
  await add(660);
  await expect(after.locator("[data-state=kept]").last()).toBeVisible({ timeout: 30_000 });
  await expect(rows).toHaveCount(1);
  await technician.context.close();
});

test("a photo that he takes away while it is sent stays away", async ({ browser }) => {
  const { technician, page, after, add, rows, drop } = await writing(browser);
  let go: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const hold = async (route: Route) => {
    await gate;
    await route.continue();
  };
  await page.route("**/api/photos/uploads**", hold);
  await add(640);
  await expect(after.locator("[data-state=sending]")).toHaveCount(1, { timeout: 30_000 });
  await drop();
  go();
  await add(660);
  await expect(after.locator("[data-state=kept]").last()).toBeVisible({ timeout: 30_000 });
  await technician.expectUnsent(0, 0);
  await expect(rows).toHaveCount(1);
  await technician.context.close();
});

test("the same picture may show how it was and how it is", async ({ browser }) => {
  const { technician, page, after, add, rows } = await writing(browser);
  const before = page.getByTestId("photos-before");
  await add(640);
  await expect(after.locator("[data-state=kept]")).toHaveCount(1, { timeout: 30_000 });
  await add(640, before);
  await expect(before.locator("[data-state=kept]")).toHaveCount(1, { timeout: 30_000 });
  await expect(rows).toHaveCount(2);
  await technician.context.close();
});

test("without network the light that he chooses stays from page to page, and a language says that it needs a link", async ({
  browser,
}) => {
  const { ticketId, login } = await given(browser);
  let technician = await OfflineTechnician.withPhone(phone, wire.url);
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  // A network that hangs says neither yes nor no.
  await technician.page.route("**/api/preferences", () => {});
  await technician.page.locator("button[name=theme][value=night]").click();
  await expect(technician.page.locator("html")).toHaveAttribute("data-theme", "night");
  await technician.page.unroute("**/api/preferences");
  await wire.cut();
  const sun = () => technician.page.locator("button[name=theme][value=sun]");
  const root = () => technician.page.locator("html");
  await sun().click();
  await expect(root()).toHaveAttribute("data-theme", "sun");
  await technician.take(ticketId);
  await expect(technician.page.getByTestId("job")).toBeVisible({ timeout: 30_000 });
  await expect(root()).toHaveAttribute("data-theme", "sun");
  await expect(sun()).toHaveAttribute("aria-pressed", "true");
  await technician.menu();
  await technician.page.locator("button[name=locale]").click();
  await expect(technician.page.getByTestId("language-said")).toContainText("联网");
  await technician.context.close();

  technician = await OfflineTechnician.withPhone(phone, wire.url);
  await technician.page.goto(`/jobs/${ticketId}`);
  await expect(root()).toHaveAttribute("data-theme", "sun");
  await wire.mend();
  await technician.page.goto("/jobs");
  await technician.expectLive();
  await expect(root()).toHaveAttribute("data-theme", "sun");
  await technician.context.close();
});

test("without network parts go back from the van with why, and what is said of no job stands in the time of his site", async ({
  browser,
}) => {
  const { login } = await given(browser);
  // He may work at two sites: both are in one zone.
  const zoneOfHis = (zone: string) => db.sql`
    update site set time_zone = ${zone} where id in (
      select r.site_id from staff_role r join staff_account a on a.person_id = r.person_id where a.login = ${login})`;
  await zoneOfHis("America/New_York");
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept("/jobs/van");
  await technician.menu();
  await expect(page.getByTestId("presence")).toBeVisible();
  await page.locator('#field-menu a[href="/jobs/van"]').click();
  await expect(page.locator("#field-menu")).toBeHidden();
  // Of one of his sites there may be nothing in the van.
  const load = page
    .getByTestId("van-load")
    .filter({ has: page.getByTestId("van-more") })
    .first();
  await load.getByTestId("van-more").first().click();
  await wire.cut();
  await expect(load.locator("input[value=not_needed]")).toBeChecked();
  await load.locator("input[value=other]").check({ force: true });
  await load.getByTestId("van-return").click();
  await expect(load.locator(".field-told")).toContainText("写明");
  await technician.expectUnsent(0, 0);
  await load.locator("textarea").fill("包装破了");
  await load.getByTestId("van-return").click();
  await technician.expectUnsent(1, 0);
  await technician.menu();
  await page.getByTestId("presence-break").click();
  await page.getByTestId("presence-reason-meal").click();
  await page.keyboard.press("Escape");
  await technician.expectUnsent(2, 0);
  const hour = new Intl.DateTimeFormat("en-GB", { timeZone: "America/New_York", hour: "2-digit" });
  await page.locator(".field-outbox-sign").click();
  const times = await page.locator("#field-outbox li").allTextContents();
  expect(times).toHaveLength(2);
  for (const each of times) expect(each).toMatch(new RegExp(`(^|\\D)${hour.format(new Date())}:\\d\\d`));
  await page.keyboard.press("Escape");
  await wire.mend();
  await technician.expectUnsent(0, 0);
  const [movement] = await db.sql<Array<{ reason: string; words: string }>>`
    select reason, words from stock_movement where kind = 'return' order by at desc limit 1`;
  expect(movement).toEqual({ reason: "other", words: "包装破了" });
  await zoneOfHis("Asia/Shanghai");
  // The next one is sent to somebody who is not on a break.
  await db.sql`delete from absence`;
  await technician.context.close();
});

test("a step that the office fails at again and again is his to decide about, and another job goes on", async ({
  browser,
}) => {
  const { ticketId, login, again } = await given(browser);
  const other = await again();
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  let tries = 0;
  const fail = (route: Route) => {
    tries += 1;
    const data = { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, refusal: { code: "UNKNOWN" } };
    return route.fulfill({ status: 500, json: { error: { message: "UNKNOWN", code: -32603, data } } });
  };
  await page.route("**/api/trpc/ticket.accept**", fail);
  await technician.take(ticketId);
  await technician.press("accept");
  await expect(page.getByTestId("conflict")).toContainText("出了点问题", { timeout: 60_000 });
  expect(tries).toBe(5);
  await page.unroute("**/api/trpc/ticket.accept**", fail);
  await technician.expectUnsent(1, 0);
  await page.goto("/jobs");
  await technician.take(other);
  await technician.press("accept");
  await technician.expectUnsent(1, 0);
  await page.goto(`/jobs/${ticketId}`);
  await page.getByTestId("conflict-keep").click();
  await technician.expectUnsent(0, 0);
  const rows = await db.sql<Array<{ status: string }>>`
    select status from ticket where id in (${ticketId}, ${other})`;
  expect(rows.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
  await technician.context.close();
});

test("a photo that the office fails at again and again is his to decide about, and goes with its record in the end", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { technician, page, add, ticketId } = await writing(browser);
  let release = () => {};
  const written = new Promise<void>((go) => {
    release = go;
  });
  let tries = 0;
  const fail = async (route: Route) => {
    await written;
    tries += 1;
    await route.fulfill({ status: 500, json: { refusal: { code: "UNKNOWN" } } });
  };
  await page.route("**/api/photos/uploads", fail);
  await add(640);
  await technician.writeRecord({ found: "垫圈老化", done: "换了垫圈" });
  release();
  await expect(page.getByTestId("conflict")).toContainText("照片还在这台手机上", { timeout: 60_000 });
  expect(tries).toBe(5);
  await page.unroute("**/api/photos/uploads", fail);
  await page.getByTestId("conflict-keep").click();
  await technician.expectUnsent(0, 0);
  const rows = await db.sql<Array<{ status: string; photos: number }>>`
    select status, (select count(*)::int from photo p where p.ticket_id = t.id and p.kind = 'after') as photos
    from ticket t where id = ${ticketId}`;
  expect(rows).toEqual([{ status: "done", photos: 1 }]);
  await technician.context.close();
});

test("a session that ends while he is below ground: what he did waits until he has signed in again, and is there then", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { technician, page, ticketId, login } = await writing(browser);
  await wire.cut();
  await technician.writeRecord({ found: "垫圈老化", done: "换了垫圈", photo: await picture() });
  await technician.expectUnsent(1, 1);
  await db.sql`update auth_session s set expires_at = now() - interval '1 hour'
    from staff_account a where a.person_id = s.person_id and a.login = ${login}`;
  // A session that was just proved is believed for some seconds more.
  const door = await doorOf(technician.context, Number(new URL(server.url).port), wire.url);
  const asked = () => door.ask("field.jobs", {}).then(() => "answered", String);
  await expect.poll(asked).toContain("NOT_SIGNED_IN");
  await wire.mend();
  // He is led there, or the sign over the page leads him: to the door of the staff, without asking who he is.
  const over = page.getByTestId("outbox-sign").getByRole("link", { name: "重新登录后自动发出" });
  await expect(over.or(page.locator("#login"))).toBeVisible({ timeout: 60_000 });
  if (await over.isVisible()) await over.click();
  await expect(page.locator("#login")).toBeVisible();
  await technician.signIn(login);
  await technician.expectUnsent(0, 0);
  const rows = await db.sql<Array<{ status: string; photos: number }>>`
    select status, (select count(*)::int from photo p where p.ticket_id = t.id and p.kind = 'after') as photos
    from ticket t where id = ${ticketId}`;
  expect(rows).toEqual([{ status: "done", photos: 1 }]);
  await technician.context.close();
});

test("two pages of one phone write one record, and neither writes over the other", async ({ browser }) => {
  test.setTimeout(120_000);
  const { technician, page } = await writing(browser);
  const other = await technician.context.newPage();
  await other.goto(page.url());
  await other.locator("[data-testid=record-form][data-ready=true]").waitFor();
  await page.locator("#found").fill("垫圈老化");
  await expect(other.locator("#found")).toHaveValue("垫圈老化");
  await other.locator("#done").fill("换了垫圈");
  await expect(page.locator("#done")).toHaveValue("换了垫圈");
  await page.reload();
  await expect(page.locator("#found")).toHaveValue("垫圈老化");
  await expect(page.locator("#done")).toHaveValue("换了垫圈");
  await technician.context.close();
});

test("where nothing reads what the camera sees, the camera does not stay on", async ({ browser }) => {
  test.setTimeout(120_000);
  const { technician, page, ticketId } = await writing(browser);
  await page.addInitScript(() => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    const film = canvas.captureStream();
    navigator.mediaDevices.getUserMedia = async () => film;
    class Broken {
      static getSupportedFormats = async () => ["ean_13", "qr_code"];
      constructor() {
        throw new Error("it reads nothing");
      }
    }
    Object.assign(window, { film, BarcodeDetector: Broken });
  });
  await page.goto(`/jobs/${ticketId}`);
  await page.getByTestId("parts-use").click();
  await page.getByTestId("part-scan").click();
  await expect(page.getByTestId("scan")).toContainText("打不开相机", { timeout: 30_000 });
  const states = () =>
    page.evaluate(() =>
      (window as unknown as { film: MediaStream }).film.getTracks().map((track) => track.readyState),
    );
  await expect.poll(states).toEqual(["ended"]);
  await technician.context.close();
});

test("until when work waits is typed on the clocks of its site, whatever the phone's show", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { technician, page, ticketId } = await writing(browser);
  const zone = (name: string) => db.sql`
    update site set time_zone = ${name} where id = (select site_id from ticket where id = ${ticketId})`;
  await zone("America/New_York");
  await page.goto(`/jobs/${ticketId}`);
  const inThree = new Date(Math.ceil(Date.now() / 60_000 + 180) * 60_000).toISOString();
  await page.getByTestId("open-pause").click();
  await page.locator("input[name=pause-reason][value=weather]").check({ force: true });
  await page.locator("#pause-back").fill(typedAt(inThree, "America/New_York"));
  await page.getByTestId("submit-pause").click();
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "paused");
  await technician.expectUnsent(0, 0);
  const rows = await db.sql<Array<{ status: string; back: Date }>>`
    select status, back_at as back from ticket where id = ${ticketId}`;
  await zone("Asia/Shanghai");
  expect(rows.map(({ status, back }) => [status, new Date(back).toISOString()])).toEqual([
    ["paused", inThree],
  ]);
  await technician.context.close();
});

type Slow = { slow?: Promise<void>; go?: () => void; createImageBitmap: unknown };

/** A technician who writes the record of a job, and what he does with its photos; `slow` holds up making them small. */
async function writing(browser: Browser) {
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await page.addInitScript(() => {
    const make = window.createImageBitmap.bind(window) as (...of: unknown[]) => Promise<ImageBitmap>;
    const held = window as unknown as Slow;
    held.createImageBitmap = async (...of: unknown[]) => {
      await held.slow;
      return make(...of);
    };
  });
  await technician.signIn(login);
  await technician.take(ticketId);
  for (const verb of ["accept", "depart", "arrive", "complete"]) await technician.press(verb);
  await page.locator("[data-testid=record-form][data-ready=true]").waitFor();
  await technician.expectUnsent(0, 0);
  const after = page.getByTestId("photos-after");
  const rows = page.getByTestId("record-photo");
  /** Another width, px, is another picture. */
  const add = async (width: number, to = after) =>
    to.getByTestId("photo-gallery").setInputFiles(await picture("now.jpg", width, 480));
  const drop = async () => {
    await rows.getByRole("button", { name: "删除第 1 张照片" }).click();
    await expect(rows).toHaveCount(0);
  };
  return { technician, page, after, rows, add, drop, ticketId, login };
}

/** A fresh job, sent to somebody who is at work; `again` sends him another. */
async function given(browser: Browser) {
  const homes = await db.sql<Array<{ home: string; siteId: string }>>`
    select o.id as home, o.site_id as "siteId" from place o join site s on s.id = o.site_id
    where s.code = 'CH' and o.kind = 'home' order by o.search_key limit 2`;
  const [someone] = await onShift(db.sql, homes[0]!.siteId, "plumbing");
  const operator = await doorFor(browser, "op1", /hotline/);
  const dispatcher = await doorFor(browser, "disp2", /board/);
  const send = async (placeId: string) => {
    const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
      placeId,
      faultCode: "tap-dripping",
      urgency: 3,
      description: "水龙头滴水",
      contactName: "路人",
    });
    await dispatcher.tell("ticket.assign", {
      ticketId,
      version: 1,
      technicianId: someone!.id,
      overrule: { reason: "agreed", words: "" },
    });
    return ticketId;
  };
  const ticketId = await send(homes[0]!.home);
  return { ticketId, siteId: homes[0]!.siteId, login: someone!.login, again: () => send(homes[1]!.home) };
}

/** Somebody's own door to the office, which the cut wire does not touch. */
async function doorFor(browser: Browser, login: string, at: RegExp): Promise<Door> {
  const context = await browser.newContext({ baseURL: wire.url });
  await signInStaff(await context.newPage(), login, at);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  await context.close();
  return door;
}
