import { z } from "zod";
import type { QuoteLine } from "#db/schema/quote.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { chargedOf, chargeKinds } from "../../domain/stock/charge.ts";
import { next } from "../../domain/ticket/lifecycle.ts";
import { id, words } from "../input.ts";
import { command } from "../operation.ts";
import { demandFree } from "../repeat/link.ts";
import { cents, quantity } from "../stock/input.ts";
import { materialsOf, siteOfTicket } from "../stock/stores.ts";
import { apply } from "../ticket/apply.ts";
import { hold, stepInput } from "../ticket/hold.ts";
import { lockRow } from "../ticket/load.ts";
import { sendQuote, standingLines, sumOf } from "./consent.ts";
import { costWithin } from "./costWithin.ts";

/**
 * Before the work goes on, the owner is asked: what was used already and what is planned, with the work itself as one
 * sum where it costs something. A job on site pauses for the quote until it is answered. Refusals: NOT_FOUND,
 * NOTHING_TO_QUOTE when nothing would be charged, RETURN_FREE for the return of a repair, TOO_EARLY,
 * TOO_MUCH where no bill can hold a line or the sum.
 */
export const quoteOwner = command({
  name: "quote.send",
  input: z.strictObject({
    ...stepInput,
    lines: z
      .array(z.strictObject({ materialId: id, quantity, kind: z.enum(chargeKinds, { error: "REQUIRED" }) }))
      .max(30, "TOO_LONG:30"),
    /** The work itself, cents; 0 for work that costs nothing. */
    labourCents: cents.default(0),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const siteId = await siteOfTicket(work.tx, input.ticketId);
    const materials = await materialsOf(
      work.tx,
      siteId,
      input.lines.map((line) => line.materialId),
    );
    const { row, technicianId, seen, claim, at } = await hold(work, "quote.send", input);
    if (row.technicianId !== technicianId) throw new Refused(refuse("NOT_YOURS_NOW"));
    if (input.labourCents > 0 || input.lines.some(({ kind }) => kind === "charged"))
      await demandFree(work, row.id);
    const planned = input.lines.map((line, n): QuoteLine => {
      const { nameZh, nameEn, unit, priceCents } = materials.get(line.materialId)!;
      const costCents = costWithin(line.quantity, priceCents, `lines.${n}.quantity`);
      const chargedCents = chargedOf(line.kind, costCents);
      return { ...line, nameZh, nameEn, unit, priceCents, costCents, chargedCents };
    });
    const labour = input.labourCents > 0 ? [labourLine(input.labourCents)] : [];
    const lines = [...(await standingLines(work.tx, row.id)), ...planned, ...labour];
    if (sumOf(lines) === 0) throw new Refused(refuse("NOTHING_TO_QUOTE"));
    if (next(row, "pause") !== null) {
      const wait = { verb: "pause", technicianId, reason: "quote" } as const;
      await apply(work, row, seen, wait, { data: claim, words: input.words, at });
    }
    return sendQuote(work, await lockRow(work.tx, row.id), lines);
  },
});

function labourLine(costCents: number): QuoteLine {
  return {
    materialId: null,
    nameZh: "人工",
    nameEn: "Labour",
    unit: null,
    quantity: "1",
    priceCents: costCents,
    costCents,
    kind: "charged",
    chargedCents: costCents,
  };
}
