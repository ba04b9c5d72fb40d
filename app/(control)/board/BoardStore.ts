import { BoardStream, type Source } from "#app/_live/boardStream.ts";
import type { Outputs } from "#app/_trpc/client.ts";
import { isUnheld } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import { type Filter, type Filtered, noFilter } from "./filterTickets.ts";
import { FocusKept, heldBack, heldInPlace } from "./held.ts";
import { laneKey, laneOf } from "./lane.ts";
import { SortedIds } from "./sortedIds.ts";
import { waits } from "./waits.ts";

export type BoardSnapshot = Outputs["board"]["snapshot"];
export type Site = BoardSnapshot["sites"][number];
export type Technician = BoardSnapshot["technicians"][number];
export type { Filter };
export type QueueView = {
  urgent: readonly string[];
  routine: readonly string[];
  waiting: number;
  total: number;
  /** Somebody is at the queue: nothing may move. */
  held: boolean;
  /** Counts how often what waits was let in. */
  lets: number;
};
export type LastAssigned = { technicianId: string; at: string };

type Watcher = () => void;
const nobody: readonly string[] = [];
/** As long as an answer and its event may take, ms. */
const ownFor = 10_000;

/** Time to breach first; a ticket without a due time goes last of what can be begun, and behind it what is paused. */
function breachKey(ticket: Ticket): string {
  return `${Number(isUnheld(ticket))} ${ticket.dueAt ?? "9999"}`;
}

/**
 * The board's state outside React. Events change it at once; screens hear of it once per animation frame, and a card
 * only if it is about its own ticket.
 */
export class BoardStore {
  readonly stream: BoardStream<Site>;
  readonly #urgent = new SortedIds();
  readonly #routine = new SortedIds();
  readonly #lanes = new Map<string, SortedIds>();
  readonly #laneOfTicket = new Map<string, string>();
  readonly #byTicket = new Map<string, Set<Watcher>>();
  readonly #byLane = new Map<string, Set<Watcher>>();
  readonly #onQueue = new Set<Watcher>();
  readonly #onAny = new Set<Watcher>();
  readonly #onEvents = new Set<(events: readonly BoardEvent[]) => void>();
  readonly #onChanged = new Set<(ids: readonly string[], events: readonly BoardEvent[]) => void>();
  readonly #matches: (ticket: Filtered, filter: Filter) => boolean;
  readonly #dirty = new Set<string>();
  readonly #leaving = new Set<string>();
  /** When each was sent away by the person himself, by the page's own clock, ms. */
  readonly #sent = new Map<string, number>();
  readonly #kept = { urgent: new FocusKept(), routine: new FocusKept() };
  #focused: string | null = null;
  #heard: BoardEvent[] = [];
  #asked = 0;
  #held = false;
  #shown: readonly string[] = [];
  #shownUrgent: readonly string[] = [];
  #lets = 0;
  #view: QueueView = { urgent: nobody, routine: nobody, waiting: 0, total: 0, held: false, lets: 0 };
  #order: { of: QueueView; ids: readonly string[] } | null = null;
  #revision = 0;
  #filter: Filter = noFilter;
  #lastAssigned: LastAssigned | null = null;

  constructor(
    first: BoardSnapshot,
    source: Source<Site>,
    matches: (ticket: Filtered, filter: Filter) => boolean,
    filter: Filter,
  ) {
    this.#matches = matches;
    this.#filter = filter;
    this.stream = new BoardStream<Site>(first, source, (ids, events) => this.#changed(ids, events));
    for (const ticket of this.stream.tickets.values()) this.#putInLane(ticket.id);
    this.#sortAll();
    this.#view = this.#viewNow();
  }

  ticket = (id: string): Ticket | undefined => this.stream.tickets.get(id);
  queue = (): QueueView => this.#view;
  /** The queue's tickets from first to last, each once: the urgent ones stand in their own slot before the others. */
  order(): readonly string[] {
    const { urgent, routine } = this.#view;
    if (this.#order?.of !== this.#view) {
      const risen = new Set(urgent);
      const ids = risen.size === 0 ? routine : [...urgent, ...routine.filter((id) => !risen.has(id))];
      this.#order = { of: this.#view, ids };
    }
    return this.#order.ids;
  }
  lane = (technicianId: string): readonly string[] => this.#lanes.get(technicianId)?.list ?? nobody;
  /** Counts every flush: a cheap "something changed" for figures made from all tickets. */
  revision = (): number => this.#revision;

  /** The newest assignment that is known here: heard since the page was opened, else seen on a job not yet accepted. */
  lastAssigned(): LastAssigned | null {
    if (this.#lastAssigned) return this.#lastAssigned;
    let newest: Ticket | null = null;
    for (const ticket of this.stream.tickets.values()) {
      if (ticket.status !== "dispatched" || ticket.technicianId === null) continue;
      if (newest === null || ticket.statusSince > newest.statusSince) newest = ticket;
    }
    return newest?.technicianId ? { technicianId: newest.technicianId, at: newest.statusSince } : null;
  }

  watchTicket(id: string, watcher: Watcher): () => void {
    return watch(this.#byTicket, id, watcher);
  }
  watchLane(technicianId: string, watcher: Watcher): () => void {
    return watch(this.#byLane, technicianId, watcher);
  }
  watchQueue = (watcher: Watcher): (() => void) => {
    this.#onQueue.add(watcher);
    return () => this.#onQueue.delete(watcher);
  };
  watchAny = (watcher: Watcher): (() => void) => {
    this.#onAny.add(watcher);
    return () => this.#onAny.delete(watcher);
  };
  /** Every event taken, in order, once: for what must be said aloud or shown as news. */
  watchEvents(watcher: (events: readonly BoardEvent[]) => void): () => void {
    this.#onEvents.add(watcher);
    return () => this.#onEvents.delete(watcher);
  }

  /** Which tickets changed, once per flush, and by which events; none of them when the whole copy was read anew. */
  watchChanged(watcher: (ids: readonly string[], events: readonly BoardEvent[]) => void): () => void {
    this.#onChanged.add(watcher);
    return () => this.#onChanged.delete(watcher);
  }

  /** Does the ticket pass a filter of one's own? */
  matches = (ticket: Filtered, filter: Filter): boolean => this.#matches(ticket, filter);
  /** Does the ticket pass the board's filter now? */
  passes = (ticket: Filtered): boolean => this.#matches(ticket, this.#filter);

  /** While held, the queue keeps its cards and order; a new urgent one comes in behind the other urgent ones. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (!held) this.#leaving.clear();
    this.#show();
  }

  /** The job in the queue that has the focus: a key is about it, so it stays, as one that has gone where it has. */
  focus(id: string | null): void {
    if (id === this.#focused) return;
    this.#focused = id;
    this.#show();
  }

  /** Lets what waits in, although the queue is held. */
  letIn(): void {
    this.#lets += 1;
    this.#asItIs();
    this.#show();
  }

  /** The person sends this one away himself, so it may go from under his hand. */
  sendAway(id: string): void {
    this.#leaving.add(id);
    this.#sent.set(id, performance.now());
    this.#show();
  }
  wasSentAway = (id: string): boolean => this.#sent.has(id);

  filter(filter: Filter): void {
    this.#filter = filter;
    this.#sortAll();
    this.#asItIs();
    this.#show();
  }

  /** Asks the filter again, because time has passed: what became late appears as an arrival does. */
  again(): void {
    this.#sortAll();
    this.#show();
  }

  #changed(ids: ReadonlySet<string>, events: readonly BoardEvent[]): void {
    for (const id of ids) this.#dirty.add(id);
    for (const event of events) {
      if (event.type === "assigned" && event.patch.technicianId) {
        this.#lastAssigned = { technicianId: event.patch.technicianId, at: event.at };
      }
    }
    this.#heard.push(...events);
    if (this.#asked !== 0) return;
    // A hidden page gets no animation frames, but its title and its voice must still be right.
    if (document.hidden) this.#asked = window.setTimeout(this.#flush, 100);
    else this.#asked = requestAnimationFrame(this.#flush);
  }

  #flush = (): void => {
    this.#asked = 0;
    const ids = [...this.#dirty];
    this.#dirty.clear();
    const lanes = new Set<string>();
    const many = ids.length > 500;
    for (const id of ids) {
      for (const lane of this.#putInLane(id)) lanes.add(lane);
      if (!many) this.#putInQueue(id);
    }
    if (many) this.#sortAll();
    this.#revision += 1;
    this.#show();
    for (const id of ids) for (const watcher of this.#byTicket.get(id) ?? []) watcher();
    for (const lane of lanes) for (const watcher of this.#byLane.get(lane) ?? []) watcher();
    for (const watcher of this.#onAny) watcher();
    const heard = this.#heard;
    this.#heard = [];
    for (const watcher of this.#onChanged) watcher(ids, heard);
    if (heard.length > 0) for (const watcher of this.#onEvents) watcher(heard);
  };

  #belongs(ticket: Ticket | undefined): ticket is Ticket {
    return ticket !== undefined && waits(ticket) && this.#matches(ticket, this.#filter);
  }

  #putInQueue(id: string): void {
    const ticket = this.stream.tickets.get(id);
    if (!this.#belongs(ticket)) {
      this.#urgent.drop(id);
      this.#routine.drop(id);
      return;
    }
    const [to, from] = ticket.urgency === 1 ? [this.#urgent, this.#routine] : [this.#routine, this.#urgent];
    from.drop(id);
    to.put(id, breachKey(ticket));
  }

  #sortAll(): void {
    const urgent: Array<[string, string]> = [];
    const routine: Array<[string, string]> = [];
    for (const ticket of this.stream.tickets.values()) {
      if (this.#belongs(ticket))
        (ticket.urgency === 1 ? urgent : routine).push([ticket.id, breachKey(ticket)]);
    }
    this.#urgent.fill(urgent);
    this.#routine.fill(routine);
    if (!this.#held) this.#asItIs();
  }

  #asItIs(): void {
    const own =
      performance.now() - (this.#sent.get(this.#focused ?? "") ?? Number.NEGATIVE_INFINITY) < ownFor;
    const focused = own ? null : this.#focused;
    const waits = (id: string) => this.#urgent.has(id) || this.#routine.has(id);
    const { urgent, routine } = this.#kept;
    this.#shown = routine.in(this.#routine.list, this.#shown, focused, waits);
    this.#shownUrgent = urgent.in(this.#urgent.list, this.#shownUrgent, focused, waits);
  }

  #putInLane(id: string): string[] {
    const ticket = this.stream.tickets.get(id);
    const before = this.#laneOfTicket.get(id);
    const now = ticket ? laneOf(ticket) : null;
    const touched: string[] = [];
    if (before !== undefined && before !== now) {
      this.#lanes.get(before)?.drop(id);
      this.#laneOfTicket.delete(id);
      touched.push(before);
    }
    if (ticket && now !== null) {
      const lane = this.#lanes.get(now) ?? new SortedIds();
      this.#lanes.set(now, lane);
      this.#laneOfTicket.set(id, now);
      lane.put(id, laneKey(ticket));
      touched.push(now);
    }
    return touched;
  }

  #viewNow(): QueueView {
    if (!this.#held) this.#asItIs();
    const leaves = (id: string) => this.#leaving.has(id);
    const routine = this.#held
      ? heldBack(this.#shown, this.#routine, leaves)
      : { ids: this.#shown, waiting: 0 };
    this.#shown = routine.ids;
    if (this.#held)
      this.#shownUrgent = heldInPlace(this.#shownUrgent, this.#urgent.list, {
        leaves,
        enters: () => true,
      }).ids;
    return {
      urgent: this.#shownUrgent,
      routine: routine.ids,
      waiting: routine.waiting,
      total: this.#urgent.size + this.#routine.size,
      held: this.#held,
      lets: this.#lets,
    };
  }

  #show(): void {
    const before = this.#view;
    const view = this.#viewNow();
    const same =
      before.urgent === view.urgent &&
      before.routine === view.routine &&
      before.waiting === view.waiting &&
      before.held === view.held &&
      before.lets === view.lets &&
      before.total === view.total;
    if (same) return;
    this.#view = view;
    for (const watcher of this.#onQueue) watcher();
  }
}

function watch(all: Map<string, Set<Watcher>>, key: string, watcher: Watcher): () => void {
  const watchers = all.get(key) ?? new Set();
  all.set(key, watchers);
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0 && all.get(key) === watchers) all.delete(key);
  };
}
