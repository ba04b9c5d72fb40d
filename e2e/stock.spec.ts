import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium, expect, type Page, test } from "@playwright/test";
import { encode } from "uqr";
import { chooseBrowser } from "./fixtures/browser.ts";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { picture } from "./fixtures/picture.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { OfflineTechnician } from "./people/offlineTechnician.ts";
import { deskSize, phoneSize, signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let db: ReturnType<typeof openDatabase>;
let dataDir: string;
let phones: string[];

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  dataDir = mkdtempSync(join(tmpdir(), "mendline-stock-"));
  server = await startServer({ database, dataDir, env: { MENDLINE_ORIGIN: wire.url } });
  wire.lead(Number(new URL(server.url).port));
});
test.afterAll(async () => {
  await server.stop();
  await wire.close();
  await db.close();
  rmSync(dataDir, { recursive: true });
});
test.beforeEach(() => {
  phones = [1, 2].map(() => mkdtempSync(join(tmpdir(), "mendline-phone-")));
});
test.afterEach(() => {
  for (const phone of phones) rmSync(phone, { recursive: true, force: true });
});

test("a whole job without network with photos and parts, the browser closed in between, is at the office exactly once", async ({
  browser,
}) => {
  const { login, tickets, material, vanId } = await given(browser, { jobs: 1, inVan: "5" });
  const [ticketId] = tickets;
  let technician = await OfflineTechnician.withPhone(phones[0]!, wire.url);
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await hasList(technician.page);

  await wire.cut();
  await technician.take(ticketId!);
  for (const verb of ["accept", "depart", "arrive"]) await technician.press(verb);
  await use(technician.page, material.code, 2);
  await expect(technician.page.locator("[data-testid=part-used][data-state=phone]")).toContainText(
    "在手机上",
  );
  // One more by mistake, which he takes back: the van that is shown has it again.
  await use(technician.page, material.code, 1);
  const lines = technician.page.locator("[data-testid=part-used]");
  await lines.last().getByRole("button", { name: "没用，退回" }).click();
  await expect(lines.last()).toContainText("正在退回");
  await technician.page.getByTestId("parts-use").click();
  await technician.page.getByTestId("part-search").fill(material.code);
  await expect(technician.page.getByTestId("part-found")).toContainText("车上 3 ");
  await technician.page.getByTestId("parts-form").getByRole("button", { name: "先不登记" }).click();
  await technician.expectUnsent(6, 0);
  await technician.press("complete");
  await expect(technician.page.getByTestId("booked").locator("li")).toHaveCount(1);
  await technician.page
    .getByTestId("photos-before")
    .getByTestId("photo-gallery")
    .setInputFiles(await picture("before.jpg", 640, 480));
  await expect(technician.page.getByTestId("photos-before").locator("[data-state=queued]")).toHaveCount(1);
  await technician.page.locator("#found").fill("磨损");
  await technician.context.close();

  // The phone was in the pocket for a while, still without network: what was written is there, and goes on.
  technician = await OfflineTechnician.withPhone(phones[0]!, wire.url);
  await technician.page.goto(`/jobs/${ticketId}`);
  await technician.press("complete");
  await technician.page.locator("[data-testid=record-form][data-ready=true]").waitFor();
  await expect(technician.page.locator("#found")).toHaveValue("磨损");
  await expect(technician.page.getByTestId("booked").locator("li")).toHaveCount(1);
  const { page } = technician;
  await page
    .getByTestId("photos-after")
    .getByTestId("photo-gallery")
    .setInputFiles(await picture("after.jpg", 800, 600));
  await expect(page.getByTestId("photos-after").locator("[data-state=queued]")).toHaveCount(1);
  await technician.writeRecord({ found: "磨损", done: "更换" });
  await technician.expectUnsent(7, 2);
  expect(await levelOf(vanId, material.id)).toBe("5.000");

  await wire.mend();
  await technician.expectUnsent(0, 0);
  await expect(page.locator("[data-testid=part-used][data-state=office]")).toHaveCount(1);
  expect(await levelOf(vanId, material.id)).toBe("3.000");
  await page.reload();
  await expect(page.locator("[data-testid=part-used][data-state=office]")).toHaveCount(1);
  const events = await db.sql<Array<{ type: string }>>`
    select type from event where ticket_id = ${ticketId!} order by ticket_version`;
  expect(events.map(({ type }) => type)).toEqual([
    ...["reported", "assigned", "accepted", "departed", "arrived"],
    ...["parts_used", "parts_used", "parts_back", "completed"],
  ]);
  const moves = await db.sql`select kind from stock_movement where ticket_id = ${ticketId!} order by at, id`;
  expect(moves.map(({ kind }) => kind)).toEqual(["use", "use", "take_back"]);
  const charges = await db.sql`select quantity, charged_cents as cents, voided_at is not null as voided
    from ticket_charge where ticket_id = ${ticketId!} order by quantity`;
  expect([...charges]).toEqual([
    { quantity: "1.000", cents: 1_000, voided: true },
    { quantity: "2.000", cents: 2_000, voided: false },
  ]);
  const records = await db.sql`select found, done from work_record where ticket_id = ${ticketId!}`;
  expect([...records]).toEqual([{ found: "磨损", done: "更换" }]);
  const photos = await db.sql`select kind from photo where ticket_id = ${ticketId!} order by kind`;
  expect([...photos]).toEqual([{ kind: "after" }, { kind: "before" }]);
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations).toEqual([]);
  await technician.context.close();
});

test("two phones use the last one: one conflict for the lead to settle, and no record is lost", async ({
  browser,
}) => {
  const { login, tickets, material, vanId } = await given(browser, { jobs: 2, inVan: "1" });
  const hands = [];
  for (const [n, phone] of phones.entries()) {
    const technician = await OfflineTechnician.withPhone(phone, wire.url);
    await technician.signIn(login);
    await technician.expectKept(`/jobs/${tickets[n]}`);
    await hasList(technician.page);
    hands.push(technician);
  }
  await wire.cut();
  for (const [n, technician] of hands.entries()) {
    await technician.take(tickets[n]!);
    for (const verb of ["accept", "depart", "arrive"]) await technician.press(verb);
    await use(technician.page, material.code, 1);
  }
  await wire.mend();
  for (const technician of hands) await technician.expectUnsent(0, 0);
  expect(await levelOf(vanId, material.id)).toBe("0.000");
  const charges = await db.sql`select 1 from ticket_charge where material_id = ${material.id}`;
  expect(charges).toHaveLength(2);

  const lead = await desk(browser, "lead1", /board/);
  await lead.goto(`${wire.url}/stock?tab=settle`);
  const conflict = lead.locator("[data-testid=stock-conflict]", { hasText: material.nameZh });
  await expect(conflict).toHaveCount(1);
  await conflict.locator("input[value=other_store]").check();
  await conflict.getByTestId("settle-from").selectOption({ label: "仓库" });
  await conflict.getByTestId("settle").click();
  await expect(conflict).toHaveCount(0);
  const [left] = await db.sql`select count(*)::int as open from stock_conflict
    where material_id = ${material.id} and settled_at is null`;
  expect(left).toMatchObject({ open: 0 });
  for (const tab of ["levels", "move", "settle", "history", "usage", "materials"]) {
    await lead.getByTestId(`tab-${tab}`).click();
    const axe = await new AxeBuilder({ page: lead }).analyze();
    expect(axe.violations, tab).toEqual([]);
    const wide = await lead.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide, tab).toBe(false);
  }
  await lead.context().close();
  for (const technician of hands) await technician.context.close();
});

test("parts that were used on a job that had gone are booked, and the rest goes as a note", async ({
  browser,
}) => {
  const { login, tickets, material, vanId } = await given(browser, { jobs: 1, inVan: "5" });
  const [ticketId] = tickets;
  const dispatcher = await doorFor(browser, "disp2", /board/);
  const technician = await OfflineTechnician.withPhone(phones[0]!, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await hasList(page);
  await wire.cut();
  await technician.take(ticketId!);
  for (const verb of ["accept", "depart", "arrive"]) await technician.press(verb);
  await use(page, material.code, 2);
  await technician.expectUnsent(4, 0);
  await dispatcher.tell("ticket.withdraw", { ticketId, version: 2, reason: "mistake" });
  await wire.mend();
  const conflict = page.getByTestId("conflict");
  await expect(conflict.getByTestId("conflict-uses")).toBeVisible({ timeout: 60_000 });
  await conflict.getByTestId("conflict-note").click();
  await technician.expectUnsent(0, 0);
  expect(await levelOf(vanId, material.id)).toBe("3.000");
  const charges = await db.sql`select quantity from ticket_charge where ticket_id = ${ticketId!}`;
  expect(charges).toHaveLength(1);
  const [note] = await db.sql<Array<{ words: string }>>`
    select w.words from event e join event_words w on w.site_id = e.site_id and w.seq = e.seq
    where e.ticket_id = ${ticketId!} and e.type = 'added'`;
  expect(note!.words).toContain("到场");
  expect(note!.words).not.toContain(material.nameZh);
  await technician.context.close();
});

test("what was used from another device is on the phone before he opens the job, and what is unknown is not called none", async ({
  browser,
}) => {
  const { login, tickets, material } = await given(browser, { jobs: 1, inVan: "5" });
  const [ticketId] = tickets;
  const own = await doorFor(browser, login, /jobs/);
  for (const [n, verb] of ["accept", "depart", "arrive"].entries())
    await own.tell(`ticket.${verb}`, { ticketId, version: 2 + n });
  const line = { id: crypto.randomUUID(), materialId: material.id, quantity: "1", kind: "charged" };
  await own.tell("stock.use", { ticketId, version: 5, lines: [line] });
  const technician = await OfflineTechnician.withPhone(phones[0]!, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  const kept = () =>
    page.evaluate(
      (id) => Object.keys(localStorage).some((key) => /parts/.test(key) && localStorage[key].includes(id)),
      ticketId!,
    );
  await expect.poll(kept, { timeout: 30_000 }).toBe(true);
  await wire.cut();
  await technician.take(ticketId!);
  await expect(page.getByTestId("part-used")).toHaveCount(1);
  await expect(page.getByTestId("part-used")).toContainText(material.nameZh);

  // The page that was kept came with them as well.
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage))
      if (/mendline\.parts/.test(key)) localStorage.removeItem(key);
  });
  await page.reload();
  await expect(page.getByTestId("part-used")).toHaveCount(1);
  await wire.mend();
  await technician.context.close();

  // A phone that never heard of it, of an office that cannot say: it says so, and asks with every link.
  await db.sql`alter table stock_reservation rename to stock_reservation_away`;
  const other = await OfflineTechnician.withPhone(phones[1]!, wire.url);
  try {
    await other.signIn(login);
    await other.take(ticketId!);
    await expect(other.page.getByTestId("parts-unknown")).toBeVisible();
    await expect(other.page.getByTestId("parts")).not.toContainText("还没有登记材料");
  } finally {
    await db.sql`alter table stock_reservation_away rename to stock_reservation`;
  }
  await wire.cut();
  await wire.mend();
  await expect(other.page.getByTestId("part-used")).toHaveCount(1, { timeout: 60_000 });
  await expect(other.page.getByTestId("parts-unknown")).toHaveCount(0);
  await other.context.close();
});

test("above the limit the owner is asked by link, and one tap lets the job go on", async ({ browser }) => {
  const { login, tickets, material, ownerPhone } = await given(browser, { jobs: 1, inVan: "40" });
  const technician = await OfflineTechnician.withPhone(phones[0]!, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await hasList(page);
  await technician.take(tickets[0]!);
  for (const verb of ["accept", "depart", "arrive"]) await technician.press(verb);
  await page.getByTestId("parts-use").click();
  await page.getByTestId("part-search").fill(material.code);
  await page.getByTestId("part-found").click();
  await page.getByTestId("part-quantity").fill("30");
  await page.getByTestId("parts-to-ask").click();
  await page.getByTestId("parts-submit").click();
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "paused");
  await expect(page.getByTestId("quote-open")).toContainText("¥300.00");

  const owner = await (
    await browser.newContext({ ...phoneSize, locale: "zh-CN", baseURL: wire.url })
  ).newPage();
  const number = (await db.sql`select number from ticket where id = ${tickets[0]!}`)[0]!.number as string;
  const message = owner.locator(".portal-message", { hasText: number }).filter({ hasText: "¥300.00" });
  await expect(async () => {
    await owner.goto(`/inbox?phone=${encodeURIComponent(ownerPhone)}`);
    await expect(message.first()).toContainText("/t/", { timeout: 500 });
  }).toPass();
  await owner.goto(/\/t\/[A-Za-z0-9_-]{22}/.exec((await message.first().textContent())!)![0]);
  await expect(owner.getByTestId("quote")).toContainText("¥300.00");
  const axe = await new AxeBuilder({ page: owner }).analyze();
  expect(axe.violations).toEqual([]);
  await owner.getByTestId("quote-accept").click();
  await expect(owner.getByTestId("quote-answered")).toHaveAttribute("data-answer", "accepted");
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "on_site", { timeout: 20_000 });
  const [kept] = await db.sql`select q.answer, q.relation, p.phone from quote q
    join person p on p.id = q.answered_by_id where q.ticket_id = ${tickets[0]!}`;
  expect(kept).toMatchObject({ answer: "accepted", relation: "owner", phone: ownerPhone });
  await owner.context().close();
  await technician.context.close();
});

test("the camera finds a part by its code, with nothing from outside", async ({ browser }) => {
  const { login, tickets, material } = await given(browser, { jobs: 1, inVan: "3" });
  const film = join(phones[0]!, "code.y4m");
  writeFileSync(film, filmOf(material.code));
  const chosen = await chooseBrowser();
  const context = await chromium.launchPersistentContext(phones[1]!, {
    ...chosen,
    args: [
      ...(chosen.args ?? []),
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
    ...phoneSize,
    baseURL: wire.url,
    locale: "zh-CN",
    permissions: ["camera"],
  });
  const page = context.pages()[0]!;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await signInStaff(page, login, /\/jobs/);
  await hasList(page);
  await page.goto(`/jobs/${tickets[0]}`);
  for (const verb of ["accept", "depart", "arrive"])
    await page.locator(`[data-testid=primary-verb][data-verb=${verb}]`).click();
  await page.getByTestId("parts-use").click();
  await page.getByTestId("part-scan").click();
  await expect(page.locator(`.parts-line[data-code="${material.code}"]`)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId("scan")).toHaveCount(0);
  expect(
    asked.filter((url) => !url.startsWith(wire.url) && !url.startsWith("blob:") && !url.startsWith("data:")),
  ).toEqual([]);
  await context.close();
});

/** A film for a camera that stands before a QR code: one grey frame after another, 640 by 480. */
function filmOf(code: string): Buffer {
  const [width, height, dot] = [640, 480, 10];
  const { data, size } = encode(code, { ecc: "M", border: 4 });
  const grey = Buffer.alloc(width * height, 235);
  const [left, top] = [Math.floor((width - size * dot) / 2), Math.floor((height - size * dot) / 2)];
  for (const [y, row] of data.entries())
    for (const [x, dark] of row.entries()) {
      if (!dark) continue;
      for (let line = 0; line < dot; line++) {
        const from = (top + y * dot + line) * width + left + x * dot;
        grey.fill(16, from, from + dot);
      }
    }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc((width * height) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, frame, frame, frame, frame, frame]);
}

async function use(page: Page, code: string, quantity: number): Promise<void> {
  await page.getByTestId("parts-use").click();
  await page.getByTestId("part-search").fill(code);
  await page.getByTestId("part-found").click();
  for (let n = 1; n < quantity; n++) await page.getByTestId("part-more").click();
  await page.getByTestId("parts-submit").click();
  await expect(page.getByTestId("parts-form")).toHaveCount(0);
}

/** The phone has the list of materials. */
async function hasList(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("mendline.stock."))),
    )
    .toBe(true);
}

async function levelOf(storeId: string, materialId: string): Promise<string> {
  const [row] = await db.sql`select quantity from stock_level
    where store_id = ${storeId} and material_id = ${materialId}`;
  return String(row?.quantity);
}

async function desk(browser: Browser, login: string, at: RegExp): Promise<Page> {
  const context = await browser.newContext({ ...deskSize, baseURL: wire.url, locale: "zh-CN" });
  const page = await context.newPage();
  await signInStaff(page, login, at);
  return page;
}

/** Somebody's own door to the office, which the cut wire does not touch. */
async function doorFor(browser: Browser, login: string, at: RegExp): Promise<Door> {
  const page = await desk(browser, login, at);
  const door = await doorOf(page.context(), Number(new URL(server.url).port), wire.url);
  await page.context().close();
  return door;
}

/** Jobs of one technician at a home with an owner, and a material of ¥10 of which his van holds so many. */
async function given(browser: Browser, { jobs, inVan }: { jobs: number; inVan: string }) {
  const [home] = await db.sql<Array<{ id: string; siteId: string; phone: string }>>`
    select o.id, o.site_id as "siteId", min(p.phone) as phone from place o join site s on s.id = o.site_id
    join household h on h.place_id = o.id and h.decides_money = 'yes' and h.until is null
    join person p on p.id = h.person_id and p.phone like '+861%'
    where s.code = 'CH' and o.kind = 'home' group by o.id having count(*) = 1 order by o.search_key limit 1`;
  const [someone] = await onShift(db.sql, home!.siteId, "plumbing");
  const [operator, dispatcher, lead] = await Promise.all([
    doorFor(browser, "op1", /hotline/),
    doorFor(browser, "disp2", /board/),
    doorFor(browser, "lead1", /board/),
  ]);
  const tickets: string[] = [];
  for (let n = 0; n < jobs; n++) {
    const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
      placeId: home!.id,
      faultCode: "tap-dripping",
      urgency: 3,
      description: "水龙头滴水",
      contactName: "路人",
    });
    await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
    tickets.push(ticketId);
  }
  const mark = Date.now().toString(36).toUpperCase();
  const material = { code: `E2E-${mark}`, nameZh: `试件${mark}` };
  const { siteId } = home!;
  const { materialId: id } = await lead.tell<{ materialId: string }>("material.save", {
    siteId,
    materialId: null,
    ...material,
    nameEn: "Test piece",
    unit: "piece",
    priceCents: 1_000,
    usually: "charged",
  });
  const stores = await db.sql<Array<{ id: string; kind: string; of: string | null }>>`
    select id, kind, technician_id as of from store where site_id = ${siteId}`;
  const warehouse = stores.find((each) => each.kind === "warehouse")!.id;
  const vanId = stores.find((each) => each.of === someone!.id)!.id;
  await lead.tell("stock.receive", {
    storeId: warehouse,
    reason: "delivery",
    lines: [{ materialId: id, quantity: "60" }],
  });
  const toVan = {
    fromId: warehouse,
    reason: "refill",
    toId: vanId,
    lines: [{ materialId: id, quantity: inVan }],
  };
  await lead.tell("stock.issue", toVan);
  return { login: someone!.login, tickets, material: { id, ...material }, vanId, ownerPhone: home!.phone };
}
