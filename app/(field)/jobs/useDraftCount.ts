"use client";
import { useDrafted } from "./useDrafted.ts";

/** How many records this person has begun on this phone and not sent. */
export function useDraftCount(personId: string): number {
  return useDrafted(personId).length;
}
