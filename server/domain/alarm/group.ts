import { type AlarmKind, alarmRank } from "./kind.ts";

/** An alarm and where it is; `buildingId` is null outside of buildings, `category` is the kin of the fault. */
export type Placed = {
  id: string;
  ticketId: string;
  kind: AlarmKind;
  raisedAt: string;
  buildingId: string | null;
  placeId: string;
  atHome: boolean;
  faultCode: string;
  category: string;
};
/** What is one matter: the gravest of it, and the others in their order. */
export type Group<A> = { head: A; others: A[] };

/** Reports of one failure come within so long of each other, ms. */
const together = 30 * 60_000;

/**
 * One line per matter, of alarms that are ranked: all of one ticket; those of one building and kin of fault that began
 * within half an hour; in a flood all of one building. Dangers are one only where it is the same fault at homes of one
 * building, or at the very same spot: two lifts with somebody in each are two.
 */
export function grouped<A extends Placed>(ranked: readonly A[], flood: boolean): Group<A>[] {
  const groups: Group<A>[] = [];
  for (const alarm of ranked) {
    const group = groups.find(({ head, others }) =>
      [head, ...others].some((each) => each.ticketId === alarm.ticketId) ? true : isSame(head, alarm, flood),
    );
    if (group) group.others.push(alarm);
    else groups.push({ head: alarm, others: [] });
  }
  return groups;
}

function isSame(head: Placed, alarm: Placed, flood: boolean): boolean {
  if (head.buildingId === null || head.buildingId !== alarm.buildingId) return false;
  const dangers = [head, alarm].filter(({ kind }) => alarmRank[kind] === 1).length;
  const near = Math.abs(Date.parse(head.raisedAt) - Date.parse(alarm.raisedAt)) <= together;
  if (dangers === 0) return flood || (near && head.category === alarm.category);
  const spot = head.atHome && alarm.atHome ? true : head.placeId === alarm.placeId;
  return dangers === 2 && near && spot && head.faultCode === alarm.faultCode;
}
