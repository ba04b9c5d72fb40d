"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { useAskOnLink } from "../useAskOnLink.ts";
import { useBeside } from "../useBeside.ts";
import { useFieldWords } from "../useFieldWords.ts";

type Call = Outputs["escalation"]["list"][number];

const lookEvery = 30_000;

/**
 * Deadlines that call this technician by name, until he says that he has it. A clock of a job stands once, however many
 * steps of its ladder ring.
 */
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
  useAskOnLink(look, "jobs");
  useEffect(() => {
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, [look]);

  const taken = commands.flatMap(({ step, state }) =>
    step.verb === "takeCall" && state === "queued" ? [step.escalationId] : [],
  );
  const answered = commands.filter(
    ({ step, state }) => step.verb === "takeCall" && state !== "queued",
  ).length;
  useEffect(() => {
    if (answered > 0) void look();
  }, [look, answered]);
  return (
    <div role="status" className="field-notices">
      {[...byClock(calls)].map(([clock, [call, ...rest]]) => (
        <div
          key={clock}
          className="field-notice field-calls"
          data-testid="job-call"
          data-ticket={call.ticketId}
        >
          <strong>{t(`due.${call.clock}`, { time: words.time(call.dueAt, call.timeZone) })}</strong>
          <p>
            <span className="field-figures">{call.number}</span> {words.fault(call.fault)}
          </p>
          <Plate place={words.place(call.plate)} size="m" />
          {[call, ...rest].some(({ id }) => taken.includes(id)) ? (
            <p data-testid="job-call-kept">{kept("kept")}</p>
          ) : (
            <Take calls={[call, ...rest]} personId={personId} />
          )}
        </div>
      ))}
    </div>
  );
}

/** What rings for the same clock of the same job, together; the first deadline first. */
function byClock(calls: readonly Call[]): Map<string, [Call, ...Call[]]> {
  const found = new Map<string, [Call, ...Call[]]>();
  for (const call of calls) {
    const clock = `${call.ticketId} ${call.clock}`;
    const known = found.get(clock);
    if (known) known.push(call);
    else found.set(clock, [call]);
  }
  return found;
}

/** "I have it": kept on the phone like a step, so that it is said also where there is no link. */
function Take({ calls, personId }: { calls: [Call, ...Call[]]; personId: string }) {
  const t = useTranslations("field.calls");
  const [{ number, plate, timeZone }] = calls;
  const { keep, said } = useBeside(personId, { number, plate, timeZone });
  /** Whoever takes one has taken all that ring for its deadline; another deadline is taken for itself. */
  async function take() {
    const deadlines = new Map(calls.map((call) => [call.dueAt, call]));
    for (const { ticketId, id } of deadlines.values())
      await keep({ verb: "takeCall", ticketId, escalationId: id, words: "" });
  }
  return (
    <>
      {said !== "" && <p>{said}</p>}
      <button type="button" className="field-button" data-testid="job-call-take" onClick={() => void take()}>
        {t("take")}
      </button>
    </>
  );
}
