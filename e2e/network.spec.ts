import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let dataDir: string;
let db: ReturnType<typeof openDatabase>;

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  dataDir = mkdtempSync(join(tmpdir(), "mendline-wire-"));
  server = await startServer({ database, dataDir, env: { MENDLINE_ORIGIN: wire.url } });
  wire.lead(Number(new URL(server.url).port));
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(dataDir, { recursive: true });
});

test("a board whose network is cut says so, and is exact again when it is back", async ({ browser }) => {
  const { sql } = db;
  // High enough that every row of the queue is drawn.
  const desk = await Dispatcher.signedIn(browser, "disp1", {
    baseURL: wire.url,
    viewport: { width: 1440, height: 7000 },
  });
  // Who is off shift is folded away, and so is what waits in his hands.
  const fold = desk.page.locator(".lanes-away button");
  if ((await fold.count()) > 0) await fold.click();
  await expectExact(desk.page);
  await desk.page.evaluate(() => {
    const sign = document.querySelector("[data-testid=live-sign]")!;
    const states: string[] = [];
    Object.assign(window, { states });
    new MutationObserver(() => states.push(sign.getAttribute("data-state") ?? "")).observe(sign, {
      attributeFilter: ["data-state"],
    });
  });
  const others = await helpers();
  // The dispatcher is about to send somebody when the wire breaks.
  const waiting = (await desk.page.getByTestId("queue-card").first().getAttribute("data-ticket"))!;
  await desk.card(waiting).locator(".card-face").focus();
  await desk.page.keyboard.press("a");
  await expect(desk.candidate().first()).toBeFocused();
  const sentBefore = await sql`select id from assignment where ticket_id = ${waiting} order by id`;

  await wire.cut();
  await expect(desk.page.getByTestId("live-sign")).toHaveAttribute("data-state", "offline");
  const seqBefore = await seqs();
  const touched = await twentyThings(others);
  const grown = (await seqs()) - seqBefore;
  expect(grown).toBeGreaterThanOrEqual(20);

  // It knows none of it, says from when its picture is, and does not dispatch.
  await expect(desk.page.getByTestId("banner-offline")).toBeVisible({ timeout: 20_000 });
  await expect(desk.page.getByTestId("banner-offline")).toContainText(/\d{2}:\d{2}:\d{2}/);
  for (const id of touched.reported) await expect(desk.card(id)).toHaveCount(0);
  await expect(desk.candidate().first()).toBeVisible();
  for (const candidate of await desk.candidate().all()) await expect(candidate).toBeDisabled();
  await desk.page.keyboard.press("Enter");
  await desk.page.keyboard.press("Escape");
  await expect(desk.candidate()).toHaveCount(0);
  await desk.card(waiting).dragTo(desk.lane(others.technicianId));
  await expect(desk.refusal).toContainText("断线时不能派单");

  await wire.mend();
  await expect(desk.page.getByTestId("live-sign")).toHaveAttribute("data-state", "live", { timeout: 20_000 });
  await expect(desk.page.getByTestId("banner-offline")).toHaveCount(0);
  const states = await desk.page.evaluate(() => (window as unknown as { states: string[] }).states);
  expect(states.indexOf("catching_up")).toBeGreaterThan(states.indexOf("offline"));
  expect(states.at(-1)).toBe("live");
  await expectExact(desk.page);
  await expect(desk.card(waiting)).toBeVisible();
  expect(await sql`select id from assignment where ticket_id = ${waiting} order by id`).toEqual(sentBefore);
  await desk.expectLive();
  await desk.expectNeverReloaded();

  // And it is live again: what happens now is there at once.
  const again = await report(others.operator, others.home);
  await expect(desk.card(again.ticketId)).toBeVisible();
  await desk.context.close();

  async function seqs(): Promise<number> {
    const [row] = await sql<Array<{ sum: number }>>`select sum(seq)::int as sum from site`;
    return row!.sum;
  }

  async function helpers() {
    const port = Number(new URL(server.url).port);
    const signedIn = async (login: string, at: RegExp): Promise<Door> => {
      const context = await browser.newContext({ baseURL: wire.url });
      await signInStaff(await context.newPage(), login, at);
      const door = await doorOf(context, port, wire.url);
      await context.close();
      return door;
    };
    const [row] = await sql<Array<{ home: string; siteId: string }>>`
      select o.id as home, o.site_id as "siteId" from place o join site s on s.id = o.site_id
      where s.code = 'CH' and o.kind = 'home' order by o.search_key limit 1`;
    const [someone] = await onShift(sql, row!.siteId, "plumbing");
    return {
      home: row!.home,
      technicianId: someone!.id,
      technician: await signedIn(someone!.login, /jobs/),
      operator: await signedIn("op1", /hotline/),
      dispatcher: await signedIn("disp2", /board/),
    };
  }

  function report(operator: Door, placeId: string): Promise<{ ticketId: string; number: string }> {
    const input = {
      placeId,
      faultCode: "tap-dripping",
      urgency: 3,
      description: "断网期间的报修",
      contactName: "路人",
    };
    return operator.tell("ticket.report", input);
  }

  /** Eight reports, seven assignments, two accepted, one on the way, one withdrawn, one cancelled. */
  async function twentyThings({
    operator,
    dispatcher,
    technician,
    technicianId,
    home,
  }: Awaited<ReturnType<typeof helpers>>) {
    const reported: string[] = [];
    for (let n = 0; n < 8; n++) reported.push((await report(operator, home)).ticketId);
    for (const ticketId of reported.slice(0, 7))
      await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId });
    await technician.tell("ticket.accept", { ticketId: reported[0], version: 2 });
    await technician.tell("ticket.depart", { ticketId: reported[0], version: 3 });
    await technician.tell("ticket.accept", { ticketId: reported[1], version: 2 });
    await dispatcher.tell("ticket.withdraw", { ticketId: reported[2], version: 2, reason: "mistake" });
    await dispatcher.tell("ticket.cancel", { ticketId: reported[7], version: 1, reason: "mistake" });
    return { reported };
  }

  /** Every open ticket once, in its right place, and nothing else. */
  async function expectExact(page: Page): Promise<void> {
    await expect(async () => {
      const waiting = await sql<Array<{ id: string }>>`
        select id from ticket where status in ('received', 'triaged') order by id`;
      const held = await sql<Array<{ id: string; status: string; technicianId: string }>>`
        select id, status, technician_id as "technicianId" from ticket
        where status in ('dispatched', 'accepted', 'en_route', 'on_site', 'paused') order by id`;
      expect(await drawn(page, "queue-card")).toEqual(waiting.map(({ id }) => id));
      const jobs = await page.locator("[data-testid=lane] [data-testid=lane-job]").evaluateAll((all) =>
        all
          .map((job) => ({
            id: job.getAttribute("data-ticket")!,
            status: job.getAttribute("data-status")!,
            technicianId: job.closest("[data-testid=lane]")!.getAttribute("data-technician")!,
          }))
          .filter(({ status }) => status !== "done")
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
      expect(jobs).toEqual(held.map((each) => ({ ...each })));
    }).toPass({ timeout: 15_000 });
  }

  async function drawn(page: Page, testId: string): Promise<string[]> {
    const ids = await page
      .getByTestId(testId)
      .evaluateAll((all) => all.map((card) => card.getAttribute("data-ticket")!));
    return ids.sort();
  }
});
