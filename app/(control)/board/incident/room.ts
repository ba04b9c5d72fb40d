"use client";
import { createContext, useContext } from "react";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Incident, Proposal } from "./useIncidents.ts";
import type { Picked } from "./usePicked.ts";

/** What can be done about incidents in a sheet of its own. */
export type IncidentAsk =
  | { what: "make"; ticketIds: string[] }
  | { what: "plan" }
  /** Of two jobs, the first of which was let go over the second, which one stays; `refused` as it was seen when it had moved. */
  | { what: "double"; ticketIds: readonly [string, string]; refused?: Ticket }
  | { what: "attach"; ticketIds: string[]; incidentId?: string }
  | { what: "update" | "fix" | "cancel" | "merge"; incident: Incident };

/** What the board's parts share about incidents. */
export type IncidentRoom = {
  incidents: Incident[];
  proposals: Proposal[];
  revision: number;
  /** Moves on once what the person did himself has been answered. */
  own: number;
  picked: Picked;
  openedId: string | null;
  open(incidentId: string | null): void;
  ask(ask: IncidentAsk): void;
  again(): void;
};

export const IncidentContext = createContext<IncidentRoom | null>(null);

export function useIncidentRoom(): IncidentRoom {
  const room = useContext(IncidentContext);
  if (room === null) throw new Error("useIncidentRoom outside of the board");
  return room;
}
