import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { holdLock } from "#db/lock.ts";
import { program, root } from "./root.ts";

const sources = ["app", "server", "db", "public"];
const files = [
  "next.config.ts",
  "postcss.config.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "proxy.ts",
];
const marker = join(root, ".next", "mendline-build");

/** Builds the pages for production if the source changed since the last whole build; tells whether it did. */
export async function ensureBuild(): Promise<boolean> {
  const release = await holdLock(join(root, ".data", "build.lock"), ({ pid }) =>
    console.log(`Waiting for another build (process ${pid}) …`),
  );
  try {
    const hash = await sourceHash();
    if (await isBuilt(hash)) return false;
    // Written only after the build, so that an interrupted one is done again.
    await rm(marker, { force: true });
    await build();
    await writeFile(marker, hash);
    return true;
  } finally {
    release();
  }
}

async function isBuilt(hash: string): Promise<boolean> {
  if (!existsSync(marker) || !existsSync(join(root, ".next", "BUILD_ID"))) return false;
  return (await readFile(marker, "utf8")) === hash;
}

/** A hash of all that goes into the pages. Tests and seeds do not. */
async function sourceHash(): Promise<string> {
  const found = await Promise.all(
    sources.map((folder) =>
      readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  const paths = found
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/\.test\.tsx?$|^db.(seed|testing|migrations).|^server.testing./.test(path))
    .concat(files.filter((file) => existsSync(join(root, file))))
    .sort();
  const hash = createHash("sha256");
  for (const path of paths) {
    hash.update(`${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest("hex");
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const child = spawn(process.execPath, [program("next"), "build"], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        // Nothing is read from them while building, but they must be there and well formed.
        DATABASE_URL: process.env.DATABASE_URL ?? "postgres://127.0.0.1:1/building",
        MENDLINE_SECRET: process.env.MENDLINE_SECRET ?? "only-for-building-never-for-serving-0000",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => said.push(text));
    }
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The build failed:\n${said.join("").trim()}`));
    });
  });
}
