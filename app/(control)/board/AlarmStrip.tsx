"use client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { AlarmMark } from "#app/_alarm/AlarmMark.tsx";
import { type Alarm, type AlarmList, useAlarms } from "#app/_alarm/useAlarms.ts";
import { useRinging } from "#app/_alarm/useRinging.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Age } from "#app/_ui/Age.tsx";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { alarmRank } from "#server/domain/alarm/kind.ts";
import { AlarmPanel } from "./AlarmPanel.tsx";
import { AlarmSoundSwitch } from "./AlarmSoundSwitch.tsx";
import { useDesk } from "./desk.ts";
import { useAlarmWords } from "./useAlarmWords.ts";
import { useKeys } from "./useKeys.ts";
import { useWords } from "./useWords.ts";

type Sent = Inputs["alarm"]["acknowledge"];
const send = (sent: Sent): Promise<Outputs["alarm"]["acknowledge"]> => api.alarm.acknowledge.mutate(sent);

/**
 * One line that is always there, so that an alarm moves nothing: the gravest that nobody has acknowledged, how many more,
 * and the sound. `asleep`: a sheet is open, its keys come first.
 */
export function AlarmStrip({ first, asleep }: { first: AlarmList | null; asleep: boolean }) {
  const t = useTranslations("control.alarm");
  const { open: openTicket, say, linked } = useDesk();
  const words = useWords();
  const said = useAlarmWords();
  const { list, look } = useAlarms(first);
  const ringing = useRinging(list);
  const { run, pending } = useCommand<Sent["input"], Outputs["alarm"]["acknowledge"]>(send);
  const [panel, setPanel] = useState(false);
  const unheard = (list?.open ?? []).filter((alarm) => alarm.acknowledgedAt === null);
  const top = unheard[0];

  async function acknowledge(alarm: Alarm) {
    if (!linked) return say({ tone: "refused", title: t("notAcknowledged"), words: t("offline") });
    const answer = await run({ alarmId: alarm.id });
    if (!answer.ok)
      return say({ tone: "refused", title: t("notAcknowledged"), words: words.refusal(answer.told) });
    const { by, at, first } = answer.result;
    if (!first) say({ tone: "done", title: t("already", { by, time: words.time(at, alarm.siteId, true) }) });
    void look();
  }
  useKeys(
    { acknowledge: top && (() => void acknowledge(top)), alarms: () => setPanel(true) },
    asleep || panel || pending,
  );
  function pressed(event: KeyboardEvent) {
    if (event.key.toLowerCase() !== "a" || event.ctrlKey || event.metaKey || event.altKey || !top) return;
    event.preventDefault();
    void acknowledge(top);
  }
  return (
    <section
      className="alarms"
      aria-label={t("title")}
      data-testid="alarms"
      data-rank={top ? alarmRank[top.kind] : 0}
      data-top={top?.ticketId}
      data-unheard={unheard.length}
      data-ringing={ringing.ringing}
      data-sound={ringing.state}
      onKeyDown={pressed}
    >
      <NewAlarm list={list} />
      {top ? (
        <>
          <AlarmMark rank={alarmRank[top.kind]} size={28} />
          <strong className="alarms-what">{said.what(top)}</strong>
          <button
            type="button"
            className="alarms-where"
            onClick={() => openTicket(top.ticketId)}
            title={t("openTicket", { number: top.number })}
          >
            <Plate place={words.place(top.plate)} size="s" />
            <span>{words.fault(top.faultCode)}</span>
          </button>
          <span className="alarms-why">{said.why(top)}</span>
          <Age since={top.raisedAt} />
          <button
            type="button"
            className="control-button"
            data-primary="true"
            data-testid="alarm-acknowledge"
            data-alarm={top.id}
            aria-disabled={pending || !linked}
            onClick={() => !pending && acknowledge(top)}
          >
            {t("acknowledge")} <Key>Y</Key>
          </button>
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
        {ringing.flooded && <b>{t("flood")}</b>}
        <AlarmSoundSwitch ringing={ringing} />
        <button
          type="button"
          className="control-button"
          data-testid="alarm-log"
          onClick={() => setPanel(true)}
        >
          {unheard.length > 1 ? t("more", { count: unheard.length - 1 }) : t("log")} <Key>L</Key>
        </button>
      </span>
      {panel && list && <AlarmPanel list={list} acknowledge={acknowledge} close={() => setPanel(false)} />}
    </section>
  );
}

/** Says a new alarm once to a screen reader. A danger is said at once by the board itself when its report arrives. */
function NewAlarm({ list }: { list: AlarmList | null }) {
  const words = useWords();
  const said = useAlarmWords();
  const known = useRef<Set<string> | null>(null);
  const [sentence, setSentence] = useState("");
  const latest = useRef({ words, said });
  latest.current = { words, said };
  useEffect(() => {
    if (list === null) return;
    const before = known.current;
    known.current = new Set(list.open.map((alarm) => alarm.id));
    const fresh = list.open.find((alarm) => before && !before.has(alarm.id) && alarm.kind !== "danger");
    if (!fresh) return;
    const { said, words } = latest.current;
    setSentence(`${said.what(fresh)}: ${words.fault(fresh.faultCode)}. ${said.why(fresh)}`);
  }, [list]);
  return (
    <span className="visually-hidden" role="status">
      {sentence}
    </span>
  );
}
