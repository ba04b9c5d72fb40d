import { asc } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";

/** The numbers to call in danger, site by site, for anybody: nobody has to sign in to call for help. */
export const siteHotlines = query({
  name: "site.hotlines",
  input: nothing,
  async run({ db }) {
    const sites = await db
      .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, hotline: site.hotline })
      .from(site)
      .orderBy(asc(site.code))
      .limit(20);
    return { sites: sites.filter((each) => each.hotline !== "") };
  },
});
