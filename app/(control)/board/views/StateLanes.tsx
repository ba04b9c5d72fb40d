"use client";
import { useLayoutEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { useDesk } from "../desk.ts";
import { type Stage, stageOf, stages } from "../filterTickets.ts";
import { useHold } from "../useHold.ts";
import { LanesBy } from "./LanesBy.tsx";
import { StateLane } from "./StateLane.tsx";
import { byBreach } from "./sortTickets.ts";
import { useTicketList, useViewing } from "./viewing.ts";

/** One lane for each state that a job can be in, by time to breach. While somebody is at them, nothing changes lanes. */
export function StateLanes({ busy, openedId }: { busy: boolean; openedId: string | null }) {
  const t = useTranslations("control");
  const { store } = useDesk();
  const { list } = useViewing();
  const shown = useTicketList(list);
  const area = useRef<HTMLElement>(null);
  useHold(list, area, busy);
  useLayoutEffect(() => list.arrange(byBreach), [list]);
  const kept = useRef<ReadonlyMap<Stage, readonly string[]>>(new Map());
  const lanes = useMemo(() => {
    const known = new Map<string, Stage>();
    // What is held stays in the lane where it was seen, wherever it has got to meanwhile.
    if (shown.held) for (const [stage, ids] of kept.current) for (const id of ids) known.set(id, stage);
    const now = new Map<Stage, string[]>(stages.map((stage) => [stage, []]));
    for (const id of shown.ids) {
      const ticket = store.ticket(id);
      const stage = known.get(id) ?? (ticket && stageOf(ticket));
      if (stage) now.get(stage)?.push(id);
    }
    return now;
  }, [shown, store]);
  kept.current = lanes;
  return (
    <section className="lanes" ref={area} aria-label={t("views.byStateTitle")} data-testid="state-lanes">
      <div className="lanes-head">
        <h2>{t("views.byStateTitle")}</h2>
        <LanesBy />
        {shown.waiting > 0 && (
          <button
            type="button"
            className="queue-waiting"
            data-testid="state-waiting"
            onClick={() => list.letIn()}
          >
            {t("views.waiting", { count: shown.waiting })}
          </button>
        )}
      </div>
      <ul className="state-lanes" aria-label={t("views.byStateTitle")}>
        {stages.map((stage) => (
          <StateLane key={stage} stage={stage} ids={lanes.get(stage) ?? []} openedId={openedId} />
        ))}
      </ul>
    </section>
  );
}
