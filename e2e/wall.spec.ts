import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let dataDir: string;
let db: ReturnType<typeof openDatabase>;

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  dataDir = mkdtempSync(join(tmpdir(), "mendline-wall-"));
  server = await serve();
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(dataDir, { recursive: true });
});

async function serve(port?: number): Promise<Server> {
  const started = await startServer({
    database,
    dataDir,
    env: { MENDLINE_ORIGIN: wire.url },
    ...(port === undefined ? {} : { port }),
  });
  wire.lead(Number(new URL(started.url).port));
  return started;
}

test("a screen is opened once by a code, lives through a night's trouble by itself, and goes dark when it is taken back", async ({
  browser,
}) => {
  const lead = await (await browser.newContext({ baseURL: wire.url })).newPage();
  await signInStaff(lead, "lead1", /board|jobs/);
  await lead.goto("/places/screens");
  const form = lead.getByTestId("screen-form");
  await form.locator("[name=name]").fill("监控室北墙");
  await form.getByRole("button").click();
  const code = await codeOf(lead);
  expect((await new AxeBuilder({ page: lead }).analyze()).violations).toEqual([]);

  // A browser in which nobody ever signed in.
  const context = await browser.newContext({ baseURL: wire.url, viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.goto("/wall/screen");
  const door = page.getByTestId("wall-door");
  await expect(door).toHaveAttribute("data-ended", "false");
  const field = page.locator("[name=code]");
  await field.fill("2222-2222");
  await field.press("Enter");
  await expect(door.getByRole("alert")).toContainText("打不开");
  await expect(field, "what was typed stays").toHaveValue("2222-2222");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await field.fill(code.toLowerCase());
  await field.press("Enter");

  const head = page.getByTestId("wall-head");
  await expect(head).toHaveAttribute("data-state", "live");
  await expect(head).toHaveAttribute("data-stale", "false");
  const clock = page.getByTestId("wall-clock");
  await expect(clock).toHaveText(/\d{2}:\d{2}:\d{2}$/);
  const before = (await clock.textContent()) ?? "";
  await expect(clock, "it counts seconds").not.toHaveText(before);
  await page.evaluate(() => Object.assign(window, { never: "reloaded" }));

  const operator = await operatorAt(browser);
  const first = await danger(operator);
  await expect(row(page, first)).toBeVisible();
  const [who] = await db.sql<Array<{ name: string }>>`select name from person where id in
    (select reporter_id from ticket where reporter_id is not null) limit 1`;
  expect(await page.content()).not.toContain(who!.name);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // The network goes, then the server too; while a danger is open no newer build is taken either.
  await wire.cut();
  await expect(head).toHaveAttribute("data-stale", "true", { timeout: 30_000 });
  await expect(page.getByTestId("wall-as-of")).toContainText(/数据截至 \d{2}:\d{2}:\d{2}/);
  await expect(row(page, first), "the last that was known stays").toBeVisible();
  const { port } = new URL(server.url);
  await server.stop();
  server = await serve(Number(port));
  const second = await danger(operator);
  await page.route("**/wall/screen", async (route) => {
    const answer = await route.fetch();
    const page = (await answer.text()).replaceAll(/data-build="[^"]*"/g, 'data-build="newer"');
    await route.fulfill({ response: answer, body: page });
  });
  const looked = page.waitForResponse((answer) => answer.url().endsWith("/wall/screen"));
  await wire.mend();
  await expect(head).toHaveAttribute("data-state", "live", { timeout: 30_000 });
  await expect(head).toHaveAttribute("data-stale", "false");
  await expect(row(page, second), "what came meanwhile is there").toBeVisible();
  await looked;
  expect(await page.evaluate(() => (window as unknown as { never?: string }).never)).toBe("reloaded");
  await page.unroute("**/wall/screen");

  await lead.reload();
  const mine = lead.locator('[data-screen="监控室北墙"]');
  await expect(mine.getByTestId("screen-state")).toHaveText("在线");
  await mine.getByRole("button", { name: "收回" }).click();
  await mine.getByRole("button", { name: /确定/ }).click();
  await expect(mine).toHaveAttribute("data-state", "revoked");
  await expect(door, "dark within five seconds").toHaveAttribute("data-ended", "true", { timeout: 5_000 });
  await expect(page.getByTestId("wall")).toHaveCount(0);
  await expect(door).toContainText("已被收回");

  await form.locator("[name=name]").fill("监控室南墙");
  await form.getByRole("button").click();
  await field.fill(await codeOf(lead, "监控室南墙"));
  await field.press("Enter");
  await expect(head, "a new code brings it back").toHaveAttribute("data-state", "live");
  await expect(row(page, second)).toBeVisible();
  await context.close();
});

function row(page: Page, ticketId: string) {
  return page.locator(`[data-testid=wall-dangers] [data-ticket="${ticketId}"]`);
}

async function codeOf(page: Page, name = "监控室北墙"): Promise<string> {
  const shown = page.getByTestId("screen-code");
  await expect(shown).toContainText(name);
  return (await shown.locator(".screen-code-figures").textContent()) ?? "";
}

/** An operator who speaks to the server past the wire. */
async function operatorAt(browser: Browser): Promise<Door> {
  const context = await browser.newContext({ baseURL: wire.url });
  await signInStaff(await context.newPage(), "op1", /hotline/);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  await context.close();
  return door;
}

/** Somebody calls about gas. At most four dangers are named, so the others are settled first. */
async function danger(operator: Door): Promise<string> {
  const [home] = await db.sql<Array<{ id: string }>>`
    select o.id from place o join site s on s.id = o.site_id where s.code = 'CH' and o.kind = 'home' limit 1`;
  await db.sql`update ticket set urgency = 2 where urgency = 1 and status not in ('closed', 'done')
    and received_at < now() - interval '5 minutes'`;
  const [gas] = await db.sql<Array<{ code: string }>>`select code from fault where danger = 'gas' limit 1`;
  const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
    placeId: home!.id,
    faultCode: gas!.code,
    urgency: 1,
    description: "厨房有煤气味",
    contactName: "路人",
  });
  return ticketId;
}
