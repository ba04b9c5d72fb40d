import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { freshResident, onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
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

/** Down the fields of a form by Tab until the wanted one has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (await page.locator(`${selector}:focus`).count()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to ${selector}`);
}

test("a dispatcher's whole shift without a mouse", async ({ browser }) => {
  test.setTimeout(180_000);
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

  await test.step("goes to a job by its number", async () => {
    await page.keyboard.press("Escape");
    await command(page, number);
    await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
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
      await tabTo(page, "input[name=reason]");
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      await expect(page.getByTestId("sheet-cancel")).toHaveCount(0);
      await expect.poll(async () => (await standing(each.ticketId)).status).toBe("cancelled");
    }
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("triaged");
    await expect(page.getByTestId("undo-bar")).toContainText(other.number);
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(other.ticketId)).status).toBe("received");
  });

  await test.step("merges one into the other from the palette, and takes it back", async () => {
    const double = await report(door, home.id);
    await command(page, double.number);
    await expect(desk.drawer).toHaveAttribute("data-ticket", double.ticketId);
    await begin(page, "merge");
    await page.keyboard.type(number);
    await expect(page.locator(`[data-item="job-${ticketId}"]`)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await standing(double.ticketId)).status).toBe("duplicate");
    await expect(desk.drawer).toHaveAttribute("data-ticket", ticketId);
    await page.keyboard.press("z");
    await expect.poll(async () => (await standing(double.ticketId)).status).toBe("received");
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
    await page.reload();
    await desk.ready();
    await expect(page.getByTestId("undo-bar")).toContainText(number);
    await command(page, "undo");
    await expect.poll(async () => (await standing(ticketId)).status).toBe("triaged");
  });

  await test.step("plans the desk and changes the language", async () => {
    await command(page, "propose");
    await expect(page.getByTestId("plan-sheet")).toBeVisible();
    await page.keyboard.press("Escape");
    await command(page, "english");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });

  await test.step("reads the keys, and goes to the hotline", async () => {
    await page.keyboard.press("?");
    await expect(page.getByTestId("help-sheet")).toContainText("Ctrl");
    await page.keyboard.press("Escape");
    await command(page, "/hotline");
    await expect(page).toHaveURL(/\/hotline/);
  });
  await desk.context.close();
  await colleague.context.close();
});
