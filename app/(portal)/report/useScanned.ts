"use client";
import { useEffect, useRef } from "react";
import type { Outputs } from "#app/_trpc/client.ts";
import { type Draft, type Fault, fits, type Scanned, type Site } from "./draft.ts";

type Choices = Outputs["place"]["choices"];

/**
 * The places to choose from, with the one whose label was scanned: it is chosen at once, and known again whenever the
 * draft is opened, when the address no longer names it. Whoever has no home anywhere may choose among all sites.
 */
export function useScanned(
  own: Choices,
  everySite: Site[],
  faults: Fault[],
  scanned: Scanned | null,
  draft: Draft | null,
  change: (patch: Partial<Draft>) => void,
) {
  const taken = useRef(false);
  useEffect(() => {
    if (scanned === null || draft === null || taken.current) return;
    taken.current = true;
    const fault = faults.find(({ code }) => code === draft.faultCode);
    change({
      placeId: scanned.place.id,
      scanned,
      // What was said of another place before.
      spot: null,
      elsewhere: null,
      ...(fault !== undefined && !fits(fault, scanned.place) ? { faultCode: null } : {}),
    });
  }, [scanned, draft, change, faults]);
  const known = scanned ?? draft?.scanned ?? null;
  const mine = own.sites.length > 0 ? own.sites : everySite;
  if (known === null) return { ...own, sites: mine, scanned: [] };
  const listed = [...own.homes, ...own.spots].some((place) => place.id === known.place.id);
  const sites = mine.some((site) => site.id === known.site.id) ? mine : [...mine, known.site];
  return { ...own, sites, scanned: listed ? [] : [known.place] };
}

/** The label, for whoever tells of a danger there. */
export function labelOf(scanned: Scanned | null) {
  if (scanned === null) return {};
  const { place, site, secret } = scanned;
  return { scanned: { placeId: place.id, siteId: site.id, plate: place.plate, secret } };
}
