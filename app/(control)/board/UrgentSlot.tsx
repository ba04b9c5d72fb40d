"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { cardHeight, gap } from "./cardSize.ts";

/** More than this many are reached by scrolling inside the slot. */
const mostRows = 3;
type Props = { ids: readonly string[]; held: boolean; children(id: string): ReactNode };

/**
 * The place of urgent jobs, there even when empty. While somebody is at the queue it keeps its height, so that an
 * urgent arrival is seen at once (scrolled to, inside) and yet pushes nothing from under the pointer.
 */
export function UrgentSlot({ ids, held, children }: Props) {
  const t = useTranslations("control");
  const slot = useRef<HTMLDivElement>(null);
  const rows = useRef(1);
  if (!held) rows.current = Math.min(mostRows, Math.max(1, ids.length));
  const known = useRef<ReadonlySet<string>>(new Set(ids));
  useEffect(() => {
    const arrived = ids.find((id) => !known.current.has(id));
    known.current = new Set(ids);
    const area = slot.current;
    if (arrived === undefined || !area || area.matches(":hover, :focus-within")) return;
    area.scrollTop = ids.indexOf(arrived) * (cardHeight + gap);
  }, [ids]);
  const height = rows.current * (cardHeight + gap);
  return (
    <div className="queue-urgent" ref={slot} style={{ height }}>
      {ids.length === 0 ? (
        <p>{t("queue.urgentNone")}</p>
      ) : (
        <ul aria-label={t("queue.urgentList")}>
          {ids.map((id) => (
            <li key={id}>{children(id)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
