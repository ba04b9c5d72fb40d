import { eq } from "drizzle-orm";
import { z } from "zod";
import { ticket } from "#db/schema/ticket.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { id, words } from "../input.ts";
import { tellTechnician } from "../notice/tellTechnician.ts";
import { command } from "../operation.ts";
import { append } from "../stream/append.ts";
import { attachPhotos, photosOn, photosPerTicket } from "./attachPhotos.ts";
import { lockTicket } from "./load.ts";

/** Photos that may be added at a time. */
const photosAtOnce = 6;

/**
 * Something more about a repair that is open: words, photos or both, from the people of the home or from the desk for
 * a caller. What was first said stays as it was. Refusals: STATE, REQUIRED (words) when there is nothing, PHOTO_COUNT
 * (params.max) when the ticket is full, NOT_FOUND (a photo).
 */
export const addToTicket = command({
  name: "ticket.add",
  input: z.strictObject({
    ticketId: id,
    words: words(1000, false).default(""),
    photoIds: z.array(id).max(photosAtOnce, `PHOTO_COUNT:${photosAtOnce}`).default([]),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.add", input.ticketId);
    if (!isOpen(row.status)) throw new Refused(refuse("STATE", { params: { status: row.status } }));
    const sent = input.photoIds.length;
    if (input.words === "" && sent === 0) throw new Refused(refuse("REQUIRED", { field: "words" }));
    if (sent > 0 && (await photosOn(work, row.id)) + sent > photosPerTicket)
      throw new Refused(refuse("PHOTO_COUNT", { field: "photoIds", params: { max: photosPerTicket } }));
    await attachPhotos(work, row.id, input.photoIds);
    const version = row.version + 1;
    const photos = row.photos + sent;
    await work.tx.update(ticket).set({ version, photos }).where(eq(ticket.id, row.id));
    await tellTechnician(work, row, row, "added");
    await append(work, {
      siteId: row.siteId,
      ticketId: row.id,
      ticketVersion: version,
      type: "added",
      data: { photos: sent, ...(row.technicianId !== null && { technicianId: row.technicianId }) },
      patch: { photos },
      words: input.words,
    });
    return { ticketId: row.id, version, status: row.status };
  },
});
