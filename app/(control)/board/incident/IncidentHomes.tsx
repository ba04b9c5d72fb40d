"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import type { IncidentDetail } from "./IncidentDrawer.tsx";
import { useIncidentRoom } from "./room.ts";

type Input = { incidentId: string; key: string; back: boolean };
const send = (sent: { key: string; input: Input }) => api.incident.answer.mutate(sent);

/** The homes that are hit, each once, and what each answered; the desk may answer for one that calls. */
export function IncidentHomes({ detail }: { detail: IncidentDetail }) {
  const t = useTranslations("control.incident");
  const { say, may, linked } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const answer = useCommand<Input, unknown>(send);
  const { incident, households } = detail;

  async function said(key: string, back: boolean) {
    const sent = await answer.run({ incidentId: incident.id, key, back });
    if (sent.ok) say({ tone: "done", title: t("said.answered") });
    else say({ tone: "refused", title: t("said.notDone"), words: words.refusal(sent.told) });
    room.again();
  }
  const stands = (home: IncidentDetail["households"][number]) => {
    if (home.back === "yes") return t("drawer.back");
    if (home.back === "no") return t("drawer.notBack");
    return home.asked ? t("drawer.asked") : t(`drawer.via.${home.via}`);
  };
  return (
    <section data-testid="incident-homes">
      <h3>{t("drawer.households", { count: incident.households })}</h3>
      <ul className="incident-rows">
        {households.map((home) => (
          <li key={home.key} data-back={home.back ?? "none"}>
            <div className="incident-row">
              {home.plate ? (
                <Plate place={words.place(home.plate)} size="s" />
              ) : (
                <span>
                  {t("drawer.unknownHome")} {home.phone}
                </span>
              )}
              <small>{stands(home)}</small>
            </div>
            {home.asked && home.back === null && may("incident.answer") && (
              <div className="incident-answer">
                <button
                  type="button"
                  className="control-button"
                  disabled={!linked || answer.pending}
                  onClick={() => said(home.key, true)}
                >
                  {t("drawer.sayBack")}
                </button>
                <button
                  type="button"
                  className="control-button"
                  disabled={!linked || answer.pending}
                  onClick={() => said(home.key, false)}
                >
                  {t("drawer.sayNot")}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
