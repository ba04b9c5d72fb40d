import { isOpen } from "#server/domain/ticket/status.ts";
import { evolve, type Ticket } from "#server/domain/ticket/ticket.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";

export type BoardSite = { id: string; seq: number };
export type Snapshot<Site extends BoardSite> = { sites: Site[]; tickets: Ticket[] };
/** What the stream needs of the world outside. A rejection is tried again after `patience` ms. */
export type Source<Site extends BoardSite> = {
  snapshot(): Promise<Snapshot<Site>>;
  since(siteId: string, seq: number): Promise<{ tooFar: boolean; events: BoardEvent[] }>;
};

/**
 * The board's own copy of what is open, kept exact by `seq`: the next event of a site is taken, one already known is
 * dropped, one too far ahead makes it ask for what lies between. Values are absolute, so nothing is ever counted twice.
 */
export class BoardStream<Site extends BoardSite> {
  readonly tickets = new Map<string, Ticket>();
  readonly #seq = new Map<string, number>();
  readonly #source: Source<Site>;
  readonly #changed: (ids: ReadonlySet<string>, events: readonly BoardEvent[]) => void;
  readonly #patience: number;
  readonly #healing = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, BoardEvent[]>();
  #reloading: Promise<void> | null = null;

  constructor(
    first: Snapshot<Site>,
    source: Source<Site>,
    changed: (ids: ReadonlySet<string>, events: readonly BoardEvent[]) => void,
    patience = 1_000,
  ) {
    this.#source = source;
    this.#changed = changed;
    this.#patience = patience;
    this.#load(first);
  }

  /** The seq up to which a site is exact here. */
  seqOf(siteId: string): number {
    return this.#seq.get(siteId) ?? 0;
  }

  /** Takes events of one site as they arrive, in any order and as often as they like. */
  take(batch: readonly BoardEvent[]): void {
    const siteId = batch[0]?.siteId;
    if (siteId === undefined || !this.#seq.has(siteId)) return;
    if (this.#healing.has(siteId) || this.#reloading) this.#keep(siteId, batch);
    else this.#apply(siteId, batch);
  }

  /** Asks for everything that was missed, on every site. Resolves when the copy is exact again. */
  async catchUp(): Promise<void> {
    await Promise.all([...this.#seq.keys()].map((siteId) => this.#heal(siteId)));
  }

  /** Replaces the copy with a fresh snapshot; what arrives meanwhile is kept and applied on top. */
  reload(): Promise<void> {
    this.#reloading ??= this.#source
      .snapshot()
      .then((fresh) => {
        const touched = new Set(this.tickets.keys());
        const before = new Map(this.#seq);
        this.#load(fresh);
        for (const id of this.tickets.keys()) touched.add(id);
        this.#changed(touched, []);
        return before;
      })
      .finally(() => {
        this.#reloading = null;
      })
      .then((before) => {
        for (const [siteId, seq] of this.#seq) {
          if (seq < (before.get(siteId) ?? 0)) this.#healSoon(siteId);
          else if (!this.#healing.has(siteId)) this.#drain(siteId);
        }
      });
    return this.#reloading;
  }

  #apply(siteId: string, batch: readonly BoardEvent[]): void {
    const touched = new Set<string>();
    const taken: BoardEvent[] = [];
    const ordered = [...batch].sort((a, b) => a.seq - b.seq);
    for (const [at, event] of ordered.entries()) {
      const known = this.seqOf(siteId);
      if (event.seq <= known) continue;
      if (event.seq > known + 1) {
        this.#keep(siteId, ordered.slice(at));
        this.#healSoon(siteId);
        break;
      }
      this.#seq.set(siteId, event.seq);
      this.#evolve(event);
      if (event.ticketId !== "") touched.add(event.ticketId);
      taken.push(event);
    }
    if (taken.length > 0) this.#changed(touched, taken);
  }

  /** A ticket that this copy had let go can come back (reopened after closing): only a snapshot has the whole of it. */
  #evolve(event: BoardEvent): void {
    if (event.ticketId === "") return;
    const before = this.tickets.get(event.ticketId) ?? null;
    if (before === null && !("number" in event.patch)) {
      if (event.patch.status !== undefined && isOpen(event.patch.status)) this.#reloadSoon();
      return;
    }
    const after = evolve(before, { ...event, ticketVersion: event.version });
    if (isOpen(after.status)) this.tickets.set(after.id, after);
    else this.tickets.delete(after.id);
  }

  #heal(siteId: string): Promise<void> {
    const running = this.#healing.get(siteId);
    if (running) return running;
    const healing = (async () => {
      const from = this.seqOf(siteId);
      const missed = await this.#source.since(siteId, from);
      // A snapshot under way may be older than these events: it has to land first, or it would take them back.
      if (this.#reloading) await this.#reloading;
      if (missed.tooFar) await this.reload();
      else this.#apply(siteId, missed.events);
      // A ticket that came back is read before anybody may call this copy exact.
      if (this.#reloading) await this.#reloading;
      this.#healing.delete(siteId);
      if (this.seqOf(siteId) > from) this.#drain(siteId);
      else if (this.#waiting.has(siteId)) setTimeout(() => this.#drain(siteId), this.#patience);
    })().finally(() => this.#healing.delete(siteId));
    this.#healing.set(siteId, healing);
    return healing;
  }

  #healSoon(siteId: string): void {
    this.#heal(siteId).catch(() => setTimeout(() => this.#healSoon(siteId), this.#patience));
  }

  #reloadSoon(): void {
    this.reload().catch(() => setTimeout(() => this.#reloadSoon(), this.#patience));
  }

  #keep(siteId: string, events: readonly BoardEvent[]): void {
    this.#waiting.set(siteId, [...(this.#waiting.get(siteId) ?? []), ...events]);
  }

  #drain(siteId: string): void {
    const waited = this.#waiting.get(siteId);
    this.#waiting.delete(siteId);
    if (waited) this.take(waited);
  }

  #load(snapshot: Snapshot<Site>): void {
    this.tickets.clear();
    for (const ticket of snapshot.tickets) this.tickets.set(ticket.id, ticket);
    for (const site of snapshot.sites) this.#seq.set(site.id, site.seq);
  }
}
