import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as apply } from "drizzle-orm/postgres-js/migrator";
import { connect } from "./client.ts";

export const migrationsFolder = join(import.meta.dirname, "migrations");

type Step = { tag: string; hash: string };

/** The migrations in their order, each with the hash of its text. */
export async function migrationSteps(): Promise<Step[]> {
  const journal = JSON.parse(await readFile(join(migrationsFolder, "meta", "_journal.json"), "utf8")) as {
    entries: Array<{ tag: string }>;
  };
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const text = await readFile(join(migrationsFolder, `${tag}.sql`));
      return { tag, hash: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/** Brings the database to the newest shape and returns how many steps that took. Two at once wait for each other. */
export async function migrate(url: string): Promise<number> {
  const { sql, close } = connect(url, { max: 1, name: "mendline migrations", patient: true });
  try {
    await sql`select pg_advisory_lock(hashtext('mendline migrations'))`;
    const steps = await migrationSteps();
    const before = await applied(sql);
    const foreign = before.find((hash, index) => steps[index]?.hash !== hash);
    if (foreign !== undefined) {
      throw new Error(
        "This database was migrated by another version of Mendline than the one that starts now. " +
          "Start the newer one, or begin with an empty database.",
      );
    }
    await apply(drizzle(sql), { migrationsFolder });
    return steps.length - before.length;
  } finally {
    await close();
  }
}

async function applied(sql: ReturnType<typeof connect>["sql"]): Promise<string[]> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
  if (!table?.there) return [];
  const rows = await sql<Array<{ hash: string }>>`select hash from drizzle.__drizzle_migrations order by id`;
  return rows.map((row) => row.hash);
}
