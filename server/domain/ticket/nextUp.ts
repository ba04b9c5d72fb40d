import type { Ticket } from "./ticket.ts";

/** A job of somebody's day: when he is expected there, where that is agreed. Instants as ISO words. */
type Line = {
  ticket: Pick<Ticket, "id" | "status" | "dueAt" | "backAt">;
  agreed: { from: string } | null;
};

const last = "9999";

/** When it is its turn: at the agreed time; when a wait is thought to end; else by what is promised. */
function turnOf({ ticket, agreed }: Line): string {
  if (agreed !== null) return agreed.from;
  return (ticket.status === "paused" ? ticket.backAt : null) ?? ticket.dueAt ?? last;
}

/** A day in its order. */
export function inTurn<Job extends Line>(day: readonly Job[]): Job[] {
  return [...day].sort((a, b) => {
    const [one, other] = [turnOf(a), turnOf(b)];
    if (one !== other) return one < other ? -1 : 1;
    return a.ticket.id < b.ticket.id ? -1 : 1;
  });
}

/** The one to do now: what he is at; else the first that does not wait for something; else the first. */
export function nextUp<Job extends Line>(day: readonly Job[], now: string): Job | undefined {
  const inOrder = inTurn(day);
  return (
    inOrder.find(({ ticket }) => ticket.status === "on_site" || ticket.status === "en_route") ??
    inOrder.find((line) => !waits(line, now)) ??
    inOrder[0]
  );
}

function waits({ ticket, agreed }: Line, now: string): boolean {
  if (ticket.status !== "paused") return false;
  const until = agreed?.from ?? ticket.backAt;
  return until === null || until > now;
}
