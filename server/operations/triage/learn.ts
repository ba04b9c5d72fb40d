import { eq, sql } from "drizzle-orm";
import { place } from "#db/schema/place.ts";
import { triageProposal } from "#db/schema/triage.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { kindOf } from "../../domain/triage/kind.ts";
import { type Delta, deltasOf, type Knowledge, lessonsOf, type Ruling } from "../../domain/triage/propose.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { keepProposal, proposalBy } from "./keep.ts";
import { type Known, knowledgeOf } from "./knowledge.ts";

/**
 * The desk rules: the decision is kept beside the proposal, and the next such text is read as ruled. What an earlier
 * ruling on the same ticket had taught is taken back first, so that a ticket teaches once, by its last ruling. Call it
 * with the ticket locked and before anything of the stream: numbers are added in one fixed order, so that two desks
 * that rule at once wait for each other at most and never in a circle.
 */
export async function decideProposal(
  work: Work,
  row: TicketRow,
  ruling: Ruling,
): Promise<{ agreed: boolean }> {
  const { tx, now } = work;
  const [where] = await tx.select({ kind: place.kind }).from(place).where(eq(place.id, row.placeId));
  const placeKind = where?.kind ?? null;
  const [[kept], known] = await Promise.all([
    tx.select().from(triageProposal).where(eq(triageProposal.ticketId, row.id)),
    knowledgeOf(tx, row.description, placeKind),
  ]);
  const proposal = kept ?? proposalBy(known, row.description, placeKind);
  if (kept === undefined) await keepProposal(work, row.id, proposal);
  const before = kept?.lesson ? deltasOf(kept.lesson, -1) : [];
  const asked = { text: row.description, placeKind, ...without(known, before) };
  const lesson = lessonsOf(asked, ruling);
  await addUp(work, [
    ...before.map((delta) => ({ ...delta, lessons: -1 })),
    ...deltasOf(lesson).map((delta) => ({ ...delta, lessons: 1 })),
  ]);
  const first = proposal.faults[0];
  const agreed =
    proposal.kind === ruling.kind &&
    (ruling.faultCode === null ||
      (first?.faultCode === ruling.faultCode &&
        (ruling.urgency ?? first.urgency) === first.urgency &&
        (ruling.scope ?? first.scope) === first.scope));
  await tx
    .update(triageProposal)
    .set({
      decidedKind: ruling.kind,
      decidedFaultCode: ruling.faultCode,
      decidedUrgency: ruling.urgency,
      decidedScope: ruling.scope,
      agreed,
      decidedById: personIdOf(work.actor),
      decidedAt: now,
      lesson,
    })
    .where(eq(triageProposal.ticketId, row.id));
  return { agreed };
}

/** The desk turns it down as no repair: what kind of word it is then is for the reading to say, only not a repair. */
export async function decideNoRepair(work: Work, row: TicketRow): Promise<void> {
  const read = kindOf(row.description).kind;
  const kind = read === "repair" ? "complaint" : read;
  await decideProposal(work, row, { kind, faultCode: null, urgency: null, scope: null });
}

/** A ruling was taken back: what it taught is forgotten, and the proposal stands undecided. */
export async function takeBackRuling(work: Work, ticketId: string): Promise<void> {
  const [kept] = await work.tx.select().from(triageProposal).where(eq(triageProposal.ticketId, ticketId));
  if (!kept?.lesson) return;
  await addUp(
    work,
    deltasOf(kept.lesson, -1).map((delta) => ({ ...delta, lessons: -1 })),
  );
  const undecided = { decidedKind: null, decidedFaultCode: null, decidedUrgency: null, decidedScope: null };
  await work.tx
    .update(triageProposal)
    .set({ ...undecided, agreed: null, decidedById: null, decidedAt: null, lesson: null })
    .where(eq(triageProposal.ticketId, ticketId));
}

/** What was known before the earlier ruling on this ticket. */
function without(known: Known, taken: Delta[]): Known {
  if (taken.length === 0) return known;
  const learned = structuredClone(known.learned) as {
    [head in keyof Knowledge]: Map<string, Map<string, number>>;
  };
  for (const { head, piece, label, step } of taken) {
    const labels = learned[head].get(piece) ?? new Map<string, number>();
    learned[head].set(piece, labels.set(label, (labels.get(label) ?? 0) + step));
  }
  return { ...known, learned };
}

async function addUp(work: Work, deltas: Array<Delta & { lessons: number }>): Promise<void> {
  if (deltas.length === 0) return;
  await work.tx.execute(sql`
    insert into triage_step (piece, head, label, step, lessons)
    select piece, head, label, sum(step)::int, sum(lessons)::int
    from jsonb_to_recordset(${JSON.stringify(deltas)}::text::jsonb) as d (piece text, head text, label text, step int, lessons int)
    group by piece, head, label
    having sum(step) <> 0 or sum(lessons) <> 0`);
}
