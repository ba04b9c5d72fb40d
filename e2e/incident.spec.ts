import { expect, test } from "@playwright/test";
import { openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { labelAt } from "./fixtures/label.ts";
import { expectNoBarrier } from "./fixtures/noBarrier.ts";
import { ownerDoor } from "./fixtures/session.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Operator } from "./people/operator.ts";
import { Owner } from "./people/owner.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const fault = "no-water";
const burst = { fault: "水管爆裂", faultCode: "pipe-burst", urgency: 2 } as const;
type Neighbour = { person: string; phone: string; home: string; site: string };
type Ten = [N, N, N, N, N, N, N, N, N, N];
type N = Neighbour;
type Told = { address: string; kind: string; channel: string; n: number };

test("one burst pipe reported ten times through three doors: one incident, one dispatch, ten homes told and asked", async ({
  browser,
}) => {
  const ten = await tenNeighbours();
  const [first, scans, calls, ownsToo, callsToo, scansToo, last, lastScan, lastCall, lastOwner] = ten as Ten;
  const origin = test.info().project.use.baseURL!;
  const port = Number(new URL(origin).port);
  const desk = await Dispatcher.signedIn(browser, await staffAt(first.site, "dispatcher"));
  const hotline = await Operator.signedIn(browser, await staffAt(first.site, "operator"));
  const holder = await technicianAt(first.site);
  const technician = await Technician.signedIn(browser, holder.login);
  const hotlineDoor = await doorOf(hotline.context, port, origin);
  const fieldDoor = await doorOf(technician.context, port, origin);
  const atHome = async (who: Neighbour, label?: string) => {
    const door = await ownerDoor(sql, who.person, port, origin);
    const { fault: _words, ...report } = burst;
    const code = label && { placeCode: label };
    await door.tell("ticket.report", { placeId: who.home, ...report, description: "水管爆了", ...code });
  };
  const said = (who: Neighbour) => ({ phone: who.phone.replace("+86", ""), fault: burst.fault });

  // Door one, the owner's pages; door two, the headset; door three, the label at the home's own door.
  const one = await Owner.signedIn(browser, first.phone.replace("+86", ""));
  await one.writeReport({ ...burst, words: "管道井里水管爆了，往外喷水" });
  await one.send.click();
  await one.arrived();
  const scanner = await Owner.signedIn(browser, scans.phone.replace("+86", ""));
  const { secret: label } = await labelAt(sql, scans.home);
  await scanner.writeReport({ ...burst, label, words: "楼道里水管爆了" });
  await scanner.send.click();
  await scanner.arrived();
  await hotline.file({ ...said(calls), words: "打电话说水管爆了" });
  await atHome(ownsToo);
  await atHome(scansToo, (await labelAt(sql, scansToo.home)).secret);
  await reportFor(hotlineDoor, callsToo, burst.faultCode);

  // The board says that these are one failure, and one press makes them one.
  const proposal = desk.page.getByTestId("incident-proposal").filter({ hasText: burst.fault });
  await expect(proposal).toContainText("6 户");
  await expectNoBarrier(desk.page, "a proposal");
  await proposal.getByRole("button").first().click();
  const card = desk.page.getByTestId("incident-card").filter({ hasText: burst.fault }).last();
  await expect(card).toContainText("6 户");
  const drawer = desk.page.getByTestId("incident-drawer");
  await expect(drawer.getByTestId("incident-homes").locator("li")).toHaveCount(6);
  const incidentId = (await drawer.getAttribute("data-incident"))!;

  // Who comes later, through whichever door, joins by rule and hears at once what is known.
  const two = await Owner.signedIn(browser, last.phone.replace("+86", ""));
  await expect(two.page.getByTestId("my-incidents")).toContainText(burst.fault);
  await two.fillReport({ ...burst, words: "我家门口也喷水了" });
  await expect(two.page.getByTestId("known")).toContainText("正在处理");
  await two.toTheEnd();
  await two.send.click();
  const split = await two.arrived();
  await expect(two.page.getByTestId("incident")).toContainText("正在处理");
  const late = await Owner.signedIn(browser, lastScan.phone.replace("+86", ""));
  const { secret: another } = await labelAt(sql, lastScan.home);
  await late.writeReport({ ...burst, label: another, words: "扫码报：水管爆了" });
  await late.send.click();
  await late.arrived();
  await expect(late.page.getByTestId("incident")).toContainText("正在处理");
  await hotline.page.keyboard.press("Alt+n");
  await hotline.file({ ...said(lastCall), words: "电话里说水流不止" });
  await atHome(lastOwner);
  await expect(card).toContainText("10 户");
  const doors = await sql<Array<{ source: string; n: number }>>`
    select source, count(*)::int as n from ticket where incident_id = ${incidentId} group by 1 order by 1`;
  expect([...doors]).toEqual([
    { source: "hotline", n: 3 },
    { source: "portal", n: 4 },
    { source: "qr", n: 3 },
  ]);

  // One update reaches all.
  await drawer.getByTestId("incident-update").click();
  const sheet = desk.page.getByTestId("sheet-incident-update");
  await sheet.locator("textarea[name=wordsZh]").fill("水管爆了，已关阀抢修，今晚 20:00 前恢复。");
  await sheet
    .locator("textarea[name=wordsEn]")
    .fill("A pipe burst; the valve is shut and water is back by 20:00.");
  await expectNoBarrier(desk.page, "writing an update");
  await sheet.locator("button[type=submit]").click();
  await expect(sheet).toHaveCount(0);
  await expect(one.page.getByTestId("incident")).toContainText("20:00");
  expect(await told(ten)).toEqual({ known: 10, incident_update: 10 });

  // One dispatch.
  await drawer.getByTestId("incident-assign").click();
  await desk.page.getByTestId("candidate").first().waitFor();
  await desk.candidate(holder.id).click();
  const [work] = await sql<Array<{ lead: string }>>`
    select lead_ticket_id as lead from incident where id = ${incidentId}`;
  await expect(technician.card(work!.lead)).toBeVisible();
  const [sent] = await sql`select count(*)::int as n from assignment a join ticket t on t.id = a.ticket_id
    where t.incident_id = ${incidentId}`;
  expect(sent).toEqual({ n: 1 });

  // It is fixed, and every home is asked.
  await finish(fieldDoor, work!.lead);
  await expect(drawer).toHaveAttribute("data-status", "asking");
  expect(await told(ten)).toEqual({ known: 10, incident_update: 10, incident_fixed: 10 });
  await expectNoBarrier(one.page, "back for you?");
  await one.page.getByTestId("back-yes").click();
  await expect(one.page.getByTestId("incident")).toContainText("收到，谢谢");
  await two.page.getByTestId("back-no").click();
  await expect(two.page.locator(".portal-story")).toContainText(/安排|派/);
  await desk.find(split.number);
  await expect(desk.card(split.ticketId)).toBeVisible();
  await expect(drawer).toContainText("没恢复，已单独处理");
  await expectNoBarrier(desk.page, "the incident's drawer");
  const [stands] = await sql`select households, status from incident where id = ${incidentId}`;
  expect(stands).toEqual({ households: 10, status: "asking" });
  // Who said no has work of their own again; nobody else was sent anywhere.
  const all = await sql<Array<{ own: boolean; sent: number }>>`
    select t.incident_id is null as own, (select count(*)::int from assignment a where a.ticket_id = t.id) as sent
    from ticket t where t.place_id in ${sql(ten.map((who) => who.home))} and t.fault_code = ${burst.faultCode}
      and t.registered_at > now() - interval '10 minutes'`;
  expect(all).toHaveLength(10);
  expect(all.filter(({ own }) => own)).toHaveLength(1);
  expect(all.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
  for (const person of [one, two, scanner, late, desk, hotline, technician]) {
    expect(person.troubles).toEqual([]);
    await person.context.close();
  }
});

test("a cut is announced to a unit, and its people, and an operator with one of them on the line, see it", async ({
  browser,
}) => {
  const [who] = await tenNeighbours();
  const desk = await Dispatcher.signedIn(browser, await staffAt(who!.site, "dispatcher"));
  await desk.page.getByTestId("pick-bar").getByRole("button").first().click();
  const sheet = desk.page.getByTestId("sheet-plan");
  const [home] = await sql<Array<{ building: string; unit: string; phone: string }>>`
    select building_id as building, unit from place where id = ${who!.home}`;
  const sites = sheet.locator("select[name=site]");
  if ((await sites.count()) > 0) await sites.selectOption(who!.site);
  await sheet.locator("select[name=scope]").selectOption("riser");
  await sheet.locator("select[name=building]").selectOption(home!.building);
  await sheet.locator("select[name=unit]").selectOption(home!.unit);
  await sheet.locator("textarea[name=wordsZh]").fill("检修水管，停水四小时。");
  await sheet.locator("textarea[name=wordsEn]").fill("Water is off for four hours.");
  await expectNoBarrier(desk.page, "announcing a cut");
  await sheet.locator("button[type=submit]").click();
  await expect(sheet).toHaveCount(0);
  const owner = await Owner.signedIn(browser, who!.phone.replace("+86", ""));
  await expect(owner.page.getByTestId("my-incidents")).toContainText("停水四小时");
  await expectNoBarrier(owner.page, "what is announced");
  const hotline = await Operator.signedIn(browser, await staffAt(who!.site, "operator"));
  await hotline.page.keyboard.type(who!.phone.replace("+86", ""));
  await expect(hotline.page.getByTestId("running")).toContainText("停水四小时");
  await expectNoBarrier(hotline.page, "what to tell a caller");
  for (const person of [desk, owner, hotline]) await person.context.close();
});

test("two incidents turn out to be one: the desk merges them with the keyboard, another desk sees it, and takes them apart", async ({
  browser,
}) => {
  const ten = await tenNeighbours();
  const site = ten[0]!.site;
  const origin = test.info().project.use.baseURL!;
  const doorFor = (who: { context: Parameters<typeof doorOf>[0] }) =>
    doorOf(who.context, Number(new URL(origin).port), origin);
  const desk = await Dispatcher.signedIn(browser, await staffAt(site, "dispatcher"));
  const lead = await Dispatcher.signedIn(browser, await staffAt(site, "lead"));
  const dispatcher = await doorFor(desk);
  for (const who of ten.slice(0, 5)) await reportFor(dispatcher, who);
  const open = async (some: Neighbour[]) => {
    const tickets = await sql<Array<{ ticketId: string; version: number }>>`
      select distinct on (place_id) id as "ticketId", version from ticket
      where place_id in ${sql(some.map((who) => who.home))} order by place_id, received_at desc`;
    return dispatcher.tell<{ incidentId: string; number: string }>("incident.open", {
      tickets: [...tickets],
      wordsZh: "停水，正在查。",
      wordsEn: "No water; we are looking.",
    });
  };
  const [three, two] = [await open(ten.slice(0, 3)), await open(ten.slice(3, 5))];
  const card = (of: Dispatcher, number: string) =>
    of.page.locator(`[data-testid=incident-card][data-number="${number}"]`);
  await card(desk, two.number).getByRole("button").first().focus();
  await desk.page.keyboard.press("Enter");
  const drawer = desk.page.getByTestId("incident-drawer");
  await expect(drawer).toHaveAttribute("data-incident", two.incidentId);
  await drawer.getByTestId("incident-merge").focus();
  await desk.page.keyboard.press("Enter");
  const sheet = desk.page.getByTestId("sheet-incident-merge");
  await expectNoBarrier(desk.page, "merging two incidents");
  await sheet.locator("button[type=submit]").focus();
  await desk.page.keyboard.press("Enter");
  await expect(sheet.getByRole("alert"), "one has to be chosen").toBeVisible();
  await sheet.locator(`input[name=into][value="${three.incidentId}"]`).focus();
  await desk.page.keyboard.press("Space");
  await sheet.locator("textarea[name=why]").fill("同一根立管");
  await sheet.locator("button[type=submit]").focus();
  await desk.page.keyboard.press("Enter");
  await expect(sheet).toHaveCount(0);
  await expect(drawer).toHaveAttribute("data-incident", three.incidentId);
  await expect(drawer.getByTestId("incident-absorbed")).toContainText(two.number);
  await expect(card(lead, two.number)).toHaveCount(0);
  await expect(card(lead, three.number)).toContainText("5 户");
  await expectNoBarrier(desk.page, "an incident that took another in");
  await card(lead, three.number).getByRole("button").first().click();
  await lead.page.getByTestId("incident-unmerge").click();
  await expect(card(desk, two.number)).toContainText("2 户");
  await expect(card(desk, three.number)).toContainText("3 户");
  for (const person of [desk, lead]) {
    expect(person.troubles).toEqual([]);
    await person.context.close();
  }
});

async function reportFor(door: Door, who: Neighbour, faultCode = fault): Promise<void> {
  await door.tell("ticket.report", {
    placeId: who.home,
    faultCode,
    urgency: 2,
    description: "没水",
    reporterId: who.person,
  });
}

/** The work of the incident, from the technician's hand. */
async function finish(door: Door, ticketId: string): Promise<void> {
  const version = async () => {
    const [row] = await sql<Array<{ version: number }>>`select version from ticket where id = ${ticketId}`;
    return row!.version;
  };
  for (const verb of ["accept", "depart", "arrive"])
    await door.tell(`ticket.${verb}`, { ticketId, version: await version() });
  const record = {
    measure: "fix",
    found: "水泵烧毁",
    done: "换泵",
    materials: "",
    result: "fixed",
    photoIds: [],
  };
  await door.tell("ticket.complete", { ticketId, version: await version(), ...record });
}

/** How many of these people got which message about it: each of them once, on the phone whose number they gave. */
async function told(ten: Neighbour[]): Promise<Record<string, number>> {
  const rows = await sql<Told[]>`
    select address, case when kind in ('joined', 'registered_known') then 'known' else kind end as kind,
      min(channel) as channel, count(*)::int as n
    from notification where address in ${sql(ten.map((who) => who.phone))}
      and kind in ('joined', 'registered_known', 'incident_update', 'incident_fixed')
      and created_at > now() - interval '10 minutes'
    group by 1, 2`;
  expect(rows.filter((row) => row.n !== 1 || row.channel !== "sms")).toEqual([]);
  const counted: Record<string, number> = {};
  for (const { kind } of rows) counted[kind] = (counted[kind] ?? 0) + 1;
  return counted;
}

/** Ten people of one unit, each with a home and a number of their own, where nothing of the kind is open. */
async function tenNeighbours(): Promise<Neighbour[]> {
  const rows = await sql<Neighbour[]>`
    with single as (
      select p.id as person, p.phone, min(o.id::text)::uuid as home, min(o.building_id::text)::uuid as building,
        min(o.unit) as unit, min(o.site_id::text)::uuid as site
      from household h join person p on p.id = h.person_id join place o on o.id = h.place_id
      where h.until is null and h.relation = 'owner' and p.phone like '+861%' and p.phone <> '+8613800138000'
        and (select count(*) from person q where q.phone = p.phone) = 1
        and not exists (select 1 from auth_session s where s.person_id = p.id)
      group by p.id having count(*) = 1),
    one_per_home as (select distinct on (home) * from single order by home, person)
    select person, phone, home, site from one_per_home n
    where (n.building, n.unit) = (
      select m.building, m.unit from one_per_home m
      where not exists (
        select 1 from ticket t join place p on p.id = t.place_id join fault f on f.code = t.fault_code
        where p.building_id = m.building and f.category_code = 'plumbing' and t.status not in ('closed', 'cancelled', 'declined', 'duplicate')
          and t.received_at > now() - interval '7 hours')
        and not exists (select 1 from incident i where i.ended_at is null and (i.building_id = m.building or (i.scope = 'site' and i.site_id = m.site)))
      group by m.building, m.unit having count(*) >= 10 order by m.building, m.unit limit 1)
    order by n.person limit 10`;
  expect(rows).toHaveLength(10);
  return rows;
}

async function staffAt(siteId: string, role: string): Promise<string> {
  const [row] = await sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id
    where r.site_id = ${siteId} and r.role = ${role} and a.disabled_at is null order by a.login limit 1`;
  return row!.login;
}

async function technicianAt(siteId: string): Promise<{ id: string; login: string }> {
  const [row] = await sql<Array<{ id: string; login: string }>>`
    select a.person_id as id, a.login from staff_account a
    join staff_role r on r.person_id = a.person_id and r.role = 'technician' and r.site_id = ${siteId}
    join technician_skill k on k.person_id = a.person_id and k.skill = 'plumbing'
    join shift s on s.person_id = a.person_id and s.starts_at <= now() and s.ends_at > now() + interval '15 minutes'
    order by a.login limit 1`;
  return row!;
}
