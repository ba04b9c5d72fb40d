import { mkdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { holdLock } from "#db/lock.ts";
import { ensureBuild } from "./build.ts";
import { dataFolder, type Ground, plantDemo, prepareDatabase } from "./ground.ts";
import { demandFree, earlierServer, noteRunning } from "./running.ts";
import { keptSecret } from "./secret.ts";
import { printSignIns } from "./signIns.ts";
import { main, say, step } from "./step.ts";

// Read by React and Next when they are first imported.
Object.assign(process.env, { NODE_ENV: "production" });

const { values: flags } = parseArgs({
  options: {
    port: { type: "string" },
    host: { type: "string" },
    "no-demo": { type: "boolean", default: false },
    production: { type: "boolean", default: false },
  },
});

await main(async () => {
  const since = performance.now();
  const dataDir = dataFolder();
  const port = wantedPort();
  const host = flags.host ?? process.env.HOST ?? "127.0.0.1";
  const demo = !flags.production && !flags["no-demo"];
  settle(dataDir, port, host, demo);
  demandSpace(dataDir);

  const release = await holdLock(join(dataDir, "start.lock"), ({ pid }) =>
    console.log(`Another start of Mendline (process ${pid}) is under way; waiting for it …`),
  );
  const earlier = earlierServer(dataDir, port);
  if (earlier) {
    release();
    console.log(
      `Mendline already runs at ${earlier.url} (process ${earlier.pid}). End it with: kill ${earlier.pid}`,
    );
    return;
  }
  let ground: Ground | undefined;
  try {
    await demandFree(port, host);
    ground = await prepareDatabase(dataDir);
    process.env.DATABASE_URL = ground.url;
    const signIns = demo ? await plantDemo(ground.url, dataDir) : [];
    await step("", ensureBuild, (built) => (built ? "Pages built" : "Pages are built already"));
    const { serve } = await import("#server/main.ts");
    const serving = await step("Serving", () => serve({ port, host, dev: false }));
    const forget = noteRunning(dataDir, port, serving.url);
    endOrderly(async () => {
      forget();
      await serving.close();
      await ground?.stop();
    });
    release();
    say("Ready", since);
    printSignIns(serving.url, signIns);
  } catch (error) {
    release();
    await ground?.stop();
    throw error;
  }
});

function wantedPort(): number {
  const words = flags.port ?? process.env.PORT ?? "3000";
  const port = Number(words);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`"${words}" is not a port. Choose a number from 1 to 65535.`);
}

/** Fills in the settings that the demo may choose for itself; production must be told them. */
function settle(dataDir: string, port: number, host: string, demo: boolean): void {
  if (!demo && !process.env.MENDLINE_SECRET) {
    throw new Error(
      "A start without the demo needs a secret of its own, so that nobody can forge a session:\n" +
        '  MENDLINE_SECRET="$(openssl rand -base64 32)"\n' +
        "Keep it, and set it at every start.",
    );
  }
  if (flags.production && !process.env.MENDLINE_ORIGIN) {
    throw new Error(
      "A production start needs MENDLINE_ORIGIN, the address people open, such as https://repairs.example.com",
    );
  }
  process.env.MENDLINE_SECRET ||= keptSecret(dataDir);
  if (demo) process.env.MENDLINE_PHONE_SECRET ||= keptSecret(dataDir, "phone-secret");
  process.env.MENDLINE_DEMO = demo ? "1" : "0";
  process.env.MENDLINE_DATA = dataDir;
  process.env.PORT = String(port);
  process.env.HOST = host;
}

/** A start needs room: a full disk stops PostgreSQL half-way through. */
function demandSpace(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const { bavail, bsize } = statfsSync(dataDir);
  const megabytes = Math.floor((bavail * bsize) / 1_048_576);
  if (megabytes < 500) {
    throw new Error(
      `Only ${megabytes} MB are free where ${dataDir} lies; Mendline needs 500. Free some space and start again.`,
    );
  }
}

function endOrderly(end: () => Promise<void>): void {
  let ending = false;
  const begin = () => {
    if (ending) process.exit(1);
    ending = true;
    console.log("\nEnding …");
    setTimeout(() => process.exit(1), 20_000).unref();
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, begin);
}
