"use client";
import { useMemo, useState } from "react";
import { type ChargeKind, chargedOf, costOf } from "#server/domain/stock/charge.ts";
import { readQuantity } from "#server/domain/stock/quantity.ts";
import type { Part, SiteStock } from "../../../_stock/stockCopy.ts";

export type Line = { part: Part; quantity: string; kind: ChargeKind };

type Keeper = { lines: Line[]; keep(lines: Line[]): void };

/**
 * What is being chosen: each material once, with a quantity and who pays; on the return of a repair the warranty does.
 * `kept` where somebody else keeps it, such as a draft that outlives the page.
 */
export function usePartLines(
  stock: SiteStock | null,
  mayCharge: boolean,
  returned = false,
  kept: Keeper | null = null,
) {
  const [own, setOwn] = useState<Line[]>([]);
  const lines = kept?.lines ?? own;
  const setLines = (next: (all: Line[]) => Line[]) =>
    kept === null ? setOwn(next) : kept.keep(next(kept.lines));
  const change = (id: string, of: Partial<Line>) =>
    setLines((all) => all.map((line) => (line.part.id === id ? { ...line, ...of } : line)));
  const charged = useMemo(
    () =>
      lines.reduce(
        (sum, { part, quantity, kind }) =>
          sum + chargedOf(kind, costOf(readQuantity(quantity) ?? 0n, part.priceCents)),
        0,
      ),
    [lines],
  );
  return {
    lines,
    charged,
    bad: lines.some(({ quantity }) => (readQuantity(quantity) ?? 0n) === 0n),
    /** The newest known of a part, for what lies in the van now. */
    now: (part: Part) => stock?.materials.find((each) => each.id === part.id) ?? part,
    choose: (part: Part) =>
      setLines((all) => {
        if (all.some((line) => line.part.id === part.id)) return all;
        const notOwner = part.usually === "charged" ? "free" : part.usually;
        const kind = returned ? "warranty" : mayCharge ? part.usually : notOwner;
        return [...all, { part, quantity: "1", kind }];
      }),
    setQuantity: (id: string, quantity: string) => change(id, { quantity }),
    setKind: (id: string, kind: ChargeKind) => change(id, { kind }),
    drop: (id: string) => setLines((all) => all.filter((line) => line.part.id !== id)),
    clear: () => setLines(() => []),
  };
}

/** As they are reserved. */
export function reserving(lines: readonly Line[]) {
  return lines.map(({ part, quantity }) => ({
    id: crypto.randomUUID(),
    materialId: part.id,
    quantity: quantity.trim(),
  }));
}

export type PartLines = ReturnType<typeof usePartLines>;
