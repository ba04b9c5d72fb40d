import { and, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { notification } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { tell } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { isMobile, phone } from "../phone.ts";
import { waitSeconds } from "../session/requestCode.ts";
import { write } from "../ticket/apply.ts";
import { lockRow, type TicketRow } from "../ticket/load.ts";
import { linkPause } from "../ticket/sendLink.ts";
import { reviveLink } from "./make.ts";
import { linkDaysAfterEnd } from "./open.ts";
import { hashOf, looksLikeSecret } from "./secret.ts";

/** Reports of one number that are sent where the dead link does not say which. */
const mostAtOnce = 3;

/**
 * Whoever stands before a link that opens nothing has one sent to the phone of that report: the one that the link was
 * of, as far as it is still known, else the newest of that number. The answer is the same whether there is any and
 * whether one was sent just now: at most one a minute, five an hour and ten a day go to a number. Refusals: PHONE (not
 * a mobile), REQUIRED.
 */
export const renewLink = command({
  name: "link.renew",
  input: z.strictObject({
    /** What stands in the address, however it was cut. */
    secret: z.string().max(200).catch("").default(""),
    phone,
    locale: z.enum(["zh", "en"]).default("zh"),
  }),
  async run(work, input) {
    const { tx, now } = work;
    if (!isMobile(input.phone)) throw new Refused(refuse("PHONE", { field: "phone" }));
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${input.phone}, 9))`);
    const answer = { pause: linkPause };
    const sent = await tx
      .select({ at: notification.createdAt })
      .from(notification)
      .where(
        and(
          eq(notification.address, input.phone),
          eq(notification.kind, "link"),
          gt(notification.createdAt, new Date(now.getTime() - 86_400_000)),
        ),
      );
    const times = [...new Set(sent.map(({ at }) => at.getTime()))];
    if (waitSeconds(times, now.getTime()) > 0) return answer;
    for (const id of await meant(work, input)) await send(work, await lockRow(tx, id), input);
    return answer;
  },
});

type Asked = { secret: string; phone: string; locale: "zh" | "en" };

/** The tickets whose link goes to this number, in order of id. */
async function meant({ tx, now }: Work, { secret, phone: to }: Asked): Promise<string[]> {
  const [known] = looksLikeSecret(secret)
    ? await tx
        .select({ id: ticket.id, contactPhone: ticket.contactPhone })
        .from(trackingLink)
        .innerJoin(ticket, eq(ticket.id, trackingLink.ticketId))
        .where(eq(trackingLink.tokenHash, hashOf(secret)))
    : [];
  if (known?.contactPhone === to) return [known.id];
  const recent = new Date(now.getTime() - linkDaysAfterEnd * 86_400_000);
  // Whoever reported with it was told so there; that is what an index knows.
  const told = tx
    .select({ id: notification.ticketId })
    .from(notification)
    .where(and(eq(notification.address, to), isNotNull(notification.ticketId)));
  const rows = await tx
    .select({ id: ticket.id })
    .from(ticket)
    .where(
      and(
        inArray(ticket.id, told),
        eq(ticket.contactPhone, to),
        or(isNull(ticket.closedAt), gt(ticket.closedAt, recent)),
      ),
    )
    .orderBy(sql`${ticket.closedAt} is null desc`, desc(ticket.receivedAt))
    .limit(mostAtOnce);
  return rows.map(({ id }) => id).sort();
}

async function send(work: Work, row: TicketRow, { phone: address, locale }: Asked): Promise<void> {
  const [known] =
    row.reporterId === null
      ? []
      : await work.tx.select({ locale: person.locale }).from(person).where(eq(person.id, row.reporterId));
  const to = { personId: row.reporterId, address, locale: known?.locale ?? locale };
  await reviveLink(work, row, to);
  await tell(work, to, "link", { number: row.number }, row.id);
  await write(work, row, { kind: "fact", type: "link_sent", patch: {}, data: { asked: "page" } });
}
