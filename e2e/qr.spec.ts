import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import jsQR from "jsqr";
import sharp from "sharp";
import { openDatabase } from "./fixtures/database.ts";
import { deskSize, signInStaff } from "./people/person.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

/** What a phone's camera reads from the first label on the printed sheet. */
async function scanFirst(page: Page): Promise<string> {
  await page.emulateMedia({ media: "print" });
  const label = page.getByTestId("label").first();
  await expect(label).toBeVisible();
  const shot = await label.locator("svg").screenshot({ scale: "device" });
  await page.emulateMedia({ media: "screen" });
  const { data, info } = await sharp(shot)
    .resize({ width: 600 })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const read = jsQR(new Uint8ClampedArray(data), info.width, info.height);
  if (read === null) throw new Error("no camera could read this label");
  return read.data;
}

async function manager(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ ...deskSize, locale: "zh-CN" });
  const page = await context.newPage();
  await signInStaff(page, "manager", /board/);
  return page;
}

/** A code as the demo's message page shows it, for a phone that nobody has seen before. */
async function codeFor(page: Page, phone: string): Promise<string> {
  const inbox = await page.context().newPage();
  let code = "";
  await expect(async () => {
    await inbox.goto(`/inbox?phone=${phone}`);
    const words = await inbox.locator(".portal-message").first().textContent({ timeout: 1_000 });
    code = /(?<!\d)\d{6}(?!\d)/.exec(words ?? "")?.[0] ?? "";
    expect(code).not.toBe("");
  }).toPass();
  await inbox.close();
  return code;
}

test("a printed label is read, and a passer-by without an account reports what it hangs at", async ({
  browser,
}) => {
  const desk = await manager(browser);
  const [site] = await sql<Array<{ id: string }>>`
    select s.id from site s join staff_role r on r.site_id = s.id
    join staff_account a on a.person_id = r.person_id and a.login = 'manager' order by s.code limit 1`;
  await desk.goto(`/places/codes?site=${site!.id}&kind=lift`);
  const [lift] = await sql<Array<{ id: string; zh: string; en: string }>>`
    select id, plate->'zh'->>'spot' as zh, plate->'en'->>'spot' as en from place
    where site_id = ${site!.id} and kind = 'lift' order by search_key, id limit 1`;
  await desk.locator(`input[value="${lift!.id}"]`).check();
  await desk.getByRole("button", { name: /^生成/ }).click();
  await expect(desk.getByText("生成了 1 个报修码")).toBeVisible();
  expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
  const label = desk.getByTestId("label").first();
  await expect(label).toContainText(lift!.zh);
  await expect(label).toContainText(lift!.en);
  await expect(desk.getByRole("button", { name: "打印 1 个" })).toHaveAttribute("aria-disabled", "false");
  const address = await scanFirst(desk);
  expect(new URL(address).pathname).toMatch(/^\/q\/[A-Za-z0-9_-]{22}$/);
  const pages = await desk.pdf({ format: "A4" });
  expect(pages.length).toBeGreaterThan(1_000);

  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  await page.goto(new URL(address).pathname);
  await expect(page.locator(".plate")).toContainText(lift!.zh);
  await expect(page.locator(".portal-dangers")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("link", { name: /报修/ }).first().click();
  await page.locator(".portal-go button:not(:disabled)").click();
  const phone = `137${String(Date.now()).slice(-8)}`;
  await page.locator("input[name=phone]").fill(phone);
  await page.locator("form button[type=submit].portal-button-main").click();
  await page.locator("input[name=code]").waitFor();
  await page.locator("input[name=code]").fill(await codeFor(page, phone));
  await page.locator("form button[type=submit].portal-button-main").click();
  await page.waitForURL(/\/report/);
  await expect(page.locator(`input[name=placeId][value="${lift!.id}"]`)).toBeChecked();
  const clean = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await clean();
  // Opened again another day, in a tab that knows nothing, the scanned place is still the draft's.
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("/report");
  await expect(page.locator(`input[name=placeId][value="${lift!.id}"]`)).toBeChecked();
  await expect(page.locator(".plate").first()).toContainText(lift!.zh);
  // What was meant elsewhere before gives way to the label that is scanned now.
  await page.locator("input[value^=elsewhere-]").first().check();
  await page.goto(new URL(address).pathname.replace("/q/", "/report?code="));
  await expect(page.locator(`input[name=placeId][value="${lift!.id}"]`)).toBeChecked();
  await expect(page.locator("input[value^=elsewhere-]:checked")).toHaveCount(0);
  const go = page.locator(".portal-go button[type=submit]");
  await go.click();
  await page.locator("form[data-step=what]").waitFor();
  await page.reload();
  await page.locator("#fault-filter").fill("按钮");
  await page.locator("input[name=faultCode]").first().check();
  await go.click();
  await page.locator("input[name=began][value=now]").check();
  await go.click();
  await page.locator("input[name=urgency][value='3']").check();
  await go.click();
  await page.locator("form[data-step=visit]").waitFor();
  await clean();
  await go.click();
  await page.locator("#description").fill("三楼的按钮不亮");
  await clean();
  await go.click();
  await page.locator("form:is([data-step=same], [data-step=check])").waitFor();
  if (page.url().includes("step=same")) {
    await page.getByTestId("like").first().waitFor();
    await go.click();
  }
  await page.locator("form[data-step=check]").waitFor();
  await clean();
  await page.locator(".portal-go button").click();
  await page.waitForURL(/\/repairs\/[0-9a-f-]{36}/);
  const ticketId = /repairs\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  const [row] = await sql<Array<{ source: string; placeId: string }>>`
    select source, place_id as "placeId" from ticket where id = ${ticketId}`;
  expect(row).toEqual({ source: "qr", placeId: lift!.id });
  await desk.goto(`/board?ticket=${ticketId}`);
  await expect(desk.getByTestId("facts")).toContainText("扫码");

  // Put out of use, it opens nothing, just as a guess does.
  await desk.goto(`/places/codes?site=${site!.id}&kind=lift`);
  await desk.locator(`input[value="${lift!.id}"]`).check();
  await desk.getByRole("button", { name: "停用", exact: true }).click();
  await desk.getByRole("button", { name: "停用 1 个" }).click();
  await expect(desk.getByText("请选择原因")).toBeVisible();
  await desk.getByLabel("被滥用").check();
  await desk.getByRole("button", { name: "停用 1 个" }).click();
  await expect(desk.getByText("停用了 1 个报修码")).toBeVisible();
  for (const path of [new URL(address).pathname, `/q/${"A".repeat(22)}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "这个码已停用" })).toBeVisible();
  }
  await context.close();
  await desk.context().close();
});

test("only who keeps labels sees them", async ({ browser }) => {
  const context = await browser.newContext(deskSize);
  const page = await context.newPage();
  await signInStaff(page, "op1", /hotline/);
  await page.goto("/places/codes");
  await expect(page).not.toHaveURL(/places/);
  await context.close();
});

test("through a label with the keyboard alone: from the scan to the number", async ({ browser }) => {
  const desk = await manager(browser);
  const [lift] = await sql<Array<{ id: string; siteId: string }>>`
    select p.id, p.site_id as "siteId" from place p join staff_role r on r.site_id = p.site_id
    join staff_account a on a.person_id = r.person_id and a.login = 'manager'
    where p.kind = 'lift' order by p.search_key desc limit 1`;
  await desk.goto(`/places/codes?site=${lift!.siteId}&kind=lift`);
  const box = desk.locator(`input[value="${lift!.id}"]`);
  await box.focus();
  await desk.keyboard.press("Space");
  await desk.getByRole("button", { name: /^生成/ }).press("Enter");
  await expect(desk.getByText("生成了 1 个报修码")).toBeVisible();
  const address = new URL(await scanFirst(desk));
  await desk.context().close();

  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "zh-CN" });
  const page = await context.newPage();
  const keys = page.keyboard;
  const tabTo = async (selector: string) => {
    for (let n = 0; n < 80; n++) {
      await keys.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`Tab never came to ${selector}`);
  };
  const enter = async (selector: string) => {
    await tabTo(selector);
    await keys.press("Enter");
  };
  await page.goto(address.pathname);
  await page.locator(".portal-dangers").waitFor();
  await enter('a[href^="/report"]:not([href*="danger"])');
  await page.locator(".portal-go button:not(:disabled)").waitFor();
  await enter(".portal-go button");
  await page.locator("input[name=phone]").waitFor();
  const phone = `136${String(Date.now()).slice(-8)}`;
  if (!(await page.evaluate(() => document.activeElement?.matches("input[name=phone]"))))
    await tabTo("input[name=phone]");
  await keys.type(phone);
  await keys.press("Enter");
  await page.locator("input[name=code]").waitFor();
  const code = await codeFor(page, phone);
  if (!(await page.evaluate(() => document.activeElement?.matches("input[name=code]"))))
    await tabTo("input[name=code]");
  await keys.type(code);
  await keys.press("Enter");
  await page.waitForURL(/\/report/);
  await expect(page.locator(`input[name=placeId][value="${lift!.id}"]`)).toBeChecked();
  await enter(".portal-go button");
  await tabTo("#fault-filter");
  await keys.type("按钮");
  await tabTo("input[name=faultCode]");
  await keys.press("Space");
  await enter(".portal-go button");
  await tabTo("input[name=began]");
  await keys.press("Space");
  await enter(".portal-go button");
  await tabTo("input[name=urgency]");
  await keys.press("ArrowDown");
  await enter(".portal-go button");
  await page.locator("form[data-step=visit]").waitFor();
  await enter(".portal-go button");
  await tabTo("#description");
  await keys.type("门口的按钮按不动");
  await enter(".portal-go button");
  await page.locator("form:is([data-step=same], [data-step=check])").waitFor();
  if (page.url().includes("step=same")) {
    await page.getByTestId("like").first().waitFor();
    await enter(".portal-go button");
  }
  await page.locator("form[data-step=check]").waitFor();
  await enter(".portal-go button");
  await page.waitForURL(/\/repairs\/[0-9a-f-]{36}/);
  await expect(page.locator("h1.portal-figures")).toHaveText(/^[A-Z]{2,4}-\d{6}-\d{3,}$/);
  await context.close();
});
