import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { RecordForm } from "#server/domain/record/form.ts";
import type { Sheet } from "#server/domain/record/sheet.ts";
import { workRecord } from "./ticket.ts";

/** What a record has to say, per fault or as the default of a category. An edition never changes; the highest is in use. */
export const recordForm = pgTable(
  "record_form",
  {
    /** The code of a fault or of a category. */
    scope: text().notNull(),
    version: integer().notNull(),
    form: jsonb().$type<RecordForm>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.version] })],
);

/** The answers of a work record to the form that it was made with. */
export const recordSheet = pgTable("record_sheet", {
  workRecordId: uuid("work_record_id")
    .primaryKey()
    .references(() => workRecord.id),
  sheet: jsonb().$type<Sheet>().notNull(),
  /** When the owner's code was found right. */
  codeVerifiedAt: timestamp("code_verified_at", { withTimezone: true }),
});
