import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Plumber = { id: string; login: string; name: string };
type Scene = { siteId: string; placeId: string; faultCode: string; plumbers: Plumber[] };

test("three desks and four phones: offered to all, taken by one, moved on by hand, and given out with no hand at all", async ({
  browser,
}) => {
  const { siteId, placeId, faultCode, plumbers } = await scene();
  const [disp, second, lead] = [
    await Dispatcher.signedIn(browser, await staffAt(siteId, "dispatcher", 0)),
    await Dispatcher.signedIn(browser, await staffAt(siteId, "dispatcher", 1)),
    await Dispatcher.signedIn(browser, await staffAt(siteId, "lead", 0)),
  ];
  const phones: Technician[] = [];
  for (const { login } of plumbers) phones.push(await Technician.signedIn(browser, login));
  const origin = test.info().project.use.baseURL!;
  const door = await doorOf(disp.context, Number(new URL(origin).port), origin);
  const file = () =>
    door.tell<{ ticketId: string; number: string }>("ticket.report", {
      placeId,
      faultCode,
      urgency: 3,
      description: "滴水",
      contactName: "王先生",
    });

  // The lead says how it is given out, and why.
  const settings = await lead.context.newPage();
  await settings.goto("/places/modes");
  const choose = async (mode: string) => {
    await settings.locator("select[name=site]").selectOption(siteId);
    await settings.locator("select[name=fault]").selectOption(faultCode);
    await settings.locator(`input[name=mode][value=${mode}]`).check();
    await settings.locator("input[name=reason]").fill("白天人多");
    await settings.locator("button[type=submit]").last().click();
    await expect(settings.getByTestId("modes-form").getByRole("status")).not.toBeEmpty();
  };
  await choose("grab");
  await expect(settings.getByTestId("modes-list")).toContainText("白天人多");
  await noBarrier(settings, "how work is given out");

  // Held out to all of them; the board says so.
  const job = await file();
  const offer = (phone: Technician) =>
    phone.page.locator(`[data-testid=offer][data-ticket="${job.ticketId}"]`);
  for (const phone of phones) await expect(offer(phone)).toBeVisible();
  await noBarrier(phones[0]!.page, "an offer");
  await second.find(job.number);
  const held = second.card(job.ticketId).getByTestId("offered-to");
  await expect(held).toHaveAttribute("data-count", /^([4-9]|\d\d)$/);

  // Two press in the same moment. One has it; the others' offers vanish and they hear who was quicker.
  await Promise.all(phones.slice(0, 2).map((phone) => offer(phone).getByTestId("offer-take").click()));
  for (const phone of phones) await expect(offer(phone)).toHaveCount(0);
  const [winner] = await sql<Array<{ id: string; name: string; n: number }>>`
    select a.technician_id as id, p.name, (select count(*)::int from assignment b where b.ticket_id = a.ticket_id) as n
    from assignment a join person p on p.id = a.technician_id where a.ticket_id = ${job.ticketId} and a.ended_at is null`;
  expect(winner?.n).toBe(1);
  const won = plumbers.findIndex((who) => who.id === winner!.id);
  expect(won).toBeLessThan(2);
  await expect(phones[won]!.card(job.ticketId)).toBeVisible();
  const slower = phones[1 - won]!.page.locator(`[data-testid=left-conflict][data-ticket="${job.ticketId}"]`);
  await expect(slower.getByTestId("conflict-theirs")).toContainText(winner!.name);
  await slower.getByTestId("conflict-drop").click();
  await expect(phones[2]!.page.getByTestId("offer-lost").first()).toContainText(winner!.name);
  await expect(second.card(job.ticketId)).toHaveCount(0);

  // The desk moves it on in one step; both hear of it.
  const to = plumbers[3]!;
  const other = await disp.context.newPage();
  await other.goto(`/board?ticket=${job.ticketId}`);
  await other.getByTestId("action-transfer").click();
  const sheet = other.getByTestId("sheet-transfer");
  await sheet.locator(`[data-testid=transfer-to][data-technician="${to.id}"] input`).check();
  await sheet.locator("input[name=reason][value=nearer]").check();
  await noBarrier(other, "moving a job on");
  await sheet.locator("button[type=submit]").click();
  await expect(sheet).toHaveCount(0);
  await expect(phones[3]!.card(job.ticketId)).toBeVisible();
  await expect(phones[won]!.card(job.ticketId)).toHaveCount(0);

  // He falls ill: what he has not begun is the desk's again at once.
  await phones[3]!.page.locator("[popovertarget=field-menu]").click();
  await phones[3]!.page.getByTestId("presence-ill").click();
  await noBarrier(phones[3]!.page, "saying that he is ill");
  await phones[3]!.page.getByTestId("presence-reason-unwell").click();
  await expect(phones[3]!.card(job.ticketId)).toHaveCount(0);
  const [back] = await sql`select status, technician_id from ticket where id = ${job.ticketId}`;
  expect(back!.technician_id).toBeNull();

  // By itself: nobody presses anything.
  await choose("auto");
  const alone = await file();
  await expect
    .poll(async () => (await sql`select status from ticket where id = ${alone.ticketId}`)[0]?.status)
    .toBe("dispatched");
  await choose("recommend");
  for (const person of [disp, second, lead, ...phones]) {
    await person.expectNeverReloaded();
    await person.context.close();
  }
});

async function noBarrier(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`),
    what,
  ).toEqual([]);
}

/** A site with two dispatchers, a lead and four plumbers who are made to be at work with free hands. */
async function scene(): Promise<Scene> {
  const [found] = await sql<Array<{ siteId: string; faultCode: string; placeId: string }>>`
    select r.site_id as "siteId",
      (select code from fault where skill = 'plumbing' and not certificate and retired_at is null and at <> 'public'
        and urgency >= 3 order by code limit 1) as "faultCode",
      (select id from place p where p.site_id = r.site_id and p.kind = 'home'
        and not exists (select 1 from ticket t where t.place_id = p.id) order by id limit 1) as "placeId"
    from staff_role r join technician_skill k on k.person_id = r.person_id and k.skill = 'plumbing'
    where r.role = 'technician' group by r.site_id having count(*) >= 4 order by count(*) desc limit 1`;
  const { siteId } = found!;
  const plumbers = await sql<Plumber[]>`
    select a.person_id as id, a.login, p.name from staff_account a join person p on p.id = a.person_id
    join staff_role r on r.person_id = p.id and r.role = 'technician' and r.site_id = ${siteId}
    join technician_skill k on k.person_id = p.id and k.skill = 'plumbing'
    where a.disabled_at is null order by a.login limit 4`;
  const ids = plumbers.map((who) => who.id);
  await sql`update technician set capacity_minutes = 100000 where person_id in ${sql(ids)}`;
  for (const id of ids)
    await sql`insert into shift (id, person_id, starts_at, ends_at)
      values (gen_random_uuid(), ${id}, now() - interval '1 hour', now() + interval '9 hours')`;
  return { ...found!, plumbers };
}

async function staffAt(siteId: string, role: string, nth: number): Promise<string> {
  const rows = await sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id
    where r.site_id = ${siteId} and r.role = ${role} and a.disabled_at is null order by a.login`;
  return rows[nth]!.login;
}
