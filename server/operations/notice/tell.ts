import { eq } from "drizzle-orm";
import { notification } from "#db/schema/event.ts";
import { ticketFollower } from "#db/schema/follower.ts";
import { person } from "#db/schema/person.ts";
import { linkFor } from "../link/make.ts";
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
  | "turned_down"
  | "following"
  | "followed_done"
  | "followed_back"
  | "followed_ended"
  | "escalated"
  | "registered_known"
  | "joined"
  | "merged"
  | "unmerged"
  | "incident_update"
  | "incident_fixed"
  | "incident_announced"
  | "incident_cancelled";

/** Messages to whoever follows somebody else's ticket carry no link: the page behind it is the reporter's. */
const linked: readonly NoticeKind[] = [
  "registered",
  "assigned",
  "departed",
  "completed",
  "reopened",
  "cancelled",
  "turned_down",
  "registered_known",
  "joined",
  "merged",
  "unmerged",
  "incident_update",
  "incident_fixed",
  "incident_cancelled",
];

/** Puts a message into the outbox, in the transaction of what it tells of. Landlines get none. */
export async function tell(
  work: Work,
  to: { personId: string | null; address: string; locale: "zh" | "en" },
  kind: NoticeKind,
  payload: Record<string, string>,
  ticketId: string | null = null,
): Promise<void> {
  if (!isMobile(to.address)) return;
  if (ticketId !== null && linked.includes(kind))
    payload = { ...payload, link: await linkFor(work, ticketId, to) };
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

type News = Extract<NoticeKind, `followed_${string}`>;

/** Tells everybody whose household follows a ticket; the ticket's own words are not theirs. */
export async function tellFollowers(
  work: Work,
  ticket: { id: string; number: string; households: number },
  kind: News,
): Promise<void> {
  if (ticket.households <= 1) return;
  const followers = await work.tx
    .select({ personId: person.id, address: person.phone, locale: person.locale })
    .from(ticketFollower)
    .innerJoin(person, eq(person.id, ticketFollower.personId))
    .where(eq(ticketFollower.ticketId, ticket.id));
  for (const { address, ...who } of followers) {
    if (address !== null) await tell(work, { ...who, address }, kind, { number: ticket.number }, ticket.id);
  }
}
