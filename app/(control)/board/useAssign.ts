"use client";
import { useTranslations } from "use-intl";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Overrule } from "#server/domain/dispatch/overrule.ts";
import type { Desk } from "./desk.ts";
import { useWordsOf } from "./useWords.ts";

type Sent = Inputs["ticket"]["assign"];
const send = (sent: Sent): Promise<Outputs["ticket"]["assign"]> => api.ticket.assign.mutate(sent);

/**
 * Sends a technician, and says in words what came of it; where a reason is owed, the sheet asks for it. Resolves to true
 * when he was sent.
 */
export function useAssign(desk: Desk) {
  const t = useTranslations("control");
  const words = useWordsOf(desk);
  const {
    run: command,
    pending,
    told,
    forget,
  } = useCommand<Sent["input"], Outputs["ticket"]["assign"]>(send);
  async function run(
    ticketId: string,
    version: number,
    technicianId: string,
    overrule?: Overrule,
  ): Promise<boolean> {
    const ticket = desk.store.ticket(ticketId);
    const number = ticket?.number ?? "";
    const refused = (told: Told) =>
      desk.say({ tone: "refused", title: t("said.taken", { number }), words: words.refusal(told) });
    if (!desk.linked) {
      desk.say({ tone: "refused", title: t("said.taken", { number }), words: t("refusal.offline") });
      return false;
    }
    desk.sendAway(ticketId);
    const sent = await command({ ticketId, version, technicianId, ...(overrule && { overrule }) });
    if (sent.ok) {
      const title = t("said.assigned", { number, name: words.technician(technicianId) });
      desk.say({ tone: "done", title });
      desk.did({ ticketId, version: sent.result.version, number, title });
    } else if (sent.told.code === "SAY_WHY") desk.ask("assign", ticketId, { to: technicianId });
    else refused(sent.told);
    return sent.ok;
  }
  return { run, pending, told, forget };
}
