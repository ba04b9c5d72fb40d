import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./root.ts";
import { main } from "./step.ts";

/** What a benchmark is given: the words after its name that begin with `--`. */
export type BenchContext = { root: string; flags: string[] };

type Bench = { default: (context: BenchContext) => Promise<void> };

/** Runs the named benchmarks of bench/, or all, one after the other; one that fails does not stop the next. */
await main(async () => {
  // `--data DIR` is `--data=DIR`.
  const args = process.argv.slice(2).join("\0").replaceAll("--data\0", "--data=").split("\0").filter(Boolean);
  const flags = args.filter((arg) => arg.startsWith("--"));
  const known = (await readdir(join(root, "bench"), { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^[a-z]+\.ts$/.test(entry.name))
    .map((entry) => entry.name.replace(/\.ts$/, ""))
    .sort();
  const wanted = args.filter((arg) => !arg.startsWith("--"));
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  Object.assign(process.env, { NODE_ENV: "production" });
  const failed: string[] = [];
  for (const name of wanted.length > 0 ? wanted : known) {
    try {
      const bench = (await import(join(root, "bench", `${name}.ts`))) as Bench;
      await bench.default({ root, flags });
    } catch (error) {
      failed.push(name);
      console.error(error);
    }
  }
  if (failed.length > 0) throw new Error(`Failed: ${failed.join(", ")}`);
  process.exit(0);
});
