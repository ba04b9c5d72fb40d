import { dayParts, type Wish } from "../ticket/wish.ts";
import { instantOf } from "../time/zone.ts";
import { toStretch, type Window } from "./slots.ts";

/** Does the whole window lie in a part of a day that the owner wished for? Never, while any time was fine. */
export function suitsWish(window: Window, wish: Wish, timeZone: string): boolean {
  const { from, until } = toStretch(window);
  return wish.windows.some(({ day, part }) => {
    const [opens, shuts] = dayParts[part];
    return instantOf(day, opens * 60, timeZone) <= from && until <= instantOf(day, shuts * 60, timeZone);
  });
}
