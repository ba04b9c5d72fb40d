"use client";
import { useFormatter, useTranslations } from "use-intl";
import { useFreshness } from "#app/_live/connection.ts";

/** How true this page is right now: live, catching up, or as of the moment the link was lost. */
export function LiveSign() {
  const t = useTranslations("shared.live");
  const format = useFormatter();
  const { state, since, transport } = useFreshness();
  const shown = since === "" ? "connecting" : state;
  const words =
    shown === "offline"
      ? t("offline", {
          time: format.dateTime(new Date(since), { hour: "2-digit", minute: "2-digit", hour12: false }),
        })
      : t(shown);
  return (
    <span
      className="live-sign"
      role="status"
      data-testid="live-sign"
      data-state={shown}
      data-transport={transport}
    >
      <span aria-hidden />
      {words}
    </span>
  );
}
