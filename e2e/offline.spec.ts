import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { expectNoBarrier } from "./fixtures/noBarrier.ts";
import { grainyPicture, picture } from "./fixtures/picture.ts";
import { type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { OfflineTechnician } from "./people/offlineTechnician.ts";
import { signInStaff } from "./people/person.ts";

const database = process.env.MENDLINE_E2E_DATABASE_URL ?? "";
let wire: Wire;
let server: Server;
let db: ReturnType<typeof openDatabase>;
let dataDir: string;
let phone: string;

test.beforeAll(async () => {
  db = openDatabase();
  wire = await layWire();
  dataDir = mkdtempSync(join(tmpdir(), "mendline-offline-"));
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
  phone = mkdtempSync(join(tmpdir(), "mendline-phone-"));
});
test.afterEach(() => rmSync(phone, { recursive: true, force: true }));

test("a whole job without network, with the browser closed in between, is at the office exactly once", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login } = await given(browser);
  let technician = await OfflineTechnician.withPhone(phone, wire.url);
  await technician.signIn(login);
  await expect(technician.card(ticketId)).toHaveAttribute("data-status", "dispatched");
  await technician.expectKept(`/jobs/${ticketId}`);

  await wire.cut();
  await technician.take(ticketId);
  // What is said beside the work is kept in the same way: the call, a word for the next one, his break.
  await technician.page.getByTestId("contact-reached").click();
  await technician.page.getByTestId("way-write").click();
  await technician.page.locator("textarea[name=valve]").fill("水槽下面左边");
  await technician.page.getByTestId("way-save").click();
  await technician.expectUnsent(2, 0);
  await expect(technician.page.getByTestId("valve")).toContainText("水槽下面左边");
  await technician.menu();
  await technician.page.getByTestId("presence-break").click();
  await technician.page.getByTestId("presence-reason-meal").click();
  await expect(technician.page.getByTestId("presence")).toHaveAttribute("data-presence", "break");
  await technician.page.keyboard.press("Escape");
  for (const verb of ["accept", "depart", "arrive", "complete"]) await technician.press(verb);
  await technician.expectUnsent(6, 0);
  await technician.writeRecord({
    found: "阀芯磨损",
    done: "更换阀芯，试水正常",
    materials: "陶瓷阀芯 35 mm 1 只",
    photo: await picture("after.jpg", 800, 600),
  });
  await technician.expectUnsent(7, 1);
  await expect(technician.page.getByTestId("outbox-sign")).toContainText("7 步操作和 1 张照片还没发出");
  await expect(technician.page.locator(".thread[data-stitch=queued]").first()).toBeVisible();
  await technician.context.close();

  // The phone was in the pocket for a while, still without network.
  technician = await OfflineTechnician.withPhone(phone, wire.url);
  await technician.page.goto("/jobs");
  await technician.expectUnsent(7, 1);
  await expect(technician.card(ticketId)).toHaveAttribute("data-status", "done");
  await expect(technician.card(ticketId).getByTestId("unsent")).toContainText("6 步操作");
  await technician.page.goto(`/jobs/${ticketId}`);
  await expect(technician.page.getByTestId("job")).toHaveAttribute("data-status", "done");
  const [before] = await sql`select status, version from ticket where id = ${ticketId}`;
  expect(before).toMatchObject({ status: "dispatched", version: 2 });

  await wire.mend();
  await technician.expectUnsent(0, 0);
  await expect(technician.page.getByTestId("job")).toHaveAttribute("data-status", "done");
  await expect(technician.page.locator(".field-photos img")).toHaveCount(1);

  const events = await sql<Array<{ type: string; doneAt: string | null }>>`
    select type, data->>'doneAt' as "doneAt" from event where ticket_id = ${ticketId} order by ticket_version`;
  expect(events.map(({ type }) => type)).toEqual([
    "reported",
    "assigned",
    "contacted",
    "accepted",
    "departed",
    "arrived",
    "completed",
  ]);
  for (const { doneAt } of events.slice(2)) expect(doneAt).not.toBeNull();
  const [away] = await sql`
    select a.reason from absence a join staff_account s on s.person_id = a.person_id
    where s.login = ${login} and a.ended_at is null`;
  expect(away).toMatchObject({ reason: "meal" });
  const [valve] = await sql`
    select g.valve from place_guide g join ticket t on t.place_id = g.place_id where t.id = ${ticketId}`;
  expect(valve).toMatchObject({ valve: "水槽下面左边" });
  await sql`update absence set ended_at = now() where ended_at is null`;
  const records = await sql`select found, done, materials from work_record where ticket_id = ${ticketId}`;
  expect([...records]).toEqual([
    { found: "阀芯磨损", done: "更换阀芯，试水正常", materials: "陶瓷阀芯 35 mm 1 只" },
  ]);
  const photos = await sql`select kind from photo where ticket_id = ${ticketId}`;
  expect([...photos]).toEqual([{ kind: "after" }]);

  const desk = await Dispatcher.signedIn(browser, "disp1", { baseURL: wire.url });
  await expect(desk.job(ticketId)).toHaveAttribute("data-status", "done");
  await desk.context.close();
  await technician.context.close();
});

test("what the office did meanwhile is shown beside what he did, and nothing goes away by itself", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login, dispatcher } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);

  await wire.cut();
  await page.goto(`/jobs/${ticketId}`);
  await technician.press("accept");
  await technician.press("depart");
  await technician.expectUnsent(2, 0);
  await dispatcher.tell("ticket.withdraw", { ticketId, version: 2, reason: "mistake" });
  await wire.mend();
  const conflict = page.getByTestId("conflict");
  await expect(conflict).toBeVisible({ timeout: 60_000 });
  await expect(conflict).toContainText("接单");
  await expect(conflict).toContainText("收回");
  await technician.expectUnsent(2, 0);
  const [row] = await sql`select status, version from ticket where id = ${ticketId}`;
  expect(row).toMatchObject({ status: "triaged", version: 3 });

  // Signing out says so first, takes what he saw off the phone, and keeps what is his for him alone.
  await technician.menu();
  await page.getByTestId("sign-out").click();
  await expect(page.getByTestId("unsent-warning")).toContainText("2 步操作");
  await page.getByTestId("sign-out-anyway").click();
  await page.waitForURL(/sign-in/);
  const kept = await page.evaluate(async () =>
    (await caches.keys()).filter((name) => name.startsWith("mendline-field-of-")),
  );
  expect(kept).toEqual([]);
  const [other] = await sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id
    where r.role = 'technician' and a.login <> ${login} order by a.login limit 1`;
  await technician.signIn(other!.login);
  await technician.expectUnsent(0, 0);
  await technician.menu();
  await page.getByTestId("sign-out").click();
  await page.waitForURL(/sign-in/);

  await technician.signIn(login);
  await technician.expectUnsent(2, 0);
  await page.goto(`/jobs/${ticketId}`);
  await technician.expectUnsent(2, 0);
  // What he did reaches the office as his words, though the job is not his any more.
  await conflict.getByTestId("conflict-note").click();
  await technician.expectUnsent(0, 0);
  const [note] = await sql<Array<{ words: string }>>`
    select w.words from event e join event_words w on w.site_id = e.site_id and w.seq = e.seq
    where e.ticket_id = ${ticketId} and e.type = 'added'`;
  expect(note!.words).toContain("接单");
  expect(note!.words).toContain("出发");
  await technician.context.close();
});

test("a job that has left his list is still decided by him, and what was pressed by mistake goes back", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login, dispatcher } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);

  // Accepted and handed back in the cellar.
  await wire.cut();
  await technician.take(ticketId);
  await technician.press("accept");
  await page.getByTestId("hand-back").click();
  await expect(page.getByTestId("job-gone")).toBeVisible();
  await technician.expectUnsent(2, 0);
  await wire.mend();
  await technician.expectUnsent(0, 0);
  const [row] = await sql`select status, declines, technician_id from ticket where id = ${ticketId}`;
  expect(row).toMatchObject({ status: "triaged", declines: 0, technician_id: null });

  // Given to him again, accepted in the cellar, and taken back meanwhile: the list asks him.
  const [who] = await sql<
    Array<{ id: string }>
  >`select person_id as id from staff_account where login = ${login}`;
  await dispatcher.tell("ticket.assign", { ticketId, version: 4, technicianId: who!.id });
  await page.goto("/jobs");
  await expect(technician.card(ticketId)).toHaveAttribute("data-status", "dispatched");
  await technician.expectKept(`/jobs/${ticketId}`);
  await technician.take(ticketId);
  await wire.cut();
  await technician.press("accept");
  await technician.expectUnsent(1, 0);
  await dispatcher.tell("ticket.withdraw", { ticketId, version: 5, reason: "mistake" });
  await technician.context.close();
  await wire.mend();
  const again = await OfflineTechnician.withPhone(phone, wire.url);
  await again.page.goto("/jobs");
  const left = again.page.locator(`[data-testid=left-conflict][data-ticket="${ticketId}"]`);
  await expect(left).toContainText("接单", { timeout: 60_000 });
  await again.expectUnsent(1, 0);
  await left.getByTestId("conflict-drop").click();
  await again.expectUnsent(0, 0);
  await expect(left).toHaveCount(0);
  await again.context.close();
});

test("the owner's number is shown no longer than the phone can say whose the job is, and goes at once with the link", async ({
  browser,
}) => {
  const { ticketId, login, dispatcher } = await given(browser, { contactPhone: "13900001234" });
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.take(ticketId);
  await technician.press("accept");
  await technician.expectUnsent(0, 0);
  const call = page.getByTestId("call");
  await expect(call).toBeVisible();
  await expect(page.getByTestId("unheard")).toHaveCount(0);
  const kept = (on: Page) =>
    on.evaluate(
      async (path) => (await caches.match(path).then((answer) => answer?.text())) ?? "",
      `/jobs/${ticketId}`,
    );
  await expect.poll(() => kept(page), { timeout: 30_000 }).toContain('data-testid="call"');
  await page.evaluate(() => {
    const sign = document.querySelector("[data-testid=live-sign]")!;
    const states: string[] = [];
    Object.assign(window, { states });
    new MutationObserver(() => states.push(sign.getAttribute("data-state") ?? "")).observe(sign, {
      attributeFilter: ["data-state"],
    });
  });
  await page.clock.install();
  await wire.cut();
  await expect(page.getByTestId("live-sign")).toHaveAttribute("data-state", "connecting");
  await page.clock.runFor(3_000);
  await expect(page.getByTestId("live-sign")).toHaveAttribute("data-state", "offline");
  const states = await page.evaluate(() => (window as unknown as { states: string[] }).states);
  expect(states, "not lost before that lasts, and never live meanwhile").toEqual(["connecting", "offline"]);
  await page.clock.fastForward(2 * 60_000);
  await expect(page.getByTestId("unheard")).toContainText("没有调度台的消息");
  await expect(call).toBeVisible();
  await page.clock.fastForward(4 * 3_600_000);
  await expect(call).toHaveCount(0);
  await expect(page.locator(".field-desk")).toBeVisible();

  await technician.context.close();

  // Opened again soon, still without a link, and then with one.
  const again = await OfflineTechnician.withPhone(phone, wire.url);
  await again.page.goto(`/jobs/${ticketId}`);
  await expect(again.page.getByTestId("call")).toBeVisible();
  await dispatcher.tell("ticket.withdraw", { ticketId, version: 3, reason: "mistake" });
  await wire.mend();
  await expect(again.page.getByTestId("job-gone")).toBeVisible({ timeout: 20_000 });
  await expect(again.page.getByTestId("call")).toHaveCount(0);
  await expect.poll(() => kept(again.page)).not.toContain('data-testid="call"');
  await again.context.close();
});

test("a record that was begun for a job that has gone is still his to decide about, on the list and on its page", async ({
  browser,
}) => {
  const { ticketId, login, dispatcher } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  await technician.signIn(login);
  await technician.take(ticketId);
  for (const verb of ["accept", "depart", "arrive", "complete"]) await technician.press(verb);
  await technician.page.locator("[data-testid=record-form][data-ready=true]").waitFor();
  await technician.page.locator("#found").fill("写到一半的记录");
  await technician.signOnGlass();
  await technician.context.close();
  await dispatcher.tell("ticket.withdraw", { ticketId, version: 5, reason: "mistake" });

  const again = await OfflineTechnician.withPhone(phone, wire.url);
  await again.page.goto(`/jobs/${ticketId}`);
  await expect(again.page.getByTestId("left-draft")).toContainText("写到一半的记录");
  await again.page.goto("/jobs");
  const left = again.page.locator(`[data-testid=left-record][data-ticket="${ticketId}"]`);
  await expect(left).toContainText("写到一半的记录", { timeout: 30_000 });
  await left.getByTestId("left-draft-note").click();
  await expect(left).toHaveCount(0);
  await expect(again.page.getByTestId("unsent-rest")).toHaveCount(0);
  const notes = async () => {
    const rows = await db.sql<Array<{ words: string }>>`
      select w.words from event e join event_words w on w.site_id = e.site_id and w.seq = e.seq
      where e.ticket_id = ${ticketId} and e.type = 'added'`;
    return rows.map(({ words }) => words).join();
  };
  await expect.poll(notes, { timeout: 30_000 }).toContain("写到一半的记录");
  await again.expectUnsent(0, 0);
  const drawn = await db.sql`select kind from photo where ticket_id = ${ticketId}`;
  expect([...drawn], "the owner's name travels with the words").toEqual([{ kind: "signature" }]);
  await again.context.close();
});

test("he signs out without network: the phone is shut at once, his session ends with the link, and what is unsent stays his", async ({
  browser,
}) => {
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await technician.take(ticketId);
  await wire.cut();
  await technician.press("accept");
  await technician.expectUnsent(1, 0);
  const sessions = () =>
    db.sql`select 1 from auth_session s join staff_account a on a.person_id = s.person_id
      where a.login = ${login} and s.revoked_at is null`;
  const before = (await sessions()).length;
  await technician.menu();
  await page.getByTestId("sign-out").click();
  await page.getByTestId("sign-out-anyway").click();
  await expect(page.getByTestId("signed-out")).toBeVisible({ timeout: 30_000 });
  await technician.context.close();

  const again = await OfflineTechnician.withPhone(phone, wire.url);
  await again.page.goto(`/jobs/${ticketId}`);
  await expect(again.page.getByTestId("signed-out")).toContainText("已退出登录");
  expect(await again.page.content()).not.toMatch(/tel:|data-person/);
  const kept = await again.page.evaluate(() =>
    Object.keys(localStorage).filter((key) => /stock|parts/.test(key)),
  );
  expect(kept).toEqual([]);
  await wire.mend();
  await again.page.goto(`/jobs/${ticketId}`);
  await expect(again.page).toHaveURL(/sign-in/, { timeout: 30_000 });
  expect(await sessions()).toHaveLength(before - 1);
  const [waits] = await db.sql`select status from ticket where id = ${ticketId}`;
  expect(waits).toMatchObject({ status: "dispatched" });

  await again.signIn(login);
  await again.expectUnsent(0, 0);
  const [after] = await db.sql`select status from ticket where id = ${ticketId}`;
  expect(after).toMatchObject({ status: "accepted" });
  await again.context.close();
});

test("two phones of one technician: the same steps are one, and two records go together where he chooses", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login } = await given(browser);
  const inCellar = await OfflineTechnician.withPhone(phone, wire.url);
  await inCellar.signIn(login);
  await inCellar.expectKept(`/jobs/${ticketId}`);
  await inCellar.context.setOffline(true);
  await inCellar.take(ticketId);
  for (const verb of ["accept", "depart", "arrive", "complete"]) await inCellar.press(verb);
  await inCellar.page.locator("#tools").fill("扳手");
  const mine = { found: "阀芯磨损", done: "更换阀芯", photo: await picture("mine.jpg", 800, 600) };
  await inCellar.writeRecord(mine);
  await inCellar.expectUnsent(4, 1);

  // The other phone is a browser of its own, with its own queue, and has signal.
  const folder = mkdtempSync(join(tmpdir(), "mendline-other-phone-"));
  const upstairs = await OfflineTechnician.withPhone(folder, wire.url);
  await upstairs.signIn(login);
  await upstairs.take(ticketId);
  for (const verb of ["accept", "depart", "arrive", "complete"]) await upstairs.press(verb);
  const theirs = { found: "阀芯磨损", done: "更换垫圈", materials: "垫圈 1 只" };
  await upstairs.writeRecord(theirs);
  await upstairs.expectUnsent(0, 0);
  await upstairs.context.close();
  rmSync(folder, { recursive: true, force: true });

  await inCellar.context.setOffline(false);
  const { page } = inCellar;
  // What differs is shown with both sides, and nothing else is asked.
  const choice = page.getByTestId("record-choice");
  await expect(choice.getByTestId("choice-done")).toContainText("更换阀芯", { timeout: 60_000 });
  await expect(choice.getByTestId("choice-done")).toContainText("更换垫圈");
  await expect(choice.locator("fieldset")).toHaveCount(1);
  await inCellar.expectUnsent(1, 0);
  await page.reload();
  await choice.locator("[data-testid=choice-done] input[value=mine]").check({ force: true });
  await page.getByTestId("record-choice-send").click();
  await inCellar.expectUnsent(0, 0);
  await expect(page.getByTestId("conflict")).toHaveCount(0);
  const events = await sql`select type from event where ticket_id = ${ticketId} order by ticket_version`;
  expect(events.map(({ type }) => type)).toEqual([
    "reported",
    "assigned",
    "accepted",
    "departed",
    "arrived",
    "completed",
    "added",
  ]);
  const records = await sql`
    select r.found, r.done, r.materials, s.sheet->>'tools' as tools
    from work_record r join record_sheet s on s.work_record_id = r.id where r.ticket_id = ${ticketId}`;
  expect([...records]).toEqual([
    { found: "阀芯磨损", done: "更换阀芯", materials: "垫圈 1 只", tools: "扳手" },
  ]);
  expect([...(await sql`select kind from photo where ticket_id = ${ticketId}`)]).toEqual([{ kind: "after" }]);
  await inCellar.context.close();
});

test("two visits to one job without network: each record arrives with its own photos", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await wire.cut();
  await technician.take(ticketId);
  for (const verb of ["accept", "depart", "arrive", "complete"]) await technician.press(verb);
  const first = { found: "阀芯磨损", done: "拆检，缺阀芯", photo: await picture("first.jpg", 800, 600) };
  await technician.writeRecord(first, "needs_parts");
  await technician.press("resume");
  await technician.press("complete");
  await expect(page.locator("#found")).toHaveValue("");
  await expect(page.getByTestId("record-photo")).toHaveCount(0);
  const second = { found: "已到货", done: "更换阀芯", photo: await picture("second.jpg", 640, 480) };
  await technician.writeRecord(second);
  await technician.expectUnsent(6, 2);

  await wire.mend();
  await technician.expectUnsent(0, 0);
  const records = await sql`
    select found, result from work_record where ticket_id = ${ticketId} order by recorded_at`;
  expect([...records]).toEqual([
    { found: "阀芯磨损", result: "needs_parts" },
    { found: "已到货", result: "fixed" },
  ]);
  const photos = await sql`select width from photo where ticket_id = ${ticketId} order by width desc`;
  expect([...photos]).toEqual([{ width: 800 }, { width: 640 }]);
  await expect(page.getByTestId("conflict")).toHaveCount(0);
  await technician.context.close();
});

test("a photo that breaks off goes on where it ended after the phone restarts, on a browser without Background Sync", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login } = await given(browser);
  const withoutSync = async (technician: OfflineTechnician) => {
    await technician.context.addInitScript(() => {
      Reflect.deleteProperty(window, "SyncManager");
      Reflect.deleteProperty(ServiceWorkerRegistration.prototype, "sync");
    });
    return technician;
  };
  let technician = await withoutSync(await OfflineTechnician.withPhone(phone, wire.url));
  await technician.signIn(login);
  expect(await technician.page.evaluate(() => "SyncManager" in window)).toBe(false);
  await technician.expectKept(`/jobs/${ticketId}`);
  await wire.cut();
  await technician.take(ticketId);
  for (const verb of ["accept", "depart", "arrive", "complete"]) await technician.press(verb);
  await technician.writeRecord({ found: "阀芯磨损", done: "更换阀芯", photo: await grainyPicture() });
  await technician.expectUnsent(4, 1);

  // The signal comes back for a moment only.
  const broken = wire.cutAfter(400_000);
  await wire.mend();
  await broken;
  const partly = async () => {
    const [upload] = await sql<Array<{ received: number; length: number }>>`
      select received, length from photo_upload order by touched_at desc limit 1`;
    return upload;
  };
  // The office keeps what it has once it has noticed that no more comes.
  await expect.poll(async () => (await partly())?.received ?? 0).toBeGreaterThan(0);
  const half = await partly();
  expect(half!.received).toBeLessThan(half!.length);
  await technician.expectUnsent(1, 1);
  await technician.context.close();

  technician = await withoutSync(await OfflineTechnician.withPhone(phone, wire.url));
  const offsets: number[] = [];
  technician.page.on("request", (request) => {
    const offset = request.headers()["upload-offset"];
    if (request.method() === "PATCH") offsets.push(Number(offset));
  });
  await wire.mend();
  await technician.page.goto("/jobs");
  const there = () => sql`select kind from photo where ticket_id = ${ticketId}`;
  await expect.poll(async () => (await there()).length, { timeout: 60_000 }).toBe(1);
  await technician.expectUnsent(0, 0);
  expect(offsets[0]).toBe(half!.received);
  expect([...offsets].sort((a, b) => a - b)).toEqual([...new Set(offsets)]);
  expect([...(await there())]).toEqual([{ kind: "after" }]);
  expect([...(await sql`select id from photo_upload`)]).toEqual([]);
  await technician.context.close();
});

test("what an older app left on the phone is sent by this one, and a refused record is gone over again", async ({
  browser,
}) => {
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  // Rows as the first version of these pages wrote them, field by field: a later one may add, never rename.
  await page.evaluate(
    ([id, personId]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open("mendline-field", 1);
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const write = open.result.transaction("commands", "readwrite");
          const keys = [crypto.randomUUID(), crypto.randomUUID()];
          const at = (n: number) => new Date(Date.now() - 1_000 + n).toISOString();
          const about = { number: "CH-1", plate: { zh: ["3栋"], en: ["3"] }, timeZone: "Asia/Shanghai" };
          const rest = {
            personId,
            pictures: [],
            about,
            state: "queued",
            moved: null,
            told: null,
            answeredAt: null,
          };
          for (const [n, verb] of ["accept", "depart"].entries()) {
            const builds = n > 0 ? { after: keys[n - 1] } : {};
            const step = { verb, ticketId: id, version: 2, doneAt: at(n), ...builds };
            write.objectStore("commands").add({ ...rest, key: keys[n], step });
          }
          write.oncomplete = () => resolve();
          write.onabort = () => reject(write.error);
          const draft = { measure: "fix", found: "旧版写的", done: "", materials: "", result: null };
          localStorage.setItem(`mendline.record.${personId}.${id}`, JSON.stringify(draft));
        };
      }),
    [ticketId, await page.locator("[data-person]").getAttribute("data-person")] as const,
  );
  await page.goto(`/jobs/${ticketId}`);
  await technician.expectUnsent(0, 0);
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "en_route");
  await expect(page.getByTestId("unsent-rest")).toContainText("1 份维修记录没写完");
  await technician.press("arrive");
  await technician.press("complete");
  await expect(page.locator("#found")).toHaveValue("旧版写的");

  // A record that is refused is gone over again with all that was written, and goes in its place.
  await page.locator("#done").fill("换了垫圈");
  await page
    .getByTestId("photos-after")
    .getByTestId("photo-gallery")
    .setInputFiles(await picture());
  await technician.fillForm();
  await page.locator("input[name=signed][value=code]").check({ force: true });
  await page.locator("#signed-code").fill("000000");
  await page.locator("input[name=result][value=fixed]").check({ force: true });
  await page.getByTestId("record-submit").click();
  const conflict = page.getByTestId("conflict");
  await expect(conflict).toBeVisible({ timeout: 30_000 });
  await expect(conflict.getByTestId("conflict-keep")).toHaveCount(0);
  await conflict.getByTestId("conflict-mend").click();
  await expect(page.locator("#done")).toHaveValue("换了垫圈");
  await expect(page.getByTestId("record-photo")).toHaveCount(1);
  await page.locator("input[name=signed][value=none]").check({ force: true });
  await page.getByTestId("record-submit").click();
  await technician.expectUnsent(0, 0);
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "done");
  const records = await db.sql`select found, done from work_record where ticket_id = ${ticketId}`;
  expect([...records]).toEqual([{ found: "旧版写的", done: "换了垫圈" }]);
  await technician.context.close();
});

test("times are put to the owner without network from what the phone knows; what the desk agreed meanwhile is seen first", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login, dispatcher } = await given(browser);
  await worksTomorrow(login);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await expect
    .poll(() =>
      page.evaluate(
        (id) =>
          Object.keys(localStorage).some((name) => /slots/.test(name) && localStorage[name].includes(id)),
        ticketId,
      ),
    )
    .toBe(true);

  await wire.cut();
  await technician.take(ticketId);
  const form = page.getByTestId("offer-form");
  await page.getByTestId("offer-times").click();
  await expect(form).toHaveAttribute("data-from", "phone", { timeout: 30_000 });
  await expect(page.getByTestId("slots-kept")).toBeVisible();
  await expectNoBarrier(page, "times to choose from without network");
  const times = form.locator("input[name=offer]");
  await times.nth(0).check({ force: true });
  await times.nth(1).check({ force: true });
  await page.getByTestId("offer-send").click();
  // To put times to the owner is to take the job on: two steps, both on this phone only.
  await technician.expectUnsent(2, 0);
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "accepted");
  await expect(page.getByTestId("visit-kept").getByRole("listitem")).toHaveCount(2);
  await wire.mend();
  await technician.expectUnsent(0, 0);
  await expect(page.getByTestId("visit-kept")).toHaveCount(0);
  const open = () => sql<
    Array<{ id: string; windows: Array<{ from: string; until: string }>; agreed: string | null }>
  >`
    select id, windows, chosen_from as agreed from appointment where ticket_id = ${ticketId} and ended_at is null`;
  const [offered] = await open();
  expect(offered!.windows).toHaveLength(2);

  // He fixes one of them in the cellar while the desk agrees another: neither gives way unseen.
  const { free } = await dispatcher.ask<{ free: Array<{ from: string; until: string }> }>(
    "appointment.slots",
    {
      ticketId,
    },
  );
  await expect(page.getByTestId("field-visit")).toContainText("2 个时间");
  await wire.cut();
  await page.getByTestId("offer-times").click();
  await expect(form).toHaveAttribute("data-from", "phone", { timeout: 30_000 });
  await times.nth(2).check({ force: true });
  await page.getByTestId("offer-spoken").click();
  await technician.expectUnsent(1, 0);
  await dispatcher.tell("appointment.change", { ticketId, window: free[5]! });
  await wire.mend();
  const conflict = page.getByTestId("conflict");
  await expect(conflict.getByTestId("conflict-theirs")).toContainText("调度台约了", { timeout: 60_000 });
  const [stands] = await open();
  expect(new Date(stands!.agreed!).toISOString()).toBe(free[5]!.from);

  // He chooses anew, having seen it; the same step goes in its own place.
  await conflict.getByTestId("conflict-mend").click();
  await expect(form).toHaveAttribute("data-from", "office");
  await expectNoBarrier(page, "other times in the place of refused ones");
  await form.locator("input[name=offer]:checked").uncheck({ force: true });
  await times.nth(3).check({ force: true });
  await page.getByTestId("offer-spoken").click();
  await technician.expectUnsent(0, 0);
  await expect(conflict).toHaveCount(0);
  const [mine] = await open();
  expect(mine!.id).not.toBe(stands!.id);
  const events = await sql`select type from event where ticket_id = ${ticketId} order by ticket_version`;
  expect(events.map(({ type }) => type)).toEqual([
    "reported",
    "assigned",
    "accepted",
    "appointment_offered",
    "appointment_chosen",
    "appointment_changed",
  ]);
  await technician.context.close();
});

test("an open job is asked for without network: not his until the office says so, and told who was quicker", async ({
  browser,
}) => {
  const { sql } = db;
  const [row] = await sql<Array<{ siteId: string; home: string; faultCode: string; lead: string }>>`
    select s.id as "siteId",
      (select o.id from place o where o.site_id = s.id and o.kind = 'home' order by o.search_key limit 1) as home,
      (select code from fault where skill = 'plumbing' and not certificate and retired_at is null and at <> 'public'
        and urgency >= 3 and code <> 'tap-dripping' order by code desc limit 1) as "faultCode",
      (select a.login from staff_account a join staff_role r on r.person_id = a.person_id
        where r.site_id = s.id and r.role = 'lead' and a.disabled_at is null order by a.login limit 1) as lead
    from site s where s.code = 'CH'`;
  const { siteId, home, faultCode } = row!;
  const lead = await doorFor(browser, row!.lead, /board|places|wall/);
  const operator = await doorFor(browser, "op1", /hotline/);
  const mode = (how: string) =>
    lead.tell("dispatch.setMode", { siteId, faultCode, mode: how, reason: "地下室没信号" });
  await mode("grab");
  try {
    const [me, rival] = await onShift(sql, siteId, "plumbing");
    const ids = [me!.id, rival!.id];
    await sql`update technician set capacity_minutes = 100000 where person_id in ${sql(ids)}`;
    // Whatever the hour, there is time left for it in both their shifts.
    for (const id of ids)
      await sql`insert into shift (id, person_id, starts_at, ends_at)
        values (gen_random_uuid(), ${id}, now() - interval '1 hour', now() + interval '9 hours')`;
    const other = await doorFor(browser, rival!.login, /jobs/);
    const technician = await OfflineTechnician.withPhone(phone, wire.url);
    const { page } = technician;
    await technician.signIn(me!.login);
    const file = async () => {
      const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
        placeId: home,
        faultCode,
        urgency: 3,
        description: "堵了",
        contactName: "路人",
      });
      return ticketId;
    };
    const askFor = async (ticketId: string) => {
      const offer = page.locator(`[data-testid=offer][data-ticket="${ticketId}"]`);
      await expect(offer).toBeVisible({ timeout: 60_000 });
      await wire.cut();
      await offer.getByTestId("offer-take").click();
      await expect(page.locator(`[data-testid=offer-asked][data-ticket="${ticketId}"]`)).toContainText(
        "还不是你的",
      );
      await expect(technician.card(ticketId)).toHaveCount(0);
      await technician.expectUnsent(1, 0);
      await expectNoBarrier(page, "a job that was asked for");
    };

    const lost = await file();
    await askFor(lost);
    const { open } = await other.ask<{ open: Array<{ id: string; ticketId: string }> }>("offer.mine", {});
    await other.tell("offer.claim", { offerId: open.find(({ ticketId }) => ticketId === lost)!.id });
    await wire.mend();
    const left = page.locator(`[data-testid=left-conflict][data-ticket="${lost}"]`);
    const [{ name, latin } = { name: "", latin: "" }] = await sql<
      Array<{ name: string; latin: string }>
    >`select name, name_latin as latin from person where id = ${rival!.id}`;
    await expect(left.getByTestId("conflict-theirs")).toContainText(name, { timeout: 60_000 });
    const speak = async (value: string) => {
      await page.context().addCookies([{ name: "mendline-locale", value, url: wire.url }]);
      await page.reload();
    };
    await speak("en");
    await expect(left.getByTestId("conflict-theirs")).toContainText(`${latin} has had it`);
    await speak("zh");
    await expect(left.getByTestId("conflict-note")).toHaveCount(0);
    await expectNoBarrier(page, "who was quicker");
    await left.getByTestId("conflict-drop").click();
    await technician.expectUnsent(0, 0);

    const won = await file();
    await askFor(won);
    await wire.mend();
    await technician.expectUnsent(0, 0);
    await expect(page.getByTestId("offer-said")).toContainText("是你的了");
    await expect(technician.card(won)).toHaveAttribute("data-status", "accepted");
    const claims = await sql`select count(*)::int as n from assignment where ticket_id = ${won}`;
    expect(claims[0]).toMatchObject({ n: 1 });
    await technician.context.close();
  } finally {
    await mode("recommend");
  }
});

test("what somebody else wrote of the way meanwhile is seen beside his words, which he says otherwise in their place", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login, dispatcher } = await given(browser);
  const [at] = await sql<Array<{ placeId: string }>>`
    select place_id as "placeId" from ticket where id = ${ticketId}`;
  await sql`update place set note = null where id = ${at!.placeId}`;
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.take(ticketId);
  await wire.cut();
  await page.getByTestId("way-write").click();
  await page.locator("textarea[name=access]").fill("狗凶，先打电话");
  await page.getByTestId("way-save").click();
  await technician.expectUnsent(1, 0);
  await dispatcher.tell("place.writeGuide", { placeId: at!.placeId, access: "门卡在保安处" });
  await wire.mend();
  const conflict = page.getByTestId("conflict");
  await expect(conflict.getByTestId("conflict-theirs")).toContainText("门卡在保安处", { timeout: 30_000 });
  await conflict.getByTestId("conflict-mend").click();
  await expectNoBarrier(page, "refused words gone over again");
  await conflict.locator("textarea[name=access]").fill("门卡在保安处；狗凶，先打电话");
  await conflict.getByTestId("mend-words-send").click();
  await technician.expectUnsent(0, 0);
  await expect(conflict).toHaveCount(0);
  const [kept] = await sql`select note from place where id = ${at!.placeId}`;
  expect(kept).toEqual({ note: "门卡在保安处；狗凶，先打电话" });
  await technician.context.close();
});

test("a refused pause is said otherwise and goes in its own place; hellos do not pile up with each opening", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  await technician.signIn(login);
  await technician.expectKept(`/jobs/${ticketId}`);
  await technician.take(ticketId);
  for (const verb of ["accept", "depart", "arrive"]) await technician.press(verb);
  await page.getByTestId("open-pause").click();
  await page.locator("input[name=pause-reason][value=parts]").check({ force: true });
  await page.locator("#pause-back").fill("2020-01-01T08:00");
  await page.getByTestId("submit-pause").click();
  const conflict = page.getByTestId("conflict");
  await expect(conflict.getByTestId("conflict-theirs")).toContainText("已经过了", { timeout: 30_000 });
  await expect(conflict.getByTestId("conflict-mine")).toContainText("等配件");
  await conflict.getByTestId("conflict-mend").click();
  await expectNoBarrier(page, "a refused pause gone over again");
  await page.locator("input[name=pause-reason][value=weather]").check({ force: true });
  await page.locator("#pause-back").fill("");
  await page.getByTestId("submit-pause").click();
  await technician.expectUnsent(0, 0);
  await expect(conflict).toHaveCount(0);
  await expect(page.getByTestId("job")).toHaveAttribute("data-status", "paused");
  const [row] = await sql`select status, pause_reason from ticket where id = ${ticketId}`;
  expect(row).toMatchObject({ status: "paused", pause_reason: "weather" });

  const hellos = async () => {
    const [said] = await sql<Array<{ n: number }>>`
      select count(*)::int as n from command c join staff_account a on a.person_id::text = c.actor_id
      where a.login = ${login} and c.operation = 'technician.hello' and c.at > now() - interval '5 minutes'`;
    return said!.n;
  };
  // What was unsent a moment ago is told of once more; from then on there is nothing new to say.
  const opened = async () => {
    await page.goto("/jobs");
    await page.waitForTimeout(7_000);
    return hellos();
  };
  const before = await opened();
  expect(before).toBeGreaterThan(0);
  await opened();
  expect(await opened()).toBe(before);
  await technician.context.close();
});

test("the phone can install it", async () => {
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page } = technician;
  const [anyone] = await db.sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id
    where r.role = 'technician' order by a.login limit 1`;
  await technician.signIn(anyone!.login);
  const manifest = await page.locator("link[rel=manifest]").getAttribute("href");
  expect(manifest).toBe("/field.webmanifest");
  const session = await technician.context.newCDPSession(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const { errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors).toEqual([]);
  await technician.context.close();
});

test("a pushed message rings with the job's page behind it, and a browser that may not ring says so", async ({
  browser,
}) => {
  const { ticketId, login } = await given(browser);
  const technician = await OfflineTechnician.withPhone(phone, wire.url);
  const { page, context } = technician;
  await technician.signIn(login);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await technician.menu();
  // A browser without windows refuses notices, whatever it is granted.
  await expect(page.getByTestId("push")).toHaveAttribute("data-state", "blocked");
  await expect(page.getByTestId("push")).toContainText("短信");

  const [worker] = context.serviceWorkers();
  await worker!.evaluate(() => {
    const rung: unknown[] = [];
    Object.assign(self, { rung });
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration };
    registration.showNotification = async (title, options) => void rung.push({ title, ...options });
  });
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((found) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${wire.url}/jobs`);
      if (ours) found(ours.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const push = async (data: string) =>
    session.send("ServiceWorker.deliverPushMessage", {
      origin: wire.url,
      registrationId: await registered,
      data,
    });
  const words = { title: "修达", body: "新工单：3栋 1802", tag: ticketId };
  const rung = () => worker!.evaluate(() => (self as unknown as { rung: unknown[] }).rung);
  const notes = [
    JSON.stringify({ ...words, path: `/jobs/${ticketId}` }),
    JSON.stringify({ ...words, path: "https://elsewhere.invalid/" }),
    "no note at all",
  ];
  for (const [n, note] of notes.entries()) {
    await push(note);
    await expect.poll(async () => (await rung()).length).toBe(n + 1);
  }
  expect(await rung()).toMatchObject([
    { ...words, data: { path: `/jobs/${ticketId}` } },
    { ...words, data: { path: "/jobs" } },
    { title: "Mendline 修达", data: { path: "/jobs" } },
  ]);
  await context.close();
});

/** A fresh job, sent to somebody who is at work, and the desk's own door to the office. */
async function given(browser: Browser, said: { contactPhone?: string } = {}) {
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
    description: "地下室没有信号",
    contactName: "路人",
    ...said,
  });
  await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
  return { ticketId, login: someone!.login, dispatcher };
}

/** Somebody who also works on the next days, so that there is time to be offered. */
async function worksTomorrow(login: string): Promise<void> {
  await db.sql`insert into shift (id, person_id, starts_at, ends_at)
    select gen_random_uuid(), a.person_id, date_trunc('day', now()) + n * interval '1 day',
      date_trunc('day', now()) + n * interval '1 day' + interval '12 hours'
    from generate_series(1, 4) n, staff_account a where a.login = ${login}`;
}

/** Somebody's own door to the office, which the cut wire does not touch. */
async function doorFor(browser: Browser, login: string, at: RegExp): Promise<Door> {
  const context = await browser.newContext({ baseURL: wire.url });
  await signInStaff(await context.newPage(), login, at);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  await context.close();
  return door;
}
