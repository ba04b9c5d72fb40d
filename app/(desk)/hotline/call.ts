import type { Inputs, Outputs } from "#app/_trpc/client.ts";
import type { PlateWords } from "#server/domain/place/plate.ts";
import type { EarlierReason } from "#server/domain/ticket/correction.ts";
import { descriptionRefusal } from "#server/domain/ticket/description.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";

export type Caller = Outputs["hotline"]["caller"]["people"][number];
export type Fault = Outputs["catalogue"]["get"]["faults"][number];

/** One call being written down. `key` is its idempotency key: it lives and dies with the call. */
export type Call = {
  key: string;
  /** When the number was first typed: the call came in then, whenever it is filed. ISO. */
  startedAt: string | null;
  number: string;
  /** Who is calling, of those known under the number; null while nobody is chosen. */
  reporterId: string | null;
  contactName: string;
  place: {
    id: string;
    plate: PlateWords;
    /** The site, for its clocks. */
    siteId?: string;
    /** It is on no list: only the words say where, and this is the site. */
    elsewhereAt?: string;
    /** Nobody chose it: it is the only home of whoever was chosen, and goes with them. */
    ofCaller?: true;
  } | null;
  placeWords: string;
  faultCode: string | null;
  urgency: UrgencyLevel | null;
  description: string;
  /** The call that the phone system told of, where there is one. */
  callId: string | null;
  /** The earlier repair that is back, says the caller. */
  repeatOf: string | null;
  /** When it was first said, typed by hand, ISO; and why that was before the call or the typing. */
  receivedAt: string | null;
  /** What was typed for that and is no time on the site's clocks. */
  noTime: string | null;
  earlier: { reason: EarlierReason; words: string } | null;
};

export type Field =
  | "number"
  | "contactName"
  | "place"
  | "fault"
  | "urgency"
  | "description"
  | "placeWords"
  | "earlier";
export const fieldsInOrder: readonly Field[] = [
  "number",
  "contactName",
  "place",
  "placeWords",
  "fault",
  "urgency",
  "description",
  "earlier",
];

/** A call that lay longer than this was not received when its number was typed, ms. */
const oldest = 4 * 3_600_000;

export function newCall(): Call {
  return {
    key: crypto.randomUUID(),
    startedAt: null,
    number: "",
    reporterId: null,
    contactName: "",
    place: null,
    placeWords: "",
    faultCode: null,
    urgency: null,
    description: "",
    callId: null,
    repeatOf: null,
    receivedAt: null,
    noTime: null,
    earlier: null,
  };
}

/** What choosing this person changes; null: somebody else. A place that the operator chose stays, whoever it then is. */
export function callerPatch({ place }: Call, who: Caller | null): Partial<Call> {
  const kept = place !== null && !place.ofCaller ? place : null;
  if (who === null) return { reporterId: null, contactName: "", place: kept };
  const only = who.homes.length === 1 ? who.homes[0] : undefined;
  const own = only && { id: only.placeId, plate: only.plate, siteId: only.siteId, ofCaller: true as const };
  return { reporterId: who.id, contactName: who.name, place: kept ?? own ?? null };
}

/** What another number changes: whoever the old one led to goes with their name and home, what was said stays. */
export function numberPatch(call: Call, number: string, now: Date): Partial<Call> {
  const startedAt = call.startedAt ?? now.toISOString();
  return { number, startedAt, ...(call.reporterId !== null && callerPatch(call, null)) };
}

/** The place on the lists that was chosen; null for none and for one that is only told in words. */
export function placeIdOf({ place }: Call): string | null {
  return place === null || place.elsewhereAt !== undefined ? null : place.id;
}

/** Nothing has been said yet. */
export function isBlank(call: Call): boolean {
  return (
    call.callId === null &&
    call.number === "" &&
    call.contactName === "" &&
    call.placeWords === "" &&
    call.place === null &&
    call.faultCode === null &&
    call.description === ""
  );
}

/** What still has to be asked before the call can be filed, in the order of the form. */
export function missing(call: Call): Field[] {
  const lacks: Record<string, boolean> = {
    // Who hides the number on a call that did come in is filed by name.
    number: call.reporterId === null && call.callId === null && call.number.trim() === "",
    contactName: call.reporterId === null && call.contactName.trim() === "",
    place: call.place === null,
    placeWords: call.place?.elsewhereAt !== undefined && call.placeWords.trim() === "",
    fault: call.faultCode === null,
    urgency: call.urgency === null,
    description: descriptionRefusal(call.description) !== null,
    earlier: call.noTime !== null,
  };
  return fieldsInOrder.filter((field) => lacks[field]);
}

/** What goes to the server; `now` in ms, `notSame` what the caller said it is not. Only for a call where nothing is missing. */
export function reportOf(
  call: Call,
  now: number,
  notSame: string[] = [],
): Inputs["ticket"]["report"]["input"] {
  const { reporterId, contactName, number, place, placeWords, faultCode, urgency, description } = call;
  return {
    ...(place?.elsewhereAt !== undefined ? { elsewhereAt: place.elsewhereAt } : { placeId: place?.id ?? "" }),
    placeWords,
    faultCode: faultCode ?? "",
    urgency: urgency ?? 3,
    description,
    contactName,
    ...(reporterId !== null && { reporterId }),
    ...(number.trim() !== "" && { contactPhone: number }),
    ...(call.callId !== null && { callId: call.callId }),
    ...receivedOf(call, now),
    ...(call.repeatOf && { repeatOf: call.repeatOf }),
    ...(notSame.length > 0 && { notSame }),
  };
}

/** A time typed by hand goes with its reason; a call has its own time; else it was received when its number was typed. */
function receivedOf({ callId, startedAt, receivedAt, earlier }: Call, now: number) {
  if (receivedAt !== null) return { receivedAt, ...(earlier && { earlier }) };
  if (callId !== null || startedAt === null || now - Date.parse(startedAt) >= oldest) return {};
  return { receivedAt: startedAt, ...(earlier && { earlier }) };
}

/** What stands in this field is what stood there `then`: a problem that it had it has still. */
export function isAsThen(field: Field, then: Call, now: Call): boolean {
  const of = (call: Call) => {
    if (field === "fault") return call.faultCode;
    if (field === "earlier") return [call.receivedAt, call.noTime, call.earlier?.reason];
    return field === "place" ? call.place?.id : call[field];
  };
  return JSON.stringify(of(then)) === JSON.stringify(of(now));
}

/** The form's field for a field of the operation. */
export function fieldOf(field: string | undefined): Field | null {
  switch (field) {
    case "contactPhone":
    case "reporterId":
    case "phone":
      return "number";
    case "placeId":
    case "elsewhereAt":
      return "place";
    case "faultCode":
      return "fault";
    case "receivedAt":
      return "earlier";
    case "contactName":
    case "placeWords":
    case "urgency":
    case "earlier":
    case "description":
      return field;
    default:
      return null;
  }
}
