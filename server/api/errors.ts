import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { spend } from "../auth/limits.ts";
import { actorId } from "../domain/access/actor.ts";
import type { OperationName } from "../domain/access/policy.ts";
import { type RefusalCode, Refused, refusalCodes, refuse } from "../domain/refusal.ts";
import { log, report } from "../log.ts";
import type { ApiContext } from "./trpc.ts";

/** What a client learns of a refusal; the words come from its own catalogue by `code`. */
export type RefusalShape = {
  code: RefusalCode;
  field?: string;
  params?: Record<string, string | number>;
  retryable: boolean;
  requestId?: string;
};

type TrpcCode = TRPCError["code"];

/** The HTTP meaning of each refusal, in one place. */
const meaning: Record<RefusalCode, TrpcCode> = {
  NOT_SIGNED_IN: "UNAUTHORIZED",
  NOT_ALLOWED: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  REQUIRED: "BAD_REQUEST",
  TOO_LONG: "BAD_REQUEST",
  BAD_CHARACTER: "BAD_REQUEST",
  BAD_ID: "BAD_REQUEST",
  BAD_TIME: "BAD_REQUEST",
  NO_SUCH_TIME: "BAD_REQUEST",
  PHONE: "BAD_REQUEST",
  CODE_WRONG: "UNAUTHORIZED",
  CODE_EXPIRED: "UNAUTHORIZED",
  CODE_SPENT: "UNAUTHORIZED",
  CODE_VOID: "TOO_MANY_REQUESTS",
  CODE_LIMIT: "TOO_MANY_REQUESTS",
  WAIT: "TOO_MANY_REQUESTS",
  STALE: "CONFLICT",
  TOO_EARLY: "CONFLICT",
  TOO_LATE: "CONFLICT",
  STATE: "CONFLICT",
  TICKET_TAKEN: "CONFLICT",
  ALARM_DANGER: "CONFLICT",
  CALL_TAKEN: "CONFLICT",
  NOT_ELIGIBLE: "UNPROCESSABLE_CONTENT",
  SAY_WHY: "UNPROCESSABLE_CONTENT",
  OFFER_OVER: "CONFLICT",
  NOT_YOURS_NOW: "CONFLICT",
  IDEMPOTENCY_MISMATCH: "UNPROCESSABLE_CONTENT",
  PHOTO_TYPE: "UNSUPPORTED_MEDIA_TYPE",
  PHOTO_BROKEN: "BAD_REQUEST",
  PHOTO_PIXELS: "PAYLOAD_TOO_LARGE",
  PHOTO_SIZE: "PAYLOAD_TOO_LARGE",
  PHOTO_COUNT: "BAD_REQUEST",
  ALREADY_RATED: "CONFLICT",
  LEAD_MUST_RULE: "FORBIDDEN",
  IN_INCIDENT: "CONFLICT",
  MERGE_LOOP: "CONFLICT",
  FAULT_RETIRED: "BAD_REQUEST",
  ORIGIN: "FORBIDDEN",
  TOO_LARGE: "PAYLOAD_TOO_LARGE",
  SLOW_DOWN: "TOO_MANY_REQUESTS",
  SAVE_LATER: "SERVICE_UNAVAILABLE",
  UNKNOWN: "INTERNAL_SERVER_ERROR",
  UNKNOWN_FIELD: "BAD_REQUEST",
  BATCH_TOO_LARGE: "BAD_REQUEST",
  TOO_DEEP: "BAD_REQUEST",
  BAD_JSON: "BAD_REQUEST",
  CONTENT_TYPE: "UNSUPPORTED_MEDIA_TYPE",
  SIGN_IN_WRONG: "UNAUTHORIZED",
  REPORT_LIMIT: "TOO_MANY_REQUESTS",
  PHOTO_HEIC: "UNSUPPORTED_MEDIA_TYPE",
  PHOTO_OFFSET: "CONFLICT",
  PHOTO_WAITING: "TOO_MANY_REQUESTS",
  PHOTO_LOST: "BAD_REQUEST",
  OLD_NEWS: "CONFLICT",
  RECORD_DIFFERS: "CONFLICT",
  QUANTITY: "BAD_REQUEST",
  TOO_MUCH: "BAD_REQUEST",
  STOCK_SHORT: "CONFLICT",
  CODE_USED: "CONFLICT",
  SETTLED_ALREADY: "CONFLICT",
  NOT_YOURS_TO_DECIDE: "FORBIDDEN",
  NOTHING_TO_QUOTE: "UNPROCESSABLE_CONTENT",
  PUSH_SERVICE: "BAD_REQUEST",
  OWN_NUMBER: "BAD_REQUEST",
  IN_HOME: "CONFLICT",
  INVITED_ALREADY: "CONFLICT",
  INVITE_LIMIT: "TOO_MANY_REQUESTS",
  LAST_OWNER: "CONFLICT",
  LAST_MONEY: "CONFLICT",
  RETURN_FREE: "UNPROCESSABLE_CONTENT",
  NOT_A_RETURN: "UNPROCESSABLE_CONTENT",
  RETURN_ALREADY: "CONFLICT",
  FORM_OTHER: "CONFLICT",
  OWNER_CODE_WRONG: "BAD_REQUEST",
  OWNER_CODE_VOID: "TOO_MANY_REQUESTS",
  SLOT_TAKEN: "CONFLICT",
  NO_SLOTS: "CONFLICT",
  NO_MOBILE: "CONFLICT",
  NOT_UNDOABLE: "CONFLICT",
  UNDO_LATE: "CONFLICT",
  MINUTES: "BAD_REQUEST",
  HOURS: "BAD_REQUEST",
  DAY: "BAD_REQUEST",
};
const retryable: readonly RefusalCode[] = ["SAVE_LATER", "SLOW_DOWN", "WAIT", "CODE_LIMIT"];

export function toTrpcError(error: TRPCError): TRPCError {
  const { code } = refusalOf(error);
  return new TRPCError({ code: meaning[code], message: code, cause: error.cause ?? error });
}

/** The refusal behind any error that reaches the door; what nobody foresaw is UNKNOWN, or SAVE_LATER when the database is away. */
export function refusalOf(error: TRPCError): RefusalShape {
  const found = find(error);
  return { ...found, retryable: retryable.includes(found.code) };
}

function find(error: TRPCError): Omit<RefusalShape, "retryable"> {
  const cause = deepest(error);
  if (cause instanceof Refused) {
    const { kind: _kind, ...shape } = cause.refusal;
    return shape;
  }
  if (cause instanceof ZodError) return ofInput(cause);
  if (cause instanceof SyntaxError) return { code: "BAD_JSON" };
  if (isDatabaseAway(cause)) {
    log().warn({ err: cause }, "the database did not answer in time");
    return { code: "SAVE_LATER" };
  }
  if (isRefusalCode(error.message)) return { code: error.message };
  const known: Partial<Record<TrpcCode, RefusalCode>> = {
    PAYLOAD_TOO_LARGE: "TOO_LARGE",
    PARSE_ERROR: "BAD_JSON",
    UNSUPPORTED_MEDIA_TYPE: "CONTENT_TYPE",
    NOT_FOUND: "NOT_FOUND",
    METHOD_NOT_SUPPORTED: "NOT_FOUND",
    BAD_REQUEST: /batch/i.test(error.message) ? "BATCH_TOO_LARGE" : "BAD_JSON",
  };
  const code = known[error.code];
  if (code) return { code };
  report(cause, "a request failed for a reason nobody foresaw");
  return { code: "UNKNOWN" };
}

function deepest(error: unknown): unknown {
  let at = error;
  for (let depth = 0; depth < 6 && at instanceof Error && at.cause instanceof Error; depth++) at = at.cause;
  return at;
}

/** Zod's first issue as a refusal at its field. Our schemas carry codes as messages, some with figures: `TOO_LONG:2000:3`. */
function ofInput(error: ZodError): Omit<RefusalShape, "retryable"> {
  const issue = error.issues[0]!;
  const path = issue.path.filter((part) => part !== "input");
  if (issue.code === "unrecognized_keys") return { code: "UNKNOWN_FIELD", field: issue.keys[0] ?? "" };
  const [message = "", max, over] = issue.message.split(":");
  const field = path.length > 0 ? { field: path.map(String).join(".") } : {};
  if (!isRefusalCode(message)) return { code: "REQUIRED", ...field };
  if (max === undefined) return { code: message, ...field };
  return {
    code: message,
    ...field,
    params: { max: Number(max), ...(over !== undefined && { over: Number(over) }) },
  };
}

function isRefusalCode(word: string): word is RefusalCode {
  return (refusalCodes as readonly string[]).includes(word);
}

const away = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "53100",
  "55P03",
  "57014",
  "40P01",
  "40001",
  "25P03",
]);

function isDatabaseAway(cause: unknown): boolean {
  return typeof cause === "object" && cause !== null && "code" in cause && away.has(String(cause.code));
}

/** Each costs the database more than a page does. */
const asksWhileTyping: readonly OperationName[] = ["triage.propose", "place.spots"];

/** Twenty calls a second, sustained for a minute, is more than a person does. */
export async function limited(context: ApiContext, operation?: OperationName): Promise<void> {
  const who = context.actor.kind === "anonymous" ? context.peer : actorId(context.actor);
  const { view } = context;
  if (view) view.wait ??= spend("call", who);
  const seconds = context.actor.kind === "system" ? 0 : await (view?.wait ?? spend("call", who));
  if (context.actor.kind === "anonymous" && asksWhileTyping.some((each) => each === operation)) {
    const wait = await spend("typing", context.peer);
    if (wait > 0) throw new Refused(refuse("SLOW_DOWN", { params: { seconds: wait } }));
  }
  if (seconds > 0) throw new Refused(refuse("SLOW_DOWN", { params: { seconds } }));
  if (operation === "session.requestCode" || operation === "link.renew") {
    const wait = await spend("requestCode", context.peer);
    if (wait > 0)
      throw new Refused(
        refuse("CODE_LIMIT", { field: "phone", params: { seconds: wait, minutes: Math.ceil(wait / 60) } }),
      );
  }
}
