import { asc, inArray, sql } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import { type Actor, sitesOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Reader } from "../ticket/load.ts";

/** The caller's sites for this operation, and whether they are all there are: then the company's default is theirs too. */
export async function reachOf(db: Reader, actor: Actor, operation: OperationName) {
  const held = sitesOf(actor, siteRoles(operation));
  const ids = held === "all" ? [] : held;
  const [sites, all] = await Promise.all([
    db
      .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, timeZone: site.timeZone })
      .from(site)
      .where(inArray(site.id, ids))
      .orderBy(asc(site.code)),
    db.select({ count: sql<number>`count(*)::int` }).from(site),
  ]);
  return { ids, sites, company: sites.length > 0 && sites.length === all[0]!.count };
}

/** What holds at one site is its manager's; what holds for the company is for whoever holds every site. NOT_FOUND. */
export async function demandReach(
  db: Reader,
  actor: Actor,
  operation: OperationName,
  siteId: string | null,
): Promise<void> {
  const { ids, company } = await reachOf(db, actor, operation);
  if (siteId === null ? company : ids.includes(siteId)) return;
  throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
}
