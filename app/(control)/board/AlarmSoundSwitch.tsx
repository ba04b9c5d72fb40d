"use client";
import { BellOff, BellRing, Volume2, VolumeX } from "lucide-react";
import { useTranslations } from "use-intl";
import type { useRinging } from "#app/_alarm/useRinging.ts";
import { useWords } from "./useWords.ts";

type Props = { ringing: ReturnType<typeof useRinging> };

/** The sound of this device, always told: off, held back by the browser, on, silenced, or off duty. */
export function AlarmSoundSwitch({ ringing }: Props) {
  const t = useTranslations("control.alarm");
  const words = useWords();
  const { state, offDuty, silentUntil, due } = ringing;
  if (offDuty)
    return (
      <span className="alarms-sound" data-testid="alarm-off-duty">
        <BellOff size={18} aria-hidden /> {t("offDuty")}
      </span>
    );
  if (state !== "on")
    return (
      <button
        type="button"
        className="control-button alarms-off"
        data-testid="alarm-sound"
        onClick={ringing.turnOn}
      >
        <VolumeX size={18} aria-hidden />
        {state === "off" ? t("turnOn") : t("blocked")}
      </button>
    );
  return (
    <>
      {silentUntil > 0 ? (
        <button
          type="button"
          className="control-button"
          data-testid="alarm-silence"
          onClick={ringing.unsilence}
        >
          <BellOff size={18} aria-hidden />
          {t("silentUntil", { time: words.time(new Date(silentUntil).toISOString(), undefined, true) })}
        </button>
      ) : (
        due !== null && (
          <button
            type="button"
            className="control-button"
            data-testid="alarm-silence"
            onClick={ringing.silence}
          >
            <BellRing size={18} aria-hidden />
            {t("silence")}
          </button>
        )
      )}
      <button
        type="button"
        className="control-icon"
        data-testid="alarm-sound"
        title={t("turnOff")}
        aria-label={t("turnOff")}
        onClick={ringing.turnOff}
      >
        <Volume2 size={18} aria-hidden />
      </button>
    </>
  );
}
