import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { escalation } from "#db/schema/escalation.ts";
import { person } from "#db/schema/person.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, instant, words } from "../input.ts";
import { command } from "../operation.ts";
import { write } from "../ticket/apply.ts";
import { claimOf } from "../ticket/hold.ts";
import { lockRow } from "../ticket/load.ts";

/**
 * A named person takes an escalation in hand: what rings for this deadline falls silent, and the story says who. The
 * one who was called may, the ticket's technician and the desk. Refusals: NOT_FOUND, STATE (params.by and seconds, who was
 * first and how long ago, or that its reason is gone).
 */
export const acknowledgeEscalation = command({
  name: "escalation.acknowledge",
  input: z.strictObject({
    escalationId: id,
    words: words(300, false).default(""),
    /** When he pressed, from a phone that was without network. */
    doneAt: instant.optional(),
  }),
  async run(work, input) {
    const { tx, actor, now } = work;
    const me = personIdOf(actor);
    const [seen] = await tx
      .select({ ticketId: escalation.ticketId, siteId: escalation.siteId })
      .from(escalation)
      .where(eq(escalation.id, input.escalationId));
    if (seen === undefined || me === null) throw new Refused(refuse("NOT_FOUND"));
    const row = await lockRow(tx, seen.ticketId);
    const [open] = await tx
      .select({ escalation, by: person.name, byLatin: person.nameLatin })
      .from(escalation)
      .leftJoin(person, eq(person.id, escalation.acknowledgedById))
      .where(eq(escalation.id, input.escalationId));
    const { escalation: one, by, byLatin } = open!;
    const desk = holds(actor, seen.siteId, siteRoles("escalation.acknowledge"));
    if (!desk && one.personId !== me && row.technicianId !== me) throw new Refused(refuse("NOT_FOUND"));
    if (one.endedAt !== null)
      throw new Refused(
        refuse("STATE", {
          params: {
            status: one.endReason ?? "",
            by: by ?? "",
            byLatin: byLatin ?? "",
            seconds: Math.max(0, Math.round((now.getTime() - one.endedAt.getTime()) / 1_000)),
          },
        }),
      );
    const silenced = await tx
      .update(escalation)
      .set({ endedAt: now, endReason: "acknowledged", acknowledgedById: me })
      .where(
        and(
          eq(escalation.ticketId, one.ticketId),
          eq(escalation.clock, one.clock),
          eq(escalation.dueAt, one.dueAt),
          isNull(escalation.endedAt),
        ),
      )
      .returning({ id: escalation.id });
    const data = { escalationId: one.id, clock: one.clock };
    const fact = { kind: "fact", type: "escalation_acknowledged", patch: {}, data } as const;
    const claim = await claimOf(work, { ticketId: row.id, doneAt: input.doneAt });
    const moved = await write(work, row, fact, { words: input.words, data: claim });
    return { ...moved, silenced: silenced.map((s) => s.id) };
  },
});
