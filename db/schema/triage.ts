import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { Kind } from "#server/domain/triage/kind.ts";
import type { FaultProposal, Head, Lesson, Scope } from "#server/domain/triage/propose.ts";
import { fault } from "./fault.ts";
import { person } from "./person.ts";
import { ticket } from "./ticket.ts";

/**
 * What the desk's rulings have taught, one number (in millionths) per question, piece of text and answer. Lessons only
 * add to it, so they may be written side by side and taken back exactly.
 */
export const triageWeight = pgTable(
  "triage_weight",
  {
    piece: text().notNull(),
    head: text().$type<Head>().notNull(),
    label: text().notNull(),
    weight: integer().notNull(),
    /** How many rulings stand behind it. */
    lessons: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.piece, t.head, t.label] })],
);

/**
 * What rulings have taught since the weights were last added up. Written without waiting for anybody: whoever rules on
 * the same words in the same moment must not be held up by what is only a lesson.
 */
export const triageStep = pgTable(
  "triage_step",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    piece: text().notNull(),
    head: text().$type<Head>().notNull(),
    label: text().notNull(),
    step: integer().notNull(),
    lessons: integer().notNull(),
  },
  (t) => [index("triage_step_piece").on(t.piece)],
);

/** What was proposed for a ticket when it was reported, and what the desk then ruled; both stay. */
export const triageProposal = pgTable(
  "triage_proposal",
  {
    ticketId: uuid("ticket_id")
      .primaryKey()
      .references(() => ticket.id),
    kind: text().$type<Kind>().notNull(),
    kindConfidence: real("kind_confidence").notNull(),
    kindWords: jsonb("kind_words").$type<string[]>().notNull(),
    /** Best first, each with category, skill, urgency, scope, confidence and why; empty where the words said nothing. */
    faults: jsonb().$type<FaultProposal[]>().notNull(),
    modelVersion: smallint("model_version").notNull(),
    proposedAt: timestamp("proposed_at", { withTimezone: true }).notNull(),

    decidedKind: text("decided_kind").$type<Kind>(),
    decidedFaultCode: text("decided_fault_code").references(() => fault.code),
    decidedUrgency: smallint("decided_urgency"),
    decidedScope: text("decided_scope").$type<Scope>(),
    /** The ruling is what was proposed first. */
    agreed: boolean(),
    decidedById: uuid("decided_by_id").references(() => person.id),
    decidedAt: timestamp("decided_at", { withTimezone: true }),
    /** What this ruling has added to the weights, so that a later one can take it back. */
    lesson: jsonb().$type<Lesson>(),
  },
  (t) => [index("triage_proposal_decided").on(t.decidedAt)],
);
