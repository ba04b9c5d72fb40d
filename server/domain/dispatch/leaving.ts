import type { Ticket } from "../ticket/ticket.ts";

/**
 * How somebody leaves, and when his next stretch of shifts begins, ISO; null where none is known. Who is ill comes back
 * nobody knows when.
 */
export type Leaving = { how: "ill" } | { how: "off" | "shift_over"; next: string | null };

/**
 * A job that he holds; `visit` is the time that is agreed with its owner, ISO, or null while the owner has yet to choose
 * one; `overtime`: he was sent although his shift was known to be too short for it.
 */
export type Left = Pick<Ticket, "status" | "backAt"> & {
  visit?: { from: string | null } | undefined;
  overtime?: boolean;
};

/**
 * Does a job go back to the desk when its technician leaves? Of an ill one all that is open. Else he finishes what he
 * stands at, and a paused job goes back where it is to go on before he is there again: one for later, or that nobody can
 * say of, stays his. The end of a shift lets him finish the way he is on and what
 * he agreed to do beyond it, and leaves him what he comes back for.
 */
export function goesBack(job: Left, leaving: Leaving): boolean {
  const ill = leaving.how === "ill";
  switch (job.status) {
    case "dispatched":
    case "accepted":
      return leaving.how !== "shift_over" || (job.visit === undefined && !job.overtime);
    case "en_route":
      return leaving.how !== "shift_over";
    case "on_site":
      return ill;
    case "paused":
      return (
        ill || (!comesBackFor(job, leaving) && job.backAt !== null && isBefore(job.backAt, leaving.next))
      );
    default:
      return false;
  }
}

/** A time of his with the owner: while one is chosen from his times, or it lies where he is at work again. */
function comesBackFor({ visit }: Left, { how, next }: Exclude<Leaving, { how: "ill" }>): boolean {
  if (visit === undefined) return false;
  return visit.from === null || how === "shift_over" || (next !== null && visit.from >= next);
}

function isBefore(at: string, next: string | null): boolean {
  return next === null || at < next;
}
