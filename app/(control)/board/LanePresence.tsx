"use client";
import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { awayReasons, leaves, type Presence } from "#server/domain/dispatch/presence.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import { useAwayRoom } from "./away.ts";
import type { Technician } from "./BoardStore.ts";
import { useDesk } from "./desk.ts";
import { type Silent, useSilent } from "./silent.ts";
import { useRoom } from "./useRoom.ts";
import { useWords } from "./useWords.ts";

type Sent = Inputs["technician"]["setAvailability"];
const send = (sent: Sent) => api.technician.setAvailability.mutate(sent);

/** Stays with its technician when he leaves. */
export function begun(status: Status): boolean {
  return status === "on_site" || status === "paused";
}

/** Whether he is there, the work that he left begun, and the desk's menu to say otherwise. */
export function LanePresence({ who, begun, present }: { who: Technician; begun: number; present: boolean }) {
  const t = useTranslations("control");
  const words = useWords();
  const room = useRoom();
  const { say, may, linked } = useDesk();
  const { away, again } = useAwayRoom();
  const { run } = useCommand(send);
  const absence = away.get(who.id);
  const presence: Presence = absence?.presence ?? "on";
  const name = words.person(who);
  const silent = useSilent(who.id);
  const left = begun > 0 && (!present || leaves(presence));

  async function set(next: Presence, reason?: Sent["input"]["reason"]) {
    const sent = await run({ technicianId: who.id, presence: next, ...(reason && { reason }) });
    if (sent.ok) {
      const said = { name, is: t(`presence.is.${next}`), count: sent.result.putBack };
      say({ tone: "done", title: t("presence.said", said) });
      again();
    } else say({ tone: "refused", title: t("presence.failed", { name }), words: words.refusal(sent.told) });
  }
  const choices = (["break", "off", "ill"] as const).flatMap((next) =>
    awayReasons[next].map((reason) => ({ next, reason })),
  );
  return (
    <>
      {absence && (
        <p className="lane-away" data-testid="lane-away" data-presence={presence}>
          {t("presence.line", {
            is: t(`presence.is.${presence}`),
            reason: t(`presence.reason.${absence.reason}`),
          })}
        </p>
      )}
      {left && (
        <p className="lane-left" data-testid="lane-left">
          {t("presence.begun", { count: begun })}
        </p>
      )}
      {silent && (
        <p className="lane-left" data-testid="lane-silent">
          {t("presence.silent", { hours: silentHoursOf(silent) })}
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
                {absence && (
                  <Menu.Item className="control-menu-item" onClick={() => void set("on")}>
                    {t("presence.set.on")}
                  </Menu.Item>
                )}
                {choices.map(({ next, reason }) => (
                  <Menu.Item
                    key={reason}
                    className="control-menu-item"
                    onClick={() => void set(next, reason)}
                  >
                    {t("presence.line", {
                      is: t(`presence.set.${next}`),
                      reason: t(`presence.reason.${reason}`),
                    })}
                  </Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
    </>
  );
}

/** Whole hours since his phone was heard of; 0 when it never was. */
function silentHoursOf({ heardAt }: Silent): number {
  return heardAt === null ? 0 : Math.floor((serverNow() - Date.parse(heardAt)) / 3_600_000);
}
