import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { loginOf, onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Place = { id: string; site_id: string; plate: { zh: { building: string } } };

/** A home of this estate in which nothing is open, in a building where no incident runs. */
async function quietHome(code = "CH"): Promise<Place> {
  const [home] = await sql<Place[]>`
    select p.id, p.site_id, p.plate from place p join site s on s.id = p.site_id
    where s.code = ${code} and p.kind = 'home' and not exists (select 1 from ticket t where t.place_id = p.id)
      and not exists (select 1 from incident i where i.building_id = p.building_id and i.ended_at is null)
    order by p.id limit 1`;
  return home!;
}

async function doorFor(desk: Dispatcher | Technician): Promise<Door> {
  const { origin, port } = new URL(desk.page.url());
  return doorOf(desk.context, Number(port), origin);
}

function report(door: Door, placeId: string, urgency = 3): Promise<{ ticketId: string; number: string }> {
  return door.tell("ticket.report", {
    placeId,
    faultCode: "tap-dripping",
    urgency,
    description: "厨房水龙头一直滴水",
    contactName: "王先生",
  });
}

test("the view changes beside an open job; what others do arrives in list and timeline, and nothing moves under the pointer", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const colleague = await Dispatcher.signedIn(browser, "disp2");
  const door = await doorFor(colleague);
  const { page } = desk;
  await page.locator("[data-testid=queue-card] .card-face").first().click();
  const opened = (await desk.drawer.getAttribute("data-ticket"))!;
  for (const [key, view, part] of [
    ["2", "list", "list"],
    ["3", "timeline", "timeline"],
    ["4", "plan", "grounds"],
    ["1", null, "lane"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByTestId(part).first()).toBeVisible();
    await expect(desk.drawer).toHaveAttribute("data-ticket", opened);
    expect(new URL(page.url()).searchParams.get("view")).toBe(view);
  }
  await page.keyboard.press("Escape");

  await page.keyboard.press("2");
  const rows = page.getByTestId("list-row");
  await page.getByTestId("sort-age").click();
  await page.getByTestId("sort-age").click();
  await expect(page).toHaveURL(/sort=-age/);
  await rows.nth(2).hover();
  const firstBefore = await rows.first().getAttribute("data-ticket");
  const home = await quietHome();
  const { ticketId, number } = await report(door, home.id);
  await expect(page.getByTestId("list-waiting")).toBeVisible();
  await expect(rows.first()).toHaveAttribute("data-ticket", firstBefore!);
  await page.getByTestId("list-waiting").click();
  await expect(rows.first()).toHaveAttribute("data-ticket", ticketId);
  await expect(rows.first()).toHaveAttribute("data-status", /received|triaged/);

  await page.keyboard.press("3");
  const run = page.locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`);
  await expect(run).toHaveCount(0);
  const [who] = await onShift(sql, home.site_id, "plumbing");
  const version = async () =>
    (await sql<Array<{ version: number }>>`select version from ticket where id = ${ticketId}`)[0]!.version;
  await desk.find(number);
  await door.tell("ticket.assign", { ticketId, version: await version(), technicianId: who!.id });
  const row = page.locator(`[data-testid=timeline-row][data-technician="${who!.id}"]`);
  await row.scrollIntoViewIfNeeded();
  await expect(row.locator(`[data-ticket="${ticketId}"]`)).toHaveAttribute("aria-label", /预计/);
  const technician = await Technician.signedIn(browser, await loginOf(sql, who!.id));
  const field = await doorFor(technician);
  for (const step of ["accept", "depart", "arrive"])
    await field.tell(`ticket.${step}`, { ticketId, version: await version() });
  await expect(run.first()).toHaveAttribute("aria-label", /施工/);
  await run.first().click();
  await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
  await desk.expectNeverReloaded();
  for (const person of [desk, colleague, technician]) await person.context.close();
});

test("a filter is in the address and in every view, and a view kept under a name opens the board", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const home = await quietHome();
  const { ticketId, number } = await report(door, home.id, 2);
  const found = page.getByTestId("found");
  const all = Number(await found.getAttribute("data-open"));
  expect(all).toBeGreaterThan(5);
  await desk.find(number);
  await page.keyboard.press("Enter");
  await page.getByTestId("view-list").click();
  await expect(page.getByTestId("list-row")).toHaveCount(1);
  await expect(found).toHaveAttribute("data-found", "1");
  await expect(found).toContainText(" / ");
  await page.reload();
  await desk.ready();
  await expect(page.getByTestId("list-row")).toHaveCount(1);
  await expect(page.getByTestId("list-row")).toHaveAttribute("data-ticket", ticketId);
  await page.keyboard.press("4");
  const block = page.locator(`[data-testid=ground][data-at="${home.plate.zh.building}"]`);
  await expect(block).toHaveAttribute("data-total", "1");
  await block.click();
  await expect(page.getByTestId("grounds-ticket")).toHaveCount(1);
  await expect(page).toHaveURL(/at=/);
  await page.getByTestId("filter-clear").click();
  expect(Number(await found.getAttribute("data-found"))).toBeGreaterThan(1);
  // A cut announced for the building outlines it, until it is taken back.
  const outlined = page.locator(".block[data-hit=true]", { has: block });
  await expect(outlined).toHaveCount(0);
  const [house] = await sql<Array<{ id: string }>>`select building_id as id from place where id = ${home.id}`;
  const words = { wordsZh: "停水检修", wordsEn: "Water is off for work" };
  const { incidentId } = await door.tell<{ incidentId: string }>("incident.plan", {
    siteId: home.site_id,
    scope: { scope: "building", buildingId: house!.id },
    faultCode: "tap-dripping",
    startsAt: new Date().toISOString(),
    expectedUntil: new Date(Date.now() + 3_600_000).toISOString(),
    ...words,
  });
  await expect(outlined).toHaveCount(1);
  const [cut] = await sql<Array<{ version: number }>>`select version from incident where id = ${incidentId}`;
  await door.tell("incident.cancel", { incidentId, version: cut!.version, ...words });
  await expect(outlined).toHaveCount(0);

  const filters = page.locator(".queue-filter select");
  await filters.nth(1).selectOption("2");
  await page.keyboard.press("2");
  await expect(page.locator("[data-testid=list-row]:not([data-urgency='2'])")).toHaveCount(0);
  await page.getByTestId("saved-views").click();
  await page.getByTestId("keep-views").click();
  const sheet = page.getByTestId("saved-sheet");
  await page.getByTestId("view-name").fill("二级清单");
  await page.keyboard.press("Enter");
  await expect(sheet.getByTestId("kept-view")).toContainText("二级清单");
  await sheet.getByTestId("kept-view").locator("[aria-pressed]").click();
  await expect(sheet.getByTestId("kept-view").locator("[aria-pressed=true]")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByTestId("filter-clear").click();
  await page.keyboard.press("1");
  await page.getByTestId("saved-views").click();
  await page.getByTestId("saved-view").click();
  await expect(page).toHaveURL(/view=list/);
  await expect(page.getByTestId("list")).toBeVisible();
  await expect(filters.nth(1)).toHaveValue("2");
  // The board opens with it where nothing else is asked for; a colleague's does not.
  await page.goto("/board");
  await expect(page).toHaveURL(/urgency=2/);
  await expect(page.getByTestId("list")).toBeVisible();
  const shared = page.url();
  const colleague = await Dispatcher.signedIn(browser, "disp2");
  await expect(colleague.page.getByTestId("lane").first()).toBeVisible();
  await colleague.page.goto(shared);
  await expect(colleague.page.getByTestId("list")).toBeVisible();
  await expect(colleague.page.locator(".queue-filter select").nth(1)).toHaveValue("2");
  await sql`delete from saved_view`;
  await desk.context.close();
  await colleague.context.close();
});

test("by keyboard alone: through list, timeline and plan, a job is opened and assigned", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const { ticketId, number } = await report(door, (await quietHome()).id);
  const focused = (selector: string) =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  await page.keyboard.press("2");
  await page.keyboard.press("j");
  await expect.poll(() => focused("[data-testid=list-row]")).toBe(true);
  await page.keyboard.press("End");
  await expect.poll(() => focused("[data-testid=list-row]")).toBe(true);
  await page.keyboard.press("/");
  await page.keyboard.type(number);
  await expect(page.getByTestId("list-row")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(`[data-ticket="${ticketId}"]`)).toBe(true);
  await page.keyboard.press("Enter");
  await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
  await page.keyboard.press("Escape");
  await expect(desk.drawer).toHaveCount(0);
  await page.keyboard.press("a");
  await expect(desk.candidate().first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("list-row")).toHaveAttribute("data-status", "dispatched");

  await page.keyboard.press("3");
  const run = page.locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`);
  await expect(run).toBeAttached();
  await run.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => focused("[data-testid=timeline-run]")).toBe(true);
  await page.keyboard.press("Enter");
  await expect(desk.drawer).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByTestId("filter-clear").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("4");
  const blocks = page.getByTestId("ground");
  await blocks.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(blocks.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(blocks.nth(1)).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("grounds-list")).toBeVisible();
  await desk.expectNeverReloaded();
  await desk.context.close();
});

test("a card let go over a technician's day is his; yesterday is told as it was; lanes of states have it too", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const home = await quietHome();
  const { ticketId, number } = await report(door, home.id);
  const [who] = await onShift(sql, home.site_id, "plumbing");
  await page.keyboard.press("3");
  await desk.find(number);
  await page.keyboard.press("Escape");
  const row = page.locator(`[data-testid=timeline-row][data-technician="${who!.id}"]`);
  await desk.card(ticketId).dragTo(row.locator(".timeline-who"));
  await expect(row.locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`)).toBeVisible();
  const [held] = await sql`select technician_id, status from ticket where id = ${ticketId}`;
  expect(held).toEqual({ technician_id: who!.id, status: "dispatched" });

  const timeline = page.getByTestId("timeline");
  const today = await timeline.getAttribute("data-day");
  await timeline.getByRole("button", { name: "前一天" }).click();
  await expect(timeline).not.toHaveAttribute("data-day", today!);
  await expect(page).toHaveURL(/day=/);
  await expect(page.locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`)).toHaveCount(0);
  await page.getByTestId("filter-clear").click();
  await expect(page.getByTestId("timeline-run").first()).toHaveAttribute("aria-label", /\d\d:\d\d–\d\d:\d\d/);

  await page.keyboard.press("1");
  await page.getByTestId("lanes-by-state").click();
  await expect(page).toHaveURL(/by=state/);
  const lane = page.locator("[data-testid=state-lane][data-stage=dispatched]");
  await page.locator(".queue-filter input").fill(number);
  await expect(lane.locator(`[data-ticket="${ticketId}"]`)).toBeVisible();
  await desk.expectNeverReloaded();
  await desk.context.close();
});

for (const theme of ["day", "night"] as const)
  test(`no view has an accessibility fault that a machine can find (${theme})`, async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await Dispatcher.signedIn(browser, "disp2");
    const { page } = desk;
    await desk.context.addCookies([{ name: "mendline-theme", value: theme, url: page.url() }]);
    for (const [view, part] of [
      ["lanes", "lane"],
      ["lanes&by=state", "state-lane"],
      ["list", "list-row"],
      ["timeline", "timeline-row"],
      ["plan", "ground"],
    ] as const) {
      await page.goto(`/board?view=${view}`);
      await expect(page.getByTestId("board")).toHaveAttribute("data-loading", "ready");
      await expect(page.getByTestId(part).first()).toBeVisible();
      const seen = await new AxeBuilder({ page }).analyze();
      expect(
        seen.violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.html)]),
        view,
      ).toEqual([]);
    }
    await desk.context.close();
  });
