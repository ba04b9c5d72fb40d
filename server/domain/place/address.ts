import { type Token, tokensOf } from "./addressWords.ts";
import { figureOf, fold } from "./figure.ts";
import { figureRow } from "./figureRow.ts";
import { oneFigure } from "./oneFigure.ts";
import type { Choice, PartName, Reading, State } from "./reading.ts";

const mostReadings = 6;
const longest = 300;

/**
 * What a typed address can mean, the likeliest first, at most six; empty when it names no part of a place. `road` is a
 * street number. Only the first 300 characters are read.
 */
export function readAddress(typed: string): Reading[] {
  const tokens = tokensOf([...fold(typed)].slice(0, longest).join(""));
  let states: State[] = [{ parts: { names: [], doubt: 0 }, last: "start", hall: false, weak: null }];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    states = states
      .flatMap((state) => readOn(state, token, next))
      .sort((a, b) => a.parts.doubt - b.parts.doubt)
      .slice(0, mostReadings);
  }
  const seen = new Set<string>();
  const readings = states
    .map(({ parts }) => parts)
    .filter((reading) => {
      const { building, unit, floor, room, spot } = reading;
      const key = JSON.stringify([namesPart(reading), building, unit, floor, room, spot]);
      return !seen.has(key) && seen.add(key);
    });
  return readings.some(namesPart) ? readings : [];
}

/** Does this reading name a part of a place, or only leave figures and words as they stand? */
export function namesPart({ road, building, unit, floor, room, spot }: Reading): boolean {
  return (road ?? building ?? unit ?? floor ?? room ?? spot) !== undefined;
}

function readOn(state: State, token: Token, next: Token | undefined): State[] {
  if (token.kind === "name") {
    const hall = state.hall || /市场|商贸|商城|商场|广场|中心|大厦/.test(token.text);
    const parts = { ...state.parts, names: [...state.parts.names, token.text] };
    return [{ ...state, parts, last: token.name, hall }];
  }
  if (token.kind === "spot") {
    if (state.parts.spot) return [state];
    return [{ ...state, parts: { ...state.parts, spot: token.spot }, last: "spot" }];
  }
  const { said, mark } = token;
  const lone = said.length === 1 ? said[0]! : null;
  // 3dt: a figure right before a spot is its building.
  if (lone !== null && mark === "none" && next?.kind === "spot" && !state.parts.building)
    return [taken(state, { doubt: 0, given: { building: lone } }, false)];
  const choices = lone === null ? figureRow(state, token, next) : oneFigure(state, lone, mark, next);
  return choices.map((choice) => taken(state, choice, mark === "number"));
}

/** `numbered`: the figure had 号 for its word. */
function taken(state: State, { given, doubt }: Choice, numbered: boolean): State {
  const parts: Reading = { ...state.parts, doubt: state.parts.doubt + doubt };
  let { last, weak } = state;
  const set = Object.keys(given) as PartName[];
  for (const name of set) {
    const said = given[name]!;
    parts[name] = { said, figure: figureOf(said) };
    last = name;
  }
  if (set.includes("building")) {
    if (weak === "room" && !set.includes("room") && parts.room) {
      parts.road ??= parts.room;
      delete parts.room;
    }
    weak = numbered && set.length === 1 ? "building" : null;
  } else if (numbered && set[0] === "room" && !parts.building) weak = "room";
  return { ...state, parts, last, weak };
}
