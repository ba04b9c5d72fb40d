import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "#server/env.ts";

/** A pool of connections and Drizzle over it. */
export type Database = PostgresJsDatabase;
export type Connection = { sql: postgres.Sql; db: Database; close(): Promise<void> };

/** Opens a pool to a PostgreSQL. Every statement has a deadline: 10 s to run, 2 s to wait for a lock. */
export function connect(url: string, options: { max?: number; name?: string } = {}): Connection {
  const sql = postgres(url, {
    max: options.max ?? 20,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? "mendline",
      statement_timeout: 10_000,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}

const slot = Symbol.for("mendline.database");
const shared = globalThis as unknown as Record<symbol, Connection | undefined>;

/** The one pool of this process, shared by Next's bundle and plain Node, which are two module graphs. */
export function database(): Connection {
  shared[slot] ??= connect(env().databaseUrl);
  return shared[slot];
}

export async function closeDatabase(): Promise<void> {
  const open = shared[slot];
  shared[slot] = undefined;
  await open?.close();
}
