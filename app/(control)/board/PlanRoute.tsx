"use client";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { WhyNot } from "#server/domain/dispatch/candidate.ts";
import { useDesk } from "./desk.ts";
import { OverruleChoice, type Overruling, overruling } from "./OverruleChoice.tsx";
import type { Plan, PlanOutcome } from "./usePlan.ts";
import { useWords } from "./useWords.ts";

type Props = {
  route: Plan["routes"][number];
  declined: ReadonlySet<string>;
  outcomes: ReadonlyMap<string, PlanOutcome>;
  toggle(ticketIds: string[], on: boolean): void;
  /** Why he goes although something speaks against it, where that was asked for. */
  overrules: ReadonlyMap<string, Overruling>;
  overrule(ticketId: string, said: Overruling): void;
};

/** What one technician would do, in order, with when each begins; each can be left out. */
export function PlanRoute({ route, declined, outcomes, toggle, overrules, overrule }: Props) {
  const t = useTranslations("control.plan");
  const desk = useDesk();
  const words = useWords();
  return (
    <fieldset className="plan-route" data-testid="plan-route" data-technician={route.technicianId}>
      <legend>{words.technician(route.technicianId)}</legend>
      <ol>
        {route.stops.map((stop) => {
          const ticket = desk.store.ticket(stop.ticketId);
          const outcome = outcomes.get(stop.ticketId);
          if (!ticket) return null;
          return (
            <li key={stop.ticketId} data-ticket={stop.ticketId} data-state={outcome?.state}>
              <label>
                <input
                  type="checkbox"
                  checked={!declined.has(stop.ticketId)}
                  disabled={outcome?.state === "sent" || outcome?.state === "sending"}
                  onChange={(event) => toggle([stop.ticketId], event.target.checked)}
                />
                <Urgency level={ticket.urgency} size={20} />
                <span className="plan-what">{words.fault(ticket.faultCode)}</span>
                <Plate place={words.place(ticket.plate)} size="xs" />
                <time dateTime={stop.startsAt}>{words.time(stop.startsAt, ticket.siteId)}</time>
                <span className="plan-late">
                  {stop.lateMinutes > 0 ? t("lateBy", { minutes: stop.lateMinutes }) : ""}
                </span>
              </label>
              {ticket.urgency === 1 && <p className="plan-urgent">{t("atOnce")}</p>}
              {outcome?.state === "sent" && <p role="status">{t("done")}</p>}
              {outcome?.state === "refused" && <p role="alert">{words.refusal(outcome.told)}</p>}
              {outcome?.state === "refused" && outcome.told.code === "SAY_WHY" && (
                <OverruleChoice
                  name={words.technician(route.technicianId)}
                  whyNot={[outcome.told.params?.reason as WhyNot]}
                  value={overrules.get(stop.ticketId) ?? overruling(ticket.urgency)}
                  missing={false}
                  change={(said) => overrule(stop.ticketId, said)}
                />
              )}
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
}
