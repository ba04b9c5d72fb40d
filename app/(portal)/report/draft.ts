import type { KeptPhoto } from "#app/_photo/upload.ts";
import type { Inputs, Outputs } from "#app/_trpc/client.ts";
import { type Began, mayHaveBegun } from "#server/domain/ticket/began.ts";
import { descriptionRefusal } from "#server/domain/ticket/description.ts";
import { maybePhone } from "#server/domain/ticket/maybePhone.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { anyTime, type Wish } from "#server/domain/ticket/wish.ts";

export const steps = ["where", "what", "began", "urgency", "visit", "describe", "same", "check"] as const;
export type Step = (typeof steps)[number];

/** A report that is not sent yet. `key` is its idempotency key: it lives and dies with the draft. */
export type Draft = {
  key: string;
  placeId: string | null;
  placeWords: string;
  /** The public place that was chosen, when it is not among those that come with the page. */
  spot: Place | null;
  /** The site, when the place is somewhere else there and only the words say where. */
  elsewhere: string | null;
  /** The label that was scanned, with the place where it hangs: what the draft is about is kept with it. */
  scanned: Scanned | null;
  faultCode: string | null;
  began: Began | null;
  /** The instant, when they know it exactly. */
  beganAt: string | null;
  /** What was typed instead of it, where the clocks of the place never show that. */
  noTime: string | null;
  urgency: UrgencyLevel | null;
  wish: Wish;
  /** Somebody else than who reports; empty for themselves. */
  contactName: string;
  contactPhone: string;
  description: string;
  /** What an older draft said, before something else was said at the door. */
  older: string;
  photos: KeptPhoto[];
  /** Tickets that were shown and are something else, says the reporter. */
  notSame: string[];
  /** The earlier repair that is back, says the reporter. */
  repeatOf: string | null;
};
export type Missing =
  | "placeId"
  | "placeWords"
  | "faultCode"
  | "began"
  | "beganAt"
  | "urgency"
  | "contactPhone"
  | "description";

type Choices = Outputs["place"]["choices"];
export type Place = Choices["homes"][number] | Choices["spots"][number];
export type Site = Choices["sites"][number];
export type Scanned = Outputs["placeCode"]["open"] & { secret: string };
export type Fault = Outputs["catalogue"]["get"]["faults"][number];

export function newDraft(): Draft {
  return {
    key: crypto.randomUUID(),
    placeId: null,
    placeWords: "",
    spot: null,
    elsewhere: null,
    scanned: null,
    faultCode: null,
    began: null,
    beganAt: null,
    noTime: null,
    urgency: null,
    wish: anyTime,
    contactName: "",
    contactPhone: "",
    description: "",
    older: "",
    photos: [],
    notSame: [],
    repeatOf: null,
  };
}

/** Can this fault happen at a place of this kind? */
export function fits(fault: Pick<Fault, "at">, place: Pick<Place, "kind">): boolean {
  return fault.at === "both" || (fault.at === "home") === (place.kind === "home");
}

/** What still has to be said, or said otherwise, at this step. */
export function missingAt(step: Step, draft: Draft): Missing[] {
  if (step === "where" && draft.elsewhere !== null && draft.placeWords.trim() === "") return ["placeWords"];
  if (step === "where" && draft.placeId === null && draft.elsewhere === null) return ["placeId"];
  if (step === "what" && draft.faultCode === null) return ["faultCode"];
  if (step === "began" && draft.began === null) return ["began"];
  if (step === "began" && draft.began === "exact" && !isPast(draft.beganAt)) return ["beganAt"];
  if (step === "urgency" && draft.urgency === null) return ["urgency"];
  if (step === "visit" && draft.contactPhone.trim() !== "" && !maybePhone(draft.contactPhone))
    return ["contactPhone"];
  if (step === "describe" && descriptionRefusal(draft.description)) return ["description"];
  return [];
}

function isPast(at: string | null): boolean {
  return at !== null && mayHaveBegun(at, new Date());
}

/** The first step where something is missing; `check` when nothing is. */
export function firstOpenStep(draft: Draft): Step {
  return steps.find((step) => missingAt(step, draft).length > 0) ?? "check";
}

/** Where each answer is given: what is refused later is said there too. */
const stepOf: Record<string, Step> = {
  placeId: "where",
  placeWords: "where",
  faultCode: "what",
  began: "began",
  beganAt: "began",
  urgency: "urgency",
  wish: "visit",
  contactName: "visit",
  contactPhone: "visit",
  photos: "describe",
  description: "describe",
};

export function isAskedAt(step: Step, field: string): boolean {
  return stepOf[field] === step;
}

/** What opens a place to somebody who has no home there: the label that was scanned at it. */
export function codeOf({ scanned, placeId }: Pick<Draft, "scanned" | "placeId">): { placeCode?: string } {
  return scanned !== null && scanned.place.id === placeId ? { placeCode: scanned.secret } : {};
}

/** The report as it is sent; null while something is missing without which it is none. What was not said is left out. */
export function reportOf(draft: Draft): Inputs["ticket"]["report"]["input"] | null {
  const { placeId, elsewhere, placeWords, faultCode, urgency, description, notSame, wish, contactName } =
    draft;
  if (faultCode === null || urgency === null || (placeId === null && elsewhere === null)) return null;
  const { began, beganAt, contactPhone, repeatOf } = draft;
  return {
    ...(placeId !== null ? { placeId } : {}),
    ...(placeId === null && elsewhere !== null ? { elsewhereAt: elsewhere } : {}),
    placeWords,
    faultCode,
    urgency,
    description,
    photoIds: draft.photos.map(({ photoId }) => photoId),
    notSame,
    wish,
    contactName,
    ...codeOf(draft),
    ...(repeatOf === null ? {} : { repeatOf }),
    ...(began === null ? {} : { began }),
    ...(began === "exact" && beganAt !== null ? { beganAt } : {}),
    ...(contactPhone.trim() === "" ? {} : { contactPhone }),
  };
}

/** The pages of this report: the question whether it is known already comes only when something looks like it. */
export function stepsOf(asksSame: boolean): readonly Step[] {
  return asksSame ? steps : steps.filter((step) => step !== "same");
}

/** Nothing has been said yet. */
export function isBlank(draft: Draft): boolean {
  return (
    firstOpenStep(draft) === "where" &&
    draft.description === "" &&
    draft.faultCode === null &&
    draft.photos.length === 0
  );
}
