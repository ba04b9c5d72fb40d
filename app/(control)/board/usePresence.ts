"use client";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { awayReasons, type Presence } from "#server/domain/dispatch/presence.ts";
import { useAwayRoom } from "./away.ts";
import type { Technician } from "./BoardStore.ts";
import { useDesk } from "./desk.ts";
import { useWords } from "./useWords.ts";

type Sent = Inputs["technician"]["setAvailability"];
type Reason = Sent["input"]["reason"];
const send = (sent: Sent) => api.technician.setAvailability.mutate(sent);

export type PresenceChoice = { next: Presence; reason?: NonNullable<Reason>; words: string };

/** What the desk can say of somebody's being there, and how it says it. */
export function usePresence() {
  const t = useTranslations("control.presence");
  const words = useWords();
  const { say, did } = useDesk();
  const { away, again } = useAwayRoom();
  const { run } = useCommand(send);

  function choices(technicianId: string): PresenceChoice[] {
    const gone = (["break", "off", "ill"] as const).flatMap((next) =>
      awayReasons[next].map((reason) => ({
        next,
        reason,
        words: t("line", { is: t(`set.${next}`), reason: t(`reason.${reason}`) }),
      })),
    );
    return away.has(technicianId) ? [{ next: "on", words: t("set.on") }, ...gone] : gone;
  }
  async function set(who: Technician, { next, reason }: PresenceChoice): Promise<void> {
    const name = words.person(who);
    const before = away.get(who.id);
    // What he or another desk has said since is not overruled unseen.
    const seen = before?.presence ?? "on";
    const sent = await run({ technicianId: who.id, presence: next, seen, ...(reason && { reason }) });
    if (sent.ok) {
      const { putBack } = sent.result;
      const title = t("said", { name, is: t(`is.${next}`), count: putBack });
      // What went back to the desk may be with somebody else by now: that is given out again, not taken back.
      say({ tone: "done", title, ...(putBack > 0 && { words: t("notUndone", { count: putBack }) }) });
      if (putBack === 0)
        did({
          ticketId: "",
          version: 0,
          number: name,
          title,
          back: {
            by: "presence",
            technicianId: who.id,
            said: next,
            presence: seen,
            ...(before && { reason: before.reason }),
          },
        });
    } else say({ tone: "refused", title: t("failed", { name }), words: words.refusal(sent.told) });
    void again();
  }
  return { away, choices, set };
}
