import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { chooseBrowser } from "../e2e/fixtures/browser.ts";
import { root } from "./root.ts";
import { takePhone } from "./shots/phone.ts";
import { room } from "./shots/room.ts";
import { type Screen, staff, type Who } from "./shots/screen.ts";
import { makeStage, type Stage } from "./shots/stage.ts";
import { main, step } from "./step.ts";

/**
 * Takes pictures of the screens: `npm run shots` renews the README's board picture; `-- --all --out DIR` takes every
 * screen and everything that it can come to, in each size, theme and language; `--only 'board*',jobs` some of them;
 * `--phone NAME` every state of the technician's phone whose name has NAME in it, `--phone ""` all of them;
 * `--many 10000` beside so many open repairs; `--url URL` from a server that runs, where `--owner PHONE` signs in as
 * another resident, and what needs a hand behind the scene is left out.
 */
const { values: flags } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    only: { type: "string" },
    url: { type: "string" },
    owner: { type: "string", default: "13800138000" },
    out: { type: "string", default: join(root, "docs") },
    many: { type: "string", default: "0" },
    phone: { type: "string" },
    sizes: { type: "string", default: "360,1440,2560,3840" },
    themes: { type: "string", default: "day,night" },
    locales: { type: "string", default: "zh,en" },
  },
});

const owner: Who = { sign: "code", login: flags.owner };

/** The other rooms' screens; the control room's and the hotline's are told apart by what they show. */
const screens: Screen[] = [
  { name: "sign-in", who: null, path: "/sign-in" },
  { name: "staff-sign-in", who: null, path: "/sign-in?as=staff" },
  { name: "home", who: owner, path: "/" },
  { name: "report", who: owner, path: "/report" },
  { name: "homes", who: owner, path: "/homes" },
  { name: "repair", who: owner, path: "/", press: ["a.portal-row"], until: "h1.portal-figures" },
  { name: "inbox", who: null, path: "/inbox" },
  { name: "jobs", who: staff("tech1"), path: "/jobs" },
  { name: "job", who: staff("tech1"), path: "/jobs", press: ["[data-testid=job-card] a"] },
  { name: "stock", who: staff("lead1"), path: "/stock" },
  { name: "stock-move", who: staff("lead1"), path: "/stock?tab=move" },
  { name: "stock-usage", who: staff("lead1"), path: "/stock?tab=usage" },
  { name: "promises", who: staff("manager"), path: "/places/promises" },
  {
    name: "promise",
    who: staff("manager"),
    path: "/places/promises",
    press: ["[data-testid=promise-line] button.places-button"],
  },
  { name: "hours", who: staff("manager"), path: "/places/hours" },
  { name: "not-found", who: null, path: "/nowhere" },
  ...room,
];

const kept = new Map<string, Awaited<ReturnType<BrowserContext["storageState"]>>>();

await main(async () => {
  const stage = flags.url ? undefined : await makeStage();
  if (stage && Number(flags.many) > 0)
    await step(`${flags.many} opened`, () => stage.many(Number(flags.many)));
  const url = flags.url ?? stage?.url ?? "";
  const browser = await chromium.launch(await chooseBrowser());
  try {
    if (flags.phone !== undefined && stage)
      await takePhone({
        url,
        database: stage.database,
        out: flags.out,
        themes: flags.themes.split(","),
        locales: flags.locales.split(","),
        like: flags.phone,
        enter: (login, theme, locale) =>
          enter(browser, url, staff(login), { width: 360, height: 740 }, theme, locale),
      });
    else if (flags.all || flags.only) await takeAll(browser, url, stage);
    else await takeBoard(browser, url);
  } finally {
    await browser.close();
    await stage?.end();
  }
});

async function takeBoard(browser: Browser, url: string): Promise<void> {
  const context = await enter(browser, url, staff("disp1"), { width: 1600, height: 900 }, "night", "zh");
  const page = await context.newPage();
  await page.goto(`${url}/board`);
  await page.locator("[data-testid=live-sign][data-state=live]").waitFor();
  await page.locator("[data-testid=queue-card] .card-face").first().click();
  await page.getByTestId("facts").waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(flags.out, "board.png") });
  console.log(`  ${join(flags.out, "board.png")}`);
}

async function takeAll(browser: Browser, url: string, stage: Stage | undefined): Promise<void> {
  mkdirSync(flags.out, { recursive: true });
  const asked = flags.only?.split(",");
  const wanted = (name: string) =>
    !asked || asked.some((each) => (each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each));
  for (const screen of screens) {
    if (!wanted(screen.name) || (!stage && (screen.once || screen.act))) continue;
    if (stage) await screen.once?.(stage);
    for (const locale of flags.locales.split(",")) {
      for (const theme of flags.themes.split(",")) {
        const context = await enter(browser, url, screen.who, { width: 1440, height: 900 }, theme, locale);
        for (const width of flags.sizes.split(",").map(Number)) {
          if (screen.sizes && !screen.sizes.includes(width) && width > 600) continue;
          const path = join(flags.out, `${screen.name}-${width}-${theme}-${locale}.png`);
          await take(context, url, screen, width, path, stage);
        }
        await context.close();
      }
    }
  }
}

/** One picture of one screen. One that cannot be brought about is said, and the others are taken. */
async function take(
  context: BrowserContext,
  url: string,
  screen: Screen,
  width: number,
  path: string,
  stage: Stage | undefined,
): Promise<void> {
  const page = await context.newPage();
  try {
    await page.setViewportSize({ width, height: heightOf(width) });
    await page.goto(url + screen.path, { waitUntil: "networkidle" });
    if (await page.getByTestId("board").isVisible())
      await page.locator("[data-testid=board][data-loading=ready]").waitFor();
    for (const target of screen.press ?? []) {
      await page.locator(target).first().click();
      await page.waitForLoadState("networkidle");
    }
    for (const key of screen.keys ?? []) {
      await page.keyboard.press(key);
      await page.waitForLoadState("networkidle");
    }
    if (screen.until) await page.locator(screen.until).first().waitFor();
    if (stage) await screen.act?.(page, stage);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path, fullPage: width < 600 });
    console.log(`  ${path}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`  ${path}: ${error instanceof Error ? error.message : error}`);
  } finally {
    if (stage) await screen.after?.(page, stage).catch((error: Error) => console.error(error.message));
    await page.close();
  }
}

/** A phone, a desk's screen, and the two large ones. */
function heightOf(width: number): number {
  if (width < 600) return 800;
  return width > 3000 ? 2160 : width > 2000 ? 1440 : 900;
}

/** A browser of this person, signed in once and remembered. */
async function enter(
  browser: Browser,
  url: string,
  who: Who,
  viewport: { width: number; height: number },
  theme: string,
  locale: string,
): Promise<BrowserContext> {
  const key = who?.login ?? "";
  if (who && !kept.has(key)) {
    const context = await browser.newContext({ viewport, locale: "zh-CN" });
    const page = await context.newPage();
    if (who.sign === "password") {
      await page.goto(`${url}/sign-in?as=staff`);
      await page.locator("input[name=login]").fill(who.login);
      await page.locator("input[type=password]").fill("mendline-demo");
      await page.locator("form.portal-form button[type=submit]").click();
    } else {
      const inbox = await context.newPage();
      const before = await codesSent(inbox, url, who.login);
      await page.goto(`${url}/sign-in`);
      await page.locator("input[name=phone]").fill(who.login);
      await page.locator("form.portal-form button[type=submit]").click();
      const code = page.locator("input[autocomplete=one-time-code]");
      await code.waitFor();
      let codes = before;
      while (codes.length === before.length) codes = await codesSent(inbox, url, who.login);
      await code.fill(codes[0] ?? "");
      await page.locator("form.portal-form button[type=submit]").click();
    }
    await page.waitForURL((at) => !at.pathname.startsWith("/sign-in"));
    kept.set(key, await context.storageState());
    await context.close();
  }
  const context = await browser.newContext({
    viewport,
    timezoneId: "Asia/Shanghai",
    locale: locale === "zh" ? "zh-CN" : "en-GB",
    ...(kept.has(key) && { storageState: kept.get(key)! }),
  });
  await context.addCookies([
    { name: "mendline-locale", value: locale, url },
    ...(theme === "habit" ? [] : [{ name: "mendline-theme", value: theme, url }]),
  ]);
  return context;
}

/** The codes that this phone was sent, newest first. */
async function codesSent(inbox: Page, url: string, phone: string): Promise<string[]> {
  await inbox.goto(`${url}/inbox?phone=${phone}`);
  const texts = await inbox.locator(".portal-message").allTextContents();
  return texts.flatMap((text) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? []);
}
