import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { loginOf, onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Place = { id: string; site_id: string; plate: { zh: { building: string; unit: string; room: string } } };

/** A home of this estate in which nothing is open, in a building where no incident runs. */
async function quietHome(code = "CH"): Promise<Place> {
  const [home] = await sql<Place[]>`
    select p.id, p.site_id, p.plate from place p join site s on s.id = p.site_id
    where s.code = ${code} and p.kind = 'home' and not exists (select 1 from ticket t where t.place_id = p.id)
      and not exists (
        select 1 from incident i left join place hit on hit.id = i.place_id
        where p.building_id in (i.building_id, hit.building_id) and i.ended_at is null)
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

/** The job under the pointer there, and where exactly it lies. */
function under(page: Page, at: { x: number; y: number }) {
  return page.evaluate(({ x, y }) => {
    const it = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-ticket]");
    return [it?.dataset.ticket, ...Object.values(it?.getBoundingClientRect().toJSON() ?? {})];
  }, at);
}

/** Puts the pointer on it, as a hand does, and says where. */
async function pointAt(page: Page, it: Locator): Promise<{ x: number; y: number }> {
  await it.scrollIntoViewIfNeeded();
  const box = (await it.boundingBox())!;
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x - 1, at.y);
  await page.mouse.move(at.x, at.y);
  return at;
}

test("a job in a lane and an urgent card stay under the pointer whatever others do, and all of it comes in after", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(await Dispatcher.signedIn(browser, "disp2"));
  const home = await quietHome();
  const version = async (id: string) =>
    (await sql<Array<{ version: number }>>`select version from ticket where id = ${id}`)[0]!.version;
  const [who, other] = await onShift(sql, home.site_id, "plumbing");
  const give = async (technicianId: string, urgency: number) => {
    const { ticketId } = await report(door, (await quietHome()).id, urgency);
    await door.tell("ticket.assign", { ticketId, version: await version(ticketId), technicianId });
    return ticketId;
  };

  const mine = await give(who!.id, 4);
  await expect(desk.job(mine)).toBeVisible();
  const at = await pointAt(page, desk.job(mine));
  const before = await under(page, at);
  expect(before[0]).toBe(mine);
  // Due sooner, so it belongs in front of the one that is pointed at.
  const sooner = await give(who!.id, 2);
  await door.tell("technician.setAvailability", {
    technicianId: other!.id,
    presence: "break",
    reason: "meal",
  });
  await expect(page.getByTestId("lanes-waiting")).toBeVisible();
  await expect(desk.lane(other!.id).getByTestId("lane-away")).toBeVisible();
  expect(await under(page, at)).toEqual(before);
  await expect(desk.job(sooner)).toHaveCount(0);
  await page.getByTestId("found").hover();
  await expect(desk.job(sooner)).toBeVisible();
  await expect(page.getByTestId("lanes-waiting")).toHaveCount(0);
  const boxes = await Promise.all([sooner, mine].map((id) => desk.job(id).boundingBox()));
  expect(boxes[0]!.x).toBeLessThan(boxes[1]!.x);
  await door.tell("technician.setAvailability", { technicianId: other!.id, presence: "on" });

  const urgent = (await report(door, (await quietHome()).id, 1)).ticketId;
  const next = (await report(door, (await quietHome()).id, 1)).ticketId;
  await expect(desk.card(next)).toHaveAttribute("data-urgency", "1");
  const there = await pointAt(page, desk.card(urgent));
  const seen = await under(page, there);
  expect(seen[0]).toBe(urgent);
  await door.tell("ticket.cancel", {
    ticketId: urgent,
    version: await version(urgent),
    reason: "mistake",
    words: "",
  });
  await expect(desk.card(urgent)).toHaveAttribute("data-gone", "true");
  expect(await under(page, there)).toEqual(seen);
  await page.getByTestId("found").hover();
  await expect(desk.card(urgent)).toHaveCount(0);
  await expect(desk.card(next)).toBeVisible();

  // Nor does an incident that lies above the queue push it.
  const low = page.locator(".queue-scroll [data-testid=queue-card]").first();
  const here = await pointAt(page, low);
  const kept = await under(page, here);
  const made = await door.tell<{ number: string }>("incident.open", {
    tickets: [{ ticketId: next, version: await version(next) }],
  });
  const incident = page.locator(`[data-testid=incident-card][data-number="${made.number}"]`);
  await expect(page.getByTestId("queue-waiting")).toBeVisible();
  await expect(incident).toHaveCount(0);
  expect(await under(page, here)).toEqual(kept);
  await page.getByTestId("found").hover();
  await expect(incident).toBeVisible();
  await desk.expectNeverReloaded();
});

test("a filter is in the address and in every view, and a view kept under a name opens the board", async ({
  browser,
}) => {
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
  const outlined = page.locator(".block[data-hit]", { has: block });
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
  await expect(outlined).toContainText("公共事件");
  await expect(block).toHaveAccessibleName(/有公共事件：水龙头滴水/);
  const [cut] = await sql<Array<{ version: number }>>`select version from incident where id = ${incidentId}`;
  await door.tell("incident.cancel", { incidentId, version: cut!.version, ...words });
  await expect(outlined).toHaveCount(0);

  // Two answers to one question, by keyboard.
  const urgencies = page.locator(".filter-choice[data-filter=urgency]");
  await urgencies.focus();
  await page.keyboard.press("Enter");
  await page.locator("[role=menuitemcheckbox][data-value='2']").press("Enter");
  await page.locator("[role=menuitemcheckbox][data-value='3']").press("Enter");
  await expect(page).toHaveURL(/urgency=2,3/);
  // A quick hand: the menu is on its way out still, and the key is the board's all the same.
  await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("2")]);
  await expect(page.getByTestId("view-list")).toHaveAttribute("aria-selected", "true");
  const others = page.locator("[data-testid=list-row]:not([data-urgency='2'], [data-urgency='3'])");
  await expect(others).toHaveCount(0);
  await expect(page.locator("[data-testid=list-row][data-urgency='3']").first()).toBeVisible();
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
  await expect(urgencies).toHaveAttribute("data-values", "2,3");
  // The board opens with it where nothing else is asked for; a colleague's does not.
  await page.goto("/board");
  await expect(page).toHaveURL(/urgency=2,3/);
  await expect(page.getByTestId("list")).toBeVisible();
  const shared = page.url();
  const colleague = await Dispatcher.signedIn(browser, "disp2");
  await expect(colleague.page.getByTestId("lane").first()).toBeVisible();
  await colleague.page.goto(shared);
  await expect(colleague.page.getByTestId("list")).toBeVisible();
  await expect(colleague.page.locator(".filter-choice[data-filter=urgency]")).toHaveAttribute(
    "data-values",
    "2,3",
  );
  await sql`delete from saved_view`;
  await desk.context.close();
  await colleague.context.close();
});

test("a picked place in which nothing is open is named in the reader's language too", async ({ browser }) => {
  const desk = await Dispatcher.signedIn(browser, "disp1", { locale: "en-GB" });
  const { page } = desk;
  const home = await quietHome();
  const at = encodeURIComponent(home.plate.zh.building);
  await page.goto(`/board?view=plan&site=${home.site_id}&at=${at}&q=zzz`);
  await expect(page.getByTestId("grounds-list").getByRole("heading")).toHaveText(/^Bldg \d+ 0$/);
  await expect(page.getByRole("button", { name: /^No longer only Bldg \d+$/ })).toBeVisible();
});

test("by keyboard alone: through list, timeline and plan, a job is opened and assigned", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const home = await quietHome();
  const { ticketId, number } = await report(door, home.id);
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
  await expect(page.getByTestId("assign-list")).toHaveCount(0);

  await page.keyboard.press("3");
  const run = page.locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`);
  await expect(run).toBeAttached();
  // Of what the filter leaves it is the only one: the Tab key comes to it, and the arrows go to no other.
  await expect(run).toHaveAttribute("tabindex", "0");
  await run.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(run).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(desk.drawer).toBeVisible();
  await page.keyboard.press("Escape");

  // A key is about the job that has the focus, not about the one that is open or selected in the queue.
  await page.getByTestId("filter-clear").focus();
  await page.keyboard.press("Enter");
  await run.focus();
  await page.keyboard.press("u");
  await expect(page.getByTestId("sheet-triage").locator("h2")).toContainText(number);
  await page.keyboard.press("Escape");
  await expect(run).toBeFocused();
  // Gone from under the focus to another's row, it is what the next key is about all the same.
  const [held] = await sql<Array<{ version: number; holder: string }>>`
    select version, technician_id as holder from ticket where id = ${ticketId}`;
  const to = (await onShift(sql, home.site_id, "plumbing")).find((who) => who.id !== held!.holder);
  await door.tell("ticket.transfer", {
    ticketId,
    version: held!.version,
    technicianId: to!.id,
    reason: "better_fit",
    overrule: { reason: "agreed", words: "" },
  });
  await expect(
    page.locator(`[data-testid=timeline-row][data-technician="${held!.holder}"] [data-ticket="${ticketId}"]`),
  ).toHaveCount(0);
  await page.keyboard.press("u");
  await expect(page.getByTestId("sheet-triage").locator("h2")).toContainText(number);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("sheet-triage")).toHaveCount(0);
  await page.keyboard.press("1");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(desk.drawer).not.toHaveAttribute("data-ticket", ticketId);
  const face = desk.job(ticketId).locator(".card-face");
  await face.focus();
  await page.keyboard.press("t");
  await expect(page.getByTestId("sheet-transfer").locator("h2")).toContainText(number);
  await page.keyboard.press("Escape");
  await expect(face).toBeFocused();
  await page.keyboard.press("Escape");
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
  // Some go on over midnight; others have an end.
  const ended = () =>
    page
      .getByTestId("timeline-run")
      .evaluateAll((runs) =>
        runs.some((run) => /\d\d:\d\d–\d\d:\d\d/.test(run.getAttribute("aria-label") ?? "")),
      );
  await expect.poll(ended).toBe(true);

  await page.keyboard.press("1");
  await page.getByTestId("lanes-by-state").click();
  await expect(page).toHaveURL(/by=state/);
  const lane = page.locator("[data-testid=state-lane][data-stage=dispatched]");
  await page.locator(".queue-filter input").fill(number);
  await expect(lane.locator(`[data-ticket="${ticketId}"]`)).toBeVisible();
  await desk.expectNeverReloaded();
  await desk.context.close();
});

test("a job is carried from lane to lane, back to the queue, onto its double and under an incident", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  // Every lane stands within the window: nothing scrolls away from under what is carried.
  await page.setViewportSize({ width: 1440, height: 1700 });
  const door = await doorFor(await Dispatcher.signedIn(browser, "disp2"));
  const home = await quietHome();
  const { building, unit, room } = home.plate.zh;
  const standing = async (id: string) =>
    (
      await sql<
        Array<{ version: number; status: string; technician_id: string | null; incident_id: string | null }>
      >`
      select version, status, technician_id, incident_id from ticket where id = ${id}`
    )[0]!;
  const { ticketId } = await report(door, home.id);
  const [who, other] = await onShift(sql, home.site_id, "plumbing");
  await door.tell("ticket.assign", {
    ticketId,
    version: (await standing(ticketId)).version,
    technicianId: who!.id,
  });
  await page.locator(".queue-filter input").fill(`${building}${unit}${room}`);
  await expect(page.getByTestId("found")).toHaveAttribute("data-found", "1");
  await expect(desk.job(ticketId)).toBeVisible();
  await desk.job(ticketId).dragTo(desk.lane(other!.id).locator(".lane-who"));
  const transfer = page.getByTestId("sheet-transfer");
  await expect(transfer.locator(`input[name=to][value="${other!.id}"]`)).toBeChecked();
  await transfer.locator("input[name=reason]").first().check();
  // Near the end of a shift he does not finish in it: he is sent all the same.
  const against = transfer.getByTestId("overrule");
  if (await against.isVisible()) await against.locator("input[type=radio]").first().check();
  await transfer.locator("button[type=submit]").click();
  await expect(desk.lane(other!.id).locator(`[data-ticket="${ticketId}"]`)).toBeVisible();
  expect((await standing(ticketId)).technician_id).toBe(other!.id);

  // By key, too, and the focus goes with the job.
  const drawn = (technicianId: string, id: string) =>
    desk.lane(technicianId).locator(`[data-ticket="${id}"]`);
  await drawn(other!.id, ticketId).locator(".card-face").focus();
  await page.keyboard.press("t");
  await transfer.locator(`input[name=to][value="${who!.id}"]`).check();
  await transfer.locator("input[name=reason]").first().check();
  if (await against.isVisible()) await against.locator("input[type=radio]").first().check();
  await transfer.locator("button[type=submit]").click();
  await expect(drawn(who!.id, ticketId).locator(".card-face")).toBeFocused();
  await expect(drawn(other!.id, ticketId)).toHaveCount(0);
  // What another moves stays where the focus is, until that goes on.
  const overrule = { reason: "agreed", words: "" };
  const moved = (await report(door, home.id)).ticketId;
  await door.tell("ticket.assign", { ticketId: moved, version: 1, technicianId: who!.id, overrule });
  await page.mouse.move(0, 0);
  await expect(drawn(who!.id, moved)).toBeVisible({ timeout: 15_000 });
  await drawn(who!.id, moved).locator(".card-face").focus();
  const { version } = await standing(moved);
  const to = { technicianId: other!.id, reason: "better_fit", overrule };
  await door.tell("ticket.transfer", { ticketId: moved, version, ...to });
  await expect(drawn(who!.id, moved)).toHaveAttribute("data-gone", "true");
  await expect(drawn(other!.id, moved)).toHaveCount(0);
  await expect(drawn(who!.id, moved).locator(".card-face")).toBeFocused();
  await drawn(who!.id, ticketId).locator(".card-face").focus();
  await expect(drawn(other!.id, moved)).toBeVisible();
  await expect(drawn(who!.id, moved)).toHaveCount(0);
  await door.tell("ticket.cancel", {
    ticketId: moved,
    version: (await standing(moved)).version,
    reason: "mistake",
  });

  // From a day to another's, too; and back to the queue, with its reason.
  await page.keyboard.press("3");
  const row = page.locator(`[data-testid=timeline-row][data-technician="${other!.id}"]`);
  await page
    .locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`)
    .dragTo(row.locator(".timeline-who"));
  await expect(transfer.locator(`input[name=to][value="${other!.id}"]`)).toBeChecked();
  await page.keyboard.press("Escape");
  await page.keyboard.press("1");
  await desk.job(ticketId).dragTo(page.locator(".queue-head h2"));
  const withdraw = page.getByTestId("sheet-withdraw");
  await withdraw.locator("input[name=reason]").first().check();
  await withdraw.locator("button[type=submit]").click();
  await expect(desk.card(ticketId)).toBeVisible();
  expect((await standing(ticketId)).status).toBe("triaged");

  const double = (await report(door, home.id)).ticketId;
  await desk.card(double).dragTo(desk.card(ticketId));
  const asked = page.getByTestId("sheet-double");
  await expect(asked.locator(`input[value="${ticketId}"]`)).toBeChecked();
  await asked.locator("button[type=submit]").click();
  await expect.poll(async () => (await standing(double)).status).toBe("duplicate");
  await page.keyboard.press("Escape");

  const neighbour = (await report(door, (await quietHome()).id)).ticketId;
  const made = await door.tell<{ incidentId: string; number: string }>("incident.open", {
    tickets: [{ ticketId: neighbour, version: (await standing(neighbour)).version }],
  });
  const incident = page.locator(`[data-testid=incident-card][data-number="${made.number}"]`);
  await page.getByTestId("found").hover();
  await expect(incident).toBeVisible();
  await desk.card(ticketId).dragTo(incident);
  const attach = page.getByTestId("sheet-attach");
  await expect(attach.locator(`input[value="${made.incidentId}"]`)).toBeChecked();
  await attach.locator("button[type=submit]").click();
  await expect(desk.card(ticketId)).toHaveCount(0);
  expect((await standing(ticketId)).incident_id).toBe(made.incidentId);
  await desk.expectNeverReloaded();
});

test("the list fills every screen and runs over at none; where there is room it says what was said", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const { ticketId, number } = await report(door, (await quietHome()).id);
  await page.goto(`/board?view=list&q=${number}`);
  const row = page.locator(`[data-testid=list-row][data-ticket="${ticketId}"]`);
  const words = row.locator("[data-column=words]");
  for (const width of [1280, 1440, 1560, 2048, 2085, 2560, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(row).toBeVisible();
    const laid = await page.locator(".table-scroll").evaluate((it) => {
      const menu = it.querySelector(".table-body .control-more")!.getBoundingClientRect();
      return { over: it.scrollWidth - it.clientWidth, rest: it.getBoundingClientRect().right - menu.right };
    });
    expect(laid.over, `${width}`).toBe(0);
    expect(laid.rest, `${width}`).toBeGreaterThanOrEqual(0);
    expect(laid.rest, `${width}`).toBeLessThan(48);
    if (width < 1900) await expect(words).toBeHidden();
    else await expect(words).toHaveText("厨房水龙头一直滴水");
  }
  await desk.context.close();
});

test("a very large screen is enlarged as a whole: letters, rows, menus where they were asked for, and a drag", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  await page.setViewportSize({ width: 3840, height: 2160 });
  const { ticketId, number } = await report(door, (await quietHome()).id);
  for (const [view, part] of [
    ["lanes", "lane"],
    ["lanes&by=state", "state-lane"],
    ["list", "list-row"],
    ["timeline", "timeline-row"],
    ["plan", "ground"],
  ] as const) {
    await page.goto(`/board?view=${view}`);
    await expect(page.getByTestId(part).first()).toBeVisible();
    const laid = await page.evaluate(() => {
      const room = document.querySelector(".control")!.getBoundingClientRect();
      const word = document.querySelector(".view-tabs button")!.getBoundingClientRect();
      const page = document.documentElement;
      return {
        room: [Math.round(room.width), Math.round(room.height)],
        word: word.height,
        over: [page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight],
      };
    });
    expect(laid, view).toEqual({ room: [3840, 2160], word: 66, over: [0, 0] });
  }
  await page.goto(`/board?q=${number}`);
  const chosen = page.locator(".filter-choice[data-filter=urgency]");
  await chosen.click();
  const menu = page.locator(".filter-menu");
  await expect(menu).toBeVisible();
  const [under, over] = await Promise.all([menu.boundingBox(), chosen.boundingBox()]);
  expect(Math.abs(under!.x - over!.x)).toBeLessThan(4);
  expect(under!.y - (over!.y + over!.height)).toBeGreaterThan(0);
  expect(under!.y - (over!.y + over!.height)).toBeLessThan(12);
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  const [home] = await sql<
    Array<{ site: string }>
  >`select site_id as site from ticket where id = ${ticketId}`;
  const [who] = await onShift(sql, home!.site, "plumbing");
  await desk.card(ticketId).dragTo(desk.lane(who!.id).locator(".lane-who"));
  await expect(desk.job(ticketId).or(page.getByTestId("assign-list"))).toBeVisible();
  await desk.context.close();
});

for (const theme of ["day", "night"] as const)
  test(`no view has an accessibility fault that a machine can find (${theme})`, async ({ browser }) => {
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

test("who reported is found by name or by the last four figures, also by a report that comes in meanwhile", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const from = async (contactName: string, contactPhone: string) =>
    door.tell<{ ticketId: string }>("ticket.report", {
      placeId: (await quietHome()).id,
      faultCode: "tap-dripping",
      urgency: 3,
      description: "厨房水龙头一直滴水",
      contactName,
      contactPhone,
    });
  const { ticketId } = await from("欧阳听雨", "13955507391");
  await desk.find("听雨");
  await expect(desk.card(ticketId)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("7391");
  await expect(page).toHaveURL(/q=7391/);
  await expect(desk.card(ticketId)).toBeVisible();
  await expect(page.getByTestId("queue-card")).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("慕容晓");
  await expect(page.getByTestId("queue-card")).toHaveCount(0);
  const later = await from("慕容晓", "13955507392");
  await expect(desk.card(later.ticketId)).toBeVisible();
  await page.reload();
  await desk.ready();
  await expect(desk.card(later.ticketId)).toBeVisible();
  await page.keyboard.press("2");
  await expect(page.getByTestId("list-row")).toHaveCount(1);
  await desk.expectNeverReloaded();
  await desk.context.close();
});
