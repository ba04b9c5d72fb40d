"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { seenOf } from "#app/_visit/seen.ts";
import { Times } from "#app/_visit/Times.tsx";
import { freshBy, useSlots } from "#app/_visit/useSlots.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import { useDeskWords } from "./useDeskWords.ts";

const choose = (sent: Inputs["appointment"]["choose"]) => api.appointment.choose.mutate(sent);
const change = (sent: Inputs["appointment"]["change"]) => api.appointment.change.mutate(sent);

/**
 * When somebody comes to the caller: what was offered is chosen for them, or another free time is agreed. No form of its
 * own: it stands within the call's.
 */
export function CallerVisit({ ticketId }: { ticketId: string }) {
  const t = useTranslations("visit");
  const words = useDeskWords();
  const refusal = useRefusalWords();
  const [open, setOpen] = useState(false);
  const [turns, setTurns] = useState(0);
  const { slots, told } = useSlots(ticketId, turns, true);
  const choosing = useCommand(choose);
  const changing = useCommand(change);
  const [chosen, setChosen] = useState<string[]>([]);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const [fresh, setFresh] = useState<Window[] | null>(null);
  const visit = slots?.visit ?? null;
  const agreed = visit?.agreed ?? null;
  const offered = visit !== null && agreed === null;
  const windows = (fresh ?? (offered ? slots?.choices : slots?.free) ?? []).filter(
    (each) => each.from !== agreed?.from,
  );

  async function fix() {
    const window = windows.find((each) => each.from === chosen[0]);
    if (window === undefined) return setProblem(t("field.pickOne"));
    const outcome = offered
      ? await choosing.run({ ticketId, appointmentId: visit.id, window })
      : await changing.run({ ticketId, window, seen: seenOf(visit) });
    setChosen([]);
    setTurns((turn) => turn + 1);
    setProblem(outcome.ok ? "" : refusal(outcome.told));
    setSaid(outcome.ok ? t("desk.fixed") : "");
    const left = outcome.ok ? [] : freshBy(outcome.told);
    setFresh(left.length > 0 ? left : null);
  }

  return (
    <div>
      <p className="desk-job-line">
        <button
          type="button"
          className="desk-button"
          data-testid="caller-visit"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t("desk.title")}
        </button>
        <span role="status">{said}</span>
      </p>
      {slots !== null && (open || visit !== null) && (
        <p data-testid="caller-visit-now">
          {agreed !== null
            ? t("desk.agreed", { when: windowWords(agreed, slots.timeZone, words.zh ? "zh" : "en") })
            : visit !== null
              ? t("desk.offered", { count: visit.windows.length })
              : t("desk.none")}
        </p>
      )}
      {open && slots !== null && (
        <div>
          {windows.length === 0 ? (
            <p>{t("desk.empty")}</p>
          ) : (
            <>
              <Times
                name={`caller-${ticketId}`}
                title={t(agreed === null ? "desk.choose" : "desk.change")}
                windows={windows}
                timeZone={slots.timeZone}
                chosen={chosen}
                choose={setChosen}
                most={1}
                problem={problem}
              />
              <button
                type="button"
                className="desk-button"
                data-testid="caller-visit-fix"
                onClick={() => void fix()}
                aria-disabled={choosing.pending || changing.pending}
              >
                {t("desk.fix")}
              </button>
            </>
          )}
        </div>
      )}
      {open && slots === null && told === null && <p role="status">{t("looking")}</p>}
      {open && told && <p role="alert">{refusal(told)}</p>}
    </div>
  );
}
