/**
 * What the queue shows while somebody points at it or works in it by keyboard: the cards stay where they are, what is
 * new waits (`waiting` counts it), and only a card that the person sent away himself goes.
 */
export type Shown = { ids: readonly string[]; waiting: number };

/**
 * `leaves` names the cards that may go: sent away by his own hand, or moved up into the reserved slot. It is asked at
 * every change among ten thousand, so it builds nothing: whoever calls knows what is in `current` already.
 */
export function heldBack(
  shown: readonly string[],
  current: { readonly size: number; has(id: string): boolean },
  leaves: (id: string) => boolean,
): Shown {
  let here = 0;
  let gone = 0;
  for (const id of shown) {
    if (current.has(id)) here += 1;
    else if (leaves(id)) gone += 1;
  }
  const ids = gone === 0 ? shown : shown.filter((id) => current.has(id) || !leaves(id));
  return { ids, waiting: current.size - here };
}
