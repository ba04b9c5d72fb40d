import { type Browser, expect } from "@playwright/test";
import { deskSize, Person, signInStaff } from "./person.ts";

type Told = { phone: string; fault: string; words: string };

/** The operator with a headset, whose hands stay on the keyboard. */
export class Operator extends Person {
  static async signedIn(browser: Browser, login: string): Promise<Operator> {
    const operator = new Operator(...(await Person.open(browser, deskSize)));
    await signInStaff(operator.page, login, /\/hotline/);
    await operator.expectLive();
    await operator.mark();
    return operator;
  }

  /** A known caller's report without the mouse. Returns the number that is read to the caller. */
  async file(call: Told): Promise<{ ticketId: string; number: string }> {
    await this.write(call);
    await this.page.keyboard.press("Control+Enter");
    const filed = this.page.getByTestId("filed-number");
    await expect(filed).toHaveText(/^[A-Z]{2,4}-\d{6}-\d{3,}$/);
    return { ticketId: (await filed.getAttribute("data-ticket"))!, number: (await filed.textContent())! };
  }

  /** The same, up to the key that sends it. */
  async write(call: Told): Promise<void> {
    const { page } = this;
    const keys = page.keyboard;
    await expect(page.locator("#number")).toBeFocused();
    await keys.type(call.phone);
    await expect(page.locator("[data-testid=caller-option] input")).toBeChecked();
    await this.tabTo("input[name=place]");
    await keys.press("Space");
    await this.tabTo("#fault");
    await keys.type(call.fault);
    await keys.press("Enter");
    await expect(page.getByTestId("fault-chosen")).toBeVisible();
    await this.tabTo("#description");
    await keys.type(call.words);
  }
}
