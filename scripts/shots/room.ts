import { expect, type Page } from "@playwright/test";
import type { Screen } from "./screen.ts";
import { staff } from "./screen.ts";
import type { Stage } from "./stage.ts";

const board = staff("disp1");
const desk = [1440];
const card = "[data-testid=queue-card] .card-face";

/** The control room: every view in every size, then what it can come to. Later ones find what earlier ones left. */
export const room: Screen[] = [
  { name: "board", who: board, path: "/board" },
  { name: "board-job", who: board, path: "/board", press: [card], until: ".drawer-facts" },
  {
    name: "board-job-held",
    who: board,
    path: "/board",
    once: agreeOnTimes,
    press: ["[data-testid=lane-job]:has([data-testid=mark-agreed]) .card-face"],
    until: ".drawer-timeline",
  },
  { name: "board-states", who: board, path: "/board?by=state" },
  { name: "board-list", who: board, path: "/board?view=list" },
  {
    name: "board-list-job",
    who: board,
    path: "/board?view=list",
    press: ["[data-testid=list-row]:nth-child(4)"],
    until: ".drawer-facts",
  },
  {
    name: "board-timeline",
    who: board,
    path: "/board?view=timeline",
    until: "[data-testid=timeline-row]",
  },
  { name: "board-plan", who: board, path: "/board?view=plan", until: "[data-testid=ground]" },
  {
    name: "board-plan-place",
    who: board,
    path: "/board?view=plan",
    press: ["[data-testid=ground]:not([data-total='0'])"],
    until: "[data-testid=grounds-ticket]",
  },
  {
    name: "board-assign",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    keys: ["j", "j", "a"],
    until: "[data-testid=candidate]",
  },
  {
    name: "board-plan-sheet",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    keys: ["p"],
    until: "[data-testid=plan-route]",
    async act(page) {
      for (const nth of [1, 2]) {
        const box = page.locator("[data-testid=plan-route] input").nth(nth);
        if (await box.isVisible()) await box.uncheck();
      }
    },
  },
  { name: "board-palette", who: board, path: "/board", keys: ["ControlOrMeta+k"], until: "[role=option]" },
  {
    name: "board-command",
    who: board,
    path: "/board",
    sizes: desk,
    keys: ["ControlOrMeta+k"],
    async act(page) {
      await page.keyboard.type("水");
      await page.locator("[role=option]").first().waitFor();
    },
  },
  { name: "board-help", who: board, path: "/board", sizes: desk, keys: ["?"], until: ".help-keys" },
  {
    name: "board-alarms",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    keys: ["l"],
    until: "[data-testid=alarm-row]",
  },
  {
    name: "board-filters",
    who: board,
    path: "/board?view=list&urgency=2,3&state=accepted,en_route",
    sizes: [1440, 3840],
    press: [".filter-choice[data-filter=urgency]"],
    until: "[role=menuitemcheckbox]",
  },
  {
    name: "board-menu",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    press: ["[data-testid=queue-card] .control-more"],
    until: "[role=menuitem]",
  },
  {
    name: "board-views",
    who: board,
    path: "/board?view=list&urgency=2,3",
    sizes: desk,
    async once(stage) {
      const door = await stage.as("disp1");
      const kept = { opensFirst: false };
      await door.tell("savedView.save", {
        ...kept,
        name: "夜班 · 二三级清单",
        query: "view=list&urgency=2,3",
      });
      await door.tell("savedView.save", { ...kept, name: "Late, nobody yet", query: "late=1&who=none" });
      await door.tell("savedView.save", { ...kept, name: "电梯", query: "trade=lifts" });
    },
    press: ["[data-testid=saved-views]"],
    until: "[role=menuitem]",
  },
  {
    name: "board-views-sheet",
    who: board,
    path: "/board?view=list&urgency=2,3",
    sizes: desk,
    press: ["[data-testid=saved-views]", "[data-testid=keep-views]"],
    until: "[data-testid=kept-view]",
  },
  {
    name: "board-picked",
    who: board,
    path: "/board",
    sizes: desk,
    keys: ["j", "j", "j", "j", " ", "j", "j", " "],
    until: "[data-testid=queue-card][data-picked=true]",
  },
  {
    name: "board-incident-sheet",
    who: board,
    path: "/board",
    sizes: desk,
    keys: ["j", "j", "j", "j", " ", "j", "j", " ", "i"],
    until: "[role=dialog]",
  },
  {
    name: "board-incident",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    async once(stage) {
      const made: Array<{ ticketId: string; version: number }> = [];
      for (const words of ["楼道管井水管爆了", "一楼大厅进水了", "我家门口也喷水"]) {
        const { ticketId } = await stage.report({ code: "pipe-burst", urgency: 2, words });
        const [row] = await stage.sql<Array<{ version: number }>>`
          select version from ticket where id = ${ticketId}`;
        made.push({ ticketId, version: row!.version });
      }
      await (await stage.as("disp2")).tell("incident.open", { tickets: made });
    },
    press: ["[data-testid=incident-card] .card-face"],
    until: "[data-testid=incident-drawer][data-status]",
  },
  {
    name: "board-faces",
    who: board,
    path: "/board?view=list",
    sizes: desk,
    async act(page, stage) {
      const others = await Promise.all(
        ["disp2", "lead1"].map(async (login) => {
          const context = await page.context().browser()!.newContext({ baseURL: stage.url, locale: "zh-CN" });
          const other = await context.newPage();
          await signIn(other, stage.url, login);
          await other.goto("/board?view=list", { waitUntil: "networkidle" });
          return other;
        }),
      );
      for (const [index, other] of others.entries())
        await other
          .locator("[data-testid=list-row]")
          .nth(index === 0 ? 2 : 4)
          .click();
      await page.locator("[data-testid=faces]").nth(1).waitFor();
      await page.screenshot();
      open.push(...others);
    },
    async after() {
      for (const other of open.splice(0)) await other.context().close();
    },
  },
  {
    name: "board-undo",
    who: board,
    path: "/board",
    sizes: desk,
    async act(page, stage) {
      await stage.report({ code: "tap-dripping", urgency: 3, words: "厨房水龙头一直滴水" });
      await page.waitForTimeout(600);
      await page.keyboard.press("End");
      await page.keyboard.press("a");
      await page.locator("[data-testid=candidate][data-eligible=true]").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByTestId("undo-bar").waitFor();
    },
    async after(page) {
      await page.keyboard.press("z");
      await page.getByTestId("undo-bar").waitFor({ state: "detached" });
    },
  },
  {
    name: "board-waiting",
    who: board,
    path: "/board",
    sizes: desk,
    async act(page, stage) {
      await page.locator(card).nth(3).hover();
      for (const words of ["洗手池下水慢", "阳台地漏返水"])
        await stage.report({ code: "drain-blocked", urgency: 3, words });
      await page.getByTestId("queue-waiting").waitFor();
    },
  },
  {
    name: "board-stale",
    who: board,
    path: "/board",
    sizes: desk,
    async act(page, stage) {
      const { ticketId } = await stage.report({ code: "tap-dripping", urgency: 2, words: "水龙头关不上" });
      const waiting = page.locator(`[data-testid=queue-card][data-ticket="${ticketId}"] .card-face`);
      await waiting.click();
      await page.keyboard.press("a");
      const best = page.locator("[data-testid=candidate][data-eligible=true]").first();
      await best.waitFor();
      const technicianId = (await best.getAttribute("data-technician"))!;
      const [row] = await stage.sql<Array<{ version: number }>>`
        select version from ticket where id = ${ticketId}`;
      // The answer of the colleague's write is on its way while this one presses.
      const other = await stage.as("disp2");
      await Promise.all([
        other.tell("ticket.assign", { ticketId, version: row!.version, technicianId }),
        page.waitForTimeout(30).then(() => page.keyboard.press("Enter")),
      ]);
      await page.locator(".sheet-refusal").waitFor();
    },
  },
  {
    name: "board-reconnecting",
    who: board,
    path: "/board",
    sizes: desk,
    async act(page, stage) {
      await stage.wire.cut();
      await page.locator("[data-testid=live-sign]:not([data-state=live])").waitFor();
      await page.waitForTimeout(1_500);
    },
    after: mend,
  },
  {
    name: "board-lost",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    async act(page, stage) {
      await stage.wire.cut();
      await page.getByTestId("banner-offline").waitFor({ timeout: 30_000 });
    },
    after: mend,
  },
  {
    name: "board-none-found",
    who: board,
    path: "/board?q=zzz",
    sizes: desk,
  },
  { name: "board-list-none-found", who: board, path: "/board?view=list&q=zzz", sizes: desk },
  { name: "hotline", who: staff("op1"), path: "/hotline" },
  {
    name: "hotline-ringing",
    who: staff("op1"),
    path: "/hotline",
    sizes: [1440, 3840],
    async act(page, stage) {
      await stage.ring("+86 138 0013 8000");
      await stage.ring("+86 571 8888 6666");
      await page.getByTestId("ring").nth(1).waitFor();
    },
    async after(page, stage) {
      await stage.sql`update phone_call set handled_at = now() where handled_at is null`;
      await page.waitForTimeout(100);
    },
  },
  {
    name: "hotline-known",
    who: staff("op1"),
    path: "/hotline",
    sizes: [1440, 2560, 3840],
    async act(page) {
      await page.locator("#number").fill("13800138000");
      await page.locator("[data-testid=caller-option] input:checked").waitFor();
      await page.waitForLoadState("networkidle");
    },
    after: nextCall,
  },
  {
    name: "hotline-tabs",
    who: staff("op1"),
    path: "/hotline",
    sizes: desk,
    async act(page) {
      await page.locator("#number").fill("0571-8888 6666");
      await page.locator("#contactName").fill("送水的小刘");
      await page.locator("#number-status").waitFor();
      await page.keyboard.press("F2");
      await page.locator("#number").fill("13800138000");
      await page.locator("[data-testid=caller-option] input:checked").waitFor();
      await page.locator("#fault").fill("马桶");
      await page.locator("[role=option]").first().waitFor();
      await page.keyboard.press("Enter");
      await page.locator("#description").fill("卫生间马桶堵了，冲不下去");
      await page.waitForLoadState("networkidle");
    },
  },
  {
    name: "hotline-restored",
    who: staff("op1"),
    path: "/hotline",
    sizes: desk,
    async act(page) {
      await page.locator("#number").fill("0571-8888 6666");
      await page.locator("#contactName").fill("送水的小刘");
      await page.locator("#description").fill("三栋门口的井盖翘起来了");
      await page.waitForTimeout(400);
      await page.reload({ waitUntil: "networkidle" });
      await page.keyboard.press("Alt+n");
      await page.getByTestId("restore").waitFor();
    },
  },
  {
    name: "hotline-unknown",
    who: staff("op2"),
    path: "/hotline",
    sizes: desk,
    async act(page) {
      await page.locator("#number").fill("0571-8888 6666");
      await page.locator("#number-status").waitFor();
      await page.locator("[data-testid=on-no-list]").click();
    },
    after: nextCall,
  },
  {
    name: "hotline-several",
    who: staff("op2"),
    path: "/hotline",
    sizes: desk,
    once: shareNumber,
    async act(page) {
      await page.locator("#number").fill("13712345601");
      await page.locator("[data-testid=caller-option]").nth(1).waitFor();
      await page.waitForLoadState("networkidle");
    },
    after: nextCall,
  },
  {
    name: "hotline-incident",
    who: staff("op2"),
    path: "/hotline",
    sizes: desk,
    async act(page, stage) {
      const [who] = await stage.sql<Array<{ phone: string }>>`
        select p.phone from person p join household h on h.person_id = p.id and h.until is null
        join place o on o.id = h.place_id join incident i on i.building_id = o.building_id and i.ended_at is null
        where p.phone like '+861%' and (select count(*) from person q where q.phone = p.phone) = 1 order by p.id limit 1`;
      await page.locator("#number").fill(who!.phone.replace("+86", ""));
      await page.locator("[data-testid=caller-option] input:checked").waitFor();
      await page.locator("[data-testid=running-incident]").first().waitFor();
      await page.waitForLoadState("networkidle");
    },
    after: nextCall,
  },
  {
    name: "hotline-danger",
    who: staff("op2"),
    path: "/hotline",
    sizes: desk,
    async act(page) {
      await page.locator("#number").fill("13800138000");
      await page.locator("[data-testid=caller-option] input:checked").waitFor();
      await page.locator("#fault").fill("燃气");
      await page.locator("[role=option]").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByTestId("safety-script").waitFor();
    },
    after: nextCall,
  },
  {
    name: "hotline-bad",
    who: staff("op2"),
    path: "/hotline",
    sizes: desk,
    async act(page) {
      await page.locator("#number").fill("123");
      await page.keyboard.press("Control+Enter");
      await page.locator(".desk-error:not(:empty)").first().waitFor();
    },
    after: nextCall,
  },
  { name: "wall", who: board, path: "/wall" },
  {
    name: "wall-stale",
    who: board,
    path: "/wall",
    sizes: [1440, 3840],
    async act(page, stage) {
      await stage.wire.cut();
      await page.locator("[data-testid=wall-head][data-stale=true]").waitFor({ timeout: 40_000 });
    },
    after: mend,
  },
  { name: "wall-door", who: null, path: "/wall/screen", sizes: [1440, 3840] },
  {
    name: "wall-ended",
    who: null,
    path: "/wall/screen",
    sizes: [1440, 3840],
    async act(page, stage) {
      const lead = await stage.as("lead1");
      const [site] = await stage.sql<Array<{ id: string }>>`select id from site where code = 'CH'`;
      const made = await lead.tell<{ displayId: string; code: string }>("display.make", {
        name: `北墙 ${Date.now() % 100_000}`,
        siteIds: [site!.id],
      });
      await page.locator("[name=code]").fill(made.code);
      await page.keyboard.press("Enter");
      await page.getByTestId("wall-head").waitFor();
      await lead.tell("display.revoke", { displayId: made.displayId });
      await page.locator("[data-testid=wall-door][data-ended=true]").waitFor({ timeout: 15_000 });
    },
  },
  {
    name: "board-shelved",
    who: board,
    path: "/board",
    sizes: desk,
    async once(stage) {
      const door = await stage.as("disp1");
      const { open } = await door.ask<{ open: Array<{ id: string; kind: string }> }>("alarm.list", {});
      const other = open.find(({ kind }) => kind !== "danger");
      if (other) await door.tell("alarm.shelve", { alarmId: other.id, reason: "help_coming", minutes: 30 });
    },
    keys: ["l"],
    until: "[data-testid=alarm-row]",
  },
  {
    name: "board-flood",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    async once(stage) {
      const [gas] = await stage.sql<Array<{ code: string }>>`
        select code from fault where danger = 'gas' limit 1`;
      for (let nth = 0; nth < 13; nth += 1)
        await stage.report({ code: gas!.code, urgency: 1, words: "厨房有煤气味" });
    },
  },
  { name: "board-flood-alarms", who: board, path: "/board", sizes: desk, keys: ["l"] },
  { name: "wall-flood", who: board, path: "/wall", sizes: [1440, 3840] },
  {
    name: "board-empty",
    who: board,
    path: "/board",
    sizes: desk,
    async once(stage) {
      await stage.sql`update assignment set ended_at = now(), end_reason = 'done' where ended_at is null`;
      await stage.sql`update incident set ended_at = now() where ended_at is null`;
      await stage.sql`update alarm set cleared_at = now() where cleared_at is null`;
      await stage.sql`
        update ticket set status = 'closed', assignment_id = null, escalate_at = null, due_at = null, due_clock = null
        where status not in ('closed', 'cancelled', 'declined', 'duplicate')`;
    },
  },
  { name: "board-list-empty", who: board, path: "/board?view=list", sizes: desk },
  { name: "wall-calm", who: board, path: "/wall", sizes: [1440, 3840] },
  {
    name: "board-many",
    who: board,
    path: "/board",
    sizes: [1440, 3840],
    once: (stage) => stage.many(10_000),
  },
  {
    name: "board-many-states",
    who: board,
    path: "/board?by=state",
    sizes: [1440, 3840],
  },
  {
    name: "board-many-list",
    who: board,
    path: "/board?view=list",
    sizes: [1440, 3840],
  },
  {
    name: "board-many-timeline",
    who: board,
    path: "/board?view=timeline",
    sizes: desk,
    until: "[data-testid=timeline-row]",
  },
  {
    name: "board-many-plan",
    who: board,
    path: "/board?view=plan",
    sizes: [1440, 3840],
  },
  { name: "wall-many", who: board, path: "/wall", sizes: [1440, 3840] },
];

const open: Page[] = [];

async function signIn(page: Page, url: string, login: string): Promise<void> {
  await page.goto(`${url}/sign-in?as=staff`);
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[type=password]").fill("mendline-demo");
  await page.locator("form.portal-form button[type=submit]").click();
  await page.waitForURL((at) => !at.pathname.startsWith("/sign-in"));
}

async function mend(page: Page, stage: Stage): Promise<void> {
  await stage.wire.mend();
  await expect(page.locator("[data-state=live]").first()).toBeVisible({ timeout: 40_000 });
}

/** What was typed is this picture's only. */
async function nextCall(page: Page): Promise<void> {
  await page.keyboard.press("Alt+n");
  await page.waitForTimeout(300);
}

/** Two jobs in hand, and one that waits again, with a time that was agreed with the owner. */
async function agreeOnTimes(stage: Stage): Promise<void> {
  const rows = await stage.sql<Array<{ id: string }>>`
    select t.id from ticket t join site s on s.id = t.site_id
    where t.status in ('dispatched', 'accepted') and t.reporter_id is not null and s.code in ('CH', 'HT')
    order by t.received_at limit 3`;
  const door = await stage.as("disp1");
  for (const { id: ticketId } of rows) {
    const { free } = await door.ask<{ free: Array<{ from: string; until: string }> }>("appointment.slots", {
      ticketId,
    });
    const windows = free.slice(0, 2);
    if (windows.length === 0) continue;
    await door.tell("appointment.offer", { ticketId, windows });
    const [offer] = await stage.sql<Array<{ id: string }>>`
      select id from appointment where ticket_id = ${ticketId} and ended_at is null`;
    await door.tell("appointment.choose", { ticketId, appointmentId: offer!.id, window: windows[0] });
  }
}

async function shareNumber(stage: Stage): Promise<void> {
  await stage.sql`
    update person set phone = '+8613712345601' where id in (
      select p.id from person p join household h on h.person_id = p.id and h.until is null
        join place o on o.id = h.place_id join site s on s.id = o.site_id and s.code = 'CH'
      where p.phone like '+861%' and p.phone <> '+8613800138000'
        and (select count(*) from household x where x.person_id = p.id and x.until is null) = 1
      order by p.id desc limit 2)`;
}
