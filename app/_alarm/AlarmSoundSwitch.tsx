"use client";
import { BellOff, BellRing, Volume2, VolumeX } from "lucide-react";
import { useTranslations } from "use-intl";
import type { useRinging } from "./useRinging.ts";

type Props = {
  ringing: ReturnType<typeof useRinging>;
  /** A time of this device's clock, ms, in words. */
  time(at: number): string;
};

/** The sound of this device, always told: off, held back by the browser, on, silenced, or off duty. */
export function AlarmSoundSwitch({ ringing, time }: Props) {
  const t = useTranslations("alarm");
  const { state, offDuty, silentUntil, due, sounded } = ringing;
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
        className="alarm-button alarms-off"
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
          className="alarm-button"
          data-testid="alarm-silence"
          onClick={ringing.unsilence}
        >
          <BellOff size={18} aria-hidden />
          {t("silentUntil", { time: time(silentUntil) })}
        </button>
      ) : (
        due !== null && (
          <button
            type="button"
            className="alarm-button"
            data-testid="alarm-silence"
            title={t("silenceHint")}
            onClick={ringing.silence}
          >
            <BellRing size={18} aria-hidden />
            {t("silence")}
          </button>
        )
      )}
      <button
        type="button"
        className="alarm-icon"
        data-testid="alarm-sound"
        title={t("turnOff", { count: sounded })}
        aria-label={t("turnOff", { count: sounded })}
        onClick={ringing.turnOff}
      >
        <Volume2 size={18} aria-hidden />
      </button>
    </>
  );
}
