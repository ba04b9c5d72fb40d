"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import type { IncidentDetail } from "./IncidentDrawer.tsx";
import { useIncidentRoom } from "./room.ts";

type Input = { incidentId: string; version: number };
const send = (sent: { key: string; input: Input }) => api.incident.unmerge.mutate(sent);

/** The incidents that turned out to be this one, each with the way back. */
export function IncidentAbsorbed({ detail }: { detail: IncidentDetail }) {
  const t = useTranslations("control.incident.join");
  const { say, may, linked } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const undo = useCommand<Input, unknown>(send);
  const { incident, absorbed } = detail;
  if (absorbed.length === 0) return null;

  async function apart(input: Input) {
    const sent = await undo.run(input);
    if (sent.ok) {
      say({ tone: "done", title: t("undone") });
      room.open(input.incidentId);
    } else say({ tone: "refused", title: t("notDone"), words: words.refusal(sent.told) });
    room.again();
  }
  return (
    <section data-testid="incident-absorbed">
      <h3>{t("absorbed")}</h3>
      <ul className="incident-rows">
        {absorbed.map((one) => (
          <li key={one.incidentId}>
            <div className="incident-row">
              <Plate place={words.place(one.plate)} size="s" />
              <span className="card-number">{one.number}</span>
              <small>
                {t("tickets", { count: one.tickets })} · {words.time(one.at, incident.siteId)}
              </small>
            </div>
            {incident.status === "open" && may("incident.unmerge") && (
              <button
                type="button"
                className="control-button"
                data-testid="incident-unmerge"
                disabled={!linked || undo.pending}
                onClick={() => apart({ incidentId: one.incidentId, version: one.version })}
              >
                {t("undo")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
