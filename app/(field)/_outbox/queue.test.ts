import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { next, type Verb } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { besideVerbs } from "../jobs/[id]/steps.ts";
import type { Kept, Picture } from "./kept.ts";
import {
  foundation,
  isSpare,
  nextMove,
  pauseAfter,
  picturesFor,
  project,
  unsentOf,
  verdict,
} from "./queue.ts";
import { fitsOn, onceMore, withFollowers } from "./settle.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString();
const me = "technician";

function ticket(change: Partial<Ticket> = {}): Ticket {
  return {
    id: "t1",
    status: "dispatched",
    version: 2,
    technicianId: me,
    pauseReason: null,
    statusSince: at(0),
    finishBy: at(50),
    photos: 0,
    doneAt: null,
    declines: 0,
    ...change,
  } as Ticket;
}

const extra = {
  pause: { reason: "parts" },
  decline: { reason: "busy" },
  complete: { result: "fixed" },
  contact: { reached: true },
  guide: { placeId: "p", way: "mine", seen: { way: "" } },
} as Record<string, object>;

function kept(order: number, verb: Kept["step"]["verb"], change: Partial<Kept> & { ticketId?: string } = {}) {
  const { ticketId = "t1", ...rest } = change;
  const ofJob = verb === "presence" || verb === "vanBack" ? {} : { ticketId };
  const work = (besideVerbs as readonly string[]).includes(verb) ? {} : { version: 2 };
  const step = { verb, ...ofJob, ...work, doneAt: at(order), ...extra[verb] };
  return {
    order,
    key: `k${order}`,
    personId: me,
    step,
    pictures: [],
    about: { number: "", plate: {}, timeZone: "" },
    state: "queued",
    moved: null,
    told: null,
    answeredAt: null,
    ...rest,
  } as unknown as Kept;
}

function photo(id: string, change: Partial<Picture> = {}): Picture {
  const none = { sha256: "", photoId: null, told: null, keptAt: at(0) };
  return { order: 1, id, personId: me, ticketId: "t1", ...none, ...change };
}

const free = new Map<string, number>();
const refused = { state: "refused", told: { code: "STALE" } } as const;
const sent = (version: number) => ({ state: "sent", moved: { version, status: "accepted" } }) as const;

test("steps of one job go in order, one at a time", () => {
  const queue = [kept(3, "arrive"), kept(1, "accept"), kept(2, "depart")];
  assert.deepEqual(nextMove(queue, [], free, 0), { kind: "send", command: queue[1] });
  assert.equal(nextMove([], [], free, 0).kind, "rest");
});

test("a refused step holds up those behind it, and no other job", () => {
  const other = kept(3, "accept", { ticketId: "t2" });
  assert.deepEqual(nextMove([kept(1, "accept", refused), kept(2, "depart"), other], [], free, 0), {
    kind: "send",
    command: other,
  });
  assert.equal(nextMove([kept(1, "accept", refused), kept(2, "depart")], [], free, 0).kind, "rest");
});

test("the photos of a record go before it, and after the steps that need none", () => {
  const done = kept(1, "complete", { pictures: ["p1", "p2"] });
  const step = kept(2, "accept", { ticketId: "t2" });
  const pictures = [photo("loose"), photo("p1", { photoId: "x" }), photo("p2")];
  assert.deepEqual(nextMove([done, step], pictures, free, 0), { kind: "send", command: step });
  assert.deepEqual(nextMove([done], pictures, free, 0), { kind: "upload", picture: pictures[2] });
  const there = pictures.map((each) => ({ ...each, photoId: "x" }));
  assert.deepEqual(nextMove([done], there, free, 0), { kind: "send", command: done });
});

test("a photo that is gone from the phone, or that the office cannot read, stops its record instead of being left out", () => {
  const done = kept(1, "complete", { pictures: ["p1", "gone"] });
  const there = photo("p1", { photoId: "x" });
  const lost = { kind: "stop", command: done, told: { code: "PHOTO_LOST", field: "photoIds" } };
  assert.deepEqual(nextMove([done], [there], free, 0), lost);
  const unread = photo("gone", { told: { code: "PHOTO_BROKEN" } });
  const broken = { ...lost, told: { code: "PHOTO_BROKEN", field: "photoIds" } };
  assert.deepEqual(nextMove([done], [there, unread], free, 0), broken);
  const again = onceMore({ ...done, ...lost, state: "refused" } as Kept, 9, [there]);
  assert.deepEqual(again.pictures, ["p1"], "only his own word sends it without");
  assert.equal(nextMove([again], [there], free, 0).kind, "send");
});

test("the photos of one visit belong to its record and to no other", () => {
  const first = kept(1, "complete", { pictures: ["p1"] });
  const pictures = [photo("p1"), photo("p2"), photo("p3", { of: "k1" }), photo("p4", { ticketId: "t2" })];
  const ids = (of: string | null) => picturesFor(pictures, [first], "t1", of).map(({ id }) => id);
  assert.deepEqual(ids(null), ["p2"], "a new record begins without those of the one before");
  assert.deepEqual(ids("k1"), ["p1", "p3"], "and one that is gone over again has its own");
});

test("what failed waits, and lets others pass", () => {
  const queue = [kept(1, "accept"), kept(2, "accept", { ticketId: "t2" })];
  const held = new Map([["k1", 5_000]]);
  assert.deepEqual(nextMove(queue, [], held, 0), { kind: "send", command: queue[1] });
  assert.deepEqual(nextMove([queue[0]!], [], held, 0), { kind: "wait", until: 5_000 });
  assert.deepEqual(nextMove([queue[0]!], [], held, 5_000), { kind: "send", command: queue[0] });
  assert.deepEqual([1, 2, 3, 7, 40].map(pauseAfter), [1_000, 2_000, 4_000, 60_000, 60_000]);
});

test("only a true refusal stops a step; everything else is tried again", () => {
  assert.equal(verdict({ code: "OFFLINE" }), "later");
  assert.equal(verdict({ code: "SAVE_LATER" }), "later");
  assert.equal(verdict({ code: "WAIT" }), "later");
  assert.equal(verdict({ code: "NOT_SIGNED_IN" }), "signIn");
  assert.equal(verdict({ code: "NOT_YOURS_NOW" }), "refused");
});

test("the job is shown as it was left on the phone, until the office shows it so", () => {
  const queue = [kept(1, "accept"), kept(2, "depart"), kept(3, "arrive")];
  assert.equal(project(ticket(), queue).status, "on_site");
  // The office has two of them already, but its answers were lost.
  assert.equal(project(ticket({ status: "en_route", version: 4 }), queue).status, "on_site");
  // A page from before the office answered.
  const answered = [kept(1, "accept", sent(3)), kept(2, "depart", sent(4))];
  assert.deepEqual(
    [project(ticket(), answered).status, project(ticket(), answered).version],
    ["en_route", 4],
  );
  assert.equal(
    project(ticket({ status: "triaged", version: 5, technicianId: null }), answered).status,
    "triaged",
  );
  assert.equal(project(ticket(), [kept(1, "accept", refused), kept(2, "depart")]).status, "dispatched");
  assert.equal(project(ticket(), [kept(1, "decline")]).technicianId, null);
});

test("a step builds on the one before it while that is not answered, else on what is shown", () => {
  assert.deepEqual(foundation([], ticket()), { version: 2 });
  assert.deepEqual(foundation([kept(1, "accept"), kept(2, "depart")], ticket()), { version: 2, after: "k2" });
  const answered = [kept(1, "accept", sent(3))];
  assert.deepEqual(foundation(answered, project(ticket(), answered)), { version: 3 });
  assert.deepEqual(foundation([kept(1, "accept", { ticketId: "t2" })], ticket()), { version: 2 });
});

test("a refused step goes once more under the same key, without what it was built on and without unreadable photos", () => {
  const command = kept(2, "complete", { ...refused, pictures: ["good", "bad"] });
  Object.assign(command.step, { after: "k1" });
  const again = onceMore(command, 9, [photo("good"), photo("bad", { told: { code: "PHOTO_BROKEN" } })]);
  assert.deepEqual(
    [
      again.key,
      again.state,
      (again.step as { version?: number }).version,
      "after" in again.step,
      again.pictures,
      again.told,
    ],
    ["k2", "queued", 9, false, ["good"], null],
  );
  assert.equal(again.step.doneAt, command.step.doneAt);
});

test("letting a step go lets those go that were built on it, and nothing else", () => {
  const queue = [
    kept(1, "accept", sent(3)),
    kept(2, "depart", refused),
    kept(3, "arrive"),
    kept(4, "accept", { ticketId: "t2" }),
  ];
  assert.deepEqual(
    withFollowers(queue, "k2").map(({ key }) => key),
    ["k2", "k3"],
  );
});

test("a refused step can be put down again only where the job allows it", () => {
  const arrive = kept(1, "arrive", refused);
  assert.equal(fitsOn(ticket({ status: "en_route" }), arrive), true);
  assert.equal(fitsOn(ticket({ status: "dispatched" }), arrive), false);
  assert.equal(fitsOn(ticket({ status: "en_route", technicianId: "somebody" }), arrive), false);
  const late = kept(1, "handBack", { state: "refused", told: { code: "TOO_LATE" } });
  assert.equal(fitsOn(ticket({ status: "accepted" }), late), false);
});

test("a photo may leave the phone only when the office has it and no unsent step names it", () => {
  const record = kept(1, "complete", { pictures: ["p1"] });
  assert.equal(isSpare(photo("p1"), []), false);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), []), true);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), [record]), false);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), [{ ...record, state: "refused" }]), false);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), [{ ...record, state: "sent" }]), true);
});

test("what is not sent is counted, of all jobs or of one", () => {
  const queue = [
    kept(1, "accept", sent(3)),
    kept(2, "depart"),
    kept(3, "accept", { ticketId: "t2", ...refused }),
  ];
  const pictures = [photo("p1"), photo("p2", { photoId: "x" }), photo("p3", { ticketId: "t2" })];
  const none = { refused: 0, holding: 0, spoilt: 0 };
  assert.deepEqual(unsentOf(queue, pictures), {
    ...none,
    changes: 2,
    photos: 2,
    refused: 1,
    holding: 1,
    oldest: at(2),
  });
  assert.deepEqual(unsentOf(queue, pictures, "t1"), { ...none, changes: 1, photos: 1, oldest: at(2) });
  const broken = [photo("p4", { told: { code: "PHOTO_BROKEN" } })];
  assert.equal(unsentOf([], broken).spoilt, 1, "a photo that cannot go is never silent");
});

test("whatever luck the network has, every step arrives once and in order, and the phone shows the end from the start", () => {
  const verbs = ["accept", "depart", "arrive", "pause", "resume", "complete"] as const;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: verbs.length }),
      fc.array(fc.constantFrom("lost", "heard", "answered"), { maxLength: 40 }),
      (length, luck) => {
        let queue = verbs.slice(0, length).map((verb, n) => kept(n + 1, verb));
        const first = ticket();
        const end = project(first, queue).status;
        const office: string[] = [];
        let state = first;
        for (const fate of [...luck, ...Array(length).fill("answered")]) {
          const move = nextMove(queue, [], free, 0);
          if (move.kind !== "send") break;
          const { command } = move;
          if (fate === "lost") continue;
          if (!office.includes(command.key)) {
            const to = next(state.status, command.step.verb as Verb);
            assert.ok(to !== null, `${command.step.verb} in ${state.status}`);
            state = { ...state, status: to, version: state.version + 1 };
            office.push(command.key);
          }
          if (fate === "answered")
            queue = queue.map((each) => (each === command ? { ...each, ...sent(state.version) } : each));
          assert.equal(project(first, queue).status, end);
        }
        assert.deepEqual(
          office,
          queue.map(({ key }) => key),
        );
        return state.status === end && unsentOf(queue, []).changes === 0;
      },
    ),
  );
});

test("what is used goes in its order beside the steps and changes no state; a quote pauses", () => {
  const queue = [
    kept(1, "arrive"),
    kept(2, "use"),
    kept(3, "reserve"),
    kept(4, "takeBack"),
    kept(5, "quote"),
  ];
  const shown = (count: number) => project(ticket({ status: "en_route" }), queue.slice(0, count));
  assert.deepEqual([shown(1).status, shown(4).status, shown(5).status], ["on_site", "on_site", "paused"]);
  assert.equal(shown(5).pauseReason, "quote");
  const use = kept(2, "use", { state: "refused", told: { code: "TOO_EARLY" } });
  assert.ok(fitsOn(ticket(), use), "what was used can always be sent again");
});

test("a door that stays shut is a wait with its pictures first, from the way there and from the spot", () => {
  for (const status of ["en_route", "on_site"] as const) {
    const step = kept(1, "noAccess", { pictures: ["door"] });
    const shown = project(ticket({ status }), [step]);
    assert.deepEqual([shown.status, shown.pauseReason, shown.photos], ["paused", "no_access", 1]);
    assert.deepEqual(nextMove([step], [photo("door")], free, 0), { kind: "upload", picture: photo("door") });
  }
});

test("what is said beside the work keeps its order in the job, and neither holds up nor is held up by a no", () => {
  const contact = kept(2, "contact");
  const queue = [kept(1, "accept"), contact, kept(3, "depart")];
  assert.deepEqual(nextMove(queue, [], free, 0), { kind: "send", command: queue[0] });
  assert.deepEqual(nextMove([kept(1, "accept", sent(3)), contact, queue[2]!], [], free, 0), {
    kind: "send",
    command: contact,
  });
  // The step before it was not taken: the owner was reached all the same, and the next step waits.
  const stopped = [kept(1, "accept", refused), contact, queue[2]!];
  assert.deepEqual(nextMove(stopped, [], free, 0), { kind: "send", command: contact });
  const heard = { ...contact, ...sent(4) } as Kept;
  assert.equal(nextMove([stopped[0]!, heard, queue[2]!], [], free, 0).kind, "rest");
  // It was not taken itself, or has to be tried again later: the work goes on.
  const no = kept(2, "contact", refused);
  assert.deepEqual(nextMove([no, queue[2]!], [], free, 0), { kind: "send", command: queue[2] });
  assert.deepEqual(nextMove([contact, queue[2]!], [], new Map([["k2", 9_000]]), 0), {
    kind: "send",
    command: queue[2],
  });
  assert.deepEqual(foundation([contact], ticket()), { version: 2 }, "nothing builds on it");
  assert.deepEqual(withFollowers([no, queue[2]!], "k2"), [no]);
  assert.equal(project(ticket({ status: "accepted" }), [no, queue[2]!]).status, "en_route");
  assert.deepEqual([unsentOf([no], []).refused, unsentOf([no], []).holding], [1, 0]);
});

test("what concerns no job has an order of its own, and waits for no job", () => {
  const queue = [
    kept(1, "accept", refused),
    kept(2, "presence"),
    kept(3, "vanBack"),
    kept(4, "accept", { ticketId: "t2" }),
  ];
  assert.deepEqual(nextMove(queue, [], free, 0), { kind: "send", command: queue[1] });
  assert.equal(unsentOf(queue, [], "t1").changes, 1);
  assert.equal(unsentOf(queue, []).changes, 4);
  assert.deepEqual(verdict({ code: "WAIT" }, true), "refused");
});

test("what the office will refuse again is not offered again, and what somebody else wrote is seen before it is replaced", () => {
  const on = ticket({ status: "on_site" });
  for (const [verb, code] of [
    ["takeBack", "SETTLED_ALREADY"],
    ["quote", "RETURN_FREE"],
    ["quote", "NOTHING_TO_QUOTE"],
    ["pause", "BAD_TIME"],
  ] as const)
    assert.equal(fitsOn(on, kept(1, verb, { state: "refused", told: { code } })), false, code);
  assert.equal(fitsOn(on, kept(1, "use", refused)), true);
  assert.equal(fitsOn(null, kept(1, "use", refused)), false, "not in his hands");
  const stale = {
    state: "refused",
    told: { code: "STALE", field: "way", params: { theirs: "other" } },
  } as const;
  const mine = kept(1, "guide", stale);
  assert.equal(fitsOn(null, mine), true);
  assert.deepEqual((onceMore(mine, null, []).step as { seen?: object }).seen, { way: "other" });
});
