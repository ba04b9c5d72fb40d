import type { Told } from "#app/_trpc/refusal.ts";
import type { PlateWords } from "#server/domain/place/plate.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import type { Step } from "../jobs/[id]/steps.ts";
import type { RecordDraft } from "../jobs/recordDraft.ts";

/** A step as it was done on this phone: kept before anything is shown as done, until long after the office has it. */
export type Kept = {
  /** Place in the queue of this phone; given by the store. */
  order: number;
  /** The idempotency key: however often it is sent, it counts once. */
  key: string;
  personId: string;
  step: Step & { doneAt: string };
  /** What this phone's own clock showed then, ms: how long ago it was, it tells right even where it is wrong. */
  pressedAt?: number;
  /** The photos on this phone that the step names; the office gets them first. */
  pictures: string[];
  /** A record as it was written, so that it can be gone over again. A phone with an older app kept none. */
  draft?: RecordDraft;
  /** For the screen; without number and plate where it concerns no job. */
  about: { number: string; plate: PlateWords | null; timeZone: string };
  state: "queued" | "sent" | "refused";
  /** What the office made of it. */
  moved: { version: number; status?: Status; count?: number } | null;
  /** Why the office refused it, and when. */
  told: Told | null;
  answeredAt: string | null;
  /** How often the office has failed at it for a reason that nobody foresaw. */
  unknowns?: number;
};

/** A photo of a work record on this phone; its bytes lie beside it. */
export type Picture = {
  order: number;
  id: string;
  personId: string;
  ticketId: string;
  /** How it was when he came, how he left it, the door that stayed shut, or a name that was drawn on the glass. */
  shows?: "before" | "after" | "door" | "signature";
  /** The key of the kept record to which it was added when that was gone over again. */
  of?: string;
  sha256: string;
  /** Its name at the office, which has it whole. */
  photoId: string | null;
  told: Told | null;
  /** How often the office has failed at it for a reason that nobody foresaw. */
  unknowns?: number;
  keptAt: string;
};

/** What is known before the store has given it its place. */
export type Fresh<Row extends { order: number }> = Omit<Row, "order">;
