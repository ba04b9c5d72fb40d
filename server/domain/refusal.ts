/** Every way in which Mendline says no. The words for people are in app/_i18n under `shared.refusal`. */
export const refusalCodes = [
  "NOT_SIGNED_IN",
  "NOT_ALLOWED",
  "NOT_FOUND",
  "REQUIRED",
  "TOO_LONG",
  "BAD_CHARACTER",
  "BAD_ID",
  "BAD_TIME",
  "NO_SUCH_TIME",
  "PHONE",
  "CODE_WRONG",
  "CODE_EXPIRED",
  "CODE_SPENT",
  "CODE_VOID",
  "CODE_LIMIT",
  "WAIT",
  "STALE",
  "STATE",
  "TOO_EARLY",
  "TOO_LATE",
  "TICKET_TAKEN",
  "ALARM_DANGER",
  "CALL_TAKEN",
  "NOT_ELIGIBLE",
  "SAY_WHY",
  "OFFER_OVER",
  "NOT_YOURS_NOW",
  "IDEMPOTENCY_MISMATCH",
  "PHOTO_TYPE",
  "PHOTO_BROKEN",
  "PHOTO_PIXELS",
  "PHOTO_SIZE",
  "PHOTO_COUNT",
  "ALREADY_RATED",
  "LEAD_MUST_RULE",
  "IN_INCIDENT",
  "MERGE_LOOP",
  "FAULT_RETIRED",
  "ORIGIN",
  "TOO_LARGE",
  "SLOW_DOWN",
  "SAVE_LATER",
  "UNKNOWN",
  "UNKNOWN_FIELD",
  "BATCH_TOO_LARGE",
  "TOO_DEEP",
  "BAD_JSON",
  "CONTENT_TYPE",
  "SIGN_IN_WRONG",
  "REPORT_LIMIT",
  "PHOTO_HEIC",
  "PHOTO_OFFSET",
  "PHOTO_WAITING",
  "PHOTO_LOST",
  "OLD_NEWS",
  "RECORD_DIFFERS",
  "QUANTITY",
  "TOO_MUCH",
  "STOCK_SHORT",
  "CODE_USED",
  "SETTLED_ALREADY",
  "NOT_YOURS_TO_DECIDE",
  "NOTHING_TO_QUOTE",
  "PUSH_SERVICE",
  "OWN_NUMBER",
  "IN_HOME",
  "INVITED_ALREADY",
  "INVITE_LIMIT",
  "LAST_OWNER",
  "LAST_MONEY",
  "RETURN_FREE",
  "NOT_A_RETURN",
  "RETURN_ALREADY",
  "FORM_OTHER",
  "OWNER_CODE_WRONG",
  "OWNER_CODE_VOID",
  "SLOT_TAKEN",
  "NO_SLOTS",
  "NO_MOBILE",
  "NOT_UNDOABLE",
  "UNDO_LATE",
  "MINUTES",
  "HOURS",
  "DAY",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A no, as a value: what, at which field, and the figures that its sentence needs. */
export type Refusal = {
  kind: "refusal";
  code: RefusalCode;
  field?: string;
  params?: Record<string, string | number>;
};

export function refuse(code: RefusalCode, detail: Omit<Refusal, "kind" | "code"> = {}): Refusal {
  return { kind: "refusal", code, ...detail };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "refusal";
}

/** Carries a refusal out of a transaction, so that it rolls back. Caught where the door answers. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Unwraps a decision, or leaves the transaction with its refusal. */
export function must<T>(decision: T | Refusal): T {
  if (isRefusal(decision)) throw new Refused(decision);
  return decision;
}
