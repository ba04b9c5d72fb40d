import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ChargeKind } from "#server/domain/stock/charge.ts";
import type { Unit } from "#server/domain/stock/movement.ts";
import { person } from "./person.ts";
import { ticket } from "./ticket.ts";

export type QuoteLine = {
  materialId: string | null;
  nameZh: string;
  nameEn: string;
  unit: Unit | null;
  quantity: string;
  priceCents: number;
  costCents: number;
  kind: ChargeKind;
  chargedCents: number;
};

/** What the whole job will cost the owner, and the answer. A newer one replaces an open one. */
export const quote = pgTable(
  "quote",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    lines: jsonb().$type<QuoteLine[]>().notNull(),
    totalCents: integer("total_cents").notNull(),
    madeById: uuid("made_by_id").references(() => person.id),
    madeAt: timestamp("made_at", { withTimezone: true }).notNull(),
    /** How many people with the right to decide it was sent to. */
    sentTo: integer("sent_to").notNull(),
    answer: text().$type<"accepted" | "refused" | "replaced">(),
    answeredAt: timestamp("answered_at", { withTimezone: true }),
    /** Who decided, by their right over the home's money. */
    answeredById: uuid("answered_by_id").references(() => person.id),
    relation: text(),
  },
  (t) => [
    uniqueIndex("quote_one_open").on(t.ticketId).where(sql`answer is null`),
    index("quote_ticket").on(t.ticketId, t.madeAt),
  ],
);
