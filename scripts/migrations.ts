import { migrate, migrationSteps } from "#db/migrate.ts";
import { dropDatabase, makeDatabase, testCluster } from "#db/testing/database.ts";
import { runProgram } from "./checks.ts";
import { main, step } from "./step.ts";

/** Writes the migration that db/schema now asks for, if any, and proves all of them on an empty database. */
await main(async () => {
  const before = (await migrationSteps()).length;
  const content = await runProgram("drizzle-kit", ["generate", ...process.argv.slice(2)]);
  if (!content) throw new Error("drizzle-kit could not write the migration.");
  const added = (await migrationSteps()).length - before;
  const cluster = await testCluster();
  try {
    const name = "migrations_proof";
    const url = await makeDatabase(cluster.url, name);
    await step(
      "",
      () => migrate(url),
      (count) => `All ${count} migrations apply to an empty database`,
    );
    await dropDatabase(cluster.url, name);
  } finally {
    await cluster.stop();
  }
  console.log(
    added === 0 ? "Nothing was pending." : `${added} migration written; read it before you commit it.`,
  );
});
