import type { Browser, Page } from "@playwright/test";
import { openLoop, sleep } from "./parts/clock.ts";
import { command } from "./parts/door.ts";
import { type Context, type Ground, prepare } from "./parts/ground.ts";
import { bounded, mean, metric, percentile, print } from "./parts/metric.ts";
import { leastTold, openBrowser, openScreen } from "./parts/screen.ts";

type Screen = Awaited<ReturnType<typeof openScreen>>;
/** A ticket whose urgency is turned to and fro. Where two boards are compared only so many are, so that both do the same. */
type Turned = { id: string; version: number; urgency: number };
const turned = 100;

/**
 * A dispatcher's board in a real browser: ten thousand open repairs with a million closed ones behind them beside a
 * hundred open ones. How long until it is useful, what a change costs, and whether it stutters while many come.
 */
export default async function board(context: Context): Promise<void> {
  const quick = context.flags.includes("--quick");
  const small = await prepare("board_small", context, { history: 1_000, openPerSite: 5 });
  const large = await prepare("board_large", context, {
    history: quick ? 100_000 : 1_000_000,
    openPerSite: 500,
  });
  const browser = await openBrowser();
  try {
    const loads = await loadTimes(browser, [small, large], quick ? 4 : 12);
    const patches = await patchTimes(browser, [small, large], quick ? 2 : 4, quick ? 4 : 8);
    const burst = await storm(browser, large, quick ? 4 : 10);
    const [few, many] = loads;
    const n = many.useful.length;
    print(
      [
        metric(
          "board",
          "snapshot",
          "ms",
          { ours: percentile(many.useful, 0.5), n, control: few.useful, limit: percentile(few.useful, 0.5) },
          { most: 1.5 },
        ),
        metric("board", "whole", "ms", {
          ours: percentile(many.whole, 0.5),
          n,
          control: few.whole,
          limit: percentile(few.whole, 0.5),
        }),
        metric(
          "board",
          "patch",
          "ms script/event",
          { ours: mean(patches[1]), n: patches[1].length, control: patches[0] },
          { most: 2 },
        ),
        bounded(
          "board",
          "burst",
          "tasks > 50 ms",
          { ours: burst.busy.long.length, n: burst.events, control: burst.idle.long.length },
          { most: 0 },
        ),
        bounded(
          "board",
          "interaction",
          "ms p98",
          {
            ours: percentile(burst.busy.keys, 0.98),
            n: burst.busy.keys.length,
            control: percentile(burst.idle.keys, 0.98),
          },
          { below: 50 },
        ),
      ],
      [
        `burst: ${burst.events} changes at 100/s on ten thousand open; longest task ${longest(burst.busy)} ms, without changes ${longest(burst.idle)} ms.`,
        `interaction: keys meanwhile, pressed → painted; p50 ${percentile(burst.busy.keys, 0.5).toFixed(0)} ms, below ${leastTold} ms counts as ${leastTold}.`,
        "snapshot: asked for → first cards painted; whole: → everything open is known. Both boards ended exactly as the database.",
      ],
    );
  } finally {
    await browser.close();
    await large.end();
    await small.end();
  }
}

type Both<Of> = [small: Of, large: Of];

/** Each board opened anew `times` times, in turn; the first of each is warm-up. */
async function loadTimes(browser: Browser, grounds: Both<Ground>, times: number) {
  const found: Both<{ useful: number[]; whole: number[] }> = [
    { useful: [], whole: [] },
    { useful: [], whole: [] },
  ];
  for (let i = -1; i < times; i++) {
    for (const [which, ground] of grounds.entries()) {
      const screen = await screenOf(browser, ground);
      const { useful, whole } = await screen.load();
      await screen.close();
      if (i < 0) continue;
      found[which]!.useful.push(useful);
      found[which]!.whole.push(whole);
    }
  }
  return found;
}

/** Script time of one change, ms, in rounds of `seconds` at 20/s; what the page does by itself is taken off. */
async function patchTimes(browser: Browser, grounds: Both<Ground>, rounds: number, seconds: number) {
  const found: Both<number[]> = [[], []];
  const boards = [];
  for (const ground of grounds) {
    const screen = await screenOf(browser, ground);
    await screen.load();
    boards.push({ ground, screen, tickets: await turnedTickets(ground) });
  }
  for (let i = -1; i < rounds; i++) {
    for (const [which, { ground, screen, tickets }] of boards.entries()) {
      await screen.page.bringToFront();
      await sleep(500);
      const before = await screen.script();
      await sleep(seconds * 1000);
      const idle = (await screen.script()) - before;
      const from = await screen.script();
      await openLoop(20, seconds, (nth) => turn(ground, tickets, nth));
      await sleep(300);
      const used = (await screen.script()) - from - idle * (1 + 0.3 / seconds);
      if (i >= 0) found[which]!.push(used / (20 * seconds));
    }
  }
  for (const { ground, screen } of boards) {
    await demandSame(ground, screen);
    await screen.close();
  }
  return found;
}

type Troubles = { long: number[]; keys: number[] };

function longest({ long }: Troubles): string {
  return Math.max(0, ...long).toFixed(0);
}

/** A person walks through the queue by keys: first while nothing happens, then at a hundred changes a second. */
async function storm(browser: Browser, ground: Ground, seconds: number) {
  const screen = await screenOf(browser, ground);
  await screen.load();
  // Each once: at such a rate the next turn of a ticket would not wait for the one before.
  const tickets = await turnedTickets(ground, 100 * seconds);
  await sleep(1_000);
  const idle = await walk(screen, () => sleep(seconds * 1000));
  const busy = await walk(screen, () => openLoop(100, seconds, (nth) => turn(ground, tickets, nth)));
  await demandSame(ground, screen);
  await screen.close();
  return { events: 100 * seconds, idle, busy };
}

/** What stutters for a person at the keys as long as `during` takes. */
async function walk(screen: Screen, during: () => Promise<unknown>): Promise<Troubles> {
  await screen.troubles();
  let over = false;
  let pressed = 0;
  const person = (async () => {
    while (!over) {
      await screen.page.keyboard.press(pressed++ % 40 < 20 ? "j" : "k");
      await sleep(80);
    }
  })();
  await during();
  over = true;
  await person;
  await sleep(300);
  const { long, keys } = await screen.troubles();
  const quickly = Array.from({ length: Math.max(0, pressed - keys.length) }, () => leastTold);
  return { long, keys: [...keys, ...quickly] };
}

function screenOf(browser: Browser, ground: Ground): Promise<Screen> {
  return openScreen(browser, ground, ground.town.dispatchers[0]!.cookie);
}

function turnedTickets({ connection: { sql } }: Ground, count = turned): Promise<Turned[]> {
  return sql<Turned[]>`
    select id, version, urgency from ticket where status in ('received', 'triaged') order by due_at, id limit ${count}`;
}

/** One of them becomes urgent, or is so no more: the queue sorts anew. Each person of the desk takes a turn. */
async function turn({ port, town }: Ground, tickets: Turned[], nth: number): Promise<void> {
  const ticket = tickets[nth % tickets.length]!;
  const urgency = ticket.urgency === 3 ? 2 : 3;
  const { cookie } = town.dispatchers[nth % town.dispatchers.length]!;
  ticket.urgency = urgency;
  const { status, body } = await command(port, "ticket.triage", cookie, {
    ticketId: ticket.id,
    version: ticket.version,
    urgency,
    faultCode: "tap-dripping",
    words: "按现场情况",
  });
  if (status !== 200) throw new Error(`a change was refused: ${status} ${body.slice(0, 300)}`);
  // As answered, not counted: what rings meanwhile is in the ticket's story too.
  ticket.version = (JSON.parse(body) as { result: { data: { version: number } } }).result.data.version;
}

/** Throws unless the board says of every urgency what the database says. */
async function demandSame({ connection: { sql } }: Ground, { page }: Screen): Promise<void> {
  await sleep(1_000);
  const rows = await sql<Array<{ urgency: number; count: number }>>`
    select urgency, count(*)::int as count from ticket where status in ('received', 'triaged') group by 1`;
  for (const { urgency, count } of rows) {
    await only(page, urgency);
    const found = page.locator(`[data-testid=found][data-found="${count}"]`);
    await found.waitFor({ timeout: 10_000 }).catch(async () => {
      const seen = await page.getByTestId("found").getAttribute("data-found");
      throw new Error(`The board shows ${seen} of urgency ${urgency}, the database has ${count}`);
    });
  }
}

/** Has the board show this urgency alone. */
async function only(page: Page, urgency: number): Promise<void> {
  const clear = page.getByTestId("filter-clear");
  if (await clear.isVisible()) await clear.click();
  await page.locator(".filter-choice[data-filter=urgency]").click();
  await page.locator(`[role=menuitemcheckbox][data-value='${urgency}']`).click();
  await page.keyboard.press("Escape");
  await page.locator(`.filter-choice[data-values='${urgency}']`).waitFor();
}
