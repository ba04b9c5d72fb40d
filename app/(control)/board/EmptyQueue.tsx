"use client";
import { useTranslations } from "use-intl";
import { useDesk } from "./desk.ts";
import { noFilter } from "./filterTickets.ts";
import { useWords } from "./useWords.ts";

/** Nothing waits: the last fact, and the next act. */
export function EmptyQueue({ filtered }: { filtered: boolean }) {
  const t = useTranslations("control");
  const { store, setFilter } = useDesk();
  const words = useWords();
  const last = store.lastAssigned();
  if (filtered) {
    return (
      <div className="queue-empty">
        <p>{t("queue.filteredOut")}</p>
        <button type="button" className="control-button" onClick={() => setFilter(noFilter)}>
          {t("queue.clearFilter")}
        </button>
      </div>
    );
  }
  return (
    <div className="queue-empty">
      <p>
        {last
          ? t("queue.emptyLast", { name: words.technician(last.technicianId), time: words.time(last.at) })
          : t("queue.emptyTitle")}
      </p>
      <p>{t("queue.emptyNext")}</p>
    </div>
  );
}
