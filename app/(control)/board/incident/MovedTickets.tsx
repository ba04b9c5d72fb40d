"use client";
import { useTranslations } from "use-intl";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk, useRevision } from "../desk.ts";
import { Changes, GoOn } from "../Moved.tsx";

type Props = {
  seen: readonly Ticket[];
  /** Can the command still be about a job as it is now? */
  fits(ticket: Ticket): boolean;
  /** So few are needed. */
  least: number;
  /** Goes on about those that it can still be about. */
  goOn(now: Ticket[]): void;
};

/** Somebody has changed some of several jobs while a dialog about them was open: which, what, who, when, and the way on. */
export function MovedTickets({ seen, fits, least, goOn }: Props) {
  const t = useTranslations("control.moved");
  const { store } = useDesk();
  useRevision(store);
  const moved = seen.filter((each) => store.ticket(each.id)?.version !== each.version);
  const now = seen.flatMap((each) => store.ticket(each.id) ?? []).filter(fits);
  return (
    <div className="sheet-refusal sheet-moved" role="alert" data-testid="moved">
      {moved.length === 0 && <strong>{t("coming")}</strong>}
      {moved.map((each) => (
        <Changes key={each.id} seen={each} version={each.version} />
      ))}
      {now.length < least ? (
        <p>{t("noneFits")}</p>
      ) : (
        <>
          {now.length < seen.length && <p>{t("without", { count: seen.length - now.length })}</p>}
          {moved.length > 0 && <GoOn goOn={() => goOn(now)} />}
        </>
      )}
    </div>
  );
}
