import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { photo, ticket } from "#db/schema/ticket.ts";
import { id, instant, words } from "../input.ts";
import { tellTechnician } from "../notice/tellTechnician.ts";
import { command } from "../operation.ts";
import { append } from "../stream/append.ts";
import { attachPhotos } from "./attachPhotos.ts";
import { claimOf } from "./hold.ts";
import { lockTicket } from "./load.ts";

/**
 * A technician's own words about a ticket that is or was his, with his photos: what could not be put down as a step
 * still reaches the office, with a name that was drawn on the glass. However far the ticket has come, and it changes nothing of that. Refusals: REQUIRED (words),
 * NOT_FOUND (a photo).
 */
export const noteOnTicket = command({
  name: "ticket.note",
  input: z.strictObject({
    ticketId: id,
    words: words(8000),
    /** Those of several records, and what was drawn. */
    photoIds: z.array(id).max(60, "PHOTO_COUNT:60").default([]),
    /** Which of them is no photo, but a name that was drawn on the glass. */
    signedIds: z.array(id).max(24).optional(),
    doneAt: instant.optional(),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.note", input.ticketId);
    const claim = await claimOf(work, input);
    await attachPhotos(work, row.id, input.photoIds);
    const drawn = (input.signedIds ?? []).filter((each) => input.photoIds.includes(each));
    if (drawn.length > 0)
      await work.tx.update(photo).set({ kind: "signature" }).where(inArray(photo.id, drawn));
    const sent = input.photoIds.length;
    const version = row.version + 1;
    const photos = row.photos + sent;
    await work.tx.update(ticket).set({ version, photos }).where(eq(ticket.id, row.id));
    await tellTechnician(work, row, row, "added");
    await append(work, {
      siteId: row.siteId,
      ticketId: row.id,
      ticketVersion: version,
      type: "added",
      data: { photos: sent, ...(row.technicianId !== null && { technicianId: row.technicianId }), ...claim },
      patch: { photos },
      words: input.words,
    });
    return { ticketId: row.id, version, status: row.status };
  },
});
