import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { recordSheet } from "#db/schema/record.ts";
import { workRecord } from "#db/schema/ticket.ts";
import { problemsOf } from "../../domain/record/problems.ts";
import { checkStates, glass, noSignatureReasons, type RecordResult } from "../../domain/record/sheet.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { words } from "../input.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { formNamed } from "./form.ts";
import { demandForm } from "./ofFault.ts";
import { demandCode } from "./ownerCode.ts";

const name = z.string().regex(/^[a-z0-9_-]{1,40}$/, "UNKNOWN_FIELD");
const stroke = z
  .array(
    z
      .number()
      .min(-50)
      .max(glass.width + 50),
  )
  .max(1_000);

const signed = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("glass"),
    name: words(60, false).default(""),
    strokes: z.array(stroke).min(1).max(60),
    png: z
      .string()
      .max(120_000)
      .regex(/^data:image\/png;base64,[A-Za-z0-9+/=]+$/, "PHOTO_TYPE"),
  }),
  z.strictObject({ kind: z.literal("typed"), name: words(60) }),
  z.strictObject({ kind: z.literal("code"), code: z.string().regex(/^\d{6}$/, "CODE_WRONG") }),
  z.strictObject({ kind: z.literal("none"), why: z.enum(noSignatureReasons, { error: "REQUIRED" }) }),
]);

/** The answers to the form of the fault, as the phone sends them. */
export const sheetInput = z.strictObject({
  form: z.strictObject({ scope: name, version: z.int().min(1) }),
  checks: z.record(name, z.enum(checkStates)).default({}),
  readings: z.record(name, z.number()).default({}),
  cause: words(500, false).default(""),
  tools: words(300, false).default(""),
  signed: signed.nullable().default(null),
  /** What was answered to a form before the fault was corrected, and that the form of today does not ask. */
  earlier: z
    .array(z.strictObject({ zh: words(120), en: words(120), value: z.enum(checkStates).or(words(40)) }))
    .max(60, "TOO_LONG:60")
    .optional(),
});

type Given = {
  workRecordId: string;
  sheet: z.output<typeof sheetInput>;
  result: RecordResult;
  materials: string;
  before: number;
  after: number;
  /** When it was done, by the phone where it is believed. */
  at: Date;
  /** When the owner said the code, where that is another moment. */
  codeAt?: Date;
};

/** Lines of the books that stand on a ticket since the visit before the one of this record. */
async function partsSince({ tx }: Work, ticketId: string, workRecordId: string): Promise<number> {
  const [last] = await tx
    .select({ at: workRecord.recordedAt })
    .from(workRecord)
    .where(and(eq(workRecord.ticketId, ticketId), ne(workRecord.id, workRecordId)))
    .orderBy(desc(workRecord.recordedAt))
    .limit(1);
  return tx.$count(
    ticketCharge,
    and(
      eq(ticketCharge.ticketId, ticketId),
      isNull(ticketCharge.voidedAt),
      last ? gt(ticketCharge.usedAt, last.at) : undefined,
    ),
  );
}

/**
 * Keeps the answers beside their work record. Refusals, each with its field: NOT_FOUND (no such form), REQUIRED (a required
 * answer, or a figure that cannot be), FORM_OTHER (of another fault), OWNER_CODE_WRONG and OWNER_CODE_VOID.
 */
export async function keepSheet(work: Work, row: TicketRow, given: Given): Promise<void> {
  const { sheet, workRecordId } = given;
  const form = await formNamed(work.tx, sheet.form);
  if (form === null) throw new Refused(refuse("NOT_FOUND", { field: "form" }));
  await demandForm(work.tx, row, form, given.at);
  const parts = await partsSince(work, row.id, workRecordId);
  const [problem] = problemsOf(form, sheet, { ...given, parts });
  if (problem) throw new Refused(refuse("REQUIRED", { field: problem.field }));
  const { earlier, signed, ...answers } = sheet;
  if (signed?.kind === "code")
    await demandCode(work.tx, row, signed.code, given.codeAt ?? given.at, work.now);
  // That it was right is kept, and nothing of the code itself.
  const kept = signed?.kind === "code" ? { ...signed, code: "" } : signed;
  const codeVerifiedAt = signed?.kind === "code" ? work.now : null;
  await work.tx.insert(recordSheet).values({
    workRecordId,
    sheet: { ...answers, signed: kept, ...(earlier && earlier.length > 0 && { earlier }) },
    codeVerifiedAt,
  });
}
