import type { Told } from "#app/_trpc/refusal.ts";

/** A visit as somebody has seen it: which one, and the time that is agreed. What is another by now does not give way unseen. */
export type VisitSeen = { visit: string | null; from: string | null };

export function seenOf(visit: { id: string; agreed: { from: string } | null } | null | undefined): VisitSeen {
  return { visit: visit?.id ?? null, from: visit?.agreed?.from ?? null };
}

/** The visit that a refusal says stands now, as the office is told that it has been seen. */
export function visitSeen({ params = {} }: Told): VisitSeen {
  return { visit: String(params.visit ?? "") || null, from: String(params.from ?? "") || null };
}
