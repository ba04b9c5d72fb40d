"use client";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { useDesk } from "./desk.ts";
import { useWords } from "./useWords.ts";

const send = (sent: Inputs["ticket"]["contact"]) => api.ticket.contact.mutate(sent);

/** The desk has called the owner: reached, which stops the clock, or not. */
export function ContactButtons({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control");
  const { linked, may, say } = useDesk();
  const words = useWords();
  const { run, pending } = useCommand(send);
  if (!may("ticket.contact")) return null;
  async function note(reached: boolean) {
    const outcome = await run({ ticketId, reached });
    if (outcome.ok) say({ tone: "done", title: t(reached ? "clocks.reachedSaid" : "clocks.triedSaid") });
    else say({ tone: "refused", title: words.refusal(outcome.told) });
  }
  return (
    <span className="drawer-contact">
      {([true, false] as const).map((reached) => (
        <button
          key={String(reached)}
          type="button"
          className="control-button"
          data-testid={reached ? "contact-reached" : "contact-tried"}
          disabled={!linked || pending}
          onClick={() => void note(reached)}
        >
          {t(reached ? "clocks.reached" : "clocks.tried")}
        </button>
      ))}
    </span>
  );
}
