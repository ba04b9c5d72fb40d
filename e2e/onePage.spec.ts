import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { OfflineTechnician } from "./people/offlineTechnician.ts";
import { signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let db: ReturnType<typeof openDatabase>;
let folder: string;

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  folder = mkdtempSync(join(tmpdir(), "mendline-one-page-"));
  server = await startServer({ database, dataDir: join(folder, "data"), env: { MENDLINE_ORIGIN: wire.url } });
  wire.lead(Number(new URL(server.url).port));
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(folder, { recursive: true });
});

/** Does the phone's own copy of the page hold these figures? */
const keptWith = (page: Page, path: string, figures: string) =>
  page.evaluate(
    async ([at, wanted]) => {
      const kept = await caches.match(at);
      return kept === undefined ? "no page" : (await kept.text()).includes(wanted) ? "there" : "gone";
    },
    [path, figures] as const,
  );

test("the whole ticket is one page, also without network; the number is his only while the job is, and masked where the site wants it", async ({
  browser,
}) => {
  const { ticketId, siteId, placeId, login, dispatcher, lead } = await given(browser);
  const technician = await OfflineTechnician.withPhone(join(folder, "phone"), wire.url);
  const { page } = technician;
  await technician.signIn(login);
  // Nothing is on record there that the desk would have to have seen.
  await db.sql`update place set note = null where id = ${placeId}`;
  await db.sql`
    delete from place_guide
    where place_id = ${placeId} or building_id = (select building_id from place where id = ${placeId})`;
  await dispatcher.tell("place.writeGuide", {
    placeId,
    way: "东门进，第一个路口左转",
    access: "门铃坏了，请敲门",
    valve: "水表井左起第二个",
  });
  await dispatcher.tell("incident.plan", {
    siteId,
    scope: { scope: "site" },
    faultCode: "no-water",
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    expectedUntil: new Date(Date.now() + 3 * 3_600_000).toISOString(),
    wordsZh: "全区停水检修",
    wordsEn: "Water is off for works",
  });
  await page.goto("/jobs");
  const path = `/jobs/${ticketId}`;
  await technician.expectKept(path);
  await page.goto(path);
  const whole = async () => {
    await expect(page.getByTestId("job")).toHaveAttribute("data-ticket", ticketId);
    await expect(page.getByTestId("way").first()).toContainText("东门进，第一个路口左转");
    await expect(page.getByTestId("floor")).toContainText("层");
    await expect(page.getByTestId("access")).toContainText("门铃坏了，请敲门");
    await expect(page.getByTestId("valve")).toContainText("水表井左起第二个");
    await expect(page.getByTestId("running-incident")).toContainText("全区停水检修");
    await expect(page.getByTestId("history-place")).toBeVisible();
    await expect(page.getByTestId("history-installation")).toBeVisible();
    await expect(page.getByTestId("call")).toHaveAttribute("href", "tel:+8613800138001");
    await expect(page.getByTestId("message")).toHaveAttribute("href", "sms:+8613800138001");
  };
  await whole();
  await page.goto("/jobs");
  await expect.poll(() => keptWith(page, path, "13800138001"), { timeout: 30_000 }).toBe("there");
  await wire.cut();
  await page.goto(path);
  await whole();
  await wire.mend();

  // The site holds numbers back: the call goes through the desk, the message through the company.
  await lead.tell("site.setNumbers", { siteId, masked: true, reason: "业主委员会要求" });
  await expect(page.getByTestId("live-sign")).toHaveAttribute("data-state", "live", { timeout: 30_000 });
  await page.goto(path);
  await expect(page.getByTestId("call")).toContainText("138••••8001");
  await expect(page.getByTestId("call")).toHaveAttribute("href", "tel:+862155500100");
  expect(await page.content()).not.toContain("13800138001");
  await page.getByTestId("word-downstairs").click();
  await expect(page.getByTestId("message").getByRole("status")).toContainText("我到楼下了");
  const [sent] = await db.sql`
    select address from notification where ticket_id = ${ticketId} and kind = 'technician_downstairs'`;
  expect(sent?.address).toBe("+8613800138001");
  await lead.tell("site.setNumbers", { siteId, masked: false, reason: "改回" });
  await page.goto(path);
  await expect(page.getByTestId("call")).toHaveAttribute("href", "tel:+8613800138001");
  await expect.poll(() => keptWith(page, path, "13800138001"), { timeout: 30_000 }).toBe("there");

  // Taken back while he looks at it: gone from the page, and from what the phone keeps.
  await dispatcher.tell("ticket.withdraw", { ticketId, version: 2, reason: "mistake" });
  await expect(page.getByTestId("job-gone")).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("body")).not.toContainText("8001", { useInnerText: true });
  await expect.poll(() => keptWith(page, path, "13800138001"), { timeout: 30_000 }).toBe("no page");
  await technician.context.close();
});

test("a temporary repair leaves a job at the board, and what was not needed goes back to the warehouse", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(join(folder, "phone-2"), wire.url);
  const { page } = technician;
  await technician.signIn(login);
  // The day's next step is one press on the list; the record opens from there too.
  const step = (verb: string) => page.locator(`[data-testid=next-step][data-verb=${verb}]`);
  await technician.take(ticketId);
  for (const verb of ["accept", "depart"]) await technician.press(verb);
  await page.locator(".field-back").click();
  await expect(step("arrive")).toHaveAttribute("data-ticket", ticketId);
  await expect(step("arrive")).toHaveAttribute("aria-disabled", "false");
  await step("arrive").click();
  await expect(technician.card(ticketId)).toHaveAttribute("data-status", "on_site");
  await step("complete").click();
  await page.locator("[data-testid=record-form][data-ready=true]").waitFor();
  await page.locator("input[name=measure][value=fix]").check({ force: true });
  await page.locator("#found").fill("阀体开裂");
  await page.locator("#done").fill("卡箍夹住");
  await technician.fillForm();
  await page.locator("input[name=result][value=temporary]").check({ force: true });
  await page.locator("input[name=again][value='3']").check({ force: true });
  await page.locator("#again").fill("换整个阀体");
  await page.getByTestId("record-submit").click();
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "done");
  await technician.expectUnsent(0, 0);
  const next = () => sql<Array<{ id: string; number: string; status: string; words: string }>>`
    select t.id, t.number, t.status, f.words from follow_up f join ticket t on t.id = f.ticket_id
    where f.first_id = ${ticketId}`;
  await expect.poll(async () => (await next()).length, { timeout: 30_000 }).toBe(1);
  const [after] = await next();
  expect(after).toMatchObject({ status: "received", words: "换整个阀体" });
  await expect(page.getByTestId("follow-up")).toContainText(after!.number, { timeout: 30_000 });
  const desk = await Dispatcher.signedIn(browser, "disp1", { baseURL: wire.url });
  await expect(desk.card(after!.id)).toBeVisible();
  await desk.card(after!.id).locator(".card-face").click();
  await expect(desk.page.getByTestId("drawer-remains")).toContainText("临时处理");
  await desk.context.close();

  await technician.menu();
  await page.locator('#field-menu a[href="/jobs/van"]').click();
  const line = page.getByTestId("van-load").first().locator("li").first();
  const code = (await line.getAttribute("data-code"))!;
  const storeId = (await page.getByTestId("van-load").first().getAttribute("data-van"))!;
  const has = async () => {
    const [row] = await sql<Array<{ quantity: string }>>`
      select l.quantity from stock_level l join material m on m.id = l.material_id
      where l.store_id = ${storeId} and m.code = ${code}`;
    return Number(row!.quantity);
  };
  const before = await has();
  await line.getByTestId("van-more").click();
  await page.getByTestId("van-return").first().click();
  await expect(page.getByTestId("van-load").first().locator(".field-told")).toContainText("已退回仓库");
  expect(await has()).toBe(before - 1);
  const [movement] = await sql<
    Array<{ kind: string }>
  >`select kind from stock_movement order by at desc limit 1`;
  expect(movement!.kind).toBe("return");
  await technician.context.close();
});

/** A job at a home with a number to call, given to somebody at work; and the doors of those who act meanwhile. */
async function given(browser: Browser) {
  const [row] = await db.sql<Array<{ home: string; siteId: string }>>`
    select o.id as home, o.site_id as "siteId" from place o join site s on s.id = o.site_id
    where s.code = 'CH' and o.kind = 'home' order by o.search_key limit 1`;
  const [someone] = await onShift(db.sql, row!.siteId, "plumbing");
  const operator = await doorFor(browser, "op1", /hotline/);
  const dispatcher = await doorFor(browser, "disp2", /board/);
  const [leader] = await db.sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id
    where r.role = 'lead' and r.site_id = ${row!.siteId} order by a.login limit 1`;
  const lead = await doorFor(browser, leader!.login, /board/);
  const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
    placeId: row!.home,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "水槽下面滴水",
    contactName: "路人",
    contactPhone: "13800138001",
  });
  await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
  return { ticketId, siteId: row!.siteId, placeId: row!.home, login: someone!.login, dispatcher, lead };
}

async function doorFor(browser: Browser, login: string, at: RegExp): Promise<Door> {
  const context = await browser.newContext({ baseURL: wire.url });
  await signInStaff(await context.newPage(), login, at);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  await context.close();
  return door;
}
