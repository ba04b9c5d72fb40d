import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import postgres from "postgres";
import { freePort } from "./freePort.ts";
import { holdLock } from "./lock.ts";
import { clusterFolder, postgresHome, postgresUser, type RunAs } from "./postgresUser.ts";
import { runs, until } from "./processes.ts";

export type RunningDatabase = {
  url: string;
  /** The number of the PostgreSQL process. */
  pid: number;
  /** It was already running, left by a server that was killed or shared with one that runs. */
  adopted: boolean;
  /** Stops PostgreSQL, unless somebody else is still connected to it. */
  stop(): Promise<void>;
};

type Options = {
  /** The folder that holds everything about this PostgreSQL. */
  dir: string;
  /** Which port to take if it is free; otherwise the one of last time, or any. */
  port?: number;
  /** The database in the url; made if missing. */
  name?: string;
  /** false: faster, but a power cut may lose the cluster. For tests. */
  durable?: boolean;
};

type Cluster = { dir: string; folder: string; user: RunAs; home: string; password: string };

const patience = 15_000;

/** Brings up the built-in PostgreSQL in `dir`: makes it once, adopts it if it still runs, starts it otherwise. */
export async function startDatabase(options: Options): Promise<RunningDatabase> {
  const dir = resolve(options.dir);
  const release = await holdLock(join(dir, "postgres.lock"));
  try {
    const user = postgresUser();
    const cluster: Cluster = {
      dir,
      folder: clusterFolder(dir, user),
      user,
      home: postgresHome(user),
      password: passwordIn(dir),
    };
    makeCluster(cluster);
    const alive = await adopt(cluster);
    const { port, pid } = alive ?? (await launch(cluster, options));
    const url = await openUp(cluster, port, options.name ?? "mendline");
    return { url, pid, adopted: alive !== undefined, stop: () => stop(cluster, port, pid) };
  } finally {
    release();
  }
}

function passwordIn(dir: string): string {
  const file = join(dir, "postgres-password");
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(24).toString("hex"), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, "utf8").trim();
}

/** initdb works beside the real folder and is renamed when it is whole, so a half-made cluster is never taken for one. */
function makeCluster({ folder, user, home, password }: Cluster): void {
  if (existsSync(join(folder, "PG_VERSION"))) {
    const version = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
    if (version === "18") return;
    throw new Error(
      `The data in ${folder} was made by PostgreSQL ${version}; this Mendline brings 18. Move the folder away, or set DATABASE_URL.`,
    );
  }
  const parent = dirname(folder);
  const drafts = `${basename(folder)}.new`;
  for (const name of readdirSync(parent)) {
    if (name.startsWith(drafts)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  const draft = join(parent, drafts);
  mkdirSync(draft, { mode: 0o700 });
  const words = join(draft, "password");
  writeFileSync(words, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(draft, user.uid, user.gid);
    chownSync(words, user.uid, user.gid);
  }
  const made = spawnSync(
    join(home, "bin", "initdb"),
    [
      `--pgdata=${join(draft, "data")}`,
      "--username=postgres",
      `--pwfile=${words}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-locale",
    ],
    { ...user, cwd: draft, encoding: "utf8", env: plainEnvironment() },
  );
  if (made.error || made.status !== 0) {
    const why = `${made.error?.message ?? ""}\n${made.stderr ?? ""}`;
    rmSync(draft, { recursive: true, force: true });
    throw new Error(sentenceFor(why, `PostgreSQL could not make its folder ${folder}`));
  }
  renameSync(join(draft, "data"), folder);
  rmSync(draft, { recursive: true, force: true });
}

function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C", NODE_ENV: process.env.NODE_ENV };
}

/** The port of a PostgreSQL that already serves this folder. A dead one's pid file is cleared away. */
async function adopt(cluster: Cluster): Promise<{ port: number; pid: number } | undefined> {
  const file = join(cluster.folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const answered = () => servesFolder(cluster, port);
  if (runs(pid) && port > 0 && (await until(async () => !runs(pid) || (await answered()), patience))) {
    if (await answered()) return { port, pid };
  }
  if (runs(pid) && ownsFolder(pid, cluster.folder)) {
    throw new Error(
      `A PostgreSQL (process ${pid}) holds ${cluster.folder} but does not answer. End it with: kill -INT ${pid}`,
    );
  }
  // Children of a killed PostgreSQL end by themselves; two servers must never write one folder.
  const gone = await until(() => !anyProcessIn(cluster.folder), patience);
  if (!gone)
    throw new Error(`An ended PostgreSQL still has processes in ${cluster.folder}. Try again in a moment.`);
  rmSync(file, { force: true });
  return undefined;
}

async function servesFolder({ folder, password }: Cluster, port: number): Promise<boolean> {
  const sql = postgres(urlOf(password, port, "postgres"), { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('data_directory') as folder`;
    return row?.folder === folder;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function urlOf(password: string, port: number, name: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
}

function ownsFolder(pid: number, folder: string): boolean {
  if (process.platform !== "linux") return true;
  return workingFolder(String(pid)) === folder;
}

function anyProcessIn(folder: string): boolean {
  if (process.platform !== "linux") return false;
  return readdirSync("/proc").some(
    (pid) => /^\d+$/.test(pid) && workingFolder(pid) === folder && runs(Number(pid)),
  );
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

async function launch(cluster: Cluster, options: Options): Promise<{ port: number; pid: number }> {
  const memory = join(cluster.dir, "postgres-port");
  const last = existsSync(memory) ? Number(readFileSync(memory, "utf8")) : undefined;
  const end = performance.now() + patience;
  for (;;) {
    const port = await freePort(options.port ?? last);
    const outcome = await attempt(cluster, port, options.durable ?? true);
    if (typeof outcome === "number") {
      writeFileSync(memory, String(port));
      return { port, pid: outcome };
    }
    const passing = /pre-existing shared memory|lock file .* already exists|Address already in use/i.test(
      outcome,
    );
    if (!passing || performance.now() > end) {
      throw new Error(sentenceFor(outcome, "PostgreSQL did not start"));
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** One try to start; its process number once it answers, or what it said when it ended instead. */
async function attempt(cluster: Cluster, port: number, durable: boolean): Promise<number | string> {
  const log = join(cluster.dir, "postgres.log");
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const output = openSync(log, "a", 0o600);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    "max_wal_size=1GB",
    "random_page_cost=1.1",
    "log_timezone=UTC",
    "timezone=UTC",
    ...(durable ? [] : ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]),
  ];
  const child: ChildProcess = spawn(
    join(cluster.home, "bin", "postgres"),
    ["-D", cluster.folder, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    {
      ...cluster.user,
      cwd: cluster.folder,
      env: plainEnvironment(),
      // A group of its own: Ctrl-C reaches us first, and we stop it last.
      detached: true,
      stdio: ["ignore", output, output],
    },
  );
  closeSync(output);
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended ??= `ended with ${signal ?? code}`;
  });
  child.unref();
  const ready = await until(async () => ended !== undefined || (await servesFolder(cluster, port)), 60_000);
  if (ready && ended === undefined && child.pid !== undefined) return child.pid;
  return `${ended ?? "no answer within a minute"}\n${readFileSync(log, "utf8").slice(-4000)}`;
}

/** Makes the database if it is missing and returns its address. */
async function openUp({ password }: Cluster, port: number, name: string): Promise<string> {
  const sql = postgres(urlOf(password, port, "postgres"), { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql.unsafe(`create database "${name.replaceAll('"', '""')}"`);
  } finally {
    await sql.end({ timeout: 5 });
  }
  return urlOf(password, port, name);
}

async function stop({ password }: Cluster, port: number, pid: number): Promise<void> {
  const sql = postgres(urlOf(password, port, "postgres"), { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const [row] = await sql`
      select count(*)::int as others from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    if ((row?.others ?? 0) > 0) return;
  } catch {
    // It is going down already.
  } finally {
    await sql.end({ timeout: 1 });
  }
  if (!runs(pid)) return;
  process.kill(pid, "SIGINT");
  await until(() => !runs(pid), 30_000);
}

/** What PostgreSQL said, as a sentence that helps. */
function sentenceFor(said: string, what: string): string {
  if (/No space left on device|ENOSPC/i.test(said)) {
    return `${what}: the disk is full. Free some space and start again; nothing that was saved is lost.`;
  }
  if (/EACCES|Permission denied/i.test(said)) {
    return `${what}: its user may not read or write there.\n${said.trim()}`;
  }
  if (/ENOENT|cannot execute|Exec format|not found/i.test(said)) {
    return `${what}: its program does not run on this machine. Set DATABASE_URL to a PostgreSQL 16 or newer.\n${said.trim()}`;
  }
  return `${what}:\n${said.trim()}`;
}
