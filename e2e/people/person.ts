import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from "@playwright/test";

export const phoneSize = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
} satisfies BrowserContextOptions;
export const deskSize = { viewport: { width: 1440, height: 900 } } satisfies BrowserContextOptions;

/** Somebody with a browser of their own. `troubles` are the errors that their pages reported. */
export class Person {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly troubles: string[] = [];

  protected constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.troubles.push(error.message));
    page.on("console", (message) => {
      const lost = /Failed to load resource|ERR_INTERNET|ERR_CONNECTION|WebSocket connection/;
      if (message.type() === "error" && !lost.test(message.text())) this.troubles.push(message.text());
    });
  }

  protected static async open(
    browser: Browser,
    options: BrowserContextOptions,
  ): Promise<[BrowserContext, Page]> {
    const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
    return [context, await context.newPage()];
  }

  /** Marks the page: a reload would wipe the mark out. */
  async mark(): Promise<void> {
    await this.page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  }

  /** The page is the one that was marked, was never drawn anew, and reported no error. */
  async expectNeverReloaded(): Promise<void> {
    expect(await this.page.evaluate(() => "neverReloaded" in window)).toBe(true);
    expect(this.troubles).toEqual([]);
  }

  /** Presses Tab until the field has the focus. */
  async tabTo(selector: string): Promise<void> {
    for (let presses = 0; presses < 30; presses++) {
      await this.page.keyboard.press("Tab");
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`Tab never came to ${selector}`);
  }

  async expectLive(): Promise<void> {
    const sign = this.page.getByTestId("live-sign");
    await expect(sign).toHaveAttribute("data-state", "live");
    await expect(sign).toHaveAttribute("data-transport", "websocket");
  }
}

/** Signs in with the password that every person of the demo has. */
export async function signInStaff(page: Page, login: string, arrives: RegExp): Promise<void> {
  await page.goto("/sign-in?as=staff");
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("mendline-demo");
  await page.locator("form button[type=submit].portal-button-main").click();
  await page.waitForURL(arrives);
}
