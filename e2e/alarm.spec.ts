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
  const { sql } = db;
  await atWork(sql, ["disp1", "disp2"]);
  const one = await Dispatcher.signedIn(browser, "disp1");
  // English has the longer words.
  const two = await Dispatcher.signedIn(browser, "disp2", { locale: "en-GB" });
  const heightOf = async ({ page }: Dispatcher) => (await page.getByTestId("alarms").boundingBox())!.height;
  const calm = await heightOf(one);
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
  for (const desk of [one, two]) expect(await heightOf(desk), "an alarm pushes nothing away").toBe(calm);
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
    select p.name_latin as name from staff_account a join person p on p.id = a.person_id where a.login = 'disp1'`;
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
  // Night, and yet the day's blue, on which white stands at seven to one.
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
  const plates = new AxeBuilder({ page }).include(".wall .plate").withRules(["color-contrast-enhanced"]);
  const { violations, passes } = await plates.analyze();
  expect(violations).toEqual([]);
  expect(passes.map(({ id }) => id)).toEqual(["color-contrast-enhanced"]);
  await context.setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await expect(page.getByTestId("wall-head")).toHaveAttribute("data-stale", "true", { timeout: 30_000 });
  await context.setOffline(false);
  await expect(page.getByTestId("wall-head")).toHaveAttribute("data-state", "live", { timeout: 30_000 });
  await expect(page.getByTestId("wall-head")).toHaveAttribute("data-stale", "false");
});

test("a board without link is silent from the end of its person's shift on", async ({ browser }) => {
  const { sql } = db;
  await atWork(sql, ["disp2"]);
  const desk = await Dispatcher.signedIn(browser, "disp2");
  const alarms = desk.page.getByTestId("alarms");
  await desk.page.getByTestId("alarm-sound").click();
  await expect(alarms).toHaveAttribute("data-sound", "on");
  await tellDanger(browser, sql);
  await expect(alarms).toHaveAttribute("data-ringing", "true");
  await sql`update shift set ends_at = now() + interval '25 seconds'
    where starts_at <= now() and ends_at > now()
    and person_id = (select person_id from staff_account where login = 'disp2')`;
  // It looks every twenty seconds by itself.
  await desk.page.reload();
  await expect(alarms).toHaveAttribute("data-rank", "1");
  await desk.context.setOffline(true);
  await expect(desk.page.getByTestId("alarm-off-duty")).toBeVisible({ timeout: 30_000 });
  await expect(alarms).toHaveAttribute("data-ringing", "false");
  await desk.context.close();
});

test("a desk's browser is called after one press in the menu, by its own worker, and no more after the sign-out", async ({
  browser,
}) => {
  const { sql } = db;
  const refused = await Dispatcher.signedIn(browser, "disp2");
  await refused.page.locator(".control-user").click();
  // A browser without windows refuses notices, whatever it is granted.
  await expect(refused.page.getByTestId("board-push")).toHaveAttribute("data-state", "blocked");
  await expect(refused.page.getByTestId("board-push")).toContainText("短信");
  await refused.context.close();

  const { page, context } = await Dispatcher.signedIn(browser, "disp1");
  const endpoint = `https://fcm.googleapis.com/fcm/send/${randomUUID()}`;
  await page.addInitScript(playBrowser, endpoint);
  await page.reload();
  await page.locator(".control-user").click();
  const item = page.getByTestId("board-push");
  await expect(item).toHaveAttribute("data-state", "off");
  expect(await page.evaluate(() => Reflect.get(window, "asked")), "nobody is asked unasked").toBe(0);
  await item.click();
  await expect(item).toHaveAttribute("data-state", "on");
  expect(await page.evaluate(() => Reflect.get(window, "asked"))).toBe(1);
  const kept = () => sql<Array<{ login: string }>>`
    select a.login from push_subscription s join staff_account a on a.person_id = s.person_id
    where s.endpoint = ${endpoint}`;
  expect(await kept()).toEqual([{ login: "disp1" }]);

  const worker = context.serviceWorkers().find((each) => each.url().endsWith("/desk-worker.js"))!;
  await worker.evaluate(() => {
    const rung: unknown[] = [];
    Object.assign(self, { rung });
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration };
    registration.showNotification = async (title, options) => void rung.push({ title, ...options });
  });
  const { origin } = new URL(page.url());
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((found) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${origin}/board`);
      if (ours) found(ours.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  const path = `/board?ticket=${randomUUID()}`;
  const words = { title: "修达", body: "时限将到：3栋 1802", tag: "deadline" };
  for (const data of [JSON.stringify({ ...words, path }), JSON.stringify({ ...words, path: "//elsewhere" })])
    await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  const rung = () => worker.evaluate(() => (self as unknown as { rung: unknown[] }).rung);
  await expect.poll(async () => (await rung()).length).toBe(2);
  expect(await rung()).toMatchObject([
    { ...words, data: { path } },
    { ...words, data: { path: "/board" } },
  ]);

  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.waitForURL(/sign-in/);
  expect(await kept()).toEqual([]);
  await context.close();
});

/** The browser's own part, which one without windows and without its maker's service does not do: consent and address. */
function playBrowser(endpoint: string): void {
  let made: object | null = null;
  const keys = { p256dh: "B".repeat(87), auth: "a".repeat(22) };
  const subscription = {
    endpoint,
    options: {},
    toJSON: () => ({ endpoint, keys }),
    unsubscribe: async () => {
      made = null;
      return true;
    },
  };
  Object.assign(window, { asked: 0 });
  let allowed: NotificationPermission = "default";
  Object.defineProperty(Notification, "permission", { get: () => allowed });
  Notification.requestPermission = async () => {
    Object.assign(window, { asked: Reflect.get(window, "asked") + 1 });
    allowed = "granted";
    return allowed;
  };
  PushManager.prototype.getSubscription = async () => made as PushSubscription | null;
  PushManager.prototype.subscribe = async () => {
    made = subscription;
    return subscription as unknown as PushSubscription;
  };
}
