"use client";
import { PackageMinus } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { useDesk } from "./desk.ts";

type Low = Outputs["stock"]["low"]["low"];
/** Also without an event, goods are counted and moved, ms. */
const often = 60_000;
const shown = 6;

/** What runs low, over the board for as long as it does: how much of it, and behind it which and where. */
export function LowStock() {
  const t = useTranslations("control.lowStock");
  const zh = useLocale().startsWith("zh");
  const { store, may } = useDesk();
  const [low, setLow] = useState<Low>([]);
  const allowed = may("stock.low");
  const look = useCallback(() => {
    if (allowed)
      api.stock.low.query({}).then(
        ({ low }) => setLow(low),
        () => {},
      );
  }, [allowed]);
  useEffect(() => {
    look();
    const beat = setInterval(look, often);
    return () => clearInterval(beat);
  }, [look]);
  useEffect(
    () =>
      store.watchEvents((events) => {
        if (events.some(({ type }) => type.startsWith("parts_"))) look();
      }),
    [store, look],
  );
  if (low.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className="control-button"
        popoverTarget="low-stock"
        title={t("title")}
        data-testid="low-stock"
      >
        <PackageMinus size={16} aria-hidden /> {t("count", { count: low.length })}
      </button>
      <div id="low-stock" popover="auto" className="control-menu low-stock">
        <strong>{t("title")}</strong>
        <ul>
          {low.slice(0, shown).map((each) => (
            <li key={`${each.storeId} ${each.materialId}`}>
              {t("line", {
                name: zh ? each.nameZh : each.nameEn,
                store: zh ? each.storeZh : each.storeEn,
                quantity: each.quantity,
              })}
            </li>
          ))}
        </ul>
        {low.length > shown && <p>{t("more", { count: low.length - shown })}</p>}
        <a href={`/stock?site=${low[0]!.siteId}&tab=levels`}>{t("open")}</a>
      </div>
    </>
  );
}
