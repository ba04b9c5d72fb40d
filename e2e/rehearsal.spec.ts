import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { type Demo, plantDemo, type Server, startServer } from "./fixtures/server.ts";
import { layWire, type Wire } from "./fixtures/wire.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { signInStaff } from "./people/person.ts";
import { Technician } from "./people/technician.ts";

// A night passes here in a minute: the servers' clock is the specs' to set, in an estate of their own.
let demo: Demo;
let db: ReturnType<typeof openDatabase>;
let wire: Wire;
let server: Server;
let second: Server;
let siteId: string;
let someone: { id: string; login: string };
let other: { id: string; login: string };

const start = () =>
  startServer({
    database: demo.database,
    dataDir: demo.dataDir,
    env: { MENDLINE_ORIGIN: wire.url },
  });
/** Both servers' clocks at once, minutes after the real one. */
const ahead = (minutes: number) => Promise.all([server.ahead(minutes), second.ahead(minutes)]);

test.beforeAll(async () => {
  demo = await plantDemo("mendline_e2e_rehearsal", { days: 2 });
  db = openDatabase(demo.database);
  wire = await layWire();
  // Two servers share the timers; pages go through the first.
  server = await start();
  second = await start();
  wire.lead(Number(new URL(server.url).port));
  const { sql } = db;
  const [site] = await sql<Array<{ id: string }>>`select id from site where code = 'CH'`;
  siteId = site!.id;
  const plumbers = await sql<Array<{ id: string; login: string }>>`
    select a.person_id as id, a.login from staff_account a
    join staff_role r on r.person_id = a.person_id and r.role = 'technician' and r.site_id = ${siteId}
    join technician_skill k on k.person_id = a.person_id and k.skill = 'plumbing'
    order by a.login limit 2`;
  [someone, other] = [plumbers[0]!, plumbers[1]!];
  const [lead] = await sql<Array<{ id: string }>>`
    select person_id as id from staff_role where site_id = ${siteId} and role = 'lead' order by person_id limit 1`;
  // Nobody else is at work tonight, and nothing of the demo's own day rings in between.
  await sql`delete from shift_end`;
  await sql`delete from shift`;
  await sql`update ticket set escalate_at = null`;
  const [desk] = await sql<Array<{ id: string }>>`
    select person_id as id from staff_account where login = 'disp1'`;
  for (const { id } of [someone, other, lead!, desk!])
    await sql`insert into shift (id, person_id, starts_at, ends_at)
      values (${randomUUID()}, ${id}, now() - interval '1 hour', now() + interval '9 hours')`;
});
test.afterAll(async () => {
  await server?.stop();
  await second?.stop();
  await wire?.close();
  await db?.close();
  await demo?.drop();
});

test("nobody answers: the ladder climbs through a restart, once with two servers, and stops at a named person", async ({
  browser,
}) => {
  const { sql } = db;
  const { ticketId, dispatcher: desk } = await urgentReport(browser);
  await desk.tell("ticket.assign", { ticketId, version: 1, technicianId: someone.id });
  const his = await Technician.signedIn(await at(browser), someone.login);
  const neighbour = await Technician.signedIn(await at(browser), other.login);
  const board = await Dispatcher.signedIn(await at(browser), "disp1");
  const calls = (page: Page) => page.locator(`[data-testid=job-call][data-ticket="${ticketId}"]`);
  const onList = board.page
    .locator(`[data-testid=call-row][data-ticket="${ticketId}"]`)
    .filter({ hasText: /要接单|接单/ });
  const rings = async () => {
    const rows = await sql<Array<{ rang: string }>>`
      select e.clock || ' ' || e.position || ' #' || r.ring || ' ' || coalesce(r.rung, 'nobody') as rang
      from escalation e join escalation_ring r on r.escalation_id = e.id
      where e.ticket_id = ${ticketId} and e.clock = 'acknowledge' order by e.position, r.ring`;
    return rows.map(({ rang }) => rang);
  };
  await expect(calls(his.page)).toHaveCount(0);

  await ahead(3.5);
  await expect(calls(his.page), "before it is due, the one who has it").toHaveCount(1, { timeout: 40_000 });
  await expect.poll(rings).toEqual(["acknowledge 0 #1 technician"]);

  await server.kill9();
  server = await start();
  wire.lead(Number(new URL(server.url).port));
  await ahead(5.5);
  await expect(calls(neighbour.page), "when it is due, the next").toHaveCount(1, { timeout: 40_000 });
  await expect.poll(rings).toEqual(["acknowledge 0 #1 technician", "acknowledge 1 #1 next"]);

  await ahead(10.8);
  await expect
    .poll(rings)
    .toEqual([
      "acknowledge 0 #1 technician",
      "acknowledge 1 #1 next",
      "acknowledge 1 #2 next",
      "acknowledge 2 #1 lead",
    ]);
  await expect
    .poll(async () => {
      const [{ sent } = { sent: 0 }] = await sql<Array<{ sent: number }>>`
        select count(*)::int as sent from notification
        where ticket_id = ${ticketId} and kind = 'escalated' and channel = 'sms' and delivered_at is not null
          and person_id in (select person_id from staff_role where role = 'lead')`;
      return sent;
    }, "the lead has a message")
    .toBe(1);

  await ahead(20.5);
  await expect
    .poll(rings, "the manager is at home and is left in peace")
    .toContain("acknowledge 3 #1 nobody");
  await board.page.getByTestId("call-list-open").click();
  await expect(onList).toHaveCount(1);

  await his.take(ticketId);
  await his.press("accept");
  await expect(onList, "the deadline that was met is off the list").toHaveCount(0);
  await expect(calls(neighbour.page).filter({ hasText: /要接单|接单/ })).toHaveCount(0, { timeout: 40_000 });
  const met = await rings();
  await ahead(26);
  await ahead(60);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await rings(), "a reason that is gone rings nobody").toEqual(met);
  await ahead(0);
  for (const person of [his, neighbour, board]) await person.context.close();
});

test("an urgent repair that nobody takes up becomes an alarm when its promise breaks, and is calm once somebody goes", async ({
  browser,
}) => {
  const { ticketId, dispatcher: desk } = await urgentReport(browser);
  const board = await Dispatcher.signedIn(await at(browser), "disp1");
  await board.page.getByTestId("alarm-log").click();
  const row = board.page.locator(`[data-testid=alarm-row][data-kind=unanswered][data-ticket="${ticketId}"]`);
  await expect(row).toHaveCount(0);
  await ahead(45);
  // One that the other server was just looking at, with its clock of before, is looked at again after half a minute.
  await expect(row).toHaveCount(1, { timeout: 60_000 });
  await expect(board.page.getByTestId("alarms")).not.toHaveAttribute("data-unheard", "0");
  const [now] = await db.sql<Array<{ version: number }>>`select version from ticket where id = ${ticketId}`;
  await desk.tell("ticket.assign", { ticketId, version: now!.version, technicianId: someone.id });
  const his = await Technician.signedIn(await at(browser), someone.login);
  await his.take(ticketId);
  await his.press("accept");
  await expect(row, "the board itself says that it is over").toHaveAttribute("data-over", "true");
  await ahead(0);
  await his.context.close();
  await board.context.close();
});

/** Browsers that open the wire's address. */
async function at(browser: Browser): Promise<Browser> {
  const open = browser.newContext.bind(browser);
  return new Proxy(browser, {
    get: (target, name) =>
      name === "newContext"
        ? (options: Parameters<typeof open>[0]) => open({ ...options, baseURL: wire.url })
        : Reflect.get(target, name, target),
  });
}

/** An urgent report by telephone, and the dispatcher's own door to the office. */
async function urgentReport(browser: Browser): Promise<{ ticketId: string; dispatcher: Door }> {
  const [home] = await db.sql<Array<{ id: string }>>`
    select id from place where site_id = ${siteId} and kind = 'home' order by random() limit 1`;
  const operator = await doorFor(browser, "op1", /hotline/);
  const dispatcher = await doorFor(browser, "disp2", /board/);
  const { ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
    placeId: home!.id,
    faultCode: "tap-dripping",
    urgency: 2,
    description: "水一直流",
    contactName: "路人",
  });
  return { ticketId, dispatcher };
}

async function doorFor(browser: Browser, login: string, page: RegExp): Promise<Door> {
  const context = await browser.newContext({ baseURL: wire.url });
  await signInStaff(await context.newPage(), login, page);
  const door = await doorOf(context, Number(new URL(server.url).port), wire.url);
  await context.close();
  return door;
}
