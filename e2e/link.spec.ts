import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { picture } from "./fixtures/picture.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";
import { phoneSize } from "./people/person.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

/** A repair that was just reported, and the link in the message about it, as the phone shows it. */
async function reported(browser: Browser): Promise<{ ticketId: string; number: string; link: string }> {
  const phone = await freshResident(sql);
  const owner = await Owner.signedIn(browser, phone);
  await owner.writeReport({
    fault: "水龙头滴水",
    faultCode: "tap-dripping",
    urgency: 3,
    words: `链接 ${Date.now()}`,
  });
  await owner.send.click();
  const { ticketId, number } = await owner.arrived();
  const link = await owner.linkOf(number, phone);
  await owner.context.close();
  return { ticketId, number, link };
}

/** A phone on which nobody ever signed in opens an address. */
async function stranger(browser: Browser, path: string): Promise<Page> {
  const context = await browser.newContext({ ...phoneSize, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

test("whoever opens the link in the message follows the repair live, adds to it, urges and cancels", async ({
  browser,
}) => {
  const { ticketId, number, link } = await reported(browser);
  const page = await stranger(browser, link);
  await expect(page.locator("h1")).toHaveText(number);
  await expect(page.getByTestId("live-sign")).toHaveAttribute("data-state", "live");
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);

  await page.getByRole("button", { name: "补充说明或照片" }).click();
  await page.getByRole("button", { name: "发送", exact: true }).click();
  await expect(page.getByText("写几个字，或选一张照片").first()).toBeVisible();
  await page.locator("#more").fill("门铃坏了，请打电话");
  await page
    .locator("input[type=file]")
    .last()
    .setInputFiles(await picture());
  await expect(page.locator(".portal-photos li[data-state=kept]")).toHaveCount(1);
  await page.getByRole("button", { name: "发送", exact: true }).click();
  const added = page.locator(".portal-entries li", { hasText: "门铃坏了，请打电话" });
  await expect(added).toBeVisible();
  const shown = page.locator(".portal-pictures img").first();
  await shown.scrollIntoViewIfNeeded();
  await expect
    .poll(() => shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
    .toBe(true);

  const desk = await Dispatcher.signedIn(browser, "disp2");
  await desk.page.goto(`/board?ticket=${ticketId}`);
  await expect(desk.page.locator(".drawer-timeline")).toContainText("门铃坏了，请打电话");
  await expect(desk.page.locator(".drawer-timeline")).toContainText("凭报修人的链接");

  await page.getByTestId("urge").click();
  await expect(
    page.locator(".portal-notice", { hasText: "承诺" }).or(page.getByText("已催")),
  ).not.toHaveCount(0);
  // Again at once is too soon; the promise is said all the same.
  await page.getByTestId("urge").click();
  await expect(page.locator(".portal-notice", { hasText: /分钟后可以再催.*\d/ })).toBeVisible();

  await page.getByTestId("change-wish").click();
  await page.locator("input[name=window]:enabled").last().check();
  await page.getByRole("button", { name: "保存时间" }).click();
  await expect(page.getByText("已改好，上门的师傅会看到。")).toBeVisible();
  const [wished] = await sql<Array<{ type: string }>>`
    select type from event where ticket_id = ${ticketId} order by seq desc limit 1`;
  expect(wished?.type).toBe("wished");

  const { origin, port } = new URL(desk.page.url());
  const door = await doorOf(desk.context, Number(port), origin);
  const [row] = await sql<Array<{ version: number }>>`select version from ticket where id = ${ticketId}`;
  await door.tell("ticket.triage", {
    ticketId,
    version: row!.version,
    urgency: 2,
    faultCode: "tap-dripping",
  });
  await expect(page.locator(".portal-answers")).toContainText("当天");

  // Whose turn it is, who comes and by when; as long as nobody works it can be cancelled.
  await expect(page.locator(".portal-story p").first()).toContainText(/正在.*最晚.*派好/);
  await desk.page.goto("/board");
  await desk.ready();
  await desk.find(number);
  await desk.card(ticketId).locator(".card-face").focus();
  await desk.page.keyboard.press("a");
  const technicianId = await desk.candidate().first().getAttribute("data-technician");
  const [who] = await sql<Array<{ name: string }>>`select name from person where id = ${technicianId}`;
  await desk.page.keyboard.press("Enter");
  await expect(page.locator(".portal-story")).toContainText(new RegExp(`派给.*${who!.name.slice(0, 1)}`));
  await expect(page.locator(".portal-story")).toContainText(/\d{1,2}:\d{2}/);

  await page.getByRole("button", { name: /取消/ }).click();
  await page.locator("input[name=cancel-reason]").first().check();
  await page.locator("form.portal-panel button[type=submit]").last().click();
  await expect(page.locator(".portal-story h2")).toHaveText("已取消");
  await desk.context.close();
  await page.context().close();
});

test("a link opens its repair and nothing else, and does not speak for whoever is signed in beside it", async ({
  browser,
}) => {
  const mine = await reported(browser);
  const other = await reported(browser);
  const page = await stranger(browser, mine.link);
  const answer = (path: string) =>
    page.evaluate(
      async ([address, secret]) => {
        const response = await fetch(address!, { headers: { "x-mendline-link": secret! } });
        return { status: response.status, words: await response.text() };
      },
      [path, mine.link.slice(3)],
    );
  const get = (ticketId: string) =>
    `/api/trpc/ticket.get?input=${encodeURIComponent(JSON.stringify({ ticketId }))}`;
  expect((await answer(get(mine.ticketId))).status).toBe(200);
  expect((await answer(get(other.ticketId))).status).toBe(404);
  expect((await answer("/api/trpc/ticket.mine?input=%7B%7D")).status).toBe(403);

  // A dispatcher who opens it sees what its holder sees.
  const desk = await Dispatcher.signedIn(browser, "disp2");
  await desk.page.goto(mine.link);
  await expect(desk.page.locator("h1")).toHaveText(mine.number);
  await expect(desk.page.getByRole("button", { name: "补充说明或照片" })).toBeVisible();

  // Back on their own pages the live line is their own again.
  await desk.page.goto("/board");
  await expect(desk.page.getByTestId("live-sign")).toHaveAttribute("data-state", "live");
  await desk.context.close();
  await page.context().close();
});

test("a link that opens nothing says what to do, and is no different from one that was revoked", async ({
  browser,
}) => {
  const { ticketId, link } = await reported(browser);
  const page = await stranger(browser, `/t/${"A".repeat(22)}`);
  const dead = page.getByRole("heading", { name: "这个链接打不开" });
  await expect(dead).toBeVisible();
  await sql`update tracking_link set revoked_at = now() where ticket_id = ${ticketId}`;
  // Revoked, cut off by whatever carried it, written in capitals, and of another purpose.
  for (const path of [link, link.slice(0, -3), link.toUpperCase().replace("/T/", "/t/"), "/t/not-a-link"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(dead, path).toBeVisible();
  }
  const [site] = await sql<Array<{ hotline: string }>>`select hotline from site where code = 'CH'`;
  await expect(
    page.getByTestId("call-instead").locator(`a[href="tel:${site!.hotline}"]`).first(),
  ).toBeVisible();
  await expect(page.locator("main")).toContainText("把链接再发一次");
  // Another is sent to the phone of that report, and to no other; what is said is the same.
  await page.goto(link);
  const ask = page.getByRole("button", { name: "把链接发给我" });
  await ask.click();
  await expect(page.locator("#phone-problem")).toHaveText("请填报修时留的手机号");
  await page.locator("#phone").fill("1380013");
  await ask.click();
  await expect(page.locator("#phone-problem")).toContainText("11");
  await expect(page.locator("#phone")).toHaveValue("1380013");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const [of] = await sql<Array<{ phone: string }>>`
    select contact_phone as phone from ticket where id = ${ticketId}`;
  for (const phone of ["13700009999", of!.phone]) {
    await page.locator("#phone").fill(phone);
    await ask.click();
    await expect(page.locator("main [role=status]", { hasText: phone })).toContainText("链接马上用短信发到");
  }
  expect(await sql`select 1 from notification where address = '+8613700009999'`).toHaveLength(0);
  const [fresh] = await sql<Array<{ id: string; was: string }>>`
    select id, token_hash as was from tracking_link where ticket_id = ${ticketId} and revoked_at is null`;
  expect(fresh).toBeDefined();
  await expect
    .poll(() =>
      sql`select 1 from notification where kind = 'link' and payload->>'link' = ${fresh!.id}`.then(
        ({ length }) => length,
      ),
    )
    .toBe(1);
  await page.goto(link);
  await expect(dead, "the old one stays dead").toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("link", { name: "用手机号查看报修" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.context().close();
});
