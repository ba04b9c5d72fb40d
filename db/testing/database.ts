import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Connection, connect } from "../client.ts";
import { type RunningDatabase, startDatabase } from "../embedded.ts";
import { migrate, migrationSteps } from "../migrate.ts";

export type TestDatabase = Connection & { url: string; drop(): Promise<void> };

const testFolder = join(import.meta.dirname, "..", "..", ".data", "test");

let own: Promise<RunningDatabase> | undefined;
let open = 0;

/** The cluster that tests use: the one a test run named in MENDLINE_TEST_PG, else our own in .data/test. */
export function testCluster(): Promise<RunningDatabase> {
  return startDatabase({ dir: testFolder, name: "tests", durable: false });
}

/** A fresh, migrated database for one test file, copied from a template that is migrated once. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = await clusterUrl();
  open += 1;
  const admin = connect(cluster, { max: 1, name: "mendline test admin", patient: true });
  const name = `test_${randomBytes(6).toString("hex")}`;
  try {
    // CREATE DATABASE wants the template to itself; the lock also lets only one process make it.
    await admin.sql`select pg_advisory_lock(hashtext('mendline test template'))`;
    const template = await migratedTemplate(admin, cluster);
    await admin.sql.unsafe(`create database ${name} template ${template}`);
  } finally {
    await admin.close();
  }
  const url = databaseIn(cluster, name);
  const connection = connect(url, { max: 20, name: "mendline test" });
  return {
    ...connection,
    url,
    async drop() {
      await connection.close();
      await dropDatabase(cluster, name);
      open -= 1;
      if (open === 0 && own) {
        const running = own;
        own = undefined;
        await (await running).stop();
      }
    },
  };
}

async function clusterUrl(): Promise<string> {
  const named = process.env.MENDLINE_TEST_PG;
  if (named) return named;
  own ??= testCluster();
  return (await own).url;
}

async function migratedTemplate(admin: Connection, cluster: string): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(await migrationSteps()));
  const name = `template_${hash.digest("hex").slice(0, 16)}`;
  const found = await admin.sql`select 1 from pg_database where datname = ${name}`;
  if (found.length > 0) return name;
  const draft = `${name}_draft`;
  await admin.sql.unsafe(`drop database if exists ${draft} with (force)`);
  await admin.sql.unsafe(`create database ${draft}`);
  await migrate(databaseIn(cluster, draft));
  await admin.sql.unsafe(`alter database ${draft} rename to ${name}`);
  return name;
}

/** The address of another database in the same cluster. */
export function databaseIn(cluster: string, name: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

/** Removes a database, whoever is still connected to it. */
export async function dropDatabase(cluster: string, name: string): Promise<void> {
  const admin = connect(cluster, { max: 1, name: "mendline test admin", patient: true });
  try {
    await admin.sql.unsafe(`drop database if exists "${name}" with (force)`);
  } finally {
    await admin.close();
  }
}

/** A copy of a database to which nobody is connected; one of the copy's name that was there is gone. */
export async function copyDatabase(cluster: string, from: string, name: string): Promise<string> {
  await dropDatabase(cluster, name);
  const admin = connect(cluster, { max: 1, name: "mendline test admin", patient: true });
  try {
    await admin.sql.unsafe(`create database "${name}" template "${from}"`);
  } finally {
    await admin.close();
  }
  return databaseIn(cluster, name);
}

/** Makes an empty database of this name; one that was there is gone. */
export async function makeDatabase(cluster: string, name: string): Promise<string> {
  await dropDatabase(cluster, name);
  const admin = connect(cluster, { max: 1, name: "mendline test admin", patient: true });
  try {
    await admin.sql.unsafe(`create database "${name}"`);
  } finally {
    await admin.close();
  }
  return databaseIn(cluster, name);
}
