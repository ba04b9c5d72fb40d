"use client";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { useBeside } from "../useBeside.ts";
import { useFieldWords } from "../useFieldWords.ts";
import { type Call, deadlineOf, type useMyCalls } from "./useMyCalls.ts";

type Props = { ringing: ReturnType<typeof useMyCalls>; settled: boolean; personId: string };

/** Deadlines that call this technician by name, each with the button that says he has it. */
export function Calls({ ringing, settled, personId }: Props) {
  const t = useTranslations("field.calls");
  const words = useFieldWords();
  const kept = useTranslations("field.told");
  return (
    <div role="status" className="field-notices">
      {ringing.map(({ clock, calls, calls: [call], taken }) => (
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
          {taken ? (
            <p data-testid="job-call-kept">{kept("kept")}</p>
          ) : (
            <Take calls={calls} settled={settled} personId={personId} />
          )}
        </div>
      ))}
    </div>
  );
}

type TakeProps = { calls: [Call, ...Call[]]; settled: boolean; personId: string };

/** "I have it": kept on the phone like a step, so that it is said also where there is no link. */
function Take({ calls, settled, personId }: TakeProps) {
  const t = useTranslations("field.calls");
  const [{ number, plate, timeZone }] = calls;
  const { keep, said } = useBeside(personId, { number, plate, timeZone });
  /** Each deadline is taken for itself. */
  async function take() {
    const deadlines = new Map(calls.map((call) => [deadlineOf(call), call]));
    for (const { ticketId, id } of deadlines.values())
      await keep({ verb: "takeCall", ticketId, escalationId: id, words: "" });
  }
  return (
    <>
      {said !== "" && <p>{said}</p>}
      <button
        type="button"
        className="field-button"
        data-testid="job-call-take"
        aria-disabled={!settled}
        onClick={() => settled && void take()}
      >
        {t("take")}
      </button>
    </>
  );
}
