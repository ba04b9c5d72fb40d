import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

/** A phone that was never signed in. */
async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  await page.goto("/");
  return page;
}

/** Of the site whose board rings. */
async function chooseLift(page: Page, site: string, liftId: string): Promise<void> {
  await page.locator(".portal-sites label", { hasText: site }).tap();
  await page.locator(`.portal-spot-kind[data-kind=lift] label:has(input[value="${liftId}"])`).tap();
}

const told = (page: Page, state: string) => page.locator(`.portal-told[data-state=${state}]`);

test("without an account: safety words, one press, the board rings, a neighbour joins, the link shows it", async ({
  browser,
}) => {
  const [at] = await sql<Array<{ site: string; lift: string; words: string }>>`
    select s.name_zh as site, p.id as lift, p.plate->'zh'->>'spot' as words
    from staff_account a join staff_role r on r.person_id = a.person_id and r.role = 'dispatcher'
    join site s on s.id = r.site_id join place p on p.site_id = s.id and p.kind = 'lift'
    where a.login = 'disp1' and not exists (select 1 from ticket t where t.place_id = p.id and t.closed_at is null)
    order by length(p.search_key), p.search_key limit 1`;
  await sql`update alarm set acknowledged_at = now() where cleared_at is null and acknowledged_at is null`;
  const board = await Dispatcher.signedIn(browser, "disp1");

  const page = await phone(browser);
  await page.locator(".portal-dangers a", { hasText: "困在电梯里" }).tap();
  const stop = page.locator(".portal-stop");
  await expect(stop.locator("li")).toHaveCount(4);
  await expect(stop.locator('a[href^="tel:"]').first()).toBeInViewport();
  const [words, tell] = await Promise.all([
    stop.locator("li").first().boundingBox(),
    page.getByTestId("tell-danger").boundingBox(),
  ]);
  expect(words!.y, "what to do comes before any form").toBeLessThan(tell!.y);
  await page.getByTestId("tell-danger").tap();
  await expect(page.locator("#danger-site-problem")).toHaveText("请选小区，值班台才知道去哪里");
  await chooseLift(page, at!.site, at!.lift);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByTestId("tell-danger").tap();
  await expect(told(page, "sent")).toContainText(/[A-Z]{2,4}-\d{6}-\d{3,}/);
  const number = /[A-Z]{2,4}-\d{6}-\d{3,}/.exec((await told(page, "sent").textContent())!)![0];
  await expect(board.page.getByTestId("alarms")).toHaveAttribute("data-rank", "1");
  await expect(board.page.getByTestId("alarms")).toContainText(at!.words);

  // The same phone remembers the estate.
  const neighbour = await phone(browser);
  await neighbour.locator(".portal-dangers a", { hasText: "困在电梯里" }).tap();
  await chooseLift(neighbour, at!.site, at!.lift);
  await neighbour.locator(".portal-tell .portal-group summary").tap();
  await neighbour.locator("#danger-words").fill("听见有人敲门 الباب مغلق");
  await neighbour.getByTestId("tell-danger").tap();
  await expect(told(neighbour, "sent")).toContainText(`已加进 ${number}`);
  const [row] = await sql<Array<{ id: string; households: number }>>`
    select id, households from ticket where number = ${number}`;
  expect(row!.households).toBe(2);
  await board.page.goto(`/board?ticket=${row!.id}`);
  await expect(board.drawer.locator(".drawer-timeline")).toContainText("听见有人敲门");

  await page.locator(".portal-told a.portal-button-main").tap();
  await page.waitForURL(/\/t\/[A-Za-z0-9_-]{22}$/);
  await expect(page.locator("h1.portal-figures")).toHaveText(number);
  await neighbour.locator(".portal-told a.portal-button-main").tap();
  await neighbour.waitForURL(/\/t\/[A-Za-z0-9_-]{22}$/);
  await expect(neighbour.locator("h1.portal-figures")).toHaveText(number);
  await expect(neighbour.getByRole("button", { name: /撤销|催/ })).toHaveCount(0);
  for (const one of [page, neighbour]) await one.context().close();
  await board.context.close();
});

test("signed in, with a home or without, a danger can be told at every site, and every number is there", async ({
  browser,
}) => {
  const small = { viewport: { width: 360, height: 740 } };
  const sites = await sql<Array<{ id: string; name: string; hotline: string }>>`
    select id, name_zh as name, hotline from site order by code`;
  expect(sites.length).toBeGreaterThan(1);
  const tellAt = async (page: Page, site: { id: string; name: string }, words: string) => {
    await page.locator(".portal-dangers a", { hasText: "东西要掉下来" }).tap();
    await expect(page.locator('.portal-stop a[href^="tel:"]').first()).toBeInViewport();
    const numbers = await page.locator('.portal-stop a[href^="tel:"]').count();
    expect(numbers, "a number for every site").toBe(sites.filter(({ hotline }) => hotline !== "").length);
    await page.locator(".portal-sites label", { hasText: site.name }).tap();
    await page.locator("#danger-where").fill(words);
    await page.getByTestId("tell-danger").tap();
    await expect(told(page, "sent")).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const [row] = await sql<Array<{ siteId: string }>>`
      select site_id as "siteId" from ticket where place_words = ${words}`;
    expect(row?.siteId).toBe(site.id);
  };
  const newcomer = await Owner.signedIn(browser, `137${String(Date.now()).slice(-8)}`, small);
  await tellAt(newcomer.page, sites[0]!, `没有住处的人说的${Date.now()}`);
  await newcomer.context.close();

  const phone = await freshResident(sql);
  const resident = await Owner.signedIn(browser, phone, small);
  const [home] = await sql<Array<{ siteId: string }>>`
    select p.site_id as "siteId" from household h join place p on p.id = h.place_id
    join person o on o.id = h.person_id where o.phone = ${`+86${phone}`} and h.until is null`;
  const away = sites.find(({ id }) => id !== home!.siteId)!;
  await tellAt(resident.page, away, `在别的小区说的${Date.now()}`);
  await resident.context.close();
});

test("a place in words stands out on the desk, which sets the place by one press; the words stay", async ({
  browser,
}) => {
  const [at] = await sql<Array<{ site: string; spot: string }>>`
    select s.name_zh as site, concat(p.plate->'zh'->>'building', p.plate->'zh'->>'unit', '电梯旁边') as spot
    from staff_account a join staff_role r on r.person_id = a.person_id and r.role = 'dispatcher'
    join site s on s.id = r.site_id join place p on p.site_id = s.id and p.kind = 'lift'
    where a.login = 'disp1' order by p.search_key desc limit 1`;
  const page = await phone(browser);
  await page.locator(".portal-dangers a", { hasText: "东西要掉下来" }).tap();
  await page.locator(".portal-sites label", { hasText: at!.site }).tap();
  const words = `${at!.spot}，第${Date.now()}块砖`;
  await page.locator("#danger-where").fill(words);
  await expect(page.getByTestId("meant").first(), "proposed, not forced").toBeVisible();
  await page.getByTestId("tell-danger").tap();
  await expect(told(page, "sent")).toBeVisible();
  await page.context().close();

  const [row] = await sql<Array<{ id: string }>>`select id from ticket where place_words = ${words}`;
  const board = await Dispatcher.signedIn(browser, "disp1");
  await board.page.goto(`/board?ticket=${row!.id}`);
  const notice = board.page.getByTestId("place-in-words");
  await expect(notice).toContainText(words);
  const set = notice.getByRole("button", { name: "设为这里" }).first();
  await expect(set).toBeEnabled();
  expect(
    (await new AxeBuilder({ page: board.page }).include("[data-testid=place-in-words]").analyze()).violations,
  ).toEqual([]);
  await set.click();
  await expect(notice).toHaveCount(0);
  await expect(board.page.getByTestId("correction")).toContainText("查明了位置");
  await expect(board.drawer).toContainText(words);
  await board.context.close();
});

test("without a network: the safety words come, it never says sent, and it goes out by itself, once", async ({
  browser,
}) => {
  const page = await phone(browser);
  await page.context().setOffline(true);
  await page.locator(".portal-dangers a", { hasText: "闻到燃气味" }).tap();
  await expect(page.locator(".portal-stop li")).toHaveCount(4);
  await page.locator(".portal-sites label").first().tap();
  const words = `断网时的${Date.now()}号楼`;
  await page.locator("#danger-where").fill(words);
  await page.getByTestId("tell-danger").tap();
  await expect(told(page, "unsent")).toContainText("还没有报出去，请先打电话");
  await expect(told(page, "unsent").locator('a[href^="tel:"]')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await expect(told(page, "sent")).toHaveCount(0);
  expect(await sql`select 1 from ticket where place_words = ${words}`).toHaveLength(0);
  await page.context().setOffline(false);
  await expect(told(page, "sent")).toBeVisible({ timeout: 15_000 });
  expect(await sql`select 1 from ticket where place_words = ${words}`).toHaveLength(1);

  // Closed before it was sent, opened again on any page: it is still tried, and said so until it is sent.
  await page.goto("/?danger=fire");
  await page.context().setOffline(true);
  const later = `${words}二`;
  await page.locator("#danger-where").fill(later);
  await page.getByTestId("tell-danger").tap();
  await expect(told(page, "unsent")).toBeVisible();
  await page.context().route("**/api/trpc/danger.report**", (route) => route.abort());
  await page.context().setOffline(false);
  await page.goto("/sign-in");
  await expect(told(page, "unsent")).toContainText("着火或冒烟");
  await page.context().unroute("**/api/trpc/danger.report**");
  await expect(told(page, "unsent")).toHaveCount(0, { timeout: 15_000 });
  await expect
    .poll(() => sql`select 1 from ticket where place_words = ${later}`.then(({ length }) => length))
    .toBe(1);
  await page.context().close();
});

test("what is wrong can be said before anybody signs in, and is there afterwards", async ({ browser }) => {
  const page = await phone(browser);
  await page.locator('a[href="/report"]').tap();
  await expect(page.locator("h1#step-title")).toBeVisible();
  await page.locator("#fault-filter").fill("马桶冲不下去一直往上冒");
  await page.getByTestId("proposed-faults").or(page.locator("input[name=faultCode]")).first().waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const chosen = page.locator("input[name=faultCode]").first();
  const code = await chosen.getAttribute("value");
  await chosen.check();
  await page.locator(".portal-go button").tap();
  await page.waitForURL(/sign-in\?next=%2Freport$/);
  const owner = await Owner.reopened(browser, { storageState: await page.context().storageState() });
  await page.context().close();
  await owner.page.goto("/sign-in?next=%2Freport");
  await owner.signIn(await freshResident(sql), /\/report$/);
  await owner.page.locator("input[name=placeId]").first().check();
  await owner.next();
  await expect(owner.page.locator(`input[name=faultCode][value="${code}"]`)).toBeChecked();
  await owner.context.close();
});

test("signed in: the danger stands alone on the start page, and comes without a network", async ({
  browser,
}) => {
  const resident = await Owner.signedIn(browser, await freshResident(sql), {
    viewport: { width: 360, height: 740 },
  });
  const { page } = resident;
  const rest = page.locator(".portal-report, #mine-title, [data-testid=homes], .portal-lines");
  await expect(rest).toHaveCount(4);
  await page.context().setOffline(true);
  await page.locator(".portal-dangers a", { hasText: "闻到燃气味" }).tap();
  await expect(page.locator(".portal-stop li")).toHaveCount(4);
  await expect(page.locator("h1")).toHaveText("闻到燃气味");
  await expect(rest, "nothing beside it").toHaveCount(0);
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.locator(".portal-stop li")).toHaveCount(4);
  await expect(rest).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.goBack();
  await expect(rest).toHaveCount(4);
  await resident.context.close();
});
