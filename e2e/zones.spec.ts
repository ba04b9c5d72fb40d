import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("a desk with sites in two zones has a clock for each, and no time without its zone; a time that the clocks skip there is told", async ({
  browser,
}) => {
  const [abroad] = await sql<Array<{ id: string; login: string }>>`
    select s.id, a.login from site s join staff_role r on r.site_id = s.id and r.role = 'dispatcher'
    join staff_account a on a.person_id = r.person_id
    where exists (select 1 from ticket t where t.site_id = s.id and t.status in ('received', 'triaged'))
      and (select count(*) from staff_role o where o.person_id = r.person_id and o.role = 'dispatcher') > 1
    order by a.login, s.code desc limit 1`;
  await sql`update site set time_zone = 'America/New_York' where id = ${abroad!.id}`;
  const [there] = await sql<Array<{ id: string; number: string }>>`
    select id, number from ticket where site_id = ${abroad!.id} and status in ('received', 'triaged')
      and incident_id is null order by urgency desc, id limit 1`;
  const desk = await Dispatcher.signedIn(browser, abroad!.login);
  const clocks = desk.page.locator(".control-clock");
  await expect(clocks).toHaveCount(2);
  const zones = await clocks.locator("small").allTextContents();
  expect(new Set(zones).size).toBe(2);
  await desk.page.goto(`/board?ticket=${there!.id}`);
  await desk.ready();
  const theirs = new Intl.DateTimeFormat("zh-CN", { timeZone: "America/New_York", timeZoneName: "short" })
    .formatToParts(new Date())
    .find((part) => part.type === "timeZoneName")!.value;
  expect(zones).toContain(theirs);
  await expect(desk.page.locator(".drawer-status time")).toContainText(theirs);
  await expect(desk.page.locator(".drawer-timeline time").first()).toContainText(theirs);
  expect((await new AxeBuilder({ page: desk.page }).analyze()).violations).toEqual([]);
  await desk.page.keyboard.press("Escape");
  await desk.page.keyboard.press("3");
  const zone = desk.page.locator(".timeline-zone");
  await expect(zone).toBeVisible();
  expect(zones).toContain(await zone.textContent());
  await desk.context.close();

  const [resident] = await sql<Array<{ phone: string }>>`
    select p.phone from person p join household h on h.person_id = p.id and h.until is null
    join place o on o.id = h.place_id and o.site_id = ${abroad!.id}
    where p.phone like '+861%' and (select count(*) from household e where e.person_id = p.id) = 1
    order by p.phone limit 1`;
  const owner = await Owner.signedIn(browser, resident!.phone.replace("+86", ""));
  const { page } = owner;
  await page.goto("/report");
  await page.locator("input[name=placeId]").first().check();
  await owner.next();
  await page.locator("#fault-filter").fill("滴水");
  await page.locator("input[name=faultCode]").first().check();
  await owner.next();
  await page.locator("input[name=began][value=exact]").check();
  const began = page.locator("#beganAt");
  const skipped = "2026-03-08T02:30";
  await began.fill(skipped);
  await owner.next();
  const sentence = page.locator("#beganAt-problem");
  await expect(sentence, "a minute that the clocks skip there").toHaveText(/没有这个时刻/);
  await expect(began).toHaveValue(skipped);
  await page.reload();
  await expect(began, "what was typed stays").toHaveValue(skipped);
  await began.fill("2026-03-08T03:30");
  await owner.next();
  await expect(page.locator("input[name=urgency]").first()).toBeVisible();
  await owner.context.close();
});
