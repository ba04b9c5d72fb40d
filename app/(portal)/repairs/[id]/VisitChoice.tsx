"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Times } from "#app/_visit/Times.tsx";
import { freshBy, useSlots } from "#app/_visit/useSlots.ts";
import type { Visit } from "#server/domain/appointment/appointment.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { phoneWords } from "../../phoneWords.ts";
import type { Detail } from "./detail.ts";

const send = (sent: Inputs["appointment"]["choose"]) => api.appointment.choose.mutate(sent);

type Props = { detail: Detail; visit: Visit; refetch: () => Promise<void> };

/** The technician offers times: one press takes one. What went meanwhile is said, with what is left. */
export function VisitChoice({ detail, visit, refetch }: Props) {
  const t = useTranslations("visit.owner");
  const refusal = useRefusalWords();
  const { ticket, site } = detail;
  const { slots, told, again } = useSlots(ticket.id, ticket.version, true);
  const { run, pending } = useCommand(send);
  const [chosen, setChosen] = useState<string[]>([]);
  const [problem, setProblem] = useState("");
  const [fresh, setFresh] = useState<Window[] | null>(null);
  const windows = fresh ?? slots?.choices ?? visit.windows;
  const window = windows.find((each) => each.from === chosen[0]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (window === undefined) return setProblem(t("choose"));
    const outcome = await run({ ticketId: ticket.id, appointmentId: visit.id, window });
    if (outcome.ok) return refetch();
    setProblem(refusal(outcome.told));
    const left = freshBy(outcome.told);
    setFresh(left.length > 0 ? left : null);
    setChosen([]);
    await Promise.all([again(), refetch()]);
  }

  const rebook = visit.why === "no_access";
  const none = slots !== null && slots.choices.length === 0 && fresh === null;
  return (
    <form className="portal-form portal-panel" onSubmit={submit} noValidate data-testid="visit-choice">
      <h2>{t(rebook ? "chooseAgain" : "choose")}</h2>
      <p>{t(rebook ? "againWords" : "chooseWords")}</p>
      {told && <p role="alert">{refusal(told)}</p>}
      {none ? (
        <p>
          {t.rich("none", { phone: () => <a href={`tel:${site.hotline}`}>{phoneWords(site.hotline)}</a> })}
        </p>
      ) : (
        <>
          <Times
            name="visit"
            title={t("title")}
            windows={windows}
            timeZone={site.timeZone}
            chosen={chosen}
            choose={setChosen}
            most={1}
            problem={problem}
          />
          <button type="submit" className="portal-button portal-button-main" aria-disabled={pending}>
            {pending ? t("saving") : t("pick")}
          </button>
        </>
      )}
    </form>
  );
}
