import { type Browser, expect, type Page, test } from "@playwright/test";
import { deskSize, signInStaff } from "./people/person.ts";

/** Two pages that show the same setting: each is changed without knowing of the other. */
async function two(browser: Browser, path: string): Promise<[Page, Page]> {
  const pages: Page[] = [];
  for (let nth = 0; nth < 2; nth++) {
    const page = await (await browser.newContext({ ...deskSize, locale: "zh-CN" })).newPage();
    await signInStaff(page, "manager", /board/);
    await page.goto(path);
    pages.push(page);
  }
  return pages as [Page, Page];
}

test("what another has set meanwhile is said beside what is typed, and nothing is overwritten unseen", async ({
  browser,
}) => {
  const [one, other] = await two(browser, "/places/returns");

  await test.step("how long a repair is answered for", async () => {
    const line = (page: Page) => page.getByRole("form", { name: "给排水" });
    const save = (page: Page) => line(page).getByRole("button", { name: "保存" }).click();
    for (const [page, days] of [
      [one, "100"],
      [other, "77"],
    ] as const) {
      await line(page).locator("input[name=days]").fill(days);
      await line(page).locator("input[name=source]").fill(`合同 ${days}`);
      await save(page);
    }
    await expect(line(one).getByRole("status")).toContainText("100");
    await expect(line(other).getByRole("alert")).toContainText("现在是 100 天，合同 100");
    await expect(line(other).locator("input[name=days]")).toHaveValue("77");
    await expect(line(other).locator("input[name=source]")).toHaveValue("合同 77");
    await save(other);
    await expect(line(other).getByRole("status")).toContainText("77");
    await expect(line(other).getByRole("alert")).toHaveCount(0);
    await one.reload();
    await expect(line(one).locator("input[name=days]")).toHaveValue("77");
  });

  await test.step("when a material is low", async () => {
    const field = (page: Page) => page.locator(".stock-low input").first();
    for (const page of [one, other]) await page.goto("/stock");
    const set = async (page: Page, low: string) => {
      const answered = page.waitForResponse(/stock\.setLow/);
      await field(page).fill(low);
      await field(page).press("Enter");
      return (await answered).ok();
    };
    expect(await set(one, "17")).toBe(true);
    expect(await set(other, "23")).toBe(false);
    const told = other.locator(".stock-low").first().getByRole("alert");
    await expect(told).toContainText("改成了17");
    await expect(field(other)).toHaveValue("23");
    expect(await set(other, "23")).toBe(true);
    await expect(told).toHaveCount(0);
    await one.reload();
    await expect(field(one)).toHaveValue("23");
  });
});
