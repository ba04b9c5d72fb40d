import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("a whole desk is proposed at once; what a colleague took meanwhile is named, the rest is dispatched", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp2");
  const colleague = await Dispatcher.signedIn(browser, "disp1");
  await desk.page.keyboard.press("p");
  const sheet = desk.page.getByTestId("plan-sheet");
  const rows = sheet.locator("[data-testid=plan-route] li");
  await expect(rows.first()).toBeVisible({ timeout: 30_000 });
  const count = await rows.count();
  expect(count).toBeGreaterThan(2);
  const looked = await new AxeBuilder({ page: desk.page }).include("[data-testid=plan-sheet]").analyze();
  expect(looked.violations).toEqual([]);

  // Somebody else takes the first, and the dispatcher leaves out the last.
  const firstRoute = sheet.getByTestId("plan-route").first();
  const technicianId = (await firstRoute.getAttribute("data-technician"))!;
  const ticketId = (await firstRoute.locator("li").first().getAttribute("data-ticket"))!;
  const { origin, port } = new URL(desk.page.url());
  const door = await doorOf(colleague.context, Number(port), origin);
  const [seen] = await sql<Array<{ version: number }>>`select version from ticket where id = ${ticketId}`;
  await door.tell("ticket.assign", { ticketId, version: seen!.version, technicianId });
  const last = rows.last();
  const lastId = (await last.getAttribute("data-ticket"))!;
  await last.locator("input").uncheck();

  await sheet.getByTestId("plan-accept").click();
  await expect(firstRoute.locator(`li[data-ticket="${ticketId}"]`)).toHaveAttribute("data-state", "refused");
  await expect(sheet.locator("li[data-state=sent]")).toHaveCount(count - 2);
  const active = await sql<Array<{ id: string; times: number }>>`
    select ticket_id as id, count(*)::int as times from assignment where ended_at is null group by 1`;
  expect(active.filter(({ times }) => times !== 1)).toEqual([]);
  expect(active.some(({ id }) => id === lastId)).toBe(false);
  await expect(sheet.getByTestId("plan-proven")).toBeVisible();
  const sent = await sheet
    .locator("li[data-state=sent]")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-ticket")!));
  await desk.page.keyboard.press("Escape");
  await expect(desk.card(lastId)).toBeVisible();

  // The accepted plan is one deed: one key takes all of it back, and nothing older.
  await desk.page.keyboard.press("z");
  const held = () => sql<Array<{ id: string }>>`
    select id from ticket where id = any(${sent}::uuid[]) and technician_id is not null`;
  await expect.poll(async () => (await held()).length).toBe(0);
  await expect(desk.page.getByTestId("undo-bar")).toHaveCount(0);
  const plans = await sql<Array<{ jobs: number }>>`
    select (reasons->'plan'->>'jobs')::int as jobs from assignment where ticket_id = any(${sent}::uuid[])
      and end_reason = 'undone'`;
  expect(plans.map(({ jobs }) => jobs)).toEqual(sent.map(() => count - 1));
  await desk.expectNeverReloaded();
  await desk.context.close();
  await colleague.context.close();
});
