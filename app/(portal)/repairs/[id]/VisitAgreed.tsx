"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Times } from "#app/_visit/Times.tsx";
import { freshBy, useSlots } from "#app/_visit/useSlots.ts";
import type { Visit, VisitOffReason } from "#server/domain/appointment/appointment.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { phoneWords } from "../../phoneWords.ts";
import type { Detail } from "./detail.ts";

const move = (sent: Inputs["appointment"]["change"]) => api.appointment.change.mutate(sent);
const callOff = (sent: Inputs["appointment"]["cancel"]) => api.appointment.cancel.mutate(sent);

/** What the people of a home may say; the rest is the technician's. */
const reasons = ["not_there", "not_needed", "later"] as const satisfies readonly VisitOffReason[];

type Props = { detail: Detail; visit: Visit; refetch: () => Promise<void> };

/** Another time, or none: both until he is on his way. */
export function VisitAgreed({ detail, visit, refetch }: Props) {
  const t = useTranslations("visit");
  const refusal = useRefusalWords();
  const { ticket, site } = detail;
  const [asks, setAsks] = useState<"change" | "cancel" | null>(null);
  const { slots, told, again } = useSlots(ticket.id, ticket.version, asks === "change");
  const moving = useCommand(move);
  const ending = useCommand(callOff);
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason] = useState<VisitOffReason | null>(null);
  const [problem, setProblem] = useState("");
  const [fresh, setFresh] = useState<Window[] | null>(null);
  const free = (fresh ?? slots?.free ?? []).filter((each) => each.from !== visit.agreed?.from);
  const pending = moving.pending || ending.pending;

  async function change(event: FormEvent) {
    event.preventDefault();
    const window = free.find((each) => each.from === chosen[0]);
    if (window === undefined) return setProblem(t("owner.changeTitle"));
    const outcome = await moving.run({ ticketId: ticket.id, window });
    if (!outcome.ok) {
      setProblem(refusal(outcome.told));
      const left = freshBy(outcome.told);
      setFresh(left.length > 0 ? left : null);
      setChosen([]);
      await again();
    }
    await refetch();
  }

  async function cancel(event: FormEvent) {
    event.preventDefault();
    if (reason === null) return setProblem(t("owner.cancelTitle"));
    const outcome = await ending.run({ ticketId: ticket.id, appointmentId: visit.id, reason });
    if (!outcome.ok) setProblem(refusal(outcome.told));
    await refetch();
  }

  function ask(what: typeof asks) {
    setAsks(what);
    setProblem("");
  }

  if (asks === null) {
    return (
      <div className="portal-acts">
        <button
          type="button"
          className="portal-button portal-button-plain"
          data-testid="visit-change"
          onClick={() => ask("change")}
        >
          {t("owner.change")}
        </button>
        <button
          type="button"
          className="portal-link"
          data-testid="visit-cancel"
          onClick={() => ask("cancel")}
        >
          {t("owner.cancel")}
        </button>
      </div>
    );
  }
  const keep = (
    <button type="button" className="portal-link" onClick={() => ask(null)}>
      {t("owner.keep")}
    </button>
  );
  if (asks === "cancel") {
    return (
      <form className="portal-form" onSubmit={cancel} noValidate>
        <fieldset>
          <legend>{t("owner.cancelTitle")}</legend>
          {problem !== "" && <p role="alert">{problem}</p>}
          {reasons.map((each) => (
            <label key={each} className="portal-choice">
              <input
                type="radio"
                name="visit-off"
                value={each}
                checked={reason === each}
                onChange={() => setReason(each)}
              />
              <span>{t(`off.${each}`)}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" className="portal-button portal-button-plain" aria-disabled={pending}>
          {t("owner.cancelSure")}
        </button>
        {keep}
      </form>
    );
  }
  return (
    <form className="portal-form" onSubmit={change} noValidate data-testid="visit-move">
      {told && <p role="alert">{refusal(told)}</p>}
      {slots === null && fresh === null ? (
        told === null && <p role="status">{t("looking")}</p>
      ) : free.length === 0 ? (
        <p>
          {t.rich("owner.none", {
            phone: () => <a href={`tel:${site.hotline}`}>{phoneWords(site.hotline)}</a>,
          })}
        </p>
      ) : (
        <>
          <Times
            name="visit"
            title={t("owner.changeTitle")}
            windows={free}
            timeZone={site.timeZone}
            chosen={chosen}
            choose={setChosen}
            most={1}
            problem={problem}
          />
          <button type="submit" className="portal-button portal-button-main" aria-disabled={pending}>
            {pending ? t("owner.saving") : t("owner.pick")}
          </button>
        </>
      )}
      {keep}
    </form>
  );
}
