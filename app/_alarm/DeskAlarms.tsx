"use client";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AlarmLine } from "./AlarmLine.tsx";
import { useAlarmDesk } from "./useAlarmDesk.ts";
import { useAlarmWords } from "./useAlarmWords.ts";

/** The line of alarms on every other page of the desk: it rings there too, and takes in hand; the rest is at the board. */
export function DeskAlarms() {
  const t = useTranslations("alarm");
  const desk = useAlarmDesk(null);
  const said = useAlarmWords(desk.list);
  const [told, setTold] = useState("");
  async function press() {
    setTold("");
    const outcome = await desk.press();
    if (outcome === null) return;
    if (outcome.is === "offline") setTold(t("offline"));
    if (outcome.is === "early") setTold(t("early"));
    if (outcome.is === "refused") setTold(said.refusal(outcome.told));
    if (outcome.is === "had" && !outcome.answer.first) {
      const { by, at } = outcome.answer;
      setTold(t("already", { by, time: said.time(at, outcome.alarm.siteId, true) }));
    }
  }
  return (
    <div className="alarms-elsewhere">
      <AlarmLine
        desk={desk}
        press={() => void press()}
        job={(ticketId, words) => (
          <Link href={`/board?ticket=${ticketId}`} prefetch={false} className="alarms-where">
            {words}
          </Link>
        )}
      >
        <Link href="/board" prefetch={false} className="alarm-button" data-testid="alarm-board">
          {desk.groups.length > 1 ? t("more", { count: desk.groups.length - 1 }) : t("atBoard")}
        </Link>
      </AlarmLine>
      <p role="status" className="alarms-told">
        {told}
      </p>
    </div>
  );
}
