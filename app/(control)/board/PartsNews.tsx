"use client";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useDesk } from "./desk.ts";

const told = ["parts_ready", "parts_lost", "parts_left", "parts_short", "quote_answered"] as const;

/** Tells the desk what a waiting job waited for: its part is here, or gone again, its owner has answered; or that stock must be settled. */
export function PartsNews() {
  const { store, say } = useDesk();
  const t = useTranslations("control.partsNews");
  const latest = useRef(say);
  latest.current = say;
  useEffect(
    () =>
      store.watchEvents((events) => {
        for (const { type, ticketId } of events) {
          const news = told.find((each) => each === type);
          const ticket = news && store.ticket(ticketId);
          if (news && ticket) latest.current({ tone: "done", title: t(news, { number: ticket.number }) });
        }
      }),
    [store, t],
  );
  return null;
}
