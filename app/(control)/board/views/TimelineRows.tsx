"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { leaves } from "#server/domain/dispatch/presence.ts";
import { useAwayRoom } from "../away.ts";
import type { Technician } from "../BoardStore.ts";
import { useDesk } from "../desk.ts";
import { sendFocus } from "../sendFocus.ts";
import type { Drag } from "../useDrag.ts";
import { dayRows } from "./dayRows.ts";
import { useDayWords } from "./dayWords.ts";
import { inOrder } from "./inOrder.ts";
import { isAskedFor } from "./isAskedFor.ts";
import { TimelineHours } from "./TimelineHours.tsx";
import { TimelineRow } from "./TimelineRow.tsx";
import { jobOf, nextRun, runKey, technicianOf } from "./timelineKeys.ts";
import { endFrom, endWidth, lineHeight, nameWidth, rowPadding } from "./timelineSize.ts";
import type { LiveDay } from "./useDay.ts";
import { useStillRows } from "./useStillRows.ts";
import { useWidth } from "./useWidth.ts";

/** Wide enough for the words of half an hour's work, px. */
const leastHour = 96;
const unmeasured = -1;

type Props = {
  live: LiveDay;
  /** The whole day fits the width. */
  whole: boolean;
  technicians: Technician[];
  drag: Drag;
  busy: boolean;
  openedId: string | null;
};

/** The rows of one day; the arrow keys walk from job to job. */
export function TimelineRows({ live, whole, technicians, drag, busy, openedId }: Props) {
  const t = useTranslations("control.timeline");
  const { store, filter, faults } = useDesk();
  const now = useServerClock(15_000);
  const span = useMemo(
    () => ({ from: Date.parse(live.from), until: Date.parse(live.until) }),
    [live.from, live.until],
  );
  const { away } = useAwayRoom();
  const days = useMemo(
    () =>
      dayRows(
        { ...live, span, now },
        {
          minutes: (code) => faults.get(code)?.minutes ?? 0,
          due: (id) => store.ticket(id)?.dueAt ?? "9999",
          backAt: (id) => store.ticket(id)?.backAt ?? null,
          returns(id) {
            const said = away.get(id);
            return said !== undefined && leaves(said.presence) ? said.until : undefined;
          },
        },
      ),
    [live, span, now, faults, store, away],
  );
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area, unmeasured);
  const end = width < endFrom ? 0 : endWidth;
  const seen = Math.max(200, width - nameWidth - end);
  const track = whole ? seen : Math.max((leastHour * (span.until - span.from)) / 3_600_000, seen);
  const wanted = useMemo(() => inOrder(technicians, days, filter, now), [technicians, days, filter, now]);
  const { people, linesOf, lineOf, waiting, letIn } = useStillRows(area, wanted, days, busy, filter);
  const virtual = useVirtualizer({
    count: people.length,
    getScrollElement: () => area.current,
    estimateSize: (index) => linesOf(people[index]!.id) * lineHeight + rowPadding,
    getItemKey: (index) => people[index]?.id ?? index,
    overscan: 3,
    scrollPaddingStart: 40,
    initialRect: { width: 1000, height: 800 },
  });
  const heights = people.map((who) => linesOf(who.id)).join("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row got another height
  useLayoutEffect(() => virtual.measure(), [heights]);
  const isNow = now >= span.from && now < span.until;
  const scrolled = useRef(false);
  useLayoutEffect(() => {
    if (scrolled.current || !area.current || width === unmeasured) return;
    scrolled.current = true;
    const first = people[0] && days.get(people[0].id)?.shifts[0]?.from;
    const to = isNow ? now : (first ?? span.from);
    area.current.scrollLeft =
      ((to - span.from) / (span.until - span.from)) * track - seen * (isNow ? 0.45 : 0.05);
  }, [width, seen, track, now, isNow, span, people, days]);
  const [last, setRoving] = useState<string | null>(null);
  const walked = (id: string) =>
    (days.get(id)?.runs ?? []).filter((run) => isAskedFor(run, id, store, filter));
  // One that the filter has taken away, or that is over, is no way in any more.
  const lastIn = technicianOf(last ?? "");
  const roving = walked(lastIn).some((run) => runKey(lastIn, run) === last) ? last : null;
  const clock = useDayWords(live.timeZone);
  const scale = useMemo(() => ({ span, track, end, now }), [span, track, end, now]);
  function pressed(event: KeyboardEvent) {
    const here = (event.target as HTMLElement).closest<HTMLElement>("[data-run]")?.dataset.run;
    if (here === undefined) return;
    const to = nextRun(
      people.map(({ id }) => walked(id)),
      people.map((who) => who.id),
      here,
      event.key,
    );
    if (to === null) return;
    event.preventDefault();
    setRoving(to.key);
    virtual.scrollToIndex(to.row);
    const drawn = () => area.current?.querySelector<HTMLElement>(`[data-run="${CSS.escape(to.key)}"]`);
    sendFocus(drawn, jobOf(to.key), (run) => {
      run.focus({ preventScroll: true });
      run.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }
  if (people.length === 0) return <p className="timeline-loading">{t("nobody")}</p>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the jobs inside
    <div className="timeline-scroll" ref={area} onKeyDown={pressed}>
      <div className="timeline-news">
        <span className="visually-hidden" role="status">
          {waiting > 0 && t("arrived", { count: waiting })}
        </span>
        {waiting > 0 && (
          <button type="button" className="queue-waiting" data-testid="timeline-waiting" onClick={letIn}>
            {t("waiting", { count: waiting })}
          </button>
        )}
      </div>
      <TimelineHours span={span} track={track} end={end} now={isNow ? now : null} words={clock} />
      {/* biome-ignore lint/a11y/useSemanticElements: rows that come and go by scrolling are laid out by hand */}
      <div
        role="list"
        className="timeline-body"
        aria-label={t("list")}
        style={{ height: virtual.getTotalSize(), width: nameWidth + track + end }}
      >
        {virtual.getVirtualItems().map((item) => {
          const who = people[item.index];
          if (!who) return null;
          const mine = roving?.startsWith(who.id) === true;
          return (
            <TimelineRow
              key={item.key}
              who={who}
              row={days.get(who.id) ?? null}
              index={item.index}
              of={people.length}
              top={item.start}
              height={item.size}
              lineOf={lineOf}
              scale={scale}
              clock={clock}
              drag={drag}
              openedId={openedId}
              roving={roving === null ? "first" : mine ? roving : ""}
              setRoving={setRoving}
            />
          );
        })}
      </div>
      {live.more && <p className="timeline-loading">{t("more")}</p>}
    </div>
  );
}
