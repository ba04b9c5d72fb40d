import { boolean, integer, jsonb, pgTable, smallint, text, timestamp } from "drizzle-orm/pg-core";
import type { DangerKind } from "#server/domain/catalogue/danger.ts";
import type { Skill } from "#server/domain/catalogue/skill.ts";

export const faultCategory = pgTable("fault_category", {
  code: text().primaryKey(),
  nameZh: text("name_zh").notNull(),
  nameEn: text("name_en").notNull(),
  /** lucide icon name. */
  icon: text().notNull(),
  position: integer().notNull(),
});

export const fault = pgTable("fault", {
  code: text().primaryKey(),
  categoryCode: text("category_code")
    .notNull()
    .references(() => faultCategory.code),
  nameZh: text("name_zh").notNull(),
  nameEn: text("name_en").notNull(),
  skill: text().$type<Skill>().notNull(),
  /** The desk's urgency unless a person rules otherwise, 1 (emergency) to 4 (planned). */
  urgency: smallint().notNull(),
  scope: text().$type<"home" | "riser" | "building" | "site">().notNull(),
  /** Where it can happen. */
  at: text().$type<"home" | "public" | "both">().notNull(),
  /** Usual working time, minutes. */
  minutes: integer().notNull(),
  /** Danger to life: safety words come before any form. */
  danger: text().$type<DangerKind>(),
  /** Needs a valid certificate (lift, gas, high voltage). */
  certificate: boolean().notNull().default(false),
  /** The least level in its trade that may be sent: 1 helper, 2 skilled, 3 master. */
  level: smallint().notNull().default(1),
  /** Everyday words in both languages that mean this fault. */
  words: jsonb().$type<string[]>().notNull(),
  position: integer().notNull(),
  retiredAt: timestamp("retired_at", { withTimezone: true }),
});
