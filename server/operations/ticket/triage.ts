import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { ticket } from "#db/schema/ticket.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { scopes } from "../../domain/triage/propose.ts";
import { id, urgency, version, words } from "../input.ts";
import { command } from "../operation.ts";
import { decideProposal } from "../triage/learn.ts";
import { apply } from "./apply.ts";
import { lockTicket } from "./load.ts";

/**
 * The desk rules on urgency and fault. What the reporter said stays beside it; a changed urgency changes the promises,
 * counted from when the report came in. The ruling is kept beside what was proposed, and the next such report is read as
 * ruled. Refusals: FAULT_RETIRED, STATE, STALE.
 */
export const triageTicket = command({
  name: "ticket.triage",
  input: z.strictObject({
    ticketId: id,
    version,
    urgency,
    faultCode: z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(60, "BAD_ID"),
    /** How far it reaches, where the desk says so; else what the fault usually does. */
    scope: z.enum(scopes).optional(),
    words: words(500, false).default(""),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.triage", input.ticketId);
    const [known] = await work.tx
      .select({ code: fault.code })
      .from(fault)
      .where(and(eq(fault.code, input.faultCode), isNull(fault.retiredAt)));
    if (!known) throw new Refused(refuse("FAULT_RETIRED", { field: "faultCode" }));
    const ruled = input.urgency as UrgencyLevel;
    const triage = { verb: "triage", urgency: ruled, faultCode: known.code } as const;
    const scope = input.scope ?? null;
    const ruling = { kind: "repair", faultCode: known.code, urgency: ruled, scope } as const;
    const { agreed } = await decideProposal(work, row, ruling);
    const data = { agreed, ...(scope === null ? {} : { scope }) };
    const moved = await apply(work, row, input.version, triage, { data, words: input.words });
    // Ruled to be another fault, it takes that fault's trade again.
    if (row.neededSkill !== null && known.code !== row.faultCode)
      await work.tx.update(ticket).set({ neededSkill: null }).where(eq(ticket.id, row.id));
    return moved;
  },
});
