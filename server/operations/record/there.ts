import { eq } from "drizzle-orm";
import { recordSheet } from "#db/schema/record.ts";
import { assignment, workRecord } from "#db/schema/ticket.ts";
import { type Choice, drawnBeside, mergeRecords, type RecordSaid } from "../../domain/record/merge.ts";
import { askedBy } from "../../domain/record/problems.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";
import { formNamed } from "./form.ts";

/**
 * What one phone says of a visit that is on record already, merged into what is there. `coded` are the digits that would
 * stand as the owner's signature from now on, null where there are none; `since` is when he came to that door; `form` is
 * that of the record that is there. What that does not ask stands beside the record; `drawn` are the names that were
 * drawn and stand beside its signature.
 */
export async function mergedInto(
  db: Reader,
  row: TicketRow,
  workRecordId: string,
  said: RecordSaid,
  choices: Record<string, Choice>,
) {
  const [found] = await db
    .select({ there: workRecord, answers: recordSheet, arrivedAt: assignment.arrivedAt })
    .from(workRecord)
    .innerJoin(assignment, eq(assignment.id, workRecord.assignmentId))
    .leftJoin(recordSheet, eq(recordSheet.workRecordId, workRecord.id))
    .where(eq(workRecord.id, workRecordId));
  const { there, answers, arrivedAt } = found!;
  const theirs: RecordSaid = { ...there, sheet: answers && proved(answers) };
  const form = theirs.sheet && (await formNamed(db, theirs.sheet.form));
  const { sheet, unasked } =
    form && said.sheet ? askedBy(form, said.sheet) : { sheet: said.sheet, unasked: [] };
  const merged = mergeRecords(theirs, { ...said, sheet }, choices, !isOpen(row.status));
  const { signed } = merged.record.sheet ?? {};
  const fresh = signed?.kind === "code" && signed !== theirs.sheet?.signed;
  const beside = [...unasked, ...merged.beside];
  const drawn = drawnBeside(theirs.sheet, said.sheet, merged);
  return {
    there,
    answers,
    form,
    since: arrivedAt,
    ...merged,
    beside,
    drawn,
    coded: fresh ? signed.code : null,
  };
}

/** A code that was never proved is nobody's signature. */
function proved({ sheet, codeVerifiedAt }: typeof recordSheet.$inferSelect): RecordSaid["sheet"] {
  return sheet.signed?.kind === "code" && codeVerifiedAt === null ? { ...sheet, signed: null } : sheet;
}
