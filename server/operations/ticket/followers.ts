import { and, asc, desc, eq, inArray, lte } from "drizzle-orm";
import { ticketFollower } from "#db/schema/follower.ts";
import { household, place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { PlateParts, PlateWords } from "../../domain/place/plate.ts";
import type { EventType } from "../../domain/ticket/event.ts";
import type { Ticket } from "../../domain/ticket/ticket.ts";
import { holdsNow, mayFollowThere, toRelation } from "../household/relations.ts";
import { type Reader, type TicketRow, toTicket } from "./load.ts";
import type { Entry } from "./timeline.ts";

export type Home = {
  placeId: string;
  siteId: string;
  buildingId: string | null;
  unit: string | null;
  /** Since when it is theirs, if they may follow what is reported there; else null. */
  follows: Date | null;
};

/** What the household followed before somebody belonged to it is not theirs. */
const sharesIt = and(mayFollowThere, lte(household.since, ticketFollower.since));

/** The homes where this person lives or that they own today, longest first. */
export async function homesOf(db: Reader, personId: string): Promise<Home[]> {
  const rows = await db
    .select({
      placeId: place.id,
      siteId: place.siteId,
      buildingId: place.buildingId,
      unit: place.unit,
      relation: household,
    })
    .from(household)
    .innerJoin(place, eq(place.id, household.placeId))
    .where(and(eq(household.personId, personId), holdsNow))
    .orderBy(asc(household.since))
    .limit(20);
  return rows.map(({ relation, ...home }) => ({
    ...home,
    follows: toRelation(relation).rights.follow ? relation.since : null,
  }));
}

/** Does one of the person's households follow this ticket? */
export async function followsIt(db: Reader, personId: string, ticketId: string): Promise<boolean> {
  const [row] = await db
    .select({ since: ticketFollower.since })
    .from(ticketFollower)
    .innerJoin(household, eq(household.placeId, ticketFollower.placeId))
    .where(and(eq(ticketFollower.ticketId, ticketId), eq(household.personId, personId), sharesIt))
    .limit(1);
  return row !== undefined;
}

/** Tickets of others that the person's households follow, newest first. */
export async function followedBy(db: Reader, personId: string, limit: number): Promise<Ticket[]> {
  const mine = db
    .select({ id: ticketFollower.ticketId })
    .from(ticketFollower)
    .innerJoin(household, eq(household.placeId, ticketFollower.placeId))
    .where(and(eq(household.personId, personId), sharesIt));
  const rows = await db
    .select({ ticket, kind: place.kind })
    .from(ticket)
    .innerJoin(place, eq(place.id, ticket.placeId))
    .where(inArray(ticket.id, mine))
    .orderBy(desc(ticket.receivedAt))
    .limit(limit);
  return rows.map((row) => seenByFollower(row.ticket, row.kind === "home"));
}

/**
 * A ticket as a household that follows it sees it: how far it is and what is promised. Of another's home only the
 * building and unit; of the people, of what they wait for and of what they answered nothing.
 */
export function seenByFollower(row: TicketRow, atHome: boolean): Ticket {
  return {
    ...toTicket(row),
    placeId: "",
    plate: atHome ? withoutRoom(row.plate) : row.plate,
    reportedUrgency: row.urgency as Ticket["urgency"],
    technicianId: null,
    assignmentId: null,
    declines: 0,
    photos: 0,
    pauseReason: null,
    backAt: null,
    capAt: null,
    outcome: null,
  };
}

const told: readonly EventType[] = [
  "reported",
  "assigned",
  "withdrawn",
  "vacated",
  "departed",
  "arrived",
  "paused",
  "resumed",
  "pause_over",
  "completed",
  "confirmed",
  "reopened",
  "cancelled",
  "turned_down",
  "settled",
  "attached",
];

/** The story for a household that follows: that it happened and when, without names, reasons or words. */
export function forFollower(entries: Entry[]): Entry[] {
  return entries
    .filter((entry) => told.includes(entry.type))
    .map((entry) => ({ ...entry, by: null, technician: null, from: null, data: {}, words: "" }));
}

function withoutRoom(plate: PlateWords): PlateWords {
  const shown = ({ site, building, unit }: PlateParts): PlateParts => ({
    ...(site === undefined ? {} : { site }),
    ...(building === undefined ? {} : { building }),
    ...(unit === undefined ? {} : { unit }),
  });
  return { zh: shown(plate.zh), en: shown(plate.en) };
}
