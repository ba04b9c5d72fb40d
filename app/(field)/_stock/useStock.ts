"use client";
import { useMemo, useSyncExternalStore } from "react";
import { fromNumeric, quantityWords } from "#server/domain/stock/quantity.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { type SiteStock, type Stock, stockOf, watchStock } from "./stockCopy.ts";

const nothing = () => null;

/**
 * The materials of a site as this phone knows them, the van less what was used or given back and is not at the office yet; null when
 * the phone has no list.
 */
export function useStock(personId: string, siteId: string): SiteStock | null {
  const stock = useSyncExternalStore<Stock | null>(watchStock, () => stockOf(personId), nothing);
  const { commands } = useOutbox();
  return useMemo(() => {
    const here = stock?.sites.find((each) => each.siteId === siteId);
    if (here === undefined) return null;
    const unsent = commands.flatMap(({ state, step }) =>
      state !== "sent" && (step.verb === "use" || step.verb === "vanBack") ? step.lines : [],
    );
    if (unsent.length === 0) return here;
    const materials = here.materials.map((part) => {
      const gone = unsent
        .filter((line) => line.materialId === part.id)
        .reduce((sum, line) => sum + fromNumeric(line.quantity), 0n);
      return gone === 0n ? part : { ...part, van: quantityWords(fromNumeric(part.van) - gone) };
    });
    return { ...here, materials };
  }, [stock, siteId, commands]);
}
