import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { photo, workRecord } from "#db/schema/ticket.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { lockMembers, lockWithIncident } from "../incident/load.ts";
import { markFixed } from "../incident/rule.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { tellFollowers, tellReporter } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { apply, endAssignment } from "./apply.ts";
import { hold, stepInput } from "./hold.ts";

/**
 * The work is done and on record: measure, what was found, what was done, materials in words, photos. The owner is
 * asked at once whether it is solved. Refusals: STATE, NOT_YOURS_NOW, REQUIRED with the field, NOT_FOUND (a photo).
 */
export const completeWork = command({
  name: "ticket.complete",
  input: z.strictObject({
    ...stepInput,
    measure: z.enum(["inspect", "replace", "maintain", "fix"], { error: "REQUIRED" }),
    found: words(1000),
    done: words(1000),
    materials: words(500, false).default(""),
    result: z.enum(["fixed", "temporary"], { error: "REQUIRED" }),
    photoIds: z.array(id).max(6, "PHOTO_COUNT:6").default([]),
  }),
  async run(work, input) {
    const { tx, now } = work;
    // The incident is locked before its tickets, by everybody.
    const { incident: under } = await lockWithIncident(work, "ticket.complete", input.ticketId);
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.complete", input);
    // The work of an incident is everybody's: all who are hit are asked, the reporter among them.
    const ends = under?.status === "open" && row.leadsIncident && input.result === "fixed";
    const members = ends ? await lockMembers(tx, under.id) : [];
    const workRecordId = newId(now);
    const photos = input.photoIds.length;
    const moved = await apply(
      work,
      row,
      seen,
      { verb: "complete", technicianId, photos },
      {
        data: { ...claim, workRecordId, measure: input.measure, result: input.result },
        words: `${input.found}\n${input.done}`,
        at,
      },
    );
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
    if (photos > 0) {
      const kept = await tx
        .update(photo)
        .set({ ticketId: row.id, kind: "after" })
        .where(
          and(inArray(photo.id, input.photoIds), eq(photo.uploaderId, technicianId), isNull(photo.ticketId)),
        )
        .returning({ id: photo.id });
      if (kept.length !== photos) throw new Refused(refuse("NOT_FOUND", { field: "photoIds" }));
    }
    await endAssignment(work, row.id, "done");
    if (ends) {
      const others = members.filter((member) => member.id !== row.id);
      await markFixed(work, under, others, null);
      return moved;
    }
    await tellReporter(work, row, "completed");
    await tellFollowers(work, row, "followed_done");
    return moved;
  },
});
