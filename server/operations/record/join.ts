import { eq } from "drizzle-orm";
import { recordSheet } from "#db/schema/record.ts";
import { ticket, workRecord } from "#db/schema/ticket.ts";
import { type Choice, mergeRecords, type RecordSaid } from "../../domain/record/merge.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Work } from "../operation.ts";
import { append } from "../stream/append.ts";
import type { Moved } from "../ticket/apply.ts";
import type { TicketRow } from "../ticket/load.ts";
import { demandCode } from "./ownerCode.ts";
import { addWorkPhotos } from "./photos.ts";
import { keepSheet } from "./sheet.ts";

type Joined = {
  workRecordId: string;
  said: RecordSaid;
  choices: Record<string, Choice>;
  photoIds: string[];
  beforeIds: string[];
  /** The version that the phone saw before the visit was recorded. */
  seen: number;
  claim: Record<string, unknown>;
  at: Date;
};

/**
 * A record from another phone of the same technician about the same visit goes into the one that is here. Its photos are
 * added. Refusals: RECORD_DIFFERS (params.differs, what both say as JSON, to be chosen between), NOT_FOUND (a photo).
 */
export async function joinRecord(work: Work, row: TicketRow, joined: Joined): Promise<Moved> {
  const { tx } = work;
  const { workRecordId, said, photoIds, claim } = joined;
  const of = eq(workRecord.id, workRecordId);
  const [there] = await tx.select().from(workRecord).where(of).for("update");
  const [answers] = await tx.select().from(recordSheet).where(eq(recordSheet.workRecordId, workRecordId));
  const theirs: RecordSaid = { ...there!, sheet: answers?.sheet ?? null };
  const { record, added, replaced, differs } = mergeRecords(theirs, said, joined.choices);
  if (differs.length > 0)
    throw new Refused(
      refuse("RECORD_DIFFERS", { params: { differs: JSON.stringify(differs), seen: joined.seen } }),
    );
  const nothing = added.length + replaced.length + photoIds.length === 0;
  if (nothing) return { ticketId: row.id, version: row.version, status: row.status };
  const { measure, found, done, materials, sheet } = record;
  await tx.update(workRecord).set({ measure, found, done, materials }).where(of);
  await addWorkPhotos(work, row.id, photoIds, joined.beforeIds);
  if (answers && sheet) {
    const { signed } = sheet;
    const coded = added.includes("signed") && signed?.kind === "code";
    if (coded) await demandCode(tx, row, signed.code, joined.at, work.now);
    const kept = coded ? { ...sheet, signed: { ...signed, code: "" } } : sheet;
    await tx
      .update(recordSheet)
      .set({ sheet: kept, ...(coded && { codeVerifiedAt: work.now }) })
      .where(eq(recordSheet.workRecordId, workRecordId));
  }
  if (!answers && sheet) {
    const counts = { before: joined.beforeIds.length, after: photoIds.length - joined.beforeIds.length };
    await keepSheet(work, row, {
      workRecordId,
      sheet,
      result: there!.result,
      materials,
      at: joined.at,
      ...counts,
    });
  }
  const version = row.version + 1;
  const photos = row.photos + photoIds.length;
  await tx.update(ticket).set({ version, photos }).where(eq(ticket.id, row.id));
  await append(work, {
    siteId: row.siteId,
    ticketId: row.id,
    ticketVersion: version,
    type: "added",
    data: {
      ...claim,
      photos: photoIds.length,
      workRecordId,
      fields: [...added, ...replaced.map(({ field }) => field)].join(","),
    },
    patch: { photos },
    // What gave way stays on record.
    words: replaced.map(({ field, was }) => `${field}: ${was}`).join("\n"),
  });
  return { ticketId: row.id, version, status: row.status };
}
