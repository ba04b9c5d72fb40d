import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { picture } from "./fixtures/picture.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { OfflineTechnician } from "./people/offlineTechnician.ts";
import { phoneSize, signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let db: ReturnType<typeof openDatabase>;
let folder: string;

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  folder = mkdtempSync(join(tmpdir(), "mendline-record-"));
  server = await startServer({
    database,
    dataDir: join(folder, "data"),
    env: { MENDLINE_ORIGIN: wire.url },
  });
  wire.lead(Number(new URL(server.url).port));
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(folder, { recursive: true });
});

test("a record made in flight mode, with checklist, reading, photos and a signature, is printed from the office once", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(join(folder, "phone"), wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await wire.cut();
  await technician.take(ticketId);
  for (const verb of ["accept", "depart", "arrive", "complete"]) await technician.press(verb);
  await page.locator("[data-testid=record-form][data-ready=true]").waitFor();

  await page.locator("input[name=measure][value=replace]").check({ force: true });
  await page.locator("#found").fill("阀芯磨损");
  await page.locator("#cause").fill("使用年久");
  await page.locator("#done").fill("更换阀芯，试水正常");
  await page.locator("input[name=result][value=fixed]").check({ force: true });
  // The checklist is required: it is told at its field, and what was written stays.
  await page.getByTestId("record-submit").click();
  const check = page.getByTestId("check.no_drip");
  await expect(check).toHaveAttribute("data-problem", "true");
  await check.locator("input[value=ok]").check({ force: true });
  const pressure = page.locator('[id="reading.pressure"]');
  await pressure.fill("28");
  await page.getByTestId("record-submit").click();
  await expect(pressure).toHaveAttribute("aria-invalid", "true");
  await pressure.fill("0.28");
  for (const shows of ["before", "after"] as const) {
    const photo = await picture(`${shows}.jpg`, shows === "before" ? 640 : 800, 600);
    await page.getByTestId(`photos-${shows}`).getByTestId("photo-gallery").setInputFiles(photo);
    const kept = page.getByTestId(`photos-${shows}`).locator("[data-testid=record-photo][data-state=queued]");
    await expect(kept).toHaveCount(1);
  }
  await technician.signOnGlass();
  await page.getByTestId("record-submit").click();
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "done");
  await technician.expectUnsent(4, 2);

  await wire.mend();
  await technician.expectUnsent(0, 0);
  const sheets = await sql<Array<{ sheet: { readings: object; signed: { kind: string; png: string } } }>>`
    select s.sheet from record_sheet s join work_record r on r.id = s.work_record_id where r.ticket_id = ${ticketId}`;
  expect(sheets).toHaveLength(1);
  expect(sheets[0]!.sheet).toMatchObject({ readings: { pressure: 0.28 }, signed: { kind: "glass" } });
  expect(sheets[0]!.sheet.signed.png).toMatch(/^data:image\/png/);
  const photos = await sql`select kind from photo where ticket_id = ${ticketId} order by kind`;
  expect([...photos]).toEqual([{ kind: "after" }, { kind: "before" }]);

  // Also who works at night prints dark words on white paper.
  await page.context().addCookies([{ name: "mendline-theme", value: "night", url: wire.url }]);
  await page.goto(`/records/${ticketId}`);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "night");
  await expect(page.getByTestId("printed")).toContainText("0.28 MPa");
  await expect(page.getByTestId("printed-signature").locator("polyline")).toHaveCount(1);
  await expect(page.locator(".print-photos img")).toHaveCount(2);
  await noBarrier(page, "the printed record");
  const printed = await paper(page, "one");
  expect(printed.pages).toBe(1);
  expect(printed.sizes).toEqual([a4]);
  await technician.context.close();
});

test("the desk corrects the fault while the record is written: another form is asked and nothing typed is lost", async ({
  browser,
}) => {
  const { ticketId, login } = await given(browser);
  const dispatcher = await doorFor(browser, "disp2", /board/);
  const context = await browser.newContext({ baseURL: wire.url, locale: "zh-CN", ...phoneSize });
  const page = await context.newPage();
  await signInStaff(page, login, /jobs/);
  await page.goto(`/jobs/${ticketId}`);
  for (const verb of ["accept", "depart", "arrive", "complete"])
    await page.locator(`[data-testid=primary-verb][data-verb=${verb}]`).click();
  await page.locator("[data-testid=record-form][data-ready=true]").waitFor();
  await page.locator("#found").fill("其实是马桶堵了");
  await page.getByTestId("check.no_drip").locator("input[value=trouble]").check({ force: true });
  await page.locator('[id="reading.pressure"]').fill("0.3");
  const ruled = { ticketId, version: 5, urgency: 3, faultCode: "toilet-blocked" };
  await dispatcher.tell("ticket.triage", ruled);
  await expect(page.getByTestId("check.flush")).toBeVisible();
  await expect(page.getByTestId("earlier-answers")).toContainText("0.3 MPa");
  await expect(page.locator("#found")).toHaveValue("其实是马桶堵了");
  await noBarrier(page, "the form of the corrected fault");
  await page.locator("input[name=measure][value=fix]").check({ force: true });
  await page.locator("#done").fill("疏通");
  await page.getByTestId("check.flush").locator("input[value=ok]").check({ force: true });
  await page.locator("input[name=result][value=fixed]").check({ force: true });
  await page.locator("input[name=signed][value=none]").check({ force: true });
  await page.locator("input[name=signed-why][value=absent]").check({ force: true });
  await page.getByTestId("record-submit").click();
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "done");
  await expect
    .poll(async () => (await db.sql`select status from ticket where id = ${ticketId}`)[0]?.status)
    .toBe("done");
  const [kept] = await db.sql`select s.sheet from record_sheet s
    join work_record r on r.id = s.work_record_id where r.ticket_id = ${ticketId}`;
  expect(kept?.sheet).toMatchObject({
    form: { scope: "toilet-blocked" },
    earlier: [{ value: "trouble" }, { value: "0.3 MPa" }],
  });
  await context.close();
});

test("a long record of two visits with parts and eleven photos is printed on A4, from the office and through the reporter's link", async ({
  browser,
}) => {
  const phone = `139${String(Date.now()).slice(-8)}`;
  const { ticketId, login } = await given(browser, phone);
  const context = await browser.newContext({ baseURL: wire.url, locale: "en" });
  const page = await context.newPage();
  await signInStaff(page, login, /jobs/);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  const upload = async (name: string, width: number) => {
    const { buffer } = await picture(name, width, width * 0.75);
    const sent = await context.request.post("/api/photos", {
      data: buffer,
      headers: { "x-mendline": "1", "content-type": "image/jpeg", origin: wire.url },
    });
    return ((await sent.json()) as { photoId: string }).photoId;
  };
  const photoIds: string[] = [];
  for (let n = 0; n < 11; n++) photoIds.push(await upload(`long-${n}.jpg`, 640 + n * 16));
  let version = 2;
  const step = async (verb: string, more: object = {}, of = "ticket") => {
    ({ version } = await door.tell<{ version: number }>(`${of}.${verb}`, { ticketId, version, ...more }));
  };
  for (const verb of ["accept", "depart", "arrive"]) await step(verb);
  const used = await db.sql<Array<{ id: string }>>`
    select l.material_id as id from stock_level l join store s on s.id = l.store_id
    join staff_account g on g.person_id = s.technician_id join material m on m.id = l.material_id
    where g.login = ${login} and s.site_id = (select site_id from ticket where id = ${ticketId}) and l.quantity - l.reserved >= 2 and m.retired_at is null order by m.code limit 3`;
  expect(used).toHaveLength(3);
  const kinds = ["charged", "warranty", "free"];
  const use = (from: number, until: number) =>
    step(
      "use",
      {
        lines: used.slice(from, until).map(({ id }, n) => ({
          id: randomUUID(),
          materialId: id,
          quantity: "1.5",
          kind: kinds[from + n],
        })),
      },
      "stock",
    );
  await use(0, 2);
  const long = (zh: string, en: string) => `${zh}，${en}. `.repeat(100).slice(0, 980);
  const said = {
    measure: "replace",
    found: long("阀座有划痕，胶圈老化", "valve seat scratched, seal aged"),
    done: long("研磨阀座后换新阀芯", "seat ground and cartridge replaced"),
    materials: "阀芯 1 个，生料带 / 1 cartridge, tape",
  };
  const form = { scope: "tap-dripping", version: 1 };
  await step("complete", { ...said, result: "needs_parts", photoIds: [], sheet: { form } });
  await step("resume");
  await use(2, 3);
  const strokes = Array.from({ length: 6 }, (_, n) => [40 + n * 80, 150, 80 + n * 80, 40, 110 + n * 80, 160]);
  const { form: asked } = await door.ask<{
    form: { scope: string; version: number; checks: Array<{ id: string }> };
  }>("field.job", { ticketId });
  const sheet = {
    form: { scope: asked.scope, version: asked.version },
    checks: Object.fromEntries(asked.checks.map(({ id }) => [id, "ok"])),
    readings: { pressure: 0.28 },
    cause: long("使用年久", "worn by years of use").slice(0, 480),
    tools: "活动扳手 / spanner",
    signed: { kind: "glass", name: "王女士", strokes, png: "data:image/png;base64,iVBORw0KGgo=" },
  };
  await step("complete", { ...said, result: "fixed", photoIds, beforeIds: photoIds.slice(0, 5), sheet });

  await page.goto(`/records/${ticketId}`);
  await expect(page.locator(".print-photos img")).toHaveCount(11);
  const visits = page.getByTestId("printed-visit");
  await expect(visits).toHaveCount(2);
  await expect(visits.nth(0).getByTestId("printed-signature")).toHaveAttribute("data-kind", "unasked");
  await expect(visits.nth(1).getByTestId("printed-signature")).toContainText("王女士");
  await expect(visits.nth(0).locator("tbody tr")).toHaveCount(2);
  await expect(visits.nth(1).locator("tbody tr")).toHaveCount(1);
  const [sum] =
    await db.sql`select sum(charged_cents)::int as cents from ticket_charge where ticket_id = ${ticketId}`;
  await expect(page.getByTestId("printed-bill")).toContainText((sum!.cents / 100).toFixed(2));
  await expect(page).toHaveTitle(/[A-Z]{2}-\d{6}-\d{3}/);
  await noBarrier(page, "the long record");
  const staff = await paper(page, "long");
  expect(staff.pages).toBe(4);
  expect(staff.sizes).toEqual([a4]);

  const owner = await (await browser.newContext({ baseURL: wire.url, locale: "zh-CN" })).newPage();
  const message = owner.locator(".portal-message").filter({ hasText: "/t/" });
  await expect(async () => {
    await owner.goto(`/inbox?phone=${phone}`);
    await expect(message.first()).toContainText("/t/", { timeout: 500 });
  }).toPass();
  const address = /\/t\/[A-Za-z0-9_-]{22}/.exec((await message.first().textContent())!)![0];
  await owner.goto(`${address}/record`);
  await expect(owner.locator(".print-photos img")).toHaveCount(11);
  await noBarrier(owner, "the record by link");
  const theirs = await paper(owner, "link");
  expect(theirs).toEqual(staff);
  for (const each of [context, owner.context()]) await each.close();
});

test("a lead writes a new edition of a form by keyboard; what is wrong is said at its field, and the old edition stays", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: wire.url, locale: "en" });
  const page = await context.newPage();
  await signInStaff(page, "lead1", /board/);
  await page.goto("/places/forms?of=drain-blocked");
  const editor = page.getByTestId("form-editor");
  await expect(page.getByTestId("forms-whose")).toContainText("edition 1");
  await editor.getByTestId("forms-add-readings").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("[name='readings.0.zh']")).toBeFocused();
  for (const typed of ["流量", "Flow", "l/min", "", "0"]) {
    if (typed !== "") await page.keyboard.insertText(typed);
    await page.keyboard.press("Tab");
  }
  const reason = page.locator("[name=reason]");
  await reason.focus();
  await page.keyboard.insertText("measure the flow");
  await page.keyboard.press("Enter");
  const most = page.locator("[name='readings.0.max']");
  await expect(most).toHaveAttribute("aria-invalid", "true");
  await expect(most).toBeFocused();
  await expect(page.locator("[name='readings.0.zh']")).toHaveValue("流量");
  await most.fill("40");
  await expect(page.getByTestId("forms-preview")).toContainText("0 to 40 l/min");
  await noBarrier(page, "the form of a fault");
  await most.press("Enter");
  await expect(editor.getByRole("status")).toContainText("edition 2");
  await expect(page.getByTestId("forms-whose")).toContainText("edition 2");
  const editions = await db.sql`select version, jsonb_array_length(form->'readings') as readings
    from record_form where scope = 'drain-blocked' order by version`;
  expect([...editions]).toEqual([
    { version: 1, readings: 0 },
    { version: 2, readings: 1 },
  ]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await context.close();
});

/** A4 upright, millimetres. */
const a4 = "210 x 297";

/** The page as it is printed: how many sheets, and of which sizes. */
async function paper(page: Page, name: string): Promise<{ pages: number; sizes: string[] }> {
  await page.waitForFunction(() =>
    [...document.images].every((each) => each.complete && each.naturalWidth > 0),
  );
  const folder = process.env.MENDLINE_E2E_PDF;
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    ...(folder && { path: join(folder, `${name}.pdf`) }),
  });
  const words = pdf.toString("latin1");
  const boxes = [...words.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  const millimetres = (points: string | undefined) => Math.round((Number(points) / 72) * 25.4);
  const sizes = boxes.map(([, width, height]) => `${millimetres(width)} x ${millimetres(height)}`);
  return { pages: (words.match(/\/Type\s*\/Page\b/g) ?? []).length, sizes: [...new Set(sizes)] };
}

async function noBarrier(page: Page, what: string): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations, what).toEqual([]);
}

/** A dripping tap, sent to somebody who is at work. */
async function given(browser: Browser, phone?: string) {
  const [row] = await db.sql<Array<{ home: string; siteId: string }>>`
    select o.id as home, o.site_id as "siteId" from place o join site s on s.id = o.site_id
    where s.code = 'CH' and o.kind = 'home' order by o.search_key limit 1`;
  const [someone] = await onShift(db.sql, row!.siteId, "plumbing");
  const operator = await doorFor(browser, "op1", /hotline/);
  const dispatcher = await doorFor(browser, "disp2", /board/);
  const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
    placeId: row!.home,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "厨房水龙头滴水",
    contactName: "路人",
    ...(phone && { contactPhone: phone }),
  });
  await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
  return { ticketId, login: someone!.login };
}

async function doorFor(browser: Browser, login: string, at: RegExp): Promise<Door> {
  const context = await browser.newContext({ baseURL: wire.url });
  await signInStaff(await context.newPage(), login, at);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  await context.close();
  return door;
}
