import { sql } from "drizzle-orm";
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { RevokeReason } from "#server/domain/place/code.ts";
import { person } from "./person.ts";
import { place } from "./place.ts";

/** The code on a place's QR label. Revoked ones stay, with who and why; a place has at most one that opens. */
export const placeCode = pgTable(
  "place_code",
  {
    id: uuid().primaryKey(),
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    /** SHA-256 of what the label says, which is made anew from the id when a sheet is printed. */
    secretHash: text("secret_hash").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    createdById: uuid("created_by_id").references(() => person.id),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
    revokedById: uuid("revoked_by_id").references(() => person.id),
    revokeReason: text("revoke_reason").$type<RevokeReason>(),
  },
  (t) => [
    uniqueIndex("place_code_secret").on(t.secretHash),
    uniqueIndex("place_code_live").on(t.placeId).where(sql`revoked_at is null`),
    index("place_code_place").on(t.placeId, t.createdAt),
  ],
);
