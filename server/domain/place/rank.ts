import { namesPart } from "./address.ts";
import { figureOf, fold } from "./figure.ts";
import { initialsOf } from "./initials.ts";
import { type PlateWords, plateLine } from "./plate.ts";
import type { Part, Reading } from "./reading.ts";

/** What a reading is held against: the figures on a place's plate, and what it and its site are called. */
export type Findable = {
  building: string | null;
  unit: string | null;
  room: string | null;
  floor: number | null;
  kind: string;
  spots: string[];
  called: string[];
};

/** A place as its plate tells it. `site` are more names of the site, besides the one on the plate. */
export function findable(
  place: { plate: PlateWords; kind: string; floor: number | null },
  site: string[] = [],
): Findable {
  const { zh, en } = place.plate;
  const figure = (words: string | undefined) => (words ? figureOf(words) : null);
  const names = [...site, zh.site, en.site].flatMap((name) => (name ? callings(name) : []));
  return {
    building: figure(zh.building),
    unit: figure(zh.unit),
    room: figure(zh.room),
    floor: place.floor,
    kind: place.kind,
    spots: [zh.spot, en.spot].flatMap((spot) => (spot ? callings(spot) : [])),
    called: [...names, plain(plateLine(zh)), plain(plateLine(en))],
  };
}

/** What people call a name: itself, and the initials of a Chinese one. */
export function callings(name: string): string[] {
  const initials = initialsOf(name);
  return initials.length > 1 ? [plain(name), initials] : [plain(name)];
}

/** Above this a place is no longer what was typed, only like it. */
export const certain = 1;

/**
 * How far the place is from the nearest reading: 0 and a little is the very place, above 1 something in the reading was left
 * unexplained; null when every reading names another place.
 */
export function distance(readings: Reading[], place: Findable): number | null {
  const all = readings.flatMap((reading) => {
    const far = apart(reading, place);
    return far === null ? [] : [far];
  });
  return all.length === 0 ? null : Math.min(...all);
}

function apart(reading: Reading, place: Findable): number | null {
  if (!namesPart(reading)) return null;
  const { building, unit, room, floor, spot } = reading;
  if (!building && !unit && !room && !floor && !spot) return null;
  if (differs(building, place.building) || differs(unit, place.unit) || differs(room, place.room))
    return null;
  if (floor && !room && place.floor !== null && differs(floor, String(place.floor))) return null;
  if (floor && !room && place.floor === null && place.kind !== "corridor" && place.kind !== "lobby")
    return null;
  let far = Math.min(reading.doubt, 3) * 0.25;
  if (spot) {
    const distant = spotApart(spot, place);
    if (distant === null) return null;
    far += distant;
  }
  // The reading says less than the plate: the plainest place first.
  if (place.unit !== null && !unit) far += 0.02;
  if (place.room !== null && !room) far += 0.04;
  if (place.building !== null && !building) far += 0.08;
  const unexplained = reading.names
    .flatMap((name) => plain(name).split(" "))
    .filter((name) => !explains(name, place));
  return far + Math.min(unexplained.length, 4);
}

function differs(said: Part | undefined, figure: string | null): boolean {
  return said !== undefined && said.figure !== (figure?.replace(/^0+(?=\d)/, "") ?? null);
}

/** Figures and sides in the words must be the spot's own: 2号电梯 is not 1号梯, 东门 not 南门. */
function spotApart(spot: NonNullable<Reading["spot"]>, { kind, spots }: Findable): number | null {
  const said = plain(spot.said);
  // dt is a lift as much as it is a lobby.
  const either = spot.kinds.length > 1 && isKind(spot.kinds, kind) && /^[a-z]+$/.test(said);
  if (either || spots.some((name) => name === said)) return 0;
  const within = spots.some((name) => name.includes(said));
  if (!within && !isKind(spot.kinds, kind)) return null;
  const told = spots.join(" ");
  const sides = /[0-9]+|(?<=[a-z])[a-z](?=区|$)|[东南西北中正后侧]|east|west|north|south|main|back/g;
  const marks = said.replace(/^[a-z]+(?=[0-9]?$)/, "").match(sides) ?? [];
  if (marks.some((mark) => !told.includes(mark))) return null;
  return within ? 0.05 : 0.1;
}

function isKind(kinds: string[], kind: string): boolean {
  return kinds.includes(kind);
}

function explains(name: string, { called, spots }: Findable): boolean {
  if (!/[\p{L}\p{N}]/u.test(name)) return true;
  return [...called, ...spots].some((one) => one.includes(name) || (one.length > 1 && name.includes(one)));
}

function plain(words: string): string {
  return fold(words).toLowerCase().trim();
}
