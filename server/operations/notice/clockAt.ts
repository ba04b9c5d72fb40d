import { eq } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import type { Tx } from "../operation.ts";

/** The time of day at a site, `14:05`, for a message to whoever is there. */
export async function clockAt(tx: Tx, siteId: string, at: Date): Promise<string> {
  const [here] = await tx.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, siteId));
  const words = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("en-GB", { ...words, timeZone: here?.timeZone ?? "Asia/Shanghai" }).format(
    at,
  );
}
