import { and, desc, eq, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import { command as commandTable, event } from "#db/schema/event.ts";
import { actorId, personIdOf } from "../../domain/access/actor.ts";
import type { OperationName } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { believe, type Claim } from "../../domain/ticket/claim.ts";
import { beside } from "../../domain/ticket/stale.ts";
import { id, instant, version } from "../input.ts";
import type { Work } from "../operation.ts";
import type { Moved } from "./apply.ts";
import { lockTicket, type Reader } from "./load.ts";

/**
 * What every step of a technician says: the ticket, the version he saw, and, from a phone that was without network, when
 * it was done there and the key of his step before this one, which the office may not have had when he pressed.
 */
export const stepInput = {
  ticketId: id,
  version,
  doneAt: instant.optional(),
  after: z.uuid({ error: "BAD_ID" }).optional(),
};

/** Who reads, and where. */
export type Reading = Pick<Work, "actor"> & { tx: Reader };
type Step = { ticketId: string; version: number; doneAt?: string | undefined; after?: string | undefined };

/**
 * The ticket that a technician steps on, locked. `seen` is the version that his step builds on; `claim` what is known of
 * when he did it, for the event; `at` when that was: the phone's word where it is believed, else now. Refusals: NOT_FOUND, TOO_EARLY (the step before it is not here yet).
 */
export async function hold(work: Work, operation: OperationName, step: Step) {
  const row = await lockTicket(work.tx, work.actor, operation, step.ticketId);
  const seen = await versionSeen(work, step);
  const claim = await claimOf(work, step);
  const at = claim.doneAt === undefined ? work.now : new Date(claim.doneAt);
  return { row, technicianId: personIdOf(work.actor) ?? "", seen, claim, at };
}

/**
 * Steps done without network build on one another: each saw the ticket as its predecessor left it. So the predecessor's
 * own answer is the version seen, and a step whose predecessor has not been done is never done before it.
 */
export async function versionSeen(
  { tx, actor }: Reading,
  { ticketId, version, after }: Step,
): Promise<number> {
  if (after === undefined) return version;
  const [before] = await tx
    .select({ result: commandTable.result })
    .from(commandTable)
    .where(and(eq(commandTable.actorId, actorId(actor)), eq(commandTable.key, after)));
  const moved = before?.result as Partial<Moved> | null | undefined;
  if (moved?.ticketId !== ticketId || moved.version === undefined) throw new Refused(refuse("TOO_EARLY"));
  return Math.max(version, moved.version);
}

/**
 * What is known of when it was done, for its event; empty where no phone says anything of that. What he himself said of
 * an earlier step and was not believed bounds nothing: that step stands at the moment at which the office heard of it.
 */
export async function claimOf(
  work: Work,
  { ticketId, doneAt }: Pick<Step, "ticketId" | "doneAt">,
): Promise<Partial<Claim>> {
  if (doneAt === undefined) return {};
  return believe(doneAt, (await happenedBefore(work, ticketId)) ?? doneAt, work.now.toISOString());
}

/** When the last thing happened to the work of a ticket, as far as it is believed, ISO; what is said of it now came after. */
export async function happenedBefore({ tx, actor }: Reading, ticketId: string): Promise<string | null> {
  const [last] = await tx
    .select({ at: event.at, data: event.data })
    .from(event)
    .where(
      and(
        eq(event.ticketId, ticketId),
        notInArray(event.type, [...beside]),
        sql`not (${event.data} ? 'claimedAt' and ${event.actor}->>'id' is not distinct from ${actorId(actor)})`,
      ),
    )
    .orderBy(desc(event.ticketVersion))
    .limit(1);
  return typeof last?.data.doneAt === "string" ? last.data.doneAt : (last?.at.toISOString() ?? null);
}
