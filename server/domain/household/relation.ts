export const relationKinds = ["owner", "tenant", "family"] as const;
export type RelationKind = (typeof relationKinds)[number];

/** What somebody may do at a home because of how he stands to it. */
export type Rights = {
  /** Report a repair there. */
  report: boolean;
  /** See and follow every report of the home since the relation began. */
  follow: boolean;
  /** Say yes to what costs money. */
  money: boolean;
  /** Ask others to belong to the home. */
  invite: boolean;
};
export type Right = keyof Rights;

/** One person's tie to one home; `until` null while it holds. Instants are ISO words. */
export type Relation = {
  id: string;
  personId: string;
  kind: RelationKind;
  rights: Rights;
  since: string;
  until: string | null;
};

const usual: Record<RelationKind, Rights> = {
  owner: { report: true, follow: true, money: true, invite: true },
  tenant: { report: true, follow: true, money: false, invite: false },
  family: { report: true, follow: true, money: false, invite: false },
};

/** The rights that come with a kind where nobody said otherwise. */
export function usualRights(kind: RelationKind): Rights {
  return { ...usual[kind] };
}

/** The rights as they count: of an owner only the one about money can be put down. */
export function rightsOf(kind: RelationKind, said: Partial<Rights>): Rights {
  const rights = { ...usual[kind], ...said };
  return kind === "owner" ? { ...usual.owner, money: rights.money } : rights;
}

/** May this person say yes to a price for the home? Only while the relation holds. `now` is ISO. */
export function mayDecideMoney(relation: Relation, now: string): boolean {
  return holdsAt(relation, now) && relation.rights.money;
}

/** Does the relation hold at this instant? Its first counts, its last does not. */
export function holdsAt(relation: Pick<Relation, "since" | "until">, at: string): boolean {
  return relation.since <= at && (relation.until === null || at < relation.until);
}

/** Is a report of the home this person's to see now? From the day of the relation on, and only while it holds. */
export function seesReport(relation: Relation, receivedAt: string, now: string): boolean {
  return relation.rights.follow && holdsAt(relation, now) && relation.since <= receivedAt;
}
