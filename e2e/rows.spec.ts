import { expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Home = { id: string; site_id: string };

/** Two homes of one building in which nothing is open and no incident runs. */
async function quietHomes(): Promise<[Home, Home]> {
  const homes = await sql<Array<Home & { building_id: string }>>`
    select p.id, p.site_id, p.building_id from place p join site s on s.id = p.site_id
    where s.code = 'CH' and p.kind = 'home' and not exists (select 1 from ticket t where t.place_id = p.id)
      and not exists (select 1 from incident i where i.building_id = p.building_id and i.ended_at is null)
    order by p.building_id, p.id limit 200`;
  const at = homes.findIndex((home, n) => homes[n + 1]?.building_id === home.building_id);
  return [homes[at]!, homes[at + 1]!];
}

/** Site and building, as the address asks for them. */
async function narrowed(home: Home): Promise<string> {
  const [where] = await sql<Array<{ zh: string }>>`
    select plate->'zh'->>'building' as zh from place where id = ${home.id}`;
  return `site=${home.site_id}&at=${encodeURIComponent(where!.zh)}`;
}

async function doorFor(desk: Dispatcher): Promise<Door> {
  const { origin, port } = new URL(desk.page.url());
  return doorOf(desk.context, Number(port), origin);
}

function report(
  door: Door,
  placeId: string,
  faultCode = "tap-dripping",
): Promise<{ ticketId: string; number: string }> {
  return door.tell("ticket.report", {
    placeId,
    faultCode,
    urgency: 3,
    description: "厨房水龙头一直滴水",
    contactName: "王先生",
  });
}

async function standing(id: string) {
  const [row] = await sql<Array<{ version: number; status: string; incident_id: string | null }>>`
    select version, status, incident_id from ticket where id = ${id}`;
  return row!;
}

async function incidentOf(door: Door, ticketId: string): Promise<{ incidentId: string; number: string }> {
  return door.tell("incident.open", { tickets: [{ ticketId, version: (await standing(ticketId)).version }] });
}

const listRow = (page: Page, id: string) => page.locator(`[data-testid=list-row][data-ticket="${id}"]`);
const planRow = (page: Page, id: string) => page.locator(`[data-testid=grounds-ticket][data-ticket="${id}"]`);

test("a day and a site in the address that there are none of are today and every site", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const timeline = page.getByTestId("timeline");
  for (const [day, site] of [
    ["abc", "x"],
    ["2026-02-30", ""],
    ["9999-12-31", "00000000-0000-4000-8000-000000000000"],
  ]) {
    await page.goto(`/board?view=timeline&day=${day}&site=${site}`);
    await expect(timeline).toHaveAttribute("data-day", /^\d{4}-\d\d-\d\d$/);
    await expect(page.getByTestId("timeline-row").first()).toBeVisible();
    await expect(timeline.getByRole("alert")).toHaveCount(0);
    await expect(timeline.getByRole("button", { name: "今天", exact: true })).toHaveCount(0);
    const today = await timeline.getAttribute("data-day");
    await timeline.getByRole("button", { name: "前一天" }).click();
    await expect(timeline).not.toHaveAttribute("data-day", today!);
    await timeline.getByRole("button", { name: "今天", exact: true }).click();
    await expect(timeline).toHaveAttribute("data-day", today!);
  }
  await desk.context.close();
});

test("who else has a job open is seen in the day's runs and in the plan's list", async ({ browser }) => {
  const [one, two] = [
    await Dispatcher.signedIn(browser, "disp1"),
    await Dispatcher.signedIn(browser, "disp2"),
  ];
  const door = await doorFor(one);
  const [home] = await quietHomes();
  const { ticketId, number } = await report(door, home.id);
  const [who] = await onShift(sql, home.site_id, "plumbing");
  const { version } = await standing(ticketId);
  await door.tell("ticket.assign", { ticketId, version, technicianId: who!.id });
  const [{ name } = { name: "" }] = await sql<Array<{ name: string }>>`
    select p.name from staff_account a join person p on p.id = a.person_id where a.login = 'disp2'`;
  await two.page.goto(`/board?ticket=${ticketId}`);
  await two.ready();

  await one.page.goto(`/board?view=timeline&q=${number}`);
  const run = one.page.locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`).first();
  await expect(run).toHaveAttribute("aria-label", new RegExp(`${name}在看`));
  await expect(run).toHaveAttribute("title", new RegExp(`${name}在看`));
  // Drawn where the run is wide enough; shortly before midnight none is.
  const width = (await run.boundingBox())?.width ?? 0;
  await expect(run.locator("xpath=..").locator(".face")).toHaveCount(width < 44 ? 0 : 1);
  await one.page.goto(`/board?view=plan&${await narrowed(home)}`);
  await expect(planRow(one.page, ticketId).getByTestId("faces")).toHaveAttribute("aria-label", `${name}在看`);
  await two.context.close();
  await expect(planRow(one.page, ticketId).getByTestId("faces")).toHaveCount(0);
  await one.context.close();
});

test("a row of the list and of the plan is carried onto its double and onto an incident", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  await page.setViewportSize({ width: 1440, height: 1700 });
  const door = await doorFor(await Dispatcher.signedIn(browser, "disp2"));
  const double = page.getByTestId("sheet-double");
  const attach = page.getByTestId("sheet-attach");
  for (const [view, row] of [
    ["list&sort=-age", listRow],
    ["plan", planRow],
  ] as const) {
    const [home, neighbour] = await quietHomes();
    const stays = (await report(door, home.id)).ticketId;
    const goes = (await report(door, home.id)).ticketId;
    const first = (await report(door, neighbour.id)).ticketId;
    await page.goto(`/board?view=${view}&${await narrowed(home)}`);
    await desk.ready();
    await row(page, goes).dragTo(row(page, stays));
    await expect(double.locator(`input[value="${stays}"]`)).toBeChecked();
    await double.locator("button[type=submit]").click();
    await expect.poll(async () => (await standing(goes)).status).toBe("duplicate");
    await expect(double).toHaveCount(0);

    const made = await incidentOf(door, first);
    await expect.poll(async () => (await standing(first)).incident_id).toBe(made.incidentId);
    const onto =
      view === "plan"
        ? page.locator(`[data-testid=incident-card][data-number="${made.number}"]`)
        : row(page, first);
    await expect(onto).toBeVisible();
    await page.getByTestId("found").hover();
    // The board has to hear of the incident first: until then nothing is let go there.
    await expect(async () => {
      await row(page, stays).dragTo(onto);
      await expect(attach).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 15_000 });
    await expect(attach.locator(`input[value="${made.incidentId}"]`)).toBeChecked();
    await attach.locator("button[type=submit]").click();
    await expect.poll(async () => (await standing(stays)).incident_id).toBe(made.incidentId);
  }
  await desk.expectNeverReloaded();
  await desk.context.close();
});

test("whoever hands a job on sees of everybody the points and what they are made of", async ({ browser }) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const [home] = await quietHomes();
  const { ticketId } = await report(door, home.id);
  const [who] = await onShift(sql, home.site_id, "plumbing");
  const { version } = await standing(ticketId);
  await door.tell("ticket.assign", { ticketId, version, technicianId: who!.id });
  await page.goto(`/board?ticket=${ticketId}`);
  await page.getByTestId("action-transfer").click();
  const rows = page.getByTestId("transfer-to");
  await expect(rows.first()).toBeVisible();
  await expect(page.locator(`[data-testid=transfer-to][data-technician="${who!.id}"]`)).toHaveCount(0);
  const free = rows.filter({ has: page.locator("input:enabled") }).first();
  await expect(free.locator(".candidate-top b")).toHaveText(/^\d+$/);
  await expect(free.locator(".candidate-factors small").first()).not.toBeEmpty();
  await free.locator("input").check();
  const [first, second] = await Promise.all([rows.nth(0).boundingBox(), rows.nth(1).boundingBox()]);
  expect(second!.y, "none lies over the next").toBeGreaterThanOrEqual(first!.y + first!.height);
  const face = (await free.locator(".candidate-factors").boundingBox())!;
  const whole = (await free.boundingBox())!;
  expect(face.y + face.height).toBeLessThanOrEqual(whole.y + whole.height);
  await desk.context.close();
});

test("a job that rings nothing although nobody is free for it says so in its drawer, and stops when somebody is", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  const [home] = await quietHomes();
  // The trade with the fewest people here, and an everyday fault of it.
  const [rare] = await sql<Array<{ skill: string; code: string; people: string[] }>>`
    select f.skill, min(f.code) as code, k.people from fault f join (
      select s.skill, array_agg(s.person_id) as people from technician_skill s
      join staff_role r on r.person_id = s.person_id and r.role = 'technician' and r.site_id = ${home.site_id}
      group by s.skill) k on k.skill = f.skill
    where f.urgency >= 3 and f.retired_at is null and f.at <> 'public'
    group by f.skill, k.people order by cardinality(k.people), f.skill limit 1`;
  const be = async (presence: string, reason?: string) => {
    for (const technicianId of rare!.people)
      await door.tell("technician.setAvailability", { technicianId, presence, ...(reason && { reason }) });
  };
  const { ticketId } = await report(door, home.id, rare!.code);
  try {
    await be("break", "meal");
    await page.goto(`/board?ticket=${ticketId}`);
    const said = page.getByTestId("nobody-free");
    await expect(said).toContainText("现在没人能派");
    await expect(page.getByTestId("alarms").locator(`[data-ticket="${ticketId}"]`)).toHaveCount(0);
  } finally {
    await be("on");
  }
  await desk.context.close();
});

test("the job that has the focus is what a key is about, also when a colleague has taken it and the hand has rested", async ({
  browser,
}) => {
  const [desk, colleague] = await Promise.all([
    Dispatcher.signedIn(browser, "disp1"),
    Dispatcher.signedIn(browser, "disp2"),
  ]);
  const { page } = desk;
  const door = await doorFor(colleague);
  const [home, other] = await quietHomes();
  const mine = await report(door, home.id);
  const beside = await report(door, other.id);
  const [free] = await onShift(sql, home.site_id, "plumbing");
  await page.goto(`/board?${await narrowed(home)}`);
  await desk.ready();
  await expect(desk.card(beside.ticketId)).toBeVisible();
  await page.mouse.move(5, 5);
  await desk.card(mine.ticketId).locator(".card-face").focus();
  // Longer than the queue is held still for a hand at the keyboard.
  await expect(page.getByTestId("queue")).toBeVisible();
  await page.waitForTimeout(5_000);
  await door.tell("ticket.assign", {
    ticketId: mine.ticketId,
    version: (await standing(mine.ticketId)).version,
    technicianId: free!.id,
    overrule: { reason: "agreed", words: "" },
  });
  await expect(desk.card(mine.ticketId)).toHaveAttribute("data-gone", "true");
  await expect(desk.card(mine.ticketId).locator(".card-face")).toBeFocused();
  await page.keyboard.press("a");
  await expect(page.getByText(`${mine.number} 已经不在等派工`)).toBeVisible();
  await expect(page.getByTestId("assign-list")).toHaveCount(0);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  // Beside the queue, where no pointer holds it still.
  await page.locator(".lanes-head").click({ position: { x: 2, y: 2 } });
  await expect(desk.card(mine.ticketId)).toHaveCount(0);
  for (const each of [desk, colleague]) await each.context.close();
});
