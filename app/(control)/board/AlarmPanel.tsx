"use client";
import { useTranslations } from "use-intl";
import { AlarmMark } from "#app/_alarm/AlarmMark.tsx";
import type { Alarm, AlarmList } from "#app/_alarm/useAlarms.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { alarmRank } from "#server/domain/alarm/kind.ts";
import { BoardSheet } from "./BoardSheet.tsx";
import { useDesk } from "./desk.ts";
import { useAlarmWords } from "./useAlarmWords.ts";
import { useWords } from "./useWords.ts";

type Props = { list: AlarmList; acknowledge(alarm: Alarm): Promise<void>; close(): void };

/** Every alarm that stands, with what would help, and the day's log: when it rang, who had it, when it was over. */
export function AlarmPanel({ list, acknowledge, close }: Props) {
  const t = useTranslations("control.alarm");
  return (
    <BoardSheet title={t("title")} close={close} wide testId="alarm-panel">
      <h3>{t("standing", { count: list.open.length })}</h3>
      {list.more && <p className="sheet-hint">{t("moreStand")}</p>}
      <ul className="alarm-rows">
        {list.open.map((alarm) => (
          <Row key={alarm.id} alarm={alarm} people={list.people} acknowledge={acknowledge} close={close} />
        ))}
      </ul>
      <h3>{t("logTitle")}</h3>
      <ul className="alarm-rows" data-testid="alarm-log-rows">
        {list.log.map((alarm) => (
          <Row key={alarm.id} alarm={alarm} people={list.people} close={close} />
        ))}
      </ul>
    </BoardSheet>
  );
}

type RowProps = {
  alarm: Alarm;
  people: AlarmList["people"];
  acknowledge?: Props["acknowledge"];
  close(): void;
};

function Row({ alarm, people, acknowledge, close }: RowProps) {
  const t = useTranslations("control.alarm");
  const words = useWords();
  const said = useAlarmWords();
  const { open, store } = useDesk();
  const time = (at: string) => words.time(at, alarm.siteId, true);
  const onBoard = store.ticket(alarm.ticketId) !== undefined;
  return (
    <li
      className="alarm-row"
      data-testid="alarm-row"
      data-kind={alarm.kind}
      data-ticket={alarm.ticketId}
      data-over={alarm.clearedAt !== null}
    >
      <AlarmMark rank={alarmRank[alarm.kind]} size={24} />
      <div>
        <p className="alarm-line">
          <strong>{said.what(alarm)}</strong>
          <Plate place={words.place(alarm.plate)} size="s" />
          <span>{words.fault(alarm.faultCode)}</span>
          <span className="card-number">{alarm.number}</span>
        </p>
        {alarm.clearedAt === null && <p>{said.why(alarm)}</p>}
        {acknowledge && alarm.kind === "nobody" && (
          <ul className="alarm-help">
            {said.help(alarm, people).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <p className="alarm-times">
          {t("rang", { time: time(alarm.raisedAt) })}
          {alarm.acknowledgedAt &&
            ` · ${t("had", { name: alarm.by ? words.person(alarm.by) : "", time: time(alarm.acknowledgedAt) })}`}
          {alarm.clearedAt && ` · ${t("over", { time: time(alarm.clearedAt) })}`}
        </p>
      </div>
      <div className="alarm-acts">
        {acknowledge && alarm.acknowledgedAt === null && (
          <button
            type="button"
            className="control-button"
            data-primary="true"
            onClick={() => acknowledge(alarm)}
          >
            {t("acknowledge")}
          </button>
        )}
        {onBoard && (
          <button
            type="button"
            className="control-button"
            onClick={() => {
              close();
              open(alarm.ticketId);
            }}
          >
            {t("show")}
          </button>
        )}
      </div>
    </li>
  );
}
