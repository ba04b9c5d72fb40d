import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { ticketNotSame } from "#db/schema/follower.ts";
import { incident } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Actor, holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { nextRing } from "../../domain/escalation/ladder.ts";
import { type RefusalCode, Refused, refuse } from "../../domain/refusal.ts";
import { clocksOf } from "../../domain/sla/clocks.ts";
import { promisedBy } from "../../domain/sla/promise.ts";
import { earlierReasons } from "../../domain/ticket/correction.ts";
import { longestDescription } from "../../domain/ticket/description.ts";
import { firstUrgency, numberDay, openTicket, ticketNumber } from "../../domain/ticket/open.ts";
import { type Source, sources, type UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { anyTime } from "../../domain/ticket/wish.ts";
import { reviewAlarms } from "../alarm/review.ts";
import { demandReason, keepCall, namedCall } from "../hotline/record.ts";
import { ringHome } from "../household/record.ts";
import { attachTicket, incidentFor, tellKnown } from "../incident/attach.ts";
import type { IncidentRow } from "../incident/load.ts";
import { id, instant, urgency, words } from "../input.ts";
import { newId } from "../newId.ts";
import { tell } from "../notice/tell.ts";
import { tellHome } from "../notice/tellHome.ts";
import { command, type Work } from "../operation.ts";
import { phone } from "../phone.ts";
import { elsewhere } from "../place/elsewhere.ts";
import { mayReportFrom } from "../place/reach.ts";
import { opensPlace, placeCodeInput } from "../placeCode/open.ts";
import { acceptRepeat } from "../repeat/link.ts";
import { resolveTerms } from "../sla/terms.ts";
import { append } from "../stream/append.ts";
import { keepProposal, proposalFor } from "../triage/keep.ts";
import { toColumns } from "./apply.ts";
import { attachPhotos } from "./attachPhotos.ts";
import type { TicketRow } from "./load.ts";
import { limitReports } from "./reportLimit.ts";
import { beganAtInput, beganInput, beganOf, wishInput, wishOf } from "./said.ts";

/** Photos that one report may carry. */
export const photosPerReport = 6;
/** How long before the typing a call may have come in. */
const oldestReceipt = 31 * 86_400_000;

/**
 * A repair is reported, through any door. Answers with the ticket and its number, gapless per site and local day.
 * Refusals: NOT_FOUND (a place out of reach), FAULT_RETIRED, PHOTO_COUNT, BAD_TIME, REPORT_LIMIT, REQUIRED with the
 * field.
 */
export const reportRepair = command({
  name: "ticket.report",
  input: z.strictObject({
    placeId: id.optional(),
    /** The site, where the place is somewhere else there and only its words say where. */
    elsewhereAt: id.optional(),
    placeWords: words(200, false).default(""),
    faultCode: z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(60, "BAD_ID"),
    urgency,
    description: words(longestDescription),
    photoIds: z.array(id).max(photosPerReport, `PHOTO_COUNT:${photosPerReport}`).default([]),
    /** Staff name the caller: a known person, or a name and number in words. */
    reporterId: id.optional(),
    contactName: words(60, false).default(""),
    contactPhone: phone.optional(),
    began: beganInput.optional(),
    beganAt: beganAtInput.optional(),
    wish: wishInput.optional(),
    placeCode: placeCodeInput,
    /** When the call came in, if before the typing. */
    receivedAt: instant.optional(),
    /** The call in which it was said: received when that began. */
    callId: id.optional(),
    /** Why it was received before that, or long before it was typed. */
    earlier: z
      .strictObject({
        reason: z.enum(earlierReasons, { error: "REQUIRED" }),
        words: words(300, false).default(""),
      })
      .optional(),
    /** Tickets that were shown before sending and that the reporter said are something else. */
    notSame: z.array(id).max(20, "TOO_LONG:20").optional(),
    /** The repair that the reporter was asked about and says is back. */
    repeatOf: id.optional(),
    /** The channel of a report that another system took; ours is known by who files it. */
    source: z.enum(sources).optional(),
  }),
  async run(work, input) {
    const { tx, actor, now } = work;
    const placeId = input.placeId ?? (await placeInWords(work, input));
    const [where] = await tx
      .select({ place, site, fault })
      .from(place)
      .innerJoin(site, eq(site.id, place.siteId))
      .leftJoin(fault, eq(fault.code, input.faultCode))
      .where(eq(place.id, placeId));
    if (where === undefined) no("NOT_FOUND", "placeId");
    const reported = input.urgency as UrgencyLevel;
    const urgencyNow = firstUrgency(reported, (where.fault?.urgency ?? reported) as UrgencyLevel);
    // Asked together, they travel together; what they say is weighed in order.
    const [may, scanned, contact, held, proposal] = await Promise.all([
      mayReportAt(work, where.place),
      actor.kind === "resident" && opensPlace(tx, input.placeCode, where.place.id),
      contactOf(work, input),
      resolveTerms(tx, { siteId: where.site.id, faultCode: input.faultCode, urgency: urgencyNow }),
      proposalFor(tx, input.description, where.place.kind),
    ]);
    if (!may && !scanned && !work.vouched) no("NOT_FOUND", "placeId");
    const follows = work.vouched?.follows;
    if (where.fault === null || (where.fault.retiredAt !== null && follows === undefined))
      no("FAULT_RETIRED", "faultCode");
    await limitReports(work, where.fault.danger !== null);
    const call = await namedCall(work, input.callId);
    const received = receivedAt(actor, input.receivedAt ?? call?.startedAt.toISOString(), now);
    demandReason(work, received, call, input.earlier?.reason);
    if (input.source !== undefined && actor.kind !== "system") no("UNKNOWN_FIELD", "source");
    if (contact === "unknown") no("NOT_FOUND", "reporterId");
    if (contact === "nameless") no("REQUIRED", "contactName");
    const receivedIso = received.toISOString();
    const said = [{ type: "reported" as const, at: now.toISOString(), receivedAt: receivedIso }];
    const clocks = clocksOf(said, held.terms, held.calendar, now.toISOString());
    const ringsAt = nextRing(clocks, held.steps, [], () =>
      actor.kind === "system" ? now.toISOString() : "",
    );
    // Before the day's counter: locks are taken in one order.
    const under = follows === undefined ? await incidentFor(tx, where.place, where.fault, received) : null;
    const day = numberDay(now, where.site.timeZone);
    const ticketId = newId(now);
    const count = await nextCount(work, where.site.id, day);
    const { ticket: opened, fact } = openTicket(
      {
        id: ticketId,
        siteId: where.site.id,
        number: ticketNumber(where.site.code, day, count),
        placeId: where.place.id,
        plate: where.place.plate,
        faultCode: where.fault.code,
        faultUrgency: where.fault.urgency as UrgencyLevel,
        reportedUrgency: reported,
        source: work.vouched?.source ?? input.source ?? (scanned ? "qr" : sourceOf(actor)),
        receivedAt: receivedIso,
        photos: input.photoIds.length,
      },
      promisedBy(clocks, held.terms),
    );
    const { locale, ...reporter } = contact;
    await tx.insert(ticket).values({
      ...(toColumns(fact.patch) as typeof ticket.$inferInsert),
      ...reporter,
      id: ticketId,
      siteId: where.site.id,
      version: opened.version,
      day,
      placeWords: input.placeWords,
      description: input.description,
      ...beganOf(input, work, where.site.timeZone),
      wish: wishOf(input.wish ?? anyTime, now, where.site.timeZone),
      filedById: personIdOf(actor),
      registeredAt: now,
      policyId: held.policyId,
      escalateAt: ringsAt === null ? null : new Date(ringsAt),
    });
    await keepProposal(work, ticketId, proposal);
    await attachPhotos(work, ticketId, input.photoIds);
    await keepNotSame(work, ticketId, where.site.id, input.notSame ?? []);
    if (actor.kind !== "system" && contact.contactPhone !== null) {
      const to = { personId: contact.reporterId, address: contact.contactPhone, locale };
      if (follows !== undefined)
        await tell(work, to, "follow_up", { number: opened.number, first: follows }, ticketId);
      else if (under === null) await tell(work, to, "registered", { number: opened.number }, ticketId);
      else
        await tellKnown(
          work,
          under,
          { id: ticketId, number: opened.number, ...reporter },
          "registered_known",
        );
    }
    if (where.place.kind === "home" && actor.kind !== "system") {
      await ringHome(work, where.place.id);
      await tellHome(work, ticketId, "home_registered");
    }
    await reviewAlarms(work, {
      ...(toColumns(fact.patch) as TicketRow),
      id: ticketId,
      siteId: where.site.id,
    });
    await keepCall(work, call, ticketId, "reported", contact.reporterId);
    await append(work, {
      siteId: where.site.id,
      ticketId,
      ticketVersion: 1,
      ...fact,
      data: {
        ...fact.data,
        ...(held.policyId !== null && { policyId: held.policyId }),
        ...(call !== null && { callId: call.id }),
        ...(input.earlier && { earlier: input.earlier.reason }),
        ...work.vouched?.data,
      },
      words: input.earlier?.words,
    });
    const returns = input.repeatOf === undefined ? null : await acceptRepeat(work, ticketId, input.repeatOf);
    return {
      ticketId,
      number: opened.number,
      ...(returns !== null && { returnOf: returns }),
      ...(await join(work, under, ticketId)),
    };
  },
});

/** Puts a new ticket under the incident that it belongs to, and says what is known of it. */
async function join(work: Work, under: IncidentRow | null, ticketId: string) {
  if (under === null) return {};
  const [row] = await work.tx.select().from(ticket).where(eq(ticket.id, ticketId));
  const leads = under.leadTicketId === null && under.kind === "fault";
  if (leads) await work.tx.update(incident).set({ leadTicketId: ticketId }).where(eq(incident.id, under.id));
  const { incident: at } = await attachTicket(work, under, row!, leads);
  const { number, wordsZh, wordsEn, expectedUntil, households } = at;
  return {
    known: { number, wordsZh, wordsEn, expectedUntil: expectedUntil?.toISOString() ?? null, households },
  };
}

/** The place that stands for words alone. REQUIRED (placeId, or placeWords where they are all there is). */
async function placeInWords(
  work: Work,
  said: { elsewhereAt?: string | undefined; placeWords: string },
): Promise<string> {
  if (said.elsewhereAt === undefined) no("REQUIRED", "placeId");
  if (said.placeWords === "") no("REQUIRED", "placeWords");
  const at = await elsewhere(work.tx, said.elsewhereAt, said.placeWords);
  return at?.id ?? no("NOT_FOUND", "elsewhereAt");
}

function no(code: RefusalCode, field: string): never {
  throw new Refused(refuse(code, { field }));
}

/** Staff at their sites; residents at their own homes and, with a home there or without, at any public place. */
async function mayReportAt(work: Work, at: typeof place.$inferSelect): Promise<boolean> {
  if (holds(work.actor, at.siteId, siteRoles("ticket.report"))) return true;
  if (work.actor.kind !== "resident") return false;
  return mayReportFrom(work.tx, work.actor.personId, at);
}

function sourceOf(actor: Actor): Source {
  if (actor.kind === "resident") return "portal";
  if (actor.kind === "system") return "import";
  const technicianOnly = actor.kind === "staff" && actor.roles.every((r) => r.role === "technician");
  return technicianOnly ? "field" : "hotline";
}

function receivedAt(actor: Actor, said: string | undefined, now: Date): Date {
  if (said === undefined || actor.kind === "resident") return now;
  const at = new Date(said);
  const age = now.getTime() - at.getTime();
  if (age < -60_000 || (actor.kind !== "system" && age > oldestReceipt)) no("BAD_TIME", "receivedAt");
  return age < 0 ? now : at;
}

type Contact = Pick<typeof ticket.$inferInsert, "contactName"> & {
  reporterId: string | null;
  contactPhone: string | null;
  locale: "zh" | "en";
};

/** Who reports: the resident who is signed in, whom the staff named, or words for somebody nobody knows. */
async function contactOf(
  work: Work,
  said: { reporterId?: string | undefined; contactName: string; contactPhone?: string | undefined },
): Promise<Contact | "unknown" | "nameless"> {
  const personId = work.actor.kind === "resident" ? work.actor.personId : (said.reporterId ?? null);
  if (personId === null) {
    if (said.contactName === "" && work.actor.kind === "staff") return "nameless";
    const { contactName, contactPhone = null } = said;
    return { reporterId: null, contactName, contactPhone, locale: "zh" };
  }
  const [known] = await work.tx.select().from(person).where(eq(person.id, personId));
  if (known === undefined) return "unknown";
  return {
    reporterId: known.id,
    contactName: said.contactName || known.name,
    contactPhone: said.contactPhone ?? known.phone,
    locale: known.locale,
  };
}

/** The next number of the day; the counter's row lock keeps the sequence without gaps even when a report fails. */
export async function nextCount(work: Work, siteId: string, day: string): Promise<number> {
  const rows = await work.tx.execute<{ last: number }>(sql`
    insert into ticket_counter (site_id, day, last) values (${siteId}, ${day}, 1)
    on conflict (site_id, day) do update set last = ticket_counter.last + 1
    returning last`);
  return rows[0]!.last;
}

/** Kept for the desk, which is shown the same likeness; what is not a ticket of this site is left out. */
async function keepNotSame(work: Work, ticketId: string, siteId: string, said: string[]): Promise<void> {
  if (said.length === 0) return;
  const others = work.tx
    .select({ ticketId: sql<string>`${ticketId}::uuid`.as("ticket_id"), otherId: ticket.id })
    .from(ticket)
    .where(and(inArray(ticket.id, said), eq(ticket.siteId, siteId)));
  await work.tx.insert(ticketNotSame).select(others);
}
