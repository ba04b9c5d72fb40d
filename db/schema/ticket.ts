import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Skill } from "#server/domain/catalogue/skill.ts";
import type { Kept } from "#server/domain/dispatch/candidate.ts";
import type { PlateWords } from "#server/domain/place/plate.ts";
import type { RecordResult } from "#server/domain/record/sheet.ts";
import type { ClockName } from "#server/domain/sla/terms.ts";
import type { Began } from "#server/domain/ticket/began.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import type { Outcome, PauseReason, Source } from "#server/domain/ticket/ticket.ts";
import { anyTime, type Wish } from "#server/domain/ticket/wish.ts";
import { fault } from "./fault.ts";
import { person } from "./person.ts";
import { place } from "./place.ts";
import { site } from "./site.ts";

/**
 * One reported problem (报修单). What was first said never changes; everything below `status` is a cache of the fold
 * over the ticket's events and is written only together with one.
 */
export const ticket = pgTable(
  "ticket",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    /** Readable and gapless per site and local day: `CH-261123-017`. */
    number: text().notNull(),
    day: date().notNull(),
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    plate: jsonb().$type<PlateWords>().notNull(),
    placeWords: text("place_words").notNull().default(""),
    faultCode: text("fault_code")
      .notNull()
      .references(() => fault.code),
    description: text().notNull(),
    source: text().$type<Source>().notNull(),
    reporterId: uuid("reporter_id").references(() => person.id),
    filedById: uuid("filed_by_id").references(() => person.id),
    contactName: text("contact_name").notNull(),
    contactPhone: text("contact_phone"),
    /** Since when it is so, as the reporter said; `beganAt` when they knew exactly. */
    began: text().$type<Began>(),
    beganAt: timestamp("began_at", { withTimezone: true }),
    /** When somebody may come, as it was last said. */
    wish: jsonb().$type<Wish>().notNull().default(anyTime),
    reportedUrgency: smallint("reported_urgency").notNull(),
    /** When the company first heard of it; the service clocks start here. */
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull(),
    registeredAt: timestamp("registered_at", { withTimezone: true }).notNull(),

    status: text().$type<Status>().notNull(),
    version: integer().notNull(),
    urgency: smallint().notNull(),
    technicianId: uuid("technician_id").references(() => person.id),
    assignmentId: uuid("assignment_id"),
    declines: integer().notNull().default(0),
    reopens: integer().notNull().default(0),
    urges: integer().notNull().default(0),
    /** The last of them by the people of the home; the next has to wait. */
    urgedAt: timestamp("urged_at", { withTimezone: true }),
    photos: integer().notNull().default(0),
    /** The trade that a visit said it takes, where that is another than the fault's. */
    neededSkill: text("needed_skill").$type<Skill>(),
    /** Homes known to be hit: the reporter's and those that follow. */
    households: integer().notNull().default(1),
    /** The incident that it belongs to. Only its leading ticket is work; the others wait under it. */
    incidentId: uuid("incident_id"),
    leadsIncident: boolean("leads_incident").notNull().default(false),
    /** The ticket that it was merged into. */
    duplicateOfId: uuid("duplicate_of_id"),
    pauseReason: text("pause_reason").$type<PauseReason>(),
    outcome: text().$type<Outcome>(),
    acknowledgeBy: timestamp("acknowledge_by", { withTimezone: true }).notNull(),
    arriveBy: timestamp("arrive_by", { withTimezone: true }).notNull(),
    finishBy: timestamp("finish_by", { withTimezone: true }).notNull(),
    contactBy: timestamp("contact_by", { withTimezone: true }),
    /** When the next promise breaks if nothing else happens; null once nothing is promised any more. */
    dueAt: timestamp("due_at", { withTimezone: true }),
    /** Which promise that is. */
    dueClock: text("due_clock").$type<ClockName>(),
    /** When a pause is thought to end, as its technician said. */
    backAt: timestamp("back_at", { withTimezone: true }),
    /** When the allowance of the pause is used up and the clock runs on. */
    capAt: timestamp("cap_at", { withTimezone: true }),
    /** The terms it was given; null for the shipped ones. */
    policyId: uuid("policy_id"),
    /** When a deadline has to call somebody next. */
    escalateAt: timestamp("escalate_at", { withTimezone: true }),
    /** When the present status began. */
    statusSince: timestamp("status_since", { withTimezone: true }).notNull(),
    doneAt: timestamp("done_at", { withTimezone: true }),
    closedAt: timestamp("closed_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("ticket_number").on(t.number),
    index("ticket_open_by_site")
      .on(t.siteId, t.dueAt)
      .where(sql`status not in ('closed', 'cancelled', 'declined', 'duplicate')`),
    index("ticket_open_by_technician")
      .on(t.technicianId)
      .where(sql`status not in ('closed', 'cancelled', 'declined', 'duplicate')`),
    index("ticket_open_by_place")
      .on(t.placeId)
      .where(sql`status not in ('closed', 'cancelled', 'declined', 'duplicate')`),
    index("ticket_open_by_fault")
      .on(t.siteId, t.faultCode)
      .where(sql`status not in ('closed', 'cancelled', 'declined', 'duplicate')`),
    index("ticket_unheld").on(t.id).where(sql`status = 'paused' and technician_id is null`),
    index("ticket_escalates").on(t.escalateAt).where(sql`escalate_at is not null`),
    index("ticket_closed_by_site").on(t.siteId, t.closedAt).where(sql`closed_at is not null`),
    index("ticket_by_incident").on(t.incidentId).where(sql`incident_id is not null`),
    index("ticket_by_original").on(t.duplicateOfId).where(sql`duplicate_of_id is not null`),
    index("ticket_by_place").on(t.placeId, t.receivedAt),
    index("ticket_by_reporter").on(t.reporterId, t.receivedAt),
    index("ticket_of_unknown").on(t.contactPhone).where(sql`reporter_id is null`),
    index("ticket_done_by_technician").on(t.technicianId, t.doneAt).where(sql`done_at is not null`),
  ],
);

/** One technician's claim on one ticket. The partial unique index is the promise that nobody is sent twice. */
export const assignment = pgTable(
  "assignment",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    technicianId: uuid("technician_id")
      .notNull()
      .references(() => person.id),
    assignedById: uuid("assigned_by_id").references(() => person.id),
    assignedAt: timestamp("assigned_at", { withTimezone: true }).notNull(),
    acceptedAt: timestamp("accepted_at", { withTimezone: true }),
    departedAt: timestamp("departed_at", { withTimezone: true }),
    arrivedAt: timestamp("arrived_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    endReason: text("end_reason").$type<
      "done" | "declined" | "handed_back" | "withdrawn" | "transferred" | "cancelled" | "undone"
    >(),
    /** How he ranked at that moment, among whom and why, and whether a person overruled what was against him. */
    reasons: jsonb().$type<Kept | Record<string, never>>().notNull(),
  },
  (t) => [
    uniqueIndex("assignment_one_active").on(t.ticketId).where(sql`ended_at is null`),
    index("assignment_technician").on(t.technicianId, t.assignedAt),
    index("assignment_ticket").on(t.ticketId),
  ],
);

/** What was found and done (维修记录). One row per completed visit. */
export const workRecord = pgTable(
  "work_record",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignment.id),
    technicianId: uuid("technician_id")
      .notNull()
      .references(() => person.id),
    measure: text().$type<"inspect" | "replace" | "maintain" | "fix">().notNull(),
    found: text().notNull(),
    done: text().notNull(),
    materials: text().notNull().default(""),
    result: text().$type<RecordResult>().notNull(),
    recordedAt: timestamp("recorded_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("work_record_ticket").on(t.ticketId), index("work_record_recorded").on(t.recordedAt)],
);

/** One answer per finished repair; a second completion after a reopen may be answered again. */
export const survey = pgTable(
  "survey",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    /** Which completion it is about: the ticket's reopen count at that time. */
    round: integer().notNull(),
    /** Null when it came through the link of a reporter whom nobody knows. */
    personId: uuid("person_id").references(() => person.id),
    /** Each 1 to 5, never preselected. */
    skill: smallint().notNull(),
    attitude: smallint().notNull(),
    quality: smallint().notNull(),
    speed: smallint().notNull(),
    process: smallint().notNull(),
    words: text().notNull().default(""),
    answeredAt: timestamp("answered_at", { withTimezone: true }).notNull(),
  },
  (t) => [uniqueIndex("survey_once").on(t.ticketId, t.round)],
);

/** A re-encoded picture; the bytes lie in the photo folder under their hash. */
export const photo = pgTable(
  "photo",
  {
    id: uuid().primaryKey(),
    /** SHA-256 of the bytes as they were sent: the same picture sent twice before it is used is the same photo. */
    sentHash: text("sent_hash").notNull(),
    /** A person, or the tracking link through which somebody unknown sent it. */
    uploaderId: uuid("uploader_id").notNull(),
    ticketId: uuid("ticket_id").references(() => ticket.id),
    kind: text().$type<"report" | "before" | "after" | "door" | "signature">(),
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: integer().notNull(),
    uploadedAt: timestamp("uploaded_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    uniqueIndex("photo_waiting").on(t.uploaderId, t.sentHash).where(sql`ticket_id is null`),
    index("photo_ticket").on(t.ticketId),
  ],
);
