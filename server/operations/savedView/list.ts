import { asc, eq } from "drizzle-orm";
import { savedView } from "#db/schema/savedView.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";

/** So many views one person keeps at most. */
export const mostViews = 30;

export type SavedView = { name: string; query: string; opensFirst: boolean };

/** One person's views by name. */
export function viewsOf(db: Reader, personId: string): Promise<SavedView[]> {
  return db
    .select({ name: savedView.name, query: savedView.query, opensFirst: savedView.opensFirst })
    .from(savedView)
    .where(eq(savedView.personId, personId))
    .orderBy(asc(savedView.name))
    .limit(mostViews);
}

/** The caller's own views of the board. */
export const listViews = query({
  name: "savedView.list",
  input: nothing,
  async run({ db, actor }): Promise<{ views: SavedView[] }> {
    return { views: await viewsOf(db, personIdOf(actor)!) };
  },
});
