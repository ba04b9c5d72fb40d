import type { BoardEvent } from "#server/operations/board/since.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import { evolve, type Ticket } from "#server/domain/ticket/ticket.ts";

export type BoardSite = { id: string; seq: number };
export type Snapshot<Site extends BoardSite> = { sites: Site[]; tickets: Ticket[] };
/** What the stream needs of the world outside; rejections are tried again by the next connection or gap. */
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
  readonly #healing = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, BoardEvent[]>();
  #reloading: Promise<void> | null = null;

  constructor(
    first: Snapshot<Site>,
    source: Source<Site>,
    changed: (ids: ReadonlySet<string>, events: readonly BoardEvent[]) => void,
  ) {
    this.#source = source;
    this.#changed = changed;
    this.#load(first);
  }

  /** The seq up to which a site is exact here. */
  seqOf(siteId: string): number {
    return this.#seq.get(siteId) ?? 0;
  }

  /** Takes events as they arrive; all of one batch belong to one site and are in order. */
  take(batch: readonly BoardEvent[]): void {
    const siteId = batch[0]?.siteId;
    if (siteId === undefined || !this.#seq.has(siteId)) return;
    if (this.#healing.has(siteId) || this.#reloading) {
      this.#waiting.set(siteId, [...(this.#waiting.get(siteId) ?? []), ...batch]);
      return;
    }
    this.#apply(batch);
  }

  /** Asks for everything that was missed, on every site. Resolves when the copy is exact again. */
  async catchUp(): Promise<void> {
    await Promise.all([...this.#seq.keys()].map((siteId) => this.#heal(siteId)));
  }

  #apply(batch: readonly BoardEvent[]): void {
    const touched = new Set<string>();
    const taken: BoardEvent[] = [];
    for (const event of batch) {
      const known = this.seqOf(event.siteId);
      if (event.seq <= known) continue;
      if (event.seq > known + 1) {
        this.#waiting.set(event.siteId, [...(this.#waiting.get(event.siteId) ?? []), event]);
        void this.#heal(event.siteId).catch(() => {});
        break;
      }
      this.#seq.set(event.siteId, event.seq);
      this.#evolve(event);
      touched.add(event.ticketId);
      taken.push(event);
    }
    if (taken.length > 0) this.#changed(touched, taken);
  }

  #evolve(event: BoardEvent): void {
    const before = this.tickets.get(event.ticketId) ?? null;
    if (before === null && !("number" in event.patch)) {
      const back = event.patch.status !== undefined && isOpen(event.patch.status);
      if (back) void this.#reload().catch(() => {});
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
      const missed = await this.#source.since(siteId, this.seqOf(siteId));
      if (missed.tooFar) await this.#reload();
      else this.#apply(missed.events);
    })().finally(() => {
      this.#healing.delete(siteId);
      const waited = this.#waiting.get(siteId) ?? [];
      this.#waiting.delete(siteId);
      const ahead = waited.filter((event) => event.seq > this.seqOf(siteId));
      if (ahead.length > 0 && ahead[0]!.seq === this.seqOf(siteId) + 1) this.#apply(ahead);
      else if (ahead.length > 0) setTimeout(() => void this.#heal(siteId).catch(() => {}), 200);
    });
    this.#healing.set(siteId, healing);
    return healing;
  }

  /** A ticket came back that this copy had let go (reopened after closing), or too much was missed: start afresh. */
  #reload(): Promise<void> {
    this.#reloading ??= this.#source
      .snapshot()
      .then((fresh) => {
        const gone = new Set(this.tickets.keys());
        this.#load(fresh);
        for (const id of this.tickets.keys()) gone.add(id);
        this.#changed(gone, []);
      })
      .finally(() => {
        this.#reloading = null;
      });
    return this.#reloading;
  }

  #load(snapshot: Snapshot<Site>): void {
    this.tickets.clear();
    for (const ticket of snapshot.tickets) this.tickets.set(ticket.id, ticket);
    for (const site of snapshot.sites) this.#seq.set(site.id, site.seq);
  }
}
