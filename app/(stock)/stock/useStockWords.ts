"use client";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { timeWords } from "#app/(portal)/times.ts";
import type { StockRoom } from "./useRoom.ts";

type Named = { nameZh: string; nameEn: string };

/** Names, amounts and times of the store in the reader's language. */
export function useStockWords({ levels, materials }: StockRoom) {
  const zh = useLocale() === "zh";
  const locale = useLocale();
  const t = useTranslations("parts");
  return useMemo(() => {
    const named = new Map(materials.map((each) => [each.id, each]));
    const name = (of: Named) => (zh ? of.nameZh : of.nameEn);
    return {
      name,
      person: (who: { name: string; nameLatin: string }) => personName(zh, who),
      material: (id: string) => {
        const found = named.get(id);
        return found ? name(found) : "";
      },
      store: (id: string | null) => {
        const found = levels.stores.find((each) => each.id === id);
        return found ? name(found) : "";
      },
      amount: (quantity: string, materialId: string) => {
        const unit = named.get(materialId)?.unit;
        return unit ? t("amount", { quantity, unit: t(`units.${unit}`) }) : quantity;
      },
      time: (iso: string) => timeWords(iso, levels.site.timeZone, locale, new Date().toISOString()),
    };
  }, [zh, locale, t, levels, materials]);
}

export type StockWords = ReturnType<typeof useStockWords>;
