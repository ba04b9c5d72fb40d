import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { within } from "#app/(control)/board/palette/shown.ts";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Report = { ticketId: string; number: string };

/** Two at one desk: one at the screen, and the other's door to the office. */
async function two(browser: Browser): Promise<{ desk: Dispatcher; page: Page; door: Door }> {
  const [desk, other] = [
    await Dispatcher.signedIn(browser, "disp1"),
    await Dispatcher.signedIn(browser, "disp2"),
  ];
  const { origin, port } = new URL(desk.page.url());
  return { desk, page: desk.page, door: await doorOf(other.context, Number(port), origin) };
}

/** A home in which nothing is open, in a building where no incident runs. */
async function quietHome(): Promise<{ id: string; site_id: string }> {
  const [home] = await sql<Array<{ id: string; site_id: string }>>`
    select p.id, p.site_id from place p join site s on s.id = p.site_id
    where s.code = 'CH' and p.kind = 'home' and not exists (select 1 from ticket t where t.place_id = p.id)
      and not exists (
        select 1 from incident i left join place hit on hit.id = i.place_id
        where p.building_id in (i.building_id, hit.building_id) and i.ended_at is null)
    order by p.id limit 1`;
  return home!;
}

async function report(door: Door, more: Record<string, string> = {}): Promise<Report> {
  return door.tell("ticket.report", {
    placeId: (await quietHome()).id,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "厨房水龙头一直滴水",
    contactName: "王先生",
    ...more,
  });
}

const standing = async (ticketId: string) =>
  (
    await sql<
      Array<{
        status: string;
        version: number;
        urgency: number;
        incident_id: string | null;
        place_id: string;
      }>
    >`select status, version, urgency, incident_id, place_id from ticket where id = ${ticketId}`
  )[0]!;

/** The other one changes the urgency meanwhile. */
async function rule(door: Door, ticketId: string, urgency: number): Promise<void> {
  const { version } = await standing(ticketId);
  await door.tell("ticket.triage", { ticketId, version, urgency, faultCode: "tap-dripping", words: "" });
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
}

test("the palette finds the jobs of whoever reported, by name and by the last four figures, and says so", async ({
  browser,
}) => {
  const { desk, page, door } = await two(browser);
  const { ticketId } = await report(door, { contactName: "上官问梅", contactPhone: "13955506284" });
  for (const typed of ["问梅", "6284"]) {
    await openPalette(page);
    await page.keyboard.type(typed);
    const palette = page.getByTestId("palette");
    await expect(palette.locator(`[data-item="job-${ticketId}"]`)).toBeVisible();
    await expect(palette.getByRole("status")).toHaveText("按报修人找到 1 张工单");
    const axe = await new AxeBuilder({ page }).include("[data-testid=palette]").analyze();
    expect(axe.violations).toEqual([]);
    await page.keyboard.press("Enter");
    await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
    await page.keyboard.press("Escape");
  }
  await openPalette(page);
  await page.keyboard.type("06284");
  await expect(page.getByTestId("palette").getByRole("status")).toHaveText("没有叫这个的。");
  await page.keyboard.press("Escape");
  // A light that is chosen where nobody answers is kept all the same.
  await page.route("**/api/preferences", (route) => route.abort());
  await openPalette(page);
  await page.keyboard.type("日间");
  await page.getByTestId("palette").locator("[data-item=day]").click();
  await page.unroute("**/api/preferences");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "day");
});

test("every filter with all its values, the search and the order outlive a reload, Back and Forward and a saved view, in every view", async ({
  browser,
}) => {
  const { desk, page, door } = await two(browser);
  const { number } = await report(door);
  const [sites, people, trades] = await Promise.all([
    sql<Array<{ id: string }>>`select distinct r.site_id as id from staff_role r
      join staff_account a on a.person_id = r.person_id where a.login = 'disp1' and r.role = 'dispatcher'`,
    sql<Array<{ id: string }>>`select distinct person_id as id from staff_role where role = 'technician'
      and site_id in (select site_id from staff_role r join staff_account a on a.person_id = r.person_id
        where a.login = 'disp1')`,
    sql<Array<{ code: string }>>`select code from fault_category`,
  ]);
  const wanted: Record<string, string> = {
    site: sites.map(({ id }) => id).join(","),
    q: "水, 100% & 3#",
    urgency: "1,2,3",
    state: "unassigned,on_site,paused",
    trade: trades.map(({ code }) => code).join(","),
    who: ["none", ...people.map(({ id }) => id)].join(","),
    late: "1",
    incidents: "1",
    at: "3栋",
    sort: "-age",
  };
  const sorted = (words: string | null) => (words ?? "").split(",").sort().join(",");
  const isThere = async (view: string) => {
    const parts = new URL(page.url()).searchParams;
    for (const [name, value] of Object.entries(wanted))
      expect(name === "q" ? parts.get(name) : sorted(parts.get(name)), `${view}: ${name}`).toBe(
        name === "q" ? value : sorted(value),
      );
    for (const name of ["site", "urgency", "state", "trade", "who"])
      expect(
        sorted(await page.locator(`.filter-choice[data-filter=${name}]`).getAttribute("data-values")),
        `${view}: ${name}`,
      ).toBe(sorted(wanted[name]!));
    await expect(page.locator(".queue-filter input")).toHaveValue(wanted.q!);
    await expect(page.locator(".queue-filter .filter-toggle[aria-pressed=true]")).toHaveCount(3);
    if (view === "list")
      await expect(page.locator("[data-column=age]").first()).toHaveAttribute("aria-sort", "descending");
  };
  const [any] = await sql<Array<{ id: string }>>`select id from ticket where number = ${number}`;
  for (const view of ["lanes", "lanes&by=state", "list", "timeline", "plan"]) {
    await page.goto(`/board?view=${view}&${new URLSearchParams(wanted)}`);
    await desk.ready();
    await isThere(view);
    await page.reload();
    await desk.ready();
    await isThere(view);
    // A job opens as a step, which Back undoes and Forward brings again.
    await openPalette(page);
    await page.keyboard.type(number);
    await page.locator(`[data-item="job-${any!.id}"]`).click();
    await expect(desk.drawer).toHaveAttribute("data-ticket", any!.id);
    await isThere(view);
    await page.goBack();
    await expect(desk.drawer).toHaveCount(0);
    await isThere(view);
    await page.goForward();
    await expect(desk.drawer).toHaveAttribute("data-ticket", any!.id);
    await isThere(view);
    await page.keyboard.press("Escape");
    // Kept under a name, and taken from an empty board.
    await page.getByTestId("saved-views").click();
    await page.getByTestId("keep-views").click();
    const sheet = page.getByTestId("saved-sheet");
    await sheet.getByTestId("view-name").fill(view);
    await sheet.locator("button[type=submit]").click();
    await expect(sheet.getByTestId("kept-view")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await page.goto("/board");
    await desk.ready();
    await page.getByTestId("saved-views").click();
    await page.getByTestId("saved-view").click();
    await expect(page.getByTestId("board")).toHaveAttribute("data-view", view.split("&")[0]!);
    await isThere(view);
    await page.goBack();
    await expect(page.locator(".queue-filter input")).toHaveValue("");
    await page.goForward();
    await isThere(view);
    await sql`delete from saved_view`;
  }
});

test("whatever can be pressed on the board has its key, or stands in the palette", async ({ browser }) => {
  const { desk, page, door } = await two(browser);
  const { ticketId } = await report(door);
  const neighbour = await report(door);
  const { version } = await standing(neighbour.ticketId);
  const made = await door.tell<{ incidentId: string }>("incident.open", {
    tickets: [{ ticketId: neighbour.ticketId, version }],
  });
  // Jobs, rows and blocks are walked through by keys; a job's own actions and the two hints at the foot have one each.
  const keyed = [
    ".card-face",
    ".run-face",
    "[data-testid=ticket-menu]",
    "[data-testid=list-row]",
    "[data-testid=ground]",
    "[data-testid^=action-]",
    ".control-footer button",
    ".lane-more",
  ].join(", ");
  const mute = () =>
    page.evaluate(
      ({ within, keyed }) =>
        [...document.querySelectorAll<HTMLElement>("#control-room :is(button, a[href], summary, [onclick])")]
          .filter((each) => each.getClientRects().length > 0 && !each.matches(within))
          .filter((each) => !each.matches(keyed) || each.closest(".incident-card") !== null)
          .map((each) => each.outerHTML.slice(0, 160)),
      { within, keyed },
    );
  for (const [view, beside] of [
    ["lanes", `ticket=${ticketId}`],
    ["lanes&by=state", `incident=${made.incidentId}`],
    ["list", `ticket=${ticketId}`],
    ["timeline", `ticket=${ticketId}`],
    ["plan", `incident=${made.incidentId}`],
  ] as const) {
    await page.goto(`/board?view=${view}&${beside}`);
    await desk.ready();
    await expect(page.locator(".drawer h3").first()).toBeVisible();
    await expect(
      page.locator(".board-view :is(.lane, .state-lane, .table-row, .timeline-row, .block)").first(),
    ).toBeVisible();
    expect(await mute(), `${view} ${beside}`).toEqual([]);
  }
  // An incident is opened by its name.
  await page.goto("/board");
  await desk.ready();
  const card = page.locator(".incident-card").first();
  await expect(card).toBeVisible();
  const which = await card.getAttribute("data-number");
  await openPalette(page);
  await page.keyboard.type(which!);
  await expect(page.locator("[data-testid=palette-item][aria-selected=true]")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("incident-drawer")).toBeVisible();
});

test("only what is typed about a job says so to the others, and for as long as it is typed", async ({
  browser,
}) => {
  const { desk: one, page, door } = await two(browser);
  const { ticketId, number } = await report(door);
  const other = await Dispatcher.signedIn(browser, "disp2");
  for (const each of [one, other]) await each.open(number, ticketId);
  const face = other.drawer.getByTestId("face-line");
  await expect(face).toContainText("在看");
  const isTyping = async (yes: boolean) => {
    if (yes) await expect(face).toContainText("正在输入");
    else await expect(face).toContainText("在看", { timeout: 9_000 });
  };

  // What is typed in the palette is about no job: heard from until the first word about one is.
  const heard = await other.page.evaluateHandle(() => {
    const seen = { typing: 0 };
    const look = () => {
      if (document.querySelector(".face-line [data-typing=true]")) seen.typing += 1;
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    return seen;
  });
  await openPalette(page);
  const asked = page.waitForResponse((response) => response.url().includes("board.reportedBy"));
  await page.keyboard.type("wang");
  await asked;
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("palette")).toHaveCount(0);
  // The server tells of faces within a fraction of a second; a round trip of another kind is slower than that.
  await other.page.getByTestId("contact-tried").click();
  await expect(one.drawer.locator(".drawer-timeline")).toContainText("无人接听");
  expect(await heard.evaluate((seen) => seen.typing)).toBe(0);

  for (const [key, sheet, field] of [
    ["u", "sheet-triage", "textarea[name=words]"],
    ["c", "sheet-cancel", "textarea[name=words]"],
    ["x", "sheet-turnDown", "textarea[name=words]"],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByTestId(sheet).locator(field).pressSequentially("业主说");
    await isTyping(true);
    await page.keyboard.press("Escape");
    await isTyping(false);
  }
  await one.drawer.getByTestId("correct").click();
  await one.drawer.locator(".drawer-corrections textarea[name=words]").pressSequentially("是卫生间");
  await isTyping(true);
  await isTyping(false);
  // Which one it is a duplicate of is typed about the job, too.
  await one.drawer.locator(".drawer-corrections button", { hasText: "返回" }).click();
  await page.keyboard.press("m");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("100");
  await isTyping(true);
  await page.keyboard.press("Escape");
  await isTyping(false);
  await one.drawer.getByTestId("correct").click();
  await one.drawer.locator(".drawer-corrections textarea[name=words]").pressSequentially("再说");
  await isTyping(true);
  await one.context.close();
  await expect(face).toHaveAttribute("data-count", "0");
});

test("a stale incident, merging, attaching and correction are refused with what changed, keep what was filled in, and go on", async ({
  browser,
}) => {
  const { desk, page, door } = await two(browser);
  const moved = page.getByTestId("moved");
  const goOn = page.getByTestId("go-on");
  const [made, double, stays, under, corrected] = [
    await report(door),
    await report(door, { contactName: "端木双双" }),
    await report(door, { contactName: "端木双双" }),
    await report(door),
    await report(door),
  ];
  const isTold = async (to: string) => {
    await expect(moved.locator("[data-type=triaged]")).toBeVisible();
    await expect(moved).toContainText(to);
    await expect(moved.locator("time").first()).toBeVisible();
  };
  const name = (
    await sql<Array<{ name: string }>>`select p.name from person p join staff_account a on a.person_id = p.id
      where a.login = 'disp2'`
  )[0]!.name;

  await test.step("an incident", async () => {
    await desk.open(made.number, made.ticketId);
    await page.keyboard.press("i");
    const sheet = page.getByTestId("sheet-incident");
    await sheet.locator("textarea").first().fill("正在抢修");
    await sheet.locator("textarea").nth(1).fill("Being repaired");
    await rule(door, made.ticketId, 2);
    await sheet.locator("button[type=submit]").click();
    await isTold(name);
    await expect(sheet.locator("textarea").first()).toHaveValue("正在抢修");
    await goOn.click();
    await expect(moved).toHaveCount(0);
    await sheet.locator("button[type=submit]").click();
    await expect(sheet).toHaveCount(0);
    expect((await standing(made.ticketId)).incident_id).not.toBeNull();
    await page.keyboard.press("Escape");
  });

  await test.step("putting under it", async () => {
    await desk.open(under.number, under.ticketId);
    await page.keyboard.press("g");
    const sheet = page.getByTestId("sheet-attach");
    const into = (await standing(made.ticketId)).incident_id;
    await sheet.locator(`input[value="${into}"]`).check();
    await rule(door, under.ticketId, 2);
    await expect(page.locator(`.drawer[data-ticket="${under.ticketId}"]`)).toContainText("2");
    await sheet.locator("button[type=submit]").click();
    await isTold(name);
    await goOn.click();
    await expect(sheet.locator(`input[value="${into}"]`)).toBeChecked();
    await sheet.locator("button[type=submit]").click();
    await expect(sheet).toHaveCount(0);
    expect((await standing(under.ticketId)).incident_id).toBe(into);
    await page.keyboard.press("Escape");
  });

  await test.step("one onto its double", async () => {
    await page.goto(`/board?q=${encodeURIComponent("端木双双")}`);
    await desk.ready();
    await expect(page.getByTestId("queue-card")).toHaveCount(2);
    await desk.card(double.ticketId).dragTo(desk.card(stays.ticketId));
    const sheet = page.getByTestId("sheet-double");
    await expect(sheet.locator(`input[value="${stays.ticketId}"]`)).toBeChecked();
    await rule(door, double.ticketId, 2);
    await expect(desk.card(double.ticketId)).toHaveAttribute("data-urgency", "2");
    await sheet.locator("button[type=submit]").click();
    await isTold(name);
    await expect(sheet.locator(`input[value="${stays.ticketId}"]`)).toBeChecked();
    await goOn.click();
    await sheet.locator("button[type=submit]").click();
    await expect.poll(async () => (await standing(double.ticketId)).status).toBe("duplicate");
    await page.keyboard.press("Escape");
  });

  await test.step("a correction of the place", async () => {
    await page.goto(`/board?q=${corrected.number}`);
    await desk.ready();
    await desk.card(corrected.ticketId).locator(".card-face").click();
    await desk.drawer.getByTestId("correct").click();
    const form = desk.drawer.locator(".drawer-corrections form");
    await form.locator("textarea[name=words]").fill("是卫生间");
    await form.locator("select[name=reason]").selectOption({ index: 1 });
    const before = await standing(corrected.ticketId);
    const [elsewhere] = await sql<Array<{ id: string }>>`
      select p.id from place p, place q where q.id = ${before.place_id} and p.site_id = q.site_id and p.kind = 'home'
        and p.id <> q.id limit 1`;
    await door.tell("ticket.correct", {
      ticketId: corrected.ticketId,
      version: before.version,
      reason: "misheard",
      why: "",
      words: "",
      placeId: elsewhere!.id,
    });
    await form.locator("button[type=submit]").click();
    await expect(moved.locator("[data-type=corrected]")).toBeVisible();
    await expect(moved).toContainText(name);
    await expect(form.locator("textarea[name=words]")).toHaveValue("是卫生间");
    await goOn.click();
    await form.locator("button[type=submit]").click();
    await expect(desk.drawer.getByTestId("correction")).toHaveCount(2);
    await expect(desk.drawer).toContainText("是卫生间");
  });
});

test("a day to come shows what is begun and goes on into it, as an expectation", async ({ browser }) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorOf(desk.context, Number(new URL(page.url()).port), new URL(page.url()).origin);
  const home = await quietHome();
  const { ticketId } = await report(door);
  const [who] = await onShift(sql, home.site_id, "plumbing");
  const { version } = await standing(ticketId);
  await door.tell("ticket.assign", { ticketId, version, technicianId: who!.id });
  const him = await Technician.signedIn(browser, who!.login);
  const his = await doorOf(him.context, Number(new URL(page.url()).port), new URL(page.url()).origin);
  for (const [step, more] of [
    ["accept", {}],
    ["depart", {}],
    ["arrive", {}],
    ["pause", { reason: "parts" }],
  ] as const)
    await his.tell(`ticket.${step}`, { ticketId, version: (await standing(ticketId)).version, ...more });
  // He waits for a part, works until midnight at the latest and tomorrow from eight to five.
  const tomorrow = sql`(date_trunc('day', now() at time zone 'Asia/Shanghai') + interval '1 day')
    at time zone 'Asia/Shanghai'`;
  await sql`delete from shift where person_id = ${who!.id} and starts_at > now()`;
  await sql`update shift set ends_at = least(ends_at, ${tomorrow}) where person_id = ${who!.id} and ends_at > now()`;
  await sql`insert into shift (id, person_id, starts_at, ends_at)
    values (${randomUUID()}, ${who!.id}, ${tomorrow} + interval '8 hours', ${tomorrow} + interval '17 hours')`;
  await page.goto(`/board?view=timeline&site=${home.site_id}&who=${who!.id}`);
  const timeline = page.getByTestId("timeline");
  await expect(timeline).toHaveAttribute("data-day", /./);
  await timeline.getByRole("button", { name: "后一天" }).click();
  await expect(timeline).toContainText("虚框是预计");
  const run = page.locator(`[data-testid=timeline-run][data-ticket="${ticketId}"]`);
  await expect(run).toHaveAttribute("aria-label", /08:00–\d\d:\d\d 预计接着做（等配件）/);
  await timeline.getByRole("button", { name: "今天", exact: true }).click();
  await expect(timeline).not.toContainText("虚框是预计");
});
