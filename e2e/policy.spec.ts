import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { deskSize, signInStaff } from "./people/person.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const contract = "物业服务合同第 6.2 条";

test("a manager shortens one promise at one site, sees it beforehand, and the next report has it on the board", async ({
  browser,
}) => {
  const { siteId, placeId } = await home();
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const origin = test.info().project.use.baseURL!;
  const door = await doorOf(desk.context, Number(new URL(origin).port), origin);
  const report = () =>
    door.tell<{ ticketId: string; number: string }>("ticket.report", {
      placeId,
      faultCode: "tap-dripping",
      urgency: 3,
      description: "厨房水龙头滴水",
      contactName: "业主",
    });
  const older = await report();
  const promised = await arrivalOf(older.ticketId);

  const manager = await atWork(browser, "manager");
  await manager.locator(".control-user").click();
  await manager.getByRole("menuitem", { name: "服务承诺" }).click();
  await manager.waitForURL(/places\/promises/);
  await manager.locator("select[name=site]").selectOption(siteId);
  const level = manager.getByTestId("promise-level-3");
  await expect(level.getByTestId("promise-from").first()).toContainText("公司默认");
  await expect(level.locator("[data-clock=arrive]").first()).toContainText("4 小时");

  // What cannot be promised gets its sentence, and nothing that was typed is lost.
  await level.getByRole("button", { name: /加一条例外/ }).press("Enter");
  const form = manager.getByTestId("policy-form");
  await expect(form.getByRole("heading", { name: /写一条承诺/ })).toBeFocused();
  await form.locator("[name=source]").fill(contract);
  await form.locator("[name='clocks.arrive.minutes']").fill("一会儿");
  await form.locator("[name=source]").press("Enter");
  await expect(form.locator("[data-problem=aim]")).toBeVisible();
  await expect(form.locator("[name=aim]")).toBeFocused();
  await expect(form.locator("[name='clocks.arrive.minutes']")).toHaveAttribute("aria-invalid", "true");
  await expect(form.locator("[name='clocks.arrive.minutes']")).toHaveValue("一会儿");
  await expect(form.locator("[name=source]")).toHaveValue(contract);
  await expect(form.getByTestId("forecast")).toContainText("四个时限填对了");
  for (const theme of ["day", "night"] as const)
    await noBarrier(manager, theme, `the refused form, ${theme}`);

  await form.locator("[name=aim]").selectOption("f:tap-dripping");
  await form.locator("[name='clocks.arrive.minutes']").fill("45");
  await form.locator("[name='clocks.arrive.basis']").selectOption("clock");
  const now = form.locator("[data-moment=now] [data-clock=arrive]");
  await expect
    .poll(async () =>
      Math.round((Date.parse((await now.getAttribute("data-due")) ?? "") - Date.now()) / 60_000),
    )
    .toBe(45);
  await expect(form.locator("[data-moment=tonight]")).toBeVisible();
  await fits(manager, "the form");
  await form.locator("[name=source]").press("Enter");
  await expect(manager.getByTestId("said")).toContainText("水龙头滴水");
  const line = level.locator("[data-testid=promise-line][data-aim='f:tap-dripping']");
  await expect(line).toContainText("45 分钟");
  await expect(line).toContainText("本项目自己的");
  await expect(line).toContainText(contract);

  // The next report is measured by it, on the board too; the one before keeps what it was given.
  const next = await report();
  const [row] = await sql`select extract(epoch from arrive_by - received_at) / 60 as minutes from ticket
    where id = ${next.ticketId}`;
  expect(Number(row!.minutes)).toBe(45);
  expect(await arrivalOf(older.ticketId)).toEqual(promised);
  await desk.open(next.number, next.ticketId);
  const clocks = desk.drawer.getByTestId("drawer-clocks");
  await expect(clocks).toContainText(contract);
  await expect(clocks.locator("[data-clock=arrive]")).toContainText(shown(await arrivalOf(next.ticketId)));

  // Other steps for this fault alone, then back to the company's rule.
  await line.getByRole("button", { name: /^改/ }).press("Enter");
  await form.getByRole("button", { name: "改步骤" }).press("Enter");
  await form.locator("[name='ladder.name']").fill("合同客户");
  await form.getByRole("button", { name: "加一步" }).press("Enter");
  await expect(form.locator(".policy-step").last()).toBeVisible();
  await form.locator(".policy-step").last().locator("select").last().selectOption("manager");
  await noBarrier(manager, "night", "the steps");
  await form.locator("[name='ladder.name']").press("Enter");
  await expect(line.getByTestId("promise-ladder")).toContainText("合同客户");
  await line.getByRole("button", { name: /^撤掉/ }).press("Enter");
  await line.getByRole("button", { name: "确定撤掉" }).press("Enter");
  await expect(line).toHaveCount(0);
  await expect(manager.getByTestId("promise-changes").locator("li").first()).toContainText(
    "撤掉 一般 · 水龙头滴水",
  );
  for (const theme of ["day", "night"] as const) await noBarrier(manager, theme, `the promises, ${theme}`);
  expect(desk.troubles).toEqual([]);
  await manager.context().close();
  await desk.context.close();
});

test("a manager closes a day: a deadline in working hours moves, and without a reason nothing is lost", async ({
  browser,
}) => {
  const { siteId, placeId } = await home();
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const origin = test.info().project.use.baseURL!;
  const door = await doorOf(desk.context, Number(new URL(origin).port), origin);
  const { ticketId } = await door.tell<{ ticketId: string }>("ticket.report", {
    placeId,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "滴水",
    contactName: "业主",
  });
  const due = async () => {
    const [row] = await sql<Array<{ at: string; day: string }>>`
      select finish_by as at, to_char(finish_by at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
      from ticket where id = ${ticketId}`;
    return { at: Date.parse(row!.at), day: row!.day };
  };
  const before = await due();
  const { day } = before;

  const manager = await atWork(browser, "manager");
  await manager.goto("/places/hours");
  await manager.locator("select[name=site]").selectOption(siteId);
  const form = manager.getByTestId("day-form");
  await form.locator("[name=day]").fill(day);
  await form.getByLabel("另定时间").check();
  await form.locator("[name=spans]").fill("09:00-12:00, 11:00-13:00");
  await form.locator("[name=spans]").press("Enter");
  await expect(form.locator("#wrong-day-spans")).toContainText("不能重叠");
  await expect(form.locator("#wrong-day-reason")).toBeVisible();
  await expect(form.locator("[name=spans]")).toBeFocused();
  await expect(form.locator("[name=day]")).toHaveValue(day);
  await noBarrier(manager, "day", "the refused day");
  await form.getByLabel("不上班").check();
  await form.locator("[name=reason]").fill("全园停电检修");
  await form.locator("[name=reason]").press("Enter");
  await expect(manager.getByTestId("own-days").locator(`[data-day="${day}"]`)).toContainText("全园停电检修");
  await expect.poll(async () => (await due()).at > before.at).toBe(true);
  const story = await sql`select type from event where ticket_id = ${ticketId} order by ticket_version`;
  expect(story.map((each) => each.type)).toContain("recounted");

  // A week that cannot be is refused at its day; another one makes the calendar the site's own.
  const week = manager.getByTestId("week-form");
  await week.locator("[name='week.6']").fill("12:00-09:00");
  await week.locator("[name=reason]").fill("周六全天有人");
  await week.locator("[name=reason]").press("Enter");
  await expect(week.locator("[name='week.6']")).toBeFocused();
  await expect(week.locator("[name=reason]")).toHaveValue("周六全天有人");
  await week.locator("[name='week.6']").fill("09:00-17:30");
  await week.locator("[name=reason]").press("Enter");
  await expect(manager.getByTestId("calendar-now")).toContainText("自己的工作时间");
  await manager.getByRole("button", { name: `删去：${day}` }).press("Enter");
  await expect(manager.getByTestId("own-days").locator(`[data-day="${day}"]`)).toHaveCount(0);
  await fits(manager, "the hours");
  for (const theme of ["day", "night"] as const) await noBarrier(manager, theme, `the hours, ${theme}`);
  await manager.context().close();
  await desk.context.close();
});

test("a lead or a dispatcher finds no way in", async ({ browser }) => {
  for (const login of ["lead1", "disp1"]) {
    const page = await atWork(browser, login);
    for (const path of ["/places/promises", "/places/hours"]) {
      await page.goto(path);
      await expect(page).not.toHaveURL(new RegExp(path));
    }
    await page.goto("/board");
    await page.locator(".control-user").click();
    await expect(page.getByRole("menuitem", { name: "服务承诺" })).toHaveCount(0);
    const answer = await page.evaluate(async () => {
      const asked = await fetch("/api/trpc/promise.list?input=%7B%7D", { headers: { "x-mendline": "1" } });
      return asked.status;
    });
    expect(answer).toBe(403);
    await page.context().close();
  }
});

async function atWork(browser: Browser, login: string): Promise<Page> {
  const page = await (await browser.newContext({ ...deskSize, locale: "zh-CN" })).newPage();
  await signInStaff(page, login, /board/);
  return page;
}

/** A home of a site that has no rules of its own. */
async function home() {
  const [found] = await sql<Array<{ siteId: string; placeId: string }>>`
    select p.site_id as "siteId", p.id as "placeId" from place p join site s on s.id = p.site_id
    where p.kind = 'home' and not exists (select 1 from service_policy o where o.site_id = s.id and o.retired_at is null)
      and not exists (select 1 from ticket t where t.place_id = p.id)
    order by s.code, p.id limit 1`;
  return found!;
}

async function arrivalOf(ticketId: string): Promise<Date> {
  const [row] = await sql<Array<{ at: string }>>`select arrive_by as at from ticket where id = ${ticketId}`;
  return new Date(row!.at);
}

/** An instant's hour and minute as the site's wall clock shows them. */
function shown(at: Date): string {
  return at.toLocaleTimeString("zh-CN", {
    ...{ timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
}

async function fits(page: Page, what: string): Promise<void> {
  for (const width of [360, 768, 2560, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${what} at ${width}`).toBeLessThanOrEqual(0);
  }
}

async function noBarrier(page: Page, theme: "day" | "night", what: string): Promise<void> {
  await page.evaluate((chosen) => document.documentElement.setAttribute("data-theme", chosen), theme);
  // Asked for anew, a page has the next title a moment after the last.
  await expect(page).not.toHaveTitle("");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`),
    what,
  ).toEqual([]);
}
