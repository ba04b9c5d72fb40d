import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { HouseholdVia, IncidentKind, IncidentStatus } from "#server/domain/incident/incident.ts";
import type { ScopeKind } from "#server/domain/incident/scope.ts";
import type { PlateWords } from "#server/domain/place/plate.ts";
import { fault } from "./fault.ts";
import { person } from "./person.ts";
import { building, place } from "./place.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/** One failure behind many tickets (公共事件), or a cut that was announced. Its events lie in the site's stream. */
export const incident = pgTable(
  "incident",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    /** Readable, counted per site and local day: `CH-261123-E02`. */
    number: text().notNull(),
    kind: text().$type<IncidentKind>().notNull(),
    status: text().$type<IncidentStatus>().notNull(),
    version: integer().notNull(),
    scope: text().$type<ScopeKind>().notNull(),
    buildingId: uuid("building_id").references(() => building.id),
    unit: text(),
    /** The asset, where one thing is what failed. */
    placeId: uuid("place_id").references(() => place.id),
    /** The words of the scope's plate. */
    plate: jsonb().$type<PlateWords>().notNull(),
    faultCode: text("fault_code")
      .notNull()
      .references(() => fault.code),
    urgency: smallint().notNull(),
    /** The one ticket that is worked on; null when nobody has to be sent, as for a cut by the waterworks. */
    leadTicketId: uuid("lead_ticket_id").references(() => ticket.id),
    /** When it began, or is announced to begin. */
    startsAt: timestamp("starts_at", { withTimezone: true }).notNull(),
    /** When it should be over, as far as anybody knows. */
    expectedUntil: timestamp("expected_until", { withTimezone: true }),
    /** What residents are told now, the latest update in both languages. */
    wordsZh: text("words_zh").notNull(),
    wordsEn: text("words_en").notNull(),
    /** Homes known to be hit. */
    households: integer().notNull(),
    openedAt: timestamp("opened_at", { withTimezone: true }).notNull(),
    toldAt: timestamp("told_at", { withTimezone: true }).notNull(),
    fixedAt: timestamp("fixed_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("incident_number").on(t.number),
    index("incident_running").on(t.siteId).where(sql`ended_at is null`),
    index("incident_lead").on(t.leadTicketId),
  ],
);

/** One household that an incident hits; counted once, whatever it reported, followed or said. */
export const incidentHousehold = pgTable(
  "incident_household",
  {
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incident.id),
    /** The home, or the number or ticket of somebody whose home nobody knows. */
    key: text().notNull(),
    placeId: uuid("place_id").references(() => place.id),
    via: text().$type<HouseholdVia>().notNull(),
    /** Its own report, if it made one. */
    ticketId: uuid("ticket_id").references(() => ticket.id),
    /** Who is told, by their channel. */
    personId: uuid("person_id").references(() => person.id),
    address: text(),
    locale: text().$type<"zh" | "en">().notNull(),
    since: timestamp({ withTimezone: true }).notNull(),
    askedAt: timestamp("asked_at", { withTimezone: true }),
    back: text().$type<"yes" | "no">(),
    answeredAt: timestamp("answered_at", { withTimezone: true }),
    /** The work that its "no" became. */
    splitTicketId: uuid("split_ticket_id").references(() => ticket.id),
    leftAt: timestamp("left_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.key] }),
    index("incident_household_place").on(t.placeId),
    index("incident_household_ticket").on(t.ticketId),
  ],
);

/** What all of them were told, in the order in which they were told it. */
export const incidentUpdate = pgTable(
  "incident_update",
  {
    id: uuid().primaryKey(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incident.id),
    at: timestamp({ withTimezone: true }).notNull(),
    byId: uuid("by_id").references(() => person.id),
    wordsZh: text("words_zh").notNull(),
    wordsEn: text("words_en").notNull(),
    expectedUntil: timestamp("expected_until", { withTimezone: true }),
    /** People it was sent to. */
    told: integer().notNull(),
  },
  (t) => [index("incident_update_incident").on(t.incidentId, t.at)],
);

/** A cluster that a dispatcher said is not one failure; offered again only when more reports have come. */
export const incidentDismissal = pgTable(
  "incident_dismissal",
  {
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    /** The cluster's oldest ticket. */
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    households: integer().notNull(),
    byId: uuid("by_id").references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteId, t.ticketId] })],
);

/** An incident that ended in another one, and exactly what came with it; kept when it was undone. */
export const incidentMerge = pgTable(
  "incident_merge",
  {
    id: uuid().primaryKey(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incident.id),
    intoId: uuid("into_id")
      .notNull()
      .references(() => incident.id),
    ticketIds: jsonb("ticket_ids").$type<string[]>().notNull(),
    /** Households that were counted there for no other reason. */
    householdKeys: jsonb("household_keys").$type<string[]>().notNull(),
    byId: uuid("by_id").references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
    undoneAt: timestamp("undone_at", { withTimezone: true }),
    undoneById: uuid("undone_by_id").references(() => person.id),
  },
  (t) => [
    uniqueIndex("incident_merge_standing").on(t.incidentId).where(sql`undone_at is null`),
    index("incident_merge_into").on(t.intoId),
  ],
);
