import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { picture } from "./fixtures/picture.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { OfflineTechnician } from "./people/offlineTechnician.ts";
import { phoneSize, signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let db: ReturnType<typeof openDatabase>;
let folder: string;

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  folder = mkdtempSync(join(tmpdir(), "mendline-appointment-"));
  server = await startServer({
    database,
    dataDir: join(folder, "data"),
    env: { MENDLINE_ORIGIN: wire.url },
  });
  wire.lead(Number(new URL(server.url).port));
  // The clock goes ahead by days here: the demo's other work need not ring for it.
  await db.sql`update ticket set escalate_at = null`;
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(folder, { recursive: true });
});

test("he offers times, the owner takes one by the link and changes it, and is reminded a day and an hour before", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login, technicianId, phone } = await given(browser, "13955501001");
  const technician = await OfflineTechnician.withPhone(join(folder, "one"), wire.url);
  await technician.signIn(login);
  await technician.take(ticketId);
  const job = technician.page;
  await job.getByTestId("offer-times").click();
  const more = job.locator(".visit-more");
  await expect(job.locator("input[name=offer]").first()).toBeAttached();
  if (await more.isVisible()) await more.click();
  const offered = await laterThan(job, "offer", 30);
  for (const from of offered.slice(0, 3)) await time(job, "offer", from).check({ force: true });
  await job.getByTestId("offer-send").click();
  await expect(job.getByTestId("field-visit")).toContainText("已给业主 3 个时间");
  await expect(job.getByTestId("job")).toHaveAttribute("data-status", "accepted");

  const owner = await stranger(browser, await linkIn(browser, phone, "请打开链接选一个"));
  const choice = owner.getByTestId("visit-choice");
  await expect(choice.locator("input[name=visit]")).toHaveCount(3);
  await time(owner, "visit", offered[0]!).check({ force: true });
  await choice.getByRole("button", { name: "就这个时间" }).click();
  const agreed = owner.getByTestId("visit-agreed").locator(".visit-agreed");
  await expect(agreed).toBeVisible();
  const first = await agreed.textContent();
  await expect(job.getByTestId("field-visit").locator(".visit-agreed")).toContainText(first!);

  await owner.getByTestId("visit-change").click();
  const others = owner.getByTestId("visit-move").locator("input[name=visit]");
  await expect(others.first()).toBeAttached();
  const shown = owner.locator(".visit-more");
  if (await shown.isVisible()) await shown.click();
  const [moved] = (await laterThan(owner, "visit", 30)).filter((from) => from !== offered[0]);
  await time(owner, "visit", moved!).check({ force: true });
  await owner.getByTestId("visit-move").getByRole("button", { name: "就这个时间" }).click();
  await expect(agreed).not.toHaveText(first!);
  const second = await agreed.textContent();
  await expect(job.getByTestId("field-visit").locator(".visit-agreed")).toContainText(second!);
  await expect
    .poll(async () => kindsTo(technicianId, ticketId))
    .toEqual(expect.arrayContaining(["job_visit_set", "job_visit_moved"]));
  await owner.reload();
  await expect(owner.locator(".portal-entries")).toContainText(`上门时间改为 ${second}`);

  const before = (minutes: number) => (Date.parse(moved!) - Date.now()) / 60_000 - minutes;
  const reminders = async () => {
    const rows = await sql<Array<{ kind: string }>>`
      select kind from notification where ticket_id = ${ticketId} and kind in ('visit_day', 'visit_hour')
      order by created_at`;
    return rows.map(({ kind }) => kind);
  };
  expect(await reminders()).toEqual([]);
  await server.ahead(before(1439));
  await expect.poll(reminders).toEqual(["visit_day"]);
  await server.ahead(before(59));
  await expect.poll(reminders).toEqual(["visit_day", "visit_hour"]);
  await linkIn(browser, phone, "约一小时后上门");
  const [held] = await sql`select technician_id from ticket where id = ${ticketId}`;
  expect(held!.technician_id).toBe(technicianId);
  await server.ahead(0);
  await technician.context.close();
  await owner.context().close();
});

test("nobody opens: noted without network with the door in a picture, and the owner chooses another time by the link", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login, phone } = await given(browser, "13955501002");
  const technician = await OfflineTechnician.withPhone(join(folder, "two"), wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await technician.take(ticketId);
  await wire.cut();
  // What is free is shown as the phone last heard of it, and that is said.
  await page.getByTestId("offer-times").click();
  await expect(page.getByTestId("offer-form")).toContainText("没有网络");
  await page.getByTestId("offer-form").getByRole("button", { name: "先不约" }).click();
  await wire.mend();
  for (const verb of ["accept", "depart"]) await technician.press(verb);
  await technician.expectUnsent(0, 0);

  await wire.cut();
  await page.getByTestId("open-no-access").click();
  const form = page.getByTestId("no-access-form");
  await page.getByTestId("submit-no-access").click();
  await expect(form).toContainText("选一个原因");
  await form.locator("input[value=nobody_opens]").check({ force: true });
  await page.getByTestId("submit-no-access").click();
  await expect(form).toContainText("请拍一张门口的照片");
  await form
    .locator("a[href^='tel:']")
    .evaluate((link) => link.addEventListener("click", (event) => event.preventDefault(), { once: true }));
  await form.locator("a[href^='tel:']").click();
  await expect(page.getByTestId("door-calls")).toContainText("打了 1 次");
  await page
    .getByTestId("photos-door")
    .getByTestId("photo-gallery")
    .setInputFiles(await picture("door.jpg", 640, 480));
  await expect(form.locator("[data-testid=record-photo][data-state=queued]")).toHaveCount(1);
  await page.getByTestId("submit-no-access").click();
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "paused");
  await technician.expectUnsent(1, 1);
  const [still] = await sql`select status from ticket where id = ${ticketId}`;
  expect(still!.status).toBe("en_route");

  await wire.mend();
  await technician.expectUnsent(0, 0);
  const [fact] = await sql`
    select data from event where ticket_id = ${ticketId} and type = 'no_access'`;
  expect(fact!.data).toMatchObject({ reason: "nobody_opens", photos: 1, calls: 1, visit: 1 });
  expect(fact!.data.doneAt, "when he was there, by his phone").toBeTruthy();
  const [proof] = await sql`select kind from photo where ticket_id = ${ticketId}`;
  expect(proof!.kind).toBe("door");

  const owner = await stranger(browser, await linkIn(browser, phone, "没能进去"));
  const choice = owner.getByTestId("visit-choice");
  await expect(choice).toContainText("这次不收费");
  await choice.locator("input[name=visit]").last().check({ force: true });
  await choice.getByRole("button", { name: "就这个时间" }).click();
  const agreed = owner.getByTestId("visit-agreed").locator(".visit-agreed");
  await expect(page.getByTestId("field-visit").locator(".visit-agreed")).toContainText(
    (await agreed.textContent())!,
  );
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "paused");
  const [charged] = await sql`select count(*)::int from ticket_charge where ticket_id = ${ticketId}`;
  expect(charged!.count).toBe(0);
  await technician.context.close();
  await owner.context().close();
});

test("the desk offers times, the hotline chooses for the caller, and the desk sees and moves it", async ({
  browser,
}) => {
  const { ticketId, technicianId, phone } = await given(browser, "13955501003");
  const desk = await staffPage(browser, "disp2", /board/);
  await desk.goto(`/board?ticket=${ticketId}`);
  const drawer = desk.getByTestId("drawer-visit");
  await drawer.getByTestId("visit-offer").click();
  await expect(drawer.locator("input[name=desk-visit]").first()).toBeAttached();
  for (const nth of [0, 1, 2]) await drawer.locator("input[name=desk-visit]").nth(nth).check({ force: true });
  await drawer.locator("button[type=submit]").click();
  await expect(drawer).toContainText("已给业主 3 个时间");
  await drawer.getByTestId("visit-change").click();
  await drawer.locator("input[name=desk-visit]").last().check({ force: true });

  const hotline = await staffPage(browser, "op2", /hotline/);
  await hotline.locator("#number").fill(phone);
  const repair = hotline.locator(`[data-testid=open-repair][data-ticket="${ticketId}"]`);
  await repair.getByTestId("caller-visit").click();
  await expect(repair.locator("input[type=radio]")).toHaveCount(3);
  await repair.locator("input[type=radio]").first().check({ force: true });
  await repair.getByTestId("caller-visit-fix").click();
  await expect(repair).toContainText("约好");
  const agreed = drawer.locator(".visit-agreed");
  await expect(agreed).toBeVisible();
  const first = await agreed.textContent();

  // What was agreed while the form was open does not give way unseen.
  await drawer.locator("button[type=submit]").click();
  await expect(drawer).toContainText("这期间已约好");
  await expect(agreed).toHaveText(first!);
  await drawer.locator("input[name=desk-visit]").last().check({ force: true });
  await drawer.locator("button[type=submit]").click();
  await expect(agreed).not.toHaveText(first!);
  await expect(desk.locator(".drawer-timeline")).toContainText("上门时间改为");
  await expect
    .poll(() => kindsTo(technicianId, ticketId))
    .toEqual(expect.arrayContaining(["job_visit_set", "job_visit_moved"]));
  await linkIn(browser, phone, "的上门时间改为");

  // The call goes on, and its page still has the time of before: what the desk has moved does not give way unseen.
  const moved = (await agreed.textContent())!;
  await repair.locator("input[type=radio]").first().check({ force: true });
  await repair.getByTestId("caller-visit-fix").click();
  await expect(repair).toContainText("刚刚有人改过");
  await expect(repair.getByTestId("caller-visit-now")).toHaveText(moved);
  await expect(agreed).toHaveText(moved);
  await repair.locator("input[type=radio]").first().check({ force: true });
  await repair.getByTestId("caller-visit-fix").click();
  await expect(agreed).not.toHaveText(moved);
  await desk.context().close();
  await hotline.context().close();
});

async function staffPage(browser: Browser, login: string, at: RegExp): Promise<Page> {
  const context = await browser.newContext({
    baseURL: wire.url,
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  await signInStaff(page, login, at);
  return page;
}

/** The windows on the page that begin more than so many hours from now, earliest first. */
async function laterThan(page: Page, name: string, hours: number): Promise<string[]> {
  const all = await page
    .locator(`input[name=${name}]`)
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  return all.filter((from) => Date.parse(from) > Date.now() + hours * 3_600_000).sort();
}

function time(page: Page, name: string, from: string) {
  return page.locator(`input[name=${name}][value="${from}"]`);
}

async function kindsTo(personId: string, ticketId: string): Promise<string[]> {
  const rows = await db.sql<Array<{ kind: string }>>`
    select kind from notification where person_id = ${personId} and ticket_id = ${ticketId}`;
  return rows.map(({ kind }) => kind);
}

/** The link in the message to this phone that says so. */
async function linkIn(browser: Browser, phone: string, words: string): Promise<string> {
  const context = await browser.newContext({ baseURL: wire.url });
  const inbox = await context.newPage();
  const message = inbox.locator(".portal-message", { hasText: words }).first();
  await expect(async () => {
    await inbox.goto(`/inbox?phone=${phone}`);
    await expect(message).toContainText("/t/", { timeout: 500 });
  }).toPass();
  const link = /\/t\/[A-Za-z0-9_-]{22}/.exec((await message.textContent())!)![0];
  await context.close();
  return link;
}

/** A phone on which nobody ever signed in opens an address. */
async function stranger(browser: Browser, path: string): Promise<Page> {
  const context = await browser.newContext({
    ...phoneSize,
    baseURL: wire.url,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

/** A job of a caller's, given to a plumber who is at work. */
async function given(browser: Browser, phone: string) {
  const [row] = await db.sql<Array<{ home: string; siteId: string }>>`
    select o.id as home, o.site_id as "siteId" from place o join site s on s.id = o.site_id
    where s.code = 'CH' and o.kind = 'home' order by o.search_key limit 1`;
  const [someone] = await onShift(db.sql, row!.siteId, "plumbing");
  const operator = await doorFor(browser, "op1", /hotline/);
  const dispatcher = await doorFor(browser, "disp2", /board/);
  const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
    placeId: row!.home,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "下午才有人在家",
    contactName: "王先生",
    contactPhone: phone,
  });
  await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
  return { ticketId, login: someone!.login, technicianId: someone!.id, phone };
}

/** Somebody's own door to the office, which the cut wire does not touch. */
async function doorFor(browser: Browser, login: string, at: RegExp): Promise<Door> {
  const context = await browser.newContext({ baseURL: wire.url });
  await signInStaff(await context.newPage(), login, at);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  await context.close();
  return door;
}
