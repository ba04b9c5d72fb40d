"use client";
import { useStock } from "../../../_stock/useStock.ts";
import type { Detail } from "../detail.ts";
import { useTicketParts } from "./useTicketParts.ts";
import { useUsed } from "./useUsed.ts";

/** What this phone knows of the site's materials, and what of them stands for the visit that is being recorded. */
export function useVisitParts(personId: string, { ticket, site, records }: Detail) {
  const stock = useStock(personId, site.id);
  const { answer } = useTicketParts(personId, ticket.id, ticket.version, "");
  const used = useUsed({ ticketId: ticket.id, stock, charges: answer?.parts.charges ?? [] });
  const since = records.at(-1)?.at ?? "";
  return { stock, booked: used.filter(({ takingBack, usedAt }) => !takingBack && usedAt > since) };
}
