"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { useMyJobs } from "#app/_live/useFollow.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { useFieldWords } from "../useFieldWords.ts";

type Call = Outputs["escalation"]["list"][number];

const send = (sent: Inputs["escalation"]["acknowledge"]) => api.escalation.acknowledge.mutate(sent);
const lookEvery = 30_000;

/** Deadlines that call this technician by name, until he says that he has it. */
export function Calls() {
  const t = useTranslations("field.calls");
  const words = useFieldWords();
  const refusal = useRefusalWords();
  const [calls, setCalls] = useState<Call[]>([]);
  const asked = useRef(0);
  const { run, pending, told } = useCommand(send);
  const look = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    // Without a link the list of jobs says so already; the last calls stay.
    const fresh = await api.escalation.list.query({}).catch(() => null);
    if (fresh !== null && mine === asked.current) setCalls(fresh.filter((call) => call.mine));
  }, []);
  useMyJobs(look);
  useEffect(() => {
    void look();
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, [look]);

  async function take(call: Call) {
    const outcome = await run({ escalationId: call.id });
    if (outcome.ok || outcome.told.code === "STATE") await look();
  }
  return (
    <div role="status" className="field-notices">
      {calls.map((call) => (
        <div key={call.id} className="field-notice" data-testid="job-call" data-ticket={call.ticketId}>
          <strong>{t(`due.${call.clock}`, { time: words.time(call.dueAt, call.timeZone) })}</strong>
          <p>
            {call.number} · {plateLine(words.place(call.plate))} · {words.fault(call.fault)}
          </p>
          {told && told.code !== "STATE" && <p className="field-problem">{refusal(told)}</p>}
          <button
            type="button"
            className="field-button"
            data-testid="job-call-take"
            aria-disabled={pending}
            onClick={() => void take(call)}
          >
            {t("take")}
          </button>
        </div>
      ))}
    </div>
  );
}
