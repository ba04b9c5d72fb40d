import { eq } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { ticketFollower } from "#db/schema/follower.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isOpen, type Status } from "../../domain/ticket/status.ts";
import { keepCall, namedCall } from "../hotline/record.ts";
import { countTicket } from "../incident/households.ts";
import { runningOf } from "../incident/load.ts";
import { id } from "../input.ts";
import { onlookerLink } from "../link/onlooker.ts";
import { trackingPath } from "../link/secret.ts";
import { tell } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { write } from "./apply.ts";
import { type Home, homesOf } from "./followers.ts";
import type { TicketRow } from "./load.ts";
import { mayHearOf } from "./similar.ts";

/**
 * "Yes, mine too": the resident's household, or a caller's by the desk's hand, follows somebody else's ticket instead of reporting it again. Counted once
 * per home; the home's own ticket, or one it follows already, stays as it is. Refusals: NOT_FOUND for a ticket that
 * the household could not have been shown, or a home that is not theirs; STATE once the work is done or has ended.
 */
export const followTicket = command({
  name: "ticket.follow",
  input: z.strictObject({
    ticketId: id,
    /** For which of several homes. */
    homeId: id.optional(),
    /** The desk, for a caller: whose household. */
    personId: id.optional(),
    callId: id.optional(),
  }),
  async run(work, input): Promise<Followed> {
    const { tx, actor, now } = work;
    const under = await runningOf(work, input.ticketId);
    const [found] = await tx
      .select({ row: ticket, place, fault })
      .from(ticket)
      .innerJoin(place, eq(place.id, ticket.placeId))
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .where(eq(ticket.id, input.ticketId))
      .for("update", { of: ticket });
    const forCaller = found !== undefined && holds(actor, found.row.siteId, siteRoles("ticket.follow"));
    const personId = forCaller ? (input.personId ?? null) : actor.kind === "resident" ? actor.personId : null;
    if (found === undefined || personId === null || (input.personId ?? personId) !== personId)
      throw new Refused(refuse("NOT_FOUND"));
    const { row, place: spot } = found;
    const call = await namedCall(work, input.callId);
    const homes = (await homesOf(tx, personId)).filter((home) => home.siteId === row.siteId);
    const at = { siteId: row.siteId, placeId: row.placeId, buildingId: spot.buildingId, unit: spot.unit };
    // The desk hears of everything at its site, and judges with the caller whether it is the same.
    if (!forCaller && !mayHearOf({ ...at, kind: spot.kind, scope: found.fault.scope }, homes))
      throw new Refused(refuse("NOT_FOUND"));
    const asItIs = { ticketId: row.id, version: row.version, status: row.status, households: row.households };
    if (!forCaller && homes.length === 0 && input.homeId === undefined) {
      if (row.reporterId === personId) return asItIs;
      demandWork(row);
      return { ...asItIs, ...(await onlook(work, row, personId)) };
    }
    const home =
      input.homeId === undefined ? closest(homes, at) : homes.find(({ placeId }) => placeId === input.homeId);
    if (home === undefined) throw new Refused(refuse("NOT_FOUND", { field: "homeId" }));
    if (row.reporterId === personId || homes.some(({ placeId }) => placeId === row.placeId)) return asItIs;
    demandWork(row);
    const added = await tx
      .insert(ticketFollower)
      .values({ ticketId: row.id, placeId: home.placeId, personId, since: now })
      .onConflictDoNothing()
      .returning({ placeId: ticketFollower.placeId });
    await keepCall(work, call, row.id, "followed", personId);
    if (added.length === 0) return asItIs;
    if (under !== null && under.id === row.incidentId) await countTicket(work, under, row);
    const households = row.households + 1;
    const moved = await write(work, row, {
      kind: "fact",
      type: "followed",
      patch: { households },
      data: { placeId: home.placeId, ...(call !== null && { callId: call.id }) },
    });
    await tellOf(work, personId, row);
    return { ...moved, households };
  },
  told: ({ link, ...kept }: Followed): Followed =>
    link === undefined ? kept : { ...kept, link: trackingPath(link) },
});

type Followed = {
  ticketId: string;
  version: number;
  status: Status;
  households: number;
  /** For whoever has no home at the site: the page that shows how far it is. */
  link?: string;
};

function demandWork(row: TicketRow): void {
  if (!isOpen(row.status) || row.status === "done")
    throw new Refused(refuse("STATE", { params: { status: row.status } }));
}

/**
 * Somebody without a home at the site says that it is the same: no household is counted, the desk hears that one more
 * has said so, and they get a link of their own that shows what a household that follows would see.
 */
async function onlook(
  work: Work,
  row: TicketRow,
  personId: string,
): Promise<Pick<Followed, "version" | "link">> {
  const [who] = await work.tx
    .select({ phone: person.phone, locale: person.locale })
    .from(person)
    .where(eq(person.id, personId));
  const { phone = null, locale = "zh" } = who ?? {};
  const { linkId, isNew } = await onlookerLink(work, row, { personId, phone, locale });
  if (!isNew) return { version: row.version, link: linkId };
  const { version } = await write(work, row, { kind: "fact", type: "followed", patch: {}, data: {} });
  return { version, link: linkId };
}

/** The home that the failure is nearest to; the longest held of several. */
function closest(homes: Home[], at: { buildingId: string | null; unit: string | null }): Home | undefined {
  const inBuilding = homes.filter((home) => at.buildingId !== null && home.buildingId === at.buildingId);
  return inBuilding.find((home) => home.unit === at.unit) ?? inBuilding[0] ?? homes[0];
}

async function tellOf(work: Work, personId: string, row: { id: string; number: string }): Promise<void> {
  const [who] = await work.tx
    .select({ phone: person.phone, locale: person.locale })
    .from(person)
    .where(eq(person.id, personId));
  if (!who?.phone) return;
  const to = { personId, address: who.phone, locale: who.locale };
  await tell(work, to, "following", { number: row.number }, row.id);
}
