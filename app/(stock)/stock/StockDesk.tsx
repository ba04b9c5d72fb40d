"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { HistoryTab } from "./HistoryTab.tsx";
import { LevelsTab } from "./LevelsTab.tsx";
import { MaterialsTab } from "./MaterialsTab.tsx";
import { MoveTab } from "./MoveTab.tsx";
import { SettleTab } from "./SettleTab.tsx";
import { keepersTabs, type Tab, tabs } from "./tabs.ts";
import { UsageTab } from "./UsageTab.tsx";
import { type StockRoom, useRoom } from "./useRoom.ts";
import { useStockWords } from "./useStockWords.ts";

type Props = { first: StockRoom; tab: Tab; keeps: boolean };

/** One site's store, a part at a time; the address names the part. */
export function StockDesk({ first, tab: start, keeps }: Props) {
  const t = useTranslations("stock");
  const router = useRouter();
  const { room, refetch, lostSince } = useRoom(first);
  const words = useStockWords(room);
  const [tab, setTab] = useState<Tab>(keeps || !keepersTabs.includes(start) ? start : "levels");
  const { site, sites, conflicts } = room.levels;
  const shown = tabs.filter((each) => keeps || !keepersTabs.includes(each));

  function go(next: Tab) {
    setTab(next);
    window.history.replaceState(null, "", `/stock?site=${site.id}&tab=${next}`);
  }

  return (
    <>
      <div className="stock-bar">
        {sites.length > 1 && (
          <label className="stock-field">
            {t("site")}
            <select
              value={site.id}
              onChange={(event) => router.push(`/stock?site=${event.target.value}&tab=${tab}`)}
            >
              {sites.map((each) => (
                <option key={each.id} value={each.id}>
                  {words.name(each)}
                </option>
              ))}
            </select>
          </label>
        )}
        {shown.length > 1 && (
          <nav className="stock-tabs" aria-label={t("title")}>
            {shown.map((each) => (
              <button
                key={each}
                type="button"
                aria-current={each === tab ? "page" : undefined}
                data-testid={`tab-${each}`}
                onClick={() => go(each)}
              >
                {t(`tabs.${each}`)}
                {each === "settle" && conflicts.length > 0 && (
                  <strong className="stock-figures"> {conflicts.length}</strong>
                )}
              </button>
            ))}
          </nav>
        )}
      </div>
      <p role="status">{lostSince ? t("lost", { time: words.time(lostSince) }) : ""}</p>
      {tab === "levels" && <LevelsTab room={room} words={words} keeps={keeps} refetch={refetch} />}
      {tab === "move" && <MoveTab room={room} words={words} refetch={refetch} />}
      {tab === "settle" && <SettleTab room={room} words={words} refetch={refetch} />}
      {tab === "history" && <HistoryTab room={room} words={words} />}
      {tab === "usage" && <UsageTab room={room} />}
      {tab === "materials" && <MaterialsTab room={room} words={words} refetch={refetch} />}
    </>
  );
}
