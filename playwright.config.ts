import { defineConfig } from "@playwright/test";
import { freePort } from "#db/freePort.ts";
import { chooseBrowser } from "./e2e/fixtures/browser.ts";

// Workers read this file again: the port chosen first is the one for all of them.
process.env.MENDLINE_E2E_PORT ??= String(await freePort());

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/fixtures/setup.ts",
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: !!process.env.CI,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    actionTimeout: 15_000,
    baseURL: process.env.MENDLINE_E2E_URL ?? `http://127.0.0.1:${process.env.MENDLINE_E2E_PORT}`,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: await chooseBrowser(),
  },
});
