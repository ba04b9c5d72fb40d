"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useMyJobs } from "#app/_live/useFollow.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { useBeside } from "../useBeside.ts";
import { useFieldWords } from "../useFieldWords.ts";

type Call = Outputs["escalation"]["list"][number];

const lookEvery = 30_000;

/** Deadlines that call this technician by name, until he says that he has it. */
export function Calls({ personId }: { personId: string }) {
  const t = useTranslations("field.calls");
  const words = useFieldWords();
  const kept = useTranslations("field.told");
  const { commands } = useOutbox();
  const [calls, setCalls] = useState<Call[]>([]);
  const asked = useRef(0);
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

  const taken = commands.flatMap(({ step, state }) =>
    step.verb === "takeCall" && state === "queued" ? [step.escalationId] : [],
  );
  const answered = commands.filter(
    ({ step, state }) => step.verb === "takeCall" && state !== "queued",
  ).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the office has heard that he has one
  useEffect(() => void look(), [look, answered]);
  return (
    <div role="status" className="field-notices">
      {calls.map((call) => (
        <div key={call.id} className="field-notice" data-testid="job-call" data-ticket={call.ticketId}>
          <strong>{t(`due.${call.clock}`, { time: words.time(call.dueAt, call.timeZone) })}</strong>
          <p>
            {call.number} · {plateLine(words.place(call.plate))} · {words.fault(call.fault)}
          </p>
          {taken.includes(call.id) ? (
            <p data-testid="job-call-kept">{kept("kept")}</p>
          ) : (
            <Take call={call} personId={personId} />
          )}
        </div>
      ))}
    </div>
  );
}

/** "I have it": kept on the phone like a step, so that it is said also where there is no link. */
function Take({ call, personId }: { call: Call; personId: string }) {
  const t = useTranslations("field.calls");
  const { number, plate, timeZone, ticketId, id } = call;
  const { keep, said } = useBeside(personId, { number, plate, timeZone });
  return (
    <>
      {said !== "" && <p>{said}</p>}
      <button
        type="button"
        className="field-button"
        data-testid="job-call-take"
        onClick={() => void keep({ verb: "takeCall", ticketId, escalationId: id, words: "" })}
      >
        {t("take")}
      </button>
    </>
  );
}
