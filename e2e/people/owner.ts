import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { Person, phoneSize } from "./person.ts";

export type Report = {
  home?: number;
  /** A public place instead of a home. */
  spot?: string;
  /** The secret of the label that was scanned: the place is answered by it. */
  label?: string;
  fault: string;
  faultCode: string;
  urgency: 1 | 2 | 3 | 4;
  words: string;
  photo?: { name: string; mimeType: string; buffer: Buffer };
};

/** The resident on a phone: reports, watches, has the last word. */
export class Owner extends Person {
  static async signedIn(
    browser: Browser,
    phone: string,
    options: BrowserContextOptions = {},
  ): Promise<Owner> {
    const owner = new Owner(...(await Person.open(browser, { ...phoneSize, ...options })));
    await owner.signIn(phone);
    return owner;
  }

  /** A browser that was closed and is opened again with what it kept. */
  static async reopened(browser: Browser, options: BrowserContextOptions): Promise<Owner> {
    return new Owner(...(await Person.open(browser, { ...phoneSize, ...options })));
  }

  /** From the front door, or `here`: from the page that asks for it, back to where one was. */
  async signIn(phone: string, here?: RegExp): Promise<void> {
    const inbox = await this.context.newPage();
    const before = await codesOf(inbox, phone);
    if (here === undefined) await this.page.goto("/sign-in");
    await this.page.locator("input[name=phone]").fill(phone);
    await this.page.locator("form button[type=submit].portal-button-main").click();
    const code = this.page.locator("input[name=code]");
    await code.waitFor();
    let codes: string[] = [];
    await expect(async () => {
      codes = await codesOf(inbox, phone);
      expect(codes.length).toBeGreaterThan(before.length);
    }).toPass();
    await inbox.close();
    await code.fill(codes[0]!);
    await this.page.locator("form button[type=submit].portal-button-main").click();
    await this.page.waitForURL(here ?? ((url) => url.pathname === "/"));
  }

  /** Goes through every page of the report, up to the last one, where it can be sent. */
  async writeReport(report: Report): Promise<void> {
    await this.fillReport(report);
    await this.toTheEnd();
  }

  /** The same, up to the last answer. */
  async fillReport({ home = 0, spot, label, ...said }: Report): Promise<void> {
    const { page } = this;
    if (label === undefined) await page.goto("/report");
    else {
      await page.goto(`/q/${label}`);
      await page.locator(`a[href="/report?code=${label}"]`).click();
      await page.waitForURL(/\/report/);
    }
    await this.mark();
    if (label !== undefined) await expect(page.locator("input[name=placeId]:checked")).toHaveCount(1);
    else if (spot === undefined) await page.locator("input[name=placeId]").nth(home).check();
    else {
      const choice = page.locator(`input[name=placeId][value="${spot}"]`);
      await page.locator("details", { has: choice }).locator("summary").click();
      await choice.check();
    }
    await this.answer(said);
  }

  /** From the page that asks where, with the place chosen, up to the last answer. */
  async answer({
    fault,
    faultCode,
    urgency,
    words,
    photo,
  }: Omit<Report, "home" | "spot" | "label">): Promise<void> {
    const { page } = this;
    await this.next();
    await page.locator("#fault-filter").fill(fault);
    await page.locator(`input[name=faultCode][value=${faultCode}]`).check();
    await this.next();
    await page.locator("input[name=began][value=today]").check();
    await this.next();
    await page.locator(`input[name=urgency][value="${urgency}"]`).check();
    await this.next();
    await page.locator("form[data-step=visit]").waitFor();
    await this.next();
    await page.locator("#description").fill(words);
    if (photo) {
      await page.locator("input[type=file]").last().setInputFiles(photo);
      await expect(page.locator(".portal-photos li[data-state=kept]")).toHaveCount(1);
    }
  }

  /** To the last page, saying on the way that it is none of what is known already. */
  async toTheEnd(): Promise<void> {
    await this.next();
    await this.page.locator("form:is([data-step=same], [data-step=check])").waitFor();
    if (this.page.url().includes("step=same")) {
      await this.page.getByTestId("like").first().waitFor();
      await this.next();
    }
    await this.page.locator("form[data-step=check]").waitFor();
    await expect(this.send).toBeVisible();
  }

  get send() {
    return this.page.locator(".portal-go button");
  }

  /** On to the next page of a report, from the one that the address names and not from the one before it. */
  async next(): Promise<void> {
    await this.page.waitForFunction(() => {
      const shown = document.querySelector("form[data-step]")?.getAttribute("data-step") ?? null;
      return shown === null || shown === (new URLSearchParams(location.search).get("step") ?? "where");
    });
    await this.page.locator(".portal-go button[type=submit]").click();
  }

  /** The number and id of the repair whose page is open. */
  async arrived(timeout = 15_000): Promise<{ ticketId: string; number: string }> {
    await this.page.waitForURL(/\/repairs\/[0-9a-f-]{36}/, { timeout });
    const ticketId = /repairs\/([0-9a-f-]{36})/.exec(this.page.url())![1]!;
    const heading = this.page.locator("h1.portal-figures");
    await expect(heading).toHaveText(/^[A-Z]{2,4}-\d{6}-\d{3,}$/);
    return { ticketId, number: (await heading.textContent())! };
  }

  /** The link in the message about this number, as the phone shows it. */
  async linkOf(number: string, phone: string): Promise<string> {
    const inbox = await this.context.newPage();
    const message = inbox.locator(".portal-message", { hasText: number }).first();
    await expect(async () => {
      await inbox.goto(`/inbox?phone=${encodeURIComponent(phone)}`);
      await expect(message).toContainText("/t/", { timeout: 500 });
    }).toPass();
    const words = await message.textContent();
    await inbox.close();
    return /\/t\/[A-Za-z0-9_-]{22}/.exec(words ?? "")![0];
  }

  /** A step appears in the story, with who and when. */
  async sees(words: RegExp): Promise<void> {
    const entry = this.page.locator(".portal-entries li", { hasText: words }).first();
    await expect(entry).toBeVisible();
    await expect(entry.locator("time")).toHaveText(/\d{1,2}:\d{2}/);
  }

  async say(words: RegExp): Promise<void> {
    await this.page.getByRole("button", { name: words }).click();
  }

  async rate(score: number): Promise<void> {
    for (const question of ["skill", "attitude", "quality", "speed", "process"])
      await this.page.locator(`#${question} input[value="${score}"]`).check({ force: true });
    await this.page.locator("form.portal-panel button[type=submit]").click();
  }
}

/** The codes that a phone was sent, newest first. */
async function codesOf(inbox: Page, phone: string): Promise<string[]> {
  await inbox.goto(`/inbox?phone=${encodeURIComponent(phone)}`);
  const texts = await inbox.locator(".portal-message").allTextContents();
  return texts.flatMap((text) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? []);
}
