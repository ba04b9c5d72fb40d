"use client";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Age } from "#app/_ui/Age.tsx";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { alarmRank } from "#server/domain/alarm/kind.ts";
import { AlarmMark } from "./AlarmMark.tsx";
import { AlarmSoundSwitch } from "./AlarmSoundSwitch.tsx";
import type { useAlarmDesk } from "./useAlarmDesk.ts";
import type { AlarmList } from "./useAlarms.ts";
import { useAlarmWords } from "./useAlarmWords.ts";

type Props = {
  desk: ReturnType<typeof useAlarmDesk>;
  /** A press on the button or its key. */
  press(): void;
  /** The way to the job of the alarm that is shown. */
  job(ticketId: string, words: ReactNode): ReactNode;
  /** What stands at the end of the line. */
  children: ReactNode;
  /** Is there a key for acknowledging on this page? */
  keyed?: boolean;
};

/**
 * One line that is always there, so that an alarm moves nothing: the gravest matter that nobody has acknowledged, how
 * many more, and the sound. What may grow stands behind the button, so that nothing slides under a pointer.
 */
export function AlarmLine({ desk, press, job, children, keyed = false }: Props) {
  const t = useTranslations("alarm");
  const { list, linked, ringing, groups, shown, arrived, isRead, line, hold, show, pending } = desk;
  const said = useAlarmWords(list);
  const top = shown?.head;
  function pressed(event: KeyboardEvent) {
    if (event.key.toLowerCase() !== "a" || event.ctrlKey || event.metaKey || event.altKey || !top) return;
    event.preventDefault();
    press();
  }
  return (
    <section
      ref={line}
      className="alarms"
      aria-label={t("title")}
      data-testid="alarms"
      data-rank={groups[0] ? alarmRank[groups[0].head.kind] : 0}
      data-top={top?.ticketId}
      data-unheard={groups.length}
      data-ringing={ringing.ringing}
      data-sound={ringing.state}
      data-sounded={ringing.sounded}
      data-read={isRead}
      onKeyDown={pressed}
      onPointerEnter={hold}
      onPointerLeave={hold}
      onFocus={hold}
      onBlur={() => queueMicrotask(hold)}
    >
      <NewAlarm list={list} />
      {top ? (
        <>
          <AlarmMark rank={alarmRank[top.kind]} size={28} />
          <strong className="alarms-what">{said.what(top)}</strong>
          {job(
            top.ticketId,
            <>
              <Plate place={said.place(top)} size="s" />
              <span className="alarms-fault">{said.fault(top)}</span>
            </>,
          )}
          <Age since={top.raisedAt} />
          <button
            type="button"
            className="alarm-button"
            data-primary="true"
            data-testid="alarm-acknowledge"
            data-alarm={top.id}
            aria-disabled={pending || !linked}
            onClick={press}
          >
            {shown.others.length > 0
              ? t("acknowledgeAll", { count: 1 + shown.others.length })
              : t("acknowledge")}
            {keyed && (
              <>
                {" "}
                <Key>Y</Key>
              </>
            )}
          </button>
          {shown.others.length > 0 && (
            <b className="alarms-same" data-testid="alarm-same">
              {t(list?.flood ? "sameBuilding" : "same", { count: shown.others.length })}
            </b>
          )}
          <span className="alarms-why" data-flood={list?.flood} title={said.why(top)}>
            {said.why(top)}
          </span>
        </>
      ) : (
        <span className="alarms-none">
          {list === null
            ? t("unknown")
            : list.open.length === 0
              ? t("none")
              : t("allHeard", { count: list.open.length })}
        </span>
      )}
      <span className="alarms-end">
        {arrived && (
          <button
            type="button"
            className="alarm-button alarms-arrived"
            data-testid="alarm-arrived"
            data-rank={alarmRank[arrived.head.kind]}
            onClick={() => show(arrived)}
          >
            <AlarmMark rank={alarmRank[arrived.head.kind]} size={20} />
            <span className="alarms-cut">
              {t("arrived", { what: said.what(arrived.head), fault: said.fault(arrived.head) })}
            </span>
          </button>
        )}
        {list?.flood && top && (
          <b className="alarms-flood" data-testid="alarm-flood">
            {t("flood")}
          </b>
        )}
        <AlarmSoundSwitch ringing={ringing} time={said.clock} />
        {children}
      </span>
    </section>
  );
}

/** Says a new alarm once to a screen reader. A danger is said at once by the board itself when its report arrives. */
function NewAlarm({ list }: { list: AlarmList | null }) {
  const said = useAlarmWords(list);
  const known = useRef<Set<string> | null>(null);
  const [sentence, setSentence] = useState("");
  const latest = useRef(said);
  latest.current = said;
  useEffect(() => {
    if (list === null) return;
    const before = known.current;
    known.current = new Set(list.open.map((alarm) => alarm.id));
    const fresh = list.open.find((alarm) => before && !before.has(alarm.id) && alarm.kind !== "danger");
    if (!fresh) return;
    const { what, why, fault } = latest.current;
    setSentence(`${what(fresh)}: ${fault(fresh)}. ${why(fresh)}`);
  }, [list]);
  return (
    <span className="visually-hidden" role="status">
      {sentence}
    </span>
  );
}
