"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { planSeconds } from "#server/domain/dispatch/planTime.ts";
import { BoardSheet } from "./BoardSheet.tsx";
import { useDesk } from "./desk.ts";
import type { Overruling } from "./OverruleChoice.tsx";
import { PlanGain } from "./PlanGain.tsx";
import { PlanProgress } from "./PlanProgress.tsx";
import { PlanRoute } from "./PlanRoute.tsx";
import { type Plan, usePlan } from "./usePlan.ts";
import { useWords } from "./useWords.ts";

/** Everything that waits, given to everybody at once: a proposal, of which a person accepts all, some or nothing. */
export function PlanSheet({ close }: { close(): void }) {
  const t = useTranslations("control.plan");
  const desk = useDesk();
  const words = useWords();
  const { plan, told, outcomes, sending, ask, accept } = usePlan(desk);
  const [declined, setDeclined] = useState<ReadonlySet<string>>(new Set());
  const [overrules, setOverrules] = useState<ReadonlyMap<string, Overruling>>(new Map());
  const stops = plan?.routes.flatMap((route) => route.stops.map((stop) => stop.ticketId)) ?? [];
  const open = stops.filter((id) => outcomes.get(id)?.state !== "sent");
  const wanted = new Set(open.filter((id) => !declined.has(id)));
  const sent = stops.length - open.length;
  const isMaking = plan === null && told === null;

  /** How near the proposal is to the best there may be. */
  function howGood({ proven, gap }: Plan): string {
    if (proven) return t("proven");
    if (gap === null || gap > 1) return t("notKnown");
    return t("within", { percent: Math.ceil(gap * 1_000) / 10 });
  }
  function toggle(ticketIds: string[], on: boolean) {
    const next = new Set(declined);
    for (const id of ticketIds)
      if (on) next.delete(id);
      else next.add(id);
    setDeclined(next);
  }
  async function dispatch() {
    const gone = await accept(wanted, overrules);
    const count = gone.length;
    const title = t("said", { count, of: wanted.size });
    desk.say({ tone: count === wanted.size ? "done" : "refused", title });
    // One deed, however many jobs: taking it back takes them all back.
    const [first, ...rest] = gone;
    if (first) desk.did({ ...first, title, with: rest });
  }
  return (
    <BoardSheet title={t("title")} close={close} wide testId="plan-sheet">
      <p className="sheet-hint" role="status">
        {isMaking ? t("making", { seconds: planSeconds }) : ""}
        {plan && t(stops.length === 0 ? "nothing" : "hint")}
      </p>
      {isMaking && <PlanProgress />}
      {told && (
        <div className="sheet-refusal" role="alert">
          <p>{words.refusal(told)}</p>
          <button type="button" className="control-button" onClick={() => void ask()}>
            {t("again")}
          </button>
        </div>
      )}
      {plan && plan.urgentLeft.length > 0 && (
        <p className="sheet-refusal" data-testid="plan-urgent-left">
          {t("urgentLeft", { count: plan.urgentLeft.length })}
        </p>
      )}
      {plan && plan.more > 0 && (
        <p className="sheet-refusal" data-testid="plan-more">
          {t("more", { planned: stops.length + plan.left.length, more: plan.more })}
        </p>
      )}
      {plan && (stops.length > 0 || plan.left.length > 0) && (
        <>
          <PlanGain plan={plan} />
          <p className="sheet-hint" data-testid="plan-proven">
            {howGood(plan)}
          </p>
          <div className="plan-routes">
            {plan.routes.map((route) => (
              <PlanRoute
                key={route.technicianId}
                route={route}
                declined={declined}
                outcomes={outcomes}
                toggle={toggle}
                overrules={overrules}
                overrule={(ticketId, said) => setOverrules((all) => new Map(all).set(ticketId, said))}
              />
            ))}
            {plan.left.length > 0 && <p className="plan-left">{t("left", { count: plan.left.length })}</p>}
          </div>
          <div className="sheet-foot plan-foot">
            <span role="status">
              {[
                sent > 0 ? t("sent", { count: sent }) : "",
                wanted.size < open.length ? t("leftOut", { count: open.length - wanted.size }) : "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <button
              type="button"
              className="control-button"
              onClick={() => void ask()}
              aria-disabled={sending}
            >
              {t("again")}
            </button>
            <button type="button" className="control-button" onClick={() => toggle(open, wanted.size === 0)}>
              {wanted.size === 0 ? t("all") : t("none")}
            </button>
            <button
              type="button"
              className="control-button"
              data-primary="true"
              data-testid="plan-accept"
              aria-disabled={sending || wanted.size === 0 || !desk.linked}
              onClick={() => !sending && wanted.size > 0 && desk.linked && void dispatch()}
            >
              {sending ? t("sending") : t("accept", { count: wanted.size })}
            </button>
          </div>
        </>
      )}
    </BoardSheet>
  );
}
