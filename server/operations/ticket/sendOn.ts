import { eq } from "drizzle-orm";
import { ticket } from "#db/schema/ticket.ts";
import type { Skill } from "../../domain/catalogue/skill.ts";
import type { RecordResult } from "../../domain/record/sheet.ts";
import type { Work } from "../operation.ts";
import { apply, endAssignment, type Moved } from "./apply.ts";
import { lockRow } from "./load.ts";

type Visit = { data: Record<string, unknown>; words: string; at: Date };

/**
 * After a visit that did not do the work: parts are waited for in the same hands; another trade, not ours and a refusal of
 * the owner bring the ticket back to the desk at once, with the record beside it and the trade that it takes.
 */
export async function sendOn(
  work: Work,
  result: RecordResult,
  moved: Moved,
  visit: Visit,
  trade?: Skill,
): Promise<Moved> {
  if (result !== "needs_trade" && result !== "not_ours" && result !== "owner_refused") return moved;
  const needed = result === "needs_trade" && trade !== undefined;
  // Before the desk and its rules for who can be sent look at it again.
  if (needed) await work.tx.update(ticket).set({ neededSkill: trade }).where(eq(ticket.id, moved.ticketId));
  const row = await lockRow(work.tx, moved.ticketId);
  const back = await apply(
    work,
    row,
    row.version,
    { verb: "withdraw", reason: result },
    {
      ...visit,
      data: { ...visit.data, ...(needed && { trade }) },
    },
  );
  await endAssignment(work, row.id, "handed_back");
  return back;
}
