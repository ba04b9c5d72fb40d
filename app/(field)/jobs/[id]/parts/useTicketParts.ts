"use client";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { type PartsKept, partsOf, renewParts, watchParts } from "../../../_stock/partsCopy.ts";

const nothing = () => null;

/**
 * The parts and quotes of one job as the office last said; kept for use without network. `unknown`: nobody answers, and
 * this phone never heard of them. Asked again when the ticket moved, a step was answered, or the link is back.
 */
export function useTicketParts(personId: string, ticketId: string, version: number, answeredAt: string) {
  const answer = useSyncExternalStore<PartsKept | null>(
    watchParts,
    () => partsOf(personId, ticketId),
    nothing,
  );
  const [failed, setFailed] = useState(false);
  const refetch = useCallback(async () => {
    try {
      await renewParts(personId, ticketId, version);
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
