"use client";
import { useCallback, useEffect, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";

export type TicketParts = Outputs["stock"]["ofTicket"];
export type Charge = TicketParts["charges"][number];
type Answer = { parts: TicketParts; quotes: Outputs["quote"]["of"] };

/** Jobs whose parts are kept on the phone, at most. */
const mostKept = 40;
const drawerOf = (personId: string) => `mendline.parts.${personId}`;

/** The parts and quotes of one job as the office last said; kept for use without network. */
export function useTicketParts(personId: string, ticketId: string, version: number, answeredAt: string) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const refetch = useCallback(async () => {
    try {
      const [parts, quotes] = await Promise.all([
        api.stock.ofTicket.query({ ticketId }),
        api.quote.of.query({ ticketId }),
      ]);
      setAnswer({ parts, quotes });
      keep(personId, ticketId, { parts, quotes });
    } catch {
      setAnswer((shown) => shown ?? kept(personId)[ticketId] ?? null);
    }
  }, [personId, ticketId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the ticket moved or a step was answered
  useEffect(() => void refetch(), [refetch, version, answeredAt]);
  return { answer, refetch };
}

/** The lines on a job that stand, as the office last said. */
export function chargesKept(personId: string, ticketId: string): Charge[] {
  return kept(personId)[ticketId]?.parts.charges.filter(({ voided }) => !voided) ?? [];
}

function kept(personId: string): Record<string, Answer> {
  try {
    return JSON.parse(localStorage.getItem(drawerOf(personId)) ?? "{}") as Record<string, Answer>;
  } catch {
    return {};
  }
}

function keep(personId: string, ticketId: string, answer: Answer): void {
  const { [ticketId]: _, ...others } = kept(personId);
  const all = [...Object.entries(others), [ticketId, answer] as const].slice(-mostKept);
  try {
    localStorage.setItem(drawerOf(personId), JSON.stringify(Object.fromEntries(all)));
  } catch {
    // A full or forbidden store: it is asked again with the next network.
  }
}
