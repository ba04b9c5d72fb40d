import { asc } from "drizzle-orm";
import { site } from "#db/schema/site.ts";
import { type Actor, holds } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import type { Work } from "../operation.ts";
import { readPhone } from "../phone.ts";
import type { Reader } from "../ticket/load.ts";

/** Sites that a company's one number (E.164) is the hotline of, in the order of their codes; none for a strange number. */
export async function sitesOfLine(db: Reader, line: string): Promise<string[]> {
  const sites = await db.select({ id: site.id, hotline: site.hotline }).from(site).orderBy(asc(site.code));
  return sites.filter(({ hotline }) => readPhone(hotline) === line).map(({ id }) => id);
}

/** The numbers (E.164) at which these sites are called. */
export async function linesOf(db: Reader, siteIds: string[]): Promise<string[]> {
  const sites = await db.select({ id: site.id, hotline: site.hotline }).from(site);
  const lines = sites.filter(({ id }) => siteIds.includes(id)).map(({ hotline }) => readPhone(hotline));
  return [...new Set(lines.filter((line) => line !== null))];
}

type Rung = { siteId: string; line: string };

/** A call rings at every site that has its number: which one it is about, nobody knows before it is answered. */
export async function ringsAt(
  db: Reader,
  actor: Actor,
  operation: OperationName,
  call: Rung,
): Promise<boolean> {
  const roles = siteRoles(operation);
  if (holds(actor, call.siteId, roles)) return true;
  return (await sitesOfLine(db, call.line)).some((siteId) => holds(actor, siteId, roles));
}

/** Everybody at whose screen this call rings looks again once the work is done. */
export async function lookAgain(work: Work, call: Rung): Promise<void> {
  for (const siteId of [call.siteId, ...(await sitesOfLine(work.tx, call.line))]) work.calls.add(siteId);
}
