"use client";
import { useRef } from "react";
import { heldInPlace, type Shown } from "./held.ts";

const nothing = { leaves: () => false, enters: () => false };

/**
 * A list that keeps what it shows while it is held. `asked` changes with whatever the person asks for himself: then it
 * shows at once what there is.
 */
export function useHeldIds(current: readonly string[], held: boolean, asked: readonly unknown[]): Shown {
  const kept = useRef({ ids: current, asked });
  const same = asked.every((each, index) => Object.is(each, kept.current.asked[index]));
  const now = held && same ? heldInPlace(kept.current.ids, current, nothing) : { ids: current, waiting: 0 };
  kept.current = { ids: now.ids, asked };
  return now;
}
