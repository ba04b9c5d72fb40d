import { asc, eq } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { photo, workRecord } from "#db/schema/ticket.ts";
import { correctionsOf } from "./correct.ts";
import type { Reader, TicketRow } from "./load.ts";

/** What hangs on a ticket besides its own row: names, photos, records. */
export async function around(db: Reader, row: TicketRow) {
  const [where, photos, records, holder, corrections] = await Promise.all([
    db
      .select({ site, place, fault })
      .from(place)
      .innerJoin(site, eq(site.id, place.siteId))
      .innerJoin(fault, eq(fault.code, row.faultCode))
      .where(eq(place.id, row.placeId)),
    db
      .select({ id: photo.id, kind: photo.kind, width: photo.width, height: photo.height })
      .from(photo)
      .where(eq(photo.ticketId, row.id))
      .orderBy(asc(photo.uploadedAt))
      .limit(60),
    db
      .select({ record: workRecord, name: person.name, nameLatin: person.nameLatin })
      .from(workRecord)
      .innerJoin(person, eq(person.id, workRecord.technicianId))
      .where(eq(workRecord.ticketId, row.id))
      .orderBy(asc(workRecord.recordedAt))
      .limit(20),
    row.technicianId
      ? db
          .select({ id: person.id, name: person.name, nameLatin: person.nameLatin })
          .from(person)
          .where(eq(person.id, row.technicianId))
      : [],
    correctionsOf(db, row.id),
  ]);
  const { site: at, place: spot, fault: what } = where[0]!;
  return {
    site: { id: at.id, nameZh: at.nameZh, nameEn: at.nameEn, timeZone: at.timeZone, hotline: at.hotline },
    place: { id: spot.id, kind: spot.kind, floor: spot.floor, note: spot.note ?? "" },
    fault: {
      code: what.code,
      nameZh: what.nameZh,
      nameEn: what.nameEn,
      minutes: what.minutes,
      skill: what.skill,
    },
    /** The trade that it takes, where a visit said that it is another than the fault's. */
    neededSkill: row.neededSkill,
    technician: holder[0] ?? null,
    photos,
    /** What the desk corrected in what was first said. */
    corrections,
    records: records.map(({ record, name, nameLatin }) => ({
      id: record.id,
      measure: record.measure,
      found: record.found,
      done: record.done,
      materials: record.materials,
      result: record.result,
      at: record.recordedAt.toISOString(),
      technician: { name, nameLatin },
    })),
  };
}

/** Since when it is so and when somebody may come, as it was said. */
export function saidOf({ began, beganAt, wish }: TicketRow) {
  return { began, beganAt: beganAt?.toISOString() ?? null, wish };
}
