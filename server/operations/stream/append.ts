import { createHash, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { eventWords } from "#db/schema/event.ts";
import { type Actor, type ActorStamp, personIdOf, type StaffRole } from "../../domain/access/actor.ts";
import type { IncidentEvent, IncidentState } from "../../domain/incident/incident.ts";
import { canonicalEvent } from "../../domain/ticket/canonical.ts";
import type { TicketEventType } from "../../domain/ticket/event.ts";
import type { TicketPatch } from "../../domain/ticket/ticket.ts";
import type { Work } from "../operation.ts";

/** A fact about a ticket, or about an incident, which has a stretch of the same stream. */
export type NewEvent = {
  siteId: string;
  ticketVersion: number;
  data: Record<string, unknown>;
  /** Free words that belong to this fact; kept apart from the chain. */
  words?: string | undefined;
} & (
  | { ticketId: string; incidentId?: undefined; type: TicketEventType; patch: TicketPatch }
  | { ticketId?: undefined; incidentId: string; type: IncidentEvent; patch: IncidentState }
);

/**
 * Adds one event to its site's stream and returns its seq. Raising the site's `seq`, chaining the hash and inserting
 * are one statement under the site's row lock, so numbers are gapless and in commit order. Take it last: everybody
 * who writes at this site waits for that lock.
 */
export async function append(work: Work, event: NewEvent): Promise<number> {
  const actor = stampOf(work.actor, event.siteId);
  const at = work.now.toISOString();
  const salt = event.words ? randomBytes(16).toString("hex") : "";
  const wordsHash = event.words ? createHash("sha256").update(`${salt}\n${event.words}`).digest("hex") : "";
  const { siteId, ticketId = null, incidentId, ticketVersion, type, data, patch } = event;
  const canonical = canonicalEvent({
    ticketId,
    incidentId,
    ticketVersion,
    type,
    actor,
    at,
    data,
    patch,
    wordsHash,
  });
  const rows = await work.tx.execute<{ seq: string }>(sql`
    with head as (
      update site set seq = seq + 1,
        head_hash = encode(sha256(convert_to(head_hash || chr(10) || (seq + 1)::text || chr(10) || ${canonical}::text, 'UTF8')), 'hex')
      where id = ${siteId}
      returning seq, head_hash
    )
    insert into event (site_id, seq, ticket_id, incident_id, ticket_version, type, actor, at, data, patch, words_hash, hash)
    select ${siteId}::uuid, head.seq, ${ticketId}::uuid, ${incidentId ?? null}::uuid, ${ticketVersion}::int, ${type}, ${JSON.stringify(actor)}::jsonb,
      ${at}::timestamptz, ${JSON.stringify(data)}::jsonb, ${JSON.stringify(patch)}::jsonb, ${wordsHash}, head.head_hash
    from head
    returning seq`);
  const seq = Number(rows[0]!.seq);
  if (event.words) await work.tx.insert(eventWords).values({ siteId, seq, salt, words: event.words });
  work.touched.add(siteId);
  return seq;
}

function idOf(actor: Actor): string | null {
  if (actor.kind === "system") return actor.job;
  return personIdOf(actor) ?? (actor.kind === "link" ? actor.linkId : null);
}

const standing: StaffRole[] = ["manager", "lead", "dispatcher", "operator", "technician", "admin"];

/** What is kept of whoever acts at this site. */
export function stampOf(actor: Actor, siteId: string): ActorStamp {
  const stamp: ActorStamp = { kind: actor.kind, id: idOf(actor) };
  if (actor.kind !== "staff") return stamp;
  const role = standing.find((r) => actor.roles.some((held) => held.role === r && held.siteId === siteId));
  return role === undefined ? stamp : { ...stamp, role };
}
