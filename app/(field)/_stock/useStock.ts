"use client";
import { useMemo, useSyncExternalStore } from "react";
import { fromNumeric, quantityWords } from "#server/domain/stock/quantity.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { chargesKept } from "./partsCopy.ts";
import { type SiteStock, type Stock, stockOf, watchStock } from "./stockCopy.ts";
import { unsentMoves } from "./unsentMoves.ts";

const nothing = () => null;

/**
 * The materials of a site as this phone knows them, the van less what was used and more what was taken back and is not at
 * the office yet; null when the phone has no list.
 */
export function useStock(personId: string, siteId: string): SiteStock | null {
  const stock = useSyncExternalStore<Stock | null>(watchStock, () => stockOf(personId), nothing);
  const { commands } = useOutbox();
  return useMemo(() => {
    const here = stock?.sites.find((each) => each.siteId === siteId);
    if (here === undefined) return null;
    const moved = unsentMoves(commands, (ticketId) => chargesKept(personId, ticketId));
    if (moved.size === 0) return here;
    const materials = here.materials.map((part) => {
      const by = moved.get(part.id) ?? 0n;
      return by === 0n ? part : { ...part, van: quantityWords(fromNumeric(part.van) + by) };
    });
    return { ...here, materials };
  }, [stock, siteId, personId, commands]);
}
