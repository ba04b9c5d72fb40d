import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { Dispatcher } from "./people/dispatcher.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("a desk with sites in two zones has a clock for each, and no time without its zone", async ({
  browser,
}) => {
  test.setTimeout(90_000);
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
});
