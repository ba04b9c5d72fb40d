"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AlarmLine } from "#app/_alarm/AlarmLine.tsx";
import { type Outcome, useAlarmDesk } from "#app/_alarm/useAlarmDesk.ts";
import type { Alarm, AlarmList } from "#app/_alarm/useAlarms.ts";
import { useAlarmWords } from "#app/_alarm/useAlarmWords.ts";
import { Key } from "#app/_ui/Key.tsx";
import { AlarmPanel } from "./AlarmPanel.tsx";
import { useDesk } from "./desk.ts";
import { useKeys } from "./useKeys.ts";

/** The board's line of alarms, with its keys and the sheet of all. `asleep`: a sheet is open, its keys come first. */
export function AlarmStrip({ first, asleep }: { first: AlarmList | null; asleep: boolean }) {
  const t = useTranslations("alarm");
  const { open: openTicket, say } = useDesk();
  const desk = useAlarmDesk(first);
  const { list, groups, look, pending } = desk;
  const said = useAlarmWords(list);
  const [panel, setPanel] = useState(false);

  function tell(outcome: Outcome | null) {
    if (outcome === null) return;
    const title = t("notAcknowledged");
    if (outcome.is === "offline") say({ tone: "refused", title, words: t("offline") });
    if (outcome.is === "early") say({ tone: "refused", title, words: t("early") });
    if (outcome.is === "refused") say({ tone: "refused", title, words: said.refusal(outcome.told) });
    if (outcome.is === "had" && !outcome.answer.first) {
      const { by: name, byLatin: nameLatin, at } = outcome.answer;
      const time = said.time(at, outcome.alarm.siteId, true);
      say({ tone: "done", title: t("already", { by: said.person({ name, nameLatin }), time }) });
    }
  }
  const press = () => void desk.press().then(tell);
  const acknowledge = async (alarm: Alarm) => tell(await desk.acknowledge({ head: alarm, others: [] }));
  useKeys(
    { acknowledge: groups.length > 0 ? press : undefined, alarms: () => setPanel(true) },
    asleep || panel || pending,
  );
  return (
    <>
      <AlarmLine
        desk={desk}
        press={press}
        keyed
        job={(ticketId, words) => (
          <button
            type="button"
            className="alarms-where"
            onClick={() => openTicket(ticketId)}
            title={t("openTicket")}
          >
            {words}
          </button>
        )}
      >
        <button type="button" className="alarm-button" data-testid="alarm-log" onClick={() => setPanel(true)}>
          {groups.length > 1 ? t("more", { count: groups.length - 1 }) : t("log")} <Key>L</Key>
        </button>
      </AlarmLine>
      {panel && list && (
        <AlarmPanel list={list} acknowledge={acknowledge} look={look} close={() => setPanel(false)} />
      )}
    </>
  );
}
