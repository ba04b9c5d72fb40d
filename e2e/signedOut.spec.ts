import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Operator } from "./people/operator.ts";
import { Owner } from "./people/owner.ts";
import { signInStaff } from "./people/person.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("who has signed out in another tab is told so, and the board goes on for whoever signs in", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const banner = desk.page.getByTestId("banner-offline");
  await desk.page.goto("/board?view=list");
  await desk.ready();
  const tab = await desk.context.newPage();
  const leave = async () => {
    await tab.goto("/board");
    await tab.locator(".control-user").click();
    await tab.getByRole("menuitem", { name: "退出登录" }).click();
    await tab.waitForURL(/sign-in/);
  };

  await leave();
  await expect(banner).toContainText("已退出登录");
  await expect(desk.page.getByTestId("live-sign")).toContainText("已退出登录");
  const axe = new AxeBuilder({ page: desk.page }).include("[data-testid=banner-offline]");
  expect((await axe.analyze()).violations).toEqual([]);
  await banner.getByRole("link", { name: "重新登录" }).click();
  await desk.page.locator("input[name=login]").fill("disp1");
  await desk.page.locator("input[name=password]").fill("mendline-demo");
  await desk.page.locator("form button[type=submit].portal-button-main").click();
  await desk.page.waitForURL(/board\?view=list/);
  await desk.ready();

  // Somebody else signs in beside it: looked at again, this page is theirs and nobody else's.
  await leave();
  await expect(banner).toContainText("已退出登录");
  await signInStaff(tab, "lead1", /board/);
  const name = await tab.locator(".control-user").textContent();
  await expect(banner).toContainText("已退出登录");
  await desk.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(desk.page.locator(".control-user")).toHaveText(name!);
  await desk.expectLive();
  await expect(banner).toHaveCount(0);
  await desk.context.close();
});

test("on every other live page the sign says so too, and leads to the door and back", async ({ browser }) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql));
  const operator = await Operator.signedIn(browser, "op1");
  for (const { context, page } of [owner, operator]) {
    const { port, origin, pathname } = new URL(page.url());
    await (await doorOf(context, Number(port), origin)).tell("session.end", {});
    const again = page.getByTestId("live-sign").getByRole("link", { name: "已退出登录，重新登录" });
    await expect(again).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await again.click();
    await page.waitForURL((to) => to.searchParams.get("next") === pathname);
    await context.close();
  }
});
