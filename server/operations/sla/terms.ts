import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import { calendar, siteCalendar } from "#db/schema/calendar.ts";
import { escalationLadder } from "#db/schema/escalation.ts";
import { fault } from "#db/schema/fault.ts";
import { servicePolicy } from "#db/schema/servicePolicy.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { Step } from "../../domain/escalation/ladder.ts";
import { ladderOfUrgency, presetLadders } from "../../domain/escalation/presetLadders.ts";
import { termsOf } from "../../domain/sla/policyColumns.ts";
import { presetTerms } from "../../domain/sla/presets.ts";
import type { Terms } from "../../domain/sla/terms.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import type { Calendar } from "../../domain/time/calendar.ts";
import { among, type Ids } from "../among.ts";
import type { Reader } from "../ticket/load.ts";
import { hoursOf } from "./calendars.ts";

/** Of several policies in force the closest stands first. */
const closest = [servicePolicy.faultCode, servicePolicy.categoryCode, servicePolicy.siteId].map((column) =>
  desc(sql`${column} is not null`),
);

/** What holds for one ticket: its terms, the hours they are counted in, the ladder, and where the figures are from. */
export type Resolved = {
  policyId: string | null;
  source: string;
  terms: Terms;
  calendar: Calendar;
  steps: Step[];
};

type Wanted = { siteId: string; faultCode: string; urgency: UrgencyLevel };

/**
 * The policy in force for a fault of an urgency at a site, the closest row first; the shipped preset where there is
 * none. With `policyId` the one that a ticket was given, retired or not.
 */
export async function resolveTerms(
  db: Reader,
  wanted: Wanted,
  policyId: string | null = null,
): Promise<Resolved> {
  const { siteId, faultCode, urgency } = wanted;
  const category = sql`(select ${fault.categoryCode} from ${fault} where ${fault.code} = ${faultCode})`;
  const inForce = and(
    isNull(servicePolicy.retiredAt),
    eq(servicePolicy.urgency, urgency),
    or(isNull(servicePolicy.siteId), eq(servicePolicy.siteId, siteId)),
    or(isNull(servicePolicy.faultCode), eq(servicePolicy.faultCode, faultCode)),
    or(isNull(servicePolicy.categoryCode), eq(servicePolicy.categoryCode, category)),
  );
  const [row] = await db
    .select({
      policy: servicePolicy,
      steps: escalationLadder.steps,
      timeZone: site.timeZone,
      calendar,
      own: siteCalendar,
      danger: sql<string | null>`(select ${fault.danger} from ${fault} where ${fault.code} = ${faultCode})`,
    })
    .from(site)
    .leftJoin(servicePolicy, policyId === null ? inForce : eq(servicePolicy.id, policyId))
    .leftJoin(escalationLadder, eq(escalationLadder.code, servicePolicy.ladderCode))
    .leftJoin(siteCalendar, eq(siteCalendar.siteId, site.id))
    .leftJoin(
      calendar,
      sql`${calendar.id} = coalesce(${servicePolicy.calendarId}, ${siteCalendar.calendarId})`,
    )
    .where(eq(site.id, siteId))
    .orderBy(...closest)
    .limit(1);
  const { policy, steps, timeZone, danger, ...hours } = row!;
  const preset = danger === "trapped" ? "CN-LIFT" : "CN-1";
  return {
    policyId: policy?.id ?? null,
    source: policy?.source ?? preset,
    terms: policy ? termsOf(policy) : presetTerms(preset, urgency, danger),
    calendar: await hoursOf(db, { siteId, timeZone, ...hours }),
    steps: steps ?? presetLadders.find((ladder) => ladder.code === ladderOfUrgency[urgency])!.steps,
  };
}

/** The hours in which each of these tickets is counted, as `resolveTerms` has them, in one pass. */
export async function calendarsOf(db: Reader, ticketIds: Ids): Promise<Map<string, Calendar>> {
  const inForce = and(
    isNull(ticket.policyId),
    isNull(servicePolicy.retiredAt),
    eq(servicePolicy.urgency, ticket.urgency),
    or(isNull(servicePolicy.siteId), eq(servicePolicy.siteId, ticket.siteId)),
    or(isNull(servicePolicy.faultCode), eq(servicePolicy.faultCode, ticket.faultCode)),
    or(isNull(servicePolicy.categoryCode), eq(servicePolicy.categoryCode, fault.categoryCode)),
  );
  const rows = await db
    .selectDistinctOn([ticket.id], {
      ticketId: ticket.id,
      siteId: site.id,
      timeZone: site.timeZone,
      calendar,
      own: siteCalendar,
    })
    .from(ticket)
    .innerJoin(site, eq(site.id, ticket.siteId))
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .leftJoin(servicePolicy, or(eq(servicePolicy.id, ticket.policyId), inForce))
    .leftJoin(siteCalendar, eq(siteCalendar.siteId, site.id))
    .leftJoin(
      calendar,
      sql`${calendar.id} = coalesce(${servicePolicy.calendarId}, ${siteCalendar.calendarId})`,
    )
    .where(among(ticket.id, ticketIds))
    .orderBy(ticket.id, ...closest);
  const found = new Map<string, Calendar>();
  // One after the other: those of one site are read once.
  for (const { ticketId, ...key } of rows) found.set(ticketId, await hoursOf(db, key));
  return found;
}
