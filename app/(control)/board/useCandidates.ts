"use client";
import { useCallback, useEffect, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";

export type Candidate = Outputs["board"]["candidates"]["candidates"][number];
type State = { candidates: Candidate[] | null; told: Told | null };

/** The technicians for one ticket, best first, and how to ask again. */
export function useCandidates(ticketId: string): State & { again(): void } {
  const [state, setState] = useState<State>({ candidates: null, told: null });
  const again = useCallback(() => {
    api.board.candidates.query({ ticketId }).then(
      ({ candidates }) => setState({ candidates, told: null }),
      (error: unknown) => setState((was) => ({ ...was, told: toldBy(error) })),
    );
  }, [ticketId]);
  useEffect(again, [again]);
  return { ...state, again };
}
