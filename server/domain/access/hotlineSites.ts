import { type Actor, sitesOf } from "./actor.ts";
import { siteRoles } from "./policy.ts";

/** The sites whose hotlines ring at this actor's screen. */
export function hotlineSites(actor: Actor): string[] {
  const sites = sitesOf(actor, siteRoles("hotline.calls"));
  return sites === "all" ? [] : sites;
}
