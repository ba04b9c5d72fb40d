import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const sound = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

test("a home says whom it would rather not have; the board gets its job back, and the desk may let him come again", async ({
  browser,
}) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql));
  await owner.writeReport({
    fault: "滴水",
    faultCode: "tap-dripping",
    urgency: 3,
    words: "厨房水龙头滴水",
  });
  await owner.send.click();
  const { ticketId, number } = await owner.arrived();
  const [at] = await sql<Array<{ login: string }>>`
    select a.login from ticket t join staff_role r on r.site_id = t.site_id and r.role = 'dispatcher'
    join staff_account a on a.person_id = r.person_id where t.id = ${ticketId} order by a.login limit 1`;
  const desk = await Dispatcher.signedIn(browser, at!.login);
  await desk.open(number, ticketId);
  await desk.page.keyboard.press("a");
  await expect(desk.candidate().first()).toBeFocused();
  await desk.page.keyboard.press("Enter");
  await expect(desk.page.getByTestId("drawer-status")).toHaveAttribute("data-status", "dispatched");
  const [held] = await sql<Array<{ technicianId: string }>>`
    select technician_id as "technicianId" from ticket where id = ${ticketId}`;

  // The owner, on the phone: nothing is asked of anybody who does not look for it.
  const { page } = owner;
  const wish = page.getByTestId("keep-away");
  await wish.locator("summary").click();
  await wish.getByRole("button", { name: "以后别派" }).click();
  await wish.locator("textarea").fill("上次把地板弄坏了");
  await sound(page);
  await wish.getByRole("button", { name: "以后别派" }).click();
  await expect(wish.getByRole("status")).toContainText("记下了，以后不派");
  await expect(wish.getByTestId("keep-away-one")).toHaveAttribute("data-away", "true");

  // The desk sees it come back without a reload, why, and in whose words.
  await expect(desk.page.getByTestId("drawer-status")).toHaveAttribute("data-status", "triaged");
  await expect(desk.page.getByTestId("undo-bar"), "that was overtaken").toHaveCount(0);
  const came = desk.page.getByTestId("drawer-came");
  await expect(came).toContainText("业主不要他再来");
  await expect(came).toContainText("上次把地板弄坏了");
  await expect(desk.page.locator(".drawer-timeline")).toContainText("业主不要他再来");
  await desk.page.keyboard.press("a");
  const his = desk.page.locator(`[data-testid=candidate][data-technician="${held!.technicianId}"]`);
  await expect(his).toHaveAttribute("data-eligible", "false");
  await expect(his).toContainText("业主不要他再来");
  await sound(desk.page);
  await desk.page.keyboard.press("Escape");

  // To set that aside is the desk's to answer for.
  await came.getByRole("button", { name: "可以再派他" }).click();
  await came.getByRole("button", { name: "可以再派他" }).click();
  await expect(came.getByRole("alert")).toBeVisible();
  await expect(came.locator("input")).toBeFocused();
  await sound(desk.page);
  await desk.page.keyboard.type("电话里和业主说好了");
  await desk.page.keyboard.press("Enter");
  await expect(came).toHaveCount(0);
  await expect(desk.page.locator(".drawer-timeline")).toContainText("可以再来");
  await expect(wish).toHaveCount(0);
  await desk.page.keyboard.press("a");
  await expect(desk.candidate(held!.technicianId)).toBeVisible();
  await owner.context.close();
  await desk.context.close();
});
