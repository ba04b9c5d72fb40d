import { createHash } from "node:crypto";
import type { event, eventWords } from "#db/schema/event.ts";
import type { assignment } from "#db/schema/ticket.ts";
import type { ActorStamp } from "#server/domain/access/actor.ts";
import type { IncidentEvent, IncidentState } from "#server/domain/incident/incident.ts";
import { must } from "#server/domain/refusal.ts";
import { type ClockFact, clockFact } from "#server/domain/sla/round.ts";
import { canonicalEvent } from "#server/domain/ticket/canonical.ts";
import { type Command, decide } from "#server/domain/ticket/decide.ts";
import type { EventType } from "#server/domain/ticket/event.ts";
import { evolve, type Ticket, type TicketPatch } from "#server/domain/ticket/ticket.ts";
import type { Site } from "./estates.ts";
import type { Promises } from "./promises.ts";
import type { Random } from "./random.ts";

export type EventRow = typeof event.$inferInsert;
export type WordsRow = typeof eventWords.$inferInsert;
export type AssignmentRow = typeof assignment.$inferInsert;

type Extra = { data?: Record<string, unknown>; words?: string };

/** The streams of all sites while history is written: numbers, chain and rows as the live writer makes them. */
export type Ledger = {
  /** The story of each ticket as its clocks read it. */
  facts: ReadonlyMap<string, ClockFact[]>;
  events: EventRow[];
  words: WordsRow[];
  assignments: AssignmentRow[];
  /** One more event of a ticket; answers with its state after it. */
  add(
    before: Ticket | null,
    fact: { type: EventType; patch: TicketPatch; data: Record<string, unknown> },
    by: ActorStamp,
    at: number,
    ids: { ticketId: string; siteId: string },
    words?: string,
  ): Ticket;
  /** One more event of an incident, in the same stream. */
  addOfIncident(
    of: { siteId: string; incidentId: string; version: number; salt: string },
    type: IncidentEvent,
    at: number,
    fact: { actor: ActorStamp; data: Record<string, unknown>; patch: IncidentState; words: string },
  ): void;
  /** Lets the domain decide and writes what it decided; a refusal is a fault of the story and throws. */
  act(ticket: Ticket, command: Command, by: ActorStamp, at: number, extra?: Extra): Ticket;
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

export function openLedger(random: Random, sites: Site[], { promise }: Promises): Ledger {
  const facts = new Map<string, ClockFact[]>();
  const heads = new Map(sites.map((s) => [s.id, s]));
  /** What the fact does to the promises, as far as it changes them. */
  const changed = (before: Ticket, patch: TicketPatch, story: ClockFact[], at: string): TicketPatch => {
    const promises = Object.entries(promise({ ...before, ...patch }, story, at));
    return Object.fromEntries(promises.filter(([name, value]) => before[name as keyof Ticket] !== value));
  };
  const ledger: Ledger = {
    facts,
    events: [],
    words: [],
    assignments: [],
    add(before, fact, by, at, { ticketId, siteId }, words = "") {
      const head = heads.get(siteId)!;
      const ticketVersion = (before?.version ?? 0) + 1;
      const seq = (head.seq ?? 0) + 1;
      const salt = words === "" ? "" : random.hex(16);
      const wordsHash = words === "" ? "" : sha256(`${salt}\n${words}`);
      const { type, data } = fact;
      const iso = new Date(at).toISOString();
      const story = [...(facts.get(ticketId) ?? []), clockFact({ ...fact, at: iso })];
      facts.set(ticketId, story);
      const patch =
        before === null ? fact.patch : { ...fact.patch, ...changed(before, fact.patch, story, iso) };
      const canonical = canonicalEvent({
        ticketId,
        ticketVersion,
        type,
        actor: by,
        at: iso,
        data,
        patch,
        wordsHash,
      });
      const hash = sha256(`${head.headHash}\n${seq}\n${canonical}`);
      ledger.events.push({
        siteId,
        seq,
        ticketId,
        incidentId: null,
        ticketVersion,
        type,
        actor: by,
        at: new Date(at),
        data,
        patch,
        wordsHash,
        hash,
      });
      if (words !== "") ledger.words.push({ siteId, seq, salt, words });
      head.seq = seq;
      head.headHash = hash;
      return evolve(before, { ticketId, siteId, ticketVersion, patch });
    },
    addOfIncident({ siteId, incidentId, version, salt }, type, at, { actor, data, patch, words }) {
      const head = heads.get(siteId)!;
      const seq = (head.seq ?? 0) + 1;
      const wordsHash = sha256(`${salt}\n${words}`);
      const about = { ticketId: null, incidentId, ticketVersion: version, type, actor, data, wordsHash };
      const canonical = canonicalEvent({ ...about, at: new Date(at).toISOString(), patch });
      const hash = sha256(`${head.headHash}\n${seq}\n${canonical}`);
      // The stream keeps what an incident became where it keeps what a ticket became.
      ledger.events.push({ ...about, siteId, seq, at: new Date(at), patch: patch as TicketPatch, hash });
      ledger.words.push({ siteId, seq, salt, words });
      head.seq = seq;
      head.headHash = hash;
    },
    act(ticket, command, by, at, extra = {}) {
      const fact = must(decide(ticket, command, new Date(at).toISOString()));
      const ids = { ticketId: ticket.id, siteId: ticket.siteId };
      return ledger.add(ticket, { ...fact, data: { ...fact.data, ...extra.data } }, by, at, ids, extra.words);
    },
  };
  return ledger;
}
