import type { Group } from "#server/domain/alarm/group.ts";

type Line<A> = { shown: Group<A> | undefined; arrived: Group<A> | undefined };

/**
 * What the line shows of the matters that stand, gravest first: the first, or while somebody is at the line (`held`) the
 * alarm that it shows already (`chosen`), as long as that stands. `arrived` is what is graver and waits beside it.
 */
export function lineOf<A extends { id: string }>(
  groups: readonly Group<A>[],
  held: boolean,
  chosen: string | null,
): Line<A> {
  const first = groups[0];
  const standing = groups.find(({ head, others }) => [head, ...others].some((each) => each.id === chosen));
  const shown = held && standing !== undefined ? headedBy(standing, chosen) : first;
  const waits = first !== undefined && shown !== undefined && first.head.id !== shown.head.id;
  return { shown, arrived: waits ? first : undefined };
}

/** The same matter, with the alarm in front that somebody is looking at. */
function headedBy<A extends { id: string }>(group: Group<A>, id: string | null): Group<A> {
  const all = [group.head, ...group.others];
  const head = all.find((each) => each.id === id) ?? group.head;
  return { head, others: all.filter((each) => each !== head) };
}
