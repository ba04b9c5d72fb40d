import type { ClockTerm, Terms } from "./terms.ts";

type Basis = ClockTerm["basis"];

/** A policy's figures as they stand in its row. */
export type PolicyColumns = {
  acknowledgeMinutes: number;
  acknowledgeBasis: Basis;
  contactMinutes: number;
  contactBasis: Basis;
  arriveMinutes: number;
  arriveBasis: Basis;
  finishMinutes: number;
  finishBasis: Basis;
  pauses: Terms["pauses"];
};

export function columnsOf({ clocks, pauses }: Terms): PolicyColumns {
  return {
    acknowledgeMinutes: clocks.acknowledge.minutes,
    acknowledgeBasis: clocks.acknowledge.basis,
    contactMinutes: clocks.contact.minutes,
    contactBasis: clocks.contact.basis,
    arriveMinutes: clocks.arrive.minutes,
    arriveBasis: clocks.arrive.basis,
    finishMinutes: clocks.finish.minutes,
    finishBasis: clocks.finish.basis,
    pauses,
  };
}

export function termsOf(row: PolicyColumns): Terms {
  return {
    clocks: {
      acknowledge: { minutes: row.acknowledgeMinutes, basis: row.acknowledgeBasis },
      contact: { minutes: row.contactMinutes, basis: row.contactBasis },
      arrive: { minutes: row.arriveMinutes, basis: row.arriveBasis },
      finish: { minutes: row.finishMinutes, basis: row.finishBasis },
    },
    pauses: row.pauses,
  };
}
