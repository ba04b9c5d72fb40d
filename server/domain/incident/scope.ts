import type { Skill } from "../catalogue/skill.ts";
import type { Scope as Reach } from "../duplicate/weigh.ts";
import type { PlateParts, PlateWords } from "../place/plate.ts";

export const scopeKinds = ["site", "building", "riser", "asset"] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** What an incident hits. A riser is what one unit of one building hangs on; an asset is one public place. */
export type IncidentScope = {
  siteId: string;
  scope: ScopeKind;
  buildingId: string | null;
  unit: string | null;
  placeId: string | null;
};

export type Spot = {
  siteId: string;
  placeId: string;
  buildingId: string | null;
  unit: string | null;
};

export function inScope(scope: IncidentScope, spot: Spot): boolean {
  if (scope.siteId !== spot.siteId) return false;
  switch (scope.scope) {
    case "site":
      return true;
    case "building":
      return scope.buildingId !== null && spot.buildingId === scope.buildingId;
    case "riser":
      return (
        scope.buildingId !== null &&
        spot.buildingId === scope.buildingId &&
        scope.unit !== null &&
        spot.unit === scope.unit
      );
    case "asset":
      return scope.placeId !== null && spot.placeId === scope.placeId;
  }
}

export type FaultKind = {
  code: string;
  categoryCode: string;
  skill: Skill;
  reach: Reach;
  urgency: number;
  danger: boolean;
};

/** A fault of a graver urgency than this can be one more face of a failure; a lesser one is a small defect of its own. */
export const kinUrgency = 3;

/**
 * Can a report of this fault be the same failure? The same fault is; another of the same trade only where both reach
 * beyond one home. A danger to life never is: it is looked at for itself, whatever else is known.
 */
export function faultKin(incident: FaultKind, report: FaultKind): boolean {
  if (report.danger) return false;
  if (incident.code === report.code) return true;
  if (incident.reach === "home" || report.reach === "home") return false;
  return (
    incident.categoryCode === report.categoryCode &&
    incident.skill === report.skill &&
    report.urgency <= kinUrgency
  );
}

/** Reports this long before an incident was seen to begin still tell of it, minutes. */
export const attachBefore = 120;
/** Reports this long after an announced end still belong to the announced cut, minutes. */
export const attachAfterPlan = 60;

type Times = { kind: "fault" | "planned"; status: string; startsAt: string; expectedUntil: string | null };

/** Does a report of this moment tell of an incident with these times? After the fix it does not: that is work of its own. */
export function inTime(incident: Times, receivedAt: string): boolean {
  if (incident.status !== "open") return false;
  const at = Date.parse(receivedAt);
  const before = incident.kind === "planned" ? 0 : attachBefore;
  if (at < Date.parse(incident.startsAt) - before * 60_000) return false;
  if (incident.kind === "fault" || incident.expectedUntil === null) return true;
  return at <= Date.parse(incident.expectedUntil) + attachAfterPlan * 60_000;
}

/** The whole rule by which a new report joins an incident. */
export function attaches(
  incident: IncidentScope & Times & { fault: FaultKind },
  report: { spot: Spot; fault: FaultKind; receivedAt: string },
): boolean {
  return (
    inScope(incident, report.spot) &&
    inTime(incident, report.receivedAt) &&
    faultKin(incident.fault, report.fault)
  );
}

const order: readonly ScopeKind[] = ["asset", "riser", "building", "site"];

/** Which of two scopes is the nearer one: a report joins the nearest incident that fits. */
export function nearerScope(a: ScopeKind, b: ScopeKind): number {
  return order.indexOf(a) - order.indexOf(b);
}

/** The least scope that holds all of these places, never less than the fault reaches. */
export function leastScope(spots: Spot[], reach: Reach): IncidentScope {
  const first = spots[0]!;
  const all = (same: (spot: Spot) => boolean) => spots.every(same);
  const at = { siteId: first.siteId, buildingId: null, unit: null, placeId: null };
  if (all((s) => s.placeId === first.placeId) && reach === "home")
    return { ...at, scope: "asset", placeId: first.placeId };
  if (first.buildingId === null) {
    if (all((s) => s.placeId === first.placeId)) return { ...at, scope: "asset", placeId: first.placeId };
    return { ...at, scope: "site" };
  }
  if (reach === "site" || !all((s) => s.buildingId === first.buildingId)) return { ...at, scope: "site" };
  const { buildingId, unit } = first;
  if (reach !== "building" && unit !== null && all((s) => s.unit === unit))
    return { ...at, scope: "riser", buildingId, unit };
  return { ...at, scope: "building", buildingId };
}

/** The plate of a scope, cut from the plate of a place in it. */
export function scopePlate(scope: ScopeKind, plate: PlateWords): PlateWords {
  if (scope === "asset") return plate;
  const cut = ({ site, building, unit }: PlateParts): PlateParts => ({
    ...(site === undefined ? {} : { site }),
    ...(building === undefined || scope === "site" ? {} : { building }),
    ...(unit === undefined || scope !== "riser" ? {} : { unit }),
  });
  return { zh: cut(plate.zh), en: cut(plate.en) };
}
