"use client";
import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { next, type Verb } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { type Ask, useDesk } from "./desk.ts";
import { useRoom } from "./useRoom.ts";

/** Everything the desk can do with a ticket now: status by status, and only what this person may. */
export function useAsks(ticket: Ticket | undefined): Ask[] {
  const { may } = useDesk();
  if (ticket === undefined) return [];
  const asks: Ask[] = ["assign", "endPause", "transfer", "withdraw", "triage", "merge", "cancel", "turnDown"];
  return asks.filter(
    (ask) =>
      may(`ticket.${ask}`) &&
      next(ticket, ask satisfies Verb) !== null &&
      !(ask === "assign" && waitsUnder(ticket)),
  );
}

/** Its incident's work is another ticket's. */
function waitsUnder(ticket: Ticket): boolean {
  return ticket.incidentId != null && !ticket.leadsIncident;
}

/**
 * The card's actions for a single pointer; the same list as the drawer's. The menu itself is made when a pointer comes
 * near, because a queue that is scrolled fast passes hundreds of cards that nobody opens.
 */
export function TicketMenu({ ticket }: { ticket: Ticket }) {
  const t = useTranslations("control");
  const [near, setNear] = useState<"far" | "near" | "pressed">("far");
  if (near !== "far") return <ReadyMenu ticket={ticket} open={near === "pressed"} />;
  return (
    <button
      type="button"
      className="control-more"
      tabIndex={-1}
      data-testid="ticket-menu"
      aria-label={t("queue.actions", { number: ticket.number })}
      onPointerEnter={(event) => event.pointerType === "mouse" && setNear("near")}
      onClick={() => setNear("pressed")}
    >
      <Ellipsis size={16} aria-hidden />
    </button>
  );
}

function ReadyMenu({ ticket, open: opened }: { ticket: Ticket; open: boolean }) {
  const t = useTranslations("control");
  const { open, ask } = useDesk();
  const asks = useAsks(ticket);
  const room = useRoom();
  return (
    <Menu.Root modal={false} defaultOpen={opened}>
      <Menu.Trigger
        className="control-more"
        tabIndex={-1}
        data-testid="ticket-menu"
        aria-label={t("queue.actions", { number: ticket.number })}
      >
        <Ellipsis size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal container={room}>
        <Menu.Positioner sideOffset={4} align="end" className="control-layer">
          <Menu.Popup className="control-menu">
            <Menu.Item className="control-menu-item" onClick={() => open(ticket.id)}>
              {t("action.open")}
            </Menu.Item>
            {asks.map((what) => (
              <Menu.Item key={what} className="control-menu-item" onClick={() => ask(what, ticket.id)}>
                {what === "assign" ? t("action.assignTo") : t(`action.${what}`)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
