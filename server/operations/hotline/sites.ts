import { asc, inArray } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import { hotlineSites } from "../../domain/access/hotlineSites.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";

/** The sites whose calls the reader takes, with their clocks, for a place that is only told in words; at most fifty. */
export const sitesOfHotline = query({
  name: "hotline.sites",
  input: nothing,
  async run({ db, actor }) {
    const sites = await db
      .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, timeZone: site.timeZone })
      .from(site)
      .where(inArray(site.id, hotlineSites(actor)))
      .orderBy(asc(site.code))
      .limit(50);
    return { sites };
  },
});
