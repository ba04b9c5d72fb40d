import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../refusal.ts";
import { presetTerms } from "../sla/presets.ts";
import { promised } from "../sla/promise.ts";
import { type ClockFact, clockFact } from "../sla/round.ts";
import { type Command, decide } from "./decide.ts";
import { lifecycle, next, type Standing, verbs } from "./lifecycle.ts";
import { openTicket } from "./open.ts";
import { type Held, isOpen, isUnheld, statuses } from "./status.ts";
import {
  cancelReasons,
  declineReasons,
  evolve,
  pauseReasons,
  type Ticket,
  transferReasons,
  turnDownReasons,
  withdrawReasons,
} from "./ticket.ts";

const start = Date.parse("2026-11-23T02:00:00.000Z");

const begun: ClockFact[] = [
  { type: "reported", at: new Date(start).toISOString(), receivedAt: new Date(start).toISOString() },
];

function reported(): Ticket {
  return openTicket(
    {
      id: "t",
      siteId: "s",
      number: "CH-261123-001",
      placeId: "p",
      plate: { zh: {}, en: {} },
      faultCode: "tap-drips",
      faultUrgency: 3,
      reportedUrgency: 3,
      source: "portal",
      receivedAt: new Date(start).toISOString(),
      photos: 0,
    },
    promised(begun, presetTerms("CN-1", 3), null, new Date(start).toISOString()),
  ).ticket;
}

const who = fc.constantFrom("a", "b");
const command: fc.Arbitrary<Command> = fc.oneof(
  fc
    .record({
      verb: fc.constant("triage" as const),
      urgency: fc.constantFrom(1, 2, 3, 4),
      faultCode: fc.constant("tap-drips"),
    })
    .map((c) => ({ ...c, urgency: c.urgency as 1 | 2 | 3 | 4 })),
  fc.record({
    verb: fc.constant("assign" as const),
    technicianId: who,
    assignmentId: fc.uuid(),
    byLead: fc.boolean(),
  }),
  fc.record({
    verb: fc.constantFrom("withdraw" as const, "vacate" as const),
    reason: fc.constantFrom(...withdrawReasons),
  }),
  fc.record({
    verb: fc.constant("endPause" as const),
    reason: fc.constantFrom("back" as const, "cap" as const, "here" as const),
  }),
  fc.record({
    verb: fc.constant("transfer" as const),
    toId: who,
    assignmentId: fc.uuid(),
    byLead: fc.boolean(),
    reason: fc.constantFrom(...transferReasons),
  }),
  fc.record({
    verb: fc.constantFrom("accept" as const, "depart" as const, "arrive" as const, "resume" as const),
    technicianId: who,
  }),
  fc.record({
    verb: fc.constant("decline" as const),
    technicianId: who,
    reason: fc.constantFrom(...declineReasons),
  }),
  fc.record({
    verb: fc.constant("pause" as const),
    technicianId: who,
    reason: fc.constantFrom(...pauseReasons),
    backAt: fc.constantFrom(undefined, new Date(start + 86_400_000).toISOString()),
  }),
  fc.record({ verb: fc.constant("complete" as const), technicianId: who, photos: fc.nat(3) }),
  fc.constant({ verb: "confirm" as const, outcome: "solved" as const }),
  fc.record({
    verb: fc.constant("reopen" as const),
    outcome: fc.constantFrom("partly" as const, "not_solved" as const),
  }),
  fc.record({ verb: fc.constant("cancel" as const), reason: fc.constantFrom(...cancelReasons) }),
  fc.record({ verb: fc.constant("turnDown" as const), reason: fc.constantFrom(...turnDownReasons) }),
);

const history = fc.array(fc.record({ command, minutes: fc.nat(300) }), { maxLength: 60 });

/** Somebody has come, has paused the work and has left; what chance would seldom bring about. */
const left = fc
  .record({
    reason: fc.constantFrom(...pauseReasons),
    backAt: fc.constantFrom(undefined, new Date(start + 86_400_000).toISOString()),
    why: fc.constantFrom(...withdrawReasons),
    rest: fc.array(fc.record({ command, minutes: fc.nat(300) }), { maxLength: 12 }),
  })
  .map(({ reason, backAt, why, rest }) => {
    const technicianId = "a";
    const path: Command[] = [
      { verb: "assign", technicianId, assignmentId: "x", byLead: false },
      ...(["accept", "depart", "arrive"] as const).map((verb) => ({ verb, technicianId })),
      { verb: "pause", technicianId, reason, backAt },
      { verb: "vacate", reason: why },
    ];
    return [...path.map((each) => ({ command: each, minutes: 10 })), ...rest];
  });

/** Plays commands one after the other; refused ones leave no trace. */
function play(
  steps: Array<{ command: Command; minutes: number }>,
  check: (before: Ticket, after: Ticket, did: Command, now: string) => void,
): Ticket {
  let state = reported();
  let at = start;
  const facts = [...begun];
  for (const { command: did, minutes } of steps) {
    at += minutes * 60_000;
    const now = new Date(at).toISOString();
    const fact = decide(state, did, now);
    if (isRefusal(fact)) continue;
    facts.push(clockFact({ ...fact, at: now }));
    const terms = presetTerms("CN-1", fact.patch.urgency ?? state.urgency);
    const after = evolve(state, {
      ticketId: state.id,
      siteId: state.siteId,
      ticketVersion: state.version + 1,
      patch: { ...fact.patch, ...promised(facts, terms, null, now) },
    });
    check(state, after, did, now);
    state = after;
  }
  return state;
}

const standings: readonly Standing[] = [...statuses, "unheld"];
/** A ticket that stands so. */
const as = (standing: Standing): Held =>
  standing === "unheld" ? { status: "paused", technicianId: null } : { status: standing, technicianId: "a" };

test("the table: every status is reachable or a start, every end is an end", () => {
  const reached = new Set(standings.flatMap((from) => Object.values(lifecycle[from])));
  for (const status of statuses) assert.ok(status === "received" || reached.has(status), status);
  for (const status of ["cancelled", "declined"] as const) assert.deepEqual(lifecycle[status], {});
  assert.deepEqual(lifecycle.duplicate, { unmerge: "triaged" }, "a merging can be undone");
  for (const standing of standings)
    for (const verb of verbs) assert.equal(next(as(standing), verb), lifecycle[standing][verb] ?? null);
});

test("the table: whoever holds work that is not done can be relieved of it, however far he has come", () => {
  for (const status of ["dispatched", "accepted", "en_route", "on_site", "paused"] as const) {
    assert.equal(next(as(status), "withdraw"), "triaged", status);
    assert.equal(next(as(status), "transfer"), "dispatched", status);
  }
  for (const status of ["received", "triaged", "unheld", "done", "closed"] as const) {
    assert.equal(next(as(status), "withdraw"), null, status);
    assert.equal(next(as(status), "transfer"), null, status);
  }
});

test("the table: what nobody holds in its pause can be sent or ended like waiting work, and nobody goes on with it", () => {
  for (const verb of verbs) {
    if (verb === "endPause") assert.equal(next(as("unheld"), verb), "triaged");
    else if (verb === "triage") assert.equal(next(as("unheld"), verb), "paused");
    else assert.equal(next(as("unheld"), verb), next(as("triaged"), verb), verb);
  }
});

test("property: a vacated pause goes on unchanged until somebody is sent, it is over, or the ticket ends", () => {
  fc.assert(
    fc.property(left, (steps) => {
      play(steps, (before, after, did, now) => {
        if (did.verb === "vacate") {
          const { technicianId, assignmentId, version: _v, finishBy, ...kept } = before;
          const { technicianId: who, assignmentId: which, version: _w, finishBy: by, ...rest } = after;
          assert.deepEqual(rest, kept, "status, reason, time and promises are as they were");
          assert.ok(by >= finishBy, "what the pause has given back meanwhile");
          assert.deepEqual([who, which], [null, null]);
          assert.ok(technicianId !== null && assignmentId !== null);
          for (const verb of ["resume", "accept"] as const) {
            const no = decide(after, { verb, technicianId }, now);
            assert.ok(isRefusal(no) && no.code === "NOT_YOURS_NOW");
          }
        }
        if (isUnheld(after)) assert.ok(["vacate", "triage"].includes(did.verb), did.verb);
        if (isUnheld(before) && !isUnheld(after)) {
          assert.ok(["assign", "endPause", "cancel", "turnDown"].includes(did.verb), did.verb);
          assert.deepEqual([after.pauseReason, after.backAt, after.capAt], [null, null, null]);
        }
      });
    }),
    { numRuns: 1_000 },
  );
});

test("property: whoever is relieved can do no more, and that somebody was there stays kept", () => {
  fc.assert(
    fc.property(history, (steps) => {
      play(steps, (before, after, did, now) => {
        if (did.verb !== "withdraw" && did.verb !== "transfer") return;
        assert.notEqual(after.technicianId, before.technicianId);
        const late: Command = { verb: "complete", technicianId: before.technicianId!, photos: 0 };
        const no = decide(after, late, now);
        assert.ok(isRefusal(no) && no.code === (did.verb === "transfer" ? "NOT_YOURS_NOW" : "STATE"));
        assert.equal(after.arriveBy, before.arriveBy);
        assert.deepEqual([after.pauseReason, after.backAt], [null, null]);
      });
    }),
    { numRuns: 500 },
  );
});

test("property: a ticket only moves along the table, one version at a time", () => {
  fc.assert(
    fc.property(fc.oneof(history, left), (steps) => {
      play(steps, (before, after, did) => {
        assert.equal(after.status, next(before, did.verb));
        assert.equal(after.version, before.version + 1);
      });
    }),
    { numRuns: 500 },
  );
});

test("property: somebody holds a ticket exactly while it is dispatched, and a promise runs exactly while work is owed", () => {
  const held = ["dispatched", "accepted", "en_route", "on_site", "paused", "done", "closed"];
  fc.assert(
    fc.property(fc.oneof(history, left), (steps) => {
      play(steps, (_before, after) => {
        if (after.status !== "paused")
          assert.equal(after.technicianId !== null, held.includes(after.status), after.status);
        assert.equal(after.technicianId === null, after.assignmentId === null);
        assert.equal(after.dueAt !== null, isOpen(after.status) && after.status !== "done", after.status);
        assert.equal(after.pauseReason !== null, after.status === "paused");
      });
    }),
    { numRuns: 500 },
  );
});

test("property: nobody but the holder moves the work, and a pause never makes the finish earlier", () => {
  fc.assert(
    fc.property(fc.oneof(history, left), (steps) => {
      play(steps, (before, after, did) => {
        if ("technicianId" in did && did.verb !== "assign")
          assert.equal(before.technicianId, did.technicianId);
        if (did.verb === "resume") assert.ok(after.finishBy >= before.finishBy);
        if (did.verb === "assign" && !did.byLead) assert.ok(before.declines < 2);
      });
    }),
    { numRuns: 500 },
  );
});

test("not solved is heard for seven days, then a new report is due", () => {
  const path: Command[] = [
    { verb: "assign", technicianId: "a", assignmentId: "x", byLead: false },
    { verb: "accept", technicianId: "a" },
    { verb: "depart", technicianId: "a" },
    { verb: "arrive", technicianId: "a" },
    { verb: "complete", technicianId: "a", photos: 0 },
  ];
  const done = play(
    path.map((c) => ({ command: c, minutes: 10 })),
    () => {},
  );
  assert.equal(done.status, "done");
  const days = (n: number) => new Date(Date.parse(done.doneAt!) + n * 86_400_000).toISOString();
  const again: Command = { verb: "reopen", outcome: "not_solved" };
  assert.equal(isRefusal(decide(done, again, days(6.9))), false);
  assert.equal(isRefusal(decide(done, again, days(7.1))), true);
});
