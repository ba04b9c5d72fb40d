"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";

type Input = { ticketId: string; version: number; intoId: string };
const send = (sent: { key: string; input: Input }): Promise<{ version: number }> =>
  api.ticket.merge.mutate(sent);

/** Makes one ticket a duplicate of another, opens that one, and keeps in mind that it can be taken back. */
export function useMerge() {
  const t = useTranslations("control.incident.said");
  const { store, say, open, did, sendAway } = useDesk();
  const words = useWords();
  const { run, pending } = useCommand<Input, { version: number }>(send);
  async function merge(
    of: { id: string; number: string; version: number },
    intoId: string,
  ): Promise<boolean> {
    const version = store.ticket(of.id)?.version ?? of.version;
    const sent = await run({ ticketId: of.id, version, intoId });
    if (!sent.ok) {
      say({ tone: "refused", title: t("notDone"), words: words.refusal(sent.told) });
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
