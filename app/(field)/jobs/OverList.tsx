"use client";
import { Calls } from "./Calls.tsx";
import { Offers } from "./Offers.tsx";
import { type CallList, useMyCalls } from "./useMyCalls.ts";
import { type Mine, useMyOffers } from "./useMyOffers.ts";
import type { Heard } from "./useOverList.ts";
import { useSettled } from "./useSettled.ts";

export type Brought = { offers: Heard<Mine> | null; calls: Heard<CallList> | null };

/**
 * What asks him for an answer, over the list of his jobs. Whatever comes or goes there moves the buttons below it, so none
 * of them takes a press for a moment. `above`: changes with what stands over all of this.
 */
export function OverList({
  brought,
  above,
  personId,
}: {
  brought: Brought;
  above: string;
  personId: string;
}) {
  const offers = useMyOffers(brought.offers, personId);
  const ringing = useMyCalls(brought.calls, personId);
  const { last, waiting, open, lost } = offers;
  const there = [
    above,
    `${last?.key} ${last?.state}`,
    ...[...lost, ...open].map(({ id }) => id),
    ...waiting.map(({ key }) => key),
    ...ringing.map(({ clock, taken }) => `${clock} ${taken}`),
  ];
  const settled = useSettled(there.join("\n"));
  return (
    <>
      <Offers offers={offers} settled={settled} personId={personId} />
      <Calls ringing={ringing} settled={settled} personId={personId} />
    </>
  );
}
