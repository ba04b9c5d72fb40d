import { expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { expectStill, stopRings, watchMoves } from "./fixtures/still.ts";
import { Owner } from "./people/owner.ts";
import { deskSize, phoneSize, signInStaff } from "./people/person.ts";

const { sql, close } = openDatabase();
test.beforeAll(() => stopRings(sql));
test.afterAll(() => close());

async function still(page: Page, paths: readonly string[]): Promise<void> {
  await watchMoves(page);
  for (const path of paths) await expectStill(page, path);
  await page.context().close();
}

const desks = [
  ["disp1", ["/board", "/board?view=list", "/board?view=timeline", "/inbox"]],
  ["op1", ["/hotline"]],
  ["manager", ["/places/promises", "/places/hours", "/places/returns", "/places/codes", "/stock"]],
] as const;
for (const [login, paths] of desks)
  test(`what comes late moves nothing under the pointer of ${login}`, async ({ browser }) => {
    const page = await (await browser.newContext({ ...deskSize, locale: "zh-CN" })).newPage();
    await signInStaff(page, login, /board|hotline/);
    if (login === "op1") {
      // A call that rings stands over the form.
      await sql`
        insert into phone_call (id, site_id, line, system, external_id, number, started_at)
        select gen_random_uuid(), r.site_id, '+8657188880000', 'still', 'still-1', '+8613800138000', now()
        from staff_role r join staff_account a on a.person_id = r.person_id
        where a.login = ${login} and r.role = 'operator' limit 1`;
      await page.reload();
      await expect(page.getByTestId("ring")).toBeVisible();
    }
    await still(page, paths);
  });

test("what comes late moves nothing under an owner's thumb", async ({ browser }) => {
  const [job] = await sql<Array<{ id: string; phone: string }>>`
    select t.id, p.phone from ticket t join person p on p.id = t.reporter_id
    where t.status = 'on_site' and p.phone like '+861%' order by t.number limit 1`;
  const { page } = await Owner.signedIn(browser, job!.phone.replace("+86", ""));
  // So tall that all of each page is in sight.
  await page.setViewportSize({ width: phoneSize.viewport.width, height: 4_000 });
  await still(page, ["/", "/repairs", `/repairs/${job!.id}`, "/report"]);
});
