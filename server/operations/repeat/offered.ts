import { eq } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { gramsOf } from "../../domain/duplicate/grams.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { type Offer, offersFor } from "../../domain/repeat/offer.ts";
import { longestDescription } from "../../domain/ticket/description.ts";
import { id, words } from "../input.ts";
import { query } from "../operation.ts";
import { residentAt } from "../place/reach.ts";
import { placeCodeInput } from "../placeCode/open.ts";
import { type Before, repairsBefore } from "./before.ts";

/**
 * "We repaired this on 3 November; is it back?" The repairs that a report about to be made may be a return of, at most
 * three. A resident hears of those of the own home since it is theirs, and of public places without number. NOT_FOUND
 * for a place where the caller could not report, or an unknown fault.
 */
export const offeredRepairs = query({
  name: "repeat.offered",
  input: z.strictObject({
    placeId: id,
    faultCode: z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(60, "BAD_ID"),
    words: words(longestDescription + 200, false).default(""),
    placeCode: placeCodeInput,
  }),
  async run({ db, actor, now }, input) {
    const [asked] = await db
      .select({ where: place, what: fault, timeZone: site.timeZone })
      .from(place)
      .innerJoin(site, eq(site.id, place.siteId))
      .leftJoin(fault, eq(fault.code, input.faultCode))
      .where(eq(place.id, input.placeId));
    const where = asked?.where;
    const desk = where !== undefined && holds(actor, where.siteId, siteRoles("repeat.offered"));
    if (where === undefined) throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    const { homes, may } = await residentAt(db, actor, where, input.placeCode);
    // Whoever only scanned the label of a home hears of no repair there: none was theirs.
    const own = homes.find((home) => home.placeId === where.id);
    if (!desk && !may) throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    if (!asked?.what) throw new Refused(refuse("NOT_FOUND", { field: "faultCode" }));
    if (where.kind === "elsewhere") return { timeZone: asked.timeZone, offers: [] };
    const repairs = await repairsBefore(db, { placeId: where.id, now: now.toISOString(), except: null });
    const theirs = repairs.filter(
      ({ receivedAt }) =>
        desk || where.kind !== "home" || (own?.follows && receivedAt >= own.follows.toISOString()),
    );
    const { code: faultCode, categoryCode, skill } = asked.what;
    const report = {
      placeId: where.id,
      faultCode,
      categoryCode,
      skill,
      words: gramsOf(input.words),
      at: now.toISOString(),
    };
    // Whose words these were is not theirs to hear, so they do not move what is offered.
    const deaf = !desk && where.kind !== "home";
    const silent = deaf ? theirs.map((each) => ({ ...each, words: new Set<never>() })) : theirs;
    return {
      timeZone: asked.timeZone,
      offers: offersFor(report, silent as Before[]).map((offer) => shownAs(offer, !deaf)),
    };
  },
});

/** An offered repair as it is asked about. */
export function shownAs({ repaired, until, reasons }: Offer<Before>, named: boolean) {
  const { id: ticketId, number, faultZh, faultEn, doneAt, days } = repaired;
  return { ticketId, number: named ? number : null, faultZh, faultEn, doneAt, until, days, reasons };
}
