"use client";
import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "use-intl";
import { serverNow } from "#app/_ui/serverClock.ts";
import { leaves, type Presence } from "#server/domain/dispatch/presence.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import type { Away } from "./away.ts";
import type { Technician } from "./BoardStore.ts";
import { useDesk } from "./desk.ts";
import { type Silent, useSilent } from "./silent.ts";
import { usePresence } from "./usePresence.ts";
import { useRoom } from "./useRoom.ts";
import { useWords } from "./useWords.ts";

/** Stays with its technician when he leaves. */
export function begun(status: Status): boolean {
  return status === "on_site" || status === "paused";
}

/** Whether he is there, the work that he left begun, and the desk's menu to say otherwise. */
export function LanePresence({ who, begun, present }: { who: Technician; begun: number; present: boolean }) {
  const t = useTranslations("control");
  const words = useWords();
  const room = useRoom();
  const { may, linked } = useDesk();
  const { away, choices, set } = usePresence();
  const absence = away.get(who.id);
  const presence: Presence = absence?.presence ?? "on";
  const name = words.person(who);
  const silent = useSilent(who.id);
  const left = begun > 0 && (!present || leaves(presence));

  const awayWords = absence ? `${isWords(absence)} ${untilWords(absence)}`.trim() : "";
  const silentWords = silent ? t("presence.silent", { hours: silentHoursOf(silent) }) : "";
  const leftWords = left ? t("presence.begun", { count: begun }) : "";
  return (
    <>
      {absence && (
        <p className="lane-away" data-testid="lane-away" data-presence={presence} title={awayWords}>
          {awayWords}
        </p>
      )}
      {left && (
        <p className="lane-left" data-testid="lane-left" title={leftWords}>
          {leftWords}
        </p>
      )}
      {silent && (
        <p className="lane-left" data-testid="lane-silent" title={silentWords}>
          {silentWords}
        </p>
      )}
      {may("technician.setAvailability") && (
        <Menu.Root modal={false}>
          <Menu.Trigger
            className="control-more lane-more"
            data-testid="lane-menu"
            disabled={!linked}
            aria-label={t("presence.menu", { name })}
          >
            <Ellipsis size={16} aria-hidden />
          </Menu.Trigger>
          <Menu.Portal container={room}>
            <Menu.Positioner sideOffset={4} align="end" className="control-layer">
              <Menu.Popup className="control-menu">
                {choices(who.id).map((choice) => (
                  <Menu.Item
                    key={choice.words}
                    className="control-menu-item"
                    onClick={() => void set(who, choice)}
                  >
                    {choice.words}
                  </Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
    </>
  );

  function isWords({ presence, reason }: Away): string {
    return t("presence.line", { is: t(`presence.is.${presence}`), reason: t(`presence.reason.${reason}`) });
  }
  function untilWords({ presence, until }: Away): string {
    if (presence === "ill") return t("presence.untilSaid");
    return until === null ? "" : t("presence.untilShift", { time: words.time(until, who.siteIds[0]) });
  }
}

/** Whole hours since his phone was heard of; 0 when it never was. */
function silentHoursOf({ heardAt }: Silent): number {
  return heardAt === null ? 0 : Math.floor((serverNow() - Date.parse(heardAt)) / 3_600_000);
}
