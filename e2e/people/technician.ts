import { type Browser, expect, type Locator } from "@playwright/test";
import { Person, phoneSize, signInStaff } from "./person.ts";

export type Record = {
  found: string;
  done: string;
  materials?: string;
  photo?: { name: string; mimeType: string; buffer: Buffer };
};

/** The technician on a phone. */
export class Technician extends Person {
  static async signedIn(browser: Browser, login: string): Promise<Technician> {
    const technician = new Technician(...(await Person.open(browser, phoneSize)));
    await signInStaff(technician.page, login, /\/jobs/);
    await technician.expectLive();
    await technician.mark();
    return technician;
  }

  card(ticketId: string): Locator {
    return this.page.locator(`[data-testid=job-card][data-ticket="${ticketId}"]`);
  }

  verb(verb: string): Locator {
    return this.page.locator(`[data-testid=primary-verb][data-verb=${verb}]`);
  }

  async take(ticketId: string): Promise<void> {
    await this.card(ticketId).getByRole("link").first().click();
    await this.page.waitForURL(new RegExp(ticketId));
  }

  /** Presses the one large button once it asks for this verb, and waits until it asks for something else. */
  async press(verb: string): Promise<void> {
    const button = this.verb(verb);
    await expect(button).not.toHaveAttribute("aria-disabled", "true");
    await button.click();
    if (verb !== "complete") await expect(button).toHaveCount(0);
  }

  /** Ticks what the form requires, and says that nobody was there to sign. */
  async fillForm(): Promise<void> {
    for (const check of await this.page.locator(".field-check").all())
      await check.locator("input[value=ok]").check({ force: true });
    await this.page.locator("input[name=signed][value=none]").check({ force: true });
    await this.page.locator("input[name=signed-why][value=absent]").check({ force: true });
  }

  async record({ found, done, materials, photo }: Record): Promise<void> {
    const { page } = this;
    await page.locator("[data-testid=record-form][data-ready=true]").waitFor();
    await page.locator("input[name=measure][value=fix]").check({ force: true });
    await page.locator("#found").fill(found);
    await page.locator("#done").fill(done);
    if (materials) await page.locator("#materials").fill(materials);
    if (photo) {
      await page.getByTestId("photos-after").getByTestId("photo-gallery").setInputFiles(photo);
      await expect(page.locator("[data-testid=record-photo][data-state=kept]")).toHaveCount(1);
    }
    await this.fillForm();
    await page.locator("input[name=result][value=fixed]").check({ force: true });
    await page.getByTestId("record-submit").click();
    await expect(page.getByTestId("job")).toHaveAttribute("data-status", "done");
  }
}
