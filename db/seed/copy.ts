import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";

/** One value in the text form of COPY. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  const text =
    value instanceof Date
      ? value.toISOString()
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

function* chunks(rows: ReadonlyArray<Record<string, unknown>>, keys: string[]): Generator<string> {
  for (let start = 0; start < rows.length; start += 500) {
    let chunk = "";
    for (const row of rows.slice(start, start + 500))
      chunk += `${keys.map((key) => cell(row[key])).join("\t")}\n`;
    yield chunk;
  }
}

/** Writes all rows in one COPY; every row has the keys of the first. */
export async function copyInto<T extends PgTable>(
  tx: postgres.TransactionSql,
  table: T,
  rows: ReadonlyArray<T["$inferInsert"]>,
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const columns = getTableColumns(table);
  const keys = Object.keys(first).filter((key) => key in columns);
  const names = keys.map((key) => `"${columns[key]!.name}"`).join(", ");
  const sink = await tx.unsafe(`copy "${getTableName(table)}" (${names}) from stdin`).writable();
  await pipeline(Readable.from(chunks(rows as ReadonlyArray<Record<string, unknown>>, keys)), sink);
}
