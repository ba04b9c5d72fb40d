import { and, asc, eq, inArray, notInArray } from "drizzle-orm";
import { z } from "zod";
import { event } from "#db/schema/event.ts";
import { recordSheet } from "#db/schema/record.ts";
import { photo } from "#db/schema/ticket.ts";
import { timesOf } from "../../domain/record/times.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { beside } from "../../domain/ticket/stale.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { repairOf, standingRepeat } from "../repeat/first.ts";
import { around } from "../ticket/detail.ts";
import { concerns, findTicket } from "../ticket/load.ts";
import { billOf } from "./bill.ts";
import { formNamed } from "./form.ts";

/**
 * Everything that the printed record of a repair says, for its owner and the staff. Refusals: NOT_FOUND, also for a
 * household that only follows.
 */
export const printRecord = query({
  name: "record.print",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor }, input) {
    const row = await findTicket(db, actor, "record.print", input.ticketId);
    const onlooks = actor.kind === "link" && actor.onlooker === true;
    const stranger = actor.kind === "resident" && !(await concerns(db, actor.personId, row));
    if (onlooks || stranger) throw new Refused(refuse("NOT_FOUND"));
    const parts = await around(db, row);
    const ids = parts.records.map((record) => record.id);
    const money = actor.kind === "staff" || parts.place.kind === "home";
    const [sheets, story, photos, { parts: used, bill }, returned] = await Promise.all([
      db.select().from(recordSheet).where(inArray(recordSheet.workRecordId, ids)),
      db
        .select({ type: event.type, at: event.at, data: event.data })
        .from(event)
        .where(and(eq(event.ticketId, row.id), notInArray(event.type, [...beside])))
        .orderBy(asc(event.ticketVersion))
        .limit(2_000),
      db
        .select({ id: photo.id, kind: photo.kind, uploadedAt: photo.uploadedAt })
        .from(photo)
        .where(and(eq(photo.ticketId, row.id), inArray(photo.kind, ["before", "after"])))
        .orderBy(asc(photo.uploadedAt), asc(photo.id))
        .limit(500),
      billOf(db, row.id, money),
      standingRepeat(db, row.id),
    ]);
    const first = returned === null ? null : await repairOf(db, returned.firstId);
    const told = story.map(({ type, at, data }) => ({
      type,
      at: at.toISOString(),
      doneAt: typeof data.doneAt === "string" ? data.doneAt : null,
      data,
    }));
    const times = timesOf(told).records;
    /** When the office heard of a visit: its photos had come before. */
    const heard = (recordId: string) => told.find(({ data }) => data.workRecordId === recordId)?.at ?? "";
    /** Which visit it belongs to: the first that ended no earlier, else the last. */
    const visitOf = (at: string, ended: (record: (typeof parts.records)[number]) => string) =>
      (parts.records.find((record) => ended(record) >= at) ?? parts.records.at(-1))?.id;
    const records = await Promise.all(
      parts.records.map(async (record) => {
        const shot = photos.filter(
          ({ uploadedAt }) => visitOf(uploadedAt.toISOString(), ({ id }) => heard(id)) === record.id,
        );
        const of = (kind: "before" | "after") =>
          shot.filter((each) => each.kind === kind).map(({ id }) => id);
        const visit = {
          ...record,
          times: times.get(record.id) ?? null,
          parts: used.filter(({ usedAt }) => visitOf(usedAt, ({ at }) => at) === record.id),
          photos: { before: of("before"), after: of("after") },
        };
        const kept = sheets.find(({ workRecordId }) => workRecordId === record.id);
        if (!kept) return { ...visit, sheet: null, form: null, codeVerifiedAt: null };
        const { signed, ...rest } = kept.sheet;
        // The six digits are the owner's; that they were right is what counts.
        const shown = signed?.kind === "code" ? { kind: "code" as const } : signed;
        return {
          ...visit,
          sheet: { ...rest, signed: shown },
          form: await formNamed(db, kept.sheet.form),
          codeVerifiedAt: kept.codeVerifiedAt?.toISOString() ?? null,
        };
      }),
    );
    return {
      number: row.number,
      plate: row.plate,
      placeWords: row.placeWords,
      description: row.description,
      receivedAt: row.receivedAt.toISOString(),
      doneAt: row.doneAt?.toISOString() ?? null,
      site: parts.site,
      fault: parts.fault,
      records,
      /** Who pays what, where the reader may know it. */
      bill,
      /** The repair of which this one is the return; whose it was decides nothing here: it is the same place. */
      returnOf: first === null ? null : { number: first.number, doneAt: first.doneAt },
    };
  },
});
