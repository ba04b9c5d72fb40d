import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { sources } from "../domain/ticket/ticket.ts";
import { isTimeFormat } from "./wallClock.ts";

const timeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}, "is not a time zone");

const shape = z.strictObject({
  /** Part of every row's key: the same file under another name is filed again. */
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, "needs small letters, digits and hyphens only"),
  id: z.string(),
  openedAt: z.strictObject({
    column: z.string(),
    format: z.string().refine(isTimeFormat, "is built of yyyy MM dd HH hh mm ss a, or is ISO"),
    timeZone,
  }),
  site: z.strictObject({ column: z.string(), default: z.string().optional() }),
  /** The address; what follows `cutAt` is left out. Rows that agree in all columns of `same` are one building. */
  building: z.strictObject({
    column: z.string(),
    cutAt: z.string().min(1).optional(),
    same: z.array(z.string()).default([]),
  }),
  /** The first column that says anything is the description. */
  words: z.array(z.string()).min(1),
  urgency: z.literal([1, 2, 3, 4]).default(4),
  fault: z.strictObject({
    column: z.string(),
    default: z.string().default("other"),
    codes: z.record(z.string(), z.string()),
  }),
  channel: z
    .strictObject({
      column: z.string(),
      default: z.enum(sources).default("import"),
      sources: z.record(z.string(), z.enum(sources)),
    })
    .optional(),
});

/** Which column of a CSV is what. */
export type Mapping = z.output<typeof shape>;

export async function readMapping(file: string): Promise<Mapping> {
  let said: unknown;
  try {
    said = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new Error(`The mapping ${file} cannot be read: ${(error as Error).message}`);
  }
  const read = shape.safeParse(said);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`The mapping ${file} is wrong at "${issue?.path.join(".")}": ${issue?.message}`);
}

export function columnsOf({ id, openedAt, site, building, words, fault, channel }: Mapping): string[] {
  const all = [id, openedAt.column, site.column, building.column, ...building.same, ...words, fault.column];
  return [...new Set(channel ? [...all, channel.column] : all)];
}

/** The shipped mapping whose columns a file has, with a sentence where there is none. */
export async function mappingFor(header: string[], folder: string): Promise<Mapping> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  for (const name of files) {
    const mapping = await readMapping(join(folder, name));
    if (columnsOf(mapping).every((column) => header.includes(column))) return mapping;
  }
  throw new Error(
    `No mapping in ${folder} fits these columns: ${header.join(", ")}.\nWrite one like ${files[0] ?? "boston-311.json"} and name it with --map.`,
  );
}

export function demandColumns(mapping: Mapping, header: string[]): void {
  const missing = columnsOf(mapping).filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new Error(`The file lacks columns that the mapping "${mapping.name}" names: ${missing.join(", ")}`);
}
