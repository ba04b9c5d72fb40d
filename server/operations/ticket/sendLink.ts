import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { notification } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { tell } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { isMobile } from "../phone.ts";
import { write } from "./apply.ts";
import { lockTicket } from "./load.ts";

/** Between two messages with the same link, seconds: whoever waits for one does not need the next. */
export const linkPause = 60;

/**
 * The desk sends the tracking link again to the number that a ticket was reported with; the link is the same as before.
 * `to` is that number with its middle hidden. Refusals: NO_MOBILE where there is none that takes messages, WAIT
 * (params.seconds) within a minute of the one before.
 */
export const sendLink = command({
  name: "ticket.sendLink",
  input: z.strictObject({ ticketId: id }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.sendLink", input.ticketId);
    const phone = row.contactPhone;
    if (phone === null || !isMobile(phone)) throw new Refused(refuse("NO_MOBILE"));
    const [last] = await work.tx
      .select({ at: notification.createdAt })
      .from(notification)
      .where(and(eq(notification.ticketId, row.id), eq(notification.kind, "link")))
      .orderBy(desc(notification.createdAt))
      .limit(1);
    const seconds = last ? Math.ceil((last.at.getTime() + linkPause * 1000 - work.now.getTime()) / 1000) : 0;
    if (seconds > 0) throw new Refused(refuse("WAIT", { params: { seconds } }));
    const [known] =
      row.reporterId === null
        ? []
        : await work.tx.select({ locale: person.locale }).from(person).where(eq(person.id, row.reporterId));
    await tell(
      work,
      { personId: row.reporterId, address: phone, locale: known?.locale ?? "zh" },
      "link",
      { number: row.number },
      row.id,
    );
    const moved = await write(work, row, { kind: "fact", type: "link_sent", patch: {}, data: {} });
    return { ...moved, to: phone.replace(/\d{4}(?=\d{4}$)/, "****") };
  },
});
