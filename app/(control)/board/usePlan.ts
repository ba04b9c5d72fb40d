"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { isUnknown, type Told, toldBy } from "#app/_trpc/refusal.ts";
import type { Desk } from "./desk.ts";
import { type Overruling, overruleOf } from "./OverruleChoice.tsx";

export type Plan = Outputs["dispatch"]["propose"];
/** A job that went, with the version of its dispatch: what taking it back has to name. */
export type Sent = { ticketId: string; version: number; number: string };
/** What came of dispatching one planned job. */
export type PlanOutcome = { state: "sending" } | { state: "sent" } | { state: "refused"; told: Told };

/** A proposal for the whole desk, and the dispatching of what is accepted of it, job by job. */
export function usePlan(desk: Desk) {
  const [plan, setPlan] = useState<Plan | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, PlanOutcome>>(new Map());
  const [sending, setSending] = useState(false);
  /** While nobody answered, the same key goes again. */
  const keys = useRef(new Map<string, string>());
  const asked = useRef(0);

  const ask = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    setPlan(null);
    setTold(null);
    setOutcomes(new Map());
    try {
      const made = await api.dispatch.propose.query({});
      if (mine === asked.current) setPlan(made);
    } catch (error) {
      if (mine === asked.current) setTold(toldBy(error));
    }
  }, []);
  useEffect(() => void ask(), [ask]);

  /** Dispatches these, and answers which went. `overrules`: why somebody is sent although something speaks against it. */
  async function accept(
    wanted: ReadonlySet<string>,
    overrules: ReadonlyMap<string, Overruling>,
  ): Promise<Sent[]> {
    if (plan === null || sending) return [];
    setSending(true);
    const note = (ticketId: string, outcome: PlanOutcome) =>
      setOutcomes((before) => new Map(before).set(ticketId, outcome));
    const sent: Sent[] = [];
    for (const route of plan.routes) {
      for (const { ticketId, version } of route.stops) {
        if (!wanted.has(ticketId)) continue;
        const key = keys.current.get(ticketId) ?? crypto.randomUUID();
        keys.current.set(ticketId, key);
        note(ticketId, { state: "sending" });
        desk.sendAway(ticketId);
        try {
          const said = overrules.get(ticketId);
          const overrule = said && overruleOf(said);
          const order = { ticketId, version, technicianId: route.technicianId };
          const input = { ...order, plan: { jobs: wanted.size }, ...(overrule && { overrule }) };
          const moved = await api.ticket.assign.mutate({ key, input });
          note(ticketId, { state: "sent" });
          sent.push({ ticketId, version: moved.version, number: desk.store.ticket(ticketId)?.number ?? "" });
        } catch (error) {
          const no = toldBy(error);
          if (!isUnknown(no)) keys.current.delete(ticketId);
          note(ticketId, { state: "refused", told: no });
        }
      }
    }
    setSending(false);
    return sent;
  }
  return { plan, told, outcomes, sending, ask, accept };
}
