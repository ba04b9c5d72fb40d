import { index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { authSession } from "./auth.ts";
import { person } from "./person.ts";

/**
 * A browser that asked to be told of new work. It hangs on the session it was made in: what ends the session silences
 * the browser.
 */
export const pushSubscription = pgTable(
  "push_subscription",
  {
    id: uuid().primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    sessionId: text("session_id")
      .notNull()
      .references(() => authSession.id),
    /** Where its maker takes messages; a secret of the browser's. */
    endpoint: text().notNull(),
    /** The browser's public key and shared secret, base64url: only it can read what is sent. */
    p256dh: text().notNull(),
    auth: text().notNull(),
    /** When it said so last. */
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    uniqueIndex("push_subscription_endpoint").on(t.endpoint),
    index("push_subscription_person").on(t.personId),
  ],
);
