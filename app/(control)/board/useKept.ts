"use client";
import { useEffect, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";

export type Kept = Outputs["triage"]["kept"];

/** What was proposed for a ticket and what was ruled; asked again when the ticket has changed. Null until it is here. */
export function useKept(ticketId: string, version: number): Kept | null {
  const [kept, setKept] = useState<{ ticketId: string; value: Kept } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask again
  useEffect(() => {
    let wanted = true;
    api.triage.kept.query({ ticketId }).then(
      (value) => wanted && setKept({ ticketId, value }),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [ticketId, version]);
  return kept?.ticketId === ticketId ? kept.value : null;
}
