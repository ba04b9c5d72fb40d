"use client";
import { useTranslations } from "use-intl";
import { leadMustRule } from "#server/domain/ticket/decide.ts";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "./desk.ts";
import { useAsks } from "./TicketMenu.tsx";

export function DrawerActions({ ticket }: { ticket: Ticket }) {
  const t = useTranslations("control");
  const alarms = useTranslations("alarm");
  const { ask, linked, may } = useDesk();
  const asks = useAsks(ticket);
  if (!may("ticket.assign") && asks.length === 0)
    return <p className="drawer-faint">{t("action.readOnly")}</p>;
  return (
    <>
      {isUnassigned(ticket) && leadMustRule(ticket) && (
        <p className="drawer-overruled" data-testid="lead-rules">
          {alarms("leadRules")}
        </p>
      )}
      <div className="drawer-actions">
        {asks.map((what) => (
          <button
            key={what}
            type="button"
            className="control-button"
            data-primary={what === "assign"}
            data-testid={`action-${what}`}
            disabled={!linked}
            onClick={() => ask(what, ticket.id)}
          >
            {t(`action.${what}`)}
          </button>
        ))}
      </div>
    </>
  );
}
