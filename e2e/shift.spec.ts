import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { freshResident, onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { lateFrames } from "./fixtures/lateFrames.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Home = { id: string; site_id: string };

/** A home in which nothing is open. */
async function quietHome(): Promise<Home> {
  const [home] = await sql<Home[]>`
    select p.id, p.site_id from place p join site s on s.id = p.site_id
    where s.code = 'CH' and p.kind = 'home' and not exists (select 1 from ticket t where t.place_id = p.id)
    order by p.id limit 1`;
  return home!;
}

async function doorFor(desk: Dispatcher): Promise<Door> {
  const { origin, port } = new URL(desk.page.url());
  return doorOf(desk.context, Number(port), origin);
}

function report(door: Door, placeId: string): Promise<{ ticketId: string; number: string }> {
  return door.tell("ticket.report", {
    placeId,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "厨房水龙头一直滴水",
    contactName: "王先生",
  });
}

const standing = async (ticketId: string) =>
  (
    await sql<Array<{ status: string; version: number; technician_id: string | null; urgency: number }>>`
      select status, version, technician_id, urgency from ticket where id = ${ticketId}`
  )[0]!;

/** The palette, by its key, and the one item that the typed words bring first. */
async function command(page: Page, typed: string): Promise<void> {
  await begin(page, typed);
  await expect(page.getByTestId("palette")).toHaveCount(0);
}

/** The same where the palette stays open and asks on. */
async function begin(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type(typed);
  await expect(
    page.locator("[data-testid=palette-item][aria-selected=true][aria-disabled=false]"),
  ).toHaveCount(1);
  await page.keyboard.press("Enter");
}

/** The first of a sheet's reasons, and off it goes. */
async function giveReason(page: Page, sheet: string): Promise<void> {
  await tabTo(page, "input[name=reason]");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId(sheet)).toHaveCount(0);
}

/** Down the fields of a form by Tab until the wanted one has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (await page.locator(`${selector}:focus`).count()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to ${selector}`);
}

test("a dispatcher's whole shift without a mouse", async ({ browser }) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const colleague = await Dispatcher.signedIn(browser, "disp2");
  const door = await doorFor(colleague);
  const { page } = desk;
  // Any press of a pointer is counted.
  await page.evaluate(() => {
    const counted = window as unknown as { presses: number };
    counted.presses = 0;
    window.addEventListener("pointerdown", () => {
      counted.presses += 1;
    });
  });
  const home = await quietHome();
  const { ticketId, number } = await report(door, home.id);
  const [first, second] = await onShift(sql, home.site_id, "plumbing");
  if (!first || !second) throw new Error("two plumbers have to be on shift");

  await test.step("finds the job and opens it", async () => {
    await desk.find(number);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
  });

  await test.step("assigns it, and takes that back within two minutes", async () => {
    await page.keyboard.press("a");
    await expect(desk.candidate().first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("dispatched");
    const bar = page.getByTestId("undo-bar");
    await expect(bar).toContainText(number);
    await expect(bar).toContainText(/[12]:\d\d/);
    const axe = await new AxeBuilder({ page }).include("[data-testid=undo-bar]").analyze();
    expect(axe.violations).toEqual([]);
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("received");
    await expect(bar).toHaveCount(0);
    expect((await standing(ticketId)).technician_id).toBeNull();
  });

  await test.step("assigns from the palette by pinyin initials and transfers it by key", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(page.getByTestId("palette")).toContainText(number);
    await page.keyboard.type("zp");
    await expect(page.locator("[data-item=transfer]")).toHaveAttribute("aria-disabled", "true");
    const axe = await new AxeBuilder({ page }).include("[data-testid=palette]").analyze();
    expect(axe.violations).toEqual([]);
    await page.keyboard.press("Escape");
    await command(page, "assign");
    await expect(desk.candidate().first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("dispatched");
    const holder = (await standing(ticketId)).technician_id;
    // The board knows it, too: before that there is nothing to transfer.
    await expect(desk.drawer.getByTestId("action-transfer")).toBeEnabled();
    await expect(page.getByTestId("assign-list")).toHaveCount(0);
    await page.keyboard.press("t");
    await expect(page.getByTestId("sheet-transfer")).toBeVisible();
    await expect(page.getByTestId("transfer-to").first()).toBeVisible();
    await tabTo(page, "input[name=to]");
    await page.keyboard.press("Space");
    await tabTo(page, "input[name=reason]");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await standing(ticketId)).technician_id).not.toBe(holder);
    await expect(page.getByTestId("sheet-transfer")).toHaveCount(0);
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(ticketId)).technician_id).toBe(holder);
    await expect(desk.lane(holder!).locator(`[data-ticket="${ticketId}"]`)).toBeVisible();
  });

  await test.step("withdraws it with a reason, and takes that back", async () => {
    const holder = (await standing(ticketId)).technician_id;
    await page.keyboard.press("w");
    await expect(page.getByTestId("sheet-withdraw")).toBeVisible();
    await giveReason(page, "sheet-withdraw");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("triaged");
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(ticketId)).technician_id).toBe(holder);
    await expect(desk.drawer.getByTestId("action-transfer")).toBeEnabled();
  });

  await test.step("a stale ruling is refused with what changed, keeps the words, and goes on", async () => {
    await page.keyboard.press("u");
    await expect(page.getByTestId("sheet-triage")).toBeVisible();
    const before = await standing(ticketId);
    await door.tell("ticket.withdraw", {
      ticketId,
      version: before.version,
      reason: "mistake",
      words: "",
    });
    await tabTo(page, "textarea[name=words]");
    await page.keyboard.type("住户说水变大了");
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    const moved = page.getByTestId("moved");
    await expect(moved.locator("[data-type=withdrawn]")).toBeVisible();
    await expect(page.locator("textarea[name=words]")).toHaveValue("住户说水变大了");
    await tabTo(page, "[data-testid=go-on]");
    await page.keyboard.press("Enter");
    await expect(moved).toHaveCount(0);
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("sheet-triage")).toHaveCount(0);
    await expect.poll(async () => (await standing(ticketId)).status).toBe("triaged");
  });

  await test.step("changes the view by key and by palette", async () => {
    await page.keyboard.press("2");
    await expect(page.getByTestId("list").first()).toBeVisible();
    await command(page, "时间轴");
    await expect(page.getByTestId("timeline").first()).toBeVisible();
    await page.keyboard.press("1");
    await expect(page.getByTestId("board")).toHaveAttribute("data-view", "lanes");
    await command(page, "clear the filter");
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBeNull();
  });

  await test.step("goes to a job by its number, and assigns it by a command typed in one breath", async () => {
    await page.keyboard.press("Escape");
    await command(page, number);
    await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("派 999999 张");
    await expect(page.locator("[data-testid=palette-item][aria-disabled=true]").first()).toContainText(
      "999999",
    );
    await page.keyboard.press("Escape");
    const [who] = await sql<Array<{ name: string }>>`select name from person where id = ${first.id}`;
    await command(page, `派 ${number} ${who!.name}`);
    await expect.poll(async () => (await standing(ticketId)).technician_id).toBe(first.id);
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(ticketId)).technician_id).toBeNull();
  });

  await test.step("says that somebody is at table, and takes it back", async () => {
    const [who] = await sql<Array<{ name: string }>>`select name from person where id = ${second.id}`;
    const away = async () =>
      (
        await sql`select presence, reason from absence where person_id = ${second.id} and ended_at is null`
      )[0];
    await command(page, `${who!.name} 休息 吃饭`);
    await expect.poll(away).toEqual({ presence: "break", reason: "meal" });
    await expect(page.getByTestId("undo-bar")).toContainText(who!.name);
    await page.keyboard.press("z");
    await expect.poll(away).toBeUndefined();
    await expect(page.getByTestId("undo-bar")).not.toContainText(who!.name);
    // What another has said since is not overruled by taking one's own word back.
    await command(page, `${who!.name} 休息 吃饭`);
    await expect.poll(away).toEqual({ presence: "break", reason: "meal" });
    await expect(page.getByTestId("undo-bar")).toContainText(who!.name);
    const say = (presence: string, reason?: string) =>
      door.tell("technician.setAvailability", {
        technicianId: second.id,
        presence,
        ...(reason && { reason }),
      });
    await say("ill", "unwell");
    await page.keyboard.press("z");
    await expect(page.getByTestId("toast").filter({ hasText: "他现在病了" })).toBeVisible();
    expect(await away()).toEqual({ presence: "ill", reason: "unwell" });
    await say("on");
  });

  await test.step("cancels it, and several deeds are taken back one after the other", async () => {
    const other = await report(door, (await quietHome()).id);
    await command(page, other.number);
    await expect(desk.drawer).toHaveAttribute("data-ticket", other.ticketId);
    for (const each of [other, { ticketId, number }]) {
      await command(page, each.number);
      await expect(desk.drawer).toHaveAttribute("data-ticket", each.ticketId);
      await page.keyboard.press("c");
      await expect(page.getByTestId("sheet-cancel")).toBeVisible();
      await giveReason(page, "sheet-cancel");
      await expect.poll(async () => (await standing(each.ticketId)).status).toBe("cancelled");
    }
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("triaged");
    await expect(page.getByTestId("undo-bar")).toContainText(other.number);
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(other.ticketId)).status).toBe("received");
  });

  await test.step("turns one down with words, makes an incident of it instead, and takes both back", async () => {
    const other = await report(door, (await quietHome()).id);
    await command(page, other.number);
    await expect(desk.drawer).toHaveAttribute("data-ticket", other.ticketId);
    await page.keyboard.press("x");
    await expect(page.getByTestId("sheet-turnDown")).toBeVisible();
    await tabTo(page, "textarea[name=words]");
    await page.keyboard.type("宽带归运营商修");
    await page.keyboard.press("Shift+Tab");
    await giveReason(page, "sheet-turnDown");
    await expect.poll(async () => (await standing(other.ticketId)).status).toBe("declined");
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(other.ticketId)).status).toBe("received");
    const incidentOf = async () =>
      (
        await sql<
          Array<{ incident_id: string | null }>
        >`select incident_id from ticket where id = ${other.ticketId}`
      )[0]!.incident_id;
    await command(page, other.number);
    await expect(desk.drawer.getByTestId("action-assign")).toBeEnabled();
    await page.keyboard.press("i");
    await expect(page.getByTestId("sheet-incident")).toBeVisible();
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    await expect.poll(incidentOf).not.toBeNull();
    await expect(page.getByTestId("sheet-incident")).toHaveCount(0);
    await page.keyboard.press("z");
    await expect.poll(incidentOf).toBeNull();
  });

  await test.step("corrects what was reported", async () => {
    await command(page, number);
    await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
    await expect(desk.drawer.getByTestId("correct")).toBeVisible();
    await command(page, "更正报修内容");
    await tabTo(page, ".drawer-corrections textarea[name=words]");
    await page.keyboard.type("是卫生间，不是厨房");
    await tabTo(page, ".drawer-corrections select[name=reason]");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, ".drawer-corrections button[type=submit]");
    await page.keyboard.press("Enter");
    await expect(desk.drawer.getByTestId("correction")).toContainText("是卫生间，不是厨房");
  });

  await test.step("merges one into the other from the palette, and takes it back", async () => {
    const double = await report(door, home.id);
    await door.tell("ticket.assign", { ticketId: double.ticketId, version: 1, technicianId: second.id });
    await command(page, double.number);
    await expect(desk.drawer).toHaveAttribute("data-ticket", double.ticketId);
    await begin(page, "merge");
    await page.keyboard.type(number);
    await expect(page.locator(`[data-item="job-${ticketId}"]`)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await standing(double.ticketId)).status).toBe("duplicate");
    await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
    await page.keyboard.press("z");
    // Whoever had it has it again.
    await expect
      .poll(() => standing(double.ticketId))
      .toMatchObject({ status: "dispatched", technician_id: second.id });
    await expect(desk.lane(second.id).locator(`[data-ticket="${double.ticketId}"]`)).toBeVisible();
  });

  await test.step("acknowledges an alarm", async () => {
    await sql`update alarm set acknowledged_at = now(), acknowledged_by_id =
      (select person_id from staff_account where login = 'disp1')
      where cleared_at is null and acknowledged_at is null`;
    const [person] = await sql<Array<{ id: string }>>`
      select person_id as id from staff_account where login = 'disp1'`;
    await sql`insert into shift (id, person_id, starts_at, ends_at)
      values (${randomUUID()}, ${person!.id}, now() - interval '1 hour', now() + interval '3 hours')`;
    const owner = await Owner.signedIn(browser, await freshResident(sql));
    const { port, origin } = new URL(page.url());
    const theirs = await doorOf(owner.context, Number(port), origin);
    const { homes } = await theirs.ask<{ homes: Array<{ id: string }> }>("place.choices", {});
    const [gas] = await sql<Array<{ code: string }>>`select code from fault where danger = 'gas' limit 1`;
    const danger = await theirs.tell<{ ticketId: string }>("ticket.report", {
      placeId: homes[0]!.id,
      faultCode: gas!.code,
      urgency: 1,
      description: "厨房有煤气味",
    });
    await expect(page.getByTestId("alarms")).toHaveAttribute("data-top", danger.ticketId);
    await expect(page.getByTestId("alarms"), "it can have been read").toHaveAttribute("data-read", "true");
    await page.keyboard.press("y");
    await expect
      .poll(async () => {
        const [alarm] = await sql<Array<{ by: string | null }>>`
          select acknowledged_by_id as by from alarm where ticket_id = ${danger.ticketId} and kind = 'danger'`;
        return alarm?.by;
      })
      .toBe(person!.id);
    await owner.context.close();
  });

  await test.step("the bar outlives a reload, and the palette undoes the same deed", async () => {
    await command(page, number);
    await page.keyboard.press("a");
    await expect(desk.candidate().first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("dispatched");
    expect(await page.evaluate(() => (window as unknown as { presses: number }).presses)).toBe(0);
    // What rings while the page is away is on the call list when it is back.
    await sql`
      insert into escalation (id, ticket_id, site_id, clock, due_at, position, rung, channel, rings, started_at, last_rung_at)
      select ${randomUUID()}, id, site_id, 'arrive', arrive_by, 9, 'lead', 'call', 1, now(), now() from ticket
      where id = ${ticketId}`;
    await page.reload();
    await desk.ready();
    await expect(page.getByTestId("undo-bar")).toContainText(number);
    await command(page, "undo");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("triaged");
  });

  await test.step("takes a call from the call list in hand", async () => {
    await command(page, `接手 ${number}`);
    await expect
      .poll(async () => {
        const [call] = await sql<Array<{ login: string }>>`
          select a.login from escalation e join staff_account a on a.person_id = e.acknowledged_by_id
          where e.ticket_id = ${ticketId} and e.clock = 'arrive' and e.rung = 'lead'`;
        return call?.login;
      })
      .toBe("disp1");
  });

  await test.step("plans the desk, accepts the plan, and changes the language", async () => {
    await page.keyboard.press("p");
    const sheet = page.getByTestId("plan-sheet");
    await expect(sheet.locator("[data-testid=plan-route] li").first()).toBeVisible({ timeout: 30_000 });
    await tabTo(page, "[data-testid=plan-accept]");
    await page.keyboard.press("Enter");
    await expect(sheet.locator("li[data-state=sent]").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
    await command(page, "english");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });

  await test.step("reads the keys, and goes to the hotline", async () => {
    await page.keyboard.press("?");
    const help = page.getByTestId("help-sheet");
    await expect(help).toContainText("Ctrl");
    await tabTo(page, "input[name=singleKeys]");
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await expect(help).toHaveCount(0);
    await page.keyboard.press("?");
    await page.keyboard.press("2");
    await expect(help).toHaveCount(0);
    await expect(page.getByTestId("board")).toHaveAttribute("data-view", "lanes");
    await command(page, "single keys on");
    await page.keyboard.press("2");
    await expect(page.getByTestId("board")).toHaveAttribute("data-view", "list");
    await command(page, "/hotline");
    await expect(page).toHaveURL(/\/hotline/);
  });
  await desk.context.close();
  await colleague.context.close();
});

test("no letter is lost while a layer of the board is on its way, however late the screen is", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp2");
  const { page } = desk;
  const { ticketId, number } = await report(await doorFor(desk), (await quietHome()).id);
  await desk.find(number);
  await expect(desk.card(ticketId)).toBeVisible();
  await lateFrames(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("派 999999 张");
  const field = page.getByRole("dialog").getByRole("combobox");
  await expect(field).toHaveValue("派 999999 张");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type(number);
  await expect(field).toHaveValue(number);
  await page.keyboard.press("Enter");
  await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
  // A layer without a field of its own has the keys from its first moment, too.
  await page.keyboard.press("u");
  await page.keyboard.press("Tab");
  await expect(page.getByTestId("sheet-triage").locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("sheet-triage")).toHaveCount(0);
  await desk.context.close();
});

test("a key is about the job that was gone to last, however late the screen is", async ({ browser }) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const { page } = desk;
  const door = await doorFor(desk);
  for (let jobs = 0; jobs < 3; jobs++) await report(door, (await quietHome()).id);
  const cards = page.locator("[data-testid=queue] article[data-ticket]");
  await expect(cards.nth(2)).toBeVisible();
  const order = await cards.evaluateAll((all) => all.map((card) => (card as HTMLElement).dataset.ticket!));
  await page.keyboard.press("Home");
  await expect(cards.first().locator(".card-face")).toBeFocused();
  await lateFrames(page);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(desk.drawer).toHaveAttribute("data-ticket", order[1]!);
  await page.keyboard.press("j");
  await page.keyboard.press("u");
  const numberOf = async (id: string) =>
    (await sql<Array<{ number: string }>>`select number from ticket where id = ${id}`)[0]!.number;
  const sheet = page.getByTestId("sheet-triage");
  await expect(sheet.locator("h2")).toContainText(await numberOf(order[2]!));
  // What the sheet leaves to the next frame does not come between the keys of the next view.
  await page.keyboard.press("Escape");
  await page.keyboard.press("2");
  await expect(page.getByTestId("list-row").first()).toBeVisible();
  await page.keyboard.press("Home");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const last = page.getByTestId("list-row").last();
  await expect(last).toBeFocused();
  await expect(desk.drawer).toHaveAttribute("data-ticket", (await last.getAttribute("data-ticket"))!);
  const before = page.getByTestId("list-row").nth(-2);
  await page.keyboard.press("k");
  await page.keyboard.press("a");
  await expect(before).toBeFocused();
  await expect(desk.drawer).toHaveAttribute("data-ticket", (await before.getAttribute("data-ticket"))!);
  await desk.context.close();
});

test("taking back is about what was asked for last, also while its answer is on its way", async ({
  browser,
}) => {
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const colleague = await doorFor(await Dispatcher.signedIn(browser, "disp2"));
  const { page } = desk;
  const home = await quietHome();
  const { ticketId, number } = await report(await doorFor(desk), home.id);
  await desk.find(number);
  await page.keyboard.press("Enter");
  await page.keyboard.press("a");
  await expect(desk.candidate().first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("undo-bar")).toContainText(number);
  const holder = (await standing(ticketId)).technician_id;
  const other = (await onShift(sql, home.site_id, "plumbing")).find(({ id }) => id !== holder);
  const [who] = await sql<Array<{ id: string; name: string }>>`
    select id, name from person where id = ${other!.id}`;
  const away = async () =>
    (await sql`select presence from absence where person_id = ${who!.id} and ended_at is null`)[0];

  const late = /technician\.setAvailability/;
  await page.route(late, async (route) => {
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.fulfill({ response });
  });
  await command(page, `${who!.name} 休息 吃饭`);
  await expect.poll(away).toEqual({ presence: "break" });
  await page.keyboard.press("z");
  await expect.poll(away).toBeUndefined();
  await expect(page.getByTestId("undo-bar")).toContainText(number);
  expect((await standing(ticketId)).status).toBe("dispatched");

  // Refused, there is nothing to take back, and what was done before it stays. The board has not heard of his illness.
  await page.route(/technician\.away/, (route) => route.abort());
  await colleague.tell("technician.setAvailability", {
    technicianId: who!.id,
    presence: "ill",
    reason: "unwell",
  });
  await command(page, `${who!.name} 休息 吃饭`);
  await page.keyboard.press("z");
  await expect(page.locator("[data-testid=toast][data-tone=refused]")).toContainText(who!.name);
  await page.waitForTimeout(1_000);
  expect((await standing(ticketId)).status).toBe("dispatched");
  await page.unroute(late);
  // While a sheet is open there is nothing to take back, least of all what was typed into the filter.
  await page.keyboard.press("?");
  await expect(page.getByTestId("help-sheet")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("help-sheet")).toHaveCount(0);
  await expect(page.locator(".queue-filter input")).toHaveValue(number);
  await page.keyboard.press("z");
  await expect.poll(async () => (await standing(ticketId)).status).toBe("received");
  await desk.context.close();
});
