import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { ticketCharge } from "#db/schema/charge.ts";
import { fault } from "#db/schema/fault.ts";
import { material } from "#db/schema/material.ts";
import { person } from "#db/schema/person.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { ticket, workRecord } from "#db/schema/ticket.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import type { Reader } from "../ticket/load.ts";

/** What this ticket is a return of, if a person said so and it stands. */
export async function standingRepeat(db: Reader, ticketId: string) {
  const of = and(eq(ticketRepeat.ticketId, ticketId), isNull(ticketRepeat.takenBackAt));
  const [row] = await db
    .select({ repeat: ticketRepeat, number: ticket.number })
    .from(ticketRepeat)
    .innerJoin(ticket, eq(ticket.id, ticketRepeat.firstId))
    .where(of);
  return row === undefined ? null : { ...row.repeat, number: row.number };
}

/** The repair that came back with this ticket: what was done then, by whom and with which parts; null for none. */
export async function firstOf(db: Reader, ticketId: string) {
  const standing = await standingRepeat(db, ticketId);
  return standing === null ? null : repairOf(db, standing.firstId);
}

/** One earlier repair as it is shown beside its return. */
export async function repairOf(db: Reader, ticketId: string) {
  const [[row], visits, parts] = await Promise.all([
    db
      .select({ ticket, fault })
      .from(ticket)
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .where(eq(ticket.id, ticketId)),
    db
      .select({ record: workRecord, name: person.name, nameLatin: person.nameLatin })
      .from(workRecord)
      .innerJoin(person, eq(person.id, workRecord.technicianId))
      .where(eq(workRecord.ticketId, ticketId))
      .orderBy(desc(workRecord.recordedAt))
      .limit(5),
    db
      .select({ charge: ticketCharge, material })
      .from(ticketCharge)
      .innerJoin(material, eq(material.id, ticketCharge.materialId))
      .where(and(eq(ticketCharge.ticketId, ticketId), isNull(ticketCharge.voidedAt)))
      .orderBy(asc(ticketCharge.usedAt))
      .limit(30),
  ]);
  if (row === undefined) return null;
  return {
    ticketId,
    number: row.ticket.number,
    faultZh: row.fault.nameZh,
    faultEn: row.fault.nameEn,
    doneAt: row.ticket.doneAt?.toISOString() ?? null,
    visits: visits.map(({ record, name, nameLatin }) => ({
      at: record.recordedAt.toISOString(),
      technicianId: record.technicianId,
      technician: { name, nameLatin },
      measure: record.measure,
      result: record.result,
      found: record.found,
      done: record.done,
      materials: record.materials,
    })),
    parts: parts.map(({ charge, material: { nameZh, nameEn, unit } }) => ({
      nameZh,
      nameEn,
      unit,
      quantity: quantityWords(fromNumeric(charge.quantity)),
    })),
  };
}
