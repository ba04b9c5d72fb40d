import { eq } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import type { Work } from "../operation.ts";

/** Alone with a site's settings until the transaction ends, so that of two changes the second meets what the first has set. */
export async function lockSite({ tx }: Pick<Work, "tx">, siteId: string): Promise<void> {
  await tx.select({ id: site.id }).from(site).where(eq(site.id, siteId)).for("no key update");
}
