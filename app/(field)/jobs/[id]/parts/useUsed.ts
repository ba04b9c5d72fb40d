"use client";
import { costOf } from "#server/domain/stock/charge.ts";
import { readQuantity } from "#server/domain/stock/quantity.ts";
import { ofTicket } from "../../../_outbox/queue.ts";
import { useOutbox } from "../../../_outbox/useOutbox.ts";
import type { Charge } from "../../../_stock/partsCopy.ts";
import type { SiteStock } from "../../../_stock/stockCopy.ts";

export type Used = Pick<Charge, "id" | "nameZh" | "nameEn" | "unit" | "quantity" | "kind" | "usedAt"> & {
  chargedCents: number;
  consent: Charge["consent"];
  unsettled: boolean;
  /** Where the word of it is. */
  state: "phone" | "sending" | "office";
  takingBack: boolean;
};

type Props = { ticketId: string; stock: SiteStock | null; charges: readonly Charge[] };

/** What was used on a job: what the office has, and what is on this phone and not there yet. */
export function useUsed({ ticketId, stock, charges }: Props): Used[] {
  const { commands, under } = useOutbox();
  const own = ofTicket(commands, ticketId);
  const back = new Set(
    own.flatMap(({ step, state }) =>
      step.verb === "takeBack" && state !== "refused" ? [step.chargeId] : [],
    ),
  );
  const onPhone = own.flatMap(({ key, step, state }): Used[] => {
    if (step.verb !== "use" || state === "refused") return [];
    return step.lines
      .filter((line) => !charges.some((charge) => charge.id === line.id))
      .flatMap((line): Used[] => {
        const part = stock?.materials.find((each) => each.id === line.materialId);
        if (!part) return [];
        const { nameZh, nameEn, unit, priceCents } = part;
        const { id, quantity, kind } = line;
        const chargedCents = kind === "charged" ? costOf(readQuantity(quantity) ?? 0n, priceCents) : 0;
        const where = state === "sent" ? "office" : under?.id === key ? "sending" : "phone";
        const known = { id, nameZh, nameEn, unit, quantity, kind, chargedCents, usedAt: step.doneAt };
        return [{ ...known, consent: "none", unsettled: false, state: where, takingBack: back.has(id) }];
      });
  });
  const atOffice = charges
    .filter((charge) => !charge.voided)
    .map((charge): Used => ({ ...charge, state: "office", takingBack: back.has(charge.id) }));
  return [...atOffice, ...onPhone];
}
