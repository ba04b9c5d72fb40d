import { resolve } from "node:path";
import { checkDatabase } from "#db/check.ts";
import { connect } from "#db/client.ts";
import { startDatabase } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { type DemoSignIn, demoSignIns, seedDemo } from "#db/seed/demo.ts";
import { root } from "./root.ts";
import { keptSecret } from "./secret.ts";
import { say, step } from "./step.ts";

/** The one number all demo data grows from. */
export const demoSeed = 20_260_101;

export type Ground = { url: string; stop(): Promise<void> };

/** The folder of everything this installation keeps: MENDLINE_DATA, or .data in the project. */
export function dataFolder(): string {
  return resolve(root, process.env.MENDLINE_DATA || ".data");
}

/** A PostgreSQL that answers and has the newest shape: the one of DATABASE_URL, or the built-in one. */
export async function prepareDatabase(dataDir: string): Promise<Ground> {
  const given = process.env.DATABASE_URL;
  if (given) {
    await step(`PostgreSQL of DATABASE_URL answers`, () => checkDatabase(given));
    await migrated(given);
    return { url: given, stop: async () => {} };
  }
  const database = await step(
    "",
    () => startDatabase({ dir: dataDir }),
    ({ adopted }) => (adopted ? "PostgreSQL 18 was still running, taken over" : "PostgreSQL 18 started"),
  );
  await migrated(database.url);
  return database;
}

async function migrated(url: string): Promise<void> {
  await step(
    "",
    () => migrate(url),
    (count) => (count === 0 ? "Database is up to date" : `Database migrated (${count} steps)`),
  );
}

/** Plants the demo if it is not there yet and returns its sign-ins. */
export async function plantDemo(url: string, dataDir: string): Promise<DemoSignIn[]> {
  const { db, sql, close } = connect(url, { max: 2, name: "mendline seed", patient: true });
  try {
    const since = performance.now();
    let planted = false;
    const now = new Date();
    await seedDemo(sql, {
      seed: demoSeed,
      now,
      dataDir,
      onProgress: (words) => {
        planted = true;
        console.log(`  ${words}`);
      },
    });
    if (planted) {
      // What the operations read of it: a link in a message is made with the secret.
      process.env.DATABASE_URL ||= url;
      process.env.MENDLINE_SECRET ||= keptSecret(dataDir);
      const { agreeDemoTimes } = await import("#server/operations/demo/agreeTimes.ts");
      console.log(`  ${await agreeDemoTimes(db, now)} times offered`);
    }
    say(planted ? "Demo planted" : "Demo is there", since);
    return await demoSignIns(sql);
  } finally {
    await close();
  }
}
