import { eq } from "drizzle-orm";
import { z } from "zod";
import { place } from "#db/schema/place.ts";
import { holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { longestDescription } from "../../domain/ticket/description.ts";
import type { Proposal } from "../../domain/triage/propose.ts";
import { id, words } from "../input.ts";
import { type Context, query } from "../operation.ts";
import { residentAt } from "../place/reach.ts";
import { placeCodeInput } from "../placeCode/open.ts";
import { proposalFor } from "./keep.ts";

/**
 * What these words are likely to be about: at most three faults, best first, each with skill, urgency, scope and why,
 * and whether it is a repair at all. NOT_FOUND for a place where the caller could not report. Open to whoever is not signed in, at a rate.
 */
export const proposeFault = query({
  name: "triage.propose",
  input: z.strictObject({
    words: words(longestDescription + 200, false),
    placeId: id.optional(),
    placeCode: placeCodeInput,
  }),
  async run({ db, actor }, input): Promise<Proposal> {
    const kind =
      input.placeId === undefined
        ? null
        : await kindOfReachable({ db, actor }, input.placeId, input.placeCode);
    return proposalFor(db, input.words, kind);
  },
});

async function kindOfReachable(
  { db, actor }: Pick<Context, "db" | "actor">,
  placeId: string,
  placeCode: string | undefined,
): Promise<string | null> {
  const [where] = await db
    .select({ id: place.id, siteId: place.siteId, kind: place.kind })
    .from(place)
    .where(eq(place.id, placeId));
  // Whoever is not signed in may read of a public place what its label says; of a home not even that it is one.
  if (actor.kind === "anonymous") return where === undefined || where.kind === "home" ? null : where.kind;
  const desk = where !== undefined && holds(actor, where.siteId, siteRoles("triage.propose"));
  if (where !== undefined && (desk || (await residentAt(db, actor, where, placeCode)).may)) return where.kind;
  throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
}
