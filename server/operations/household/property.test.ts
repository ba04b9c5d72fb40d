import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, eq, isNull } from "drizzle-orm";
import fc from "fast-check";
import type { Connection } from "#db/client.ts";
import { household, place } from "#db/schema/place.ts";
import { testDatabase } from "#db/testing/database.ts";
import { callApi } from "../../api/router.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { type RelationKind, relationKinds } from "../../domain/household/relation.ts";
import { testSettings } from "../../testing/settings.ts";
import { makeWorld, type World } from "../../testing/world.ts";

type Resident = Extract<Actor, { kind: "resident" }>;
/** What a model that knows nothing of the code remembers of one person: their spans in the home. */
type Life = { who: Resident; phone: string; spans: Array<{ from: number; to: number | null }> };
type Told = { ticketId: string; by: Life; at: number };

let connection: Connection & { drop(): Promise<void> };
let world: World;
before(async () => {
  testSettings();
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const hour = 3_600_000;
let counter = 0;
const number = () => `+86136${String(10_000_000 + counter++)}`;
const callerAt = (actor: Actor, at: number) =>
  callApi({ actor, now: new Date(at), db: connection.db, requestId: "test", peer: randomUUID() });
const send = <Input>(input: Input) => ({ key: randomUUID(), input });
const tried = <T>(call: Promise<T>) => call.catch(() => null);

const deed = fc.oneof(
  fc.record({
    verb: fc.constant("invite" as const),
    by: fc.nat(3),
    whom: fc.nat(3),
    kind: fc.constantFrom<RelationKind>(...relationKinds),
    money: fc.boolean(),
    accept: fc.boolean(),
  }),
  fc.record({ verb: fc.constant("change" as const), by: fc.nat(3), whom: fc.nat(3), money: fc.boolean() }),
  fc.record({ verb: fc.constant("end" as const), by: fc.nat(3), whom: fc.nat(3) }),
  fc.record({ verb: fc.constant("report" as const), by: fc.nat(3) }),
);

test("whatever happens, a home keeps an owner, and nobody sees a report from outside their time there", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 14 }), async (deeds) => {
      const { homeId, lives } = await fourPeople();
      const reports: Told[] = [];
      let at = Date.now() - 200 * hour;
      for (const each of deeds) {
        at += 2 * hour;
        const by = lives[each.by]!;
        if (each.verb === "report") {
          const said = { placeId: homeId, faultCode: "tap-drips", urgency: 3 as const, description: "x" };
          const made = await tried(callerAt(by.who, at).ticket.report(send(said)));
          assert.equal(made !== null, open(by), "only the people of the home report there");
          if (made !== null) reports.push({ ticketId: made.ticketId, by, at });
        } else if (each.verb === "invite") {
          const { who, phone, spans } = lives[each.whom]!;
          const asked = { placeId: homeId, phone, relation: each.kind, decidesMoney: each.money };
          await tried(callerAt(by.who, at).household.invite(send(asked)));
          const { invitations } = await callerAt(who, at + 1).household.list({});
          const [first] = invitations;
          if (first !== undefined && each.accept) {
            const joined = await tried(
              callerAt(who, at + 1).household.accept(send({ invitationId: first.id })),
            );
            if (joined !== null) spans.push({ from: at + 1, to: null });
          }
        } else {
          const whom = lives[each.whom]!;
          const householdId = await relationOf(homeId, whom.who.personId);
          if (householdId === null) continue;
          if (each.verb === "change") {
            const rights = { money: each.money };
            await tried(callerAt(by.who, at).household.change(send({ householdId, rights })));
          } else {
            const ended = await tried(
              callerAt(by.who, at).household.end(send({ householdId, reason: "moved_out" })),
            );
            if (ended !== null) whom.spans.at(-1)!.to = at;
          }
        }
        assert.ok((await owners(homeId)) > 0, "the home keeps an owner");
      }
      for (const life of lives) {
        const may = reports.filter(
          (told) => told.by === life || (open(life) && life.spans.at(-1)!.from <= told.at),
        );
        const listed = await callerAt(life.who, at).ticket.mine({ limit: 50 });
        assert.deepEqual(
          new Set(listed.map((ticket) => ticket.id)),
          new Set(may.map((told) => told.ticketId)),
        );
        for (const told of reports) {
          const got = await tried(callerAt(life.who, at).ticket.get({ ticketId: told.ticketId }));
          assert.equal(got !== null, may.includes(told));
        }
      }
    }),
    { numRuns: 15 },
  );
});

function open({ spans }: Life): boolean {
  return spans.at(-1)?.to === null;
}

/** A home of its own with its owner, and three who have none. */
async function fourPeople(): Promise<{ homeId: string; lives: Life[] }> {
  const [like] = await connection.db.select().from(place).where(eq(place.id, world.places.ownHome));
  const homeId = randomUUID();
  await connection.db.insert(place).values({ ...like!, id: homeId, searchKey: homeId });
  const lives: Life[] = [];
  for (let index = 0; index < 4; index++) {
    const phone = number();
    const who = await world.resident(`住户${index}`, phone, homeId);
    const mine = eq(household.personId, who.personId);
    const from = Date.now() - 300 * hour;
    if (index === 0)
      await connection.db
        .update(household)
        .set({ since: new Date(from) })
        .where(mine);
    else await connection.db.delete(household).where(mine);
    lives.push({ who, phone, spans: index === 0 ? [{ from, to: null }] : [] });
  }
  return { homeId, lives };
}

async function relationOf(homeId: string, personId: string): Promise<string | null> {
  const [row] = await connection.db
    .select({ id: household.id })
    .from(household)
    .where(and(eq(household.placeId, homeId), eq(household.personId, personId), isNull(household.until)));
  return row?.id ?? null;
}

async function owners(homeId: string): Promise<number> {
  const owner = and(eq(household.placeId, homeId), eq(household.relation, "owner"), isNull(household.until));
  return (await connection.db.select({ id: household.id }).from(household).where(owner)).length;
}
