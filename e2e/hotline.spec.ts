import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { Operator } from "./people/operator.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("two calls at a time: each keeps its own words, through a crash, and each is filed once", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const operator = await Operator.signedIn(browser, "op1");
  const { page } = operator;
  const keys = page.keyboard;

  // A stranger calls about a lift; while he looks for its number, the second line rings.
  await keys.type("0571-8888 6666");
  await expect(page.locator("#number-status")).toContainText("没有登记过");
  await operator.tabTo("#contactName");
  await keys.type("送水的小刘");
  await keys.press("F2");
  await expect(page.getByTestId("call-tab")).toHaveCount(2);
  await expect(page.locator("#number")).toHaveValue("");
  const second = await operator.file({ phone: "13800138000", fault: "水龙头", words: "第二通：滴水" });

  // The browser dies between the calls.
  await keys.press("F8");
  await expect(page.locator("#contactName")).toHaveValue("送水的小刘");
  await page.reload();
  await expect(page.locator("#contactName")).toHaveValue("送水的小刘");
  await expect(page.locator("#number")).toHaveValue("0571-8888 6666");
  await page.locator("#number").focus();
  await operator.tabTo("#place");
  await keys.type("3栋 lift");
  await page.locator("#place").fill("电梯");
  await expect(page.locator("[role=option]").first()).toBeVisible();
  await keys.press("Enter");
  await expect(page.getByTestId("place-chosen")).toBeVisible();
  await operator.tabTo("#fault");
  await keys.type("困");
  await keys.press("Enter");
  // Words to read aloud come before anything else is asked.
  await expect(page.getByTestId("safety-script")).toBeVisible();
  await expect(page.getByTestId("urgency-1").locator("input")).toBeChecked();
  await operator.tabTo("#description");
  await keys.type("第一通：有人困在里面");
  await keys.press("Control+Enter");
  await expect(page.getByTestId("filed-number")).not.toHaveText(second.number);

  const rows = await sql<
    Array<{ words: string; name: string; urgency: number; reporter: string | null; source: string }>
  >`
    select description as words, contact_name as name, urgency, reporter_id as reporter, source from ticket
    where description like '第_通：%' order by description`;
  expect(rows.map(({ words, name, source }) => ({ words, name, source }))).toEqual([
    { words: "第一通：有人困在里面", name: "送水的小刘", source: "hotline" },
    { words: "第二通：滴水", name: "王丽", source: "hotline" },
  ]);
  expect(rows[0]!.urgency).toBe(1);
  expect(rows[0]!.reporter).toBeNull();
  expect(rows[1]!.reporter).not.toBeNull();
  expect(operator.troubles).toEqual([]);
  await operator.context.close();
});

test("a number typed in any form finds the caller, a wrong one says so, and Escape discards nothing", async ({
  browser,
}) => {
  test.setTimeout(60_000);
  const operator = await Operator.signedIn(browser, "op2");
  const { page } = operator;
  for (const typed of [
    "13800138000",
    "+86 138 0013 8000",
    "0086-138-0013-8000",
    "１３８００１３８０００",
    "138-0013-8000",
  ]) {
    await page.locator("#number").fill(typed);
    await expect(page.locator("[data-testid=caller-option] input"), typed).toBeChecked();
    await page.keyboard.press("Alt+n");
    await expect(page.locator("#number")).toHaveValue("");
  }
  await page.locator("#number").fill("12345678901234");
  await page.locator("#description").fill("什么都还没选");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#contactName-error")).toBeVisible();
  await expect(page.locator("#place-error")).toBeVisible();
  await expect(page.locator("#contactName")).toBeFocused();
  await expect(page.locator("#description")).toHaveValue("什么都还没选");
  await page.keyboard.press("Alt+n");
  await page.getByTestId("restore").click();
  await expect(page.locator("#description")).toHaveValue("什么都还没选");
  await operator.context.close();
});
