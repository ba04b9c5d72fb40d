import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Lone = { phone: string; place: string };
const guest = "13912340777";

test("an owner asks somebody in by number; they accept, follow what is reported, and are let go", async ({
  browser,
}) => {
  const { phone, place } = await loneOwner();
  const owner = await Owner.signedIn(browser, phone.replace("+86", ""));
  await owner.page.getByTestId("homes").click();
  const home = owner.page.locator(`[data-testid=home][data-place="${place}"]`);
  await expect(home.getByTestId("person")).toHaveCount(1);
  await expect(home.getByTestId("end"), "the last owner can not be ended").toHaveCount(0);
  await expectNoBarrier(owner.page, "my homes");

  // What is wrong is said at the field, and what was typed stays.
  await home.getByTestId("invite").click();
  const number = home.getByTestId("invite-phone");
  const send = home.getByTestId("send-invite");
  await send.click();
  await expect(home.getByRole("alert")).toContainText("请填手机号");
  await home.locator("input[type=radio][value=tenant]").check();
  await home.locator("input[type=radio][value=false]").check();
  for (const [typed, words] of [
    ["12345", "手机填 11 位"],
    [phone, "自己的手机号"],
  ] as const) {
    await number.fill(typed);
    await send.click();
    await expect(home.locator(".portal-field .portal-field-problem")).toContainText(words);
    await expect(number).toHaveValue(typed);
  }
  await expectNoBarrier(owner.page, "a wrong number");
  await number.fill(`+86 ${guest.slice(0, 3)} ${guest.slice(3, 7)} ${guest.slice(7)}`);
  await send.click();
  await expect(home.getByTestId("pending")).toContainText("139••••0777");

  // The message leads to the page; whoever signs in with that number finds the invitation.
  await expect.poll(async () => (await told(guest, "home_invited")).length).toBe(1);
  const tenant = await Owner.signedIn(browser, guest);
  await tenant.page.setViewportSize({ width: 360, height: 740 });
  const asked = tenant.page.getByTestId("asked");
  await expect(asked).toContainText("租客");
  await expectNoBarrier(tenant.page, "an invitation");
  await asked.getByTestId("accept").click();
  await expect(asked.getByRole("alert")).toContainText("姓名");
  await asked.getByTestId("asked-name").fill("周舟");
  await asked.getByTestId("asked-name").press("Enter");
  await expect(asked).toHaveCount(0);
  await expect(home.getByTestId("person")).toHaveCount(2);
  await expect(home.getByTestId("pending")).toHaveCount(0);

  // The owner's word on money reaches the tenant's page at once.
  await tenant.page.getByTestId("homes").click();
  const row = tenant.page.getByTestId("person").filter({ hasText: "周舟" });
  await expect(row).toContainText("不能决定花钱");
  const money = home.getByTestId("person").filter({ hasText: "周舟" }).getByTestId("money");
  await money.focus();
  await owner.page.keyboard.press("Space");
  await expect(money).toHaveAttribute("aria-checked", "true");
  await expect(row).not.toContainText("不能决定花钱");
  await expect(row).toContainText("能决定花钱");
  await noSideways(tenant.page);

  // What the owner reports appears on the tenant's page by itself.
  await tenant.page.goto("/");
  const reporter = await Owner.reopened(browser, { storageState: await owner.context.storageState() });
  await reporter.writeReport({ fault: "滴水", faultCode: "tap-dripping", urgency: 3, words: "厨房龙头滴水" });
  await reporter.send.click();
  const { ticketId } = await reporter.arrived();
  const repair = tenant.page.locator(`a[href="/repairs/${ticketId}"]`);
  await expect(repair).toBeVisible();
  await expect(repair).toContainText("报的");
  await expect.poll(async () => (await told(guest, "home_registered")).length).toBe(1);
  await repair.click();
  await expect(tenant.page.locator("h1.portal-figures")).toBeVisible();
  await tenant.page.goto("/");
  await expect(repair).toBeVisible();

  // The relation ends: gone from the page, and the address says nothing.
  const person = home.getByTestId("person").filter({ hasText: "周舟" });
  await person.getByTestId("end").click();
  await person.getByTestId("confirm-end").click();
  await expect(person.getByRole("alert")).toContainText("请选择原因");
  await person.locator("input[value=moved_out]").check();
  await expectNoBarrier(owner.page, "ending a relation");
  await person.getByTestId("confirm-end").click();
  await expect(home.getByTestId("person")).toHaveCount(1);
  await expect(repair).toHaveCount(0);
  const answer = await tenant.page.goto(`/repairs/${ticketId}`);
  expect(answer?.status()).toBe(404);
  await tenant.page.goto("/homes");
  await expect(tenant.page.getByTestId("home")).toHaveCount(0);
  const story = await sql`select type from household_event where place_id = ${place} order by at, id`;
  expect(story.map((each) => each.type)).toEqual(["invited", "accepted", "changed", "ended"]);
});

/** An owner alone in one home, whose number nobody else has. */
async function loneOwner(): Promise<Lone> {
  const [found] = await sql<Lone[]>`
    select p.phone, h.place_id as place from household h join person p on p.id = h.person_id
    where h.until is null and h.relation = 'owner' and p.phone like '+861%' and p.phone <> '+8613800138000'
      and (select count(*) from household o where o.place_id = h.place_id and o.until is null) = 1
      and (select count(*) from household o where o.person_id = p.id) = 1
      and (select count(*) from person o where o.phone = p.phone) = 1
      and not exists (select 1 from ticket t where t.place_id = h.place_id and t.closed_at is null)
    order by p.phone limit 1`;
  return found!;
}

function told(phone: string, kind: string) {
  return sql`select id from notification where address = ${`+86${phone}`} and kind = ${kind}`;
}

async function noSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

async function expectNoBarrier(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map((each) => `${where}: ${each.id} ${each.nodes.map((node) => node.target).join(" ")}`),
  ).toEqual([]);
}
