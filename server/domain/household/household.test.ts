import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../refusal.ts";
import { invitesPerHour, inviteWait, perNumberPerDay } from "./invitation.ts";
import {
  mayDecideMoney,
  type Relation,
  type RelationKind,
  relationKinds,
  rightsOf,
  seesReport,
  usualRights,
} from "./relation.ts";
import { changeRights, endRelation, mayInvite } from "./rule.ts";

const since = "2026-03-01T08:00:00.000Z";
const now = "2026-03-10T08:00:00.000Z";
function relation(kind: RelationKind, more: Partial<Relation> = {}): Relation {
  return {
    id: "r1",
    personId: "p1",
    kind,
    rights: usualRights(kind),
    since,
    until: null,
    ...more,
  };
}

test("what each kind may where nobody said otherwise", () => {
  const table: Array<[RelationKind, boolean, boolean, boolean, boolean]> = [
    ["owner", true, true, true, true],
    ["tenant", true, true, false, false],
    ["family", true, true, false, false],
  ];
  for (const [kind, report, follow, money, invite] of table)
    assert.deepEqual(usualRights(kind), { report, follow, money, invite }, kind);
  assert.deepEqual(rightsOf("owner", { report: false, follow: false, invite: false, money: false }), {
    ...usualRights("owner"),
    money: false,
  });
  assert.equal(rightsOf("tenant", { report: false }).report, false);
});

test("who may decide about money is asked of the relation, while it holds", () => {
  const may = { ...usualRights("family"), money: true };
  const table: Array<[Relation, boolean]> = [
    [relation("owner"), true],
    [relation("owner", { rights: rightsOf("owner", { money: false }) }), false],
    [relation("tenant"), false],
    [relation("family"), false],
    [relation("family", { rights: may }), true],
    [relation("family", { rights: may, until: "2026-03-09T00:00:00.000Z" }), false],
    [relation("family", { rights: may, until: now }), false],
    [relation("family", { rights: may, since: "2026-03-11T00:00:00.000Z" }), false],
  ];
  for (const [held, expected] of table)
    assert.equal(mayDecideMoney(held, now), expected, JSON.stringify(held));
});

test("a report is theirs from the day of the relation on, and while it holds", () => {
  const blind = { ...usualRights("tenant"), follow: false };
  const table: Array<[Relation, string, boolean]> = [
    [relation("tenant"), since, true],
    [relation("tenant"), "2026-02-28T23:59:59.000Z", false],
    [relation("tenant"), "2026-03-05T00:00:00.000Z", true],
    [relation("tenant", { until: "2026-03-06T00:00:00.000Z" }), "2026-03-05T00:00:00.000Z", false],
    [relation("tenant", { until: "2026-03-12T00:00:00.000Z" }), "2026-03-05T00:00:00.000Z", true],
    [relation("tenant", { rights: blind }), "2026-03-05T00:00:00.000Z", false],
  ];
  for (const [held, receivedAt, expected] of table)
    assert.equal(seesReport(held, receivedAt, now), expected, `${JSON.stringify(held)} ${receivedAt}`);
});

test("an owner asks anybody in; whoever else may invite, only family without a say in money", () => {
  const trusted = relation("family", { rights: { ...usualRights("family"), invite: true } });
  for (const kind of relationKinds) {
    for (const money of [true, false]) {
      assert.equal(mayInvite(relation("owner"), kind, money), true);
      assert.equal(mayInvite(relation("family"), kind, money), false);
      assert.equal(mayInvite(trusted, kind, money), kind === "family" && !money);
    }
  }
});

test("who may end whose relation, and what a home keeps", () => {
  const owner = relation("owner", { id: "owner" });
  const second = relation("owner", { id: "second", rights: rightsOf("owner", { money: false }) });
  const tenant = relation("tenant", { id: "tenant" });
  const family = relation("family", { id: "family" });
  const table: Array<[Relation[], Relation | "desk", string, string | null]> = [
    [[owner, tenant], owner, "tenant", null],
    [[owner, tenant], tenant, "tenant", null],
    [[owner, tenant, family], tenant, "family", "NOT_FOUND"],
    [[owner, tenant], tenant, "owner", "NOT_FOUND"],
    [[owner, tenant], owner, "owner", "LAST_OWNER"],
    [[owner], "desk", "owner", "LAST_OWNER"],
    [[tenant], "desk", "tenant", null],
    [[owner, second], second, "owner", "LAST_MONEY"],
    [[owner, second], owner, "second", null],
    [[owner, tenant], owner, "nobody", "NOT_FOUND"],
  ];
  for (const [people, by, whom, expected] of table) {
    const code = endRelation(people, by, whom)?.code ?? null;
    assert.equal(code, expected, `${by === "desk" ? by : by.id} ends ${whom}`);
  }
  const changed = changeRights([owner, tenant], owner, "tenant", { money: true });
  assert.deepEqual(changed, { ...usualRights("tenant"), money: true });
  const refused = changeRights([owner, second], owner, "owner", { money: false });
  assert.equal(isRefusal(refused) && refused.code, "LAST_MONEY");
  const notTheirs = changeRights([owner, tenant], tenant, "tenant", { money: true });
  assert.equal(isRefusal(notTheirs) && notTheirs.code, "NOT_FOUND");
});

test("whatever its people do, a home that had an owner keeps one who decides", () => {
  const deed = fc.record({
    by: fc.nat(5),
    whom: fc.nat(5),
    end: fc.boolean(),
    money: fc.boolean(),
  });
  const kinds = fc.array(fc.constantFrom(...relationKinds), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(kinds, fc.array(deed, { maxLength: 30 }), (start, deeds) => {
      let people = start.map((kind, index) => relation(kind, { id: `${index}`, personId: `${index}` }));
      const had = people.some((each) => each.kind === "owner");
      for (const { by, whom, end, money } of deeds) {
        const who = people.find((each) => each.id === `${by}`) ?? "desk";
        if (end) {
          if (endRelation(people, who, `${whom}`) === null)
            people = people.filter((each) => each.id !== `${whom}`);
        } else {
          const rights = changeRights(people, who, `${whom}`, { money });
          if (!isRefusal(rights))
            people = people.map((each) => (each.id === `${whom}` ? { ...each, rights } : each));
        }
      }
      const decide = people.some((each) => each.kind === "owner" && each.rights.money);
      assert.equal(decide, had);
    }),
  );
});

test("invitations wait when there were many from one sender or to one number", () => {
  const at = Date.parse(now);
  const minutes = (count: number, apart: number) =>
    Array.from({ length: count }, (_, index) => at - index * apart * 60_000);
  assert.equal(inviteWait([], [], at), 0);
  assert.equal(inviteWait(minutes(invitesPerHour - 1, 1), [], at), 0);
  assert.equal(inviteWait(minutes(invitesPerHour, 1), [], at), 3_600 - (invitesPerHour - 1) * 60);
  assert.equal(inviteWait([], minutes(perNumberPerDay - 1, 1), at), 0);
  assert.ok(inviteWait([], minutes(perNumberPerDay, 1), at) > 80_000);
});
