export const staffRoles = ["operator", "dispatcher", "technician", "lead", "manager", "admin"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Who is acting, as proved by the session, with the sites where each staff role holds. */
export type Actor =
  | { kind: "anonymous" }
  | {
      kind: "resident";
      personId: string;
      sessionId: string;
      name: string;
      /** As with staff. */
      nameLatin?: string;
      locale: "zh" | "en";
    }
  | {
      kind: "staff";
      personId: string;
      sessionId: string;
      name: string;
      /** As readers of other scripts are told it; the name itself where there is none. */
      nameLatin?: string;
      locale: "zh" | "en";
      roles: Array<{ role: StaffRole; siteId: string }>;
    }
  /** Whoever holds the secret link of one ticket: no session, no name, nothing but that ticket. */
  | {
      kind: "link";
      linkId: string;
      ticketId: string;
      personId: string | null;
      locale: "zh" | "en";
      /** Only looks on: somebody else reported it. */
      onlooker?: boolean;
    }
  /** A screen on a wall that was given leave to show these sites: no person, no session, nothing but what the wall reads. */
  | { kind: "display"; displayId: string; siteIds: string[] }
  | { kind: "system"; job: string };

/** What an event keeps of its actor: never a name. */
export type ActorStamp = { kind: Actor["kind"]; id: string | null; role?: StaffRole };

export type Role = StaffRole | "resident" | "link" | "display" | "anonymous" | "system";

/** The sites where the actor holds any of the roles; `all` for the system itself. */
export function sitesOf(actor: Actor, roles: readonly StaffRole[]): string[] | "all" {
  if (actor.kind === "system") return "all";
  if (actor.kind !== "staff") return [];
  return [...new Set(actor.roles.filter((r) => roles.includes(r.role)).map((r) => r.siteId))];
}

/** Does the actor hold one of the roles at this site? */
export function holds(actor: Actor, siteId: string, roles: readonly StaffRole[]): boolean {
  const sites = sitesOf(actor, roles);
  return sites === "all" || sites.includes(siteId);
}

/** The same person in every session; the namespace of idempotency keys. */
export function actorId(actor: Actor): string {
  if (actor.kind === "anonymous") return "anonymous";
  if (actor.kind === "link") return `link:${actor.linkId}`;
  if (actor.kind === "display") return `display:${actor.displayId}`;
  return actor.kind === "system" ? `system:${actor.job}` : actor.personId;
}

export function personIdOf(actor: Actor): string | null {
  return "personId" in actor ? actor.personId : null;
}

/** Whose photos those are that are not on a ticket yet: the person's, or the link's when nobody knows who holds it. */
export function photoOwner(actor: Actor): string | null {
  return actor.kind === "link" ? actor.linkId : personIdOf(actor);
}
