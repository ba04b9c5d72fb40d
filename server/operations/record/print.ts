import { asc, inArray } from "drizzle-orm";
import { z } from "zod";
import { recordSheet } from "#db/schema/record.ts";
import { timesOf } from "../../domain/record/times.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { repairOf, standingRepeat } from "../repeat/first.ts";
import { around } from "../ticket/detail.ts";
import { concerns, findTicket } from "../ticket/load.ts";
import { timelineOf } from "../ticket/timeline.ts";
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
    const parts = await around(db, row);
    if (onlooks || stranger) throw new Refused(refuse("NOT_FOUND"));
    const [sheets, entries] = await Promise.all([
      db
        .select()
        .from(recordSheet)
        .where(
          inArray(
            recordSheet.workRecordId,
            parts.records.map((record) => record.id),
          ),
        )
        .orderBy(asc(recordSheet.workRecordId)),
      timelineOf(db, row.id),
    ]);
    const returned = await standingRepeat(db, row.id);
    const first = returned === null ? null : await repairOf(db, returned.firstId);
    const records = await Promise.all(
      parts.records.map(async (record) => {
        const kept = sheets.find(({ workRecordId }) => workRecordId === record.id);
        if (!kept) return { ...record, sheet: null, form: null, codeVerifiedAt: null };
        const { signed, ...rest } = kept.sheet;
        // The six digits are the owner's; that they were right is what counts.
        const shown = signed?.kind === "code" ? { kind: "code" as const } : signed;
        return {
          ...record,
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
      photos: parts.photos,
      records,
      /** The repair of which this one is the return; whose it was decides nothing here: it is the same place. */
      returnOf: first === null ? null : { number: first.number, doneAt: first.doneAt },
      times: timesOf(entries),
    };
  },
});
