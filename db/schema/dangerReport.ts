import { boolean, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { DangerKind } from "#server/domain/catalogue/danger.ts";
import { place } from "./place.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/** Every time somebody told of a danger, with or without a name: what joined which ticket, and how often from where. */
export const dangerReport = pgTable(
  "danger_report",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    danger: text().$type<DangerKind>().notNull(),
    /** Where it was told of; the desk may have found since that it is elsewhere. */
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    /** A keyed hash of the place in words, empty without: the same words are the same place. */
    wordsKey: text("words_key").notNull(),
    /** A keyed hash of network address and day: enough to count, not enough to find anybody. */
    peerKey: text("peer_key").notNull(),
    /** It joined a ticket that was there. */
    joined: boolean().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    index("danger_report_place").on(t.placeId, t.at),
    index("danger_report_peer").on(t.peerKey, t.at),
    index("danger_report_ticket").on(t.ticketId),
  ],
);
