/**
 * What the queue shows while somebody points at it or works in it by keyboard: the cards stay where they are, what is
 * new waits (`waiting` counts it), and only a card that the person sent away himself goes.
 */
export type Shown = { ids: readonly string[]; waiting: number };

/** `leaves` names the cards that may go: sent away by his own hand, or moved up into the reserved slot. */
export function heldBack(
  shown: readonly string[],
  current: readonly string[],
  leaves: (id: string) => boolean,
): Shown {
  const now = new Set(current);
  const ids = shown.filter((id) => now.has(id) || !leaves(id));
  const kept = new Set(ids);
  let waiting = 0;
  for (const id of current) if (!kept.has(id)) waiting += 1;
  return { ids: ids.length === shown.length ? shown : ids, waiting };
}
