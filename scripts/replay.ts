import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { connect } from "#db/client.ts";
import { heads } from "#server/operations/stream/follow.ts";
import { mappingFor, readMapping } from "#server/replay/mapping.ts";
import { type BadRow, headerOf, readRows } from "#server/replay/readRows.ts";
import { replay } from "#server/replay/replay.ts";
import { ringOthers } from "#server/replay/ringOthers.ts";
import { readSpeed } from "#server/replay/speed.ts";
import { dataFolder, plantDemo, prepareDatabase } from "./ground.ts";
import { progressBar } from "./progressBar.ts";
import { root } from "./root.ts";
import { main, step } from "./step.ts";

const usage = `npm run replay -- FILE [options]

Files each row of a CSV of service requests as a report, in the order in which they were opened.

  --map FILE         which column is what (default: the mapping in replay/ that fits the columns)
  --speed 20/s       20/s, 60x (sixty times real time) or max
  --limit N          the first N rows only
  --site NAME        rows of this site only; may be said several times
  --original-times   received when the file says, instead of now
  --no-staff         leave the demo's people out of the imported sites
  --no-demo          do not plant the demo in an empty database`;

const listed = 20;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    map: { type: "string" },
    speed: { type: "string", default: "20/s" },
    limit: { type: "string" },
    site: { type: "string", multiple: true },
    "original-times": { type: "boolean", default: false },
    staff: { type: "boolean", default: true },
    demo: { type: "boolean", default: true },
    help: { type: "boolean", default: false },
  },
});

await main(async () => {
  if (flags.help) return console.log(usage);
  const [named] = positionals;
  if (named === undefined || positionals.length > 1) throw new Error(usage);
  const file = resolve(named);
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const speed = readSpeed(flags.speed);
  const limit = flags.limit === undefined ? Number.POSITIVE_INFINITY : Number(flags.limit);
  if (!(limit > 0)) throw new Error(`--limit ${flags.limit} is not a number of rows.`);
  const mapping = flags.map
    ? await readMapping(resolve(flags.map))
    : await mappingFor(await headerOf(file), join(root, "replay"));
  const read = await step(
    "",
    () => readRows(file, mapping),
    ({ rows, bad }) => `${rows.length} rows read as ${mapping.name}, ${bad.length} unusable`,
  );
  const here = flags.site ? read.rows.filter((row) => flags.site?.includes(row.site)) : read.rows;
  if (flags.site && here.length === 0) {
    const names = [...new Set(read.rows.map((row) => row.site))].sort().join(", ");
    throw new Error(`No row is of the site ${flags.site.join(", ")}. There are: ${names}`);
  }
  const rows = here.slice(0, limit);

  const dataDir = dataFolder();
  const ground = await prepareDatabase(dataDir);
  const connection = connect(ground.url, { max: 4, name: "mendline replay" });
  const quiet = ringOthers(connection);
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
  const bar = progressBar();
  try {
    if (flags.demo && (await heads(connection.db)).length === 0) await plantDemo(ground.url, dataDir);
    const outcome = await replay(connection, rows, {
      mapping,
      speed,
      originalTimes: flags["original-times"],
      staff: flags.staff,
      onReady({ sites, roles }) {
        console.log(`${sites} sites are ready for what is not filed yet`);
        if (roles > 0) console.log("The demo's people work there now too; reload a board that is open.");
      },
      onProgress: bar.show,
      signal: interrupted.signal,
    });
    bar.end();
    console.log(
      `${outcome.filed} filed, ${outcome.before} filed by an earlier run, ${outcome.refused} refused.`,
    );
    if (outcome.stopped) console.log("Stopped; the same command goes on from here.");
    await listBad([...read.bad, ...outcome.bad], join(dataDir, "replay"), file);
  } finally {
    await quiet();
    await connection.close();
    await ground.stop();
  }
});

/** The rows left out, with line and reason: the first ones here, all of them in a file. */
async function listBad(bad: BadRow[], folder: string, source: string): Promise<void> {
  if (bad.length === 0) return;
  bad.sort((a, b) => a.line - b.line);
  console.log(`\n${bad.length} ${bad.length === 1 ? "row was" : "rows were"} left out:`);
  for (const { line, id, reason } of bad.slice(0, listed)) {
    console.log(`  line ${line}${id === "" ? "" : `  ${id}`}: ${reason}`);
  }
  await mkdir(folder, { recursive: true });
  const kept = join(folder, `${basename(source, ".csv")}.left-out.tsv`);
  const lines = bad.map(({ line, id, reason }) => [line, id, reason].join("\t"));
  await writeFile(kept, `line\tid\treason\n${lines.join("\n")}\n`);
  if (bad.length > listed) console.log(`  … and ${bad.length - listed} more`);
  console.log(`All of them: ${relative(process.cwd(), kept)}`);
}
