import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Connection } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { usualLimitCents } from "../../domain/stock/charge.ts";
import { codeOf } from "../../testing/refused.ts";
import { testSettings } from "../../testing/settings.ts";
import { stockAt } from "../../testing/stocked.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { limitOf } from "../quote/consent.ts";
import { listWarranties, setWarranty } from "../repeat/warranties.ts";
import { stockLevels } from "../stock/read.ts";
import { setLimit, setLow } from "../stock/set.ts";
import { listNumberPolicies, setNumberPolicy } from "./numbers.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;
let there: Awaited<ReturnType<typeof stockAt>>;

before(async () => {
  testSettings();
  connection = await testDatabase();
});
after(() => connection.drop());

// biome-ignore lint/suspicious/noExplicitAny: every operation in one door
function act(spec: any, actor: Actor, input: object): Promise<any> {
  return perform(spec, as(actor, connection), spec.input.parse(input), randomUUID());
}

type Setting = {
  /** What stands, and what a page would send back as seen. */
  standing(): Promise<{ value: unknown; seen: unknown }>;
  /** Sets one of several values, each other than the one before it, for somebody who has seen this. */
  set(value: number, who: Actor, seen?: unknown): Promise<unknown>;
};

/** Every setting that a page shows, and that a person may change while another looks at it. */
const settings: Record<string, () => Setting> = {
  "how numbers are shown": () => ({
    async standing() {
      const { sites } = await read(listNumberPolicies, as(world.lead, connection), {});
      const held = sites.find((each) => each.siteId === world.siteId)!;
      return { value: held.masked, seen: held.since };
    },
    set: (value, who, seen) =>
      act(setNumberPolicy, who, { siteId: world.siteId, masked: value % 2 === 1, reason: "业主要求", seen }),
  }),
  "how long a repair is answered for": () => ({
    async standing() {
      const { sites } = await read(listWarranties, as(world.manager, connection), {});
      const at = sites.find((each) => each.id === world.siteId)!;
      const water = at.warranties.find((each) => each.code === "water")!;
      return { value: water.days, seen: water.set?.at ?? null };
    },
    set: (value, _who, seen) =>
      act(setWarranty, world.manager, {
        siteId: world.siteId,
        categoryCode: "water",
        days: 120 + value,
        source: "物业服务合同 6.2",
        seen,
      }),
  }),
  "when a material is low": () => ({
    async standing() {
      const { levels } = await read(stockLevels, as(world.lead, connection), { siteId: world.siteId });
      const at = levels.find((each) => each.storeId === there.vanId && each.materialId === there.materialId);
      return { value: at?.lowAt ?? null, seen: at?.lowAt ?? null };
    },
    set: (value, who, seen) =>
      act(setLow, who, {
        storeId: there.vanId,
        materialId: there.materialId,
        lowAt: `${value}.50`,
        seen,
      }),
  }),
  "above which sum owners are asked": () => ({
    async standing() {
      const limit = await limitOf(connection.db, world.siteId);
      return { value: limit, seen: limit };
    },
    set: (value, who, seen) =>
      act(setLimit, who, {
        siteId: world.siteId,
        limitCents: usualLimitCents + value * 1_000,
        seen,
      }),
  }),
};

for (const [name, make] of Object.entries(settings)) {
  test(`${name}: who has not seen what another set is told so, and sets nothing`, async () => {
    world = await makeWorld(connection);
    there = await stockAt(connection, world);
    const setting = make();
    const first = await setting.standing();
    assert.equal(await codeOf(setting.set(1, world.manager, first.seen)), null);
    const second = await setting.standing();
    assert.notDeepEqual(second.value, first.value);

    assert.equal(await codeOf(setting.set(2, world.lead, first.seen)), "STALE");
    assert.deepEqual(await setting.standing(), second);
    // Who has read it now may.
    assert.equal(await codeOf(setting.set(2, world.lead, second.seen)), null);
    const third = await setting.standing();
    assert.notDeepEqual(third.value, second.value);
    // Of two at the same moment the second meets what the first has set.
    const both = await Promise.all([
      codeOf(setting.set(3, world.manager, third.seen)),
      codeOf(setting.set(4, world.lead, third.seen)),
    ]);
    assert.deepEqual(both.sort(), ["STALE", null].sort());
    // A page that does not say what it saw is an older one, and is taken as it was.
    assert.equal(await codeOf(setting.set(5, world.lead)), null);
  });
}
