import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { testCluster } from "#db/testing/database.ts";
import {
  add,
  checkWriting,
  nothing,
  printSteps,
  runProgram,
  runTests,
  type Step,
  type Tally,
  testFiles,
  timed,
} from "./checks.ts";
import { root } from "./root.ts";
import { main } from "./step.ts";

const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith("-"));
const browserSpecs = args.filter((arg) => arg.startsWith("e2e"));
const words = args.filter((arg) => !arg.startsWith("-") && !arg.startsWith("e2e"));
const all = args.length === options.length;

/** Everything: writing, every test of Node's runner, then the browser. With paths, only those. */
await main(async () => {
  const steps: Step[] = all ? await checkWriting() : [];
  const cluster = await testCluster();
  process.env.MENDLINE_TEST_PG = cluster.url;
  let tally = steps.reduce(
    (sum, { passed }) => add(sum, passed ? nothing : { ...nothing, failed: 1 }),
    nothing,
  );

  async function count(name: string, work: () => Promise<Tally>): Promise<void> {
    steps.push(
      await timed(name, async () => {
        const seen = await work();
        tally = add(tally, seen);
        return seen.failed === 0;
      }),
    );
  }

  const files = all ? await testFiles() : words.length > 0 ? await testFiles(words) : [];
  if (files.length > 0) await count("domain, operations, architecture", () => runTests(files));
  if (all || browserSpecs.length > 0) await count("browser", browse);
  await cluster.stop();

  printSteps(steps);
  if (tally.skipped > 0) console.log(`\n${tally.skipped} skipped`);
  if (tally.passed + tally.failed === 0) console.error("\nNo test was run.");
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);
});

/** Playwright against the production build; its global setup brings up server and database. */
async function browse(): Promise<Tally> {
  const report = join(root, ".data", "test", "playwright.json");
  rmSync(report, { force: true });
  const content = await runProgram(
    "playwright",
    ["test", "--reporter=list,json,./e2e/fixtures/lastWords.ts", ...options, ...browserSpecs],
    {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  );
  const stats = existsSync(report)
    ? (JSON.parse(readFileSync(report, "utf8")).stats as Record<
        "expected" | "unexpected" | "flaky" | "skipped",
        number
      >)
    : undefined;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  return {
    passed: stats?.expected ?? 0,
    // Playwright can also fail outside any test: in the setup, or by finding none.
    failed: failed === 0 && !content ? 1 : failed,
    skipped: stats?.skipped ?? 0,
  };
}
