import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { connect } from "#db/client.ts";
import { chooseBrowser } from "../e2e/fixtures/browser.ts";
import { openMany } from "../e2e/fixtures/manyOpen.ts";
import { plantDemo, startServer } from "../e2e/fixtures/server.ts";
import { ensureBuild } from "./build.ts";
import { root } from "./root.ts";
import { main, step } from "./step.ts";

/**
 * Takes pictures of the screens: `npm run shots` renews the README's board picture; `-- --all --out DIR` takes every
 * screen in each size, theme and language; `--only board,jobs` some of them; `--many 10000` beside so many open repairs;
 * `--url URL` from a server that runs, where `--owner PHONE` signs in as another resident.
 */
const { values: flags } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    only: { type: "string" },
    url: { type: "string" },
    owner: { type: "string", default: "13800138000" },
    out: { type: "string", default: join(root, "docs") },
    many: { type: "string", default: "0" },
    sizes: { type: "string", default: "360,1440,2560,3840" },
    themes: { type: "string", default: "day,night" },
    locales: { type: "string", default: "zh,en" },
  },
});

type Who = { sign: "code" | "password"; login: string } | null;
const owner: Who = { sign: "code", login: flags.owner };
const staff = (login: string): Who => ({ sign: "password", login });

/** Every screen with its address, or how to get there from one: what is pressed, then which keys, and what is there then. */
const screens: Array<{
  name: string;
  who: Who;
  path: string;
  press?: string[];
  keys?: string[];
  until?: string;
}> = [
  { name: "sign-in", who: null, path: "/sign-in" },
  { name: "staff-sign-in", who: null, path: "/sign-in?as=staff" },
  { name: "home", who: owner, path: "/" },
  { name: "report", who: owner, path: "/report" },
  { name: "homes", who: owner, path: "/homes" },
  { name: "repair", who: owner, path: "/", press: ["a.portal-row"] },
  { name: "inbox", who: null, path: "/inbox" },
  { name: "board", who: staff("disp1"), path: "/board" },
  { name: "board-job", who: staff("disp1"), path: "/board", press: ["[data-testid=queue-card] .card-face"] },
  { name: "board-states", who: staff("disp1"), path: "/board?by=state" },
  { name: "board-list", who: staff("disp1"), path: "/board?view=list" },
  { name: "board-timeline", who: staff("disp1"), path: "/board?view=timeline" },
  { name: "board-plan", who: staff("disp1"), path: "/board?view=plan" },
  {
    name: "board-plan-sheet",
    who: staff("disp1"),
    path: "/board",
    keys: ["p"],
    until: "[data-testid=plan-route]",
  },
  { name: "board-palette", who: staff("disp1"), path: "/board", keys: ["ControlOrMeta+k"] },
  { name: "board-alarms", who: staff("disp1"), path: "/board", keys: ["l"] },
  { name: "board-help", who: staff("disp1"), path: "/board", keys: ["?"] },
  { name: "wall", who: staff("disp1"), path: "/wall" },
  { name: "hotline", who: staff("op1"), path: "/hotline" },
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
];

const kept = new Map<string, Awaited<ReturnType<BrowserContext["storageState"]>>>();

await main(async () => {
  const stage = flags.url ? undefined : await makeStage();
  const url = flags.url ?? stage?.url ?? "";
  const browser = await chromium.launch(await chooseBrowser());
  try {
    if (flags.all || flags.only) await takeAll(browser, url);
    else await takeBoard(browser, url);
  } finally {
    await browser.close();
    await stage?.end();
  }
});

/** A server on a database of its own, so that what somebody tried out is in no picture. */
async function makeStage() {
  await step("Pages built", ensureBuild);
  const demo = await step("Demo planted", () => plantDemo("mendline_shots"));
  const many = Number(flags.many);
  if (many > 0) await step(`${many} opened`, () => plantMany(demo.database, many));
  const server = await step("Serving", () => startServer(demo));
  return {
    url: server.url,
    async end() {
      await server.stop();
      await demo.drop();
    },
  };
}

async function plantMany(database: string, count: number): Promise<void> {
  const { sql, close } = connect(database, { max: 2, patient: true });
  await openMany(sql, "disp1", count);
  await close();
}

async function takeBoard(browser: Browser, url: string): Promise<void> {
  const context = await enter(browser, url, staff("disp1"), { width: 1600, height: 900 }, "night", "zh");
  const page = await context.newPage();
  await page.goto(`${url}/board`);
  await page.locator("[data-testid=live-sign][data-state=live]").waitFor();
  await page.locator("[data-testid=queue-card] .card-face").first().click();
  await page.locator(".drawer-facts").waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(flags.out, "board.png") });
  console.log(`  ${join(flags.out, "board.png")}`);
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  mkdirSync(flags.out, { recursive: true });
  const wanted = flags.only?.split(",");
  for (const locale of flags.locales.split(",")) {
    for (const theme of flags.themes.split(",")) {
      for (const screen of screens) {
        if (wanted && !wanted.includes(screen.name)) continue;
        const context = await enter(browser, url, screen.who, { width: 1440, height: 900 }, theme, locale);
        for (const width of flags.sizes.split(",").map(Number)) {
          const page = await context.newPage();
          await page.setViewportSize({ width, height: heightOf(width) });
          await page.goto(url + screen.path, { waitUntil: "networkidle" });
          for (const target of screen.press ?? []) {
            await page.locator(target).first().click();
            await page.waitForLoadState("networkidle");
          }
          for (const key of screen.keys ?? []) {
            await page.keyboard.press(key);
            await page.waitForLoadState("networkidle");
          }
          if (screen.until) await page.locator(screen.until).first().waitFor();
          await page.evaluate(() => document.fonts.ready);
          const path = join(flags.out, `${screen.name}-${width}-${theme}-${locale}.png`);
          await page.screenshot({ path, fullPage: width < 600 });
          console.log(`  ${path}`);
          await page.close();
        }
        await context.close();
      }
    }
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
