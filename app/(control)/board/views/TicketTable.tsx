"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useImperativeHandle, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { useDesk } from "../desk.ts";
import { noFilter } from "../filterTickets.ts";
import type { QueueHandle } from "../Queue.tsx";
import { sendFocus } from "../sendFocus.ts";
import { useOnJob } from "../useCarried.ts";
import { useHold } from "../useHold.ts";
import { sortColumns, tableColumns } from "./sortTickets.ts";
import { TicketTableRow } from "./TicketTableRow.tsx";
import { useRowTexts } from "./useRowTexts.ts";
import { useRowWords } from "./useRowWords.ts";
import { useSort } from "./useSort.ts";
import { useWidth } from "./useWidth.ts";
import { useTicketList, useViewing } from "./viewing.ts";

/** Height of a row, px; fixed, so that ten thousand of them need no measuring. */
const rowHeight = 34;
/** From this width on the rows have room for what was said, px: that of the style sheet less a scrollbar. */
const wordsFrom = 1_880;

type Props = { ref: RefObject<QueueHandle | null>; busy: boolean; openedId: string | null };

/** Every open job in one line each, by whichever column was asked for. */
export function TicketTable({ ref, busy, openedId }: Props) {
  const t = useTranslations("control.views");
  const { store, setFilter, open } = useDesk();
  const say = useRowWords();
  const onJob = useOnJob();
  const now = useServerClock(10_000);
  const { list } = useViewing();
  const { sort, sortBy } = useSort(list);
  const shown = useTicketList(list);
  const area = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<string | null>(openedId);
  const at = useRef(0);
  useHold(list, area, busy);
  const { ids } = shown;
  const width = useWidth(scroller, 0);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1000, height: 900 },
  });
  const select = useCallback(
    (id: string) => {
      at.current = Math.max(0, list.view().ids.indexOf(id));
      setCursor(id);
    },
    [list],
  );
  const focusRow = useCallback((id: string) => {
    sendFocus(() => area.current?.querySelector<HTMLElement>(`[data-ticket="${CSS.escape(id)}"]`), id);
  }, []);
  const nearest = useCallback((): string | null => {
    const all = list.view().ids;
    if (cursor === null || all.includes(cursor)) return cursor;
    return all[Math.min(at.current, all.length - 1)] ?? null;
  }, [cursor, list]);
  const go = useCallback(
    (id: string) => {
      const to = list.view().ids.indexOf(id);
      if (to < 0) return;
      virtual.scrollToIndex(to);
      select(id);
      focusRow(id);
    },
    [focusRow, list, select, virtual],
  );
  useImperativeHandle(
    ref,
    () => ({
      current() {
        const stands = cursor !== null && (list.view().ids.includes(cursor) || store.wasSentAway(cursor));
        return stands ? nearest() : null;
      },
      move(by) {
        const all = list.view().ids;
        if (all.length === 0) return null;
        const here = nearest();
        const from = here === null ? -1 : all.indexOf(here);
        const id = all[Math.min(all.length - 1, Math.max(0, from === -1 && by < 0 ? 0 : from + by))]!;
        go(id);
        return id;
      },
      focus() {
        const id = nearest();
        if (id !== null) go(id);
      },
      enter() {
        const id = nearest() ?? list.view().ids[0];
        if (id !== undefined) go(id);
      },
    }),
    [cursor, nearest, go, list, store],
  );
  const roving = nearest() ?? ids[0] ?? null;
  const seen = virtual.getVirtualItems().flatMap((row) => ids[row.index] ?? []);
  const texts = useRowTexts(seen, width >= wordsFrom);
  return (
    <div className="table" ref={area} data-testid="list">
      <div className="table-head">
        <h2>{t("listTitle")}</h2>
        <span className="visually-hidden" role="status">
          {shown.waiting > 0 && t("arrived", { count: shown.waiting })}
        </span>
        {shown.waiting > 0 && (
          <button
            type="button"
            className="queue-waiting"
            data-testid="list-waiting"
            onClick={() => list.letIn()}
          >
            {t("waiting", { count: shown.waiting })}
          </button>
        )}
      </div>
      <div className="table-scroll" ref={scroller}>
        <table aria-label={t("listTitle")} aria-rowcount={ids.length + 1}>
          <thead>
            <tr className="table-row table-columns" aria-rowindex={1}>
              {tableColumns.map((column) =>
                isSorted(column) ? (
                  <th
                    key={column}
                    scope="col"
                    data-column={column}
                    aria-sort={sort.by !== column ? "none" : sort.down ? "descending" : "ascending"}
                  >
                    <button type="button" data-testid={`sort-${column}`} onClick={() => sortBy(column)}>
                      {t(`column.${column}`)}
                      {sort.by === column && <span aria-hidden>{sort.down ? " ↓" : " ↑"}</span>}
                    </button>
                  </th>
                ) : (
                  <th key={column} scope="col" data-column={column}>
                    {t(`column.${column}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody className="table-body" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((row) => {
              const id = ids[row.index];
              if (id === undefined) return null;
              return (
                <TicketTableRow
                  key={id}
                  id={id}
                  index={row.index + 2}
                  top={row.start}
                  roving={id === roving}
                  opened={id === openedId}
                  store={store}
                  say={say}
                  onJob={onJob}
                  words={texts.get(id) ?? ""}
                  now={now}
                  select={select}
                  open={open}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      {ids.length === 0 && (
        <div className="table-empty">
          <p>{shown.open === 0 ? t("noneOpen") : t("noneFound")}</p>
          {shown.open > 0 && (
            <button type="button" className="control-button" onClick={() => setFilter(noFilter)}>
              {t("clear")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function isSorted(column: (typeof tableColumns)[number]): column is (typeof sortColumns)[number] {
  return (sortColumns as readonly string[]).includes(column);
}
