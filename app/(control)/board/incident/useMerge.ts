"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "../desk.ts";
import { hasMoved } from "../Moved.tsx";
import { useWords } from "../useWords.ts";
import { useIncidentRoom } from "./room.ts";

type Input = { ticketId: string; version: number; intoId: string };
const send = (sent: { key: string; input: Input }): Promise<{ version: number }> =>
  api.ticket.merge.mutate(sent);

/**
 * Makes one ticket a duplicate of another, opens that one, and keeps in mind that it can be taken back. `of` is the ticket
 * as it was seen; where it has moved since, a sheet says how and asks on.
 */
export function useMerge() {
  const t = useTranslations("control.incident.said");
  const { store, say, open, did, sendAway } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const { run, pending } = useCommand<Input, { version: number }>(send);
  async function merge(of: Ticket, intoId: string): Promise<boolean> {
    const sent = await run({ ticketId: of.id, version: of.version, intoId });
    if (!sent.ok) {
      say({ tone: "refused", title: t("notDone"), words: words.refusal(sent.told) });
      if (hasMoved(sent.told)) room.ask({ what: "double", ticketIds: [of.id, intoId], refused: of });
      return false;
    }
    sendAway(of.id);
    const title = t("mergedInto", { number: of.number, into: store.ticket(intoId)?.number ?? "" });
    say({ tone: "done", title });
    did({ ticketId: of.id, version: sent.result.version, number: of.number, title, back: { by: "unmerge" } });
    open(intoId);
    return true;
  }
  return { merge, pending };
}
