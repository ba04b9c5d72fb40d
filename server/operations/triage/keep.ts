import { triageProposal } from "#db/schema/triage.ts";
import { modelVersion, type Proposal, propose } from "../../domain/triage/propose.ts";
import type { Work } from "../operation.ts";
import { type Known, knowledgeOf, type Reader } from "./knowledge.ts";

/** What the words and the kind of place propose, by what the catalogue and the desk have taught so far. */
export async function proposalFor(db: Reader, text: string, placeKind: string | null): Promise<Proposal> {
  return proposalBy(await knowledgeOf(db, text, placeKind), text, placeKind);
}

export function proposalBy(known: Known, text: string, placeKind: string | null): Proposal {
  return propose({ text, placeKind, ...known });
}

/** The proposal stays beside the ticket, whatever is ruled later. */
export async function keepProposal(work: Work, ticketId: string, proposal: Proposal): Promise<void> {
  await work.tx
    .insert(triageProposal)
    .values({ ticketId, ...proposal, modelVersion, proposedAt: work.now })
    .onConflictDoNothing();
}
