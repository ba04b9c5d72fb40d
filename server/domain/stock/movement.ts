export const storeKinds = ["warehouse", "van", "supplier", "used", "loss"] as const;
export type StoreKind = (typeof storeKinds)[number];

/** Where things really lie. The others are the other side of the books: they have no level and may be negative. */
export function isReal(kind: StoreKind): boolean {
  return kind === "warehouse" || kind === "van";
}

export const movementKinds = ["receive", "issue", "return", "transfer", "count", "use", "take_back"] as const;
export type MovementKind = (typeof movementKinds)[number];

/** Why stock was moved by hand, the usual reason first; `other` wants words. */
export const moveReasons = {
  receive: ["delivery", "opening", "wrong_entry", "other"],
  issue: ["refill", "for_job", "shift_start", "other"],
  return: ["not_needed", "wrong_part", "shift_end", "other"],
  transfer: ["needed_there", "handover", "wrong_entry", "other"],
} as const;
export type MoveReason = (typeof moveReasons)[keyof typeof moveReasons][number];

/** Why the books were corrected to what was counted. */
export const countReasons = ["stocktake", "damaged", "lost", "found", "wrong_entry"] as const;
export type CountReason = (typeof countReasons)[number];

export const settlements = ["other_store", "counted", "mistake"] as const;
export type Settlement = (typeof settlements)[number];

export const units = ["piece", "set", "metre", "kg", "litre", "roll", "box", "bottle"] as const;
export type Unit = (typeof units)[number];

export const reservationStates = ["waiting", "ready", "used", "released"] as const;
export type ReservationState = (typeof reservationStates)[number];
