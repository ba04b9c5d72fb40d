import { testCluster } from "#db/testing/database.ts";
import { checkWriting, printSteps, runTests, testFiles, timed } from "./checks.ts";
import { main } from "./step.ts";

/** The minute before every commit: formatting, lint, types, and every test that needs no browser. */
await main(async () => {
  const steps = await checkWriting();
  steps.push(
    await timed("architecture, domain, operations", async () => {
      const cluster = await testCluster();
      process.env.MENDLINE_TEST_PG = cluster.url;
      const tally = await runTests(await testFiles());
      await cluster.stop();
      return tally.failed === 0 && tally.passed > 0;
    }),
  );
  printSteps(steps);
  process.exit(steps.every(({ passed }) => passed) ? 0 : 1);
});
