"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { RunningIncident } from "./IncidentNotice.tsx";

type Answer = Inputs["incident"]["answer"];
type Count = Inputs["incident"]["count"];
const sendAnswer = (sent: Answer) => api.incident.answer.mutate(sent);
const sendCount = (sent: Count) => api.incident.count.mutate(sent);

type Props = {
  incidentId: string;
  own: RunningIncident["own"];
  homeId: string | null;
  refetch(): void;
};

/** "Back for you?" in one press each way; before the fix, "mine too" for a home that has not said so. */
export function IncidentAnswer({ incidentId, own, homeId, refetch }: Props) {
  const t = useTranslations("portal.incident");
  const refusal = useRefusalWords();
  const answer = useCommand<Answer["input"], Awaited<ReturnType<typeof sendAnswer>>>(sendAnswer);
  const count = useCommand<Count["input"], unknown>(sendCount);
  const [said, setSaid] = useState<{ back: boolean; ticketId: string | null } | null>(null);
  const told = answer.told ?? count.told;
  const asked = own?.asked === true && own.back === null && said === null;
  const done = said ?? (own?.back ? { back: own.back === "yes", ticketId: own.splitTicketId } : null);

  async function tell(back: boolean) {
    if (answer.pending || own === null) return;
    const sent = await answer.run({ incidentId, back, key: own.key });
    if (sent.ok) setSaid(sent.result);
    refetch();
  }
  async function meToo() {
    if (count.pending || homeId === null) return;
    await count.run({ incidentId, placeId: homeId });
    refetch();
  }
  return (
    <>
      {told && <p role="alert">{t("failed", { why: refusal(told) })}</p>}
      {asked && (
        <div data-testid="back-for-you">
          <h3>{t("askTitle")}</h3>
          <p>{t("askWords")}</p>
          <div className="portal-verdict">
            <button
              type="button"
              className="portal-button portal-button-main"
              data-testid="back-yes"
              aria-disabled={answer.pending}
              onClick={() => void tell(true)}
            >
              {t("yes")}
            </button>
            <button
              type="button"
              className="portal-button portal-button-plain"
              data-testid="back-no"
              aria-disabled={answer.pending}
              onClick={() => void tell(false)}
            >
              {t("no")}
            </button>
          </div>
        </div>
      )}
      <div role="status">
        {done !== null && <p>{done.back ? t("thanks") : t("split")}</p>}
        {done?.ticketId && (
          <p>
            <a href={`/repairs/${done.ticketId}`}>{t("see")}</a>
          </p>
        )}
        {own !== null && !own.asked && own.ticketId === null && <p>{t("meTooDone")}</p>}
      </div>
      {own === null && homeId !== null && (
        <button
          type="button"
          className="portal-button portal-button-plain"
          data-testid="me-too"
          aria-disabled={count.pending}
          onClick={() => void meToo()}
        >
          {t("meToo")}
        </button>
      )}
    </>
  );
}
