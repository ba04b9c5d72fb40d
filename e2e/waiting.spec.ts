import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { picture } from "./fixtures/picture.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const small = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const dripping = { fault: "滴水", faultCode: "tap-dripping", urgency: 3 } as const;

test("a report pressed without a network waits with its photo, and goes by itself, once, for nobody but its person", async ({
  browser,
}) => {
  const phone = await freshResident(sql);
  const owner = await Owner.signedIn(browser, phone, small);
  const words = `断网提交${Date.now()}`;
  await owner.fillReport({ ...dripping, words });
  await owner.context.setOffline(true);
  await owner.page
    .locator("input[type=file]")
    .last()
    .setInputFiles(await picture("waiting.jpg"));
  await expect(owner.page.locator(".portal-photos li img")).toHaveCount(1);
  await owner.toTheEnd();
  const key = await draftKey(owner.page);
  await owner.send.tap();
  await expect(waits(owner.page, "waiting")).toContainText("等信号");
  await expect(waits(owner.page, "waiting")).toContainText("不到 1 分钟");
  await expect(waits(owner.page, "waiting").locator('a[href^="tel:"]')).toBeVisible();
  await expect(owner.send, "there is nothing more to press").toHaveCount(0);
  expect((await new AxeBuilder({ page: owner.page }).analyze()).violations).toEqual([]);
  const kept = await owner.context.storageState({ indexedDB: true });
  await owner.context.close();

  // Somebody else takes the phone: nothing is shown to them and nothing goes in their name.
  const other = await Owner.reopened(browser, { ...small, storageState: kept });
  await other.context.clearCookies();
  await other.page.goto("/");
  await expect(other.page.locator('a[href="/report"]').first()).toBeVisible();
  await expect(waits(other.page)).toHaveCount(0);
  await other.signIn(await freshResident(sql));
  await expect(other.page.getByTestId("homes")).toBeVisible();
  await other.page.waitForTimeout(4_000);
  await expect(waits(other.page)).toHaveCount(0);
  await other.page.goto("/report");
  await expect(other.page.locator("input[name=placeId]").first()).toBeVisible();
  expect(await filed(words)).toEqual([]);
  const passedOn = await other.context.storageState({ indexedDB: true });
  await other.context.close();

  // Its own person opens any page, with two windows at once.
  const again = await Owner.reopened(browser, {
    ...small,
    storageState: { ...passedOn, cookies: kept.cookies },
  });
  const second = await again.context.newPage();
  await Promise.all([again.page.goto("/"), second.goto("/homes")]);
  await expect(waits(again.page, "sent")).toBeVisible({ timeout: 20_000 });
  const [ticket, ...more] = await filed(words);
  expect(more).toEqual([]);
  expect(ticket?.photos).toBe(1);
  expect(ticket?.key, "the key is that of the press").toBe(key);
  await expect(waits(again.page, "sent")).toContainText(ticket!.number);
  expect((await new AxeBuilder({ page: again.page }).analyze()).violations).toEqual([]);
  await again.page.reload();
  await again.page.waitForTimeout(2_000);
  expect(await filed(words)).toHaveLength(1);
  expect(again.troubles).toEqual([]);
  await again.context.close();
});

test("what waits can be taken back before it went, and gone on with; another report may be written meanwhile", async ({
  browser,
}) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  const words = `先等等${Date.now()}`;
  await owner.writeReport({ ...dripping, words });
  await owner.context.setOffline(true);
  await owner.send.tap();
  await expect(waits(page, "waiting")).toBeVisible();
  await waits(page).getByRole("button", { name: "先不发" }).tap();
  await expect(waits(page, "held")).toContainText("不会自动提交");
  await owner.context.setOffline(false);
  await page.goto("/");
  await page.waitForTimeout(6_000);
  await expect(waits(page, "held")).toBeVisible();
  expect(await filed(words), "taken back is not sent").toEqual([]);

  // Another one is begun, and then the first gone on with: neither is lost.
  await owner.fillReport({ ...dripping, words: `另一份${words}` });
  await waits(page, "held").getByRole("button", { name: "接着改" }).tap();
  await expect(page.locator("form[data-step=check]")).toBeVisible();
  await expect(page.locator(".portal-answers")).toContainText(words);
  await expect(waits(page, "held")).toContainText(`另一份${words}`);
  await owner.send.tap();
  await owner.arrived();
  expect(await filed(words)).toHaveLength(1);
  await page.goto("/");
  await waits(page, "held").getByRole("button", { name: "现在提交" }).tap();
  await expect(waits(page, "sent")).toBeVisible();
  expect(await filed(`另一份${words}`)).toHaveLength(1);
  await waits(page, "sent").getByRole("button", { name: "知道了" }).tap();
  await expect(waits(page)).toHaveCount(0);
  await owner.context.close();
});

test("a report whose answer was lost is said to wait, and is there once; what cannot be taken says why", async ({
  browser,
}) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  const words = `回音丢了${Date.now()}`;
  await owner.writeReport({ ...dripping, urgency: 1, words });
  await page.route("**/api/trpc/ticket.report**", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await owner.send.tap();
  const card = waits(page, "waiting");
  await expect(card).toBeVisible();
  await expect(
    card.locator('a.portal-button-danger[href^="tel:"]'),
    "a danger is to be called",
  ).toBeInViewport();
  expect(await filed(words)).toHaveLength(1);
  await page.unroute("**/api/trpc/ticket.report**");
  await owner.arrived();
  expect(await filed(words)).toHaveLength(1);
  await owner.context.close();
});

/** Which key the draft in this browser would be sent under. */
function draftKey(page: Page): Promise<string> {
  return page.evaluate(() => {
    const name = Object.keys(localStorage).find((each) => /^mendline\.report\.[0-9a-f-]{36}$/.test(each));
    return (JSON.parse(localStorage.getItem(name ?? "") ?? "{}") as { key: string }).key;
  });
}

function waits(page: Page, state?: "waiting" | "held" | "sent" | "refused") {
  return page.locator(`[data-testid=waiting-report]${state ? `[data-state=${state}]` : ""}`);
}

function filed(words: string) {
  return sql<Array<{ number: string; photos: number; key: string }>>`
    select t.number, t.photos, c.key from ticket t
    join command c on c.operation = 'ticket.report' and c.result->>'ticketId' = t.id::text
    where t.description = ${words} order by t.number`;
}
