import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";
import { deskSize, signInStaff } from "./people/person.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("a repair that comes back is offered, accepted, free of charge and counted against the first", async ({
  browser,
}) => {
  const { home, first, material, technician } = await given(browser);
  const lead = await desk(browser, "lead1", /board/);
  const before = await firstTime(lead);

  // The owner reports the same again and is asked; nothing is chosen for them.
  const owner = await Owner.signedIn(browser, home.phone.replace("+86", ""));
  await owner.writeReport({
    fault: "水龙头滴水",
    faultCode: "tap-dripping",
    urgency: 3,
    words: "才修好的水龙头又滴水了",
  });
  const ask = owner.page.getByTestId("return-ask");
  await expect(ask).toContainText(first.number);
  await expect(ask.locator("input:checked")).toHaveCount(0);
  await noBarrier(owner.page, "the question");
  await ask.locator(`input[value="${first.ticketId}"]`).check();
  await owner.send.click();
  const { ticketId, number } = await owner.arrived();
  const notice = owner.page.getByTestId("return-notice");
  await expect(notice).toContainText(first.number);
  await expect(notice).toContainText("更换阀芯");
  await noBarrier(owner.page, "the return");

  // The dispatcher sees of what, with the record of then.
  const dispatcher = await Dispatcher.signedIn(browser, "disp1");
  await dispatcher.open(number, ticketId);
  const drawer = dispatcher.page.getByTestId("drawer-return");
  await expect(drawer.getByTestId("return-of")).toContainText(first.number);
  await expect(drawer).toContainText("更换阀芯");
  await drawer.scrollIntoViewIfNeeded();
  await noBarrier(dispatcher.page, "the drawer");
  await dispatcher.page.keyboard.press("a");
  await dispatcher.candidate(technician.id).click();
  await expect(dispatcher.job(ticketId)).toHaveAttribute("data-status", "dispatched");

  // What the technician uses is warranty, whatever the material usually is.
  const hand = await Technician.signedIn(browser, technician.login);
  await hand.take(ticketId);
  await expect(hand.page.getByTestId("return-of")).toContainText("更换阀芯");
  for (const verb of ["accept", "depart", "arrive"]) await hand.press(verb);
  await expect(hand.page.getByTestId("parts-return")).toContainText(first.number);
  await expect(hand.page.getByTestId("parts-ask")).toHaveCount(0);
  await hand.page.getByTestId("parts-use").click();
  await hand.page.getByTestId("part-search").fill(material.code);
  await hand.page.getByTestId("part-found").click();
  await hand.page.getByTestId("parts-submit").click();
  await expect(hand.page.locator("[data-testid=part-used][data-state=office]")).toHaveCount(1);
  const [charge] = await sql`select kind, charged_cents from ticket_charge where ticket_id = ${ticketId}`;
  expect(charge).toMatchObject({ kind: "warranty", charged_cents: 0 });
  await noBarrier(hand.page, "the job");

  // The first is fixed the first time no more, until somebody takes the return back and says why.
  expect(await firstTime(lead)).toEqual({
    ...before,
    fixed: before.fixed - 1,
    returned: before.returned + 1,
  });
  await noBarrier(lead, "the numbers");
  await drawer.getByTestId("return-take-back").click();
  await drawer.getByRole("button", { name: "撤回", exact: true }).click();
  await expect(drawer.getByRole("alert")).toBeVisible();
  await drawer.locator("select[name=reason]").selectOption("other_part");
  await drawer.locator("input[name=words]").fill("这次漏的是软管");
  await drawer.getByRole("button", { name: "撤回", exact: true }).click();
  await expect(drawer.getByTestId("return-offer")).toHaveCount(1);
  await expect(notice).toHaveCount(0);
  expect(await firstTime(lead)).toEqual(before);

  // And the desk may say so itself.
  await drawer.getByTestId("return-link").click();
  await expect(drawer.getByTestId("return-of")).toContainText(first.number);
  const story =
    await sql`select type from event where ticket_id = ${ticketId} and type like 'repeat%' order by seq`;
  expect(story.map((each) => each.type)).toEqual(["repeat_of", "repeat_undone", "repeat_of"]);
  for (const person of [owner, dispatcher, hand]) {
    expect(person.troubles).toEqual([]);
    await person.context.close();
  }
  await lead.context().close();
});

test("a site sets its own warranty, and the operator hears of the repair in the call", async ({
  browser,
}) => {
  const { home, first } = await given(browser);
  const manager = await desk(browser, "manager", /board/);
  await manager.goto("/places/returns");
  await manager.getByTestId("warranties").waitFor();
  await manager.locator(".places-filter select").last().selectOption(home.siteId);
  const line = manager.locator("[data-category=plumbing]");
  await line.locator("input[name=days]").fill("120");
  await line.locator("input[name=source]").fill("物业服务合同第 6.2 条");
  await line.getByRole("button").click();
  await expect
    .poll(async () => (await sql`select days from warranty_window where site_id = ${home.siteId}`)[0]?.days)
    .toBe(120);
  for (const width of [360, 1440]) {
    await manager.setViewportSize({ width, height: 900 });
    const wide = await manager.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide, `${width}`).toBe(false);
  }
  await noBarrier(manager, "the warranties");

  const operator = await desk(browser, "op2", /hotline/);
  await operator.locator("#number").fill(home.phone);
  // The caller's only home is chosen by itself once the number is known.
  await expect(operator.locator("input[name=place]:checked")).toHaveCount(1);
  await operator.locator("#fault").fill("水龙头滴水");
  await operator.keyboard.press("Enter");
  await operator.locator("#description").fill("又滴水");
  const offer = operator.locator(`[data-testid=returns] [data-ticket="${first.ticketId}"]`);
  await offer.getByTestId("return-yes").click();
  await expect(offer.getByTestId("return-yes")).toHaveAttribute("aria-pressed", "true");
  await noBarrier(operator, "the call");
  await operator.getByTestId("file").click();
  const filed = operator.getByTestId("filed-number");
  await expect(filed).toBeVisible();
  const [row] =
    await sql`select first_id from ticket_repeat where ticket_id = ${await filed.getAttribute("data-ticket")}`;
  expect(row?.first_id).toBe(first.ticketId);
  for (const page of [manager, operator]) await page.context().close();
});

async function noBarrier(page: Page, what: string): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations, what).toEqual([]);
}

/** The figures of all sites together, as the page says them. */
async function firstTime(page: Page) {
  await page.goto("/places/returns?by=site&days=30");
  const figure = async (name: string) => Number(await page.locator(`[data-count=${name}]`).textContent());
  return { fixed: await figure("fixed"), returned: await figure("returned") };
}

async function desk(browser: Browser, login: string, at: RegExp): Promise<Page> {
  const page = await (await browser.newContext({ ...deskSize, locale: "zh-CN" })).newPage();
  await signInStaff(page, login, at);
  return page;
}

async function doorFor(browser: Browser, login: string, at: RegExp): Promise<Door> {
  const page = await desk(browser, login, at);
  const origin = test.info().project.use.baseURL!;
  const door = await doorOf(page.context(), Number(new URL(origin).port), origin);
  await page.context().close();
  return door;
}

/** A home whose tap was repaired just now, by somebody who is at work and has a charged material in his van. */
async function given(browser: Browser) {
  const [home] = await sql<Array<{ id: string; siteId: string; phone: string }>>`
    select o.id, o.site_id as "siteId", min(p.phone) as phone from place o join site s on s.id = o.site_id
    join household h on h.place_id = o.id and h.relation = 'owner' and h.until is null
    join person p on p.id = h.person_id and p.phone like '+861%'
    where s.code = 'CH' and o.kind = 'home'
      and not exists (select 1 from ticket t where t.place_id = o.id)
      and (select count(*) from household a where a.person_id = p.id and a.until is null) = 1
    group by o.id having count(*) = 1 order by o.search_key limit 1`;
  const [technician] = await onShift(sql, home!.siteId, "plumbing");
  const [operator, dispatcher, lead, hand] = await Promise.all([
    doorFor(browser, "op1", /hotline/),
    doorFor(browser, "disp2", /board/),
    doorFor(browser, "lead1", /board/),
    doorFor(browser, technician!.login, /jobs/),
  ]);
  const { siteId } = home!;
  const code = `RET-${Date.now().toString(36).toUpperCase()}`;
  const { materialId } = await lead.tell<{ materialId: string }>("material.save", {
    siteId,
    materialId: null,
    code,
    nameZh: `阀芯${code}`,
    nameEn: "Cartridge",
    unit: "piece",
    priceCents: 3_000,
    usually: "charged",
  });
  const stores = await sql<Array<{ id: string; kind: string; of: string | null }>>`
    select id, kind, technician_id as of from store where site_id = ${siteId}`;
  const warehouse = stores.find((each) => each.kind === "warehouse")!.id;
  const van = stores.find((each) => each.of === technician!.id)!.id;
  const lines = [{ materialId, quantity: "5" }];
  await lead.tell("stock.receive", { storeId: warehouse, reason: "delivery", lines });
  await lead.tell("stock.issue", { fromId: warehouse, toId: van, reason: "refill", lines });
  const first = await operator.tell<{ ticketId: string; number: string }>("ticket.report", {
    placeId: home!.id,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "厨房水龙头滴水",
    contactName: "业主",
    contactPhone: home!.phone,
  });
  const { ticketId } = first;
  let { version } = await dispatcher.tell<{ version: number }>("ticket.assign", {
    ticketId,
    version: 1,
    technicianId: technician!.id,
  });
  for (const step of ["accept", "depart", "arrive"])
    version = (await hand.tell<{ version: number }>(`ticket.${step}`, { ticketId, version })).version;
  const record = { measure: "replace", found: "阀芯磨损", done: "更换阀芯，试水正常", result: "fixed" };
  await hand.tell("ticket.complete", { ticketId, version, ...record });
  return { home: home!, first, material: { code }, technician: technician! };
}
