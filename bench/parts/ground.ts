import { join } from "node:path";
import { type Connection, connect } from "#db/client.ts";
import { startDatabase } from "#db/embedded.ts";
import { freePort } from "#db/freePort.ts";
import { migrate } from "#db/migrate.ts";
import { dropDatabase, makeDatabase } from "#db/testing/database.ts";
import { heads } from "#server/operations/stream/follow.ts";
import { ensureBuild } from "../../scripts/build.ts";
import { type Child, startChild } from "./child.ts";
import { profiling, whereTimeWent } from "./profile.ts";
import { buildTown, type Size, type Town, usuallyOpen } from "./town.ts";

export type Context = { root: string; flags: string[] };

export type Ground = {
  url: string;
  connection: Connection;
  town: Town;
  server: Child;
  origin: string;
  port: number;
  /** The sites' seqs now. */
  heads(): Promise<Array<{ id: string; seq: number }>>;
  end(): Promise<void>;
};

export const secret = "the benchmarks' own secret, long enough to be one";

/** A fresh database with a generated town and its history, and the production server on it. */
export async function prepare(
  name: string,
  { root, flags }: Context,
  size: Partial<Size> = {},
): Promise<Ground> {
  const pages = !flags.includes("--no-pages");
  if (pages && (await ensureBuild())) console.log("  built the pages");
  const cluster = await startDatabase({ dir: join(root, ".data", "bench"), name: "benchmarks" });
  const database = `bench_${name}`;
  const url = await makeDatabase(cluster.url, database);
  await migrate(url);
  const connection = connect(url, { max: 20, name: "mendline bench" });
  const usual = { history: flags.includes("--quick") ? 2_000 : 20_000, openPerSite: usuallyOpen };
  const town = await buildTown(connection, { ...usual, ...size });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const profiles = join(root, ".data", "bench", "profiles");
  const profiled = flags.includes("--profile");
  const env = {
    DATABASE_URL: url,
    MENDLINE_SECRET: secret,
    MENDLINE_ORIGIN: origin,
    MENDLINE_DATA: join(root, ".data", "bench"),
    MENDLINE_DEMO: "0",
    PORT: String(port),
    HOST: "127.0.0.1",
    // A few residents report for a whole town.
    MENDLINE_REPORTS_PER_MINUTE: "1000000",
    MENDLINE_REPORTS_PER_DAY: "1000000",
    NODE_ENV: "production",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
    BENCH_PAGES: pages ? "1" : "0",
  };
  const server = await startChild("productServer.ts", env, profiled ? profiling(profiles) : []);
  return {
    url,
    connection,
    town,
    server,
    origin,
    port,
    heads: () => heads(connection.db),
    async end() {
      await server.end();
      if (profiled) console.log(`  ${(await whereTimeWent(profiles)).join("\n  ")}\n`);
      await connection.close();
      await dropDatabase(cluster.url, database);
      await cluster.stop();
    },
  };
}
