"use client";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { Moved } from "../Moved.tsx";
import { SheetForm } from "../SheetForm.tsx";
import { useWords } from "../useWords.ts";
import { useMerge } from "./useMerge.ts";

type Props = {
  ticketIds: readonly [string, string];
  /** The first of them as it was seen, where it was refused because it had moved. */
  refused: Ticket | undefined;
  close(): void;
};

/** One card let go over another: which of the two stays. The one that was carried is taken for the duplicate. */
export function DoubleSheet({ ticketIds, refused, close }: Props) {
  const t = useTranslations("control");
  const { store } = useDesk();
  const words = useWords();
  const { merge, pending } = useMerge();
  const [both, setBoth] = useState(() => ticketIds.flatMap((id) => store.ticket(id) ?? []));
  const [staysId, setStaysId] = useState(ticketIds[1]);
  const [moved, setMoved] = useState(refused);
  useEffect(() => setMoved(refused), [refused]);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const of = both.find((each) => each.id !== staysId);
    if (of !== undefined && (await merge(of, staysId))) close();
  }
  return (
    <BoardSheet title={t("incident.double.title")} close={close} testId="sheet-double">
      <SheetForm
        submit={submit}
        close={close}
        pending={pending}
        refusal={null}
        moved={
          moved && (
            <Moved
              seen={moved}
              version={moved.version}
              verb="merge"
              goOn={(version) => {
                setBoth((before) =>
                  before.map((each) => (each.id === moved.id ? { ...each, version } : each)),
                );
                setMoved(undefined);
              }}
            />
          )
        }
      >
        <p className="incident-hint">{t("incident.double.hint")}</p>
        <fieldset className="sheet-choices">
          <legend>{t("incident.double.stays")}</legend>
          {both.map((each) => (
            <label key={each.id}>
              <input
                type="radio"
                name="stays"
                value={each.id}
                checked={staysId === each.id}
                onChange={() => setStaysId(each.id)}
              />
              <Plate place={words.place(each.plate)} size="s" />
              <span>
                {words.fault(each.faultCode)} · {words.time(each.receivedAt, each.siteId)}{" "}
                <small className="card-number">{each.number}</small>
              </span>
            </label>
          ))}
        </fieldset>
      </SheetForm>
    </BoardSheet>
  );
}
