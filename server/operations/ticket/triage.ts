import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { Skill } from "../../domain/catalogue/skill.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { scopes } from "../../domain/triage/propose.ts";
import { id, urgency, version, words } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { decideProposal } from "../triage/learn.ts";
import { apply } from "./apply.ts";
import { lockTicket, type TicketRow } from "./load.ts";

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
    const locked = await lockTicket(work.tx, work.actor, "ticket.triage", input.ticketId);
    const [known] = await work.tx
      .select({ code: fault.code })
      .from(fault)
      .where(and(eq(fault.code, input.faultCode), isNull(fault.retiredAt)));
    if (!known) throw new Refused(refuse("FAULT_RETIRED", { field: "faultCode" }));
    const ruled = input.urgency as UrgencyLevel;
    const triage = { verb: "triage", urgency: ruled, faultCode: known.code } as const;
    const scope = input.scope ?? null;
    const ruling = { kind: "repair", faultCode: known.code, urgency: ruled, scope } as const;
    const { agreed } = await decideProposal(work, locked, ruling);
    // Ruled to be another fault, it takes that fault's trade again; taking the ruling back brings this one back.
    const neededSkillBefore = known.code === locked.faultCode ? null : locked.neededSkill;
    const row = neededSkillBefore === null ? locked : await setNeededSkill(work, locked, null);
    const data = {
      agreed,
      ...(scope === null ? {} : { scope }),
      ...(neededSkillBefore !== null && { neededSkillBefore }),
    };
    return apply(work, row, input.version, triage, { data, words: input.words });
  },
});

/** The trade that a visit found it to take, or with null the fault's own; answers the ticket as it is then. */
export async function setNeededSkill(
  work: Work,
  row: TicketRow,
  neededSkill: Skill | null,
): Promise<TicketRow> {
  await work.tx.update(ticket).set({ neededSkill }).where(eq(ticket.id, row.id));
  return { ...row, neededSkill };
}
