"use client";
import { useMemo, useState } from "react";
import { moneyWords } from "#app/_money/money.ts";
import { type ChargeKind, chargedOf, costOf, mostCents } from "#server/domain/stock/charge.ts";
import { readQuantity } from "#server/domain/stock/quantity.ts";
import type { Part, SiteStock } from "../../../_stock/stockCopy.ts";

export type Line = { part: Part; quantity: string; kind: ChargeKind };

type Keeper = { lines: Line[]; keep(lines: Line[]): void };

/**
 * What is being chosen: each material once, with a quantity and who pays; on the return of a repair the warranty does.
 * `kept` where somebody else keeps it, such as a draft that outlives the page; `first` what was chosen before.
 */
export function usePartLines(
  stock: SiteStock | null,
  mayCharge: boolean,
  returned = false,
  kept: Keeper | null = null,
  first: Line[] = [],
) {
  const [own, setOwn] = useState<Line[]>(first);
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
    bad: lines.flatMap((line) => badly(line) ?? [])[0] ?? null,
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

/**
 * What is wrong with the quantity of a line, in the terms of `parts`; null where nothing is. `tooMuch`: more than any bill
 * can hold, a slip of the finger or the figures of a packet; `money` says how much, whoever pays.
 */
export function badly({ part, quantity }: Line): { word: "badQuantity" | "tooMuch"; money: string } | null {
  const size = readQuantity(quantity) ?? 0n;
  if (size === 0n) return { word: "badQuantity", money: "" };
  const cents = costOf(size, part.priceCents);
  return cents > mostCents ? { word: "tooMuch", money: moneyWords(cents) } : null;
}

/** A line as it was kept, with its part; it has an id of its own where the books know it by that. */
type Kept = { id?: string; materialId: string; quantity: string; kind?: ChargeKind };

/** The lines of a step that was kept, to be gone over again; null where this phone does not know all of their parts. */
export function asChosen(stock: SiteStock | null, lines: readonly Kept[]): Line[] | null {
  const chosen = lines.flatMap(({ materialId, quantity, kind = "free" }) => {
    const part = stock?.materials.find(({ id }) => id === materialId);
    return part ? [{ part, quantity, kind }] : [];
  });
  return chosen.length === lines.length ? chosen : null;
}

/** The id under which a part stood in `before`, else a new one. */
export function sameId(before: readonly Kept[], materialId: string): string {
  return before.find((each) => each.materialId === materialId)?.id ?? crypto.randomUUID();
}

/** As they are reserved. */
export function reserving(lines: readonly Line[], before: readonly Kept[] = []) {
  return lines.map(({ part, quantity }) => ({
    id: sameId(before, part.id),
    materialId: part.id,
    quantity: quantity.trim(),
  }));
}

export type PartLines = ReturnType<typeof usePartLines>;
