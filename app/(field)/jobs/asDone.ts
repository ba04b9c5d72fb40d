import { inTurn } from "#server/domain/ticket/nextUp.ts";
import type { Kept } from "../_outbox/kept.ts";
import { project } from "../_outbox/queue.ts";
import type { Jobs, Line } from "./useJobs.ts";

/** The list with what was done on this phone: finished jobs lie below, and those he gave back are gone. */
export function asDone(atOffice: Jobs, commands: readonly Kept[]): Jobs {
  const all = atOffice.open.map((line): Line => ({ ...line, ticket: project(line.ticket, commands) }));
  const finished = all.filter(({ ticket }) => ticket.doneAt !== null && ticket.status === "done");
  const open = all.filter((line) => line.ticket.technicianId !== null && !finished.includes(line));
  return { ...atOffice, open: inTurn(open), finished: [...finished, ...atOffice.finished] };
}
