import type { FiguresToken, Mark, Token } from "./addressWords.ts";
import { halves } from "./oneFigure.ts";
import { between, type Choice, isRange, isRoomLike, may, more, named, type State } from "./reading.ts";

/** What figures joined by dashes can be: 3-2-1502, 28-5-617, a street's 60-12号, neighbours 1201-1202. */
export function figureRow(state: State, token: FiguresToken, next: Token | undefined): Choice[] {
  const { said, mark } = token;
  const { parts, last } = state;
  if (said.length > 5) return [may(3)];
  if (mark === "building") return [parts.building ? may(1) : may(0.5, { building: between(token, said) })];
  if (mark === "lane") return [may(0, { road: between(token, said) })];
  if (parts.room) return [may(1)];
  if (parts.unit || parts.floor) {
    const joined = may(0.4, { room: between(token, said) });
    return parts.floor || said.length > 2 ? [joined] : [joined, may(0.9, named(["floor", "room"], said))];
  }
  if (parts.building && (state.weak !== "building" || last === "building")) return withinBuilding(token);
  const numbers = last === "village" && mark === "number" && said.length === 2;
  // A street's number has no letter before it.
  const onOne = (last === "street" && !/^[a-z]/i.test(said[0]!)) || numbers;
  if (!parts.road && onOne) return onStreet(token, next);
  const read = ofBuilding(token, said, next);
  // Markets and offices have no units.
  return state.hall && said.length === 2
    ? read
        .toSorted((a, b) => units(a) - units(b) || a.doubt - b.doubt)
        .map((one, index) => may(0.5 + index * 0.3, one.given))
    : read;
}

function units({ given }: Choice): number {
  return given.unit === undefined ? 0 : 1;
}

function withinBuilding(token: FiguresToken): Choice[] {
  const { said, mark } = token;
  const [a, b] = said as [string, string];
  if (said.length === 3) return [may(0.8, named(["unit", "floor", "room"], said))];
  if (said.length > 3) return [may(1.5, { unit: a })];
  if (mark === "floor") return [may(0.5, named(["unit", "floor"], said))];
  const joined = { room: between(token, said) };
  const parted = named(["unit", "room"], said);
  return isRoomLike(a) && isRange(a, b, 100)
    ? [may(0.5, joined), may(1, parted)]
    : [may(0.5, parted), may(1, joined)];
}

/** Behind the name of a street the first figure can be the street's. */
function onStreet(token: FiguresToken, next: Token | undefined): Choice[] {
  const { said, mark } = token;
  const [first, second] = said as [string, string];
  const rest = said.slice(1);
  if (said.length > 2) {
    const [inner, whole] = [
      more(ofBuilding(token, rest, next), 0.2, { road: first }),
      ofBuilding(token, said, next),
    ];
    return isRoomLike(first) || said.length > 3
      ? [...inner, ...more(whole, 0.5)]
      : [...whole, ...more(inner, 0.5)];
  }
  if (mark === "room")
    return [may(0.5, named(["road", "room"], said)), may(0.7, named(["building", "room"], said))];
  const near = isRange(first, second, 60);
  const range = may(near ? 0.5 : 0.9, { road: between(token, said) });
  const house = may(0.6, named(["road", "building"], said));
  const room = may(0.8, named(["building", "room"], said));
  if (near) return [range, house];
  if (mark === "number") return [house, range, room];
  if (/^[0-9]{4}/.test(second)) return [may(0.6, named(["road", "room"], said)), room, house];
  return isRoomLike(second) && !isRoomLike(first) ? [more([room], -0.2)[0]!, house] : [house, range, room];
}

/** A row of figures that begins with the building. */
function ofBuilding(token: FiguresToken, said: string[], next: Token | undefined): Choice[] {
  const { mark } = token;
  switch (said.length) {
    case 2:
      return mark === "unit" ? [may(0.3, named(["building", "unit"], said))] : pair(token, said, mark, next);
    case 3:
      if (mark === "unit") return [may(0.3, named(["building", "unit"], said.slice(1)))];
      if (mark === "floor") return [may(0.3, named(["building", "unit", "floor"], said))];
      return [
        may(0.3, named(["building", "unit", "room"], said)),
        may(0.9, named(["building", "floor", "room"], said)),
      ];
    case 4:
      return [may(0.4, named(["building", "unit", "floor", "room"], said))];
    case 5:
      return [may(0.6, named(["road", "building", "unit", "floor", "room"], said))];
    default:
      return [may(0.5, { building: said[0]! })];
  }
}

function pair(token: FiguresToken, said: string[], mark: Mark, next: Token | undefined): Choice[] {
  const [first, second] = said as [string, string];
  const joined = between(token, said);
  if (mark === "floor")
    return [
      isRange(first, second, 1) ? may(0.5, { floor: joined }) : may(0.4, named(["building", "floor"], said)),
    ];
  const [room, unit] = [named(["building", "room"], said), named(["building", "unit"], said)];
  // No home has a room of five figures.
  if (/^[0-9]{5,6}$/.test(second))
    return [...more(halves(second, 0.5, "unit"), 0, { building: first }), may(1, room)];
  if (next?.kind === "figures" && next.mark === "none") return [may(0.5, unit), may(0.6, room)];
  if (isRoomLike(first) && isRange(first, second, 30)) return [may(0.4, { room: joined }), may(0.5, room)];
  return isRoomLike(second) || mark === "room"
    ? [may(0.4, room), may(1, unit)]
    : [may(0.5, unit), may(0.8, room)];
}
