"use client";
import { useTranslations } from "use-intl";
import { usePush } from "./usePush.ts";

/** Tells of new work while the app is closed, or why it cannot and what happens instead. */
export function PushSwitch() {
  const t = useTranslations("field.push");
  const { push, turnOn, turnOff } = usePush();
  if (push === "unknown") return null;
  const canSwitch = push === "off" || push === "on" || push === "working" || push === "failed";
  return (
    <div className="field-push" data-testid="push" data-state={push}>
      {canSwitch && (
        <button
          type="button"
          role="switch"
          aria-checked={push === "on"}
          aria-disabled={push === "working"}
          aria-describedby="push-words"
          className="field-plain"
          data-testid="push-switch"
          onClick={() => {
            if (push === "on") void turnOff();
            else if (push !== "working") void turnOn();
          }}
        >
          {t("label")} · {t(push === "on" ? "on" : push === "working" ? "working" : "off")}
        </button>
      )}
      <p id="push-words" role="status">
        {t(`words.${push}`)}
      </p>
    </div>
  );
}
