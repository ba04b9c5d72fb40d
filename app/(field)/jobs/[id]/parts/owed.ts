import type { Detail } from "../detail.ts";
import type { useTicketParts } from "./useTicketParts.ts";
import type { Used } from "./useUsed.ts";

type Answer = ReturnType<typeof useTicketParts>["answer"];

/** Who pays for what on this job, as far as this phone knows: what the form for parts has to be told. Sums in cents. */
export function owedBy({ place, returnOf }: Detail, answer: Answer, used: readonly Used[]) {
  return {
    mayCharge: answer?.parts.mayCharge ?? (place.kind === "home" && !returnOf),
    returned: Boolean(answer ? answer.parts.returnOf : returnOf),
    soFar: used
      .filter(({ takingBack, consent }) => !takingBack && consent !== "refused")
      .reduce((sum, line) => sum + line.chargedCents, 0),
    agreed: Math.max(
      0,
      ...(answer?.quotes.quotes ?? [])
        .filter((each) => each.answer === "accepted")
        .map((each) => each.totalCents),
    ),
  };
}
