"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { typedAt } from "#server/domain/time/typed.ts";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { SheetForm } from "../SheetForm.tsx";
import { useWords } from "../useWords.ts";
import { IncidentMoved } from "./IncidentMoved.tsx";
import { ResidentWords } from "./ResidentWords.tsx";
import { useIncidentRoom } from "./room.ts";
import { TimeField, typedInstant } from "./TimeField.tsx";
import type { Incident } from "./useIncidents.ts";

type What = "update" | "fix" | "cancel";
type Input = {
  incidentId: string;
  version: number;
  wordsZh: string;
  wordsEn: string;
  expectedUntil: string | null;
};

function sender(what: What) {
  return ({ key, input }: { key: string; input: Input }): Promise<{ told: number }> => {
    if (what === "update") return api.incident.update.mutate({ key, input });
    const { expectedUntil: _later, ...rest } = input;
    return what === "fix"
      ? api.incident.fix.mutate({ key, input: rest })
      : api.incident.cancel.mutate({ key, input: rest });
  };
}

/** One message to all of them: how it stands, that it is fixed, or that it was none. */
export function WriteSheet({ what, incident, close }: { what: What; incident: Incident; close(): void }) {
  const t = useTranslations("control.incident");
  const board = useTranslations("control.action");
  const desk = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const [send] = useState(() => sender(what));
  const { run, pending, told, forget } = useCommand<Input, { told: number }>(send);
  const zone = desk.sites.get(incident.siteId)?.timeZone ?? "Asia/Shanghai";
  const [spoken, setSpoken] = useState(
    what === "update" ? { zh: incident.wordsZh, en: incident.wordsEn } : { zh: "", en: "" },
  );
  const [until, setUntil] = useState(
    incident.expectedUntil === null ? "" : typedAt(incident.expectedUntil, zone),
  );
  const [seen, setSeen] = useState(incident);
  const [missing, setMissing] = useState<string | null>(null);
  const [noTime, setNoTime] = useState(false);
  const title = {
    update: t("write.updateTitle", { count: incident.households }),
    fix: t("write.fixTitle"),
    cancel: t("write.cancelTitle", { number: incident.number }),
  }[what];

  async function submit(event: FormEvent) {
    event.preventDefault();
    const lacks = what !== "fix" && (spoken.zh.trim() === "" || spoken.en.trim() === "");
    setMissing(lacks ? board("writeWords") : null);
    const expectedUntil = typedInstant(until, zone);
    // It may be left open; what is typed must be a time.
    const unread = what === "update" && until !== "" && expectedUntil === null;
    setNoTime(unread);
    if (lacks || unread) return;
    const sent = await run({
      incidentId: incident.id,
      version: seen.version,
      wordsZh: spoken.zh,
      wordsEn: spoken.en,
      expectedUntil,
    });
    room.again();
    if (!sent.ok) return;
    const said = { update: "updated", fix: "fixed", cancel: "cancelled" } as const;
    desk.say({ tone: "done", title: t(`said.${said[what]}`, { count: sent.result.told }) });
    close();
  }
  return (
    <BoardSheet title={title} close={close} testId={`sheet-incident-${what}`}>
      <SheetForm
        submit={submit}
        close={close}
        pending={pending}
        refusal={told && words.refusal(told)}
        moved={
          told?.code === "STALE" && (
            <IncidentMoved
              seen={seen}
              told={told}
              goOn={(now) => {
                setSeen(now);
                forget();
              }}
            />
          )
        }
      >
        {what !== "update" && <p className="incident-hint">{t(`write.${what}Hint`)}</p>}
        <ResidentWords spoken={spoken} change={setSpoken} missing={missing} />
        {what === "update" && (
          <TimeField
            label={t("make.until")}
            name="until"
            value={until}
            timeZone={zone}
            wrong={noTime}
            change={setUntil}
          />
        )}
      </SheetForm>
    </BoardSheet>
  );
}
