import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import { building, place, placeKinds } from "#db/schema/place.ts";
import { placeCode } from "#db/schema/placeCode.ts";
import { site } from "#db/schema/site.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { mostLabels } from "../../domain/place/code.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { labelAddress } from "./secret.ts";

/**
 * Places of one site, by building and kind, each with its label's address if it has one that opens; at most two hundred
 * and `more`. Without a site: the caller's first. NOT_FOUND for a site that is not theirs.
 */
export const listPlaceCodes = query({
  name: "placeCode.list",
  input: z.strictObject({
    siteId: id.optional(),
    /** Null: the site's own ground, outside every building. */
    buildingId: id.nullish(),
    kind: z.enum(placeKinds, { error: "BAD_ID" }).optional(),
  }),
  async run({ db, actor }, input) {
    const allowed = sitesOf(actor, siteRoles("placeCode.list"));
    const sites = await db
      .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, hotline: site.hotline })
      .from(site)
      .where(allowed === "all" ? undefined : inArray(site.id, allowed))
      .orderBy(asc(site.code));
    const here = input.siteId === undefined ? sites[0] : sites.find((each) => each.id === input.siteId);
    if (here === undefined) throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
    const [kinds, buildings, rows] = await Promise.all([
      db
        .selectDistinct({ kind: place.kind })
        .from(place)
        .where(and(eq(place.siteId, here.id), ne(place.kind, "elsewhere"))),
      db
        .select({ id: building.id, nameZh: building.nameZh, nameEn: building.nameEn })
        .from(building)
        .where(eq(building.siteId, here.id))
        .orderBy(asc(building.code)),
      db
        .select({
          placeId: place.id,
          kind: place.kind,
          plate: place.plate,
          codeId: placeCode.id,
          since: placeCode.createdAt,
        })
        .from(place)
        .leftJoin(placeCode, and(eq(placeCode.placeId, place.id), isNull(placeCode.revokedAt)))
        .where(
          and(
            eq(place.siteId, here.id),
            input.buildingId === null ? isNull(place.buildingId) : undefined,
            input.buildingId ? eq(place.buildingId, input.buildingId) : undefined,
            ne(place.kind, "elsewhere"),
            input.kind ? eq(place.kind, input.kind) : undefined,
          ),
        )
        .orderBy(asc(place.kind), asc(place.searchKey), asc(place.id))
        .limit(mostLabels + 1),
    ]);
    return {
      sites,
      site: here,
      kinds: placeKinds.filter((kind) => kinds.some((each) => each.kind === kind)),
      buildings,
      more: rows.length > mostLabels,
      places: rows.slice(0, mostLabels).map(({ codeId, since, ...where }) => ({
        ...where,
        code: codeId === null ? null : { address: labelAddress(codeId), since: since!.toISOString() },
      })),
    };
  },
});
