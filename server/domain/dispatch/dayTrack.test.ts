import assert from "node:assert/strict";
import { test } from "node:test";
import type { Status } from "../ticket/status.ts";
import { minutesOf, stretchesOf, type Turn, turnOf } from "./dayTrack.ts";

const at = (clock: string) => `2026-11-23T${clock}:00.000Z`;
const turn = (clock: string, status: Status, technicianId: string | null = "li"): Turn => ({
  at: at(clock),
  status,
  technicianId,
  pauseReason: status === "paused" ? "parts" : null,
});

test("travel, work and rest follow from the turns, and what goes on has no end", () => {
  const stretches = stretchesOf([
    turn("08:00", "received", null),
    turn("08:05", "dispatched"),
    turn("08:07", "accepted"),
    turn("08:20", "en_route"),
    turn("08:35", "on_site"),
    turn("09:00", "paused"),
    turn("09:30", "on_site"),
  ]);
  assert.deepEqual(
    stretches.map(({ kind, reason, from, until }) => [
      kind,
      reason,
      from.slice(11, 16),
      until?.slice(11, 16) ?? null,
    ]),
    [
      ["travel", null, "08:20", "08:35"],
      ["work", null, "08:35", "09:00"],
      ["pause", "parts", "09:00", "09:30"],
      ["work", null, "09:30", null],
    ],
  );
  const day = { from: Date.parse(at("08:40")), until: Date.parse(at("23:00")) };
  assert.equal(minutesOf(stretches, "work", day, Date.parse(at("09:45"))), 35);
});

test("a job that goes to another hand leaves the first one's day at that moment", () => {
  const stretches = stretchesOf([
    turn("08:20", "en_route"),
    turn("08:30", "triaged", null),
    turn("08:31", "dispatched", "zhang"),
    turn("08:40", "en_route", "zhang"),
  ]);
  assert.deepEqual(
    stretches.map(({ technicianId, until }) => [technicianId, until]),
    [
      ["li", at("08:30")],
      ["zhang", null],
    ],
  );
});

test("steps told late never overlap what was known, and none is drawn backwards", () => {
  const stretches = stretchesOf([turn("09:00", "en_route"), turn("08:50", "on_site"), turn("09:20", "done")]);
  assert.deepEqual(
    stretches.map(({ kind, from, until }) => [kind, from, until]),
    [["work", at("09:00"), at("09:20")]],
  );
});

test("an event's patch is a turn when it moves the status, and keeps whose job it is", () => {
  const before = turn("08:07", "accepted");
  assert.equal(turnOf({ urges: 2 }, before, at("08:21")), null);
  assert.equal(turnOf({ status: "accepted", urgency: 2 }, before, at("08:21")), null);
  assert.deepEqual(
    turnOf({ status: "en_route", statusSince: at("08:20") }, before, at("08:21")),
    turn("08:20", "en_route"),
  );
  assert.equal(
    turnOf({ status: "triaged", statusSince: at("08:20"), technicianId: null }, before, at("08:21"))
      ?.technicianId,
    null,
  );
  const left = turnOf({ status: "accepted", technicianId: null }, before, at("08:21"));
  assert.deepEqual([left?.at, left?.technicianId], [at("08:21"), null], "in other hands as it was before");
});
