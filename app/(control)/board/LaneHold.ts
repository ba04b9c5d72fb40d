import { FocusKept, heldInPlace } from "./held.ts";

export type LanesView = {
  /** Somebody is at the lanes: no job and nobody changes place. */
  held: boolean;
  /** Jobs that came into a lane meanwhile. */
  waiting: number;
  /** Counts how often what waits was let in. */
  lets: number;
  /** Counts how often the focus has let go of a job that had gone to another lane. */
  frees: number;
};

/** As long as an answer and its event may take, ms. */
const ownFor = 10_000;

/**
 * What each technician's lane shows. The lanes say what is in them now; while held they keep what they last showed, and
 * only what the person did himself comes and goes.
 */
export class LaneHold {
  readonly #shown = new Map<string, readonly string[]>();
  readonly #waiting = new Map<string, number>();
  /** Until when each may move, by the page's own clock, ms. */
  readonly #own = new Map<string, number>();
  readonly #watchers = new Set<() => void>();
  /** The job that has the focus, and the lane that keeps it though it has gone to another. */
  #focused: string | null = null;
  #keptIn: string | null = null;
  readonly #kept = new FocusKept();
  #view: LanesView = { held: false, waiting: 0, lets: 0, frees: 0 };

  view = (): LanesView => this.#view;

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  hold(held: boolean): void {
    if (held === this.#view.held) return;
    this.#tell({ ...this.#view, held });
  }

  /** The job that has the focus stays in its lane until that has gone on, unless the person himself sent it away. */
  focus(ticketId: string | null): void {
    if (ticketId === this.#focused) return;
    this.#focused = ticketId;
    if (this.#keptIn === null) return;
    this.#keptIn = null;
    this.#tell({ ...this.#view, frees: this.#view.frees + 1 });
  }

  /** Everything moves to where it belongs now: asked for, or because the filter was changed by the person himself. */
  letIn(): void {
    this.#shown.clear();
    this.#tell({ ...this.#view, lets: this.#view.lets + 1 });
  }

  /** This one moves by the person's own hand. */
  own(ticketId: string): void {
    this.#own.set(ticketId, performance.now() + ownFor);
  }

  /** The jobs that a lane shows, of those that are in it now. */
  jobs(technicianId: string, current: readonly string[]): { ids: readonly string[]; waiting: number } {
    const before = this.#shown.get(technicianId);
    const now = performance.now();
    const own = (id: string) => (this.#own.get(id) ?? 0) > now;
    const seen =
      before !== undefined && this.#view.held
        ? heldInPlace(before, current, { leaves: own, enters: own })
        : { ids: this.#withFocused(technicianId, before ?? [], current, own), waiting: 0 };
    this.#shown.set(technicianId, seen.ids);
    return seen;
  }

  /** What is in the lane now, and the job that has the focus where that is, and nowhere else. */
  #withFocused(
    technicianId: string,
    before: readonly string[],
    current: readonly string[],
    own: (id: string) => boolean,
  ): readonly string[] {
    const focused = this.#focused;
    if (focused === null || own(focused)) return current;
    if (!current.includes(focused)) {
      const ids = this.#kept.in(current, before, focused, (id) => current.includes(id));
      if (ids !== current) this.#keptIn = technicianId;
      return ids;
    }
    const elsewhere = [...this.#shown].some(([id, shown]) => id !== technicianId && shown.includes(focused));
    return elsewhere ? current.filter((id) => id !== focused) : current;
  }

  /** How many wait for this lane; none once it is not drawn any more. */
  waits(technicianId: string, waiting: number): void {
    if (waiting === 0) this.#waiting.delete(technicianId);
    else this.#waiting.set(technicianId, waiting);
    const all = [...this.#waiting.values()].reduce((sum, each) => sum + each, 0);
    if (all !== this.#view.waiting) this.#tell({ ...this.#view, waiting: all });
  }

  forget(technicianId: string): void {
    this.#shown.delete(technicianId);
    this.waits(technicianId, 0);
  }

  #tell(view: LanesView): void {
    this.#view = view;
    for (const watcher of this.#watchers) watcher();
  }
}
