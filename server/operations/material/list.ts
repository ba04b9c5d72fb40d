import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { material } from "#db/schema/material.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { demandSite } from "../stock/stores.ts";

/** More materials than any site keeps. */
export const mostMaterials = 3_000;

/** The materials of a site by code; NOT_FOUND for a site that is not theirs. */
export const listMaterials = query({
  name: "material.list",
  input: z.strictObject({ siteId: id }),
  async run({ db, actor }, input) {
    demandSite(actor, "material.list", input.siteId);
    const rows = await db
      .select()
      .from(material)
      .where(eq(material.siteId, input.siteId))
      .orderBy(asc(material.code))
      .limit(mostMaterials);
    return { materials: rows.map(({ retiredAt, ...row }) => ({ ...row, retired: retiredAt !== null })) };
  },
});
