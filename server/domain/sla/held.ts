import type { PauseReason } from "../ticket/ticket.ts";

/** A stretch of a clock's own time, ms since its start, in which it is to stand. */
type Hold = { reason: PauseReason; from: number; to: number };
/** The same where the stretches overlap: for the pause's reason, for the owner's wait beside it, or for both. */
type Span = { from: number; to: number; reason: PauseReason | null; owner: boolean };

/** The stretches cut where one begins or ends, in order, so that no moment is in two of them. */
export function heldSpans(holds: readonly Hold[]): Span[] {
  const edges = [...new Set(holds.flatMap(({ from, to }) => [Math.max(0, from), Math.max(0, to)]))];
  edges.sort((a, b) => a - b);
  return edges.slice(1).flatMap((to, i) => {
    const from = edges[i]!;
    const held = holds.filter((hold) => hold.from <= from && hold.to >= to);
    if (held.length === 0) return [];
    const owner = held.some((hold) => hold.reason === "owner");
    return [{ from, to, reason: held.find((hold) => hold.reason !== "owner")?.reason ?? null, owner }];
  });
}

/**
 * When a clock is due, in its own time since its start, and what each reason gave back; ms. A moment that two reasons
 * hold is given back once, from whichever allowance leaves the most for the rest: so no pause that is added, and no wait,
 * can use up what another needs.
 */
export function givenBack(
  spans: readonly Span[],
  budget: number,
  capOf: (reason: PauseReason) => number,
): { due: number; used: Map<PauseReason, number> } {
  const alone = new Map<PauseReason, number>();
  const both = new Map<PauseReason, number>();
  let used = new Map<PauseReason, number>();
  let left = budget;
  let cursor = 0;
  for (const { from, to, reason, owner } of spans) {
    if (from - cursor > left) break;
    left -= from - cursor;
    const sums = reason !== null && owner ? both : alone;
    sums.set(reason ?? "owner", (sums.get(reason ?? "owner") ?? 0) + to - from);
    const before = total(used);
    used = shared(alone, both, capOf);
    // Within a stretch the clock stands first, and runs on when nothing is left of the allowances.
    cursor = from + total(used) - before;
  }
  return { due: cursor + left, used };
}

const total = (used: ReadonlyMap<PauseReason, number>) => [...used.values()].reduce((sum, ms) => sum + ms, 0);

/** What two reasons hold counts for the pause's own as far as that goes, and for the owner beyond. */
function shared(
  alone: ReadonlyMap<PauseReason, number>,
  both: ReadonlyMap<PauseReason, number>,
  capOf: (reason: PauseReason) => number,
): Map<PauseReason, number> {
  const used = new Map<PauseReason, number>();
  let owners = alone.get("owner") ?? 0;
  for (const reason of new Set([...alone.keys(), ...both.keys()])) {
    if (reason === "owner") continue;
    const [own, shares, cap] = [alone.get(reason) ?? 0, both.get(reason) ?? 0, capOf(reason)];
    used.set(reason, Math.min(cap, own + shares));
    if (cap !== Infinity) owners += Math.min(shares, Math.max(0, own + shares - cap));
  }
  if (owners > 0) used.set("owner", Math.min(capOf("owner"), owners));
  return used;
}
