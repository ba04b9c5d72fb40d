/** What is to happen next, earliest first; of equal times, first come first. */
export type Agenda<T> = { add(at: number, what: T): void; next(): { at: number; what: T } | undefined };

export function newAgenda<T>(): Agenda<T> {
  type Item = { at: number; order: number; what: T };
  const heap: Item[] = [];
  let order = 0;
  const before = (a: Item, b: Item) => a.at < b.at || (a.at === b.at && a.order < b.order);
  const swap = (i: number, j: number) => {
    [heap[i], heap[j]] = [heap[j]!, heap[i]!];
  };
  return {
    add(at, what) {
      let i = heap.push({ at: Math.round(at), order: order++, what }) - 1;
      for (let up = (i - 1) >> 1; i > 0 && before(heap[i]!, heap[up]!); up = (i - 1) >> 1) {
        swap(i, up);
        i = up;
      }
    },
    next() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length === 0) return first;
      heap[0] = last;
      for (let i = 0; ; ) {
        const left = i * 2 + 1;
        const right = left + 1;
        let least = i;
        if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
        if (right < heap.length && before(heap[right]!, heap[least]!)) least = right;
        if (least === i) return first;
        swap(i, least);
        i = least;
      }
    },
  };
}
