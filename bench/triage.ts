import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { faults as catalogue } from "#db/seed/catalogue.ts";
import { stories } from "#db/seed/stories.ts";
import { Learned, lessonOf, type Pieces, ranked, scoresOf } from "#server/domain/triage/model.ts";
import { cutUp } from "#server/domain/triage/pieces.ts";
import { type KnownFault, primed } from "#server/domain/triage/primer.ts";
import { type Knowledge, propose } from "#server/domain/triage/propose.ts";
import type { Context } from "./parts/ground.ts";
import { type Metric, metric, print } from "./parts/metric.ts";
import { either, readRight, repairs } from "./parts/residents.ts";
import { classNames, keywordsOfFirst, mostFrequent, namesAndParts, type Reader } from "./parts/rivals.ts";

type Cells = Record<string, string>;
type Order = { day: string; words: string[]; pieces: Pieces; right: string };

/** A table of keywords is read off so many texts. */
const firstTexts = 500;
const goal = { least: 1.3 };
const nothing: Knowledge = { fault: new Map(), urgency: new Map(), scope: new Map(), kind: new Map() };

/** Does classification learn from rulings, walking forward in time; and what does it make of residents' messages. */
export default async function triage(context: Context): Promise<void> {
  const given = context.flags.find((flag) => flag.startsWith("--data="))?.slice("--data=".length);
  const folder = resolve(context.root, given ?? join("..", "shared", "data"));
  const orders = (await cellsOf(folder, "work-order-texts.csv"))
    .map((row) => orderOf(row))
    // As they came, not as they lie in the file; within a day they keep its order.
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const metrics: Metric[] = [];
  const notes: string[] = [];
  const named = orders.filter(({ right }) => right !== "NA");
  walkAll("named", named, metrics, notes);
  walkAll("all", orders, metrics, notes);
  notes.push(
    "named: orders whose system was named; all: where none was named, that is a class of its own. Each text is read, by its",
    "  words alone, before the systems of its day are told. ours: the code that reads reports, without a catalogue.",
    "rivals: the most frequent so far; names: the classes' own names and their short forms; parts: the same and parts by",
    `  somebody who has seen such texts; fixed: keywords read off the first ${firstTexts} texts, then left alone. limit of accuracy: the best of all four.`,
  );
  onResidents(await cellsOf(folder, "zh-messages.csv"), metrics, notes);
  onStories(notes);
  print(metrics, notes);
}

async function cellsOf(folder: string, file: string): Promise<Cells[]> {
  const path = join(folder, file);
  const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error(`The benchmark triage needs ${path}, which is not there. Name its folder: --data DIR.`);
  });
  return parse(text, { bom: true, columns: true, skip_empty_lines: true }) as Cells[];
}

function orderOf({ BscStartDate = "", OriginalShorttext = "", MajorSystem = "" }: Cells): Order {
  const words =
    OriginalShorttext.normalize("NFKC")
      .toLowerCase()
      .match(/[a-z]+|\d+/g) ?? [];
  return { day: BscStartDate, words, pieces: cutUp(OriginalShorttext).pieces, right: MajorSystem };
}

/** The product's model, told one ruling at a time. */
function ours(): Reader {
  const learned = new Learned();
  return {
    answer: (_words, pieces) => ranked(scoresOf(pieces, learned.weights))[0]?.label,
    told(right, _words, pieces) {
      learned.add(pieces, lessonOf(pieces, scoresOf(pieces, learned.weights), right));
    },
  };
}

const fifths = 5;

/** The share of right answers, and the same in each fifth of the time. */
function walk(orders: readonly Order[], reader: Reader): { share: number; curve: number[] } {
  const right = new Array<number>(fifths).fill(0);
  for (let at = 0; at < orders.length; ) {
    let end = at;
    while (orders[end]?.day === orders[at]!.day) end++;
    const today = orders.slice(at, end);
    for (const [index, order] of today.entries()) {
      const fifth = Math.floor(((at + index) * fifths) / orders.length);
      if (reader.answer(order.words, order.pieces) === order.right) right[fifth]!++;
    }
    for (const { right: told, words, pieces } of today) reader.told(told, words, pieces);
    at = end;
  }
  const sum = right.reduce((total, count) => total + count, 0);
  return { share: sum / orders.length, curve: right.map((count) => (count * fifths) / orders.length) };
}

function walkAll(name: string, orders: Order[], metrics: Metric[], notes: string[]): void {
  const since = performance.now();
  const we = walk(orders, ours());
  const each = ((performance.now() - since) * 1000) / orders.length;
  const frequent = walk(orders, mostFrequent());
  const names = walk(orders, classNames());
  const parts = walk(orders, namesAndParts());
  const fixed = walk(orders, keywordsOfFirst(firstTexts));
  const beside = (label: string, limit: number, target?: typeof goal) =>
    metrics.push(
      metric("triage", label, "share", { ours: we.share, n: orders.length, control: [limit] }, target),
    );
  const best = Math.max(frequent.share, names.share, parts.share, fixed.share);
  beside(`accuracy (${name})`, best, goal);
  beside(`to most frequent (${name})`, frequent.share);
  beside(`to names (${name})`, names.share);
  beside(`to parts (${name})`, parts.share);
  beside(`to fixed (${name})`, fixed.share);
  const curve = ({ curve: shares }: { curve: number[] }) => shares.map((share) => share.toFixed(3)).join(" ");
  notes.push(
    `${name}, by fifths of the time: ours ${curve(we)}; most frequent ${curve(frequent)}; names ${curve(names)}; parts ${curve(parts)}; fixed ${curve(fixed)}; ${each.toFixed(0)} µs to read and learn each.`,
  );
}

const faults: KnownFault[] = catalogue.map((fault) => ({ ...fault, danger: fault.danger ?? null }));

/** Residents' messages by the catalogue and the signs alone, before the desk has ruled anything. */
function onResidents(rows: Cells[], metrics: Metric[], notes: string[]): void {
  const primer = primed(faults);
  const told = { found: 0, missed: 0, turnedAway: 0, kept: 0 };
  const wrong: number[] = [];
  let [first, among, longest] = [0, 0, 0];
  for (const [index, { title = "", body = "" }] of rows.entries()) {
    const row = index + 1;
    const text = `${title}\n${body}`;
    const since = performance.now();
    const read = propose({ text, placeKind: null, faults, primer, learned: nothing });
    longest = Math.max(longest, performance.now() - since);
    const right = readRight(row, read.kind);
    if (right === false) wrong.push(row);
    const may = repairs[row];
    if (may !== undefined) told[right ? "found" : "missed"]++;
    else if (right !== null) told[right ? "turnedAway" : "kept"]++;
    const offered = read.faults.map(({ categoryCode }) => categoryCode);
    if (may?.includes(offered[0] ?? "")) first++;
    if (may !== undefined && offered.some((code) => may.includes(code))) among++;
  }
  const counted = rows.length - either.size;
  const all = told.found + told.missed;
  // Whoever calls everything the same is right about the larger part.
  const same = Math.max(all, counted - all) / counted;
  const ours = (told.found + told.turnedAway) / counted;
  metrics.push(
    metric("triage", "repair or not (residents)", "share", { ours, n: counted, control: [same] }),
    metric("triage", "category of repairs (residents)", "share", {
      ours: first / all,
      n: all,
      control: [1 / new Set(faults.map(({ categoryCode }) => categoryCode)).size],
    }),
  );
  notes.push(
    `residents: of ${all} repairs ${told.found} are read as repairs; of ${counted - all} others ${told.turnedAway} are told that it is something else, ${told.kept} are taken for repairs; ${either.size} are both and not counted. Rows read otherwise: ${wrong.join(", ") || "none"}.`,
    `  The right category is first for ${first} and among three for ${among} of ${all}; the longest took ${longest.toFixed(1)} ms.`,
    "  Judged by hand, by one reader, who also wrote the signs and had read these messages: they say what is understood here,",
    "  not how other messages would fare. limit: whoever says the same of all; for the category, a blind guess.",
  );
}

/** What the demo's residents say, which the catalogue does not contain word by word. */
function onStories(notes: string[]): void {
  const primer = primed(faults);
  let [said, top, shown] = [0, 0, 0];
  for (const [code, story] of Object.entries(stories)) {
    for (const words of [...story.zh, ...story.en]) {
      const found = propose({
        text: words.replace("@", ""),
        placeKind: null,
        faults,
        primer,
        learned: nothing,
      });
      said++;
      if (found.faults[0]?.faultCode === code) top++;
      if (found.faults.some(({ faultCode }) => faultCode === code)) shown++;
    }
  }
  const share = (part: number) => (part / said).toFixed(3);
  notes.push(
    `the demo's reports, before anything was ruled and without their place: the fault of ${faults.length} is first for ${share(top)}, among three for ${share(shown)} of ${said} (written for the demo, not by residents).`,
  );
}
