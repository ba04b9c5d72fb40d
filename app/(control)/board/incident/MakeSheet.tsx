"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { isOpen } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { hasMoved } from "../Moved.tsx";
import { SheetForm } from "../SheetForm.tsx";
import { useWords } from "../useWords.ts";
import { MovedTickets } from "./MovedTickets.tsx";
import { ResidentWords } from "./ResidentWords.tsx";
import { useIncidentRoom } from "./room.ts";
import { TimeField, typedInstant } from "./TimeField.tsx";

type Sent = Inputs["incident"]["open"];
const send = (sent: Sent) => api.incident.open.mutate(sent);

/** The picked tickets as one incident: which they are, what is said, and when it should be over. */
export function MakeSheet({ ticketIds, close }: { ticketIds: string[]; close(): void }) {
  const t = useTranslations("control.incident");
  const desk = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const { run, pending, told, forget } = useCommand<Sent["input"], Awaited<ReturnType<typeof send>>>(send);
  const [tickets, setTickets] = useState(() => ticketIds.flatMap((id) => desk.store.ticket(id) ?? []));
  const [spoken, setSpoken] = useState({ zh: "", en: "" });
  const [until, setUntil] = useState("");
  const [noTime, setNoTime] = useState(false);
  const oneSite = new Set(tickets.map((ticket) => ticket.siteId)).size === 1;
  const zone = desk.sites.get(tickets[0]?.siteId ?? "")?.timeZone ?? "Asia/Shanghai";

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!oneSite) return;
    const expectedUntil = typedInstant(until, zone);
    // It may be left open; what is typed must be a time.
    const unread = until !== "" && expectedUntil === null;
    setNoTime(unread);
    if (unread) return;
    const sent = await run({
      tickets: tickets.map(({ id, version }) => ({ ticketId: id, version })),
      wordsZh: spoken.zh,
      wordsEn: spoken.en,
      expectedUntil,
    });
    if (!sent.ok) return;
    const { number, households, incidentId, version } = sent.result;
    const title = t("proposal.made", { number, count: households });
    const sentNobody = tickets.every((ticket) => ticket.technicianId === null);
    desk.say({ tone: "done", title, ...(!sentNobody && { words: t("notUndone") }) });
    const back = { by: "dissolve", incidentId, version } as const;
    if (sentNobody) desk.did({ ticketId: "", version: 0, number, title, back });
    room.picked.clear();
    room.again();
    close();
    room.open(incidentId);
  }
  return (
    <BoardSheet title={t("make.title", { count: tickets.length })} close={close} testId="sheet-incident">
      <SheetForm
        submit={submit}
        close={close}
        pending={pending}
        refusal={oneSite ? told && words.refusal(told) : t("make.oneSite")}
        moved={
          told &&
          (hasMoved(told) || told.code === "IN_INCIDENT") && (
            <MovedTickets
              seen={tickets}
              fits={mayJoin}
              least={1}
              goOn={(now) => {
                setTickets(now);
                forget();
              }}
            />
          )
        }
      >
        <ul className="incident-picked">
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <Plate place={words.place(ticket.plate)} size="s" />
              <span>{words.fault(ticket.faultCode)}</span>
            </li>
          ))}
        </ul>
        <p className="incident-hint">{t("make.explain")}</p>
        <ResidentWords spoken={spoken} change={setSpoken} missing={null} />
        <p className="incident-hint">{t("make.empty")}</p>
        <TimeField
          label={t("make.until")}
          name="until"
          value={until}
          timeZone={zone}
          wrong={noTime}
          change={setUntil}
        />
      </SheetForm>
    </BoardSheet>
  );
}

/** May it still be made part of a new incident? */
function mayJoin({ incidentId, status }: Ticket): boolean {
  return incidentId === null && isOpen(status) && status !== "done";
}
