"use client";
import { useTranslations } from "use-intl";
import { next } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "../desk.ts";
import { useMerge } from "./useMerge.ts";

/** Makes the opened ticket a duplicate of one that is likely the same failure. */
export function MergeButton({ ticket, intoId }: { ticket: Ticket; intoId: string }) {
  const t = useTranslations("control.incident");
  const { store, may, linked } = useDesk();
  const { merge, pending } = useMerge();
  const into = store.ticket(intoId);
  const possible = next(ticket, "merge") !== null && into !== undefined && into.status !== "done";
  if (!possible || !may("ticket.merge")) return null;
  return (
    <button
      type="button"
      className="control-button"
      data-testid="merge-into"
      disabled={!linked || pending}
      onClick={() => void merge(ticket, intoId)}
    >
      {t("merge.into")}
    </button>
  );
}
