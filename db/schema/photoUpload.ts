import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

/** A picture on its way in pieces; its bytes lie in the upload folder. Gone once it is a photo, or a day after its last piece. */
export const photoUpload = pgTable(
  "photo_upload",
  {
    id: uuid().primaryKey(),
    /** A person, or the tracking link through which somebody unknown sends it. */
    uploaderId: uuid("uploader_id").notNull(),
    /** Bytes that were announced. */
    length: integer().notNull(),
    /** SHA-256 of the whole, as announced. */
    hash: text().notNull(),
    /** Bytes that are here: where the next piece begins. */
    received: integer().notNull().default(0),
    touchedAt: timestamp("touched_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    uniqueIndex("photo_upload_once").on(t.uploaderId, t.hash),
    index("photo_upload_touched").on(t.touchedAt),
  ],
);
