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

/** Asked of a change that may happen under the pointer: by the person's own hand, or because it must be seen at once. */
export type Allowed = { leaves(id: string): boolean; enters(id: string): boolean };

/**
 * The same for a short list whose order is its own: what may come in comes in behind the others, where it pushes nothing.
 * Answers `shown` itself when nothing is different.
 */
export function heldInPlace(shown: readonly string[], current: readonly string[], may: Allowed): Shown {
  const now = new Set(current);
  const before = new Set(shown);
  const entering = current.filter((id) => !before.has(id) && may.enters(id));
  const leaves = (id: string) => !now.has(id) && may.leaves(id);
  const waiting = current.filter((id) => !before.has(id)).length - entering.length;
  if (entering.length === 0 && !shown.some(leaves)) return { ids: shown, waiting };
  return { ids: [...shown.filter((id) => !leaves(id)), ...entering], waiting };
}

/** Of a list nobody holds still, the one that has the focus, which stays although it belongs there no more. */
export class FocusKept {
  #last: { of: readonly string[]; id: string; ids: readonly string[] } | null = null;

  /**
   * `list` with `focused` behind whichever stood before it in `shown` and is still there; `list` itself where it stands
   * there anyway, or stood nowhere.
   */
  in(
    list: readonly string[],
    shown: readonly string[],
    focused: string | null,
    has: (id: string) => boolean,
  ) {
    if (focused === null || has(focused) || !shown.includes(focused)) return list;
    if (this.#last?.of === list && this.#last.id === focused) return this.#last.ids;
    const before = shown.slice(0, shown.indexOf(focused)).findLast(has);
    const ids = list.toSpliced(before === undefined ? 0 : list.indexOf(before) + 1, 0, focused);
    this.#last = { of: list, id: focused, ids };
    return ids;
  }
}
