"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { useFormatter, useTranslations } from "use-intl";
import { cardHeight, gap } from "./cardSize.ts";
import { useDesk, useQueue } from "./desk.ts";
import { withdrawable } from "./drop.ts";
import { EmptyQueue } from "./EmptyQueue.tsx";
import { isFiltered } from "./filterTickets.ts";
import { IncidentStrip } from "./incident/IncidentStrip.tsx";
import { PickBar } from "./incident/PickBar.tsx";
import { useHeldStrip } from "./incident/useHeldStrip.ts";
import { QueueCard } from "./QueueCard.tsx";
import { sendFocus } from "./sendFocus.ts";
import { UrgentSlot } from "./UrgentSlot.tsx";
import { useTarget } from "./useCarried.ts";
import type { Drag } from "./useDrag.ts";
import { useHold } from "./useHold.ts";

export type QueueHandle = {
  /** Moves the selection and the focus; answers the selected ticket. */
  move(by: number): string | null;
  /** The selected one; the next where the person sent that away himself. What others took is nobody's to act on. */
  current(): string | null;
  focus(): void;
  /** To the selected one, or the first. */
  enter(): void;
};
type Props = {
  ref: RefObject<QueueHandle | null>;
  busy: boolean;
  drag: Drag;
  openedId: string | null;
};

/** What nobody has yet, by time to breach; urgent jobs in a slot of their own that is always there. */
export function Queue({ ref, busy, drag, openedId }: Props) {
  const t = useTranslations("control");
  const format = useFormatter();
  const { store, filter, may } = useDesk();
  const view = useQueue(store);
  const area = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const at = useRef(0);
  useHold(store, area, busy);
  const over = useTarget(
    area,
    { to: "queue" },
    (carried) => may("ticket.withdraw") && withdrawable(store.ticket(carried)),
  );
  const carried = store.ticket(drag.ticketId ?? "");
  const strip = useHeldStrip(view);
  const waiting = view.waiting + strip.waiting;
  const risen = useMemo(() => new Set(view.urgent), [view.urgent]);
  const virtual = useVirtualizer({
    count: view.routine.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    overscan: 6,
    initialRect: { width: 400, height: 900 },
  });

  const focusCard = useCallback((id: string) => {
    const face = () =>
      area.current?.querySelector<HTMLElement>(`[data-ticket="${CSS.escape(id)}"] .card-face`);
    sendFocus(face, id, (now) => {
      now.focus({ preventScroll: true });
      now.scrollIntoView({ block: "nearest" });
    });
  }, []);
  const select = useCallback(
    (id: string) => {
      at.current = Math.max(0, store.order().indexOf(id));
      setCursor(id);
    },
    [store],
  );
  /** The selected card, or the one that has taken its place. */
  const nearest = useCallback((): string | null => {
    if (cursor === null) return null;
    const all = store.order();
    return all.includes(cursor) ? cursor : (all[Math.min(at.current, all.length - 1)] ?? null);
  }, [cursor, store]);
  useImperativeHandle(
    ref,
    () => ({
      current() {
        const stands = cursor !== null && (store.order().includes(cursor) || store.wasSentAway(cursor));
        return stands ? nearest() : null;
      },
      move(by) {
        const all = store.order();
        if (all.length === 0) return null;
        const here = nearest();
        const from = here === null ? -1 : all.indexOf(here);
        const to = Math.min(all.length - 1, Math.max(0, from === -1 && by < 0 ? 0 : from + by));
        const id = all[to]!;
        const row = store.queue().routine.indexOf(id);
        // To scroll measures the whole list, again and again: a row that is drawn is brought into view as it is.
        const isDrawn = virtual.getVirtualItems().some((item) => item.index === row);
        if (row >= 0 && !isDrawn && !store.queue().urgent.includes(id)) virtual.scrollToIndex(row);
        select(id);
        focusCard(id);
        return id;
      },
      focus() {
        const id = nearest();
        if (id === null) return;
        select(id);
        focusCard(id);
      },
      enter() {
        const id = nearest() ?? store.order()[0];
        if (id === undefined) return;
        select(id);
        focusCard(id);
      },
    }),
    [cursor, nearest, focusCard, select, store, virtual],
  );
  useEffect(() => {
    if (cursor === null && openedId !== null) setCursor(openedId);
  }, [cursor, openedId]);

  const roving = nearest() ?? view.urgent[0] ?? view.routine[0] ?? null;
  const empty = view.total === 0 && view.routine.length === 0;
  return (
    <section className="queue" ref={area} data-testid="queue" data-over={over} aria-label={t("queue.title")}>
      {drag.holderId !== null && (
        <div className="lane-verdict queue-verdict">
          {t(withdrawable(carried) && may("ticket.withdraw") ? "queue.mayWithdraw" : "queue.mayNotWithdraw")}
        </div>
      )}
      <div className="queue-head">
        <span className="visually-hidden" role="status">
          {waiting > 0 && t("queue.arrived", { count: waiting })}
        </span>
        <h2>
          {t("queue.title")} <b>{format.number(view.total)}</b>
        </h2>
        {view.urgent.length > 1 && (
          <span className="queue-urgent-count">{t("queue.urgentCount", { count: view.urgent.length })}</span>
        )}
        {waiting > 0 ? (
          <button
            type="button"
            className="queue-waiting"
            data-testid="queue-waiting"
            onClick={() => store.letIn()}
          >
            {t("queue.waiting", { count: waiting })}
          </button>
        ) : (
          <span>{t("queue.order")}</span>
        )}
      </div>
      <PickBar />
      <UrgentSlot ids={view.urgent} held={view.held}>
        {(id) => (
          <QueueCard
            id={id}
            roving={id === roving}
            selected={id === cursor}
            opened={id === openedId}
            select={select}
          />
        )}
      </UrgentSlot>
      <IncidentStrip {...strip} />
      <div className="queue-scroll" ref={scroller}>
        {empty && <EmptyQueue filtered={isFiltered(filter)} />}
        <ul aria-label={t("queue.list")} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((row) => {
            const id = view.routine[row.index];
            if (id === undefined) return null;
            return (
              <li
                key={id}
                aria-setsize={view.routine.length}
                aria-posinset={row.index + 1}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {risen.has(id) ? (
                  <p className="queue-risen">{t("queue.risen")}</p>
                ) : (
                  <QueueCard
                    id={id}
                    roving={id === roving}
                    selected={id === cursor}
                    opened={id === openedId}
                    select={select}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
