"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

const send = (sent: Inputs["ticket"]["contact"]) => api.ticket.contact.mutate(sent);

/** After the call: he spoke with the owner, or nobody answered. Gone once the owner was reached. */
export function Contacted({ detail, refetch }: { detail: Detail; refetch(): Promise<void> }) {
  const t = useTranslations("field.contact");
  const words = useFieldWords();
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [said, setSaid] = useState("");
  const { ticket, site } = detail;
  const clock = detail.clocks.find((each) => each.clock === "contact");
  if (!clock?.running || !isOpen(ticket.status) || detail.contact === null) return null;
  async function note(reached: boolean) {
    const outcome = await run({ ticketId: ticket.id, reached });
    setSaid(outcome.ok ? t(reached ? "reachedSaid" : "triedSaid") : refusal(outcome.told));
    if (outcome.ok) await refetch();
  }
  return (
    <fieldset className="field-contact" data-testid="contact">
      <legend>
        {clock.dueAt === null ? t("title") : t("by", { time: words.time(clock.dueAt, site.timeZone) })}
      </legend>
      {([true, false] as const).map((reached) => (
        <button
          key={String(reached)}
          type="button"
          className="field-plain"
          data-testid={reached ? "contact-reached" : "contact-tried"}
          aria-disabled={pending}
          onClick={() => void note(reached)}
        >
          {t(reached ? "reached" : "tried")}
        </button>
      ))}
      <p role="status">{said}</p>
    </fieldset>
  );
}
