import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Operator } from "./people/operator.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const slang = "半夜咕咚咕咚翻沫子";

test("words that no name contains find the fault, the desk overrules, and the next words are read as ruled", async ({
  browser,
}) => {
  const [home] = await sql<Array<{ phone: string }>>`
    select p.phone from household h join person p on p.id = h.person_id
    where h.until is null and p.phone like '+861%' and p.phone <> '+8613800138000'
      and not exists (select 1 from auth_session s where s.person_id = p.id)
      and not exists (select 1 from ticket t where t.place_id = h.place_id and t.status not in ('closed', 'cancelled', 'declined'))
    group by p.id having count(*) = 1 order by p.id desc limit 1`;
  const owner = await Owner.signedIn(browser, home!.phone.replace("+86", ""));
  const { page } = owner;
  await page.goto("/report");
  await page.locator("input[name=placeId]").first().check();
  await owner.next();
  await page.locator("#fault-filter").fill("厕所一直在流水");
  const proposed = page.getByTestId("proposed-faults");
  await expect(proposed).toContainText("“厕所”");
  await expect(proposed.locator("input").first()).toHaveValue("toilet-running");
  await page.locator("#fault-filter").fill("请问物业费怎么缴");
  await expect(page.getByTestId("not-repair")).toHaveAttribute("data-kind", "question");
  // What is no repair is told so and goes on all the same; then the words are put right.
  const words = "投诉保安态度恶劣";
  await owner.fillReport({ fault: "其他问题", faultCode: "other", urgency: 3, words });
  await expect(page.getByTestId("not-repair")).toHaveAttribute("data-kind", "complaint");
  await expect(page.locator(".portal-go button[type=submit]")).toBeEnabled();
  await page.locator("#description").fill("马桶堵了，冲水往上涨");
  await expect(page.getByTestId("not-repair")).toHaveCount(0);
  await expect(page.getByTestId("sounds-like")).toBeVisible();
  await page.locator("#description").fill(slang);
  await expect(page.getByTestId("sounds-like")).toHaveCount(0);
  await owner.toTheEnd();
  await owner.send.click();
  const { ticketId, number } = await owner.arrived();

  const desk = await Dispatcher.signedIn(browser, "disp1");
  await desk.open(number, ticketId);
  await expect(desk.page.getByTestId("drawer-triage")).toBeVisible();
  await desk.page.getByTestId("action-triage").click();
  const sheet = desk.page.getByTestId("sheet-triage");
  await expect(sheet.getByTestId("proposals")).toBeVisible();
  await sheet.locator("select[name=faultCode]").selectOption("drain-backflow");
  await sheet.locator("select[name=scope]").selectOption("riser");
  await sheet.locator("button[type=submit]").click();
  await expect(sheet).toHaveCount(0);
  await expect(desk.page.getByTestId("triage-ruling")).toHaveAttribute("data-agreed", "false");
  const [kept] = await sql`
    select decided_fault_code, decided_scope, agreed from triage_proposal where ticket_id = ${ticketId}`;
  expect(kept).toEqual({ decided_fault_code: "drain-backflow", decided_scope: "riser", agreed: false });

  const operator = await Operator.signedIn(browser, "op1");
  await operator.tabTo("#fault");
  await operator.page.keyboard.type("又咕咚咕咚翻沫子");
  const first = operator.page.getByRole("option").first();
  await expect(first).toContainText("返水");
  await expect(first).toContainText("以前这样判定过");
  await operator.page.keyboard.press("Enter");
  await expect(operator.page.getByTestId("fault-chosen")).toContainText("返水");
  for (const person of [owner, desk, operator]) {
    expect(person.troubles).toEqual([]);
    await person.context.close();
  }
});
