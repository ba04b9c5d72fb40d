"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { next } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";

type Input = { ticketId: string; version: number; intoId: string };
const send = (sent: { key: string; input: Input }) => api.ticket.merge.mutate(sent);

/** Makes the opened ticket a duplicate of one that is likely the same failure. */
export function MergeButton({ ticket, intoId }: { ticket: Ticket; intoId: string }) {
  const t = useTranslations("control.incident");
  const { store, say, may, linked, open } = useDesk();
  const words = useWords();
  const merge = useCommand<Input, unknown>(send);
  const into = store.ticket(intoId);
  const possible = next(ticket.status, "merge") !== null && into !== undefined && into.status !== "done";
  if (!possible || !may("ticket.merge")) return null;
  async function press() {
    const version = store.ticket(ticket.id)?.version ?? ticket.version;
    const sent = await merge.run({ ticketId: ticket.id, version, intoId });
    if (sent.ok) {
      say({ tone: "done", title: t("said.merged") });
      open(intoId);
    } else say({ tone: "refused", title: t("said.notDone"), words: words.refusal(sent.told) });
  }
  return (
    <button
      type="button"
      className="control-button"
      data-testid="merge-into"
      disabled={!linked || merge.pending}
      onClick={press}
    >
      {t("merge.into")}
    </button>
  );
}
