import { expect, type Locator, type Page, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { type Many, openMany } from "./fixtures/manyOpen.ts";
import { Dispatcher } from "./people/dispatcher.ts";

const { sql, close } = openDatabase();
let many: Many;
test.beforeAll(async () => {
  many = await openMany(sql, "disp1", 10_000);
});
test.afterAll(() => close());

/** Elements of a page that draws only what can be seen, however much there is. */
const mostElements = 6_000;

function elements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

function doorFor(desk: Dispatcher): Promise<Door> {
  const { origin, port } = new URL(desk.page.url());
  return doorOf(desk.context, Number(port), origin);
}

/** A home of the estates that this desk watches, in a building where no incident runs. */
async function quietHome(): Promise<string> {
  const [home] = await sql<Array<{ id: string }>>`
    select p.id from place p join site s on s.id = p.site_id where s.code = 'CH' and p.kind = 'home'
      and not exists (select 1 from incident i where i.building_id = p.building_id and i.ended_at is null)
    order by p.id limit 1`;
  return home!.id;
}

/** How many of these rows really lie within the window of their scroller. */
function inSight(scroller: Locator, rows: string): Promise<number> {
  return scroller.evaluate((it, wanted) => {
    const window = it.getBoundingClientRect();
    return [...it.querySelectorAll(wanted)].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > window.top && top < window.bottom;
    }).length;
  }, rows);
}

/** Turns the wheel until it goes no further; wherever it stops, rows are in sight and only few are drawn. */
async function wheelToEnd(page: Page, scroller: Locator, rows: string): Promise<void> {
  await scroller.hover();
  const left = () => scroller.evaluate((it) => it.scrollHeight - it.clientHeight - it.scrollTop);
  let before = await left();
  expect(before).toBeGreaterThan(100_000);
  while (before > 1) {
    await page.mouse.wheel(0, 80_000);
    await expect.poll(left).toBeLessThan(before);
    before = await left();
    await expect.poll(() => inSight(scroller, rows)).toBeGreaterThan(1);
    expect(await scroller.locator(rows).count()).toBeLessThan(120);
    expect(await elements(page)).toBeLessThan(mostElements);
  }
}

/** The figures of the header beside those of the database: urgent, unassigned, late, due soon. */
async function expectFiguresTrue(page: Page): Promise<void> {
  await expect(async () => {
    const [counted] = await sql<Array<Record<"urgent" | "unassigned" | "late" | "soon", number>>>`
      with watched as (
        select t.* from ticket t join staff_role r on r.site_id = t.site_id and r.role = 'dispatcher'
        join staff_account a on a.person_id = r.person_id and a.login = 'disp1'
        where t.status not in ('done', 'closed', 'cancelled', 'declined', 'duplicate')
          and not (t.incident_id is not null and not t.leads_incident and t.status in ('received', 'triaged'))
      )
      select count(*) filter (where urgency = 1)::int as urgent,
        count(*) filter (where status in ('received', 'triaged'))::int as unassigned,
        count(*) filter (where due_at < now())::int as late,
        count(*) filter (where due_at >= now() and due_at < now() + interval '30 minutes')::int as soon from watched`;
    const texts = await page.locator(".control-figures dd").allInnerTexts();
    const shown = texts.map((text) => Number(text.replaceAll(",", "")));
    const { urgent, unassigned, late, soon } = counted!;
    expect(shown.slice(0, 2)).toEqual([urgent, unassigned]);
    // The page counts late ones anew every few seconds.
    expect(Math.abs(shown[2]! - late)).toBeLessThanOrEqual(2);
    expect(Math.abs(shown[3]! - soon)).toBeLessThanOrEqual(2);
  }).toPass({ timeout: 20_000 });
  const [open] = await sql<Array<{ count: number }>>`
    select count(*)::int from ticket t join staff_role r on r.site_id = t.site_id and r.role = 'dispatcher'
    join staff_account a on a.person_id = r.person_id and a.login = 'disp1'
    where t.status not in ('closed', 'cancelled', 'declined', 'duplicate')`;
  await expect(page.getByTestId("found")).toHaveAttribute("data-open", String(open!.count));
}

test("the queue and the list go from top to end by wheel and by keyboard and draw only what is seen", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  await expectFiguresTrue(page);
  expect(await elements(page)).toBeLessThan(mostElements);

  const queue = page.locator(".queue-scroll");
  await wheelToEnd(page, queue, "[data-testid=queue-card]");
  const end = queue.locator("li").last();
  const waiting = await end.getAttribute("aria-setsize");
  expect(Number(waiting)).toBeGreaterThan(7_500);
  await expect(end).toHaveAttribute("aria-posinset", waiting!);
  const focusedAt = () =>
    page.evaluate(() => Number(document.activeElement?.closest("li")?.getAttribute("aria-posinset")));
  await page.keyboard.press("j");
  await page.keyboard.press("End");
  await expect.poll(focusedAt).toBe(Number(waiting));
  await page.keyboard.press("k");
  await expect.poll(focusedAt).toBe(Number(waiting) - 1);
  await page.keyboard.press("Home");
  await expect(page.locator("[data-testid=queue-card]:focus-within")).toHaveAttribute("data-urgency", "1");

  await page.keyboard.press("2");
  const table = page.getByTestId("list").locator("table");
  const scroller = page.locator(".table-scroll");
  await expect(page.getByTestId("list-row").first()).toBeVisible();
  const last = await table.getAttribute("aria-rowcount");
  expect(Number(last)).toBeGreaterThan(10_000);
  await wheelToEnd(page, scroller, "[data-testid=list-row]");
  await expect(page.getByTestId("list-row").last()).toHaveAttribute("aria-rowindex", last!);
  const row = () =>
    page.evaluate(() => Number(document.activeElement?.closest("tr")?.getAttribute("aria-rowindex")));
  await page.keyboard.press("j");
  await page.keyboard.press("Home");
  await expect.poll(row).toBe(2);
  await page.keyboard.press("j");
  await expect.poll(row).toBe(3);
  await page.keyboard.press("End");
  await expect.poll(row).toBe(Number(last));
  await page.keyboard.press("k");
  await expect.poll(row).toBe(Number(last) - 1);
  await expect(page.locator("[data-testid=list-row]:focus")).toBeInViewport();
  await desk.expectNeverReloaded();
  await desk.context.close();
});

test("what is reported meanwhile announces itself and moves nothing under the pointer; it is found, opened and assigned", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const report = (urgency: number) =>
    door.tell<{ ticketId: string; number: string }>("ticket.report", {
      placeId: home,
      faultCode: "tap-dripping",
      urgency,
      description: "厨房水龙头一直滴水",
      contactName: "王先生",
    });
  const home = await quietHome();
  /** Which rows are drawn, each with its place on the screen. */
  const rowsAt = (rows: string) =>
    page
      .locator(rows)
      .evaluateAll((all) =>
        all.map((row) => [
          row.getAttribute("data-ticket"),
          ...Object.values(row.getBoundingClientRect().toJSON()),
        ]),
      );

  const queue = page.locator(".queue-scroll");
  await queue.hover();
  await page.mouse.wheel(0, 2_000);
  await expect.poll(() => queue.evaluate((it) => it.scrollTop)).toBe(2_000);
  await page.mouse.move(200, 600);
  await page.mouse.move(201, 601);
  await page.waitForTimeout(300);
  const cards = await rowsAt(".queue-scroll [data-testid=queue-card]");
  await report(3);
  await expect(page.getByTestId("queue-waiting")).toBeVisible();
  expect(await rowsAt(".queue-scroll [data-testid=queue-card]")).toEqual(cards);

  await page.keyboard.press("2");
  await page.getByTestId("sort-age").click();
  await page.getByTestId("sort-age").click();
  await expect(page).toHaveURL(/sort=-age/);
  const rows = page.getByTestId("list-row");
  await rows.nth(4).hover();
  const before = await rowsAt("[data-testid=list-row]");
  const { ticketId, number } = await report(2);
  const status = page.getByTestId("list").getByRole("status");
  await expect(status).toContainText("1");
  await expect(page.getByTestId("list-waiting")).toBeVisible();
  expect(await rowsAt("[data-testid=list-row]")).toEqual(before);
  await page.getByTestId("list-waiting").click();
  await expect(rows.first()).toHaveAttribute("data-ticket", ticketId);

  for (const wanted of [many.first, many.last, number]) {
    await page.keyboard.press("/");
    await expect(page.locator(".queue-filter input")).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(wanted);
    await expect
      .poll(() => rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-number"))))
      .toEqual([wanted]);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Enter");
  await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
  await page.keyboard.press("a");
  await expect(desk.candidate().first()).toBeFocused();
  await page.keyboard.press("Enter");
  // Everybody's hands are full tonight: who goes all the same goes with a reason.
  await expect(page.getByTestId("overrule").locator("input[type=radio]").first()).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(rows).toHaveAttribute("data-status", "dispatched");
  const [held] = await sql`select status from ticket where id = ${ticketId}`;
  expect(held).toEqual({ status: "dispatched" });
  await page.keyboard.press("Escape");

  // One of those that were there before is opened and assigned from the queue, too.
  await page.keyboard.press("1");
  const [old] = await sql<Array<{ id: string }>>`select id from ticket where number = ${many.last}`;
  await desk.open(many.last, old!.id);
  await page.keyboard.press("Escape");
  await page.getByTestId("filter-clear").click();
  await expectFiguresTrue(page);
  await desk.expectNeverReloaded();
  await desk.context.close();
});

test("lanes, lanes of states, timeline and plan open and draw only what is seen", async ({ browser }) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  for (const [key, part] of [
    ["3", "timeline-row"],
    ["4", "ground"],
    ["1", "lane"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByTestId(part).first()).toBeVisible();
    expect(await elements(page), part).toBeLessThan(mostElements);
  }
  await page.getByTestId("lanes-by-state").click();
  const received = page.locator("[data-testid=state-lane][data-stage=dispatched]");
  await expect(received.getByTestId("lane-job").first()).toBeVisible();
  expect(await elements(page)).toBeLessThan(mostElements);
  await desk.expectNeverReloaded();
  await desk.context.close();
});
