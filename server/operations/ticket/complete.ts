import { z } from "zod";
import { workRecord } from "#db/schema/ticket.ts";
import { skills } from "../../domain/catalogue/skill.ts";
import type { RecordSaid } from "../../domain/record/merge.ts";
import { isDone, recordResults, type Sheet } from "../../domain/record/sheet.ts";
import { stepAfter } from "../../domain/record/stepAfter.ts";
import { lockMembers, lockWithIncident } from "../incident/load.ts";
import { markFixed } from "../incident/rule.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { tellFollowers, tellReporter } from "../notice/tell.ts";
import { tellOnlookers } from "../notice/tellOnlookers.ts";
import { command } from "../operation.ts";
import { askedCode } from "../record/askedCode.ts";
import { joinRecord } from "../record/join.ts";
import { tryCode } from "../record/ownerCode.ts";
import { addWorkPhotos } from "../record/photos.ts";
import { keepSheet, sheetInput } from "../record/sheet.ts";
import { recordedAlready } from "./again.ts";
import { apply, endAssignment } from "./apply.ts";
import { bindFollowUp, followUpInput, reportFollowUp } from "./followUp.ts";
import { hold, stepInput } from "./hold.ts";
import { sendOn } from "./sendOn.ts";

/**
 * A visit is on record: measure, what was found, what was done, the answers to the form, photos. Where the work is done
 * the owner is asked at once whether it is solved, and what a temporary repair left to do is a ticket of its own; else
 * the result says where the ticket goes. A second record of the same visit, from his other phone, goes into the first.
 * Refusals: RECORD_DIFFERS where the two say different things, STATE, NOT_YOURS_NOW, REQUIRED with the field, OWNER_CODE_WRONG and
 * OWNER_CODE_VOID, FORM_OTHER (the form of another fault), NOT_FOUND (a photo, the form).
 */
export const completeWork = command({
  name: "ticket.complete",
  input: z.strictObject({
    ...stepInput,
    measure: z.enum(["inspect", "replace", "maintain", "fix"], { error: "REQUIRED" }),
    found: words(1000),
    done: words(1000),
    materials: words(500, false).default(""),
    result: z.enum(recordResults, { error: "REQUIRED" }),
    photoIds: z.array(id).max(12, "PHOTO_COUNT:12").default([]),
    /** Which of them show how it was before. */
    beforeIds: z.array(id).max(12).optional(),
    /** The answers to the form; a phone that does not know forms yet sends none, and its work is not lost. */
    sheet: sheetInput.optional(),
    /** What remains after a temporary repair. */
    followUp: followUpInput.optional(),
    /** The trade that it takes instead. */
    trade: z.enum(skills).optional(),
    /** Where his other phone has recorded this visit otherwise: which word holds, and what he has seen of the other. */
    choices: z
      .record(
        z.string().max(60),
        z.strictObject({ take: z.enum(["mine", "theirs"]), seen: z.string().max(60_000) }),
      )
      .optional(),
  }),
  async before(context, input, key) {
    const asked = await askedCode(context, input, saidIn(input));
    if (asked !== null) await tryCode(context, asked, key);
  },
  async run(work, input) {
    const { tx, now } = work;
    // The incident is locked before its tickets, by everybody.
    const { incident: under } = await lockWithIncident(work, "ticket.complete", input.ticketId);
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.complete", input);
    const before = (input.beforeIds ?? []).filter((each) => input.photoIds.includes(each));
    const there = await recordedAlready(work, row, seen);
    if (there !== null) {
      const { choices = {}, photoIds, doneAt, followUp, trade } = input;
      const sequel = { followUp, trade };
      const more = { choices, photoIds, beforeIds: before, seen, claim, at, doneAt, sequel };
      return joinRecord(work, row, { workRecordId: there, said: saidIn(input), ...more });
    }
    // The work of an incident is everybody's: all who are hit are asked, the reporter among them.
    const ends = under?.status === "open" && row.leadsIncident && input.result === "fixed";
    const members = ends ? await lockMembers(tx, under.id) : [];
    const workRecordId = newId(now);
    const photos = input.photoIds.length;
    const remains = input.followUp ?? { words: "" };
    // Before anything is written: its number and place in the stream are taken in the order that every report takes them.
    const after = input.result === "temporary" ? await reportFollowUp(work, row, remains, input) : null;
    const visit = {
      data: {
        ...claim,
        workRecordId,
        measure: input.measure,
        result: input.result,
        ...(after && { followUp: after.number }),
      },
      words: `${input.found}\n${input.done}`,
      at,
    };
    const verb = stepAfter(input.result, technicianId, photos);
    const moved = await apply(work, row, seen, verb, {
      ...visit,
      ...(verb.verb === "pause" && { patch: { photos: row.photos + photos } }),
    });
    await tx.insert(workRecord).values({
      id: workRecordId,
      ticketId: row.id,
      assignmentId: row.assignmentId!,
      technicianId,
      measure: input.measure,
      found: input.found,
      done: input.done,
      materials: input.materials,
      result: input.result,
      recordedAt: at,
    });
    if (after) await bindFollowUp(work, { ticketId: after.ticketId, firstId: row.id, workRecordId }, remains);
    if (input.sheet) {
      const { sheet, result, materials } = input;
      const counts = { before: before.length, after: photos - before.length };
      await keepSheet(work, row, { workRecordId, sheet, result, materials, at, ...counts });
    }
    await addWorkPhotos(work, row.id, input.photoIds, before);
    if (!isDone(input.result)) return sendOn(work, input.result, moved, visit, input.trade);
    await endAssignment(work, row.id, "done");
    if (ends) {
      const others = members.filter((member) => member.id !== row.id);
      await tellOnlookers(work, row, "followed_done");
      await markFixed(work, under, others, null);
      return moved;
    }
    await tellReporter(work, row, "completed");
    await tellFollowers(work, row, "followed_done");
    return moved;
  },
});

/** What of it is the record itself. */
function saidIn(input: Omit<RecordSaid, "sheet"> & { sheet?: Sheet | undefined }): RecordSaid {
  const { measure, found, done, materials, result, sheet = null } = input;
  return { measure, found, done, materials, result, sheet };
}
