import { type Browser, type BrowserContextOptions, expect, type Locator } from "@playwright/test";
import { deskSize, Person, signInStaff } from "./person.ts";

/** The dispatcher in the control room. */
export class Dispatcher extends Person {
  static async signedIn(
    browser: Browser,
    login: string,
    options: BrowserContextOptions = {},
  ): Promise<Dispatcher> {
    const dispatcher = new Dispatcher(...(await Person.open(browser, { ...deskSize, ...options })));
    await signInStaff(dispatcher.page, login, /\/board/);
    await dispatcher.ready();
    return dispatcher;
  }

  async ready(): Promise<void> {
    await expect(this.page.getByTestId("board")).toHaveAttribute("data-loading", "ready");
    await this.expectLive();
    await this.mark();
  }

  card(ticketId: string): Locator {
    return this.page.locator(`[data-testid=queue-card][data-ticket="${ticketId}"]`);
  }

  lane(technicianId: string): Locator {
    return this.page.locator(`[data-testid=lane][data-technician="${technicianId}"]`);
  }

  job(ticketId: string): Locator {
    return this.page.locator(`[data-testid=lane-job][data-ticket="${ticketId}"]`);
  }

  candidate(technicianId?: string): Locator {
    const whose = technicianId === undefined ? "" : `[data-technician="${technicianId}"]`;
    return this.page.locator(`[data-testid=candidate][data-eligible=true]${whose}`);
  }

  get drawer(): Locator {
    return this.page.getByTestId("drawer");
  }

  get refusal(): Locator {
    return this.page.locator("[data-testid=toast][data-tone=refused]");
  }

  /** Finds one waiting job by its number, as a dispatcher would in a long queue, and opens it. */
  async open(number: string, ticketId: string): Promise<void> {
    await this.find(number);
    await this.card(ticketId).locator(".card-face").click();
    await expect(this.drawer).toHaveAttribute("data-ticket", ticketId);
  }

  async find(number: string): Promise<void> {
    const finder = this.page.locator(".queue-filter input");
    if (!(await finder.evaluate((field) => field === document.activeElement)))
      await this.page.keyboard.press("/");
    await expect(finder).toBeFocused();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(number);
    await expect(this.page.getByTestId("queue-card")).toHaveCount(1);
  }
}
