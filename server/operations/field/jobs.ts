import { and, asc, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { appointment } from "#db/schema/appointment.ts";
import { fault } from "#db/schema/fault.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { inTurn } from "../../domain/ticket/nextUp.ts";
import { inHandStatuses } from "../../domain/ticket/status.ts";
import { visitOf } from "../appointment/visit.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { isMobile, maskPhone } from "../phone.ts";
import { guideOf } from "../place/guide.ts";
import { formFor } from "../record/form.ts";
import { firstOf } from "../repeat/first.ts";
import { numbersMasked } from "../site/numbers.ts";
import { clocksNow } from "../sla/reckon.ts";
import { around, saidOf } from "../ticket/detail.ts";
import { followUpsOf } from "../ticket/followUp.ts";
import { findTicket, type TicketRow, toTicket } from "../ticket/load.ts";
import { forTechnician, timelineOf } from "../ticket/timeline.ts";
import { surroundings } from "./surroundings.ts";

/** A technician's own open jobs in the order of his day: by agreed time, else as they are due; and what he finished in the last twelve hours. */
export const myJobs = query({
  name: "field.jobs",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const mine = eq(ticket.technicianId, personIdOf(actor) ?? "");
    const columns = {
      ticket,
      fault: { nameZh: fault.nameZh, nameEn: fault.nameEn },
      timeZone: site.timeZone,
      /** When he is expected, where that is agreed. */
      agreedFrom: appointment.chosenFrom,
      agreedUntil: appointment.chosenUntil,
    };
    const list = (where: ReturnType<typeof and>) =>
      db
        .select(columns)
        .from(ticket)
        .innerJoin(fault, eq(fault.code, ticket.faultCode))
        .innerJoin(site, eq(site.id, ticket.siteId))
        .leftJoin(appointment, and(eq(appointment.ticketId, ticket.id), isNull(appointment.endedAt)))
        .where(where);
    const [open, finished] = await Promise.all([
      list(and(mine, inArray(ticket.status, [...inHandStatuses])))
        .orderBy(asc(sql`coalesce(${appointment.chosenFrom}, ${ticket.dueAt})`))
        .limit(100),
      list(and(mine, gt(ticket.doneAt, new Date(now.getTime() - 12 * 3_600_000))))
        .orderBy(desc(ticket.doneAt))
        .limit(30),
    ]);
    const line = ({ ticket: row, agreedFrom, agreedUntil, ...rest }: (typeof open)[number]) => ({
      ticket: toTicket(row),
      agreed:
        agreedFrom && agreedUntil
          ? { from: agreedFrom.toISOString(), until: agreedUntil.toISOString() }
          : null,
      ...rest,
    });
    return { now: now.toISOString(), open: inTurn(open.map(line)), finished: finished.map(line) };
  },
});

/** One job as its technician needs it: the whole ticket, how to reach the people while it is his, what happened here. */
export const myJob = query({
  name: "field.job",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor, now }, input) {
    const row = await findTicket(db, actor, "field.job", input.ticketId);
    const inHand =
      (inHandStatuses as readonly string[]).includes(row.status) && row.technicianId === personIdOf(actor);
    const [at] = await db.select().from(place).where(eq(place.id, row.placeId));
    const [bound, parts, entries, known, guide, masked, claim, time, form, visit] = await Promise.all([
      followUpsOf(db, row.id),
      around(db, row),
      timelineOf(db, row.id),
      surroundings(db, row, at!, now),
      guideOf(db, at!),
      numbersMasked(db, row.siteId),
      row.assignmentId ? db.select().from(assignment).where(eq(assignment.id, row.assignmentId)) : [],
      clocksNow(db, row, now),
      formFor(db, row.faultCode),
      visitOf(db, row.id),
    ]);
    const returnOf = await firstOf(db, row.id);
    return {
      ticket: toTicket(row),
      ...parts,
      description: row.description,
      placeWords: row.placeWords,
      ...saidOf(row),
      ...bound,
      /** Only while the job is in his hands. */
      contact: inHand ? contactFor(row, masked) : null,
      /** The way there, and where to shut off. */
      guide,
      entries: forTechnician(entries),
      visit,
      clocks: time.clocks,
      /** What the record of this fault has to say; kept on the phone with the job. */
      form,
      /** The repair that came back with this job: what was done then. */
      returnOf,
      ...known,
      assignedAt: claim[0]?.assignedAt.toISOString() ?? null,
    };
  },
});

/** The number whole, or only enough of it to recognise it, as the site holds it. */
function contactFor({ contactName: name, contactPhone }: TicketRow, masked: boolean) {
  const phone = contactPhone ?? "";
  return {
    name,
    phone: masked && phone !== "" ? maskPhone(phone) : phone,
    masked,
    mobile: isMobile(phone),
  };
}
