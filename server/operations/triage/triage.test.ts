import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { and, desc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event } from "#db/schema/event.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import { ticket } from "#db/schema/ticket.ts";
import { triageProposal, triageWeight } from "#db/schema/triage.ts";
import { categories, faults } from "#db/seed/catalogue.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { codeOf } from "../../testing/refused.ts";
import { testSettings } from "../../testing/settings.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform, read } from "../operation.ts";
import { turnDownTicket } from "../ticket/end.ts";
import { reportRepair } from "../ticket/report.ts";
import { triageTicket } from "../ticket/triage.ts";
import { foldLessons } from "./fold.ts";
import { keptProposal } from "./kept.ts";
import { proposeFault } from "./propose.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  testSettings();
  connection = await testDatabase();
  world = await makeWorld(connection);
  await connection.db.insert(faultCategory).values(categories);
  await connection.db.insert(fault).values(faults).onConflictDoNothing();
  await connection.db.update(fault).set({ retiredAt: new Date() }).where(eq(fault.code, "tap-drips"));
});
after(() => connection.drop());

async function report(description: string, more: Record<string, unknown> = {}, actor: Actor = world.owner) {
  const input = {
    placeId: world.places.ownHome,
    placeWords: "",
    faultCode: "other",
    urgency: 3,
    description,
    photoIds: [],
    contactName: "",
    ...more,
  };
  return (await perform(reportRepair, as(actor, connection), input as never, randomUUID())).ticketId;
}

async function rule(ticketId: string, more: Record<string, unknown> = {}, actor: Actor = world.dispatcher) {
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const ruling = {
    ticketId,
    version: row!.version,
    urgency: row!.urgency,
    faultCode: row!.faultCode,
    words: "",
  };
  return perform(triageTicket, as(actor, connection), { ...ruling, ...more } as never, randomUUID());
}

const proposed = (
  words: string,
  placeId: string | undefined = world.places.ownHome,
  actor: Actor = world.owner,
) => read(proposeFault, as(actor, connection), (placeId ? { words, placeId } : { words }) as never);

async function keptOf(ticketId: string) {
  const [row] = await connection.db
    .select()
    .from(triageProposal)
    .where(eq(triageProposal.ticketId, ticketId));
  return row!;
}

/** Everything that was learned, as one line; what was taken back is nothing. */
async function learned(): Promise<string> {
  while ((await foldLessons(connection.db)) > 0);
  const rows = await connection.db.select().from(triageWeight);
  const left = rows.filter((row) => row.weight !== 0 || row.lessons !== 0);
  return left
    .map((row) => `${row.piece} ${row.head} ${row.label} ${row.weight} ${row.lessons}`)
    .sort()
    .join("\n");
}

test("a report keeps what was proposed for it, through every door, and nobody has ruled yet", async () => {
  const words = "马桶堵了，冲水往上涨";
  const byDesk = { contactName: "过路人" };
  for (const [actor, more] of [
    [world.owner, {}],
    [world.operator, byDesk],
    [world.technician, byDesk],
    [{ kind: "system", job: "replay" } as const, {}],
  ] as const) {
    const kept = await keptOf(await report(words, more, actor));
    const [first] = kept.faults;
    assert.equal(kept.kind, "repair");
    assert.deepEqual(
      [first?.faultCode, first?.categoryCode, first?.skill, first?.urgency, first?.scope],
      ["toilet-blocked", "plumbing", "plumbing", 3, "home"],
    );
    assert.ok(first!.why.words.includes("马桶"));
    assert.equal(kept.decidedAt, null);
    assert.equal(kept.agreed, null);
  }
});

test("the desk's ruling stands beside the proposal, on the ticket and in its event", async () => {
  const ticketId = await report("马桶堵了");
  await rule(ticketId, { faultCode: "toilet-blocked", urgency: 3, scope: "home" });
  const agreed = await keptOf(ticketId);
  assert.equal(agreed.agreed, true);
  assert.equal(agreed.decidedById, world.dispatcher.personId);
  await rule(ticketId, { faultCode: "drain-backflow", urgency: 2, scope: "riser" });
  const kept = await keptOf(ticketId);
  assert.equal(kept.agreed, false);
  assert.equal(kept.faults[0]?.faultCode, "toilet-blocked", "what was proposed stays");
  assert.deepEqual(
    [kept.decidedFaultCode, kept.decidedUrgency, kept.decidedScope],
    ["drain-backflow", 2, "riser"],
  );
  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  assert.equal(row!.faultCode, "drain-backflow");
  assert.equal(row!.placeId, world.places.ownHome);
  const [last] = await connection.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.type, "triaged")))
    .orderBy(desc(event.ticketVersion))
    .limit(1);
  assert.deepEqual(last!.data, {
    urgencyBefore: 3,
    faultBefore: "toilet-blocked",
    agreed: false,
    scope: "riser",
  });
  const shown = await read(keptProposal, as(world.operator, connection), { ticketId });
  assert.equal(shown.decided?.by?.name, "dispatcher");
  assert.equal(shown.decided?.agreed, false);
  assert.equal(shown.faults[0]?.faultCode, "toilet-blocked");
});

test("what the desk rules is proposed the next time, and not before", async () => {
  const slang = "阴沟咕噜噜翻泡泡";
  assert.notEqual((await proposed(slang)).faults[0]?.faultCode, "drain-backflow");
  await rule(await report(slang), { faultCode: "drain-backflow", urgency: 2 });
  const [next] = (await proposed("又咕噜噜翻泡泡了，快来")).faults;
  assert.equal(next?.faultCode, "drain-backflow");
  assert.equal(next.why.learned, true);
  assert.ok(next.why.words.length > 0);
});

test("urgency and scope are learned as well, for this fault", async () => {
  const words = "阳台灯不亮，老太太摔过一跤";
  const [before] = (await proposed(words)).faults;
  assert.deepEqual([before?.faultCode, before?.urgency, before?.scope], ["light-home", 4, "home"]);
  for (let n = 0; n < 3; n++)
    await rule(await report(words), { faultCode: "light-home", urgency: 2, scope: "riser" });
  const [next] = (await proposed(words)).faults;
  assert.deepEqual([next?.faultCode, next?.urgency, next?.scope], ["light-home", 2, "riser"]);
});

test("a ruling that is overruled is taken back to the last digit: a ticket teaches once", async () => {
  const before = await learned();
  const ticketId = await report("楼道里叮叮当当响个不停");
  await rule(ticketId, { faultCode: "vent-fan", urgency: 2, scope: "building" });
  const once = await learned();
  assert.notEqual(once, before);
  await rule(ticketId, { faultCode: "unit-door", urgency: 3, scope: "building" });
  await rule(ticketId, { faultCode: "vent-fan", urgency: 2, scope: "building" });
  assert.equal(await learned(), once, "by its last ruling, however often it was ruled");
  await rule(ticketId, { faultCode: "vent-fan", urgency: 2, scope: "building" });
  assert.equal(await learned(), once);
});

test("a refused ruling teaches nothing", async () => {
  const ticketId = await report("这里的东西又闹毛病");
  const before = await learned();
  assert.equal(await codeOf(rule(ticketId, { faultCode: "retired-fault" })), "FAULT_RETIRED");
  assert.equal(await codeOf(rule(ticketId, { version: 40, faultCode: "pests" })), "STALE");
  assert.equal(await learned(), before);
});

test("desks that rule at once lose nothing and do not lock each other out", async () => {
  const texts = ["滴滴答答漏个没完", "漏个没完滴滴答答", "没完没了滴滴答答漏", "答答滴滴漏"];
  const ids = await Promise.all(Array.from({ length: 24 }, (_, n) => report(texts[n % 4]!)));
  const answers = ["pipe-leak", "ac-dripping", "tap-dripping", "ceiling-leak"];
  await Promise.all(
    ids.map((id, n) =>
      rule(id, { faultCode: answers[n % 4]!, urgency: 2 }, n % 2 ? world.dispatcher : world.dispatcher2),
    ),
  );
  const rows = await connection.db.select().from(triageProposal);
  const sums = new Map<string, number>();
  for (const { lesson } of rows) {
    for (const { head, label, step } of lesson?.steps ?? []) {
      const dependent = head === "urgency" || head === "scope" ? [lesson!.fault!] : [];
      for (const piece of [...lesson!.pieces, ...dependent]) {
        const key = `${piece} ${head} ${label}`;
        sums.set(key, (sums.get(key) ?? 0) + step);
      }
    }
  }
  // Added up by two servers at once, in any order.
  await Promise.all([foldLessons(connection.db), foldLessons(connection.db)]);
  assert.equal(await foldLessons(connection.db), 0);
  const weights = await connection.db.select().from(triageWeight);
  for (const { piece, head, label, weight } of weights)
    assert.equal(weight, sums.get(`${piece} ${head} ${label}`) ?? 0, `${piece} ${head} ${label}`);
  assert.ok([...sums.values()].some((sum) => sum !== 0));
});

test("a ruling waits for nobody who learns the same words, and its lesson is read before it is added up", async () => {
  const words = "嗡嗡嗡响了一宿的怪东西";
  const [first, second] = [await report(words), await report(words)];
  await rule(first, { faultCode: "vent-fan", urgency: 4 }, world.dispatcher);
  await foldLessons(connection.db);
  await connection.sql.begin(async (tx) => {
    await tx`select 1 from triage_weight for update`;
    await rule(second, { faultCode: "vent-fan", urgency: 4 }, world.dispatcher2);
  });
  const before = await proposed(words);
  assert.equal(before.faults[0]?.faultCode, "vent-fan");
  assert.ok((await foldLessons(connection.db)) > 0);
  assert.deepEqual(await proposed(words), before);
});

test("what is no repair is recognised, never blocked, and learned from being turned down", async () => {
  assert.equal((await proposed("请问物业费怎么缴？")).kind, "question");
  assert.equal((await proposed("希望在大门口安装一个快递柜")).kind, "suggestion");
  const words = "舞蹈队在大堂里排练到半夜";
  assert.equal((await proposed(words)).kind, "repair");
  for (let n = 0; n < 2; n++) {
    const ticketId = await report(words);
    const input = { ticketId, version: 1, reason: "not_a_repair", words: "请联系客服" } as const;
    await perform(turnDownTicket, as(world.dispatcher, connection), input, randomUUID());
    assert.equal((await keptOf(ticketId)).decidedKind, "complaint");
  }
  assert.equal((await proposed(words)).kind, "complaint");
  assert.equal((await proposed("马桶堵了")).kind, "repair", "other words are read as before");
});

test("a place decides what is possible and is given as a reason", async () => {
  const lift = await proposed("门老是反复开关", world.places.lift);
  assert.equal(lift.faults[0]?.faultCode, "lift-door");
  assert.equal(lift.faults[0]?.why.place, true);
  const home = await proposed("灯坏了");
  assert.ok(home.faults.every((each) => each.faultCode !== "light-corridor"));
});

test("nobody asks about a place where he could not report", async () => {
  assert.equal(await codeOf(proposed("漏水", world.places.otherHome)), "NOT_FOUND");
  assert.equal(await codeOf(proposed("漏水", randomUUID(), world.dispatcher)), "NOT_FOUND");
  assert.ok((await proposed("漏水", undefined)).faults.length > 0);
});

test("a catalogue that changes is understood at once", async () => {
  const words = "鱼缸造浪泵";
  assert.equal((await proposed(words)).faults[0]?.faultCode ?? null, null);
  const [like] = faults.filter((each) => each.code === "vent-fan");
  await connection.db.insert(fault).values({
    ...like!,
    code: "fish-tank",
    nameZh: "鱼缸换水机故障",
    nameEn: "Fish tank",
    at: "both",
    words: [words],
  });
  assert.equal((await proposed(words)).faults[0]?.faultCode, "fish-tank");
  await connection.db.update(fault).set({ retiredAt: new Date() }).where(eq(fault.code, "fish-tank"));
  assert.ok((await proposed(words)).faults.every((each) => each.faultCode !== "fish-tank"));
});

test("a ticket from before proposals were kept is proposed for when it is looked at and when it is ruled", async () => {
  const ticketId = await report("插座冒火花");
  await connection.db.delete(triageProposal).where(eq(triageProposal.ticketId, ticketId));
  const shown = await read(keptProposal, as(world.dispatcher, connection), { ticketId });
  assert.equal(shown.proposedAt, null);
  assert.equal(shown.faults[0]?.faultCode, "socket-sparking");
  await rule(ticketId, { faultCode: "socket-sparking", urgency: 1 });
  assert.equal((await keptOf(ticketId)).agreed, true);
});
