"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { SheetForm } from "../SheetForm.tsx";
import { useWords } from "../useWords.ts";
import { IncidentMoved } from "./IncidentMoved.tsx";
import { useIncidentRoom } from "./room.ts";
import type { Incident } from "./useIncidents.ts";

type Input = {
  incidentId: string;
  version: number;
  intoId: string;
  intoVersion: number;
  words: string;
};
const send = (sent: { key: string; input: Input }) => api.incident.merge.mutate(sent);

/** Which of the running ones this one really is: the place's neighbours first, as the board lists them. */
export function MergeSheet({ incident, close }: { incident: Incident; close(): void }) {
  const t = useTranslations("control.incident.join");
  const desk = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const { run, pending, told, forget } = useCommand<Input, { households: number }>(send);
  const [intoId, setIntoId] = useState("");
  const [why, setWhy] = useState("");
  const [missing, setMissing] = useState(false);
  const others = room.incidents.filter(
    (one) => one.id !== incident.id && one.siteId === incident.siteId && one.status === "open",
  );
  /** All of them as they stood when the sheet was opened, or when what had changed was seen. */
  const [seen, setSeen] = useState(() => new Map(room.incidents.map((one) => [one.id, one])));
  const from = seen.get(incident.id) ?? incident;

  const isOther = (one: Incident) =>
    room.incidents.find((each) => each.id === one.id)?.version !== one.version;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const into = others.find((one) => one.id === intoId);
    setMissing(into === undefined);
    if (into === undefined) return;
    const sent = await run({
      incidentId: from.id,
      version: from.version,
      intoId,
      intoVersion: (seen.get(intoId) ?? into).version,
      words: why,
    });
    room.again();
    if (!sent.ok) return;
    desk.say({ tone: "done", title: t("done", { number: into.number, count: sent.result.households }) });
    room.open(into.id);
    close();
  }
  return (
    <BoardSheet title={t("title", { number: incident.number })} close={close} testId="sheet-incident-merge">
      <SheetForm
        submit={submit}
        close={close}
        pending={pending}
        refusal={told && words.refusal(told)}
        moved={
          told?.code === "STALE" && (
            <IncidentMoved
              seen={[from, seen.get(intoId)].find((one) => one && isOther(one)) ?? from}
              told={told}
              goOn={() => {
                setSeen(new Map(room.incidents.map((one) => [one.id, one])));
                forget();
              }}
            />
          )
        }
      >
        <p className="incident-hint">{t(others.length === 0 ? "none" : "hint")}</p>
        <fieldset
          className="sheet-choices"
          aria-invalid={missing}
          aria-describedby={missing ? "incident-join-missing" : undefined}
        >
          <legend>{t("into")}</legend>
          {others.map((one) => (
            <label key={one.id}>
              <input
                type="radio"
                name="into"
                value={one.id}
                checked={intoId === one.id}
                onChange={() => setIntoId(one.id)}
              />
              <Plate place={words.place(one.plate)} size="s" />
              <span>
                {words.zh ? one.faultZh : one.faultEn} · {t("homes", { count: one.households })}{" "}
                <small className="card-number">{one.number}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {missing && (
          <p id="incident-join-missing" className="sheet-refusal" role="alert">
            {t("missing")}
          </p>
        )}
        <label className="sheet-field">
          {t("why")}
          <textarea
            name="why"
            rows={2}
            maxLength={300}
            value={why}
            onChange={(e) => setWhy(e.target.value)}
          />
        </label>
      </SheetForm>
    </BoardSheet>
  );
}
