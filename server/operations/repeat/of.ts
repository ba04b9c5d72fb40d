import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { ticket } from "#db/schema/ticket.ts";
import { holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { offersFor } from "../../domain/repeat/offer.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { concerns, findTicket } from "../ticket/load.ts";
import { repairsBefore } from "./before.ts";
import { repairOf, standingRepeat } from "./first.ts";
import { shownAs } from "./offered.ts";
import { reportOf } from "./reportOf.ts";

/**
 * Of which repair a ticket is the return, with what was done then; for the desk also what it could be a return of, each
 * with its record, and which tickets came back from it. The people of the home hear the number, the day and what was
 * done, of their own repairs.
 */
export const repeatOf = query({
  name: "repeat.of",
  input: z.strictObject({ ticketId: id }),
  async run({ db, actor }, input) {
    const row = await findTicket(db, actor, "repeat.of", input.ticketId);
    const desk = holds(actor, row.siteId, siteRoles("repeat.of"));
    const standing = await standingRepeat(db, row.id);
    const first = standing === null ? null : await repairOf(db, standing.firstId);
    const [[decider], returns, offers] = await Promise.all([
      standing?.byId && desk
        ? db
            .select({ name: person.name, nameLatin: person.nameLatin })
            .from(person)
            .where(eq(person.id, standing.byId))
        : [],
      desk
        ? db
            .select({ ticketId: ticket.id, number: ticket.number, at: ticketRepeat.at })
            .from(ticketRepeat)
            .innerJoin(ticket, eq(ticket.id, ticketRepeat.ticketId))
            .where(and(eq(ticketRepeat.firstId, row.id), isNull(ticketRepeat.takenBackAt)))
            .orderBy(asc(ticketRepeat.at))
            .limit(20)
        : [],
      desk && standing === null ? offersOf() : [],
    ]);
    return {
      repeat:
        standing === null || first === null
          ? null
          : {
              first: await seenBy(first),
              at: standing.at.toISOString(),
              byRole: standing.byRole,
              by: decider ?? null,
            },
      offers,
      returns: returns.map((each) => ({ ...each, at: each.at.toISOString() })),
    };

    async function offersOf() {
      const report = await reportOf(db, row);
      const [where] = await db.select({ kind: place.kind }).from(place).where(eq(place.id, row.placeId));
      if (where?.kind === "elsewhere") return [];
      const before = await repairsBefore(db, { placeId: row.placeId, now: report.at, except: row.id });
      return Promise.all(
        offersFor(report, before).map(async (offer) => ({
          ...shownAs(offer, true),
          repair: await repairOf(db, offer.repaired.id),
        })),
      );
    }

    async function seenBy(repair: NonNullable<typeof first>) {
      if (actor.kind === "staff") return repair;
      const personId = actor.kind === "resident" ? actor.personId : null;
      const [earlier] = await db.select().from(ticket).where(eq(ticket.id, repair.ticketId));
      const theirs =
        earlier !== undefined &&
        (personId !== null
          ? await concerns(db, personId, earlier)
          : earlier.reporterId !== null && earlier.reporterId === row.reporterId);
      const { visits, parts, ...rest } = repair;
      if (!theirs) return { ...rest, ticketId: "", number: "", visits: [], parts: [] };
      const anonymous = visits.map((visit) => ({ ...visit, found: "", materials: "" }));
      return { ...rest, visits: anonymous, parts };
    }
  },
});
