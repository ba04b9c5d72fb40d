import type { Inputs } from "#app/_trpc/client.ts";
import type { Step } from "#server/domain/escalation/ladder.ts";
import { type ClockName, type ClockTerm, clockNames } from "#server/domain/sla/terms.ts";
import { type PauseReason, pauseReasons, type UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Held, Policy } from "./scope.ts";

export type StepDraft = Omit<Step, "offsetMinutes" | "repeatMinutes"> & {
  key: string;
  offset: string;
  repeat: string;
};
/** A promise as it is being typed: figures are words until they are read. */
export type Draft = {
  /** `f:` or `c:` and a code; empty for any fault. Null while it is still to be chosen. */
  aim: string | null;
  clocks: Record<ClockName, { minutes: string; basis: ClockTerm["basis"] }>;
  pauses: Record<PauseReason, { stops: ClockName[]; cap: string }>;
  ladderCode: string;
  ladder: { name: string; steps: StepDraft[] } | null;
  source: string;
};
export type Problem = "aim" | "minutes" | "cap" | "offset" | "source" | "name" | "steps";
/** By the field's name, which is its path in what is sent. */
export type Problems = Record<string, Problem>;

export function draftOf(held: Held, aim: string | null): Draft {
  const { clocks, pauses } = held.terms;
  return {
    aim,
    clocks: Object.fromEntries(
      clockNames.map((name) => [name, { ...clocks[name], minutes: String(clocks[name].minutes) }]),
    ) as Draft["clocks"],
    pauses: Object.fromEntries(
      pauseReasons.map((reason) => {
        const { stops, capMinutes } = pauses[reason];
        return [reason, { stops, cap: capMinutes === null ? "" : String(capMinutes) }];
      }),
    ) as Draft["pauses"],
    ladderCode: held.ladderCode,
    ladder: null,
    source: held.row === null || held.preset !== "" ? "" : held.source,
  };
}

export function stepDraft(step: Step): StepDraft {
  const { offsetMinutes, repeatMinutes, ...rest } = step;
  return {
    ...rest,
    key: crypto.randomUUID(),
    offset: String(offsetMinutes),
    repeat: repeatMinutes === null ? "" : String(repeatMinutes),
  };
}

/** A whole figure within bounds; null for anything else. */
export function figure(words: string, least: number): number | null {
  const plain = words.normalize("NFKC").trim();
  if (!/^-?\d{1,7}$/.test(plain)) return null;
  const value = Number(plain);
  return value >= least && value <= 525_600 ? value : null;
}

export function clocksIn(draft: Draft): Inputs["promise"]["set"]["input"]["clocks"] | null {
  const read = clockNames.map((name) => [name, figure(draft.clocks[name].minutes, 1)] as const);
  if (read.some(([, minutes]) => minutes === null)) return null;
  const terms = read.map(([name, minutes]) => [name, { minutes, basis: draft.clocks[name].basis }]);
  return Object.fromEntries(terms);
}

export function aimOf(aim: string | null) {
  const code = aim?.slice(2) ?? "";
  return {
    faultCode: aim?.startsWith("f:") ? code : null,
    categoryCode: aim?.startsWith("c:") ? code : null,
  };
}

export function aimWords(row: Pick<Policy, "faultCode" | "categoryCode">): string {
  if (row.faultCode !== null) return `f:${row.faultCode}`;
  return row.categoryCode === null ? "" : `c:${row.categoryCode}`;
}

/** Everything that cannot be sent as it stands, in the order of the form. */
export function problemsIn(draft: Draft): Problems {
  const found: Problems = {};
  if (draft.aim === null) found.aim = "aim";
  for (const name of clockNames)
    if (figure(draft.clocks[name].minutes, 1) === null) found[`clocks.${name}.minutes`] = "minutes";
  for (const reason of pauseReasons) {
    const { cap } = draft.pauses[reason];
    if (cap.trim() !== "" && figure(cap, 0) === null) found[`pauses.${reason}.capMinutes`] = "cap";
  }
  if (draft.ladder !== null) {
    const { name, steps } = draft.ladder;
    if (name.trim() === "" || name.trim().length > 40) found["ladder.name"] = "name";
    if (steps.length === 0 || steps.length > 24) found["ladder.steps"] = "steps";
    for (const [n, step] of steps.entries()) {
      if (figure(step.offset, -525_600) === null) found[`ladder.steps.${n}.offsetMinutes`] = "offset";
      if (step.repeat.trim() !== "" && figure(step.repeat, 1) === null)
        found[`ladder.steps.${n}.repeatMinutes`] = "minutes";
    }
  }
  if (draft.source.trim() === "" || draft.source.trim().length > 300) found.source = "source";
  return found;
}

/** What is sent of a draft that has no problems. */
export function inputOf(
  draft: Draft,
  at: { siteId: string | null; urgency: UrgencyLevel; seen: string | null },
): Inputs["promise"]["set"]["input"] {
  const { ladder } = draft;
  return {
    ...at,
    ...aimOf(draft.aim),
    clocks: clocksIn(draft)!,
    pauses: Object.fromEntries(
      pauseReasons.map((reason) => {
        const { stops, cap } = draft.pauses[reason];
        return [reason, { stops, capMinutes: cap.trim() === "" ? null : figure(cap, 0) }];
      }),
    ) as Inputs["promise"]["set"]["input"]["pauses"],
    ladderCode: draft.ladderCode,
    ladder: ladder && {
      name: ladder.name,
      steps: ladder.steps.map(({ key: _key, offset, repeat, ...step }) => ({
        ...step,
        offsetMinutes: figure(offset, -525_600)!,
        repeatMinutes: repeat.trim() === "" ? null : figure(repeat, 1),
      })),
    },
    source: draft.source,
  };
}
