import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { onShift, openDatabase } from "./fixtures/database.ts";
import { type Door, doorOf } from "./fixtures/door.ts";
import { expectStill, stopRings, watchMoves } from "./fixtures/still.ts";
import { signInStaff } from "./people/person.ts";

const { sql, close } = openDatabase();
test.afterAll(() => close());

const url = process.env.MENDLINE_E2E_URL ?? "";
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: "zh-CN" };
const themes = ["day", "night", "sun"] as const;

/** The smallest side that a gloved finger hits, CSS px, and what lies between two; and the one big button. */
const glove = 56;
const between = 8;
const thumb = 64;
/** The smallest words, CSS px, and the smallest of the facts that are read at arm's length: where, by when, which number. */
const words = 18;
const facts = 22;
/** What is read in sunlight: WCAG's AAA, 7 to 1, and 4.5 for words that are large or bold and nearly so. */
const sunlight = 7;
const large = 4.5;

let context: BrowserContext;
let ticketId: string;

test.beforeAll(async ({ browser }) => {
  const [row] = await sql<Array<{ home: string; siteId: string }>>`
    select o.id as home, o.site_id as "siteId" from place o join site s on s.id = o.site_id
    where s.code = 'CH' and o.kind = 'home' order by o.search_key limit 1`;
  const [someone] = await onShift(sql, row!.siteId, "plumbing");
  const doorFor = async (login: string, at: RegExp): Promise<Door> => {
    const own = await browser.newContext({ baseURL: url });
    await signInStaff(await own.newPage(), login, at);
    const door = await doorOf(own, Number(new URL(url).port), url);
    await own.close();
    return door;
  };
  const operator = await doorFor("op1", /hotline/);
  const dispatcher = await doorFor("disp2", /board/);
  ({ ticketId } = await operator.tell<{ ticketId: string }>("ticket.report", {
    placeId: row!.home,
    faultCode: "tap-dripping",
    urgency: 3,
    description: "水槽下面滴水",
    contactName: "路人",
    contactPhone: "138 0013 8001",
  }));
  await dispatcher.tell("ticket.assign", { ticketId, version: 1, technicianId: someone!.id });
  context = await browser.newContext({ ...phone, baseURL: url });
  await signInStaff(await context.newPage(), someone!.login, /\/jobs/);
});
test.afterAll(() => context.close());

/** Everything that can be pressed and is smaller than `least` or beside the screen, each with its size. */
function tooSmall(page: Page, least: number): Promise<string[]> {
  return page.evaluate((min) => {
    const pressed = "a[href], button, summary, select, textarea, input, [role=button], label:has(input)";
    const found: string[] = [];
    for (const each of document.querySelectorAll<HTMLElement>(pressed)) {
      if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      // What is hidden from the eye is pressed by its label; that is measured itself.
      const { width, height, left, right, bottom } = each.getBoundingClientRect();
      if (each.matches("input") && each.closest("label")) continue;
      if (each.matches(".skip") || bottom <= 0) continue;
      const outside = left < -0.5 || right > innerWidth + 0.5;
      if (outside || width < min - 0.5 || height < min - 0.5) {
        const name = each.getAttribute("aria-label") ?? each.textContent?.trim().slice(0, 20) ?? "";
        found.push(
          `${outside ? "outside " : ""}${each.tagName.toLowerCase()}.${each.className} “${name}” ${width}×${height}`,
        );
      }
    }
    return found;
  }, least);
}

/** Every two things to press that lie closer than `least`; the bar lies over the page and is measured for itself. */
function tooClose(page: Page, least: number): Promise<string[]> {
  return page.evaluate((min) => {
    const pressed = "a[href], button, summary, select, textarea, input, [role=button], label:has(input)";
    const shown = [...document.querySelectorAll<HTMLElement>(pressed)].filter(
      (each) =>
        each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        !each.matches(".skip") &&
        !(each.matches("input") && each.closest("label")),
    );
    const layer = (each: HTMLElement) => each.closest(".field-bar, [popover], dialog");
    const found: string[] = [];
    for (const [n, one] of shown.entries())
      for (const other of shown.slice(n + 1)) {
        if (one.contains(other) || other.contains(one) || layer(one) !== layer(other)) continue;
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        const across = Math.max(a.left - b.right, b.left - a.right);
        const down = Math.max(a.top - b.bottom, b.top - a.bottom);
        const gap = Math.max(across, down);
        if (gap >= min - 0.5) continue;
        const name = (each: HTMLElement) =>
          `${each.tagName.toLowerCase()}.${each.className} “${(each.getAttribute("aria-label") ?? each.textContent ?? "").trim().slice(0, 14)}”`;
        found.push(`${gap.toFixed(1)} ${name(one)} | ${name(other)}`);
      }
    return found;
  }, least);
}

/** Every text that is smaller than `least`, and every key fact smaller than `leastFact`. */
function tooFine(page: Page, least: number, leastFact: number): Promise<string[]> {
  return page.evaluate(
    ([min, minFact]) => {
      const found = new Set<string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const said = text.textContent?.trim() ?? "";
        const element = text.parentElement!;
        if (said === "" || element.closest("svg, script, style, .visually-hidden, .skip")) continue;
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        const fact =
          element.closest(".plate, .field-phone, .field-due, .field-agreed, .countdown") !== null &&
          element.closest(".plate-site") === null;
        if (size < (fact ? minFact : min) - 0.01)
          found.add(`${size}px ${element.tagName.toLowerCase()}.${element.className} “${said.slice(0, 16)}”`);
      }
      return [...found];
    },
    [least, leastFact] as const,
  );
}

/** Every text that stands too faint on what is behind it. */
function tooFaint(page: Page): Promise<string[]> {
  return page.evaluate(
    ([min, minLarge]) => {
      const canvas = document.createElement("canvas");
      canvas.width = 1;
      canvas.height = 1;
      const pen = canvas.getContext("2d", { willReadFrequently: true })!;
      type Colour = [number, number, number, number];
      const read = (colour: string): Colour => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
      };
      const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => {
        const mix = (top: number, under: number) => top * a + under * (1 - a);
        return [mix(r, R), mix(g, G), mix(b, B), 1];
      };
      const behind = (element: Element): Colour => {
        const layers: Colour[] = [];
        for (let at: Element | null = element; at; at = at.parentElement) {
          const layer = read(getComputedStyle(at).backgroundColor);
          if (layer[3] > 0) layers.push(layer);
          if (layer[3] === 1) break;
        }
        return layers.reduceRight<Colour>((under, layer) => over(layer, under), [255, 255, 255, 1]);
      };
      const light = ([r, g, b]: Colour) => {
        const linear = (value: number) => {
          const part = value / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        };
        return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
      };
      const found = new Set<string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const words = text.textContent?.trim() ?? "";
        const element = text.parentElement!;
        if (words === "" || element.closest("svg, script, style, .visually-hidden, .skip")) continue;
        // Nothing can be pressed there now; it is not to be read as if it could.
        if (element.closest("[aria-disabled=true], :disabled")) continue;
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const under = behind(element);
        const ink = over(read(getComputedStyle(element).color), under);
        const [a, b] = [light(ink), light(under)];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const { fontSize, fontWeight } = getComputedStyle(element);
        const size = Number.parseFloat(fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
        if (ratio < (isLarge ? minLarge : min))
          found.add(
            `${ratio.toFixed(2)} ${element.tagName.toLowerCase()}.${element.className} “${words.slice(0, 16)}”`,
          );
      }
      return [...found];
    },
    [sunlight, large] as const,
  );
}

/** Two steps of the ladder call him for the same deadline. */
async function twoStepsRing(): Promise<void> {
  const due = new Date(Date.now() + 3_600_000).toISOString();
  for (const [position, rung] of ["technician", "next"].entries())
    await sql`insert into escalation
        (id, site_id, ticket_id, clock, due_at, position, rung, channel, started_at, rings, last_rung_at, person_id)
      select gen_random_uuid(), site_id, id, 'contact', ${due}, ${position}, ${rung}, 'app',
        now(), 1, now(), technician_id
      from ticket where id = ${ticketId}`;
}

/** A job that waits is held out to him for ten minutes. */
async function holdOut(): Promise<void> {
  await sql`insert into offer (id, ticket_id, technician_id, mode, round, reopens, offered_at, expires_at)
    select gen_random_uuid(), w.id, t.technician_id, 'grab', 1, w.reopens, now(), now() + interval '10 minutes'
    from ticket t join ticket w on w.site_id = t.site_id and w.status = 'received'
    where t.id = ${ticketId} order by w.number limit 1`;
}

/** What a technician sees on a day: his list, his menu, his van, the job. */
async function walk(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  await page.goto("/jobs");
  await page.getByTestId("jobs-list").waitFor();
  await look("list");
  await page.locator("[popovertarget=field-menu]").tap();
  await page.locator("#field-menu").waitFor();
  await page.getByTestId("presence").waitFor();
  await look("menu");
  await page.goto("/jobs/van");
  await page.getByTestId("van-load").first().waitFor();
  await look("van");
  await page.goto(`/jobs/${ticketId}`);
  await page.getByTestId("job").waitFor();
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  await look("job");
}

/** What he may come to at the door: why not, a wait, no access, parts and their code, the record with its signature. */
async function walkOnSite(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  const opened = async (button: string, form: string, where: string) => {
    await page.goto(`/jobs/${ticketId}`);
    await page.getByTestId(button).tap();
    await page.getByTestId(form).waitFor();
    await look(where);
  };
  await opened("open-pause", "pause-form", "pause");
  await opened("open-no-access", "no-access-form", "no access");
  await opened("parts-use", "parts-form", "parts");
  await page.getByTestId("part-search").fill("a");
  await page.getByTestId("part-found").first().tap();
  await look("a part");
  await page.getByTestId("part-scan").tap();
  await page.getByTestId("scan").waitFor();
  await look("scan");
  await page.goto(`/jobs/${ticketId}?record=1`);
  await page.locator("[data-testid=record-form][data-ready=true]").waitFor();
  for (const result of ["needs_trade", "temporary", "fixed"]) {
    await page.locator(`input[name=result][value=${result}]`).check({ force: true });
    await look(`record, ${result}`);
  }
  for (const way of ["glass", "typed", "code", "none"]) {
    await page.locator(`input[name=signed][value=${way}]`).check({ force: true });
    await look(`sign, ${way}`);
  }
}

/** A record that the office did not take, on the job's page and in the list of what is unsent. */
async function walkRefused(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  await page.goto(`/jobs/${ticketId}`);
  await page.evaluate(
    ([id, personId]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open("mendline-field");
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const write = open.result.transaction("commands", "readwrite");
          const form = { scope: "general", version: 1, checks: [], readings: [] };
          const differs = [
            { field: "done", mine: "更换阀芯", theirs: "更换垫圈" },
            { field: "result", mine: "fixed", theirs: "temporary" },
          ];
          write.objectStore("commands").add({
            key: crypto.randomUUID(),
            personId,
            step: {
              verb: "complete",
              ticketId: id,
              version: 2,
              doneAt: new Date(Date.now() - 25 * 3_600_000).toISOString(),
              measure: "fix",
              found: "阀芯磨损",
              done: "更换阀芯",
              result: "fixed",
            },
            pictures: [],
            draft: { form },
            about: { number: "CH-1", plate: { zh: [], en: [] }, timeZone: "Asia/Shanghai" },
            state: "refused",
            moved: null,
            told: { code: "RECORD_DIFFERS", params: { differs: JSON.stringify(differs), seen: 2 } },
            answeredAt: new Date().toISOString(),
          });
          write.oncomplete = () => resolve();
          write.onabort = () => reject(write.error);
        };
      }),
    [ticketId, await page.locator("[data-person]").getAttribute("data-person")] as const,
  );
  await page.reload();
  await page.getByTestId("conflict").waitFor();
  await expect(page.getByTestId("unsent-late")).toBeVisible();
  await look("conflict");
  await page.locator(".field-outbox-sign").tap();
  await page.locator("#field-outbox").waitFor();
  await look("outbox");
  await page.keyboard.press("Escape");
  await page.getByTestId("conflict-drop").tap();
  await expect(page.getByTestId("conflict")).toHaveCount(0);
}

test("everything on the technician's pages can be hit with a glove and read at arm's length, and the one big button with a thumb", async () => {
  const [page] = context.pages();
  const look = async (where: string) => {
    expect.soft(await tooSmall(page!, glove), `${where}: too small`).toEqual([]);
    expect.soft(await tooClose(page!, between), `${where}: too close`).toEqual([]);
    expect.soft(await tooFine(page!, words, facts), `${where}: too fine`).toEqual([]);
  };
  await twoStepsRing();
  await page!.goto("/jobs");
  const call = page!.locator(`[data-testid=job-call][data-ticket="${ticketId}"]`);
  await expect(call, "both steps of the ladder, once").toHaveCount(1);
  await look("a call");
  await call.getByTestId("job-call-take").tap();
  await expect(call).toHaveCount(0);
  const ringing = await sql`select id from escalation where ticket_id = ${ticketId} and ended_at is null`;
  expect([...ringing]).toEqual([]);
  await walk(page!, look);
  await page!.getByTestId("open-decline").tap();
  await page!.getByTestId("decline-form").waitFor();
  await look("decline");
  await page!.goto(`/jobs/${ticketId}`);
  for (const verb of ["accept", "depart", "arrive"]) {
    const main = page!.locator(`[data-testid=primary-verb][data-verb=${verb}]`);
    await expect(main).toHaveAttribute("aria-disabled", "false");
    const { width, height } = (await main.boundingBox())!;
    expect(height, verb).toBeGreaterThanOrEqual(thumb);
    expect(width, verb).toBeGreaterThanOrEqual(300);
    await main.tap();
    await expect(main).toHaveCount(0);
    await look(`after ${verb}`);
  }
  await walkOnSite(page!, look);
  const send = (await page!.getByTestId("record-submit").boundingBox())!;
  expect(send.height).toBeGreaterThanOrEqual(thumb);
  await walkRefused(page!, look);
});

test("every text on the technician's pages is read in sunlight, by day, at night and in the theme for sun", async () => {
  const [page] = context.pages();
  for (const theme of themes) {
    await page!.goto("/jobs");
    await page!
      .getByRole("button", { name: { day: "日间", night: "夜间", sun: "强光下" }[theme], exact: true })
      .first()
      .tap();
    await expect(page!.locator("html")).toHaveAttribute("data-theme", theme);
    const look = async (where: string) =>
      expect.soft(await tooFaint(page!), `${theme}, ${where}`).toEqual([]);
    await walk(page!, look);
    await walkOnSite(page!, look);
    await walkRefused(page!, look);
  }
});

test("nothing moves under the thumb when what a page asks for comes late", async ({ browser }) => {
  // A phone on which nothing is unsent, so tall that all of each page is in sight.
  const tall = await browser.newContext({ ...phone, viewport: { width: 360, height: 4_000 }, baseURL: url });
  await tall.addCookies(await context.cookies());
  const page = await tall.newPage();
  await watchMoves(page);
  // What asks him for an answer stands over his list.
  await stopRings(sql);
  await twoStepsRing();
  await holdOut();
  for (const path of ["/jobs", "/jobs/van", `/jobs/${ticketId}`, `/jobs/${ticketId}?record=1`])
    await expectStill(page, path);
  await page.goto("/jobs");
  const call = page.locator(`[data-testid=job-call][data-ticket="${ticketId}"]`);
  await expect(call).toBeVisible();
  await expect(page.getByTestId("offer")).toBeVisible();
  await call.getByTestId("job-call-take").tap();
  await expect(call).toHaveCount(0);
  await page.goto(`/jobs/${ticketId}`);
  await page.goto("/jobs");
  await expect(page.getByTestId("offer")).toBeVisible();
  await expect(call).toHaveCount(0);
  await tall.close();
});

test("it installs: a name, a start within its scope, standalone, icons that fit every mask, and a worker that holds the page", async ({
  request,
}) => {
  const [page] = context.pages();
  await page!.goto("/jobs");
  const address = await page!.locator("link[rel=manifest]").getAttribute("href");
  const manifest = (await (await request.get(address!)).json()) as {
    name: string;
    short_name: string;
    start_url: string;
    scope: string;
    display: string;
    icons: Array<{ src: string; sizes: string; type: string; purpose?: string }>;
  };
  expect(manifest.name).not.toBe("");
  expect(manifest.short_name.length).toBeLessThanOrEqual(14);
  expect(manifest.display).toBe("standalone");
  expect(manifest.start_url).toBe("/jobs");
  expect(manifest.start_url.startsWith(manifest.scope)).toBe(true);
  const sizes = manifest.icons.map(({ sizes, purpose = "any" }) => `${sizes} ${purpose}`);
  expect(sizes).toEqual(expect.arrayContaining(["192x192 any", "512x512 any", "512x512 maskable"]));
  for (const { src, sizes, type } of manifest.icons) {
    const answer = await request.get(src);
    expect(answer.status(), src).toBe(200);
    expect(answer.headers()["content-type"]).toContain(type);
    if (type !== "image/png") continue;
    const png = await answer.body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
  await page!.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page!.reload();
  const holder = await page!.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? "");
  expect(holder).toContain("/field-worker.js");
});
