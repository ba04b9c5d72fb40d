import { deflateSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { labelAt } from "./fixtures/label.ts";
import { picture } from "./fixtures/picture.ts";
import { Operator } from "./people/operator.ts";
import { Owner } from "./people/owner.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const small = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const dripping = { fault: "滴水", faultCode: "tap-dripping", urgency: 3, words: "滴水" } as const;

/** A PNG that says it has this many pixels and is a few bytes long. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(25);
  head.write("IHDR", 4);
  head.writeUInt32BE(13, 0);
  head.writeUInt32BE(width, 8);
  head.writeUInt32BE(height, 12);
  head.set([8, 2], 16);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), head, deflateSync(Buffer.alloc(1_000))]);
}

test("words that cannot be kept get their sentence at the field, and stay", async ({ browser }) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  await owner.fillReport({ ...dripping, words: "" });
  const words = page.locator("#description");
  for (const [typed, sentence] of [
    ["", "请写一句发生了什么"],
    ["   \n ", "请写一句发生了什么"],
    ["\u200b\u200d\ufeff", "请写一句发生了什么"],
    ["\u202e\u2067", "请写一句发生了什么"],
    ["漏\u0000水", "里面有看不见的控制字符，请删掉重新输入。"],
    ["漏".repeat(20_000), "太长了，最多 2,000 个字，请删掉 18,000 个。"],
  ] as const) {
    await words.fill(typed);
    await owner.next();
    await expect(page.locator("#description-problem")).toHaveText(sentence);
    await expect(words).toHaveValue(typed);
  }

  const photo = await picture();
  const heic = Buffer.concat([
    Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
    Buffer.alloc(400, 7),
  ]);
  await words.fill("照片旁边的字");
  for (const [buffer, sentence] of [
    [Buffer.from("<script>alert(1)</script>"), /这不是照片/],
    [bomb(10_000, 6_000), /超过五千万像素/],
    [heic, /兼容性最佳/],
    [photo.buffer.subarray(0, photo.buffer.length / 2), /读不出来/],
  ] as const) {
    await page
      .locator("input[type=file]")
      .last()
      .setInputFiles({ ...photo, buffer });
    const bad = page.locator(".portal-photos li:is([data-state=failed], [data-state=unreadable])");
    await expect(bad.locator("p")).toHaveText(sentence);
    await expect(words).toHaveValue("照片旁边的字");
    await bad.locator("button").last().click();
  }

  await words.fill("👨‍👩‍👧‍👦 الماء يتسرب \u202eabc");
  await owner.next();
  await page.locator("form:is([data-step=same], [data-step=check])").waitFor();
  if (page.url().includes("step=same")) await owner.next();
  await page.locator("form[data-step=check]").waitFor();
  // Twice at once is once.
  await owner.send.dblclick();
  const { ticketId } = await owner.arrived();
  await expect(page.locator("main")).toContainText("👨‍👩‍👧‍👦 الماء يتسرب abc");
  const [row] = await sql`select count(*)::int from ticket where reporter_id =
    (select reporter_id from ticket where id = ${ticketId}) and registered_at > now() - interval '5 minutes'`;
  expect(row?.count).toBe(1);
  await owner.context.close();
});

test("through a label: the same sentences, and what was retired or put out of use meanwhile is said", async ({
  browser,
}) => {
  const [lift] = await sql<Array<{ id: string }>>`
    select id from place where kind = 'lift' order by search_key desc limit 1`;
  const [broken] = await sql<Array<{ code: string }>>`
    select code from fault where danger is null and at <> 'home' and retired_at is null order by position limit 1`;
  const label = await labelAt(sql, lift!.id);
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  await page.goto(`/report?code=${label.secret}`);
  await expect(page.locator(`input[name=placeId][value="${lift!.id}"]`)).toBeChecked();
  await page.locator("#placeWords").fill("厢\u0000里");
  await owner.next();
  const fault = page.locator(`input[name=faultCode][value="${broken!.code}"]`);
  await page.locator("details", { has: fault }).locator("summary").click();
  await fault.check();
  await owner.next();
  await page.locator("input[name=began][value=today]").check();
  await owner.next();
  await page.locator("input[name=urgency][value='3']").check();
  await owner.next();
  await page.locator("form[data-step=visit]").waitFor();
  await owner.next();
  const words = page.locator("#description");
  for (const [typed, sentence] of [
    [" \u200b ", "请写一句发生了什么"],
    ["漏\u0000", "里面有看不见的控制字符，请删掉重新输入。"],
    ["漏".repeat(20_000), "太长了，最多 2,000 个字，请删掉 18,000 个。"],
  ] as const) {
    await words.fill(typed);
    await owner.next();
    await expect(page.locator("#description-problem")).toHaveText(sentence);
    await expect(words).toHaveValue(typed);
  }
  await words.fill("المصعد لا يتحرك");
  await owner.toTheEnd();
  const problems = page.locator(".portal-problems");
  const press = async (sentence: string) => {
    await owner.send.click();
    await expect(problems).toContainText(sentence);
    await expect(page.locator("#description")).toContainText("المصعد لا يتحرك");
  };
  await press("里面有看不见的控制字符");
  // The sentence stands beside the answer, its link leads to Change, and it is there still where it is mended.
  await expect(page.locator("#placeId #placeWords-problem")).toContainText("里面有看不见的控制字符");
  await problems.locator("a").click();
  await expect(page.locator("#placeId a")).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page.locator("#placeWords-problem")).toContainText("里面有看不见的控制字符");
  await expect(page.locator("#placeWords")).toHaveValue("厢\u0000里");
  await page.locator("#placeWords").fill("厢里");
  await page.goto("/report?step=check");
  await sql`update fault set retired_at = now() where code = ${broken!.code}`;
  await press("这个故障项目已停用，请另选一个。");
  await expect(page.locator("#faultCode-problem")).toHaveText("这个故障项目已停用，请另选一个。");
  await page.locator("#faultCode a").click();
  await expect(page.locator("fieldset#faultCode #faultCode-problem")).toBeVisible();
  await page.goto("/report?step=check");
  await sql`update fault set retired_at = null where code = ${broken!.code}`;
  await owner.send.dblclick();
  const { ticketId } = await owner.arrived();
  const [row] = await sql`select source, place_words from ticket where id = ${ticketId}`;
  expect(row).toEqual({ source: "qr", place_words: "厢里" });
  await owner.context.close();
});

test("a home that is not mine any more, and a photo that is gone: each is said at its answer, and the words stay", async ({
  browser,
}) => {
  const phone = await freshResident(sql);
  const owner = await Owner.signedIn(browser, phone, small);
  const { page } = owner;
  await owner.writeReport({ ...dripping, words: "已经搬走的人写的", photo: await picture() });
  const mine = sql`h.person_id in (select id from person where phone = ${`+86${phone}`})`;
  await sql`update household h set until = now() where until is null and ${mine}`;
  await owner.send.click();
  await expect(page.locator("#placeId #placeId-problem")).toContainText("你现在不能为这里报修");
  await expect(page.locator(".portal-problems")).toBeFocused();
  await page.locator(".portal-problems a").click();
  await expect(page.locator("#placeId a")).toBeFocused();
  await sql`update household h set until = null where until > now() - interval '5 minutes' and ${mine}`;
  const [photo] = await sql<Array<{ id: string }>>`
    update photo set uploader_id = gen_random_uuid() where ticket_id is null
      and uploader_id = (select id from person where phone = ${`+86${phone}`} limit 1) returning id`;
  expect(photo).toBeDefined();
  await owner.send.click();
  await expect(page.locator("#photos-problem")).toHaveText("有照片不在了，请删掉重新加。");
  await expect(page.locator("#description")).toContainText("已经搬走的人写的");
  await page.locator("#photos a").click();
  await expect(page.locator("#photos-problem")).toHaveText("有照片不在了，请删掉重新加。");
  await expect(page.locator("textarea#description")).toHaveValue("已经搬走的人写的");
  await owner.context.close();
});

test("on the hotline: each gets its sentence at the field, and nothing typed is lost", async ({
  browser,
}) => {
  const operator = await Operator.signedIn(browser, "op2");
  const { page } = operator;
  await page.locator("#number").fill("0571-8888 7777");
  await page.locator("#contactName").fill("王\u0000");
  await page.locator("#place").fill("电梯");
  await page.locator("[role=option]").first().click();
  await page.locator("#fault").fill("按钮");
  await page.locator("[role=option]").first().click();
  const file = () => page.keyboard.press("Control+Enter");
  const rows: Array<[field: string, typed: string, sentence: RegExp]> = [
    ["contactName", " \u200b\u2067 ", /姓名|要填/],
    ["contactName", "王\u0000", /看不见的控制字符/],
    ["contactName", "王".repeat(20_000), /太长了，最多 60 个字，请删掉 19,940 个/],
    ["placeWords", "厢\u0000里", /看不见的控制字符/],
    ["placeWords", "厢".repeat(20_000), /太长了，最多 200 个字，请删掉 19,800 个/],
    ["description", " \n\u200b ", /写下来电人怎么说|要填/],
    ["description", "漏\u0000", /看不见的控制字符/],
    ["description", "漏".repeat(20_000), /太长了，最多 2,000 个字，请删掉 18,000 个/],
  ];
  await page.locator("#description").fill("按钮不亮");
  await page.locator("#contactName").fill("送水的小刘");
  for (const [field, typed, sentence] of rows) {
    const target = page.locator(`#${field}`);
    const before = await target.inputValue();
    // Beyond what the field takes by hand, as a paste from another program would leave it.
    await target.evaluate((element) => element.removeAttribute("maxlength"));
    await target.fill(typed);
    await file();
    await expect(page.locator(`#${field}-error`), `${field}: ${typed.slice(0, 9)}`).toHaveText(sentence);
    await expect(target).toHaveValue(typed);
    await target.fill(before);
  }
  await page.locator("#description").fill("👨‍👩‍👧‍👦 الماء يتسرب \u202eabc");
  await expect(page.getByRole("status").filter({ hasText: "方向控制符" })).toHaveCount(1);
  // What was chosen is retired while the operator writes.
  const chosen = await page.getByTestId("fault-chosen").textContent();
  const retired = await sql<Array<{ code: string }>>`
    update fault set retired_at = now() where position('按钮' in name_zh) > 0 and retired_at is null
      and position(name_zh in ${chosen!}) > 0 returning code`;
  expect(retired.length).toBeGreaterThan(0);
  await file();
  await expect(page.locator("#fault-error")).toHaveText("这个故障项目已停用，请另选一个。");
  await expect(page.locator("#description")).toHaveValue(/الماء يتسرب/);
  await sql`update fault set retired_at = null where code in ${sql(retired.map(({ code }) => code))}`;
  await file();
  await expect(page.getByTestId("filed-number")).toHaveText(/^[A-Z]{2,4}-\d{6}-\d{3,}$/);
  const ticketId = await page.getByTestId("filed-number").getAttribute("data-ticket");
  const [row] = await sql`select description from ticket where id = ${ticketId}`;
  expect(row?.description).toBe("👨‍👩‍👧‍👦 الماء يتسرب abc");
  expect(operator.troubles).toEqual([]);
  await operator.context.close();
});

test("two hundred submissions in a minute from one phone: the next is told so, its words stay, a danger goes through", async ({
  browser,
}) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql), small);
  const { page } = owner;
  await owner.writeReport({ ...dripping, words: "第二百零一次" });
  const { origin, port } = new URL(page.url());
  const door = await doorOf(owner.context, Number(port), origin);
  const choices = await door.ask<{ homes: Array<{ id: string }> }>("place.choices", {});
  const said = { placeId: choices.homes[0]!.id, faultCode: dripping.faultCode, urgency: 3 };
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) =>
      door.tell("ticket.report", { ...said, description: `第 ${index} 次`, photoIds: [] }),
    ),
  );
  const taken = answers.filter((answer) => answer.status === "fulfilled").length;
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(40);
  await owner.send.click();
  await expect(page.locator(".portal-problems")).toContainText(/一分钟|太多|稍/);
  await expect(page.locator("#description")).toContainText("第二百零一次");
  await page.reload();
  await expect(page.locator("#description")).toContainText("第二百零一次");
  const gas = await sql<Array<{ code: string }>>`
    select code from fault where danger = 'gas' and retired_at is null limit 1`;
  await door.tell("ticket.report", {
    ...said,
    faultCode: gas[0]!.code,
    urgency: 1,
    description: "有煤气味",
    photoIds: [],
  });
  await owner.context.close();
});
