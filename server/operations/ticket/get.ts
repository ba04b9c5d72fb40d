import { and, desc, eq, isNull, ne, or } from "drizzle-orm";
import { z } from "zod";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { survey, ticket } from "#db/schema/ticket.ts";
import { type Actor, holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { anyTime } from "../../domain/ticket/wish.ts";
import { visitOf } from "../appointment/visit.ts";
import { seesTicket } from "../household/relations.ts";
import { incidentOf } from "../incident/running.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { shownCode } from "../record/ownerCode.ts";
import { cameTo } from "../technician/keptAway.ts";
import { around, saidOf } from "./detail.ts";
import { followedBy, forFollower, seenByFollower } from "./followers.ts";
import { concerns, findTicket, type Reader, type TicketRow, toTicket } from "./load.ts";
import { type Entry, forLink, forResident, forTechnician, timelineOf } from "./timeline.ts";

/** One repair as its reporter follows it; a household that only follows gets a reduced one. NOT_FOUND for anybody else's. */
export const getTicket = query({
  name: "ticket.get",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor, now }, input) {
    const row = await findTicket(db, actor, "ticket.get", input.ticketId);
    const [parts, entries, rated, shared, mergedInto, visit, came] = await Promise.all([
      around(db, row),
      timelineOf(db, row.id),
      db.select({ round: survey.round }).from(survey).where(eq(survey.ticketId, row.id)),
      incidentOf(db, row),
      originalOf(db, row),
      visitOf(db, row.id),
      cameTo(db, row),
    ]);
    const resident = actor.kind === "resident" || actor.kind === "link";
    if (actor.kind === "resident" && !(await concerns(db, actor.personId, row)))
      return reduced(row, parts, entries, shared);
    if (actor.kind === "link" && actor.onlooker) return reduced(row, parts, entries, shared);
    const finished = row.status === "done" || row.status === "closed";
    const round = finished ? row.reopens : row.reopens - 1;
    return {
      ticket: toTicket(row),
      ...parts,
      place: resident ? { ...parts.place, note: "" } : parts.place,
      corrections: resident ? withoutName(parts.corrections) : parts.corrections,
      description: row.description,
      placeWords: row.placeWords,
      ...saidOf(row),
      entries: seenBy(actor, row, entries),
      mayRate: round >= 0 && row.status !== "cancelled" && !rated.some((r) => r.round === round),
      isReporter: resident && row.reporterId !== null && row.reporterId === actor.personId,
      follows: false,
      incident: shared,
      mergedInto,
      visit,
      /** Of whom the home may say that it would rather not have him again; `away`: it has said so. */
      came: resident ? came.map(({ words: _, ...who }) => ({ ...who, away: who.away !== null })) : [],
      /** What the owner may tell the technician at the door in place of a signature. */
      ownerCode: resident && row.status === "on_site" ? await shownCode(db, row, now) : null,
    };
  },
});

function seenBy(actor: Actor, row: TicketRow, entries: Entry[]): Entry[] {
  if (actor.kind === "link") return forLink(entries, actor);
  if (actor.kind === "resident") return forResident(entries);
  return holds(actor, row.siteId, siteRoles("ticket.keepAway")) ? entries : forTechnician(entries);
}

/** For the people of the home the desk is the desk; a place it took for theirs may be another's. */
function withoutName(corrections: Awaited<ReturnType<typeof around>>["corrections"]): typeof corrections {
  return corrections.map((each) => ({ ...each, by: null, plateBefore: null }));
}

/** The ticket that one was merged into, at the end of the chain: how far the work is. */
async function originalOf(db: Reader, row: TicketRow) {
  let next = row.duplicateOfId;
  for (let step = 0; next !== null && step < 50; step++) {
    const [into] = await db.select().from(ticket).where(eq(ticket.id, next));
    if (into === undefined) return null;
    if (into.duplicateOfId === null) return { number: into.number, status: into.status };
    next = into.duplicateOfId;
  }
  return null;
}

/** State, times and where it is, for a household that follows somebody else's ticket. */
function reduced(
  row: TicketRow,
  parts: Awaited<ReturnType<typeof around>>,
  entries: Entry[],
  shared: Awaited<ReturnType<typeof incidentOf>>,
) {
  return {
    ticket: seenByFollower(row, parts.place.kind === "home"),
    ...parts,
    place: { id: "", kind: parts.place.kind, floor: null, note: "" },
    technician: null,
    photos: [],
    records: [],
    corrections: [],
    description: "",
    placeWords: "",
    began: null,
    beganAt: null,
    wish: anyTime,
    entries: forFollower(entries),
    mayRate: false,
    isReporter: false,
    follows: true,
    // How the reporter answered is not theirs.
    incident: shared === null ? null : { ...shared, own: null },
    mergedInto: null,
    visit: null,
    came: [],
    ownerCode: null,
  };
}

/** The caller's own reports, those of others at the caller's homes, and what the household follows, newest first. */
export const myTickets = query({
  name: "ticket.mine",
  input: z.strictObject({ limit: z.int().min(1).max(50).default(20) }),
  async run({ db, actor }, input) {
    if (actor.kind !== "resident") return [];
    const [reported, shared, followed] = await Promise.all([
      db
        .select()
        .from(ticket)
        .where(eq(ticket.reporterId, actor.personId))
        .orderBy(desc(ticket.receivedAt))
        .limit(input.limit),
      ofTheirHomes(db, actor.personId, input.limit),
      followedBy(db, actor.personId, input.limit),
    ]);
    const own = reported.map((row) => ({ ...toTicket(row), follows: false, by: null }));
    const home = shared.map(({ row, ...by }) => ({ ...toTicket(row), follows: false, by }));
    const known = new Set([...own, ...home].map((each) => each.id));
    const others = followed.filter((each) => !known.has(each.id));
    const all = [...own, ...home, ...others.map((seen) => ({ ...seen, follows: true, by: null }))];
    return all.sort((a, b) => b.receivedAt.localeCompare(a.receivedAt)).slice(0, input.limit);
  },
});

/** What others reported at this person's homes, since these are theirs; `name` of whoever it was, if somebody known. */
function ofTheirHomes(db: Reader, personId: string, limit: number) {
  return db
    .selectDistinctOn([ticket.receivedAt, ticket.id], {
      row: ticket,
      name: person.name,
      nameLatin: person.nameLatin,
    })
    .from(ticket)
    .innerJoin(household, seesTicket)
    .leftJoin(person, eq(person.id, ticket.reporterId))
    .where(
      and(eq(household.personId, personId), or(isNull(ticket.reporterId), ne(ticket.reporterId, personId))),
    )
    .orderBy(desc(ticket.receivedAt), desc(ticket.id))
    .limit(limit);
}
