"use client";
import { useEffect, useRef } from "react";
import type { Item } from "./item.ts";

const offers = new Set<{ current: () => Item[] }>();

/** What a part of the board puts into the palette besides what stands on the screen; asked for when it is opened. */
export function useOffered(items: () => Item[]): void {
  const latest = useRef(items);
  latest.current = items;
  useEffect(() => {
    offers.add(latest);
    return () => {
      offers.delete(latest);
    };
  }, []);
}

export function offeredItems(): Item[] {
  return [...offers].flatMap(({ current }) => current());
}
