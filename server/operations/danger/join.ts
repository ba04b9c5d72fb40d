import { and, count, desc, eq, gt, inArray, notInArray, or } from "drizzle-orm";
import { dangerReport } from "#db/schema/dangerReport.ts";
import { fault } from "#db/schema/fault.ts";
import { ticketFollower } from "#db/schema/follower.ts";
import { person } from "#db/schema/person.ts";
import type { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import type { DangerKind } from "../../domain/catalogue/danger.ts";
import { countTicket } from "../incident/households.ts";
import { runningOf } from "../incident/load.ts";
import { onlookerLink, onlookerMark } from "../link/onlooker.ts";
import type { Work } from "../operation.ts";
import { isMobile } from "../phone.ts";
import { write } from "../ticket/apply.ts";
import { homesOf } from "../ticket/followers.ts";

/** For how long the same danger at the same place is the same, ms. */
export const sameFor = 10 * 60_000;
/** From one address within that time: from here on the desk is told. */
const many = 5;
/** From here on no more tickets are opened for that address at a site; its reports join the last one. */
const flood = 30;

type Told = {
  danger: DangerKind;
  place: typeof place.$inferSelect;
  wordsKey: string;
  peerKey: string;
};
type Said = {
  words: string;
  placeWords: string;
  /** The number that was left, as it was typed and as it was read. */
  phone: string;
  contactPhone: string | null;
  locale: "zh" | "en";
};

/**
 * Adds a report to the ticket of the same danger at the same place, if there is one that is still being worked on. What
 * was said is added; the household or caller is counted unless it is the reporter again. `own`: it is.
 */
export async function joinDanger(
  work: Work,
  told: Told,
  said: Said,
): Promise<{ ticketId: string; number: string; own: boolean } | null> {
  const ticketId = (await same(work, told)) ?? (await flooded(work, told));
  if (ticketId === null) return null;
  const under = await runningOf(work, ticketId);
  const [row] = await work.tx.select().from(ticket).where(eq(ticket.id, ticketId)).for("update");
  const personId = personIdOf(work.actor);
  if (row === undefined) return null;
  const own = personId !== null && row.reporterId === personId;
  const again = own || (said.contactPhone !== null && said.contactPhone === row.contactPhone);
  const counts =
    !again &&
    !(await knows(work, row.id, said.contactPhone)) &&
    (await isNew(work, row.id, row.siteId, personId));
  const households = row.households + (counts ? 1 : 0);
  const data = await markOf(work, told.danger, told.peerKey);
  const others = said.contactPhone !== null && said.contactPhone !== row.contactPhone;
  if (counts && under !== null && under.id === row.incidentId) await countTicket(work, under, row);
  await write(
    work,
    row,
    {
      kind: "fact",
      type: "followed",
      patch: { households },
      data,
    },
    {
      words: [said.placeWords, said.words, others ? said.phone : ""].filter((each) => each !== "").join("\n"),
    },
  );
  if (!again && !("sameAddress" in data)) await lookOn(work, row, said);
  return { ticketId: row.id, number: row.number, own };
}

/** Whoever has no home there hears when it is over; of a home that follows, its people do. */
async function lookOn(work: Work, row: typeof ticket.$inferSelect, said: Said): Promise<void> {
  const { tx, actor } = work;
  const { contactPhone: phone, locale } = said;
  if (actor.kind !== "resident") {
    if (actor.kind !== "staff" && phone !== null && isMobile(phone))
      await onlookerLink(work, row, { personId: null, phone, locale });
    return;
  }
  if ((await homesOf(tx, actor.personId)).some(({ siteId }) => siteId === row.siteId)) return;
  const [who] = await tx.select({ phone: person.phone }).from(person).where(eq(person.id, actor.personId));
  await onlookerLink(work, row, { personId: actor.personId, phone: who?.phone ?? null, locale });
}

/** What the event keeps: the danger, and how many came from one address where that is many. */
export async function markOf(work: Work, danger: DangerKind, peerKey: string) {
  const before = await fromAddress(work, peerKey);
  return { danger, ...(before >= many && { sameAddress: before + 1 }) };
}

/** How many came from this address within ten minutes, before this one. */
async function fromAddress(work: Work, peerKey: string): Promise<number> {
  if (peerKey === "") return 0;
  const [sent] = await work.tx
    .select({ before: count() })
    .from(dangerReport)
    .where(and(eq(dangerReport.peerKey, peerKey), gt(dangerReport.at, since(work))));
  return sent?.before ?? 0;
}

const since = (work: Work) => new Date(work.now.getTime() - sameFor);
const working = notInArray(ticket.status, ["done", "closed", "cancelled", "declined", "duplicate"]);

/** The newest such ticket, however it was reported. Words are the same place only where they are the same words. */
async function same({ tx, ...work }: Work, told: Told): Promise<string | null> {
  const inWords = told.place.kind === "elsewhere";
  if (inWords && told.wordsKey === "") return null;
  const recent = since({ tx, ...work });
  const here = tx
    .select({ id: dangerReport.ticketId })
    .from(dangerReport)
    .where(
      and(
        eq(dangerReport.placeId, told.place.id),
        eq(dangerReport.danger, told.danger),
        gt(dangerReport.at, recent),
        inWords ? eq(dangerReport.wordsKey, told.wordsKey) : undefined,
      ),
    );
  const reported = and(eq(ticket.placeId, told.place.id), gt(ticket.receivedAt, recent));
  const [found] = await tx
    .select({ id: ticket.id })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .where(
      and(
        eq(ticket.siteId, told.place.siteId),
        working,
        eq(fault.danger, told.danger),
        inWords ? inArray(ticket.id, here) : or(reported, inArray(ticket.id, here)),
      ),
    )
    .orderBy(desc(ticket.receivedAt))
    .limit(1);
  return found?.id ?? null;
}

async function flooded(work: Work, told: Told): Promise<string | null> {
  if ((await fromAddress(work, told.peerKey)) < flood) return null;
  const [last] = await work.tx
    .select({ id: ticket.id })
    .from(dangerReport)
    .innerJoin(ticket, eq(ticket.id, dangerReport.ticketId))
    .where(
      and(
        eq(dangerReport.peerKey, told.peerKey),
        eq(dangerReport.siteId, told.place.siteId),
        eq(dangerReport.danger, told.danger),
        gt(dangerReport.at, since(work)),
        working,
      ),
    )
    .orderBy(desc(dangerReport.at))
    .limit(1);
  return last?.id ?? null;
}

/** Has this number told of it before? */
async function knows(work: Work, ticketId: string, phone: string | null): Promise<boolean> {
  if (phone === null) return false;
  const theirs = and(
    eq(trackingLink.ticketId, ticketId),
    eq(trackingLink.address, `${onlookerMark}${phone}`),
  );
  return (await work.tx.select({ id: trackingLink.id }).from(trackingLink).where(theirs)).length > 0;
}

/** A known household is counted once, and follows; of somebody unknown every report counts. */
async function isNew(
  work: Work,
  ticketId: string,
  siteId: string,
  personId: string | null,
): Promise<boolean> {
  if (personId === null || work.actor.kind !== "resident") return work.actor.kind !== "staff";
  const home = (await homesOf(work.tx, personId)).find((each) => each.siteId === siteId);
  if (home === undefined) return true;
  const added = await work.tx
    .insert(ticketFollower)
    .values({ ticketId, placeId: home.placeId, personId, since: work.now })
    .onConflictDoNothing()
    .returning({ placeId: ticketFollower.placeId });
  return added.length > 0;
}
