import { expect, type Page, test } from "@playwright/test";
import { freshResident, loginOf, onShift, openDatabase } from "./fixtures/database.ts";
import { doorOf } from "./fixtures/door.ts";
import { openForeignSite } from "./fixtures/foreignSite.ts";
import { picture } from "./fixtures/picture.ts";
import { Dispatcher } from "./people/dispatcher.ts";
import { Owner } from "./people/owner.ts";
import { Technician } from "./people/technician.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

type Job = { ticketId: string; number: string; description: string; photoId: string; technicianId: string };
let job: Job;

/** A neighbour's repair, with words and a photo, in a technician's hands. */
test.beforeAll(async ({ browser }) => {
  const description = `隔壁家的事 ${Date.now()}`;
  const neighbour = await Owner.signedIn(browser, await freshResident(sql));
  const leak = { fault: "水龙头滴水", faultCode: "tap-dripping", urgency: 3, words: description } as const;
  await neighbour.writeReport({ ...leak, photo: await picture() });
  await neighbour.send.click();
  const { ticketId, number } = await neighbour.arrived();
  const [kept] = await sql<Array<{ siteId: string; photoId: string }>>`
    select t.site_id as "siteId", f.id as "photoId" from ticket t join photo f on f.ticket_id = t.id
    where t.id = ${ticketId}`;
  const [someone] = await onShift(sql, kept!.siteId, "plumbing");
  const desk = await Dispatcher.signedIn(browser, "disp2");
  const { origin, port } = new URL(desk.page.url());
  const door = await doorOf(desk.context, Number(port), origin);
  await door.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
  job = { ticketId, number, description, photoId: kept!.photoId, technicianId: someone!.id };
  await neighbour.context.close();
  await desk.context.close();
});

test("another site's page can neither write nor listen in the name of somebody signed in", async ({
  browser,
}) => {
  const foreign = await openForeignSite("Another site");
  const desk = await Dispatcher.signedIn(browser, "disp2");
  const ours = new URL(desk.page.url()).origin;
  const before = await written();

  const stranger = await desk.context.newPage();
  await stranger.goto(foreign.url);
  const crossing = await watchCrossings(stranger);
  const writes: Array<[path: string, type: string]> = [
    ["/api/trpc/session.endAll", "text/plain"],
    ["/api/trpc/session.end", "multipart/form-data; boundary=x"],
    ["/api/trpc/ticket.report", "application/x-www-form-urlencoded"],
    ["/api/photos", "text/plain"],
  ];
  for (const [path, type] of writes) {
    const crossed = crossing(ours + path);
    await stranger.evaluate(
      ([url, contentType]) =>
        fetch(url!, {
          method: "POST",
          mode: "no-cors",
          credentials: "include",
          headers: { "content-type": contentType! },
          body: '{"key":"7f0c4a52-7d0b-4d4e-9a55-0a6f6d1b2c3d","input":{}}',
        }).catch(() => {}),
      [ours + path, type],
    );
    const { cookie, status } = await crossed;
    // The cookie did come along: it is the origin that was refused, not a stranger.
    expect(cookie, path).toContain("next-auth.session-token");
    expect(status, `${path} as ${type}`).toBe(403);
  }

  // What needs a header of ours needs leave first, and gets none.
  const asked = await stranger.evaluate(
    (url) =>
      fetch(url, {
        method: "POST",
        credentials: "include",
        headers: { "content-type": "application/json", "x-mendline": "1" },
        body: "{}",
      }).then(
        () => "sent",
        () => "refused",
      ),
    `${ours}/api/trpc/session.endAll`,
  );
  expect(asked).toBe("refused");

  // The same handshake opens from our own page, so it is the page that is refused.
  expect(await handshake(stranger, ours)).toBe("refused");
  expect(await handshake(desk.page, ours)).toBe("open");

  const left = crossing(`${ours}/api/auth/signout`);
  await stranger.evaluate((action) => {
    const form = document.body.appendChild(document.createElement("form"));
    Object.assign(form, { method: "post", action });
    form.submit();
  }, `${ours}/api/auth/signout`);
  expect((await left).status).toBe(403);

  expect(await written()).toEqual(before);
  await desk.expectLive();
  await desk.expectNeverReloaded();
  await desk.page.reload();
  await desk.ready();
  await desk.context.close();
  await foreign.close();
});

test("a resident finds neither the staff's rooms nor a neighbour's repair", async ({ browser }) => {
  const owner = await Owner.signedIn(browser, "13800138000");
  for (const path of ["/board", "/hotline", "/jobs", `/jobs/${job.ticketId}`]) {
    await owner.page.goto(path);
    await expect(owner.page, path).toHaveURL(/^http:\/\/[^/]+\/$/);
    await expect(owner.page.locator(".portal-report").first(), path).toBeVisible();
    await expectNothing(owner.page);
  }
  const answer = await owner.page.goto(`/repairs/${job.ticketId}`);
  expect(answer?.status()).toBe(404);
  await expect(owner.page.getByRole("heading", { level: 1 })).toHaveText("没有这份报修");
  await expectNothing(owner.page);
  await expectShut(owner.page);

  await owner.page.goto("/");
  await owner.say(/^退出登录$/);
  await expect(owner.page.getByRole("link", { name: /登录/ }).first()).toBeVisible();
  await owner.page.goto(`/repairs/${job.ticketId}`);
  await owner.page.waitForURL(/\/sign-in\?next=/);
  await expectNothing(owner.page);
  await owner.context.close();
});

test("a technician finds neither the control room nor a colleague's job", async ({ browser }) => {
  const [colleague] = await sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id and r.role = 'technician'
    where a.person_id <> ${job.technicianId}
      and not exists (select 1 from assignment g where g.ticket_id = ${job.ticketId} and g.technician_id = a.person_id)
      and not exists (select 1 from staff_role o where o.person_id = a.person_id and o.role <> 'technician')
    order by a.login limit 1`;

  // Whose job it is sees all of it: what is looked for below is there to be found.
  const holder = await Technician.signedIn(browser, await loginOf(sql, job.technicianId));
  await holder.page.goto(`/jobs/${job.ticketId}`);
  await expect(holder.page.locator("main")).toContainText(job.description);
  await expect(holder.page.locator("body")).toContainText(job.number);
  expect((await holder.page.request.get(`/api/photos/${job.photoId}?w=320`)).status()).toBe(200);
  await holder.context.close();

  const stranger = await Technician.signedIn(browser, colleague!.login);
  for (const path of ["/board", "/hotline"]) {
    await stranger.page.goto(path);
    await expect(stranger.page, path).toHaveURL(/\/jobs$/);
    await expect(stranger.page.getByTestId("jobs-list"), path).toBeVisible();
    await expectNothing(stranger.page);
  }
  for (const room of ["jobs", "repairs"]) {
    const answer = await stranger.page.goto(`/${room}/${job.ticketId}`);
    expect(answer?.status(), room).toBe(404);
    await expect(stranger.page.getByRole("heading", { level: 1 }), room).toBeVisible();
    await expectNothing(stranger.page);
  }
  await expectShut(stranger.page);
  await stranger.context.close();
});

/** Not a word of it is in what the server sent, seen or unseen. */
async function expectNothing(page: Page): Promise<void> {
  const sent = await page.content();
  for (const secret of [job.description, job.number, job.photoId])
    expect(sent, page.url()).not.toContain(secret);
}

/** The doors behind the pages are as shut as the pages. */
async function expectShut(page: Page): Promise<void> {
  for (const procedure of ["ticket.get", "board.detail", "field.job"]) {
    const input = encodeURIComponent(JSON.stringify({ ticketId: job.ticketId }));
    const answer = await page.request.get(`/api/trpc/${procedure}?input=${input}`);
    expect([403, 404], procedure).toContain(answer.status());
    expect(await answer.text(), procedure).not.toContain(job.description);
  }
  expect((await page.request.get(`/api/photos/${job.photoId}?w=320`)).status()).toBe(404);
}

type Crossing = { cookie: string; status: number };

/**
 * Waits for a page's request to an address: the cookies that went with it and the status of the answer, also where the
 * browser keeps the answer from the page.
 */
async function watchCrossings(page: Page): Promise<(url: string) => Promise<Crossing>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  return (url) =>
    new Promise((resolve) => {
      const cookies = new Map<string, string>();
      const statuses = new Map<string, number>();
      let wanted: string | undefined;
      const settle = () => {
        const [cookie, status] = [cookies.get(wanted ?? ""), statuses.get(wanted ?? "")];
        if (cookie !== undefined && status !== undefined) resolve({ cookie, status });
      };
      devtools.on("Network.requestWillBeSent", ({ requestId, request }) => {
        if (request.url === url) wanted ??= requestId;
        settle();
      });
      devtools.on("Network.requestWillBeSentExtraInfo", ({ requestId, headers }) => {
        cookies.set(requestId, headers.Cookie ?? headers.cookie ?? "");
        settle();
      });
      devtools.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode }) => {
        statuses.set(requestId, statusCode);
        settle();
      });
    });
}

/** Tries to open the live socket from this page. */
function handshake(page: Page, ours: string): Promise<string> {
  return page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url);
        socket.onopen = () => {
          resolve("open");
          socket.close();
        };
        socket.onerror = () => resolve("refused");
      }),
    `${ours.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`,
  );
}

/** All that a foreign page could have changed. */
async function written() {
  const [row] = await sql<Array<{ sessions: number; tickets: number; photos: number }>>`
    select (select count(*)::int from auth_session where revoked_at is null) as sessions,
      (select count(*)::int from ticket) as tickets, (select count(*)::int from photo) as photos`;
  return { ...row! };
}
