import { eq } from "drizzle-orm";
import { z } from "zod";
import { faultCategory } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { triageProposal } from "#db/schema/triage.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { findTicket } from "../ticket/load.ts";
import { proposalFor } from "./keep.ts";

/**
 * What was proposed for a ticket and what the desk ruled, by whom and when. For one from before proposals were kept,
 * what would be proposed now. NOT_FOUND as for the ticket.
 */
export const keptProposal = query({
  name: "triage.kept",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor }, input) {
    const row = await findTicket(db, actor, "triage.kept", input.ticketId);
    const categories = await db
      .select({ code: faultCategory.code, nameZh: faultCategory.nameZh, nameEn: faultCategory.nameEn })
      .from(faultCategory);
    const [kept] = await db
      .select({ kept: triageProposal, name: person.name, nameLatin: person.nameLatin })
      .from(triageProposal)
      .leftJoin(person, eq(person.id, triageProposal.decidedById))
      .where(eq(triageProposal.ticketId, row.id));
    if (kept === undefined) {
      const [where] = await db.select({ kind: place.kind }).from(place).where(eq(place.id, row.placeId));
      const proposal = await proposalFor(db, row.description, where?.kind ?? null);
      return { ...proposal, categories, proposedAt: null, decided: null };
    }
    const { kind, kindConfidence, kindWords, faults, proposedAt, decidedAt } = kept.kept;
    return {
      kind,
      kindConfidence,
      kindWords,
      faults,
      categories,
      proposedAt: proposedAt.toISOString(),
      decided:
        decidedAt === null
          ? null
          : {
              kind: kept.kept.decidedKind,
              faultCode: kept.kept.decidedFaultCode,
              urgency: kept.kept.decidedUrgency,
              scope: kept.kept.decidedScope,
              agreed: kept.kept.agreed === true,
              by: kept.name === null ? null : { name: kept.name, nameLatin: kept.nameLatin ?? "" },
              at: decidedAt.toISOString(),
            },
    };
  },
});
