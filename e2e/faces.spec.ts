import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { Dispatcher } from "./people/dispatcher.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("three at one desk see who has a job open and who types about it, in the list and inside", async ({
  browser,
}) => {
  const [one, two, three] = [
    await Dispatcher.signedIn(browser, "disp1"),
    await Dispatcher.signedIn(browser, "disp2"),
    await Dispatcher.signedIn(browser, "lead1"),
  ];
  // A waiting job of a site that all three watch.
  const [job] = await sql<Array<{ id: string; number: string }>>`
    select t.id, t.number from ticket t
    where t.status in ('received', 'triaged') and t.incident_id is null and (
      select count(distinct a.login) from staff_role r join staff_account a on a.person_id = r.person_id
      where r.site_id = t.site_id and r.role in ('dispatcher', 'lead') and a.login in ('disp1', 'disp2', 'lead1')) = 3
    order by t.received_at desc limit 1`;
  const { id, number } = job!;
  const names = new Map(
    (
      await sql<Array<{ login: string; name: string }>>`
        select a.login, p.name from staff_account a join person p on p.id = a.person_id
        where a.login in ('disp1', 'disp2', 'lead1')`
    ).map(({ login, name }) => [login, name]),
  );
  for (const each of [one, two, three]) await each.find(number);
  const before = await three.card(id).boundingBox();
  await one.card(id).locator(".card-face").click();
  await expect(three.card(id).getByTestId("faces")).toHaveAttribute(
    "aria-label",
    `${names.get("disp1")}在看`,
  );
  expect(await three.card(id).boundingBox(), "nothing moves for a face").toEqual(before);
  await two.card(id).locator(".card-face").click();
  await expect(one.drawer.getByTestId("face-line")).toContainText(`${names.get("disp2")}在看`);
  await expect(one.drawer.getByTestId("face-line")).not.toContainText(names.get("disp1")!);

  // Inside a sheet of the job, the others see that he writes, and that he has stopped.
  await two.page.getByTestId("action-cancel").click();
  await two.page.getByRole("dialog").locator("textarea").pressSequentially("业主来电说不用修了");
  await expect(one.drawer.getByTestId("face-line")).toContainText(`${names.get("disp2")}正在输入`);
  await expect(three.card(id).getByTestId("faces")).toHaveAttribute("aria-label", /正在输入/);
  for (const page of [one.page, three.page]) {
    const found = await new AxeBuilder({ page }).include("[data-testid=board]").analyze();
    expect(found.violations).toEqual([]);
  }
  await expect(one.drawer.getByTestId("face-line")).toContainText(`${names.get("disp2")}在看`, {
    timeout: 10_000,
  });

  // In the list view too; and whoever reloads or leaves is gone.
  await three.page.keyboard.press("Escape");
  await three.page.locator("body").click({ position: { x: 4, y: 4 } });
  await three.page.keyboard.press("2");
  await expect(three.page.locator("[data-testid=faces]").first()).toHaveAttribute("aria-label", /在看/);
  await two.page.reload();
  await two.ready();
  await expect(one.drawer.getByTestId("face-line")).toContainText(`${names.get("disp2")}在看`);
  await two.context.close();
  await expect(one.drawer.getByTestId("face-line")).toHaveAttribute("data-count", "0");
  await one.page.keyboard.press("Escape");
  await expect(three.page.getByTestId("faces")).toHaveCount(0);
  await one.expectNeverReloaded();
  await one.context.close();
  await three.context.close();
});
