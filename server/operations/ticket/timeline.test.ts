import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Connection } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { recordQuestion } from "./asked.ts";
import { assignTechnician } from "./assign.ts";
import { reportRepair } from "./report.ts";
import { timelineOf } from "./timeline.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

test("a story longer than a page keeps how it began and what is newest", async () => {
  const { ticketId } = await perform(
    reportRepair,
    as(world.owner, connection),
    reportRepair.input.parse({
      placeId: world.places.ownHome,
      faultCode: "tap-drips",
      urgency: 3,
      description: "滴水",
    }),
    randomUUID(),
  );
  for (let n = 0; n < 210; n++)
    await perform(
      recordQuestion,
      as(world.operator, connection),
      { ticketId, words: `第${n}次问` },
      randomUUID(),
    );
  const technicianId = world.technician.personId;
  await perform(
    assignTechnician,
    as(world.dispatcher, connection),
    { ticketId, version: 211, technicianId },
    randomUUID(),
  );
  const story = await timelineOf(connection.db, ticketId);
  assert.equal(story.length, 200);
  assert.deepEqual([story[0]!.version, story[0]!.type], [1, "reported"]);
  assert.deepEqual([story.at(-1)!.version, story.at(-1)!.type], [212, "assigned"]);
  const versions = story.map(({ version }) => version);
  assert.deepEqual(versions, [1, ...Array.from({ length: 199 }, (_, n) => 14 + n)]);
});
