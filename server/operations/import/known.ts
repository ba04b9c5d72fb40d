import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { command as commandTable } from "#db/schema/event.ts";
import { actorId } from "../../domain/access/actor.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";

export const keysPerQuery = 1000;

/** Which of these keys the caller's commands have used already: what a second run may pass over. */
export const importKnown = query({
  name: "import.known",
  input: z.strictObject({ keys: z.array(id).max(keysPerQuery) }),
  async run({ db, actor }, input) {
    if (input.keys.length === 0) return { keys: [] };
    const rows = await db
      .select({ key: commandTable.key })
      .from(commandTable)
      .where(and(eq(commandTable.actorId, actorId(actor)), inArray(commandTable.key, input.keys)));
    return { keys: rows.map((row) => row.key) };
  },
});
