"use client";
import { createContext, useCallback, useContext, useEffect, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { EventType } from "#server/domain/ticket/event.ts";
import type { BoardStore } from "./BoardStore.ts";

export type Offered = { mode: Outputs["offer"]["board"][number]["mode"]; to: string[]; until: string };
type ByTicket = ReadonlyMap<string, Offered>;

export const OffersContext = createContext<ByTicket>(new Map());

const telling: readonly EventType[] = ["offered", "offer_passed", "offer_left", "offers_ended", "assigned"];

/** Which waiting jobs are held out to whom, asked again whenever an event may have changed it. */
export function useOffers(store: BoardStore): ByTicket {
  const [offers, setOffers] = useState<ByTicket>(new Map());
  const ask = useCallback(() => {
    api.offer.board.query({}).then(
      (rows) => setOffers(gathered(rows)),
      () => {},
    );
  }, []);
  useEffect(() => {
    ask();
    return store.watchEvents((events) => {
      if (events.some((event) => telling.includes(event.type))) ask();
    });
  }, [ask, store]);
  return offers;
}

export function useOffered(ticketId: string): Offered | undefined {
  return useContext(OffersContext).get(ticketId);
}

function gathered(rows: Outputs["offer"]["board"]): ByTicket {
  const found = new Map<string, Offered>();
  for (const { ticketId, technicianId, mode, until } of rows) {
    const to = [...(found.get(ticketId)?.to ?? []), technicianId];
    found.set(ticketId, { mode, to, until });
  }
  return found;
}
