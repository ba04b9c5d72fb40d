import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** Some ids, or a query that finds them. */
export type Ids = readonly string[] | SQLWrapper;

/**
 * Is the column one of these ids? One parameter however many they are, so that the statement stays the same; a query is
 * run first and its answer looked up in one pass over the column's index.
 */
export function among(column: SQLWrapper, ids: Ids): SQL {
  return isList(ids)
    ? sql`${column} = any(${`{${ids.join(",")}}`}::uuid[])`
    : sql`${column} = any(array${ids})`;
}

function isList(ids: Ids): ids is readonly string[] {
  return Array.isArray(ids);
}
