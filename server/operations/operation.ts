import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Database } from "#db/client.ts";
import { command as commandTable } from "#db/schema/event.ts";
import { type Actor, actorId } from "../domain/access/actor.ts";
import { mayTry, type OperationName } from "../domain/access/policy.ts";
import { Refused, refuse } from "../domain/refusal.ts";
import { sortedJson } from "../domain/ticket/canonical.ts";
import type { Source } from "../domain/ticket/ticket.ts";
import { ring, ringCalls, ringPerson, ringSessionEnded } from "./doorbell.ts";

export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** Who asks, and when: made once per request at the door. */
export type Context = {
  actor: Actor;
  now: Date;
  db: Database;
  /** The network address of the caller, where there is one. */
  peer?: string;
  /** How long before it was sent this was said, ms by the caller's own clock, however wrong that is. */
  ago?: number;
};

/** What a command works with: one transaction, one moment, one actor. */
export type Work = {
  tx: Tx;
  actor: Actor;
  now: Date;
  /** The command's own key, where somebody sent it. */
  key?: string;
  peer?: string;
  ago?: number;
  /**
   * A report whose door has seen for itself that it may come from there; `data` goes into its event. `follows` is the
   * number of the repair that left it to do: then it joins no incident by itself.
   */
  vouched?: { source: Source; data: Record<string, unknown>; follows?: string };
  /** Sites whose stream grew, and sessions that ended: announced once it is committed. */
  touched: Set<string>;
  ended: Set<string>;
  /** Sites on whose hotline the calls changed. */
  calls: Set<string>;
  /** People whose homes, or what is reported there, changed. */
  people: Set<string>;
};

export type Command<Input extends z.ZodObject, Result> = {
  name: OperationName;
  input: Input;
  /** What has to be kept even when the work is refused; it may refuse first. */
  before?(context: Context, input: z.output<Input>, key: string): Promise<void>;
  run(work: Work, input: z.output<Input>): Promise<Result>;
  /** What the caller is told, where that must not be kept: a secret is made anew from what is. */
  told?(kept: Result): Result;
};

export type Query<Input extends z.ZodObject, Result> = {
  name: OperationName;
  input: Input;
  run(context: Context, input: z.output<Input>): Promise<Result>;
};

export function command<Input extends z.ZodObject, Result>(
  spec: Command<Input, Result>,
): Command<Input, Result> {
  return spec;
}

export function query<Input extends z.ZodObject, Result>(spec: Query<Input, Result>): Query<Input, Result> {
  return spec;
}

/** Reads: permission first, then the query, which itself is limited to what the actor may see. */
export async function read<Input extends z.ZodObject, Result>(
  spec: Query<Input, Result>,
  context: Context,
  input: z.output<Input>,
): Promise<Result> {
  demand(context.actor, spec.name);
  return spec.run(context, input);
}

/**
 * Writes: permission, then one transaction in which the key is claimed, the work done with its event, and the answer
 * kept under the key. The same key again returns the first answer; with other content it is refused
 * (IDEMPOTENCY_MISMATCH). A refusal rolls everything back, the key too, so that a mended retry can go through.
 */
export async function perform<Input extends z.ZodObject, Result>(
  spec: Command<Input, Result>,
  context: Context,
  input: z.output<Input>,
  key: string,
): Promise<Result> {
  demand(context.actor, spec.name);
  await spec.before?.(context, input, key);
  const who = actorId(context.actor);
  const requestHash = createHash("sha256")
    .update(`${spec.name}\n${sortedJson(input)}`)
    .digest("hex");
  const touched = new Set<string>();
  const ended = new Set<string>();
  const calls = new Set<string>();
  const people = new Set<string>();
  const result = await context.db.transaction(async (tx) => {
    const claimed = await tx
      .insert(commandTable)
      .values({ actorId: who, key, operation: spec.name, requestHash, at: context.now })
      .onConflictDoNothing()
      .returning({ key: commandTable.key });
    const mine = and(eq(commandTable.actorId, who), eq(commandTable.key, key));
    if (claimed.length === 0) {
      const [first] = await tx.select().from(commandTable).where(mine);
      if (first === undefined || first.requestHash !== requestHash)
        throw new Refused(refuse("IDEMPOTENCY_MISMATCH"));
      return first.result as Result;
    }
    const answer = await spec.run(
      {
        tx,
        key,
        actor: context.actor,
        now: context.now,
        ...(context.peer && { peer: context.peer }),
        ...(context.ago !== undefined && { ago: context.ago }),
        touched,
        ended,
        calls,
        people,
      },
      input,
    );
    await tx
      .update(commandTable)
      .set({ result: answer ?? null })
      .where(mine);
    return answer;
  });
  for (const siteId of touched) ring(siteId);
  for (const sessionId of ended) ringSessionEnded(sessionId);
  for (const siteId of calls) ringCalls(siteId);
  for (const personId of people) ringPerson(personId);
  return spec.told ? spec.told(result) : result;
}

function demand(actor: Actor, operation: OperationName): void {
  if (mayTry(actor, operation)) return;
  throw new Refused(refuse(actor.kind === "anonymous" ? "NOT_SIGNED_IN" : "NOT_ALLOWED"));
}
