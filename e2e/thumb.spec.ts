import { randomBytes } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { freshResident, onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { picture } from "./fixtures/picture.ts";
import { Owner } from "./people/owner.ts";
import { signInStaff } from "./people/person.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const url = process.env.MENDLINE_E2E_URL ?? "";
/** A technician's whole job from "accept" to the complete record, with its photo and without a keyboard, in so many taps. */
const fewTaps = 14;
const small = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const dripping = { fault: "滴水", faultCode: "tap-dripping", urgency: 3 } as const;
const next = (page: Page) => page.locator(".portal-go button");

test("an owner reports with one thumb; only the words need a keyboard", async ({ browser }) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  // The pace of a person with one thumb: to find the place and tap it, and to write a character by pinyin, seconds.
  const pace = { tap: 2.5, character: 1.2 };
  let taps = 0;
  const tap = async (target: Locator) => {
    await target.tap();
    taps++;
  };
  await page.goto("/");
  const began = performance.now();
  await tap(page.locator('a[href="/report"]').first());
  await tap(page.locator("label", { has: page.locator("input[name=placeId]") }).first());
  await tap(next(page));
  const group = page.locator("details", { has: page.locator("input[name=faultCode]") }).first();
  await group.waitFor();
  if ((await group.getAttribute("open")) === null) await tap(group.locator("summary"));
  await tap(group.locator("label", { has: page.locator("input[name=faultCode]") }).first());
  await tap(next(page));
  await tap(page.locator("label", { has: page.locator("input[name=began][value=today]") }));
  await tap(next(page));
  await tap(page.locator("label", { has: page.locator("input[name=urgency][value='3']") }));
  await tap(next(page));
  await page.locator("form[data-step=visit]").waitFor();
  for (const name of ["any", "callFirst"])
    expect((await page.locator(`input[name=${name}]`).boundingBox())?.width, "a box beside its words").toBe(
      24,
    );
  await tap(next(page));
  await page.locator("form[data-step=describe]").waitFor();
  await tap(page.locator("#description"));
  const words = "水槽下面一直滴水";
  await page.keyboard.type(words);
  await tap(next(page));
  await page.locator("form:is([data-step=same], [data-step=check])").waitFor();
  if (page.url().includes("same")) await tap(next(page));
  await page.locator("form[data-step=check]").waitFor();
  await tap(next(page));
  const { number } = await owner.arrived();
  const seconds = taps * pace.tap + words.length * pace.character;
  const machine = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${number}: ${taps} taps, ${seconds.toFixed(1)} s at a person's pace; the pages took ${machine} s`,
  );
  expect(taps).toBeLessThanOrEqual(16);
  expect(seconds, "under a minute with one thumb").toBeLessThan(60);
  expect(owner.troubles).toEqual([]);
  await owner.context.close();
});

test("a whole job, from accepting it to its complete record with a photo, is a few taps and no typing", async ({
  browser,
}) => {
  const { ticketId: id, login } = await jobInHand(browser);
  const context = await browser.newContext({ ...small, baseURL: url, locale: "zh-CN" });
  const page = await context.newPage();
  await signInStaff(page, login, /\/jobs/);
  let taps = 0;
  const tap = async (target: Locator) => {
    await expect(target).not.toHaveAttribute("aria-disabled", "true");
    await target.tap();
    taps += 1;
  };
  await page.goto(`/jobs/${id}`);
  for (const verb of ["accept", "depart", "arrive", "complete"])
    await tap(page.locator(`[data-testid=primary-verb][data-verb=${verb}]`));
  const form = page.getByTestId("record-form");
  await expect(form).toHaveAttribute("data-ready", "true");
  const choice = (name: string, value: string) =>
    form.locator("label", { has: page.locator(`input[name="${name}"][value=${value}]`) });
  await tap(choice("measure", "replace"));
  for (const field of ["found", "done"])
    await tap(
      form
        .locator(".field-text", { has: page.locator(`#${field}`) })
        .locator(".field-chips button")
        .first(),
    );
  await tap(choice("check.no_drip", "ok"));
  await form
    .getByTestId("photos-after")
    .getByTestId("photo-camera")
    .setInputFiles(await picture());
  taps += 1;
  await tap(choice("result", "fixed"));
  await tap(choice("signed", "none"));
  await tap(choice("signed-why", "absent"));
  await tap(page.getByTestId("record-submit"));
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "done");
  const record = async () => {
    const [row] = await sql`
      select r.result, (select count(*)::int from photo p where p.ticket_id = r.ticket_id) as photos
      from work_record r where r.ticket_id = ${id}`;
    return row;
  };
  await expect.poll(record, { timeout: 30_000 }).toMatchObject({ result: "fixed", photos: 1 });
  console.log(`${taps} taps from accepting to the record`);
  expect(taps).toBeLessThanOrEqual(fewTaps);
  await context.close();
});

test("back means the step before, on the page and in the browser, and every answer stays", async ({
  browser,
}) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  await owner.writeReport({ ...dripping, words: "回头再看" });
  for (const step of ["describe", "visit", "urgency", "began", "what", "where"]) {
    do await page.goBack();
    while (page.url().includes("step=same"));
    if (step !== "where") await expect(page).toHaveURL(new RegExp(`step=${step}`));
    await expect(page.locator("h1#step-title")).toBeVisible();
  }
  await expect(page.locator("input[name=placeId]:checked")).toHaveCount(1);
  await page.goto("/report?step=check");
  await page.locator(".portal-step a").tap();
  await expect(page).toHaveURL(/step=(same|describe)/);
  await page.goto("/report?step=visit");
  await page.locator(".portal-step a").tap();
  await expect(page.locator("input[name=urgency][value='3']")).toBeChecked();
  await owner.context.close();
});

test("a fault that can kill, found by searching: its safety words and the call come first, then one press", async ({
  browser,
}) => {
  const phone = await freshResident(sql);
  const owner = await Owner.signedIn(browser, phone, small);
  const { page } = owner;
  await page.goto("/report");
  await page.locator("input[name=placeId]").first().check();
  await owner.next();
  await page.locator("#fault-filter").fill("燃气");
  const [gas] = await sql<Array<{ code: string }>>`
    select code from fault where danger = 'gas' and retired_at is null and at <> 'public' order by position limit 1`;
  await page.locator("label", { has: page.locator(`input[name=faultCode][value="${gas!.code}"]`) }).tap();
  const stop = page.getByTestId("fault-danger");
  await expect(stop.locator("h2")).toBeFocused();
  await expect(stop.locator("h2")).toBeInViewport();
  await expect(stop.locator('a[href^="tel:"]').first()).toBeInViewport();
  const [call, tell, search] = await Promise.all([
    stop.locator('a[href^="tel:"]').first().boundingBox(),
    page.getByTestId("tell-danger").boundingBox(),
    page.locator("#fault-filter").boundingBox(),
  ]);
  expect(call!.y).toBeLessThan(tell!.y);
  expect(tell!.y).toBeLessThan(search!.y);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByTestId("tell-danger").tap();
  await expect(page.locator(".portal-told[data-state=sent]")).toBeVisible();
  const [told] = await sql<Array<{ place: string; home: string }>>`
    select t.place_id as place, h.place_id as home from ticket t join fault f on f.code = t.fault_code
    join person p on p.phone = ${`+86${phone}`} join household h on h.person_id = p.id and h.until is null
    where f.danger = 'gas' and t.reporter_id = p.id order by t.registered_at desc limit 1`;
  expect(told?.place, "at the home that was chosen").toBe(told?.home);
  // The ordinary report goes on.
  await owner.next();
  await expect(page.locator("form[data-step=began]")).toBeVisible();
  await owner.context.close();
});

test("without a network the page's Back and Change lead on, and the first page stays", async ({
  browser,
}) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  await owner.writeReport({ ...dripping, words: "没有网络时" });
  await owner.context.setOffline(true);
  await page.locator("#urgency a").tap();
  await expect(page.locator("form[data-step=urgency]")).toBeVisible();
  await expect(page.locator("input[name=urgency][value='3']")).toBeChecked();
  for (const step of ["began", "what", "where"]) {
    await page.locator(".portal-step a").tap();
    await expect(page.locator(`form[data-step=${step}]`)).toBeVisible();
  }
  await page.locator(".portal-step a").tap();
  await expect(page.getByText("没有网络，先留在这一页")).toBeVisible();
  await expect(page.locator("input[name=placeId]:checked")).toHaveCount(1);
  await owner.context.close();
});

test("without a home: a public place by its picture, or one's own home in words, and the repair is followed", async ({
  browser,
}) => {
  const phone = `135${String(Date.now()).slice(-8)}`;
  const owner = await Owner.signedIn(browser, phone, small);
  const { page } = owner;
  await page.goto("/report");
  await expect(page.locator("main")).toContainText("你的手机号还没有和住处关联");
  const [site] = await sql<Array<{ id: string; name: string }>>`
    select id, name_zh as name from site order by code limit 1`;
  await page.locator(".portal-sites label", { hasText: site!.name }).tap();
  await expect(page.locator("[data-kind=lift]")).toBeVisible();
  await expect(page.locator("[data-kind=pump_room]"), "no room that only staff enter").toHaveCount(0);
  await page.locator("#place-filter").fill("3栋电梯");
  await expect(page.getByTestId("meant").first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByTestId("meant").first().tap();
  await page.locator("#place-filter").fill("");
  await page.locator(`input[value="elsewhere-${site!.id}"]`).check();
  await page.locator("#placeWords").fill("3栋2单元1502，我家厨房");
  await owner.answer({ ...dripping, words: "水龙头关不紧" });
  await page.goto("/report?step=visit");
  await page.locator("details summary", { hasText: "到时是别人在家" }).tap();
  await page.locator("#contactPhone").fill("1380013");
  await owner.next();
  await expect(page.locator("#contactPhone-problem")).toContainText("请填能打通的电话");
  await expect(page.locator("#contactPhone")).toHaveValue("1380013");
  await page.locator("#contactPhone").fill("");
  await page.goto("/report?step=describe");
  await owner.toTheEnd();
  await owner.send.tap();
  const { ticketId } = await owner.arrived();
  const [row] = await sql`
    select p.kind, t.place_words as words, t.source from ticket t join place p on p.id = t.place_id
    where t.id = ${ticketId}`;
  expect(row).toEqual({ kind: "elsewhere", words: "3栋2单元1502，我家厨房", source: "portal" });
  await page.goto("/");
  await expect(page.locator(`a[href="/repairs/${ticketId}"]`)).toBeVisible();
  // Back after sending meets what was sent.
  await page.goto("/report?step=check");
  await expect(page.getByRole("heading", { name: "这份报修已经提交" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await owner.context.close();
});

test("what is said at the front door comes before an older draft, whose words are offered", async ({
  browser,
}) => {
  const phone = await freshResident(sql);
  const owner = await Owner.signedIn(browser, phone, small);
  const { page } = owner;
  await owner.fillReport({ ...dripping, words: "上个星期写的" });
  await owner.context.clearCookies();
  await page.goto("/report");
  await page.locator("#fault-filter").fill("电梯里的灯不亮");
  await page.locator(".portal-go button").tap();
  await page.waitForURL(/sign-in/);
  await sql`update one_time_code set created_at = created_at - interval '2 minutes' where phone = ${`+86${phone}`}`;
  await owner.signIn(phone, /\/report$/);
  // Signed in already, the way on is kept.
  await page.goto("/sign-in?next=%2Freport%3Fstep%3Dwhat");
  await page.waitForURL(/report\?step=what$/);
  await page.locator("input[name=faultCode]").first().waitFor({ state: "attached" });
  await page.locator("#fault-filter").fill("灯");
  await page.locator("input[name=faultCode]").first().check();
  await owner.next();
  await page.goto("/report?step=describe");
  await expect(page.locator("#description")).toHaveValue("电梯里的灯不亮");
  const older = page.getByTestId("older-words");
  await expect(older).toContainText("上个星期写的");
  await older.getByRole("button", { name: "加进来" }).tap();
  await expect(page.locator("#description")).toHaveValue("电梯里的灯不亮\n上个星期写的");
  await expect(older).toHaveCount(0);
  await owner.context.close();
});

test("what is added to a repair survives a reload, and no photo is left out unseen", async ({ browser }) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  await owner.writeReport({ ...dripping, words: "先报修" });
  await owner.send.tap();
  const { ticketId } = await owner.arrived();
  await page.getByRole("button", { name: "补充说明或照片" }).tap();
  await page.locator("#more").fill("门铃也坏了");
  const files = page.locator("input[type=file]").last();
  await files.setInputFiles(await picture("good.jpg"));
  await expect(page.locator(".portal-photos li[data-state=kept]")).toHaveCount(1);
  await files.setInputFiles({ name: "bad.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
  await expect(page.locator(".portal-photos li[data-state=unreadable]")).toHaveCount(1);
  await page.getByRole("button", { name: "发送" }).tap();
  await expect(page.locator("#photos-problem")).toHaveText("有照片没传上去：请重传或删除");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.reload();
  await expect(page.locator("#more")).toHaveValue("门铃也坏了");
  await expect(page.locator(".portal-photos li[data-state=kept]")).toHaveCount(1);
  await page.getByRole("button", { name: "发送" }).tap();
  await expect(page.getByText("已补充，上门的师傅会看到。")).toBeVisible();
  const [row] = await sql`select photos from ticket where id = ${ticketId}`;
  expect(row?.photos).toBe(1);
  await page.reload();
  await expect(page.locator("h1.portal-figures")).toBeVisible();
  await expect(page.getByRole("button", { name: "补充说明或照片" })).toBeVisible();
  await owner.context.close();
});

test("a draft with its photo outlives a lost network, a closed browser and a lost sign-in", async ({
  browser,
}) => {
  const phone = await freshResident(sql);
  const owner = await Owner.signedIn(browser, phone, small);
  await owner.fillReport({ ...dripping, words: "断网前写的" });
  await owner.context.setOffline(true);
  await owner.page
    .locator("input[type=file]")
    .last()
    .setInputFiles(await picture("offline.jpg"));
  await expect(owner.page.locator(".portal-photos li[data-state=failed]")).toHaveCount(1, {
    timeout: 20_000,
  });
  await owner.page.locator("#description").fill("断网时写的");
  const kept = await owner.context.storageState({ indexedDB: true });
  await owner.context.close();

  // The browser is opened again the next day.
  const again = await Owner.reopened(browser, { ...small, storageState: kept });
  const { page } = again;
  await page.goto("/report?step=describe");
  await expect(page.locator("#description")).toHaveValue("断网时写的");
  await expect(page.locator(".portal-photos li[data-state=kept]")).toHaveCount(1);
  await again.toTheEnd();

  await again.context.clearCookies();
  await again.send.tap();
  await page.waitForURL(/sign-in/);
  // A second code is not sent within a minute of the first.
  await sql`update one_time_code set created_at = created_at - interval '2 minutes' where phone = ${`+86${phone}`}`;
  await again.signIn(phone, /report\?step=check/);
  await expect(page.locator(".portal-answers")).toContainText("断网时写的");
  await expect(page.locator("#photos img")).toHaveCount(1);
  await again.send.tap();
  const { ticketId } = await again.arrived();
  const [row] = await sql`select photos from ticket where id = ${ticketId}`;
  expect(row?.photos).toBe(1);
  await again.context.close();
});

test("a photo whose sending breaks off goes on from where it was, beside one that is there already", async ({
  browser,
}) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  await owner.fillReport({ ...dripping, words: "两张照片" });
  const files = page.locator("input[type=file]").last();
  await files.setInputFiles(await picture("small.jpg"));
  await expect(page.locator(".portal-photos li[data-state=kept]")).toHaveCount(1);

  // What has no pattern cannot be made small, so it takes several pieces; the third never arrives.
  const noise = await sharp(randomBytes(1400 * 1050 * 3), { raw: { width: 1400, height: 1050, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
  const offsets: number[] = [];
  let broken = false;
  await page.route("**/api/photos/uploads/*", async (route) => {
    const offset = Number((await route.request().allHeaders())["upload-offset"]);
    if (!broken && offsets.length === 2) {
      broken = true;
      return route.abort("connectionreset");
    }
    offsets.push(offset);
    return route.continue();
  });
  await files.setInputFiles({ name: "noise.jpg", mimeType: "image/jpeg", buffer: noise });
  await expect(page.locator(".portal-photos li[data-state=kept]")).toHaveCount(2, { timeout: 30_000 });
  expect(broken).toBe(true);
  expect(offsets.length).toBeGreaterThan(2);
  expect(offsets, "no piece was sent twice").toEqual([...new Set(offsets)].sort((a, b) => a - b));
  await owner.toTheEnd();
  await owner.send.tap();
  const { ticketId } = await owner.arrived();
  const [row] = await sql`select photos from ticket where id = ${ticketId}`;
  expect(row?.photos).toBe(2);
  await owner.context.close();
});

/** A fresh job, sent to somebody who is at work. */
async function jobInHand(browser: Browser) {
  const [row] = await sql<Array<{ home: string; siteId: string }>>`
    select o.id as home, o.site_id as "siteId" from place o join site s on s.id = o.site_id
    where s.code = 'CH' and o.kind = 'home' order by o.search_key limit 1`;
  const [someone] = await onShift(sql, row!.siteId, "plumbing");
  const doorFor = async (login: string, at: RegExp): Promise<Door> => {
    const own = await browser.newContext({ baseURL: url });
    await signInStaff(await own.newPage(), login, at);
    const door = await doorOf(own, Number(new URL(url).port), url);
    await own.close();
    return door;
  };
  const operator = await doorFor("op1", /hotline/);
  const dispatcher = await doorFor("disp2", /board/);
  const said = { placeId: row!.home, faultCode: "tap-dripping", urgency: 3, description: "滴水" };
  const more = { contactName: "路人" };
  const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", { ...said, ...more });
  await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
  return { ticketId, login: someone!.login };
}

test("on a slow phone nothing is typed into a door that nobody listens at yet", async ({ browser }) => {
  for (const path of ["/sign-in", "/sign-in?as=staff", `/t/${"A".repeat(22)}`]) {
    const context = await browser.newContext({ ...small, locale: "zh-CN" });
    const page = await context.newPage();
    let open = () => {};
    const held = new Promise<void>((done) => {
      open = done;
    });
    await page.route(/\/_next\/static\/.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(path, { waitUntil: "commit" });
    const field = page.locator("main form input").first();
    await expect(field, path).toBeVisible();
    await expect(field, path).toBeDisabled();
    open();
    await expect(field, path).toBeEnabled();
    await context.close();
  }
});
