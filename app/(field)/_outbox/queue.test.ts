import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { next, type Verb } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { besideVerbs } from "../jobs/[id]/steps.ts";
import { visitKept } from "./asKept.ts";
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
import { fitsOn, mayMend, onceMore, partedForNote, withFollowers } from "./settle.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString();
const me = "technician";
function window(hour: number) {
  const on = (of: number) => new Date(Date.UTC(2026, 2, 2, of)).toISOString();
  return { from: on(hour), until: on(hour + 1) };
}

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
  offerTimes: { windows: [window(9), window(11)], seen: { visit: null, from: null } },
  fixTime: { window: window(9), seen: { visit: null, from: null } },
  claim: { offerId: "o", expiresAt: at(3), urgency: 3, fault: { nameZh: "", nameEn: "" } },
  pass: { offerId: "o" },
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

test("what the office fails at again and again is shown and asked about, and holds up no other job", () => {
  const told = { code: "UNKNOWN" } as const;
  assert.deepEqual(
    [0, 1, 4, 5, 6].map((unknowns) => verdict(told, false, unknowns)),
    ["later", "later", "later", "refused", "refused"],
  );
  assert.equal(verdict({ code: "OFFLINE" }, false, 9), "later");
  assert.equal(verdict({ code: "SAVE_LATER" }, true, 9), "later");
  const stuck = kept(1, "use", { state: "refused", told, unknowns: 5 });
  const other = kept(3, "accept", { ticketId: "t2" });
  const queue = [stuck, kept(2, "complete"), other];
  assert.deepEqual(nextMove(queue, [], free, 0), { kind: "send", command: other });
  const here = ticket({ status: "on_site", version: 5 });
  assert.deepEqual([fitsOn(here, stuck), mayMend(here, stuck)], [true, true], "once more, or otherwise");
  const again = onceMore(stuck, 5, []);
  assert.deepEqual([again.state, again.told, again.unknowns], ["queued", null, undefined]);
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
  assert.equal(isSpare(photo("p1"), [], []), false);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), [], []), true);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), [record], []), false);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), [{ ...record, state: "refused" }], []), false);
  assert.equal(isSpare(photo("p1", { photoId: "x" }), [{ ...record, state: "sent" }], []), true);
});

test("the photos of a record that is being written stay however old they look, and so do those added to a refused one", () => {
  const sent = photo("p1", { photoId: "x", keptAt: "1970-01-01T00:00:00.000Z" });
  assert.equal(isSpare(sent, [], ["t1"]), false);
  assert.equal(isSpare(sent, [], ["t2"]), true);
  const record = kept(1, "complete", { state: "refused" });
  assert.equal(isSpare({ ...sent, of: "k1" }, [record], []), false);
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
            const to = next(state, command.step.verb as Verb);
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

test("what he did before he said that he leaves reaches the office before that, with its photos, as far as that can go", () => {
  const door = { id: "p1", ticketId: "t1", photoId: null, told: null } as unknown as Picture;
  const queue = [
    kept(1, "pause", { ticketId: "t2" }),
    kept(2, "complete", { pictures: ["p1"] }),
    kept(3, "presence"),
    kept(4, "accept", { ticketId: "t3" }),
  ];
  const order: string[] = [];
  const all: Picture[] = [{ ...door }];
  for (const _ of queue.concat(queue)) {
    const move = nextMove(queue, all, new Map(), 0);
    if (move.kind === "upload") {
      order.push("photo");
      all[0] = { ...door, photoId: "kept" };
    } else if (move.kind === "send") {
      order.push(move.command.step.verb);
      move.command.state = "sent";
    }
  }
  assert.deepEqual(order, ["pause", "photo", "complete", "presence", "accept"]);
  // A photo that does not get through keeps nobody from being told that he is ill.
  const stuck = nextMove(
    [kept(2, "complete", { pictures: ["p1"] }), kept(3, "presence")],
    [door],
    new Map([["p1", 9]]),
    0,
  );
  assert.ok(stuck.kind === "send" && stuck.command.step.verb === "presence");
});

test("parts that were used on a job that has gone are booked, and only the rest is put in words", () => {
  const lines = (...ids: string[]) => ids.map((id) => ({ id, materialId: id, quantity: "1", kind: "free" }));
  const use = (order: number, ...ids: string[]) => {
    const command = kept(order, "use");
    return { ...command, step: { ...command.step, lines: lines(...ids) } } as unknown as Kept;
  };
  const back = kept(5, "takeBack");
  const queue = [
    kept(1, "depart", refused),
    kept(2, "arrive"),
    use(3, "a", "b"),
    use(4, "c"),
    { ...back, step: { ...back.step, chargeId: "b" } } as unknown as Kept,
    kept(6, "complete"),
  ];
  const { uses, told } = partedForNote(queue);
  assert.deepEqual(
    uses.map(({ key, step }) => [key, step.verb === "use" && step.lines.map(({ id }) => id)]),
    [
      ["k3", ["a"]],
      ["k4", ["c"]],
    ],
    "what was taken back is not booked",
  );
  assert.deepEqual(
    told.map(({ key }) => key),
    ["k1", "k2", "k6"],
  );
  const alone = { ...use(1, "a"), ...refused } as Kept;
  assert.deepEqual(partedForNote([alone]), { uses: [], told: [alone] }, "refused for itself");
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

test("what is about the same thing keeps its order also while one of it is tried again, and lets the work pass", () => {
  const queue = [kept(1, "offerTimes"), kept(2, "fixTime"), kept(3, "takeCall"), kept(4, "depart")];
  const held = new Map([["k1", 9_000]]);
  assert.deepEqual(nextMove(queue, [], held, 0), { kind: "send", command: queue[2] }, "another thing goes");
  const heard = [...queue.slice(0, 2), { ...queue[2]!, ...sent(3) } as Kept, queue[3]!];
  assert.deepEqual(nextMove(heard, [], held, 0), { kind: "send", command: queue[3] }, "and so does the work");
  assert.deepEqual(nextMove(queue.slice(0, 2), [], held, 0), { kind: "wait", until: 9_000 });
  const asked = [kept(1, "claim"), kept(2, "pass")];
  assert.deepEqual(nextMove(asked, [], new Map([["k1", 9_000]]), 0), { kind: "wait", until: 9_000 });
});

test("what was said last holds: neither a presence nor a word on one job overtakes one that is tried again", () => {
  const held = new Map([["k1", 9_000]]);
  for (const [first, then] of [
    ["presence", "presence"],
    ["message", "visitOff"],
    ["contact", "message"],
    ["note", "offerTimes"],
  ] as const) {
    const queue = [kept(1, first), kept(2, then)];
    assert.deepEqual(nextMove(queue, [], held, 0), { kind: "wait", until: 9_000 }, `${first}, ${then}`);
  }
  const other = [kept(1, "message"), kept(2, "visitOff", { ticketId: "t2" })];
  assert.deepEqual(nextMove(other, [], held, 0), { kind: "send", command: other[1] }, "another job goes");
});

test("times that were offered on this phone are shown as kept there, the newest of them, until the office has answered", () => {
  const offer = kept(1, "offerTimes");
  const fix = kept(2, "fixTime");
  assert.equal(visitKept([offer], "t1")?.windows.length, 2);
  assert.equal(visitKept([offer], "t1")?.agreed, null);
  assert.deepEqual(visitKept([offer, fix], "t1"), { key: "k2", windows: [window(9)], agreed: window(9) });
  assert.equal(visitKept([{ ...offer, ...sent(3) } as Kept], "t1"), null);
  assert.equal(visitKept([offer], "t2"), null);
  assert.equal(project(ticket({ status: "accepted" }), [offer, fix]).status, "accepted", "no state moves");
});

test("times that could not be had may be chosen anew where a time can be agreed; what somebody agreed is seen before it gives way", () => {
  const told = { code: "STALE", field: "visit", params: { visit: "v2", from: at(9) } } as const;
  const mine = kept(1, "offerTimes", { state: "refused", told });
  for (const status of ["dispatched", "accepted", "paused"] as const) {
    assert.equal(mayMend(ticket({ status }), mine), true, status);
    assert.equal(fitsOn(ticket({ status }), mine), true, status);
  }
  assert.equal(mayMend(ticket({ status: "en_route" }), mine), false);
  assert.equal(mayMend(null, mine), false);
  const gone = kept(1, "fixTime", { state: "refused", told: { code: "SLOT_TAKEN" } });
  assert.equal(fitsOn(ticket({ status: "accepted" }), gone), false, "the same again will not do");
  assert.equal(mayMend(ticket({ status: "accepted" }), gone), true);
  const again = onceMore(mine, 9, []).step as { seen?: object };
  assert.deepEqual(again.seen, { visit: "v2", from: at(9) });
});

test("a job that was asked for is not in his hands by that, and a no to it is not offered again", () => {
  const asked = kept(1, "claim", { ticketId: "t9" });
  assert.equal(
    project(ticket({ id: "t9", technicianId: null, status: "triaged" }), [asked]).technicianId,
    null,
  );
  assert.equal(unsentOf([asked], []).changes, 1);
  for (const code of ["TICKET_TAKEN", "OFFER_OVER", "NOT_ELIGIBLE"] as const) {
    const no = kept(1, "claim", { ticketId: "t9", state: "refused", told: { code } });
    assert.equal(fitsOn(null, no), false);
    assert.equal(mayMend(null, no), false);
    assert.deepEqual(withFollowers([no, kept(2, "accept", { ticketId: "t9" })], "k1"), [no]);
  }
});

test("a refused step that is more than a press may be said otherwise where the job still allows it", () => {
  const may = (verb: Kept["step"]["verb"], status: Ticket["status"], id = me) =>
    mayMend(ticket({ status, technicianId: id }), kept(1, verb, refused));
  assert.deepEqual(
    [may("pause", "on_site"), may("pause", "paused"), may("pause", "on_site", "x")],
    [true, false, false],
  );
  assert.deepEqual([may("decline", "dispatched"), may("decline", "on_site")], [true, false]);
  assert.deepEqual(
    [may("use", "on_site"), may("reserve", "paused"), may("quote", "paused")],
    [true, true, false],
  );
  assert.deepEqual([may("complete", "on_site"), may("arrive", "en_route")], [true, false]);
});

test("his own words are said otherwise wherever the job is by now; a visit is called off for a ready reason, so there is nothing to reword", () => {
  for (const verb of ["note", "guide"] as const)
    for (const where of [null, ticket({ status: "closed" }), ticket({ technicianId: "another" })])
      assert.equal(mayMend(where, kept(1, verb, refused)), true, verb);
  assert.equal(mayMend(ticket({ status: "accepted" }), kept(1, "visitOff", refused)), false);
});

test("whatever luck the network has, what is said of visits and offers arrives once and in its order, beside the work", () => {
  const beside = ["offerTimes", "fixTime", "visitOff", "claim", "pass", "contact"] as const;
  fc.assert(
    fc.property(
      fc.array(fc.record({ verb: fc.constantFrom(...beside), job: fc.nat(1) }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.array(fc.constantFrom("lost", "heard", "answered", "refused"), { maxLength: 40 }),
      (acts, luck) => {
        let queue = acts.map(({ verb, job }, n) => kept(n + 1, verb, { ticketId: `t${job}` }));
        const kind = ({ step }: Kept) =>
          `${(step as { ticketId: string }).ticketId} ${/Time|visit/.test(step.verb) ? "visit" : /claim|pass/.test(step.verb) ? "offer" : step.verb}`;
        const office: Kept[] = [];
        const held = new Map<string, number>();
        let now = 0;
        for (const fate of [...luck, ...Array(acts.length * 2).fill("answered")]) {
          now += 1;
          let move = nextMove(queue, [], held, now);
          if (move.kind === "wait") {
            now = move.until;
            move = nextMove(queue, [], held, now);
          }
          if (move.kind !== "send") break;
          const { command } = move;
          if (fate === "lost") {
            held.set(command.key, now + 3);
            continue;
          }
          if (!office.some(({ key }) => key === command.key)) office.push(command);
          if (fate === "heard") held.set(command.key, now + 3);
          else {
            const answer = fate === "refused" ? { ...refused } : sent(3);
            queue = queue.map((each) => (each === command ? ({ ...each, ...answer } as Kept) : each));
          }
        }
        assert.equal(office.length, acts.length, "each once");
        for (const one of new Set(office.map(kind))) {
          const arrived = office.filter((each) => kind(each) === one).map(({ order }) => order);
          assert.deepEqual(
            arrived,
            [...arrived].sort((a, b) => a - b),
          );
        }
      },
    ),
  );
});
