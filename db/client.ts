import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "#server/env.ts";

/** A pool of connections and Drizzle over it. */
export type Database = PostgresJsDatabase;
export type Connection = { sql: postgres.Sql; db: Database; close(): Promise<void> };

/**
 * Opens a pool to a PostgreSQL. Every statement has a deadline: 10 s to run, 2 s to wait for a lock. `patient` lifts
 * the deadlines, for migrations and seeds only.
 */
export function connect(
  url: string,
  options: { max?: number; name?: string; patient?: boolean } = {},
): Connection {
  const deadlines = {
    statement_timeout: 10_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 15_000,
  };
  const sql = postgres(url, {
    max: options.max ?? 20,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? "mendline",
      ...(options.patient ? {} : deadlines),
    },
  });
  return { sql, db: drizzle(preparing(sql)), close: () => sql.end({ timeout: 5 }) };
}

/** Longer statements are lists of some length that will hardly come again; they are not worth keeping prepared. */
const longestPrepared = 4_000;

type Unsafe = Pick<postgres.Sql, "unsafe">;

/**
 * Drizzle hands every statement over unprepared, which costs a second round trip and a new plan each time. Here it is
 * prepared once per connection instead.
 */
function preparing(sql: postgres.Sql): postgres.Sql {
  const begin = sql.begin.bind(sql) as (...given: unknown[]) => Promise<unknown>;
  const beginPrepared = (...given: unknown[]) => {
    const work = given.pop() as (tx: Unsafe) => Promise<unknown>;
    return begin(...given, (tx: Unsafe) => work(prepared(tx)));
  };
  return Object.assign(prepared(sql), { begin: beginPrepared as typeof sql.begin });
}

function prepared<S extends Unsafe>(sql: S): S {
  const plain = sql.unsafe;
  const unsafe = ((query, parameters, options) =>
    plain(query, parameters, {
      ...options,
      prepare: parameters !== undefined && parameters.length > 0 && query.length < longestPrepared,
    })) as typeof plain;
  return Object.assign(sql, { unsafe });
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
