"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Stage } from "../filterTickets.ts";
import { LaneJob } from "../LaneJob.tsx";

/** Height of a job and the gap below it, px. */
const step = 72;

type Props = { stage: Stage; ids: readonly string[]; openedId: string | null };

export const StateLane = memo(function StateLane({ stage, ids, openedId }: Props) {
  const t = useTranslations("control.views");
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => step,
    overscan: 4,
    initialRect: { width: 240, height: 800 },
  });
  return (
    <li className="state-lane" data-testid="state-lane" data-stage={stage}>
      <h3>
        {t(`stages.${stage}`)} <b>{ids.length}</b>
      </h3>
      <div ref={scroller}>
        <ul aria-label={t(`stages.${stage}`)} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const id = ids[item.index];
            if (id === undefined) return null;
            return (
              <li
                key={id}
                aria-setsize={ids.length}
                aria-posinset={item.index + 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LaneJob id={id} opened={id === openedId} named />
              </li>
            );
          })}
        </ul>
      </div>
    </li>
  );
});
