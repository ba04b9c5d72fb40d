import { expect, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { expectNoBarrier } from "./fixtures/noBarrier.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const standing = async (ticketId: string) =>
  (
    await sql<Array<{ status: string; technicianId: string | null; pauseReason: string | null }>>`
      select status, technician_id as "technicianId", pause_reason as "pauseReason"
      from ticket where id = ${ticketId}`
  )[0]!;

test("a technician says that he is ill: his paused job is in the queue at once, and another goes on with it", async ({
  browser,
}) => {
  const [home] = await sql<Array<{ id: string; siteId: string }>>`
    select p.id, p.site_id as "siteId" from place p join site s on s.id = p.site_id
    where s.code = 'CH' and p.kind = 'home' and not exists (select 1 from ticket t where t.place_id = p.id)
    order by p.id limit 1`;
  const { id: placeId, siteId } = home!;
  const [first, second] = await onShift(sql, siteId, "plumbing");
  if (!first || !second) throw new Error("two plumbers have to be on shift");
  // Whatever else they have does not matter here.
  await sql`update technician set capacity_minutes = 100000 where person_id in (${first.id}, ${second.id})`;
  const desk = await Dispatcher.signedIn(browser, "disp1");
  const ill = await Technician.signedIn(browser, first.login);
  const other = await Technician.signedIn(browser, second.login);
  const { origin, port } = new URL(desk.page.url());
  const office = await doorOf(desk.context, Number(port), origin);
  const his = await doorOf(ill.context, Number(port), origin);

  /** A job of his that he has paused, to go on in so many seconds. */
  async function paused(seconds: number): Promise<{ ticketId: string; number: string }> {
    const job = await office.tell<{ ticketId: string; number: string }>("ticket.report", {
      placeId,
      faultCode: "tap-dripping",
      urgency: 3,
      description: "厨房水龙头一直滴水",
      contactName: "王先生",
    });
    const { ticketId } = job;
    const overrule = { reason: "agreed", words: "" };
    await office.tell("ticket.assign", { ticketId, version: 1, technicianId: first!.id, overrule });
    let version = 2;
    for (const step of ["accept", "depart", "arrive"])
      ({ version } = await his.tell<{ version: number }>(`ticket.${step}`, { ticketId, version }));
    const backAt = new Date(Date.now() + seconds * 1_000).toISOString();
    await his.tell("ticket.pause", { ticketId, version, reason: "parts", backAt, words: "" });
    return job;
  }
  const [late, soon] = [await paused(2 * 86_400), await paused(20)];
  const { page } = desk;
  await page.keyboard.press("/");
  await page.keyboard.type(late.number);
  await expect(desk.lane(first.id)).toBeVisible();
  await expect(desk.card(late.ticketId)).toHaveCount(0);
  await expect(ill.card(late.ticketId)).toBeVisible();

  await test.step("he says so on his phone, which tells him what goes back", async () => {
    await ill.page.locator("[popovertarget=field-menu]").click();
    await ill.page.getByTestId("presence-ill").click();
    await expectNoBarrier(ill.page, "saying that he is ill");
    await ill.page.getByTestId("presence-reason-unwell").click();
    await expect(ill.card(late.ticketId)).toHaveCount(0);
  });

  await test.step("the desk sees it come, paused, why and until when", async () => {
    const card = desk.card(late.ticketId);
    await expect(card).toHaveAttribute("data-unheld", "true");
    await expect(card).toContainText("没有人负责");
    await expect(card).toContainText("等配件");
    expect(await standing(late.ticketId)).toEqual({
      status: "paused",
      technicianId: null,
      pauseReason: "parts",
    });
    await card.locator(".card-face").click();
    await expect(desk.drawer.getByTestId("wait")).toContainText("现在没有人负责");
    await expect(desk.drawer).toContainText("病了，已放下；暂停继续");
    await expectNoBarrier(page, "a paused job that nobody has");
  });

  await test.step("by key it goes to another, who sees it on his phone", async () => {
    await page.keyboard.press("a");
    await desk.candidate(second.id).click();
    await expect(page.getByTestId("assign-list")).toHaveCount(0);
    await expect(desk.card(late.ticketId)).toHaveCount(0);
    await expect(other.card(late.ticketId)).toBeVisible();
    expect(await standing(late.ticketId)).toEqual({
      status: "dispatched",
      technicianId: second.id,
      pauseReason: null,
    });
  });

  await test.step("taking that back brings the pause back, and he hears that it is gone", async () => {
    await page.keyboard.press("ControlOrMeta+z");
    await expect(desk.card(late.ticketId)).toHaveAttribute("data-unheld", "true");
    await expect(other.card(late.ticketId)).toHaveCount(0);
  });

  await test.step("by key the desk ends the pause before its time, and takes that back", async () => {
    await page.keyboard.press("r");
    await expect(desk.card(late.ticketId)).toHaveAttribute("data-unheld", "false");
    expect((await standing(late.ticketId)).status).toBe("triaged");
    await expect(desk.drawer).toContainText("调度台结束了暂停");
    await page.keyboard.press("z");
    await expect(desk.card(late.ticketId)).toHaveAttribute("data-unheld", "true");
  });

  await test.step("what is to go on soon waits to be given out by itself", async () => {
    await expect
      .poll(async () => (await standing(soon.ticketId)).status, { timeout: 60_000 })
      .toBe("triaged");
    const told = await sql<Array<{ type: string }>>`
      select type from event where ticket_id = ${soon.ticketId} order by ticket_version desc limit 2`;
    expect(told.map((each) => each.type)).toEqual(["pause_over", "vacated"]);
    await desk.find(soon.number);
    await expect(desk.card(soon.ticketId)).toHaveAttribute("data-unheld", "false");
  });

  await test.step("the desk takes another's job back and keeps its pause", async () => {
    const [job] = await sql<Array<{ id: string; number: string }>>`
      select t.id, t.number from ticket t join site s on s.id = t.site_id
      where s.code = 'CH' and t.status = 'paused' and t.technician_id is not null order by t.id limit 1`;
    await page.goto(`/board?ticket=${job!.id}`);
    await desk.ready();
    await page.getByTestId("action-withdraw").click();
    const sheet = page.getByTestId("sheet-withdraw");
    await sheet.locator("input[name=reason][value=better_fit]").check();
    await sheet.locator("input[name=keepPause]").check();
    await expectNoBarrier(page, "taking a paused job back");
    await sheet.locator("button[type=submit]").click();
    await expect(sheet).toHaveCount(0);
    await expect.poll(async () => (await standing(job!.id)).technicianId).toBeNull();
    expect((await standing(job!.id)).status).toBe("paused");
  });
  for (const person of [desk, ill, other]) await person.context.close();
});
