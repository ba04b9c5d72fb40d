import { fromNumeric, type Thousandths } from "#server/domain/stock/quantity.ts";
import type { Kept } from "../_outbox/kept.ts";

/** What a line on a ticket took out of the van; `unsettled`: the books never had it. */
export type Taken = { id: string; materialId: string; quantity: string; unsettled: boolean };

/**
 * By how much the van differs from what the office last said, by material: less what was used or given back here, more what
 * was taken back. A line that was taken back is looked for among the uses of this phone, then among what the office has said.
 */
export function unsentMoves(
  commands: readonly Pick<Kept, "state" | "step">[],
  atOffice: (ticketId: string) => readonly Taken[],
): Map<string, Thousandths> {
  const moved = new Map<string, Thousandths>();
  const add = (materialId: string, by: Thousandths) =>
    moved.set(materialId, (moved.get(materialId) ?? 0n) + by);
  const usedHere = commands.flatMap(({ step }) => (step.verb === "use" ? step.lines : []));
  for (const { state, step } of commands) {
    if (state === "sent") continue;
    if (step.verb === "use") for (const line of step.lines) add(line.materialId, -fromNumeric(line.quantity));
    // A refused one has not happened: the line, and what lies in the van, stand as they did.
    if (state === "refused") continue;
    if (step.verb === "vanBack")
      for (const line of step.lines) add(line.materialId, -fromNumeric(line.quantity));
    if (step.verb !== "takeBack") continue;
    const said = atOffice(step.ticketId).find(({ id }) => id === step.chargeId);
    const line = said ?? usedHere.find(({ id }) => id === step.chargeId);
    if (line && !said?.unsettled) add(line.materialId, fromNumeric(line.quantity));
  }
  return moved;
}
