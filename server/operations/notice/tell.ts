import { and, eq, exists } from "drizzle-orm";
import { notification } from "#db/schema/event.ts";
import { ticketFollower } from "#db/schema/follower.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import type { OwnerWord } from "../../domain/ticket/ownerWord.ts";
import { holdsNow } from "../household/relations.ts";
import { linkFor } from "../link/make.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import { isMobile } from "../phone.ts";
import { tellHomeOf } from "./tellHome.ts";
import { tellOnlookers } from "./tellOnlookers.ts";

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
  | "onlooking"
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
  | "incident_cancelled"
  | HomeNotice
  | "home_invited"
  | "home_accepted"
  | "home_declined"
  | "home_ended"
  | "link"
  | "quoted"
  | "quote_accepted"
  | "quote_refused"
  | "parts_ready"
  | "parts_lost"
  | "parts_moved"
  | "parts_left"
  | "stock_low"
  | "follow_up"
  | `technician_${OwnerWord}`
  | "lead_rules"
  | "job_new"
  | "job_gone"
  | "job_offered"
  | "job_changed"
  | "job_visit_set"
  | "job_visit_moved"
  | "job_visit_off"
  | "job_visit_day"
  | "job_visit_soon"
  | "visit_offered"
  | "visit_agreed"
  | "visit_changed"
  | "visit_cancelled"
  | "visit_day"
  | "visit_hour"
  | "no_access"
  | "no_access_desk";

/** What the others of a home hear about a report that one of them made. */
export type HomeNotice =
  | "home_registered"
  | "home_departed"
  | "home_completed"
  | "home_reopened"
  | "home_cancelled";

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
  "quoted",
  "visit_offered",
  "visit_agreed",
  "visit_changed",
  "visit_cancelled",
  "visit_day",
  "visit_hour",
  "no_access",
  "no_access_desk",
  "link",
  "follow_up",
];

/** Puts a message into the outbox, in the transaction of what it tells of, to go at `at`. Landlines get none. */
export async function tell(
  work: Work,
  to: { personId: string | null; address: string; locale: "zh" | "en" },
  kind: NoticeKind,
  payload: Record<string, string>,
  ticketId: string | null = null,
  at: Date = work.now,
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
    notBefore: at,
  });
}

/**
 * Rings the browsers somebody is signed in with, not before `at`; where there are none the same words go to the
 * address, if there is one. Asks nothing about duty: `tellStaff` does.
 */
export async function tellByPush(
  work: Work,
  to: { personId: string; address: string; locale: "zh" | "en" },
  kind: NoticeKind,
  payload: Record<string, string>,
  ticketId: string,
  at: Date = work.now,
): Promise<void> {
  await work.tx.insert(notification).values({
    id: newId(work.now),
    ...to,
    channel: "push",
    kind,
    ticketId,
    payload,
    createdAt: work.now,
    notBefore: at,
  });
}

/** Tells whoever reported a ticket, if there is a number to reach them by. */
export async function tellReporter(
  work: Work,
  ticket: { id: string; number: string; reporterId: string | null; contactPhone: string | null },
  kind: NoticeKind,
  payload: Record<string, string> = {},
): Promise<void> {
  await tellHomeOf(work, ticket.id, kind);
  if (ticket.contactPhone === null) return;
  const [known] =
    ticket.reporterId === null
      ? []
      : await work.tx.select({ locale: person.locale }).from(person).where(eq(person.id, ticket.reporterId));
  const to = { personId: ticket.reporterId, address: ticket.contactPhone, locale: known?.locale ?? "zh" };
  await tell(work, to, kind, { number: ticket.number, ...payload }, ticket.id);
}

export type News = Extract<NoticeKind, `followed_${string}`>;

/**
 * Tells everybody whose household follows a ticket and who still belongs to it, and whoever said that it is the same
 * without a home there; the ticket's own words are not theirs.
 */
export async function tellFollowers(
  work: Work,
  ticket: { id: string; number: string; households: number },
  kind: News,
): Promise<void> {
  const told = ticket.households <= 1 ? [] : await tellHouseholds(work, ticket, kind);
  await tellOnlookers(work, ticket, kind, told);
}

async function tellHouseholds(
  work: Work,
  ticket: { id: string; number: string },
  kind: News,
): Promise<string[]> {
  const followers = await work.tx
    .select({ personId: person.id, address: person.phone, locale: person.locale })
    .from(ticketFollower)
    .innerJoin(person, eq(person.id, ticketFollower.personId))
    .where(
      and(
        eq(ticketFollower.ticketId, ticket.id),
        exists(
          work.tx
            .select({ id: household.id })
            .from(household)
            .where(
              and(
                eq(household.placeId, ticketFollower.placeId),
                eq(household.personId, ticketFollower.personId),
                holdsNow,
              ),
            ),
        ),
      ),
    );
  for (const { address, ...who } of followers) {
    if (address !== null) await tell(work, { ...who, address }, kind, { number: ticket.number }, ticket.id);
  }
  return followers.flatMap(({ address }) => address ?? []);
}
