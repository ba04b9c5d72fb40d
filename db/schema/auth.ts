import { index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";

/** The authority on who is signed in: the cookie only names a row here. */
export const authSession = pgTable(
  "auth_session",
  {
    id: text().primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    kind: text().$type<"owner" | "staff">().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (t) => [index("auth_session_person").on(t.personId)],
);

/** A one-time code as sent: bound to a phone and to the browser that asked, five tries, five minutes, once. */
export const oneTimeCode = pgTable(
  "one_time_code",
  {
    id: uuid().primaryKey(),
    phone: text().notNull(),
    /** HMAC of id, phone and code; the code itself is nowhere but in the message. */
    codeHmac: text("code_hmac").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    tries: integer().notNull().default(0),
    usedAt: timestamp("used_at", { withTimezone: true }),
  },
  (t) => [index("one_time_code_phone").on(t.phone, t.createdAt)],
);

/** Facts about the installation itself, e.g. which demo seed it holds. */
export const installation = pgTable("installation", {
  key: text().primaryKey(),
  value: text().notNull(),
});
