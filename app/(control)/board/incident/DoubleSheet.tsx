"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { SheetForm } from "../SheetForm.tsx";
import { useWords } from "../useWords.ts";
import { useMerge } from "./useMerge.ts";

/** One card let go over another: which of the two stays. The one that was carried is taken for the duplicate. */
export function DoubleSheet({ ticketIds, close }: { ticketIds: readonly [string, string]; close(): void }) {
  const t = useTranslations("control");
  const { store } = useDesk();
  const words = useWords();
  const { merge, pending } = useMerge();
  const [both] = useState(() => ticketIds.flatMap((id) => store.ticket(id) ?? []));
  const [staysId, setStaysId] = useState(ticketIds[1]);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const of = both.find((each) => each.id !== staysId);
    if (of !== undefined && (await merge(of, staysId))) close();
  }
  return (
    <BoardSheet title={t("incident.double.title")} close={close} testId="sheet-double">
      <SheetForm submit={submit} close={close} pending={pending} refusal={null}>
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
