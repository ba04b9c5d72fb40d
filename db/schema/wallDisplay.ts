import { index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";
import { site } from "./site.ts";

/** A screen on a wall that may show the walls of its sites, and nothing else. Revoked ones stay, with who and when. */
export const wallDisplay = pgTable(
  "wall_display",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** Counts the codes that were made; each opens with a secret of its own, so an older screen is out. */
    round: integer().notNull(),
    /** HMAC of the code that waits to be typed; null once it was. */
    codeHmac: text("code_hmac"),
    codeUntil: timestamp("code_until", { withTimezone: true }).notNull(),
    /** SHA-256 of the secret that the screen holds, which is made anew from the id; null until it was opened. */
    secretHash: text("secret_hash"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    createdById: uuid("created_by_id")
      .notNull()
      .references(() => person.id),
    openedAt: timestamp("opened_at", { withTimezone: true }),
    /** To the minute. */
    lastSeenAt: timestamp("last_seen_at", { withTimezone: true }),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
    revokedById: uuid("revoked_by_id").references(() => person.id),
  },
  (t) => [
    uniqueIndex("wall_display_secret").on(t.secretHash),
    uniqueIndex("wall_display_code").on(t.codeHmac),
  ],
);

/** The sites that a screen shows. */
export const wallDisplaySite = pgTable(
  "wall_display_site",
  {
    displayId: uuid("display_id")
      .notNull()
      .references(() => wallDisplay.id),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
  },
  (t) => [primaryKey({ columns: [t.displayId, t.siteId] }), index("wall_display_site_site").on(t.siteId)],
);
