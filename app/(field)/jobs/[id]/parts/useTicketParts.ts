"use client";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { type PartsKept, partsOf, renewParts, watchParts } from "../../../_stock/partsCopy.ts";

const nothing = () => null;

/**
 * The parts and quotes of one job as the office last said; kept for use without network. `first` came with the page,
 * which may have been kept as well. `unknown`: nobody answers, and this phone never heard of them. Asked again when the
 * ticket moved, a step was answered, or the link is back.
 */
export function useTicketParts(
  personId: string,
  ticketId: string,
  version: number,
  answeredAt: string,
  first: PartsKept | null = null,
) {
  const kept = useSyncExternalStore<PartsKept | null>(watchParts, () => partsOf(personId, ticketId), nothing);
  const [heard, setHeard] = useState(false);
  // What has come since the page is there is newer than the page, whatever the phone's clock says.
  const answer = heard && kept !== null ? kept : newerOf(first, kept);
  const [failed, setFailed] = useState(false);
  const refetch = useCallback(async () => {
    try {
      await renewParts(personId, ticketId, version);
      setHeard(true);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [personId, ticketId, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when a step was answered
  useEffect(() => {
    const call = () => void refetch();
    call();
    liveSocket().on("connect", call);
    return () => {
      liveSocket().off("connect", call);
    };
  }, [refetch, answeredAt]);
  return { answer, unknown: answer === null && failed, refetch };
}

function newerOf(first: PartsKept | null, kept: PartsKept | null): PartsKept | null {
  if (first === null || kept === null) return kept ?? first;
  const by = (kept.version ?? 0) - (first.version ?? 0) || (kept.at ?? 0) - (first.at ?? 0);
  return by > 0 ? kept : first;
}
