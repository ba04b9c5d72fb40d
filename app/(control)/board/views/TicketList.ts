import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { BoardStore } from "../BoardStore.ts";
import { FocusKept, heldBack } from "../held.ts";
import { SortedIds } from "../sortedIds.ts";
import { byBreach, type Sort, type SortNames, sortKey } from "./sortTickets.ts";

export type ListView = {
  ids: readonly string[];
  /** Arrived while somebody was at the list; shown when it is safe. */
  waiting: number;
  /** How many pass the filter, of how many that are open. */
  found: number;
  open: number;
  held: boolean;
};

/**
 * Every open ticket that passes the filter, in the order that was asked for, kept beside the store by what changed in
 * it. While held, what is shown stays where it is.
 */
export class TicketList {
  readonly #store: BoardStore;
  readonly #names: () => SortNames;
  readonly #sorted = new SortedIds();
  readonly #watchers = new Set<() => void>();
  #sort: Sort = byBreach;
  readonly #kept = new FocusKept();
  #focused: string | null = null;
  #held = false;
  #shown: readonly string[] = [];
  #turned: { of: readonly string[]; list: readonly string[] } | null = null;
  #view: ListView;

  constructor(store: BoardStore, names: () => SortNames) {
    this.#store = store;
    this.#names = names;
    this.#fill();
    this.#view = this.#viewNow();
    store.watchChanged((ids, events) => {
      if (events.length === 0 || ids.length > 500) this.#fill();
      else for (const id of ids) this.#put(id);
      this.#show();
    });
  }

  view = (): ListView => this.#view;

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** The order or the filter was changed by the person himself: everything moves at once. */
  arrange(sort: Sort = this.#sort): void {
    this.#sort = sort;
    this.#fill();
    this.#shown = this.#current();
    this.#show();
  }

  /** Time has passed: the filter may let others through. */
  again(): void {
    this.#fill();
    this.#show();
  }

  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (held) this.#shown = this.#view.ids;
    this.#show();
  }

  /** The row that has the focus stays, also where it passes no more. */
  focus(id: string | null): void {
    if (id === this.#focused) return;
    this.#focused = id;
    this.#show();
  }

  letIn(): void {
    this.#shown = this.#current();
    this.#show();
  }

  #key(ticket: Ticket): string {
    return sortKey(ticket, this.#sort.by, this.#names());
  }

  #put(id: string): void {
    const ticket = this.#store.ticket(id);
    if (ticket && this.#store.passes(ticket)) this.#sorted.put(id, this.#key(ticket));
    else this.#sorted.drop(id);
  }

  #fill(): void {
    const entries: Array<[string, string]> = [];
    for (const ticket of this.#store.stream.tickets.values())
      if (this.#store.passes(ticket)) entries.push([ticket.id, this.#key(ticket)]);
    this.#sorted.fill(entries);
  }

  #current(): readonly string[] {
    const list = this.#sorted.list;
    if (!this.#sort.down) return list;
    if (this.#turned?.of !== list) this.#turned = { of: list, list: list.toReversed() };
    return this.#turned.list;
  }

  #viewNow(): ListView {
    const current = this.#current();
    const shown = this.#held
      ? heldBack(this.#shown, this.#sorted, () => false)
      : { ids: this.#kept.in(current, this.#shown, this.#focused, (id) => this.#sorted.has(id)), waiting: 0 };
    this.#shown = shown.ids;
    return {
      ...shown,
      found: current.length,
      open: this.#store.stream.tickets.size,
      held: this.#held,
    };
  }

  #show(): void {
    const before = this.#view;
    const view = this.#viewNow();
    const same =
      before.ids === view.ids &&
      before.waiting === view.waiting &&
      before.found === view.found &&
      before.open === view.open &&
      before.held === view.held;
    if (same) return;
    this.#view = view;
    for (const watcher of this.#watchers) watcher();
  }
}
