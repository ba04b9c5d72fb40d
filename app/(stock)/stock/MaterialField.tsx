"use client";
import { useId } from "react";
import { useLocale } from "use-intl";
import { findMaterials, scannedMaterial } from "#server/domain/stock/search.ts";
import type { Material } from "./useRoom.ts";

type Props = {
  label: string;
  hint: string;
  typed: string;
  materials: Material[];
  /** Where the sentence stands that says what is wrong with it, if it does. */
  problem?: string | undefined;
  type(typed: string): void;
};

/** A material by code, name or bars: typed, offered by the browser's own list, or shot in by a hand scanner. */
export function MaterialField({ label, hint, typed, materials, problem, type }: Props) {
  const zh = useLocale() === "zh";
  const list = useId();
  return (
    <label className="stock-field stock-wide">
      {label}
      <input
        list={list}
        value={typed}
        placeholder={hint}
        autoComplete="off"
        data-testid="material-field"
        aria-invalid={problem !== undefined}
        aria-describedby={problem}
        onChange={(event) => type(event.target.value)}
      />
      <datalist id={list}>
        {materials
          .filter((each) => !each.retired)
          .map((each) => (
            <option key={each.id} value={each.code}>
              {zh ? each.nameZh : each.nameEn}
            </option>
          ))}
      </datalist>
    </label>
  );
}

/** The one material that was meant: exactly its code or bars, else the only one that fits. */
export function meant(materials: Material[], typed: string): Material | undefined {
  const said = typed.trim();
  if (said === "") return undefined;
  const exact = scannedMaterial(materials, said);
  if (exact) return exact;
  const found = findMaterials(materials, said).filter((each) => !each.retired);
  return found.length === 1 ? found[0] : undefined;
}
