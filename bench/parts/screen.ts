import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { chooseBrowser } from "../../e2e/fixtures/browser.ts";
import type { Ground } from "./ground.ts";

/** What the page itself writes down, ms since it was asked for; a stamp is null until its moment has come. */
type Noted = { useful: number | null; whole: number | null; long: number[]; keys: number[] };

/** Times below this the browser does not tell, ms: what is not told counts as so much. */
export const leastTold = 16;

export function openBrowser(): Promise<Browser> {
  return chooseBrowser().then((options) => chromium.launch(options));
}

/** A dispatcher's board in a window of its own, opened once and asked for what its page wrote down. */
export async function openScreen(browser: Browser, ground: Ground, cookie: string) {
  const [name = "", value = ""] = cookie.split("=", 2);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  await context.addCookies([{ name, value, url: ground.origin }]);
  const page = await context.newPage();
  await page.addInitScript(note);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  return {
    page,
    /** Goes to the board; answers when its first cards were painted and when it knew everything, ms. */
    async load(): Promise<{ useful: number; whole: number }> {
      await page.goto(`${ground.origin}/board`);
      await page.waitForFunction(() => (window as unknown as { noted: Noted }).noted.whole !== null);
      const { useful, whole } = await noted(page);
      return { useful: useful!, whole: whole! };
    },
    /** CPU that the page's own script took since it was opened, ms. */
    script: () => scriptTime(cdp),
    /** Tasks over 50 ms and how long keys took to be answered with a paint, ms, since the last question. */
    async troubles(): Promise<{ long: number[]; keys: number[] }> {
      const { long, keys } = await noted(page);
      await page.evaluate(() => {
        const { noted } = window as unknown as { noted: Noted };
        noted.long.length = 0;
        noted.keys.length = 0;
      });
      return { long, keys };
    },
    close: () => context.close(),
  };
}

function noted(page: Page): Promise<Noted> {
  return page.evaluate(() => (window as unknown as { noted: Noted }).noted);
}

async function scriptTime(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN) * 1000;
}

/** Runs in the page before anything of it. */
function note(): void {
  const noted: Noted = { useful: null, whole: null, long: [], keys: [] };
  (window as unknown as { noted: Noted }).noted = noted;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.long.push(entry.duration);
  }).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") noted.keys.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  const look = () => {
    if (noted.useful === null && document.querySelector("[data-testid=queue-card]"))
      noted.useful = performance.now();
    if (noted.whole === null && document.querySelector("[data-testid=board][data-loading=ready]"))
      noted.whole = performance.now();
    if (noted.whole === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
