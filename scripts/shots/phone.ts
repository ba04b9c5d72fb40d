import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";
import { connect } from "#db/client.ts";
import { conflictScenes } from "./phone/conflictScenes.ts";
import { forget, keep, measure } from "./phone/inPage.ts";
import { jobScenes } from "./phone/jobScenes.ts";
import { offerScenes } from "./phone/offerScenes.ts";
import { overScenes } from "./phone/overScenes.ts";
import type { Scene, Seed, Where } from "./phone/scene.ts";
import { plant, type World } from "./phone/world.ts";

/** Every state of the technician's phone at 360 px, with what is too small or too wide said beside it. */
export async function takePhone(where: Where): Promise<void> {
  mkdirSync(where.out, { recursive: true });
  const { sql, close } = connect(where.database, { max: 2, patient: true });
  try {
    const world = await plant(sql, where);
    for (const locale of where.locales)
      for (const theme of where.themes) {
        const context = await where.enter(world.login, theme, locale);
        const list = [
          ...(await offerScenes(world, sql)),
          ...jobScenes(world),
          ...conflictScenes(world),
          ...overScenes(world),
        ];
        for (const scene of list)
          if (scene.name.includes(where.like)) await take(context, world, scene, where, `${theme}-${locale}`);
        await context.close();
        const idle = await where.enter(world.idle, theme, locale);
        if ("list-empty".includes(where.like))
          await take(idle, world, { name: "list-empty", path: "/jobs" }, where, `${theme}-${locale}`);
        await idle.close();
      }
  } finally {
    await close();
  }
}

async function take(context: BrowserContext, world: World, scene: Scene, where: Where, end: string) {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  // Nothing that is kept leaves the phone, so that each picture shows it waiting.
  await page.route("**/api/trpc/**", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await scene.before?.(page);
  const { personId, url } = world;
  if (scene.kept || scene.drawers) {
    await page.goto(`${url}/jobs`, { waitUntil: "domcontentloaded" });
    await page.locator("[data-testid=jobs-list]").waitFor();
    await page.evaluate(keep, {
      personId,
      kept: (scene.kept ?? []).map((seed, n) => rowOf(world, seed, n)),
      drawers: scene.drawers ?? {},
    });
  }
  await page.goto(url + scene.path, { waitUntil: "networkidle" });
  await scene.act?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(150);
  const path = join(where.out, `${scene.name}-${end}.png`);
  await page.screenshot({ path, fullPage: scene.screen !== true });
  for (const trouble of await page.evaluate(measure)) console.log(`  ${scene.name}-${end}: ${trouble}`);
  await page.evaluate(forget);
  await page.close();
}

function rowOf({ personId, plate, numbers }: World, { step, told, draft, number }: Seed, n: number) {
  const ticketId = "ticketId" in step ? String(step.ticketId) : "";
  const doneAt = new Date(Date.now() - (12 - n) * 60_000).toISOString();
  return {
    key: crypto.randomUUID(),
    personId,
    step: { ...step, doneAt },
    pictures: [],
    ...(draft && { draft }),
    about: {
      number: number ?? numbers[ticketId] ?? "",
      plate: ticketId ? plate : null,
      timeZone: "Asia/Shanghai",
    },
    state: told ? "refused" : "queued",
    moved: null,
    told: told ?? null,
    answeredAt: told ? new Date().toISOString() : null,
  };
}
