/**
 * Ids in the order of their keys, kept by binary insertion: putting or dropping one among n costs log n comparisons
 * and one splice. `list` is a fresh array after every change, so it can be compared by identity.
 */
export class SortedIds {
  readonly #keys = new Map<string, string>();
  #ids: string[] = [];
  #copy: readonly string[] | null = [];

  get size(): number {
    return this.#ids.length;
  }

  get list(): readonly string[] {
    this.#copy ??= [...this.#ids];
    return this.#copy;
  }

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  /** Fills an empty index at once; cheaper than putting one by one. */
  fill(entries: Iterable<readonly [id: string, key: string]>): void {
    this.#keys.clear();
    for (const [id, key] of entries) this.#keys.set(id, key);
    const rows = [...this.#keys];
    rows.sort(([a, x], [b, y]) => (x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0));
    this.#ids = rows.map(([id]) => id);
    this.#copy = null;
  }

  /** Puts the id where its key belongs; true if that changed the list. */
  put(id: string, key: string): boolean {
    const before = this.#keys.get(id);
    if (before === key) return false;
    if (before !== undefined) this.drop(id);
    this.#keys.set(id, key);
    this.#ids.splice(this.#place(id), 0, id);
    this.#copy = null;
    return true;
  }

  drop(id: string): boolean {
    if (!this.#keys.has(id)) return false;
    this.#ids.splice(this.#place(id), 1);
    this.#keys.delete(id);
    this.#copy = null;
    return true;
  }

  #place(id: string): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#ids[middle]!, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(a: string, b: string): number {
    const [left, right] = [this.#keys.get(a)!, this.#keys.get(b)!];
    if (left !== right) return left < right ? -1 : 1;
    return a === b ? 0 : a < b ? -1 : 1;
  }
}
