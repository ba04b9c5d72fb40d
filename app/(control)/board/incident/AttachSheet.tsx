"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { attachable } from "../drop.ts";
import { hasMoved } from "../Moved.tsx";
import { SheetForm } from "../SheetForm.tsx";
import { useWords } from "../useWords.ts";
import { MovedTickets } from "./MovedTickets.tsx";
import { useIncidentRoom } from "./room.ts";

type Sent = Inputs["incident"]["attach"];
const send = (sent: Sent) => api.incident.attach.mutate(sent);

type Props = { ticketIds: string[]; incidentId?: string | undefined; close(): void };

/** Under which running incident the jobs go; their homes are told what is known. */
export function AttachSheet({ ticketIds, incidentId, close }: Props) {
  const t = useTranslations("control.incident");
  const desk = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const { run, pending, told, forget } = useCommand<Sent["input"], Outputs["incident"]["attach"]>(send);
  const [tickets, setTickets] = useState(() => ticketIds.flatMap((id) => desk.store.ticket(id) ?? []));
  const open = room.incidents.filter((one) => tickets.every((ticket) => attachable(ticket, one)));
  const [chosen, setChosen] = useState(incidentId ?? "");
  const [missing, setMissing] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const into = open.find((one) => one.id === chosen);
    setMissing(into === undefined);
    if (into === undefined) return;
    const sent = await run({
      incidentId: into.id,
      tickets: tickets.map(({ id, version }) => ({ ticketId: id, version })),
    });
    room.again();
    if (!sent.ok) return;
    for (const ticket of tickets) desk.sendAway(ticket.id);
    const title = t("attach.done", { number: into.number, count: tickets.length });
    // Whoever had been sent was taken back by it; splitting off would not send him again.
    const sentNobody = tickets.every((ticket) => ticket.technicianId === null);
    desk.say({ tone: "done", title, ...(!sentNobody && { words: t("notUndone") }) });
    if (sentNobody)
      desk.did({
        ticketId: "",
        version: 0,
        number: into.number,
        title,
        back: { by: "detach", tickets: sent.result.tickets },
      });
    room.picked.clear();
    close();
  }
  return (
    <BoardSheet title={t("attach.title", { count: tickets.length })} close={close} testId="sheet-attach">
      <SheetForm
        submit={submit}
        close={close}
        pending={pending}
        refusal={told && words.refusal(told)}
        moved={
          told &&
          (hasMoved(told) || told.code === "IN_INCIDENT") && (
            <MovedTickets
              seen={tickets}
              fits={(ticket) => room.incidents.some((one) => attachable(ticket, one))}
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
              <Plate place={words.place(ticket.plate)} size="s" /> {words.fault(ticket.faultCode)}
            </li>
          ))}
        </ul>
        <p className="incident-hint">{t(open.length === 0 ? "attach.none" : "attach.hint")}</p>
        <fieldset
          className="sheet-choices"
          aria-invalid={missing}
          aria-describedby={missing ? "incident-attach-missing" : undefined}
        >
          <legend>{t("attach.into")}</legend>
          {open.map((one) => (
            <label key={one.id}>
              <input
                type="radio"
                name="into"
                value={one.id}
                checked={chosen === one.id}
                onChange={() => setChosen(one.id)}
              />
              <Plate place={words.place(one.plate)} size="s" />
              <span>
                {words.zh ? one.faultZh : one.faultEn} · {t("card.households", { count: one.households })}{" "}
                <small className="card-number">{one.number}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {missing && (
          <p id="incident-attach-missing" className="sheet-refusal" role="alert">
            {t("attach.missing")}
          </p>
        )}
      </SheetForm>
    </BoardSheet>
  );
}
