import { type ChildProcess, spawn } from "node:child_process";
import { watch } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "#db/freePort.ts";
import { dataFolder, plantDemo, prepareDatabase } from "./ground.ts";
import { root } from "./root.ts";
import { demandFree } from "./running.ts";
import { keptSecret } from "./secret.ts";
import { printSignIns } from "./signIns.ts";
import { main } from "./step.ts";

const { values: flags } = parseArgs({ options: { port: { type: "string" } } });

/** Serves with Next's development pages; what changes in server/ or db/ starts the server anew. */
await main(async () => {
  const dataDir = dataFolder();
  const port = Number(flags.port ?? process.env.PORT ?? 3000);
  await demandFree(port, "127.0.0.1");
  const ground = await prepareDatabase(dataDir);
  const signIns = await plantDemo(ground.url, dataDir);
  const settings = {
    ...process.env,
    NODE_ENV: "development",
    DATABASE_URL: ground.url,
    MENDLINE_SECRET: process.env.MENDLINE_SECRET ?? keptSecret(dataDir),
    MENDLINE_PHONE_SECRET: process.env.MENDLINE_PHONE_SECRET ?? keptSecret(dataDir, "phone-secret"),
    MENDLINE_DEMO: "1",
    MENDLINE_DATA: dataDir,
    PORT: String(await freePort(port)),
    HOST: "127.0.0.1",
  };
  printSignIns(`http://127.0.0.1:${port}`, signIns);

  let child: ChildProcess | undefined;
  let ending = false;
  let waiting: NodeJS.Timeout | undefined;

  function begin(): void {
    const started = spawn(process.execPath, [join(root, "scripts", "serve.ts"), "--dev"], {
      cwd: root,
      env: settings as NodeJS.ProcessEnv,
      stdio: "inherit",
    });
    child = started;
    started.once("exit", (code) => {
      if (child === started) child = undefined;
      if (!ending && code !== 0) console.log("The server ended; it starts again when a file changes.");
    });
  }

  async function again(): Promise<void> {
    const old = child;
    if (old) {
      const gone = new Promise((resolve) => old.once("exit", resolve));
      old.kill("SIGTERM");
      await gone;
    }
    if (!ending) begin();
  }

  for (const folder of ["server", "db"]) {
    watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!file?.endsWith(".ts") || file.endsWith(".test.ts")) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        console.log(`${folder}/${file} changed; starting again`);
        void again();
      }, 200);
    });
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      const finish = () => void ground.stop().finally(() => process.exit(0));
      if (!child) return finish();
      child.once("exit", finish);
      child.kill("SIGTERM");
    });
  }
  begin();
});
