import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ActorStamp } from "#server/domain/access/actor.ts";
import type { HouseholdEvent, InvitationOutcome } from "#server/domain/household/invitation.ts";
import type { RelationKind } from "#server/domain/household/relation.ts";
import { person } from "./person.ts";
import { household, place } from "./place.ts";

/** Somebody was asked, by number, to belong to a home. It waits until one of the two ends it or it runs out. */
export const householdInvitation = pgTable(
  "household_invitation",
  {
    id: uuid().primaryKey(),
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    /** E.164 of a mobile: whoever signs in with it may accept. */
    phone: text().notNull(),
    relation: text().$type<RelationKind>().notNull(),
    decidesMoney: text("decides_money").$type<"yes" | "no">().notNull(),
    invitedById: uuid("invited_by_id")
      .notNull()
      .references(() => person.id),
    invitedAt: timestamp("invited_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    outcome: text().$type<InvitationOutcome>(),
  },
  (t) => [
    uniqueIndex("household_invitation_once").on(t.placeId, t.phone).where(sql`ended_at is null`),
    index("household_invitation_phone").on(t.phone).where(sql`ended_at is null`),
    index("household_invitation_by").on(t.invitedById, t.invitedAt),
  ],
);

/** What happened to the people of a home: who did it to whom, when and why. Rows are only ever added. */
export const householdEvent = pgTable(
  "household_event",
  {
    id: uuid().primaryKey(),
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    type: text().$type<HouseholdEvent>().notNull(),
    actor: jsonb().$type<ActorStamp>().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    householdId: uuid("household_id").references(() => household.id),
    invitationId: uuid("invitation_id").references(() => householdInvitation.id),
    /** Whom it is about, once somebody stands behind the number. */
    personId: uuid("person_id").references(() => person.id),
    reason: text().notNull().default(""),
    words: text().notNull().default(""),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index("household_event_place").on(t.placeId, t.at)],
);
