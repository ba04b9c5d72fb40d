import { createReadStream } from "node:fs";
import { type CsvError, parse } from "csv-parse";
import { demandColumns, type Mapping } from "./mapping.ts";
import { wallClock } from "./wallClock.ts";

/** One request of the file, read but not judged by the operation yet. */
export type Row = {
  line: number;
  id: string;
  openedAt: Date;
  site: string;
  address: string;
  description: string;
  faultCode: string;
  source: string;
};

/** A row that was left out, and why. */
export type BadRow = { line: number; id: string; reason: string };

type Cells = Record<string, string>;
type Raw = { record: Cells; info: { lines: number } };

const longestRecord = 1_000_000;

/** The column names of a CSV: its first line. */
export async function headerOf(file: string): Promise<string[]> {
  const parser = createReadStream(file).pipe(parse({ bom: true, to: 1, relax_column_count: true }));
  for await (const record of parser) return (record as string[]).map((name) => name.trim());
  throw new Error(`${file} is empty.`);
}

/** All rows in the order in which they were opened, and those that cannot be used, by line. */
export async function readRows(file: string, mapping: Mapping): Promise<{ rows: Row[]; bad: BadRow[] }> {
  demandColumns(mapping, await headerOf(file));
  const bad: BadRow[] = [];
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim()),
      info: true,
      skip_empty_lines: true,
      max_record_size: longestRecord,
      skip_records_with_error: true,
      on_skip: (error) => {
        if (error) bad.push({ line: lineOf(error), id: "", reason: broken(error) });
        return undefined;
      },
    }),
  );
  const judge = judgeBy(mapping);
  const rows: Row[] = [];
  for await (const { record, info } of parser as AsyncIterable<Raw>) {
    const read = judge(record, info.lines);
    if ("reason" in read) bad.push(read);
    else rows.push(read);
  }
  rows.sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime() || a.line - b.line);
  return { rows, bad: bad.sort((a, b) => a.line - b.line) };
}

function lineOf(error: CsvError): number {
  return typeof error.lines === "number" ? error.lines : 0;
}

function broken(error: CsvError): string {
  if (error.code === "CSV_RECORD_INCONSISTENT_COLUMNS")
    return "another number of columns than the header has";
  return `not readable as CSV (${error.code})`;
}

function judgeBy(mapping: Mapping): (cells: Cells, line: number) => Row | BadRow {
  const { openedAt, site, building, fault, channel } = mapping;
  const readTime = wallClock(openedAt.format, openedAt.timeZone);
  const firstLine = new Map<string, number>();
  const canonical = new Map<string, string>();

  /** One spelling for a building that the source itself calls the same. */
  function spelling(cells: Cells, where: string, address: string): string {
    const marks = building.same.map((column) => (cells[column] ?? "").trim());
    if (marks.length === 0 || marks.includes("")) return address;
    const same = JSON.stringify([where, ...marks]);
    if (!canonical.has(same)) canonical.set(same, address);
    return canonical.get(same)!;
  }

  return (cells, line) => {
    const cell = (column: string) => (cells[column] ?? "").trim();
    const id = cell(mapping.id);
    const no = (reason: string): BadRow => ({ line, id, reason });
    if (id === "") return no(`no id in ${mapping.id}`);
    const earlier = firstLine.get(id);
    if (earlier !== undefined) return no(`the id was on line ${earlier} already`);
    const at = readTime(cell(openedAt.column));
    if (at === null) return no(`"${cell(openedAt.column).slice(0, 40)}" in ${openedAt.column} is no time`);
    const whole = cell(building.column);
    const cut = building.cutAt === undefined ? -1 : whole.indexOf(building.cutAt);
    const address = (cut > 0 ? whole.slice(0, cut) : whole).replaceAll(/\s+/g, " ").trim();
    const where = cell(site.column) || (site.default ?? "");
    if (address === "" || where === "") {
      return no(`no place in ${address === "" ? building.column : site.column}`);
    }
    if (where.length > 100 || address.length > 120) return no("the place has too many characters");
    const description = mapping.words.map(cell).find((words) => words !== "") ?? "";
    if (description === "") return no(`no words in ${mapping.words.join(", ")}`);
    firstLine.set(id, line);
    return {
      line,
      id,
      openedAt: at,
      site: where,
      address: spelling(cells, where, address),
      description,
      faultCode: fault.codes[cell(fault.column)] ?? fault.default,
      source: channel === undefined ? "import" : (channel.sources[cell(channel.column)] ?? channel.default),
    };
  };
}
