"use client";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { useDesk } from "./desk.ts";
import { useWords } from "./useWords.ts";

const send = (sent: Inputs["ticket"]["sendLink"]) => api.ticket.sendLink.mutate(sent);

/** The reporter cannot find the message with the link: it goes out again. */
export function SendLink({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control");
  const { linked, may, say } = useDesk();
  const words = useWords();
  const { run, pending } = useCommand(send);
  if (!may("ticket.sendLink")) return null;
  async function again() {
    const outcome = await run({ ticketId });
    if (outcome.ok) say({ tone: "done", title: t("sendLink.said", { to: outcome.result.to }) });
    else say({ tone: "refused", title: words.refusal(outcome.told) });
  }
  return (
    <button
      type="button"
      className="control-button"
      data-testid="send-link"
      disabled={!linked || pending}
      onClick={() => void again()}
    >
      {t("sendLink.button")}
    </button>
  );
}
