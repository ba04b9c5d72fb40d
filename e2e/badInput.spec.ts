import { deflateSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { picture } from "./fixtures/picture.ts";
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
  test.setTimeout(120_000);
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
    ["漏".repeat(20_000), "太长了，最多 2,000 个字。"],
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
    [bomb(30_000, 30_000), /超过五千万像素/],
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
  await page.waitForURL(/step=(same|check)/);
  if (page.url().includes("step=same")) await owner.next();
  await page.waitForURL(/step=check/);
  // Twice at once is once.
  await owner.send.dblclick();
  const { ticketId } = await owner.arrived();
  await expect(page.locator("main")).toContainText("👨‍👩‍👧‍👦 الماء يتسرب abc");
  const [row] = await sql`select count(*)::int from ticket where reporter_id =
    (select reporter_id from ticket where id = ${ticketId}) and registered_at > now() - interval '5 minutes'`;
  expect(row?.count).toBe(1);
  await owner.context.close();
});
