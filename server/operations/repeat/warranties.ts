import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { faultCategory } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { warrantyWindow } from "#db/schema/repeat.ts";
import { site } from "#db/schema/site.ts";
import { personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { mostDays, shippedWarranty } from "../../domain/repeat/warranty.ts";
import { id, instant, nothing, words } from "../input.ts";
import { command, query } from "../operation.ts";
import { lockSite } from "../site/lock.ts";
import { demandSite } from "../stock/stores.ts";

/** For how long each category is answered for at each of the caller's sites, and where the figure is from. */
export const listWarranties = query({
  name: "repeat.warranties",
  input: nothing,
  async run({ db, actor }) {
    const reach = sitesOf(actor, siteRoles("repeat.warranties"));
    const ids = reach === "all" ? [] : reach;
    const [sites, categories, own] = await Promise.all([
      db
        .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn })
        .from(site)
        .where(inArray(site.id, ids))
        .orderBy(asc(site.code)),
      db
        .select({ code: faultCategory.code, nameZh: faultCategory.nameZh, nameEn: faultCategory.nameEn })
        .from(faultCategory)
        .orderBy(asc(faultCategory.position)),
      db
        .select({ window: warrantyWindow, by: person.name, byLatin: person.nameLatin })
        .from(warrantyWindow)
        .innerJoin(person, eq(person.id, warrantyWindow.setById))
        .where(inArray(warrantyWindow.siteId, ids)),
    ]);
    return {
      sites: sites.map((at) => ({
        ...at,
        warranties: categories.map((category) => {
          const set = own.find(
            ({ window }) => window.siteId === at.id && window.categoryCode === category.code,
          );
          const shipped = shippedWarranty(category.code);
          const days = set?.window.days ?? shipped.days;
          const source = set ? { zh: set.window.source, en: set.window.source } : shipped.source;
          return {
            ...category,
            days,
            source,
            set: set ? { by: set.by, byLatin: set.byLatin, at: set.window.setAt.toISOString() } : null,
          };
        }),
      })),
    };
  },
});

/**
 * A site answers for repairs of a category for so many days, because of this. `seen` is when what was shown was set, null for
 * what ships. Refusals: NOT_FOUND (categoryCode), STALE where another has set it since.
 */
export const setWarranty = command({
  name: "repeat.setWarranty",
  input: z.strictObject({
    siteId: id,
    categoryCode: z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(60, "BAD_ID"),
    days: z.int({ error: "REQUIRED" }).min(0, "REQUIRED").max(mostDays, "REQUIRED"),
    source: words(200),
    seen: instant.nullable().optional(),
  }),
  async run({ tx, actor, now }, { seen, ...input }) {
    demandSite(actor, "repeat.setWarranty", input.siteId);
    const [known] = await tx.select().from(faultCategory).where(eq(faultCategory.code, input.categoryCode));
    if (known === undefined) throw new Refused(refuse("NOT_FOUND", { field: "categoryCode" }));
    const { siteId, categoryCode } = input;
    await lockSite({ tx }, siteId);
    const one = and(eq(warrantyWindow.siteId, siteId), eq(warrantyWindow.categoryCode, categoryCode));
    const [held] = await tx.select({ setAt: warrantyWindow.setAt }).from(warrantyWindow).where(one);
    if (seen !== undefined && seen !== (held?.setAt.toISOString() ?? null))
      throw new Refused(refuse("STALE", { field: "days" }));
    const said = { days: input.days, source: input.source, setById: personIdOf(actor)!, setAt: now };
    await tx
      .insert(warrantyWindow)
      .values({ siteId, categoryCode, ...said })
      .onConflictDoUpdate({ target: [warrantyWindow.siteId, warrantyWindow.categoryCode], set: said });
    return input;
  },
});
