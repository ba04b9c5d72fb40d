import type { Window } from "#server/domain/appointment/slots.ts";
import type { Kept } from "./kept.ts";
import { inOrder, ofTicket } from "./queue.ts";

/** What is said of the way to a place, with what was written on this phone and has not been sent. */
export function guideAsKept<Known extends { way: string; access: string; valve: string }>(
  atOffice: Known,
  commands: readonly Kept[],
  placeId: string,
): Known {
  const known = { ...atOffice };
  for (const { step, state } of inOrder(commands)) {
    if (step.verb !== "guide" || step.placeId !== placeId || state !== "queued") continue;
    for (const part of ["way", "access", "valve"] as const) known[part] = step[part] ?? known[part];
  }
  return known;
}

/** A visit that was offered or fixed on this phone and is not at the office yet; the newest of each job. */
export function visitKept(commands: readonly Kept[], ticketId: string): VisitKept | null {
  const last = ofTicket(commands, ticketId).findLast(
    ({ step, state }) => state === "queued" && (step.verb === "offerTimes" || step.verb === "fixTime"),
  );
  if (last?.step.verb === "offerTimes") return { key: last.key, windows: last.step.windows, agreed: null };
  if (last?.step.verb !== "fixTime") return null;
  return { key: last.key, windows: [last.step.window], agreed: last.step.window };
}

type VisitKept = { key: string; windows: Window[]; agreed: Window | null };
