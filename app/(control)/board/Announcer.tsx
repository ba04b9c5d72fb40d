"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import { useDesk } from "./desk.ts";
import { useWords } from "./useWords.ts";

/** Says a new urgent job aloud to a screen reader, at once; nothing else interrupts. */
export function Announcer() {
  const { store } = useDesk();
  const t = useTranslations("control");
  const words = useWords();
  const [said, setSaid] = useState("");
  const latest = useRef(words);
  latest.current = words;
  useEffect(
    () =>
      store.watchEvents((events) => {
        for (const event of events) {
          if (event.type !== "reported" && event.type !== "triaged" && event.type !== "reopened") continue;
          const ticket = store.ticket(event.ticketId);
          if (ticket?.urgency !== 1 || !isUnassigned(ticket)) continue;
          setSaid(
            t("said.urgent", {
              fault: latest.current.fault(ticket.faultCode),
              plate: latest.current.plate(ticket),
            }),
          );
        }
      }),
    [store, t],
  );
  return (
    <div className="visually-hidden" role="alert" aria-live="assertive">
      {said}
    </div>
  );
}
