import { chromium } from "@playwright/test";
import { chooseBrowser } from "../e2e/fixtures/browser.ts";
const browser = await chromium.launch(await chooseBrowser());
for (const [w, theme] of [[1440, "night"], [390, "day"]] as const) {
  const context = await browser.newContext({ viewport: { width: w, height: w < 500 ? 844 : 900 }, locale: w < 500 ? "en" : "zh-CN" });
  const page = await context.newPage();
  await page.goto("http://127.0.0.1:3100/sign-in?as=staff");
  await page.locator("input[name=login]").fill("disp1");
  await page.locator("input[name=password]").fill("mendline-demo");
  await page.locator("form button[type=submit].portal-button-main").click();
  await page.waitForURL(/board/);
  await page.getByTestId("board").waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `/tmp/look-board-${w}.png` });
  await page.keyboard.press("p");
  await page.locator("[data-testid=plan-route] li").first().waitFor({ timeout: 20000 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/look-plan-${w}.png` });
  await context.close();
}
await browser.close();
