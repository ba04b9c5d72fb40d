import { eq } from "drizzle-orm";
import { notification } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import { isMobile } from "../phone.ts";

/** What a message is about; its words are in server/notify/wording.ts. */
export type NoticeKind =
  | "code"
  | "registered"
  | "assigned"
  | "departed"
  | "completed"
  | "reopened"
  | "cancelled"
  | "turned_down";

/** Puts a message into the outbox, in the transaction of what it tells of. Landlines get none. */
export async function tell(
  work: Work,
  to: { personId: string | null; address: string; locale: "zh" | "en" },
  kind: NoticeKind,
  payload: Record<string, string>,
  ticketId: string | null = null,
): Promise<void> {
  if (!isMobile(to.address)) return;
  await work.tx.insert(notification).values({
    id: newId(work.now),
    ...to,
    channel: "sms",
    kind,
    ticketId,
    payload,
    createdAt: work.now,
    notBefore: work.now,
  });
}

/** Tells whoever reported a ticket, if there is a number to reach them by. */
export async function tellReporter(
  work: Work,
  ticket: { id: string; number: string; reporterId: string | null; contactPhone: string | null },
  kind: NoticeKind,
  payload: Record<string, string> = {},
): Promise<void> {
  if (ticket.contactPhone === null) return;
  const [known] =
    ticket.reporterId === null
      ? []
      : await work.tx.select({ locale: person.locale }).from(person).where(eq(person.id, ticket.reporterId));
  const to = { personId: ticket.reporterId, address: ticket.contactPhone, locale: known?.locale ?? "zh" };
  await tell(work, to, kind, { number: ticket.number, ...payload }, ticket.id);
}
