import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { freshResident, openDatabase } from "./fixtures/database.ts";
import { picture } from "./fixtures/picture.ts";
import { Owner } from "./people/owner.ts";
import { deskSize, phoneSize, signInStaff } from "./people/person.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

let nobody = 10_000_000;

type Screen = {
  name: string;
  path: string;
  ready: string;
  /** What is typed on the way, selector and words, before anything is pressed. */
  type?: Array<[string, () => string]>;
  /** What is pressed to get there from the path. */
  press?: string[];
};
const looks = [
  { locale: "zh", theme: "day", width: 360 },
  { locale: "en", theme: "night", width: 360 },
  { locale: "zh", theme: "night", width: 1440 },
  { locale: "en", theme: "day", width: 1440 },
] as const;

/** Every screen of one person in every look: no barrier, no sideways scroll, no missing sentence, no error. */
async function walk(context: BrowserContext, screens: Screen[]): Promise<void> {
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    // A page that says there is nothing is itself a 404; a picture or a script that is not there is a trouble.
    const itself = /status of 404/.test(message.text()) && message.location().url === page.url();
    if (message.type() === "error" && !itself) troubles.push(`${message.text()} ${message.location().url}`);
  });
  await page.exposeFunction("tellViolation", (words: string) => troubles.push(words));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const { tellViolation } = window as unknown as { tellViolation(words: string): void };
      tellViolation(`${violatedDirective} refused ${blockedURI} ${sample}`);
    });
  });
  const url = test.info().project.use.baseURL!;
  for (const { locale, theme, width } of looks) {
    await context.addCookies([
      { name: "mendline-locale", value: locale, url },
      { name: "mendline-theme", value: theme, url },
    ]);
    await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
    for (const { name, path, ready, type = [], press = [] } of screens) {
      const where = `${name} at ${width} px, ${theme}, ${locale}`;
      await test.step(where, async () => {
        // Every screen as whoever opens it anew finds it: a sign-in under way is kept in the tab, calls in the browser.
        await page
          .evaluate(() => {
            sessionStorage.clear();
            for (const key of Object.keys(localStorage))
              if (key.startsWith("mendline.calls.")) localStorage.removeItem(key);
          })
          .catch(() => {});
        await page.goto(path);
        for (const [field, typed] of type) await page.locator(field).fill(typed());
        for (const target of press) await page.locator(target).first().click();
        await page.locator(ready).first().waitFor();
        await expect(page.locator("html")).toHaveAttribute("lang", locale === "zh" ? "zh-CN" : "en");
        // What moves in is judged when it has come to rest.
        await page.evaluate(() =>
          Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))),
        );
        const found = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        const barriers = found.violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map((node) => node.html.slice(0, 160))
              .slice(0, 3)
              .join(" | ")}`,
        );
        expect.soft(barriers, where).toEqual([]);
        expect
          .soft(await page.evaluate(() => document.documentElement.scrollWidth), where)
          .toBeLessThanOrEqual(width);
        expect.soft(await missingSentences(page), where).toEqual([]);
        expect.soft(troubles, where).toEqual([]);
        troubles.length = 0;
      });
    }
  }
  await context.close();
}

/** Keys of sentences that stand on the page in place of the sentence. */
async function missingSentences(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => {
    const read = document.body.cloneNode(true) as HTMLElement;
    for (const unread of read.querySelectorAll("script, style, template")) unread.remove();
    return read.textContent;
  });
  return text.match(/\b(shared|portal|control|desk|field)\.[a-z]\w*(\.\w+)*/g) ?? [];
}

test("doors and stray pages", async ({ browser }) => {
  await walk(await browser.newContext(), [
    { name: "start", path: "/", ready: "main h1, main a" },
    { name: "sign-in", path: "/sign-in", ready: "input[name=phone]" },
    {
      name: "sign-in: the code",
      path: "/sign-in",
      // A number is not sent a second code within a minute.
      type: [["input[name=phone]", () => `137${String(nobody++).padStart(8, "0")}`]],
      press: ["form button[type=submit].portal-button-main"],
      ready: "input[name=code]",
    },
    { name: "report, nobody signed in", path: "/report", ready: "main h1" },
    { name: "a dead link", path: `/t/${"A".repeat(22)}`, ready: "main h1" },
    { name: "a dead label", path: `/q/${"A".repeat(22)}`, ready: "main h1" },
    { name: "staff sign-in", path: "/sign-in?as=staff", ready: "input[name=login]" },
    { name: "inbox", path: "/inbox", ready: ".portal-filter" },
    {
      name: "danger, nobody signed in",
      path: "/?danger=trapped",
      press: [".portal-sites input"],
      ready: ".portal-spot-kind[open] input",
    },
    {
      name: "danger, everything open",
      path: "/?danger=gas",
      press: [".portal-sites input", ".portal-spot-kind summary", ".portal-tell .portal-group summary"],
      ready: ".portal-spot-kind[open] input",
    },
    { name: "stray page", path: "/nothing-is-here", ready: "main.stray h1" },
  ]);
});

test("the resident's pages", async ({ browser }) => {
  test.setTimeout(900_000);
  const [resident] = await sql<Array<{ phone: string; ticketId: string }>>`
    select p.phone, t.id as "ticketId" from ticket t join person p on p.id = t.reporter_id
    where t.status = 'closed' and t.outcome = 'solved' and p.phone like '+861%' and p.phone <> '+8613800138000'
    order by t.received_at desc limit 1`;
  const owner = await Owner.signedIn(browser, resident!.phone.replace("+86", ""));
  const state = await owner.context.storageState();
  const dripping = { fault: "水龙头滴水", faultCode: "tap-dripping", urgency: 4, words: "看一看" } as const;
  await owner.writeReport(dripping);
  await owner.send.click();
  const sent = await owner.arrived();
  const link = await owner.linkOf(sent.number, resident!.phone);
  // The same once more: now there is something that it may be one of.
  await owner.writeReport(dripping);
  const drafted = await owner.context.storageState();
  await owner.context.close();
  await walk(await browser.newContext({ ...phoneSize, storageState: state }), [
    { name: "home", path: "/", ready: ".portal-report, .portal-button-main" },
    { name: "danger", path: "/report?danger=gas", ready: ".portal-stop" },
    { name: "open repair", path: `/repairs/${sent.ticketId}`, ready: ".portal-entries" },
    {
      name: "open repair: another time",
      path: `/repairs/${sent.ticketId}`,
      press: ["[data-testid=change-wish]"],
      ready: "#wish-title",
    },
    { name: "homes", path: "/homes", ready: "main h1" },
    { name: "repair", path: `/repairs/${resident!.ticketId}`, ready: ".portal-entries" },
    { name: "unknown repair", path: "/repairs/00000000-0000-4000-8000-000000000000", ready: "main h1" },
  ]);
  await walk(await browser.newContext({ ...phoneSize, storageState: drafted }), [
    {
      name: "report: a place by picture",
      path: "/report",
      press: [".portal-spot-kind summary"],
      ready: ".portal-spot-kind[open] input",
    },
    {
      name: "report: a place in words",
      path: "/report",
      press: ["input[value^=elsewhere]", ".portal-go button"],
      ready: "#placeWords-problem",
    },
  ]);
  await walk(
    await browser.newContext({ ...phoneSize, storageState: drafted }),
    (["where", "what", "began", "urgency", "visit", "describe", "same", "check"] as const).map((step) => ({
      name: `report: ${step}`,
      path: `/report?step=${step}`,
      ready: step === "same" ? "[data-testid=like]" : ".portal-go button:not(:disabled)",
    })),
  );
  await walk(await browser.newContext(phoneSize), [
    { name: "tracking link", path: link, ready: ".portal-entries" },
    { name: "tracking link: cancel", path: link, press: [".portal-cancel"], ready: "#cancel-title" },
  ]);
});

async function signedIn(browser: Browser, login: string, at: RegExp): Promise<BrowserContext> {
  const context = await browser.newContext(deskSize);
  const page = await context.newPage();
  await signInStaff(page, login, at);
  await page.close();
  return context;
}

test("the pages on which a site is set up, and its store", async ({ browser }) => {
  test.setTimeout(900_000);
  const main = "main h1";
  const tabs = ["levels", "move", "settle", "history", "usage", "materials"];
  await walk(await signedIn(browser, "lead1", /board/), [
    { name: "returns", path: "/places/returns", ready: main },
    { name: "numbers", path: "/places/numbers", ready: main },
    { name: "modes", path: "/places/modes", ready: main },
    { name: "record forms", path: "/places/forms", ready: "[data-testid=form-editor]" },
    {
      name: "record forms: what is wrong at its field",
      path: "/places/forms",
      press: ["[data-testid=forms-add-readings]", ".forms-save button"],
      ready: "[aria-invalid=true]",
    },
    { name: "labels", path: "/places/codes", ready: main },
    ...tabs.map((tab) => ({ name: `store: ${tab}`, path: `/stock?tab=${tab}`, ready: main })),
  ]);
});

test("the control room and the hotline", async ({ browser }) => {
  test.setTimeout(900_000);
  await walk(await signedIn(browser, "disp1", /board/), [
    { name: "board", path: "/board", ready: "[data-testid=board][data-loading=ready]" },
    {
      name: "job",
      path: "/board",
      press: ["[data-testid=queue-card] .card-face"],
      ready: "[data-testid=facts]",
    },
    {
      name: "assign",
      path: "/board",
      press: ["[data-testid=queue-card] .card-face", "[data-testid=action-assign]"],
      ready: "[data-testid=candidate]",
    },
    {
      name: "triage",
      path: "/board",
      press: ["[data-testid=queue-card] .card-face", "[data-testid=action-triage]"],
      ready: "[role=dialog] form",
    },
  ]);
  await walk(await signedIn(browser, "op1", /hotline/), [
    { name: "hotline", path: "/hotline", ready: "#number" },
    {
      name: "hotline: a known caller, a place in words",
      path: "/hotline",
      type: [["#number", () => "13800138000"]],
      press: ["[data-testid=on-no-list]", "[data-testid=file]"],
      ready: "[data-testid=caller-option]",
    },
    {
      name: "hotline: a caller whom nobody knows",
      path: "/hotline",
      type: [
        ["#number", () => "057188886666"],
        ["#place", () => "电梯"],
      ],
      ready: "[role=option]",
    },
  ]);
});

test("numbers of three figures fit over the board at every width", async ({ browser }) => {
  const context = await browser.newContext(deskSize);
  const page = await context.newPage();
  await signInStaff(page, "disp1", /board/);
  const url = test.info().project.use.baseURL!;
  for (const locale of ["zh", "en"]) {
    await context.addCookies([{ name: "mendline-locale", value: locale, url }]);
    await page.goto("/board");
    await page.locator("[data-testid=board][data-loading=ready]").waitFor();
    for (const width of [360, 414, 600, 768, 900, 1100, 1280, 1366, 1440, 1680, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      const reach = await page.evaluate(() => {
        const header = document.querySelector(".control-header")!;
        const texts = document.createTreeWalker(header, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const text = texts.currentNode;
          if (!text.parentElement?.closest(".control-clock, .control-sign"))
            text.textContent = text.textContent!.replace(/\d+/g, "888");
        }
        return Math.max(
          ...[...header.querySelectorAll("*")].map((each) => each.getBoundingClientRect().right),
        );
      });
      expect.soft(reach, `${width} px, ${locale}`).toBeLessThanOrEqual(width);
    }
  }
  await context.close();
});

test("the technician's pages", async ({ browser }) => {
  test.setTimeout(900_000);
  const [held] = await sql<Array<{ login: string; ticketId: string }>>`
    select a.login, t.id as "ticketId" from ticket t join staff_account a on a.person_id = t.technician_id
    where t.status = 'on_site' order by t.received_at desc limit 1`;
  const context = await browser.newContext(phoneSize);
  const page = await context.newPage();
  await signInStaff(page, held!.login, /jobs/);
  await page.close();
  await walk(context, [
    { name: "jobs", path: "/jobs", ready: "[data-testid=jobs-list]" },
    { name: "job", path: `/jobs/${held!.ticketId}`, ready: "[data-testid=primary-verb]" },
    {
      name: "record",
      path: `/jobs/${held!.ticketId}?record=1`,
      ready: "[data-testid=record-form][data-ready=true]",
    },
    {
      name: "pause",
      path: `/jobs/${held!.ticketId}`,
      press: ["[data-testid=open-pause]"],
      ready: "[data-testid=pause-form]",
    },
    { name: "unknown job", path: "/jobs/00000000-0000-4000-8000-000000000000", ready: ".field-gone h1" },
  ]);
});

test("a report with the keyboard alone", async ({ browser }) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql));
  const { page } = owner;
  const keys = page.keyboard;
  await page.goto("/report");
  await page.locator(".portal-go button:not(:disabled)").waitFor();
  const tabTo = async (selector: string) => {
    for (let n = 0; n < 80; n++) {
      await keys.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`Tab never came to ${selector}`);
  };
  await tabTo("input[name=placeId]");
  await keys.press("Space");
  await tabTo(".portal-go button");
  await keys.press("Enter");
  await tabTo("#fault-filter");
  await keys.type("滴水");
  await tabTo("input[name=faultCode]");
  await keys.press("Space");
  await tabTo(".portal-go button");
  await keys.press("Enter");
  await tabTo("input[name=began]");
  await keys.press("ArrowDown");
  await tabTo(".portal-go button");
  await keys.press("Enter");
  await tabTo("input[name=urgency]");
  await keys.press("ArrowDown");
  await tabTo(".portal-go button");
  await keys.press("Enter");
  await tabTo("input[name=callFirst]");
  await keys.press("Space");
  await tabTo(".portal-go button");
  await keys.press("Enter");
  await tabTo("#description");
  await keys.type("只用键盘写的");
  await tabTo(".portal-go button");
  await keys.press("Enter");
  await page.locator("form:is([data-step=same], [data-step=check])").waitFor();
  if (page.url().includes("step=same")) {
    await tabTo(".portal-go button");
    await keys.press("Enter");
    await page.locator("form[data-step=check]").waitFor();
  }
  await tabTo(".portal-go button");
  await keys.press("Enter");
  await owner.arrived();
  await expect(page.locator("main")).toContainText("只用键盘写的");
  await owner.context.close();
});

test("bad input gets a sentence at its field, and what was typed stays", async ({ browser }) => {
  const owner = await Owner.signedIn(browser, await freshResident(sql));
  const { page } = owner;
  await page.goto("/report");
  await owner.next();
  await expect(page.locator("#placeId-problem")).toBeVisible();
  await expect(page.locator(".portal-problems")).toBeFocused();
  await page.locator("input[name=placeId]").first().check();
  await owner.next();
  await page.locator("#fault-filter").fill("滴水");
  await page.locator("input[name=faultCode]").first().check();
  await owner.next();
  await owner.next();
  await expect(page.locator("#began-problem")).toBeVisible();
  await page.locator("input[name=began][value=exact]").check();
  for (const typed of ["1970-01-01T00:00", "2999-01-01T00:00"]) {
    await page.locator("#beganAt").fill(typed);
    await owner.next();
    await expect(page.locator("#beganAt-problem")).toHaveText("请填一个已经过去的日期和时间，2000 年以后");
    await expect(page.locator("#beganAt")).toHaveValue(typed);
    await expect(page.locator("#beganAt")).toHaveCSS("border-top-width", "2px");
  }
  await page.locator("input[name=began][value=yesterday]").check();
  await owner.next();
  await owner.next();
  await expect(page.locator("#urgency-problem")).toBeVisible();
  await page.locator("input[name=urgency]").first().check();
  await owner.next();
  await owner.next();
  const words = page.locator("#description");
  for (const [typed, sentence] of [
    ["", "请写一句发生了什么"],
    [" \u200b ", "请写一句发生了什么"],
    ["厨房\u0000漏水", "里面有看不见的控制字符，请删掉重新输入。"],
  ] as const) {
    await words.fill(typed);
    await owner.next();
    await expect(page.locator("#description-problem")).toHaveText(sentence);
    await expect(words).toHaveValue(typed);
  }

  // Neither is a picture; the words beside them stay.
  await words.fill("照片有问题");
  const whole = await picture();
  for (const buffer of [
    Buffer.from("<script>alert(1)</script>"),
    whole.buffer.subarray(0, Math.floor(whole.buffer.length / 2)),
  ]) {
    await page
      .locator("input[type=file]")
      .last()
      .setInputFiles({ ...whole, buffer });
    const bad = page.locator(".portal-photos li:is([data-state=failed], [data-state=unreadable])");
    await expect(bad.locator("p")).toHaveText(/\p{Script=Han}{4,}/u);
    await expect(words).toHaveValue("照片有问题");
    await bad.locator("button").last().click();
    await expect(page.locator(".portal-photos li")).toHaveCount(0);
  }

  const long = "漏".repeat(20_000);
  await page.locator("#description").fill(long);
  await owner.next();
  await expect(page.locator("#description-problem")).toContainText("2,000");
  await page.reload();
  await expect(page.locator("#description")).toHaveValue(long);
  await page.locator("#description").fill("改短了");
  await owner.toTheEnd();
  await owner.send.click();
  await owner.arrived();
  await owner.context.close();
});
