"use client";
import { useTranslations } from "use-intl";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Desk } from "./desk.ts";
import { useWordsOf } from "./useWords.ts";

type Sent = Inputs["ticket"]["endPause"];
const send = (sent: Sent): Promise<Outputs["ticket"]["endPause"]> => api.ticket.endPause.mutate(sent);

/** Says that a job which nobody holds can go on now, and what came of it. */
export function useEndPause(desk: Desk): (ticketId: string) => void {
  const t = useTranslations("control");
  const words = useWordsOf(desk);
  const { run } = useCommand<Sent["input"], Outputs["ticket"]["endPause"]>(send);
  return async (ticketId) => {
    const ticket = desk.store.ticket(ticketId);
    if (ticket === undefined) return;
    const { number, version } = ticket;
    const refused = (why: string) =>
      desk.say({ tone: "refused", title: t("said.notDone", { number }), words: why });
    if (!desk.linked) return refused(t("refusal.offline"));
    const sent = await run({ ticketId, version });
    if (!sent.ok) return refused(words.refusal(sent.told));
    const title = t("said.pauseOver", { number });
    desk.say({ tone: "done", title });
    desk.did({ ticketId, version: sent.result.version, number, title });
  };
}
