import type { Mark, Token } from "./addressWords.ts";
import { figureOf } from "./figure.ts";
import { type Choice, isName, isRoomLike, may, type State } from "./reading.ts";

/** What one figure can be, with or without its word. */
export function oneFigure(state: State, said: string, mark: Mark, next: Token | undefined): Choice[] {
  const { parts, last } = state;
  const follows = next?.kind === "figures" ? next.mark : undefined;
  switch (mark) {
    case "building":
      return building(state, said);
    case "unit":
      return [parts.unit ? may(1) : may(0, { unit: said })];
    case "floor":
      // 3楼2单元: nobody counts units on a floor. F6楼: nor floors with letters.
      if (!parts.building && (follows === "unit" || /^[a-z][0-9]*$/i.test(said)))
        return [may(0.5, { building: said })];
      return [may(0, parts.floor ? {} : { floor: said })];
    case "room":
      return parts.building || parts.floor || state.hall || last === "start" || !holdsTwo(said)
        ? [may(0, { room: said })]
        : [...halves(said, 1), may(1.5, { room: said })];
    case "lane":
      return [may(0, { road: said })];
    case "row":
      return [may(0.5, parts.unit || !(parts.building || parts.floor || state.hall) ? {} : { unit: said })];
    case "number":
      return numbered(state, said, follows);
    case "none":
      return bare(state, said, follows);
  }
}

function building({ parts, last, weak }: State, said: string): Choice[] {
  if (!parts.building || weak === "building") return [may(0, { building: said })];
  if (!parts.unit && last === "building" && figureOf(said) !== parts.building.figure)
    return [may(0.5), may(0.8, { unit: said })];
  if (!isName(last) || parts.unit || parts.room) return [may(1)];
  // Said again after other words: the later one is the nearer.
  return [may(0.5, { building: said }), may(0.8)];
}

/** `8号`: a house on a street, a building of an estate, a door in a building or a stall, by what it stands after. */
function numbered({ parts, last, hall }: State, said: string, follows: Mark | undefined): Choice[] {
  if (last === "road" && parts.road) return [may(0.5, parts.building ? {} : { building: said })];
  if (last === "building") {
    return isRoomLike(said) && follows !== "none" && follows !== "room"
      ? [may(0.5, { room: said }), may(1.5, { unit: said })]
      : [may(0.5, { unit: said }), may(1, { room: said })];
  }
  if (last === "street" || (last === "village" && (parts.building || parts.floor))) {
    const street = may(0, parts.road ? {} : { road: said });
    return parts.building ? [street] : [street, may(1.5, { building: said })];
  }
  if (parts.building || parts.unit || parts.floor) return [may(0.3, parts.room ? {} : { room: said })];
  if (last === "start") return [may(0.5, { building: said }), may(1, { room: said })];
  // 号 before a room is a house; at the end of an address it is the house's number on its street.
  if (follows === "none" || follows === "room" || follows === "unit" || (hall && follows === "floor"))
    return [may(0.5, { building: said }), may(0.8, parts.road ? { room: said } : { road: said })];
  if (last === "estate") return [may(0.7, { [hall ? "room" : "building"]: said }), may(1.2, { road: said })];
  if (last === "hall") return [may(0.7, { room: said }), may(1, { building: said })];
  // The street has its number: this one is inside.
  if (parts.road)
    return isRoomLike(said)
      ? [may(0.6, { room: said }), may(0.8, { building: said })]
      : [may(0.6, { building: said }), may(1)];
  return [may(0, { road: said }), may(1.5, { building: said })];
}

function bare({ parts, last, hall }: State, said: string, follows: Mark | undefined): Choice[] {
  const nothing = may(2);
  if (!parts.building && (follows === "unit" || (last === "start" && follows === "none")))
    return [may(0.5, { building: said }), nothing];
  if (last === "building" && follows === "none" && !isRoomLike(said))
    return [may(0.5, { unit: said }), nothing];
  if (last === "street" && !parts.unit && !parts.floor)
    return [may(0.3, parts.road ? {} : { road: said }), nothing];
  if (parts.building || parts.unit || parts.floor) {
    if (parts.room) return [nothing];
    if (last !== "building") return [may(0.3, { room: said })];
    // No home has a room of five figures.
    if (!hall && /^[0-9]{5,6}$/.test(said)) return [...halves(said, 0.5, "unit"), may(1, { room: said })];
    return [may(0.3, { room: said }), ...(isRoomLike(said) ? [] : [may(0.8, { unit: said })])];
  }
  if (last === "start") return alone(said);
  if (parts.road && last !== "village" && last !== "estate") {
    if (/^[0-9]+[a-z][0-9]{3,4}$/i.test(said)) return [...halves(said, 0.5), may(0.7, { room: said })];
    return /^[a-z]+[0-9]{1,2}$/i.test(said)
      ? [may(0.5, { building: said }), may(0.7, { room: said })]
      : [may(0.5, { room: said }), ...lettered(said), nothing];
  }
  if (last === "village") return [may(0.5), may(1, { room: said })];
  const two = holdsTwo(said) && !hall ? halves(said, 0.8) : [];
  if (isRoomLike(said)) return [...two, may(two.length > 0 ? 1.5 : 0.5, { room: said }), ...lettered(said)];
  if (/^[a-z]+[0-9]/i.test(said)) return [may(0.6, { building: said }), may(0.8, { room: said })];
  if (last === "hall" || /[a-z]$/i.test(said)) return [may(0.6, { room: said }), nothing];
  return [may(0.5), may(0.8, { building: said })];
}

/** Typed first, without any word. */
function alone(said: string): Choice[] {
  const lone = isRoomLike(said)
    ? [may(0.5, { room: said })]
    : [may(0.6, { building: said }), may(1.2, { room: said })];
  return holdsTwo(said) ? [...lone, ...halves(said, 0.8)] : lone;
}

/** Figures that can hold a building and a room in one: 31802, 13B502. */
function holdsTwo(said: string): boolean {
  return /^(?:[0-9]{5,6}|[0-9]{1,2}[a-z][0-9]{3,4})$/i.test(said);
}

/** C1206: room 1206 of tower C, where towers have letters. */
function lettered(said: string): Choice[] {
  const [, building, room] = /^([a-z])([0-9]{3,4})$/i.exec(said) ?? [];
  return building && room ? [may(0.7, { building, room })] : [];
}

export function halves(said: string, doubt: number, outer: "building" | "unit" = "building"): Choice[] {
  const letter = /^([0-9]{1,2}[a-z])([0-9]{3,4})$/i.exec(said);
  if (letter) return [may(doubt, { [outer]: letter[1]!, room: letter[2]! })];
  return [4, 3].flatMap((size, index) => {
    const [first, room] = [said.slice(0, -size), said.slice(-size)];
    if (first.length > (outer === "unit" ? 2 : 3) || first.startsWith("0")) return [];
    if (size === 3 && room.startsWith("0")) return [];
    return [may(doubt + index * 0.3, { [outer]: first, room })];
  });
}
