import assert from "node:assert/strict";
import { test } from "node:test";
import type { AlarmKind, AlarmRank } from "./kind.ts";
import {
  type Device,
  type Heard,
  ringingOf,
  silenceLasts,
  soundsEvery,
  soundsIn,
  type Voice,
} from "./ringing.ts";

const heard = (id: string, kind: AlarmKind, more: Partial<Heard> = {}): Heard => ({
  id,
  kind,
  acknowledgedAt: null,
  shelved: false,
  ...more,
});
const gas = heard("gas", "danger");
const stuck = heard("stuck", "danger");
const nobody = heard("nobody", "nobody");
const late = heard("late", "overdue");
const on: Device = { sound: "on", leads: true, silence: null, now: 1_000 };
const silenced = (rank: AlarmRank, ...ids: string[]): Partial<Device> => ({
  silence: { until: on.now + silenceLasts, rank, ids },
});

type Known = Parameters<typeof ringingOf>[0];
const known = (alarms: Heard[], more: Partial<NonNullable<Known>> = {}): Known => ({
  alarms,
  flood: false,
  duty: "on",
  ...more,
});

type Row = [string, Known, Partial<Device>, Voice, AlarmRank | null];
const rows: Row[] = [
  ["no alarm", known([]), {}, "nothing", null],
  ["the gravest decides", known([late, nobody, gas]), {}, "sounds", 1],
  ["somebody is late", known([late]), {}, "sounds", 3],
  ["signed out", null, {}, "signed_out", null],
  ["off duty", known([gas], { duty: "off" }), {}, "off_duty", null],
  ["no shifts are kept for him, and he is looking", known([gas], { duty: "unrostered" }), {}, "sounds", 1],
  ["acknowledged", known([{ ...gas, acknowledgedAt: "2026-11-23T08:00:00.000Z" }]), {}, "nothing", null],
  ["put aside", known([{ ...nobody, shelved: true }]), {}, "nothing", null],
  ["a flood, and no danger in it", known([nobody, late], { flood: true }), {}, "nothing", null],
  ["a flood with a danger in it", known([nobody, late, gas], { flood: true }), {}, "sounds", 1],
  ["never turned on", known([gas]), { sound: "off" }, "sound_off", null],
  ["the browser waits for a press", known([gas]), { sound: "blocked" }, "sound_blocked", null],
  ["another page of this device sounds", known([gas]), { leads: false }, "other_page", null],
  ["silenced", known([nobody]), silenced(2, "nobody"), "silenced", null],
  ["silenced, then a danger", known([nobody, gas]), silenced(2, "nobody"), "sounds", 1],
  ["a danger silenced, then another", known([gas, stuck]), silenced(1, "gas"), "sounds", 1],
  [
    "silenced, then one as grave",
    known([nobody, heard("no", "declined")]),
    silenced(2, "nobody"),
    "sounds",
    2,
  ],
  ["a danger silenced, then somebody late", known([gas, late]), silenced(1, "gas"), "silenced", null],
  [
    "the silence is over",
    known([nobody]),
    { ...silenced(2, "nobody"), now: on.now + silenceLasts },
    "sounds",
    2,
  ],
];
for (const [name, alarms, device, why, rank] of rows) {
  test(name, () => {
    const told = ringingOf(alarms, { ...on, ...device });
    assert.deepEqual([told.why, told.rank], [why, rank]);
  });
}

test("what asks for a sound is told of a device that is silent too", () => {
  assert.equal(ringingOf(known([gas]), { ...on, sound: "off" }).due, 1);
  assert.equal(ringingOf(known([nobody]), { ...on, ...silenced(2, "nobody") }).due, 2);
  assert.equal(ringingOf(known([nobody], { flood: true }), on).due, null);
});

const last = (rank: AlarmRank, at: number) => ({ rank, at });
const repeats: Array<[string, AlarmRank, ReturnType<typeof last> | null, number, number]> = [
  ["never yet: at once", 2, null, 0, 0],
  ["just now: after its pause", 1, last(1, 0), 0, soundsEvery[1]],
  ["halfway", 3, last(3, 0), 12_000, soundsEvery[3] - 12_000],
  ["overdue: at once and not twice", 2, last(2, 0), 60_000, 0],
  ["graver than before: at once", 1, last(3, 0), 10, 0],
  ["less grave than before: at its own pace", 3, last(1, 0), 5_000, 15_000],
];
for (const [name, rank, before, now, wanted] of repeats) {
  test(`it sounds again, ${name}`, () => assert.equal(soundsIn(rank, before, now), wanted));
}
