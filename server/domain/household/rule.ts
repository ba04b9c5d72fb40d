import { type Refusal, refuse } from "../refusal.ts";
import { type Relation, type RelationKind, type Rights, rightsOf } from "./relation.ts";

/** `people` are always the relations of one home that hold now. */
type People = readonly Relation[];

/** A home that had an owner, and an owner who decides about money, keeps one: LAST_OWNER, LAST_MONEY. */
function keepsOwner(before: People, after: People): Refusal | null {
  const owners = (people: People) => people.filter((each) => each.kind === "owner");
  const decide = (people: People) => owners(people).filter((each) => each.rights.money);
  if (owners(before).length > 0 && owners(after).length === 0) return refuse("LAST_OWNER");
  if (decide(before).length > 0 && decide(after).length === 0) return refuse("LAST_MONEY");
  return null;
}

/** Who may ask whom in: an owner anybody; whoever else may invite, family that does not decide about money. */
export function mayInvite(inviter: Relation, kind: RelationKind, money: boolean): boolean {
  if (!inviter.rights.invite) return false;
  return inviter.kind === "owner" || (kind === "family" && !money);
}

/** An owner changes anybody's rights, his own too. Answers the rights as they are then. */
export function changeRights(
  people: People,
  by: Relation | "desk",
  whomId: string,
  said: Partial<Rights>,
): Rights | Refusal {
  const whom = people.find((each) => each.id === whomId);
  if (whom === undefined || !mayManage(by)) return refuse("NOT_FOUND");
  const rights = rightsOf(whom.kind, { ...whom.rights, ...said });
  const after = people.map((each) => (each.id === whomId ? { ...each, rights } : each));
  return keepsOwner(people, after) ?? rights;
}

/** An owner, the desk or the person alone ends a relation; never the last owner's. Null: it may end. */
export function endRelation(people: People, by: Relation | "desk", whomId: string): Refusal | null {
  const whom = people.find((each) => each.id === whomId);
  if (whom === undefined || !(mayManage(by) || (by !== "desk" && by.id === whom.id)))
    return refuse("NOT_FOUND");
  return keepsOwner(
    people,
    people.filter((each) => each.id !== whomId),
  );
}

function mayManage(by: Relation | "desk"): boolean {
  return by === "desk" || by.kind === "owner";
}
