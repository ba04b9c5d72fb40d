"use client";
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Outputs } from "#app/_trpc/client.ts";
import type { OperationName } from "#server/domain/access/policy.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { BoardStore, Filter, QueueView, Site, Technician } from "./BoardStore.ts";
import type { Deed } from "./undoable.ts";
import type { Viewing } from "./views/viewing.ts";

export type Fault = Outputs["catalogue"]["get"]["faults"][number];
export type Me = Outputs["me"]["get"];
/** What can be asked about one ticket in a sheet of its own. */
export type Ask =
  | "assign"
  | "endPause"
  | "transfer"
  | "withdraw"
  | "triage"
  | "merge"
  | "cancel"
  | "turnDown";
/** Those that need a reason or a choice before they are done; which one it is a duplicate of is found by typing. */
export type Asked = Exclude<Ask, "merge" | "endPause">;
/** What is known already when it is asked for: to whom a job was carried, or is to go although something speaks against it. */
export type Given = { to?: string };
export type Said = { tone: "done" | "refused"; title: string; words?: string };

/** What every part of the board shares. */
export type Desk = {
  store: BoardStore;
  technicians: ReadonlyMap<string, Technician>;
  faults: ReadonlyMap<string, Fault>;
  sites: ReadonlyMap<string, Site>;
  me: Me;
  may(operation: OperationName): boolean;
  /** Commands are possible: the link is there, or has been gone only for a moment. */
  linked: boolean;
  filter: Filter;
  setFilter(filter: Filter): void;
  open(ticketId: string | null): void;
  ask(what: Ask, ticketId: string, given?: Given): void;
  say(said: Said): void;
  /** The person did this, and may take it back for a while. */
  did(deed: Omit<Deed, "until">): void;
  /** Tells that the person himself sends this card away. */
  sendAway(ticketId: string): void;
  viewing: Viewing;
};

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk outside of the board");
  return desk;
}

/** One ticket as it is now; undefined once it has left the board. */
export function useTicket(store: BoardStore, id: string): Ticket | undefined {
  return useSyncExternalStore(
    (watcher) => store.watchTicket(id, watcher),
    () => store.ticket(id),
    () => store.ticket(id),
  );
}

export function useQueue(store: BoardStore): QueueView {
  return useSyncExternalStore(store.watchQueue, store.queue, store.queue);
}

export function useLane(store: BoardStore, technicianId: string): readonly string[] {
  const lane = () => store.lane(technicianId);
  return useSyncExternalStore((watcher) => store.watchLane(technicianId, watcher), lane, lane);
}

export function useRevision(store: BoardStore): number {
  return useSyncExternalStore(store.watchAny, store.revision, store.revision);
}

/** How often figures made from all tickets follow at most, ms: nobody reads a number faster. */
const followedEvery = 250;

/** The same for what is dear to make: the newest revision, at most four times a second. */
export function useRevisionAtEase(store: BoardStore): number {
  const [revision, setRevision] = useState(store.revision);
  useEffect(() => {
    let asked: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      asked = undefined;
      setRevision(store.revision());
    };
    const stop = store.watchAny(() => {
      asked ??= setTimeout(follow, followedEvery);
    });
    follow();
    return () => {
      stop();
      clearTimeout(asked);
    };
  }, [store]);
  return revision;
}
