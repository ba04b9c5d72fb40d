"use client";
import { useTranslations } from "use-intl";
import { useDesk, useQueue } from "./desk.ts";

export type Tab = "queue" | "lanes";

/** On a narrow screen the queue and the technicians take turns. */
export function BoardTabs({ tab, setTab, people }: { tab: Tab; setTab(tab: Tab): void; people: number }) {
  const t = useTranslations("control");
  const { store, viewing } = useDesk();
  const { view } = viewing;
  const { total } = useQueue(store);
  return (
    <div className="control-tabs" role="tablist" aria-label={t("tabs.label")}>
      {(["queue", "lanes"] as const).map((each) => (
        <button key={each} type="button" role="tab" aria-selected={tab === each} onClick={() => setTab(each)}>
          {each === "lanes" && view !== "lanes"
            ? t(`views.${view}`)
            : t(`tabs.${each}`, { count: each === "queue" ? total : people })}
        </button>
      ))}
    </div>
  );
}
