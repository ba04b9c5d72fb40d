"use client";
import { useTranslations } from "use-intl";
import { isOpen } from "#server/domain/ticket/status.ts";
import { ofTicket } from "../../_outbox/queue.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { useBeside } from "../../useBeside.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** After the call: he spoke with the owner, or nobody answered. Gone once the owner was reached, also where that is on this phone only. */
export function Contacted({ detail, personId }: { detail: Detail; personId: string }) {
  const t = useTranslations("field.contact");
  const words = useFieldWords();
  const { ticket, site } = detail;
  const { commands } = useOutbox();
  const about = { number: ticket.number, plate: ticket.plate, timeZone: site.timeZone };
  const { keep, said } = useBeside(personId, about);
  const clock = detail.clocks.find((each) => each.clock === "contact");
  if (!clock?.running || !isOpen(ticket.status) || detail.contact === null) return null;
  const reachedHere = ofTicket(commands, ticket.id).some(
    ({ step, state }) => step.verb === "contact" && step.reached && state !== "refused",
  );
  return (
    <fieldset className="field-contact" data-testid="contact">
      <legend>
        {clock.dueAt === null ? t("title") : t("by", { time: words.time(clock.dueAt, site.timeZone) })}
      </legend>
      {!reachedHere &&
        ([true, false] as const).map((reached) => (
          <button
            key={String(reached)}
            type="button"
            className="field-plain"
            data-testid={reached ? "contact-reached" : "contact-tried"}
            onClick={() =>
              void keep(
                { verb: "contact", ticketId: ticket.id, reached },
                t(reached ? "reachedSaid" : "triedSaid"),
              )
            }
          >
            {t(reached ? "reached" : "tried")}
          </button>
        ))}
      <p role="status">{said || (reachedHere ? t("reachedSaid") : "")}</p>
    </fieldset>
  );
}
