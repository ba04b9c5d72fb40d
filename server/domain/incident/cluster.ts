import type { FaultKind, IncidentScope, Spot } from "./scope.ts";
import { faultKin, inScope, leastScope } from "./scope.ts";

/** A ticket that waits for a dispatcher and belongs to no incident yet. */
export type Loose = {
  ticketId: string;
  receivedAt: string;
  spot: Spot;
  fault: FaultKind;
  /** Homes behind it: the reporter's and those that follow. */
  households: number;
  /** Whose it is: two reports of one household are not two households. */
  householdKey: string;
};

export type Cluster = {
  ticketIds: string[];
  faultCode: string;
  scope: IncidentScope;
  households: number;
  /** Minutes between the first and the last report. */
  minutes: number;
};

/** Homes that make a cluster. */
export const clusterHouseholds = 3;
/** Reports this far apart at most, minutes, from one to the next. */
export const clusterGap = 60;

/**
 * Reports that look like one failure: kindred faults whose reach connects their places, each at most `clusterGap`
 * after the one before, of at least `clusterHouseholds` homes. Every ticket is in one cluster at most; the order in
 * which they are given does not matter.
 */
export function clusters(loose: Loose[]): Cluster[] {
  const waiting = loose
    .map((ticket) => ({
      ...ticket,
      at: Date.parse(ticket.receivedAt),
      reach: leastScope([ticket.spot], ticket.fault.reach),
    }))
    .sort((a, b) => a.at - b.at || a.ticketId.localeCompare(b.ticketId));
  // Kin share site and category, so each is weighed against few, however many wait.
  const near = Map.groupBy(waiting, ({ spot, fault }) => `${spot.siteId} ${fault.categoryCode}`);
  const found: Cluster[] = [];
  const taken = new Set<string>();
  for (const seed of waiting) {
    if (taken.has(seed.ticketId) || seed.fault.danger) continue;
    const members = grow(seed, near.get(`${seed.spot.siteId} ${seed.fault.categoryCode}`)!, taken);
    const households = countHouseholds(members);
    if (members.length < 2 || households < clusterHouseholds) continue;
    for (const member of members) taken.add(member.ticketId);
    const worst = commonest(members);
    found.push({
      ticketIds: members.map((member) => member.ticketId),
      faultCode: worst.code,
      scope: leastScope(
        members.map((member) => member.spot),
        worst.reach,
      ),
      households,
      minutes: Math.round(
        (Date.parse(members.at(-1)!.receivedAt) - Date.parse(members[0]!.receivedAt)) / 60_000,
      ),
    });
  }
  return found;
}

/** Distinct homes of reports, and of those that follow them. */
export function countHouseholds(members: Array<Pick<Loose, "householdKey" | "households">>): number {
  const keys = new Set(members.map((member) => member.householdKey));
  return keys.size + members.reduce((sum, member) => sum + member.households - 1, 0);
}

type Placed = Loose & { at: number; reach: IncidentScope };

/** `others` in order of time. */
function grow(seed: Placed, others: Placed[], taken: ReadonlySet<string>): Placed[] {
  const members = [seed];
  let last = seed.at;
  for (const other of others) {
    if (other.at < seed.at || other === seed) continue;
    if (other.at - last > clusterGap * 60_000) break;
    if (taken.has(other.ticketId) || !faultKin(seed.fault, other.fault)) continue;
    if (!inScope(seed.reach, other.spot) && !inScope(other.reach, seed.spot)) continue;
    members.push(other);
    last = other.at;
  }
  return members;
}

/** The fault that most of them name; the gravest of as many. */
export function commonest(members: Array<{ fault: FaultKind }>): FaultKind {
  const counted = new Map<string, { fault: FaultKind; times: number }>();
  for (const { fault } of members) {
    const known = counted.get(fault.code) ?? { fault, times: 0 };
    counted.set(fault.code, { fault, times: known.times + 1 });
  }
  return [...counted.values()].sort(
    (a, b) =>
      b.times - a.times || a.fault.urgency - b.fault.urgency || a.fault.code.localeCompare(b.fault.code),
  )[0]!.fault;
}
