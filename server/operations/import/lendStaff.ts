import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { installation } from "#db/schema/auth.ts";
import { id } from "../input.ts";
import { command } from "../operation.ts";

/**
 * In a demo, everybody's roles hold at these sites too, so that what is imported has a desk that watches it and
 * technicians to send. Elsewhere nothing happens: there, people are given their roles by a person. Answers with how
 * many roles were added.
 */
export const lendStaff = command({
  name: "import.lendStaff",
  input: z.strictObject({ siteIds: z.array(id).max(1000) }),
  async run({ tx }, input) {
    const [demo] = await tx.select().from(installation).where(eq(installation.key, "demo"));
    if (demo === undefined || input.siteIds.length === 0) return { roles: 0 };
    const sites = sql.join(
      input.siteIds.map((siteId) => sql`${siteId}::uuid`),
      sql`, `,
    );
    const added = await tx.execute(sql`
      insert into staff_role (person_id, site_id, role)
      select distinct held.person_id, site.id, held.role
      from staff_role held cross join site
      where site.id in (${sites}) and held.site_id not in (${sites})
      on conflict do nothing
      returning person_id`);
    return { roles: added.length };
  },
});
