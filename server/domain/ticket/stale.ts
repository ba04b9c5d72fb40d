import type { EventType } from "./event.ts";
import type { Verb } from "./lifecycle.ts";

const steps: readonly Verb[] = [
  "accept",
  "decline",
  "handBack",
  "depart",
  "arrive",
  "pause",
  "resume",
  "complete",
  "noAccess",
];
const answers: readonly Verb[] = ["confirm", "reopen"];
const harmless: readonly EventType[] = [
  "urged",
  "followed",
  "added",
  "asked",
  "joined",
  "wished",
  "contacted",
  "escalated",
  "escalation_acknowledged",
  "alarm_acknowledged",
  "alarm_shelved",
  "alarm_unshelved",
  "absorbed",
  "released",
  "not_one",
  "offered",
  "offer_passed",
  "offer_left",
  "offers_ended",
  "parts_used",
  "parts_back",
  "parts_short",
  "parts_settled",
  "parts_reserved",
  "parts_ready",
  "parts_lost",
  "parts_moved",
  "parts_left",
  "quoted",
  "quote_answered",
  "repeat_of",
  "repeat_undone",
  "appointment_offered",
  "appointment_chosen",
  "appointment_changed",
  "appointment_cancelled",
  "link_sent",
  "recounted",
  "kept_away",
  "let_back",
];

/** Does it undo nothing, whatever somebody else is about to do? */
export function isHarmless(type: EventType): boolean {
  return harmless.includes(type);
}

/** What goes on beside a technician's work: it neither undoes his step nor says anything about when it was done. */
export const beside: readonly EventType[] = [...harmless, "triaged", "corrected", "attached", "leading"];

/**
 * May the command go ahead although this happened after the version that its sender saw? A technician's step is about
 * his own work, so a changed urgency does not undo it; an answer is about the repair, so a survey does not. That somebody
 * asked where it stays, that one more household has the same trouble, or that a pause which nobody held is over, undoes nothing. Everything else is shown first.
 */
export function tolerates(verb: Verb, missed: EventType): boolean {
  if (harmless.includes(missed)) return true;
  // That it may go on again makes it no less fit to be sent, joined or ended.
  if (missed === "pause_over") return !steps.includes(verb);
  if (steps.includes(verb)) return beside.includes(missed);
  if (answers.includes(verb)) return missed === "surveyed";
  return false;
}
