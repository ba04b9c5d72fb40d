"use client";
import { useEffect, useRef } from "react";
import type { Outputs } from "#app/_trpc/client.ts";
import type { Draft } from "./draft.ts";

export type Scanned = Outputs["placeCode"]["open"] & { secret: string };
type Choices = Outputs["place"]["choices"];
const drawer = "mendline.report.scanned";

/**
 * The places to choose from, with the one whose label was scanned: it is chosen at once, and known again after a reload
 * or after signing in, when the address no longer names it.
 */
export function useScanned(
  own: Choices,
  scanned: Scanned | null,
  draft: Draft | null,
  change: (patch: Partial<Draft>) => void,
) {
  const taken = useRef(false);
  useEffect(() => {
    if (scanned === null || draft === null || taken.current) return;
    taken.current = true;
    sessionStorage.setItem(drawer, JSON.stringify(scanned));
    change({
      placeId: scanned.place.id,
      scanned: { secret: scanned.secret, placeId: scanned.place.id },
    });
  }, [scanned, draft, change]);
  const known = scanned ?? (draft?.scanned ? remembered(draft.scanned.secret) : null);
  const listed = known !== null && [...own.homes, ...own.spots].some((place) => place.id === known.place.id);
  if (known === null) return { ...own, scanned: [] };
  const sites = own.sites.some((site) => site.id === known.site.id) ? own.sites : [...own.sites, known.site];
  return { ...own, sites, scanned: listed ? [] : [known.place] };
}

/** The label, for whoever tells of a danger there. */
export function labelOf(scanned: Scanned | null) {
  if (scanned === null) return {};
  const { place, site, secret } = scanned;
  return { scanned: { placeId: place.id, siteId: site.id, plate: place.plate, secret } };
}

function remembered(secret: string): Scanned | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(drawer) ?? "null") as Scanned | null;
    return kept?.secret === secret ? kept : null;
  } catch {
    return null;
  }
}
