"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AlarmMark } from "#app/_alarm/AlarmMark.tsx";
import type { Alarm, AlarmList } from "#app/_alarm/useAlarms.ts";
import { useAlarmWords } from "#app/_alarm/useAlarmWords.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { alarmRank } from "#server/domain/alarm/kind.ts";
import { mayShelve } from "#server/domain/alarm/shelf.ts";
import { AlarmLog } from "./AlarmLog.tsx";
import { AlarmShelf } from "./AlarmShelf.tsx";
import { BoardSheet } from "./BoardSheet.tsx";
import { useDesk } from "./desk.ts";

type Props = {
  list: AlarmList;
  acknowledge(alarm: Alarm): Promise<void>;
  /** Asks for the alarms anew. */
  look(): Promise<void>;
  close(): void;
};

/** Every alarm that stands, with what would help, and the log: when it rang, who had it, when it was over. */
export function AlarmPanel({ list, acknowledge, look, close }: Props) {
  const t = useTranslations("alarm");
  const { may } = useDesk();
  const version = Object.values(list.versions).reduce((sum, each) => sum + each, 0);
  return (
    <BoardSheet title={t("title")} close={close} wide testId="alarm-panel">
      <div className="alarm-sheet">
        <h3>{t("standing", { count: list.open.length })}</h3>
        {list.more && <p className="sheet-hint">{t("moreStand")}</p>}
        <ul className="alarm-rows">
          {list.open.map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} said={list} close={close} standing>
              {alarm.acknowledgedAt === null && mayShelve(alarm.kind) && may("alarm.shelve") && (
                <AlarmShelf alarm={alarm} done={look} />
              )}
              {alarm.acknowledgedAt === null && (
                <button
                  type="button"
                  className="alarm-button"
                  data-primary="true"
                  onClick={() => acknowledge(alarm)}
                >
                  {t("acknowledge")}
                </button>
              )}
            </AlarmRow>
          ))}
        </ul>
        <AlarmLog version={version} close={close} />
      </div>
    </BoardSheet>
  );
}

type RowProps = {
  alarm: Alarm;
  said: Parameters<typeof useAlarmWords>[0];
  close(): void;
  standing?: boolean;
  children?: ReactNode;
};

export function AlarmRow({ alarm, said: known, close, standing = false, children }: RowProps) {
  const t = useTranslations("alarm");
  const said = useAlarmWords(known);
  const { open, store } = useDesk();
  const time = (at: string) => said.time(at, alarm.siteId, true);
  const onBoard = store.ticket(alarm.ticketId) !== undefined;
  return (
    <li
      className="alarm-row"
      data-testid="alarm-row"
      data-kind={alarm.kind}
      data-ticket={alarm.ticketId}
      data-over={alarm.clearedAt !== null}
      data-shelved={alarm.shelved}
    >
      <AlarmMark rank={alarmRank[alarm.kind]} size={24} />
      <div>
        <p className="alarm-line">
          <strong>{said.what(alarm)}</strong>
          <Plate place={said.place(alarm)} size="s" />
          <span>{said.fault(alarm)}</span>
          <span className="card-number">{alarm.number}</span>
        </p>
        {alarm.clearedAt === null && <p>{said.why(alarm)}</p>}
        {standing && alarm.kind === "nobody" && (
          <ul className="alarm-help">
            {said.help(alarm).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <p className="alarm-times">
          {t("rang", { time: time(alarm.raisedAt) })}
          {alarm.acknowledgedAt &&
            ` · ${t("had", { name: alarm.by ? said.person(alarm.by) : "", time: time(alarm.acknowledgedAt) })}`}
          {alarm.shelved &&
            alarm.shelvedUntil &&
            ` · ${t("shelf.aside", { time: time(alarm.shelvedUntil) })}`}
          {alarm.clearedAt && ` · ${t("over", { time: time(alarm.clearedAt) })}`}
        </p>
      </div>
      <div className="alarm-acts">
        {children}
        {onBoard && (
          <button
            type="button"
            className="alarm-button"
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
