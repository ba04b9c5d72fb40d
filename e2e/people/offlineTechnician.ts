import { chromium, expect } from "@playwright/test";
import { chooseBrowser } from "../fixtures/browser.ts";
import { phoneSize, signInStaff } from "./person.ts";
import { type Record, Technician } from "./technician.ts";

/** The technician on a phone of his own: what it keeps in `folder` outlives the browser. */
export class OfflineTechnician extends Technician {
  /** Takes the phone out of the pocket; the browser starts as it was left. */
  static async withPhone(folder: string, baseURL: string): Promise<OfflineTechnician> {
    const context = await chromium.launchPersistentContext(folder, {
      ...(await chooseBrowser()),
      ...phoneSize,
      baseURL,
      isMobile: true,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
    });
    return new OfflineTechnician(context, context.pages()[0] ?? (await context.newPage()));
  }

  async signIn(login: string): Promise<void> {
    await signInStaff(this.page, login, /\/jobs/);
    await this.expectLive();
  }

  /** The phone has this page, so that it opens without network. */
  async expectKept(path: string): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(async (at) => (await caches.match(at)) !== undefined, path), {
        timeout: 30_000,
      })
      .toBe(true);
  }

  async expectUnsent(changes: number, photos: number): Promise<void> {
    const sign = this.page.getByTestId("outbox-sign");
    await expect(sign).toHaveAttribute("data-changes", String(changes), { timeout: 60_000 });
    await expect(sign).toHaveAttribute("data-photos", String(photos), { timeout: 60_000 });
  }

  /** Fills the record and presses; the photo is safe on the phone, wherever the office is. */
  async writeRecord({ found, done, materials, photo }: Record, result = "fixed"): Promise<void> {
    const { page } = this;
    await page.locator("[data-testid=record-form][data-ready=true]").waitFor();
    await page.locator("input[name=measure][value=fix]").check({ force: true });
    await page.locator("#found").fill(found);
    await page.locator("#done").fill(done);
    if (materials) await page.locator("#materials").fill(materials);
    if (photo) {
      await page.getByTestId("photos-after").getByTestId("photo-gallery").setInputFiles(photo);
      await expect(page.locator("[data-testid=record-photo][data-state=queued]")).toHaveCount(1);
    }
    await this.fillForm();
    await page.locator(`input[name=result][value=${result}]`).check({ force: true });
    await page.getByTestId("record-submit").click();
    const leads = result === "fixed" ? "done" : "paused";
    await expect(page.getByTestId("job")).toHaveAttribute("data-status", leads);
  }

  /** The owner's finger on the glass. */
  async signOnGlass(): Promise<void> {
    const { page } = this;
    await page.locator("input[name=signed][value=glass]").check({ force: true });
    const glass = page.getByTestId("glass");
    await glass.scrollIntoViewIfNeeded();
    const box = (await glass.boundingBox())!;
    await page.mouse.move(box.x + 30, box.y + 30);
    await page.mouse.down();
    for (let at = 1; at <= 10; at++) await page.mouse.move(box.x + 30 + at * 15, box.y + 30 + (at % 3) * 12);
    await page.mouse.up();
  }

  async menu(): Promise<void> {
    await this.page.locator("[popovertarget=field-menu]").click();
  }
}
