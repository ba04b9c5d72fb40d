"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import type { Technician } from "./BoardStore.ts";
import { useDesk } from "./desk.ts";
import { LaneRow } from "./LaneRow.tsx";
import { onShift } from "./onShift.ts";
import type { Drag } from "./useDragToLane.ts";

type Props = { technicians: Technician[]; drag: Drag; openedId: string | null };

/** Everybody at work, each with what he has in hand; the others folded below. */
export function Lanes({ technicians, drag, openedId }: Props) {
  const t = useTranslations("control");
  const { filter } = useDesk();
  const now = useServerClock(15_000);
  const [here, away] = useMemo(() => {
    const at = new Date(now).toISOString();
    const mine = technicians.filter((who) => filter.siteId === "" || who.siteIds.includes(filter.siteId));
    return [mine.filter((who) => onShift(who, at)), mine.filter((who) => !onShift(who, at))];
  }, [technicians, filter.siteId, now]);
  const row = (who: Technician) => (
    <LaneRow
      key={who.id}
      who={who}
      dragging={drag.ticketId !== null}
      candidate={drag.candidates?.get(who.id) ?? null}
      ranked={drag.candidates !== null}
      openedId={openedId}
    />
  );
  return (
    <section className="lanes" aria-label={t("lanes.title")}>
      <div className="lanes-head">
        <h2>{t("lanes.title")}</h2>
        <span>{t("lanes.onShift", { count: here.length })}</span>
      </div>
      <div className="lanes-scroll">
        {here.length === 0 && <p className="lanes-empty">{t("lanes.nobody")}</p>}
        <ul aria-label={t("lanes.list")}>{here.map(row)}</ul>
        {away.length > 0 && (
          <details className="lanes-away">
            <summary>{t("lanes.offShift", { count: away.length })}</summary>
            <ul>{away.map(row)}</ul>
          </details>
        )}
      </div>
    </section>
  );
}
