import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { instantOf } from "../../domain/time/zone.ts";
import { makeWorld } from "../../testing/world.ts";
import { reportDanger } from "../danger/report.ts";
import { perform } from "../operation.ts";
import { prepareTime } from "../sla/prepare.ts";
import { reportRepair } from "./report.ts";

let connection: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  connection = await testDatabase();
  await prepareTime(connection.db, new Date());
});
after(() => connection.drop());

const zone = "Asia/Shanghai";
const midnight = instantOf("2026-11-24", 0, zone);

type Door = "owner" | "desk" | "technician" | "danger" | "replay" | "retired" | "foreign" | "cut";
/** Who reports, at which of two sites, and how many seconds from the midnight between two days. */
type Report = { door: Door; site: 0 | 1; second: number };

const report: fc.Arbitrary<Report> = fc.record({
  door: fc.constantFrom<Door>("owner", "desk", "technician", "danger", "replay", "retired", "foreign", "cut"),
  site: fc.constantFrom<0 | 1>(0, 1),
  second: fc.integer({ min: -90, max: 90 }),
});

test("whatever is reported at once through whichever door, refused, repeated or broken off: each day's numbers run from 1 without a gap", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(report, { minLength: 2, maxLength: 24 }), async (reports) => {
      const now = new Date(midnight - 3_600_000);
      const worlds = [await makeWorld(connection, now), await makeWorld(connection, now)] as const;
      const numbers = (await Promise.all(reports.map((each) => send(each, worlds)))).flat();
      for (const world of worlds) {
        const kept = await connection.db
          .select({ number: ticket.number, receivedAt: ticket.receivedAt })
          .from(ticket)
          .where(eq(ticket.siteId, world.siteId))
          .orderBy(asc(ticket.number));
        const days = Map.groupBy(kept, ({ receivedAt }) =>
          receivedAt.getTime() < midnight ? "261123" : "261124",
        );
        for (const [day, tickets] of days) {
          assert.deepEqual(
            tickets.map(({ number }) => number.split("-").slice(-2).join("-")),
            tickets.map((_, i) => `${day}-${String(i + 1).padStart(3, "0")}`),
          );
        }
        for (const { number } of kept)
          assert.ok(numbers.includes(number), `${number} was answered to somebody`);
      }
    }),
    { numRuns: 25 },
  );
});

type World = Awaited<ReturnType<typeof makeWorld>>;

/** The numbers that the sender was told; none when it was refused or broke off. */
async function send({ door, site, second }: Report, worlds: readonly [World, World]): Promise<string[]> {
  const world = worlds[site];
  const now = new Date(midnight + second * 1_000);
  const tell = async (actor: Actor, more: Record<string, unknown> = {}, key = randomUUID()) => {
    const input = {
      placeId: world.places.ownHome,
      placeWords: "",
      faultCode: "tap-drips",
      urgency: 3,
      description: "漏水",
      photoIds: [],
      contactName: "王丽",
      ...more,
    };
    return (await perform(reportRepair, { actor, now, db: connection.db }, input as never, key)).number;
  };
  const refused = async (sent: Promise<string>) => {
    await assert.rejects(sent, Refused);
    return [];
  };
  switch (door) {
    case "owner":
      return [await tell(world.owner)];
    case "desk":
      return [await tell(world.operator)];
    case "technician":
      return [await tell(world.technician)];
    case "danger": {
      const input = reportDanger.input.parse({ danger: "trapped", placeId: world.places.lift });
      const actor = { kind: "anonymous" } as const;
      return [(await perform(reportDanger, { actor, now, db: connection.db }, input, randomUUID())).number];
    }
    case "replay": {
      const key = randomUUID();
      const [first, again] = await Promise.all([tell(world.owner, {}, key), tell(world.owner, {}, key)]);
      assert.equal(first, again);
      return [first];
    }
    case "retired":
      return refused(tell(world.owner, { faultCode: "retired-fault" }));
    case "foreign":
      return refused(tell(world.owner, { placeId: world.places.otherHome }));
    case "cut":
      return broken(world, now);
  }
}

/** A report that took its number and was then rolled back with everything else. */
async function broken(world: World, now: Date): Promise<string[]> {
  const away = new Error("the link broke");
  await assert.rejects(
    connection.db.transaction(async (tx) => {
      const work = {
        tx,
        actor: world.owner,
        now,
        touched: new Set<string>(),
        ended: new Set<string>(),
        calls: new Set<string>(),
        people: new Set<string>(),
      };
      const input = reportRepair.input.parse({
        placeId: world.places.ownHome,
        faultCode: "tap-drips",
        urgency: 3,
        description: "漏水",
        contactName: "王丽",
      });
      await reportRepair.run(work, input);
      throw away;
    }),
    away,
  );
  return [];
}
