"use client";
import type { Freshness } from "#app/_live/connection.ts";
import { useServerClock } from "#app/_ui/serverClock.ts";

/** A shorter break heals by itself and needs no alarm, ms. */
const patience = 5_000;

/** False once the link has been gone for more than five seconds, or nobody is signed in here any more. */
export function useLinked(freshness: Freshness): boolean {
  useServerClock(1_000);
  if (freshness.signedOut) return false;
  if (freshness.state !== "offline" || freshness.since === "") return true;
  return Date.now() - Date.parse(freshness.since) < patience;
}
