import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { phoneSystem } from "#server/testing/phoneSystem.ts";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { expectNoBarrier } from "./fixtures/noBarrier.ts";
import { phoneSecret } from "./fixtures/server.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Operator } from "./people/operator.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

let calls = 0;
const nextCall = () => `e2e-${Date.now()}-${++calls}`;
const pbx = () => phoneSystem(process.env.MENDLINE_E2E_URL ?? "", phoneSecret, "e2e");
async function lineOf(code: string): Promise<string> {
  const [site] = await sql<Array<{ hotline: string }>>`select hotline from site where code = ${code}`;
  return site!.hotline;
}

test("the phone rings at both operators; one takes it, files with the keys alone, and hanging up keeps the length", async ({
  browser,
}) => {
  const [first, second] = [await Operator.signedIn(browser, "op1"), await Operator.signedIn(browser, "op2")];
  const system = pbx();
  const call = nextCall();
  const line = await lineOf("CH");
  const began = Date.now();
  await system.push({ call, event: "new_call", line, from: "+86 138 0013 8000" });
  for (const { page } of [first, second]) {
    const ring = page.getByTestId("ring");
    await expect(ring).toHaveCount(1);
    await expect(ring).toContainText("138••••8000");
    await expect(ring).toContainText("王丽");
    await expect(ring).toHaveAttribute("data-state", "ringing");
  }
  // A page that was not there hears of it all the same.
  await second.page.reload();
  await expect(second.page.getByTestId("ring")).toHaveCount(1);

  const keys = first.page.keyboard;
  await keys.press("F9");
  await expect(first.page.locator("#number")).toHaveValue("13800138000");
  await expect(second.page.getByTestId("ring")).toHaveCount(0);
  await expect(first.page.getByTestId("ring")).toHaveCount(0);
  await expect(second.page.locator("#number")).toHaveValue("");
  await expect(first.page.locator("[data-testid=caller-option] input")).toBeChecked();

  // A crash in the middle of the call loses neither the card nor which call it is.
  await first.page.reload();
  await expect(first.page.locator("#number")).toHaveValue("13800138000");
  await expect(first.page.locator("[data-testid=caller-option] input")).toBeChecked();
  await first.page.locator("#number").focus();
  await first.tabTo("input[name=place]");
  await keys.press("Space");
  await first.tabTo("#fault");
  await keys.type("水龙头");
  await keys.press("Enter");
  await first.tabTo("#description");
  await keys.type("电话来的：厨房水龙头滴水");
  await keys.press("Control+Enter");
  const filed = first.page.getByTestId("filed-number");
  await expect(filed).toHaveText(/^[A-Z]{2,4}-\d{6}-\d{3,}$/);
  const ticketId = (await filed.getAttribute("data-ticket"))!;
  test.info().annotations.push({
    type: "seconds from ring to number",
    description: String((Date.now() - began) / 1000),
  });

  const at = new Date();
  await system.push({ call, event: "answered", line, at: new Date(at.getTime() - 40_000).toISOString() });
  await system.push({ call, event: "hung_up", line, at: at.toISOString() });
  await system.push({ call, event: "hung_up", line });
  await system.push({ call, event: "recorded", line, recording: "rec/e2e-1.wav" });
  const [kept] = await sql<
    Array<{
      seconds: number;
      recording: string;
      login: string;
      ticket: string;
      received: Date;
      started: Date;
    }>
  >`select c.seconds, c.recording, a.login, tc.ticket_id as ticket, t.received_at as received, c.started_at as started
    from phone_call c join staff_account a on a.person_id = c.taken_by_id
    join ticket_call tc on tc.call_id = c.id join ticket t on t.id = tc.ticket_id where c.external_id = ${call}`;
  expect(kept).toMatchObject({ seconds: 40, recording: "rec/e2e-1.wav", login: "op1", ticket: ticketId });
  expect(kept!.received).toEqual(kept!.started);
  await expect(first.page.locator("#number")).toHaveValue("");

  // Whoever dispatches it sees the call, and may correct what was misheard.
  const dispatcher = await Dispatcher.signedIn(browser, "disp1");
  await dispatcher.page.goto(`/board?ticket=${ticketId}`);
  const drawer = dispatcher.drawer;
  await expect(drawer.getByTestId("drawer-calls")).toContainText("0:40");
  await expect(drawer.getByTestId("drawer-calls")).toContainText("rec/e2e-1.wav");
  await drawer.getByTestId("correct").click();
  await drawer.locator("textarea[name=words]").fill("是浴室的水龙头");
  await drawer.locator("select[name=reason]").selectOption("misheard");
  await drawer.locator("input[name=why]").fill("回电核实");
  await drawer.locator("form button[type=submit]").click();
  await expect(drawer.getByTestId("correction")).toContainText("是浴室的水龙头");
  await expect(drawer.getByTestId("correction")).toContainText("回电核实");
  await expect(drawer.locator(".drawer-words").last()).toContainText("厨房水龙头滴水");
  await dispatcher.page.screenshot({ path: test.info().outputPath("drawer.png") });
  const found = await new AxeBuilder({ page: dispatcher.page }).include("[data-testid=drawer]").analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  expect(dispatcher.troubles).toEqual([]);
  await dispatcher.context.close();
  expect([...first.troubles, ...second.troubles]).toEqual([]);
  await first.context.close();
  await second.context.close();
});

test("an operator files a known caller's report with the keys alone in under thirty seconds", async ({
  browser,
}) => {
  const operator = await Operator.signedIn(browser, "op2");
  const { page } = operator;
  const from = await freshResident(sql);
  await pbx().push({ call: nextCall(), event: "new_call", line: await lineOf("CH"), from });
  await expect(page.getByTestId("ring")).toHaveCount(1);
  let keys = 0;
  const began = performance.now();
  // The pace of a person at a keyboard: five keys a second.
  const pace = 200;
  const press = async (key: string) => {
    keys += 1;
    await page.waitForTimeout(pace);
    await page.keyboard.press(key);
  };
  const type = async (words: string) => {
    keys += words.length;
    await page.keyboard.type(words, { delay: pace });
  };
  const tabTo = async (selector: string) => {
    while (!(await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)))
      await press("Tab");
  };
  await press("F9");
  await expect(page.locator("[data-testid=caller-option] input")).toBeChecked();
  await tabTo("#fault");
  await type("马桶");
  await expect(page.locator("[role=option]").first()).toBeVisible();
  await press("Enter");
  await tabTo("#description");
  await type("卫生间马桶堵了，冲不下去");
  await press("Control+Enter");
  await expect(page.getByTestId("filed-number")).toHaveText(/-\d{6}-\d{3,}$/);
  const seconds = (performance.now() - began) / 1000;
  console.log(`a known caller's report: ${seconds.toFixed(1)} s with ${keys} keys`);
  expect(seconds).toBeLessThan(30);
  await operator.context.close();
});

test("answering at the desk's own phone opens the card there; what was being typed waits in its tab", async ({
  browser,
}) => {
  const operator = await Operator.signedIn(browser, "op1");
  const { page } = operator;
  await page.locator("#number").fill("0571-8888 6666");
  await page.locator("#contactName").fill("前一通");
  await page.getByTestId("extension").fill("801");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await sql`select extension from phone_seat where extension = '801'`).length)
    .toBe(1);
  const call = nextCall();
  const from = `+86${await freshResident(sql)}`;
  const line = await lineOf("CH");
  const system = pbx();
  await system.push({ call, event: "new_call", line, from });
  await expect(page.getByTestId("ring")).toHaveCount(1);
  await system.push({ call, event: "answered", line, extension: "801" });
  await expect(page.getByTestId("ring")).toHaveCount(0);
  await expect(page.locator("#number")).toHaveValue(from.replace("+86", ""));
  await expect(page.getByTestId("call-tab")).toHaveCount(2);
  // The caller only wanted to know something: the next call, and this one comes up nowhere again.
  await page.keyboard.press("Alt+n");
  await expect
    .poll(
      async () => (await sql`select handled_at from phone_call where external_id = ${call}`)[0]!.handled_at,
    )
    .not.toBeNull();
  await page.reload();
  await expect(page.getByTestId("call-tab")).toHaveCount(2);
  await page.keyboard.press("F8");
  await expect(page.locator("#contactName")).toHaveValue("前一通");
  await operator.context.close();
});

test("is it one of these: a key lets the caller's household follow; an unknown caller's report is joined later", async ({
  browser,
}) => {
  const operator = await Operator.signedIn(browser, "op2");
  const { page } = operator;
  const keys = page.keyboard;
  const stranger = "13712340099";
  const choose = async (place: string, fault: string) => {
    await page.locator("#place").fill(place);
    await expect(page.locator("#place ~ [role=listbox] [role=option]").first()).toBeVisible();
    await page.locator("#place").press("Enter");
    await expect(page.getByTestId("place-chosen")).toBeVisible();
    await page.locator("#fault").fill(fault);
    await page.locator("#fault").press("Enter");
    await expect(page.getByTestId("fault-chosen")).toBeVisible();
  };
  await page.locator("#number").fill(stranger);
  await expect(page.locator("#number-status")).toContainText("没有登记过");
  await page.locator("#contactName").fill("过路人");
  await choose("电梯", "困");
  await page.locator("#description").fill("电梯里有人拍门");
  await keys.press("Control+Enter");
  const filed = page.getByTestId("filed-number");
  await expect(filed).toHaveText(/-\d{6}-\d{3,}$/);
  const ticketId = (await filed.getAttribute("data-ticket"))!;

  // A known caller tells of the same lift.
  await expect(page.locator("#number")).toHaveValue("");
  await page.locator("#number").fill("13800138000");
  await expect(page.locator("[data-testid=caller-option] input")).toBeChecked();
  await choose("电梯", "困");
  await expect(page.locator(`[data-testid=same-option][data-ticket="${ticketId}"]`)).toBeVisible();
  await expectNoBarrier(page, "is it one of these");
  const before = await sql<Array<{ id: string }>>`select id from ticket`;
  await keys.press("F4");
  await expect(filed).toHaveAttribute("data-ticket", ticketId);
  await expect(page.locator("#filed-title")).toContainText("跟进");
  const [row] = await sql<
    Array<{ households: number }>
  >`select households from ticket where id = ${ticketId}`;
  expect(row!.households).toBe(2);
  expect((await sql`select id from ticket`).length).toBe(before.length);
  const told = await sql`select kind from notification where ticket_id = ${ticketId} and kind = 'following'`;
  expect(told.length).toBe(1);

  // The stranger calls again and says who she is.
  await page.locator("#number").fill(stranger);
  const report = page.getByTestId("unknown-report");
  await expect(report).toHaveCount(1);
  await page.getByTestId("join").click();
  await expect(page.getByTestId("unknown-reports")).toContainText("请选报修单");
  await report.locator("input").check();
  await page.getByTestId("join-who").fill("王丽");
  await expect(page.getByTestId("unknown-reports").locator("[role=option]").first()).toBeVisible();
  await page.getByTestId("join-who").press("Enter");
  await expect(page.getByTestId("join-chosen")).toContainText("王丽");
  await expectNoBarrier(page, "joining a report to a person");
  await page.getByTestId("join-reason").selectOption("said_so");
  await page.getByTestId("join").click();
  await expect(report).toHaveCount(0);
  const [joined] = await sql<Array<{ name: string; contact: string }>>`
    select p.name, t.contact_name as contact from ticket t join person p on p.id = t.reporter_id where t.id = ${ticketId}`;
  expect(joined).toEqual({ name: "王丽", contact: "过路人" });
  expect(operator.troubles).toEqual([]);
  await operator.context.close();
});

test("said earlier needs a reason, in both languages and without a fault for axe", async ({ browser }) => {
  const operator = await Operator.signedIn(browser, "op1");
  const { page } = operator;
  const system = pbx();
  const line = await lineOf("CH");
  await system.push({ call: nextCall(), event: "new_call", line, from: "13800138000" });
  await page.getByTestId("take").first().click();
  await expect(page.locator("[data-testid=caller-option] input")).toBeChecked();
  await page.locator("input[name=place]").first().check();
  await page.locator("#fault").fill("水龙头");
  await page.locator("#fault").press("Enter");
  await page.locator("#description").fill("早上记在纸上的");
  await page.getByTestId("earlier").click();
  const early = new Date(Date.now() + 8 * 3_600_000 - 2 * 3_600_000).toISOString().slice(0, 16);
  await page.getByTestId("received-at").fill(early);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#earlier-error")).toContainText("选原因");
  await expect(page.getByTestId("earlier-reason")).toBeFocused();
  const missedCall = nextCall();
  await system.push({ call: missedCall, event: "new_call", line, from: "13712340098" });
  await expect(page.getByTestId("ring")).toHaveCount(1);
  for (const locale of ["zh", "en"]) {
    if (locale === "en") {
      await page
        .context()
        .addCookies([{ name: "mendline-locale", value: "en", url: process.env.MENDLINE_E2E_URL ?? "" }]);
      await page.reload();
      await expect(page.locator("#number")).toHaveValue("13800138000");
    }
    await expect(page.getByTestId("ring")).toHaveCount(1);
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`hotline-${locale}.png`), fullPage: true });
  }
  await page.getByTestId("earlier-reason").selectOption("on_paper");
  await page.getByTestId("earlier-words").fill("早班本子");
  await page.keyboard.press("Control+Enter");
  const filed = page.getByTestId("filed-number");
  await expect(filed).toHaveText(/-\d{6}-\d{3,}$/);
  const ticketId = (await filed.getAttribute("data-ticket"))!;
  const [row] = await sql<Array<{ age: number; earlier: string }>>`
    select extract(epoch from t.registered_at - t.received_at)::int as age, e.data->>'earlier' as earlier
    from ticket t join event e on e.ticket_id = t.id and e.type = 'reported' where t.id = ${ticketId}`;
  expect(row!.earlier).toBe("on_paper");
  expect(row!.age).toBeGreaterThan(7_000);
  await system.push({ call: missedCall, event: "hung_up", line });
  await expect(page.getByTestId("ring")).toHaveAttribute("data-state", "missed");
  expect(operator.troubles).toEqual([]);
  await operator.context.close();
});
