import {
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { StaffRole } from "#server/domain/access/actor.ts";
import type { Skill } from "#server/domain/catalogue/skill.ts";
import { site } from "./site.ts";

/** Anybody known by name: owners, family, tenants and staff alike. */
export const person = pgTable(
  "person",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** Name in Latin letters, shown in the English interface. */
    nameLatin: text("name_latin").notNull(),
    /** E.164, `;ext=` kept for landlines. Several people may share one number. */
    phone: text(),
    locale: text().$type<"zh" | "en">().notNull().default("zh"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("person_phone").on(t.phone)],
);

export const staffAccount = pgTable(
  "staff_account",
  {
    personId: uuid("person_id")
      .primaryKey()
      .references(() => person.id),
    login: text().notNull(),
    passwordHash: text("password_hash").notNull(),
    disabledAt: timestamp("disabled_at", { withTimezone: true }),
  },
  (t) => [uniqueIndex("staff_account_login").on(t.login)],
);

/** One role of one person at one site. The actor of a request is made of these rows. */
export const staffRole = pgTable(
  "staff_role",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    role: text().$type<StaffRole>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.siteId, t.role] }),
    index("staff_role_site").on(t.siteId, t.role),
  ],
);

export const team = pgTable("team", {
  id: uuid().primaryKey(),
  nameZh: text("name_zh").notNull(),
  nameEn: text("name_en").notNull(),
});

export const technician = pgTable("technician", {
  personId: uuid("person_id")
    .primaryKey()
    .references(() => person.id),
  teamId: uuid("team_id")
    .notNull()
    .references(() => team.id),
  badge: text().notNull(),
  /** Minutes of open work he can carry at once. */
  capacityMinutes: integer("capacity_minutes").notNull(),
});

export const technicianSkill = pgTable(
  "technician_skill",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => technician.personId),
    skill: text().$type<Skill>().notNull(),
    /** 1 helper, 2 skilled, 3 master. */
    level: smallint().notNull(),
    /** Last valid day of the certificate, for skills the law wants one for. */
    certifiedUntil: date("certified_until"),
  },
  (t) => [primaryKey({ columns: [t.personId, t.skill] })],
);

export const shift = pgTable(
  "shift",
  {
    id: uuid().primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    startsAt: timestamp("starts_at", { withTimezone: true }).notNull(),
    endsAt: timestamp("ends_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("shift_person").on(t.personId, t.endsAt), index("shift_ends").on(t.endsAt)],
);
