import { readFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { readAddress } from "#server/domain/place/address.ts";
import { figureOf } from "#server/domain/place/figure.ts";
import type { Reading } from "#server/domain/place/reading.ts";
import type { Context } from "./parts/ground.ts";
import { type Metric, print } from "./parts/metric.ts";

const goal = 0.85;
const parts = ["building", "unit", "room"] as const;
/** The columns in which people wrote down building, unit and room of each address. */
const columns = { building: "houseno", unit: "cellno", room: "roomno" } as const;

type Row = { address: string } & Record<(typeof columns)[keyof typeof columns], string>;
type Said = Record<(typeof parts)[number], string>;

/** Building, unit and room read from addresses that people typed, against what people marked in them. */
export default async function places(context: Context): Promise<void> {
  const rows = await addresses(context);
  // The rules were written while looking at the even rows; the odd ones judge.
  const judging = rows.filter((_, index) => index % 2 === 1);
  const looked = rows.filter((_, index) => index % 2 === 0);
  const any = (row: Row) => parts.some((part) => row[columns[part]] !== "");
  const since = performance.now();
  for (const row of rows) readAddress(row.address);
  const each = ((performance.now() - since) * 1000) / rows.length;
  const among = share(judging.filter(any), (row) => readAddress(row.address).map(saidIn));
  const lines = [
    line("exact", judging),
    line("exact-marked", judging.filter(any)),
    line("exact-seen", looked),
    line("exact-marked-seen", looked.filter(any)),
  ];
  print(lines, [
    "exact: building, unit and room all as people marked them, where the address has none of them too; marked: only addresses with any.",
    "ours: the first reading; limit: figures taken by the word behind them alone; seen: the half that the rules were written by.",
    ...parts.map((part) => `${part}: ${partShare(judging, part).toFixed(4)} of the judging half.`),
    `the right one is among the readings of ${among.toFixed(4)} of the judging half's marked addresses; ${each.toFixed(0)} µs each.`,
  ]);
}

async function addresses({ root, flags }: Context): Promise<Row[]> {
  const given = flags.find((flag) => flag.startsWith("--data="))?.slice("--data=".length);
  const folder = given ? (isAbsolute(given) ? given : resolve(given)) : join(root, "..", "shared", "data");
  const path = join(folder, "zh-addresses.csv");
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error(`The benchmark places needs ${path}, which is not there. Name its folder: --data DIR.`);
  });
  return parse(text, { columns: true }) as Row[];
}

function line(name: string, rows: Row[]): Metric {
  const ours = share(rows, (row) => readAddress(row.address).slice(0, 1).map(saidIn));
  const limit = share(rows, (row) => [byWordsAlone(row.address)]);
  return {
    bench: "places",
    metric: name,
    ours: round(ours),
    limit: round(limit),
    ratio: round(ours / limit),
    unit: "share",
    n: rows.length,
    cv: 0,
    goal: `>= ${goal}`,
    verdict: ours >= goal ? "met" : "missed",
  };
}

/** How many rows have an answer that is the marked one; no answer counts as an empty one. */
function share(rows: Row[], answers: (row: Row) => Said[]): number {
  const nothing = saidIn(undefined);
  const right = rows.filter((row) => {
    const given = answers(row);
    return (given.length > 0 ? given : [nothing]).some((said) =>
      parts.every((part) => bare(said[part]) === bare(row[columns[part]])),
    );
  });
  return right.length / rows.length;
}

function partShare(rows: Row[], part: (typeof parts)[number]): number {
  const right = rows.filter(
    (row) => bare(readAddress(row.address)[0]?.[part]?.said ?? "") === bare(row[columns[part]]),
  );
  return right.length / rows.length;
}

function saidIn(reading: Reading | undefined): Said {
  const said = (part: (typeof parts)[number]) => reading?.[part]?.said ?? "";
  return { building: said("building"), unit: said("unit"), room: said("room") };
}

/** The control: one pattern for each word, as it is done where nobody thought about it. */
function byWordsAlone(address: string): Said {
  const find = (pattern: RegExp) => pattern.exec(address)?.[1] ?? "";
  return {
    building: find(/([0-9A-Za-z一二三四五六七八九十]+)(?:号楼|栋|幢|座)/),
    unit: find(/([0-9A-Za-z一二三四五六七八九十]+)单元/),
    room: find(/([0-9A-Za-z]+)室/) || find(/(?:单元|栋|幢|座|号楼|[0-9]-)([0-9]{3,4})$/),
  };
}

/** Without the words of its kind, in one way of writing figures. Not the product's own way, so that it is no witness for itself. */
function bare(said: string): string {
  const plain = said
    .normalize("NFKC")
    .toUpperCase()
    .replace(/^第/, "")
    .replace(
      /(?:号楼|号搂|号门|号房间?|号室|号|栋|幢|撞|座|楼|单元号?|单无|梯|室|房间?|户|办公室|街|排|档|商位|店|门面|商铺)+$/,
      "",
    )
    .replaceAll(/[-—–_/一]+(?=[0-9A-Z])/g, "-")
    .replaceAll(/(?<![0-9])0+(?=[0-9])/g, "");
  return /^[零一二两三四五六七八九十百]+$/.test(plain) ? figureOf(plain) : plain;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
