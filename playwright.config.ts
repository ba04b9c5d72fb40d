import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { chooseBrowser } from "./e2e/fixtures/browser.ts";
import { takeStage } from "./e2e/fixtures/stage.ts";

// Every worker reads this file again. The setup says where stages are handed out; a worker takes one for its whole life.
if (process.env.TEST_WORKER_INDEX !== undefined && process.env.MENDLINE_E2E_STAGES) {
  const stage = await takeStage(Number(process.env.MENDLINE_E2E_STAGES));
  process.env.MENDLINE_E2E_URL = stage.url;
  process.env.MENDLINE_E2E_DATABASE_URL = stage.database;
}

const folder = new URL("e2e/", import.meta.url);
const weight = (name: string) => statSync(new URL(name, folder)).size;
// The longest first, or one worker would still be at it when the others have nothing left.
const specs = readdirSync(folder)
  .filter((name) => name.endsWith(".spec.ts"))
  .sort((a, b) => weight(b) - weight(a));

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/fixtures/setup.ts",
  outputDir: "test-results",
  workers: Number(process.env.MENDLINE_E2E_WORKERS ?? Math.min(3, availableParallelism())),
  retries: 0,
  // For what hangs, on a machine that is three times slower than usual: a limit is no measure of speed, a bench is.
  timeout: 300_000,
  forbidOnly: !!process.env.CI,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["./e2e/fixtures/lastWords.ts"]],
  use: {
    actionTimeout: 30_000,
    baseURL: process.env.MENDLINE_E2E_URL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // Recording every step costs a fifth of the time.
    trace: process.env.MENDLINE_E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: await chooseBrowser(),
  },
  // A project to a file: workers are not shared between projects, so no file meets what another one left.
  projects: specs.map((name) => ({ name: name.replace(".spec.ts", ""), testMatch: name })),
});
