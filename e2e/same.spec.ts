import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

test("what a neighbour has reported is shown before sending, and followed instead of sent twice", async ({
  browser,
}) => {
  // Two households of one building that are signed in nowhere, where its front door has no open report.
  const neighbours = await sql<Array<{ phone: string; spot: string }>>`
    with single as (
      select p.id, p.phone, min(o.building_id::text)::uuid as building
      from household h join person p on p.id = h.person_id join place o on o.id = h.place_id
      where h.until is null and p.phone like '+861%' and p.phone <> '+8613800138000'
        and not exists (select 1 from auth_session s where s.person_id = p.id)
      group by p.id having count(*) = 1)
    select n.phone, s.id as spot from single n join place s on s.building_id = n.building and s.kind = 'lobby'
    where (select count(*) from single m where m.building = n.building) > 1
      and not exists (select 1 from ticket t where t.place_id = s.id and t.status not in ('closed', 'cancelled', 'declined'))
    order by s.id, n.phone limit 2`;
  expect(neighbours).toHaveLength(2);
  const [first, second] = [neighbours[0]!, neighbours[1]!];
  const report = { fault: "门禁", faultCode: await lobbyFault(), urgency: 3, spot: first.spot } as const;
  const desk = await Dispatcher.signedIn(browser, "disp1");

  const one = await Owner.signedIn(browser, first.phone.replace("+86", ""));
  await one.writeReport({ ...report, words: "大堂的门刷卡没反应，我家电话 021 5555 1234" });
  await one.send.click();
  const { ticketId, number } = await one.arrived();

  const two = await Owner.signedIn(browser, second.phone.replace("+86", ""));
  await two.fillReport({ ...report, words: "进不了门，刷卡不开" });
  await two.next();
  const like = two.page.locator(`[data-testid=like][data-ticket="${ticketId}"]`);
  await expect(like).toBeVisible();
  expect(await two.page.content()).not.toContain("5555 1234");
  // Back works, and the question comes again.
  await two.page.goBack();
  await expect(two.page.locator("#description")).toHaveValue("进不了门，刷卡不开");
  await two.next();
  await like.getByRole("button").click();
  await two.page.waitForURL(new RegExp(`/repairs/${ticketId}`));
  await two.expectLive();
  expect(await two.page.content()).not.toContain("5555 1234");

  await desk.find(number);
  await expect(desk.card(ticketId)).toContainText(/2\s*户/);
  const [row] = await sql`select households from ticket where id = ${ticketId}`;
  expect(row).toEqual({ households: 2 });
  const [sent] = await sql`select count(*)::int as n from ticket where description like '进不了门%'`;
  expect(sent).toEqual({ n: 0 });
  for (const person of [one, two, desk]) {
    expect(person.troubles).toEqual([]);
    await person.context.close();
  }

  async function lobbyFault(): Promise<string> {
    const [found] = await sql<Array<{ code: string }>>`
      select code from fault where name_zh like '门禁%' and retired_at is null and at <> 'home' order by position limit 1`;
    return found!.code;
  }
});
