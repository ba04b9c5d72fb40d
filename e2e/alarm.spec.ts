import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { freshResident, openDatabase, type Sql } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";

let db: ReturnType<typeof openDatabase>;
test.beforeAll(() => {
  db = openDatabase();
});
test.afterAll(() => db.close());

/** On duty now, and everything that rang before is acknowledged: what rings next is this test's. */
async function atWork(sql: Sql, logins: string[]): Promise<void> {
  const people = await sql<Array<{ id: string }>>`
    select person_id as id from staff_account where login in ${sql(logins)}`;
  for (const { id } of people)
    await sql`insert into shift (id, person_id, starts_at, ends_at)
      values (${randomUUID()}, ${id}, now() - interval '1 hour', now() + interval '3 hours')`;
  await sql`update alarm set acknowledged_at = now(), acknowledged_by_id = ${people[0]!.id}
    where cleared_at is null and acknowledged_at is null`;
}

/** A resident on a phone, and the fault and place of a danger at home. */
async function tellDanger(browser: Browser, sql: Sql): Promise<{ ticketId: string; number: string }> {
  const owner = await Owner.signedIn(browser, await freshResident(sql));
  const url = new URL(process.env.MENDLINE_E2E_URL ?? "");
  const door = await doorOf(owner.context, Number(url.port), url.origin);
  const { homes } = await door.ask<{ homes: Array<{ id: string }> }>("place.choices", {});
  const [gas] = await sql<Array<{ code: string }>>`select code from fault where danger = 'gas' limit 1`;
  return door.tell("ticket.report", {
    placeId: homes[0]!.id,
    faultCode: gas!.code,
    urgency: 1,
    description: "厨房有煤气味",
  });
}

test("a danger rings at two boards until one person acknowledges, and the log says who", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { sql } = db;
  await atWork(sql, ["disp1", "disp2"]);
  const one = await Dispatcher.signedIn(browser, "disp1");
  const two = await Dispatcher.signedIn(browser, "disp2");
  for (const { page } of [one, two]) {
    const alarms = page.getByTestId("alarms");
    await expect(alarms).toHaveAttribute("data-sound", "off");
    await page.getByTestId("alarm-sound").click();
    await expect(alarms, "the browser's audio runs").toHaveAttribute("data-sound", "on");
  }
  const { number } = await tellDanger(browser, sql);
  for (const { page } of [one, two]) {
    const alarms = page.getByTestId("alarms");
    await expect(alarms).toHaveAttribute("data-rank", "1");
    await expect(alarms).toHaveAttribute("data-ringing", "true");
  }
  const sounded = async (page: Page) => Number(await page.getByTestId("alarms").getAttribute("data-sounded"));
  // One is the test of the tones; the alarm itself sounds, and sounds again.
  await expect.poll(() => sounded(one.page), { timeout: 15_000 }).toBeGreaterThanOrEqual(3);

  // The same dispatcher has the hotline open: it rings there too, by one page at a time.
  const desk = await one.context.newPage();
  await desk.goto(new URL("/hotline", one.page.url()).href);
  const elsewhere = desk.getByTestId("alarms");
  await expect(elsewhere).toHaveAttribute("data-rank", "1");
  await elsewhere.locator(".alarms-why").click();
  await expect(elsewhere).toHaveAttribute("data-sound", "on");
  await expect(elsewhere).toHaveAttribute("data-ringing", "true");
  const before = await sounded(one.page);
  await expect.poll(() => sounded(one.page), { timeout: 15_000 }).toBeGreaterThan(before);
  expect(await sounded(desk), "one voice, no choir").toBe(0);
  expect((await new AxeBuilder({ page: desk }).include("[data-testid=alarms]").analyze()).violations).toEqual(
    [],
  );
  await one.page.goto("about:blank");
  await expect.poll(() => sounded(desk), { timeout: 15_000 }).toBeGreaterThan(0);
  await desk.close();
  await one.page.goBack();
  await expect(one.page.getByTestId("alarms")).toHaveAttribute("data-rank", "1");
  await one.page.locator(".alarms-why").click();
  await expect(one.page.getByTestId("alarms")).toHaveAttribute("data-sound", "on");

  await two.page.getByTestId("alarm-silence").click();
  await expect(two.page.getByTestId("alarms"), "silent on this device").toHaveAttribute(
    "data-ringing",
    "false",
  );
  await expect(one.page.getByTestId("alarms"), "and on no other").toHaveAttribute("data-ringing", "true");
  const later = await tellDanger(browser, sql);
  await expect(two.page.getByTestId("alarms"), "a silence is for what rang then").toHaveAttribute(
    "data-ringing",
    "true",
  );
  await expect
    .poll(async () => {
      const [deed] = await sql<Array<{ login: string }>>`
        select a.login from alarm_deed d join staff_account a on a.person_id = d.person_id
        where d.what = 'silenced' order by d.at desc limit 1`;
      return deed?.login;
    })
    .toBe("disp2");
  await two.page.getByTestId("alarm-silence").click();
  const axe = await new AxeBuilder({ page: one.page }).include("[data-testid=alarms]").analyze();
  expect(axe.violations).toEqual([]);
  while (Number(await one.page.getByTestId("alarms").getAttribute("data-unheard")) > 0) {
    const before = await one.page.getByTestId("alarm-acknowledge").getAttribute("data-alarm");
    await expect(one.page.getByTestId("alarms")).toHaveAttribute("data-read", "true");
    await one.page.keyboard.press("y");
    await expect(one.page.locator(`[data-testid=alarm-acknowledge][data-alarm="${before}"]`)).toHaveCount(0);
  }
  for (const { page } of [one, two]) {
    await expect(page.getByTestId("alarms")).toHaveAttribute("data-unheard", "0");
    await expect(page.getByTestId("alarms")).toHaveAttribute("data-ringing", "false");
  }
  const [who] = await sql<Array<{ name: string }>>`
    select p.name from staff_account a join person p on p.id = a.person_id where a.login = 'disp1'`;
  await two.page.getByTestId("alarm-log").click();
  const line = two.page.getByTestId("alarm-log-rows").locator("[data-kind=danger]", { hasText: number });
  await expect(line).toContainText(who!.name);
  await expect(
    two.page.getByTestId("alarm-log-rows").locator("[data-kind=danger]", { hasText: later.number }),
  ).toContainText(who!.name);
  await expect(two.page.locator("[data-testid=alarm-deed][data-what=silenced]").first()).toBeVisible();
});

test("the wall shows the danger by itself, without a name of anybody at home, and says when it is cut off", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { sql } = db;
  const { context, page } = await Dispatcher.signedIn(browser, "disp1");
  await page.goto("/wall");
  await expect(page.getByTestId("wall-head")).toHaveAttribute("data-state", "live");
  const { ticketId } = await tellDanger(browser, sql);
  await expect(
    page
      .locator(
        `[data-testid=wall-dangers] [data-ticket="${ticketId}"], [data-name=fresh] [data-ticket="${ticketId}"]`,
      )
      .first(),
  ).toBeVisible();
  const [ticket] = await sql<
    Array<{ name: string }>
  >`select contact_name as name from ticket where id = ${ticketId}`;
  expect(await page.content()).not.toContain(ticket!.name);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await context.setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await expect(page.getByTestId("wall-head")).toHaveAttribute("data-stale", "true", { timeout: 30_000 });
  await context.setOffline(false);
  await expect(page.getByTestId("wall-head")).toHaveAttribute("data-state", "live", { timeout: 30_000 });
  await expect(page.getByTestId("wall-head")).toHaveAttribute("data-stale", "false");
});
