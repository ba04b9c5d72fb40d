import { and, asc, desc, eq, gt, inArray, ne } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { site } from "#db/schema/site.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { clocksNow } from "../sla/reckon.ts";
import { around, saidOf } from "../ticket/detail.ts";
import { findTicket, toTicket } from "../ticket/load.ts";
import { timelineOf } from "../ticket/timeline.ts";

const active = ["dispatched", "accepted", "en_route", "on_site", "paused"] as const;

/** A technician's own open jobs in the order in which they are due, and what he finished in the last twelve hours. */
export const myJobs = query({
  name: "field.jobs",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const mine = eq(ticket.technicianId, personIdOf(actor) ?? "");
    const columns = {
      ticket,
      fault: { nameZh: fault.nameZh, nameEn: fault.nameEn },
      timeZone: site.timeZone,
    };
    const list = (where: ReturnType<typeof and>) =>
      db
        .select(columns)
        .from(ticket)
        .innerJoin(fault, eq(fault.code, ticket.faultCode))
        .innerJoin(site, eq(site.id, ticket.siteId))
        .where(where);
    const [open, finished] = await Promise.all([
      list(and(mine, inArray(ticket.status, [...active])))
        .orderBy(asc(ticket.dueAt))
        .limit(100),
      list(and(mine, gt(ticket.doneAt, new Date(now.getTime() - 12 * 3_600_000))))
        .orderBy(desc(ticket.doneAt))
        .limit(30),
    ]);
    const line = ({ ticket: row, ...rest }: (typeof open)[number]) => ({ ticket: toTicket(row), ...rest });
    return { now: now.toISOString(), open: open.map(line), finished: finished.map(line) };
  },
});

/** One job as its technician needs it: the whole ticket, how to reach the people while it is his, what happened here. */
export const myJob = query({
  name: "field.job",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor, now }, input) {
    const row = await findTicket(db, actor, "field.job", input.ticketId);
    const inHand =
      (active as readonly string[]).includes(row.status) && row.technicianId === personIdOf(actor);
    const [parts, entries, history, claim, time] = await Promise.all([
      around(db, row),
      timelineOf(db, row.id),
      db
        .select({
          number: ticket.number,
          faultCode: ticket.faultCode,
          nameZh: fault.nameZh,
          nameEn: fault.nameEn,
          receivedAt: ticket.receivedAt,
          status: ticket.status,
        })
        .from(ticket)
        .innerJoin(fault, eq(fault.code, ticket.faultCode))
        .where(and(eq(ticket.placeId, row.placeId), ne(ticket.id, row.id)))
        .orderBy(desc(ticket.receivedAt))
        .limit(5),
      row.assignmentId ? db.select().from(assignment).where(eq(assignment.id, row.assignmentId)) : [],
      clocksNow(db, row, now),
    ]);
    return {
      ticket: toTicket(row),
      ...parts,
      description: row.description,
      placeWords: row.placeWords,
      ...saidOf(row),
      /** Only while the job is in his hands. */
      contact: inHand ? { name: row.contactName, phone: row.contactPhone ?? "" } : null,
      entries,
      clocks: time.clocks,
      history: history.map((h) => ({ ...h, receivedAt: h.receivedAt.toISOString() })),
      assignedAt: claim[0]?.assignedAt.toISOString() ?? null,
    };
  },
});
