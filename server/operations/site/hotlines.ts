import { asc } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";

/** More sites than a company has. */
const mostSites = 500;

/**
 * Every site with the number to call in danger, for anybody: nobody has to sign in to call for help. The number is empty
 * where a site has none yet; a danger there can still be told to its desk.
 */
export const siteHotlines = query({
  name: "site.hotlines",
  input: nothing,
  async run({ db }) {
    const sites = await db
      .select({
        id: site.id,
        nameZh: site.nameZh,
        nameEn: site.nameEn,
        hotline: site.hotline,
        timeZone: site.timeZone,
      })
      .from(site)
      .orderBy(asc(site.code))
      .limit(mostSites);
    return { sites };
  },
});
