import { and, eq, sql } from "drizzle-orm";
import { event, eventWords } from "#db/schema/event.ts";
import { recordSheet } from "#db/schema/record.ts";
import { ticket, workRecord } from "#db/schema/ticket.ts";
import type { Choice, Merged, RecordSaid } from "../../domain/record/merge.ts";
import { problemsOf } from "../../domain/record/problems.ts";
import { blankSheet } from "../../domain/record/sheet.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Work } from "../operation.ts";
import { append } from "../stream/append.ts";
import type { Moved } from "../ticket/apply.ts";
import type { TicketRow } from "../ticket/load.ts";
import { codeMoment, demandCode } from "./ownerCode.ts";
import { addWorkPhotos } from "./photos.ts";
import { joinSequel, type Sequel, tellRemains } from "./sequel.ts";
import { keepSheet } from "./sheet.ts";
import { mergedInto } from "./there.ts";

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
  /** When it was done by the phone, believed or not. */
  doneAt: string | undefined;
  /** What it says of what comes after. */
  sequel: Sequel;
};

/**
 * A record from another phone of the same technician about the same visit goes into the one that is here. Its photos are
 * added. Refusals: RECORD_DIFFERS (params.differs, what both say as JSON, to be chosen between), NOT_FOUND (a photo),
 * OWNER_CODE_WRONG and OWNER_CODE_VOID, REQUIRED with the field (a figure that cannot be).
 */
export async function joinRecord(work: Work, row: TicketRow, joined: Joined): Promise<Moved> {
  const { tx } = work;
  const { workRecordId, said, photoIds, claim } = joined;
  const of = eq(workRecord.id, workRecordId);
  await tx.select({ id: workRecord.id }).from(workRecord).where(of).for("update");
  const merged = await mergedInto(tx, row, workRecordId, said, joined.choices);
  const { there, answers, form, since, record, added, replaced, differs, coded, drawn } = merged;
  if (differs.length > 0)
    throw new Refused(
      refuse("RECORD_DIFFERS", { params: { differs: JSON.stringify(differs), seen: joined.seen } }),
    );
  const changed = [...added, ...replaced.map(({ field }) => field)];
  const sequel = await joinSequel(work, row, workRecordId, said, joined.sequel);
  const beside = await notYetSaid(work, row.id, workRecordId, [...merged.beside, ...sequel.beside]);
  const fields = [...changed, ...sequel.added];
  const nothing = fields.length + beside.length + photoIds.length === 0;
  if (nothing) return { ticketId: row.id, version: row.version, status: row.status };
  const { measure, found, done, materials, sheet } = record;
  await tx.update(workRecord).set({ measure, found, done, materials }).where(of);
  await addWorkPhotos(work, row.id, photoIds, joined.beforeIds);
  // What was there may lack something by now; what comes to it has to be right.
  const counts = { before: joined.beforeIds.length, after: photoIds.length - joined.beforeIds.length };
  const written = { result: there.result, materials, parts: 0, ...counts };
  const problems = form && sheet ? problemsOf(form, sheet, written) : [];
  const problem = problems.find(({ field }) => changed.includes(field));
  if (problem) throw new Refused(refuse("REQUIRED", { field: problem.field }));
  const codeAt = codeMoment(since ?? joined.at, joined.doneAt, work.now);
  if (answers && sheet) {
    if (coded !== null) await demandCode(tx, row, coded, codeAt, work.now);
    const signed = coded === null ? sheet.signed : { kind: "code" as const, code: "" };
    const kept = { ...sheet, signed, ...(drawn && { alsoSigned: drawn }) };
    await tx
      .update(recordSheet)
      .set({ sheet: kept, ...(coded !== null && { codeVerifiedAt: work.now }) })
      .where(eq(recordSheet.workRecordId, workRecordId));
  }
  if (!answers && sheet) {
    await keepSheet(work, row, {
      workRecordId,
      sheet,
      result: there.result,
      materials,
      at: joined.at,
      codeAt,
      ...counts,
    });
  }
  if (!answers && !sheet && said.sheet && drawn)
    await tx
      .insert(recordSheet)
      .values({ workRecordId, sheet: { ...blankSheet(said.sheet.form), alsoSigned: drawn } });
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
      ...sequel.data,
      fields: fields.join(","),
      ...(beside.length > 0 && { beside: beside.map(({ field }) => field).join(",") }),
    },
    patch: { photos },
    // What gave way stays on record, and so does what did not come in.
    words: [...replaced.map(({ field, was }) => `${field}: ${was}`), ...beside.map(lineOf)].join("\n"),
  });
  const ofRemains = beside.filter((each) => sequel.beside.includes(each));
  if (sequel.added.includes("remains"))
    ofRemains.unshift({ field: "remains", said: joined.sequel.followUp?.words ?? "" });
  if (sequel.remains !== null && ofRemains.length > 0)
    await tellRemains(work, sequel.remains, ofRemains.map(lineOf).join("\n"), claim);
  return { ticketId: row.id, version, status: row.status };
}

type Beside = Merged["beside"][number];
const lineOf = ({ field, said }: Beside): string => `${field}: ${said}`;

/** What stands beside the record already is not put there again. */
async function notYetSaid(
  { tx }: Work,
  ticketId: string,
  workRecordId: string,
  beside: readonly Beside[],
): Promise<Beside[]> {
  if (beside.length === 0) return [];
  const rows = await tx
    .select({ words: eventWords.words })
    .from(event)
    .innerJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)))
    .where(and(eq(event.ticketId, ticketId), sql`${event.data}->>'workRecordId' = ${workRecordId}`));
  return beside.filter((each) => !rows.some(({ words }) => words.includes(lineOf(each))));
}
