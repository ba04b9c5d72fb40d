"use client";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Technician } from "../BoardStore.ts";
import { useDesk } from "../desk.ts";
import { asks } from "../filterTickets.ts";
import type { Drag } from "../useDrag.ts";
import { useWords } from "../useWords.ts";
import { TimelineHead } from "./TimelineHead.tsx";
import { TimelineRows } from "./TimelineRows.tsx";
import { useDay } from "./useDay.ts";
import { useViewing } from "./viewing.ts";

type Props = { technicians: Technician[]; drag: Drag; busy: boolean; openedId: string | null };

/** Technicians by the hours of a day: what they really did, what goes on, and what lies before them. */
export function Timeline({ technicians, drag, busy, openedId }: Props) {
  const t = useTranslations("control.timeline");
  const { store, filter, sites } = useDesk();
  const { day, setDay } = useViewing();
  const words = useWords();
  const [whole, setWhole] = useState(false);
  const siteIds = useMemo(
    () => [...sites.keys()].filter((id) => asks(filter.siteIds, id)),
    [filter.siteIds, sites],
  );
  const { live, told, ask } = useDay(store, siteIds, day);
  return (
    <section className="timeline" aria-label={t("title")} data-testid="timeline" data-day={live?.day}>
      <TimelineHead live={live} setDay={setDay} whole={whole} setWhole={setWhole} />
      {told && (
        <p className="sheet-refusal" role="alert">
          {t("failed", { why: words.refusal(told) })}{" "}
          <button type="button" className="control-button" onClick={() => void ask()}>
            {t("again")}
          </button>
        </p>
      )}
      {live === null ? (
        !told && <p className="timeline-loading">{t("loading")}</p>
      ) : (
        <TimelineRows
          key={`${live.day} ${whole}`}
          live={live}
          whole={whole}
          technicians={technicians}
          drag={drag}
          busy={busy}
          openedId={openedId}
        />
      )}
    </section>
  );
}
