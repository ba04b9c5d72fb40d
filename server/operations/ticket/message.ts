import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { notification } from "#db/schema/event.ts";
import { site } from "#db/schema/site.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { mostHours } from "../../domain/ticket/claim.ts";
import { mostOwnerWords, ownerWords } from "../../domain/ticket/ownerWord.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { id, instant } from "../input.ts";
import { tellReporter } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { isMobile } from "../phone.ts";
import { claimOf } from "./hold.ts";
import { lockTicket } from "./load.ts";

const hour = 3_600_000;
/** Said from a phone without network, it may reach the owner so much later, ms; after that it would only mislead. */
const stillNews = 30 * 60_000;
const kinds = ownerWords.map((word) => `technician_${word}`);

/**
 * One of the ready sentences goes to the owner in the company's name: the number stays with the company. Refusals:
 * NOT_YOURS_NOW, STATE once the work is done, PHONE (no mobile number), WAIT after the fourth within an hour, OLD_NEWS
 * when it was pressed so long ago that it is true no more. How long ago that is, the phone says by its own clock; what it
 * showed then is kept with the message, beside the office's own time.
 */
export const messageOwner = command({
  name: "ticket.message",
  input: z.strictObject({
    ticketId: id,
    word: z.enum(ownerWords, { error: "REQUIRED" }),
    doneAt: instant.optional(),
  }),
  async run(work, { ticketId, word, doneAt }) {
    const { tx, actor, now } = work;
    const row = await lockTicket(tx, actor, "ticket.message", ticketId);
    if (actor.kind !== "staff" || row.technicianId !== actor.personId)
      throw new Refused(refuse("NOT_YOURS_NOW"));
    if (!isOpen(row.status) || row.status === "done")
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    if ((work.ago ?? (await thoughtAgo(work, { ticketId, doneAt }))) > stillNews)
      throw new Refused(refuse("OLD_NEWS", { params: { minutes: stillNews / 60_000 } }));
    if (row.contactPhone === null || !isMobile(row.contactPhone)) throw new Refused(refuse("PHONE"));
    const [sent] = await tx
      .select({ count: sql<number>`count(*)::int`, first: sql<Date | null>`min(${notification.createdAt})` })
      .from(notification)
      .where(
        and(
          eq(notification.address, row.contactPhone),
          inArray(notification.kind, kinds),
          eq(notification.ticketId, row.id),
          gt(notification.createdAt, new Date(now.getTime() - hour)),
        ),
      );
    if (sent !== undefined && sent.count >= mostOwnerWords) {
      const free = new Date(sent.first ?? now).getTime() + hour;
      const seconds = Math.max(1, Math.ceil((free - now.getTime()) / 1000));
      throw new Refused(refuse("WAIT", { params: { seconds } }));
    }
    const [at] = await tx.select({ hotline: site.hotline }).from(site).where(eq(site.id, row.siteId));
    await tellReporter(work, row, `technician_${word}`, {
      ...(word === "call_desk" && { hotline: at!.hotline }),
      ...(doneAt !== undefined && { pressedAt: doneAt }),
    });
    return { ticketId: row.id };
  },
});

/**
 * How long ago it was pressed by a phone that only says when, ms. A clock that is not believed says nothing of it, unless
 * that is more than any clock is behind.
 */
async function thoughtAgo(
  work: Work,
  step: { ticketId: string; doneAt: string | undefined },
): Promise<number> {
  const { doneAt = work.now.toISOString(), skew = 0 } = await claimOf(work, step);
  return skew < -mostHours * 3_600 ? -skew * 1000 : work.now.getTime() - Date.parse(doneAt);
}
