import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { numberPolicy } from "#db/schema/numberPolicy.ts";
import { person } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { holds, personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, instant, nothing, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";
import { lockSite } from "./lock.ts";

/** Do technicians of this site see only part of an owner's number? */
export async function numbersMasked(db: Reader, siteId: string): Promise<boolean> {
  const [held] = await db
    .select({ masked: numberPolicy.masked })
    .from(numberPolicy)
    .where(and(eq(numberPolicy.siteId, siteId), isNull(numberPolicy.endedAt)));
  return held?.masked ?? false;
}

/** The caller's sites, each with whether technicians there see owners' numbers whole, by whose word and why. */
export const listNumberPolicies = query({
  name: "site.numbers",
  input: nothing,
  async run({ db, actor }) {
    const reach = sitesOf(actor, siteRoles("site.numbers"));
    const rows = await db
      .select({
        siteId: site.id,
        nameZh: site.nameZh,
        nameEn: site.nameEn,
        masked: numberPolicy.masked,
        reason: numberPolicy.reason,
        since: numberPolicy.since,
        by: person.name,
        byLatin: person.nameLatin,
      })
      .from(site)
      .leftJoin(numberPolicy, and(eq(numberPolicy.siteId, site.id), isNull(numberPolicy.endedAt)))
      .leftJoin(person, eq(person.id, numberPolicy.setById))
      .where(inArray(site.id, reach === "all" ? [] : reach))
      .orderBy(asc(site.code));
    const sites = rows.map((row) => ({
      ...row,
      masked: row.masked ?? false,
      since: row.since?.toISOString() ?? null,
    }));
    return { sites };
  },
});

/**
 * Says whether technicians of a site see owners' numbers whole from now on. `seen` is since when what was shown holds, null
 * where nothing was said. Refusals: NOT_FOUND, REQUIRED (reason), STALE where another has said otherwise since.
 */
export const setNumberPolicy = command({
  name: "site.setNumbers",
  input: z.strictObject({
    siteId: id,
    masked: z.boolean(),
    reason: words(300),
    seen: instant.nullable().optional(),
  }),
  async run({ tx, actor, now, touched }, { siteId, masked, reason, seen }) {
    if (!holds(actor, siteId, siteRoles("site.setNumbers")))
      throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
    await lockSite({ tx }, siteId);
    const [before] = await tx
      .update(numberPolicy)
      .set({ endedAt: now })
      .where(and(eq(numberPolicy.siteId, siteId), isNull(numberPolicy.endedAt)))
      .returning({ since: numberPolicy.since });
    if (seen !== undefined && seen !== (before?.since.toISOString() ?? null))
      throw new Refused(refuse("STALE", { field: "masked" }));
    await tx
      .insert(numberPolicy)
      .values({ id: newId(now), siteId, masked, reason, setById: personIdOf(actor)!, since: now });
    touched.add(siteId);
    return { siteId, masked };
  },
});
