import type { Inputs } from "#app/_trpc/client.ts";
import type { NamedForm } from "#server/domain/record/form.ts";
import { type Earlier, recordResults, type Sheet, type Signed } from "#server/domain/record/sheet.ts";
import { localDay } from "#server/domain/time/day.ts";
import type { Kept } from "../_outbox/kept.ts";
import type { Line } from "./[id]/parts/usePartLines.ts";

type Completion = Inputs["ticket"]["complete"]["input"];
export const measures = [
  "fix",
  "replace",
  "maintain",
  "inspect",
] as const satisfies readonly Completion["measure"][];
export const results = recordResults;

/** A work record that is not at the office yet. */
export type RecordDraft = {
  measure: Completion["measure"] | null;
  found: string;
  done: string;
  materials: string;
  result: Completion["result"] | null;
  checks: Sheet["checks"];
  /** As they were typed. */
  readings: Record<string, string>;
  cause: string;
  tools: string;
  signed: Signed | null;
  /** The form that it was begun with. */
  form: NamedForm | null;
  /** Answers to a form that the fault no longer asks for. */
  earlier: Earlier[];
  /** After a temporary repair: in how many days to come again, and for what. */
  againInDays: number | null;
  again: string;
  /** The parts that it waits for. */
  wanted: Line[];
  /** Which trade it takes instead. */
  trade: NonNullable<Completion["trade"]> | null;
  /** Which job it is of, for when that has gone; null where an older app began it. */
  about: Kept["about"] | null;
};

/** When to come again, as it is offered: today, tomorrow, in some days. */
export const daysAhead = [0, 1, 3, 7, 14] as const;
/** A field of the draft, or one of the form as server/domain/record/problems.ts names them. */
export type RecordField = string;

/** The most characters of each text, as the office takes them. */
export const longest = {
  found: 1000,
  done: 1000,
  materials: 500,
  cause: 500,
  tools: 300,
  again: 500,
} as const;

export const blankRecord: RecordDraft = {
  measure: null,
  found: "",
  done: "",
  materials: "",
  result: null,
  checks: {},
  readings: {},
  cause: "",
  tools: "",
  signed: null,
  form: null,
  earlier: [],
  againInDays: null,
  again: "",
  wanted: [],
  trade: null,
  about: null,
};

/** The draft's answers to the form, as the office takes them; a figure may be typed with a comma. */
export function sheetOf(draft: RecordDraft, { scope, version }: Pick<NamedForm, "scope" | "version">): Sheet {
  const { checks, cause, tools } = draft;
  const signed = isUnsigned(draft.signed) ? null : draft.signed;
  const typed = Object.entries(draft.readings).filter(([, value]) => value.trim() !== "");
  const readings = Object.fromEntries(typed.map(([id, value]) => [id, Number(value.replace(",", "."))]));
  const earlier = draft.earlier.length > 0 ? { earlier: draft.earlier } : {};
  return { form: { scope, version }, checks, readings, cause, tools, signed, ...earlier };
}

/**
 * The fault was corrected, so another form is asked: what was answered stays. Answers that the new form asks for too
 * stand in it; the others are kept with their questions.
 */
export function withForm(draft: RecordDraft, form: NamedForm): RecordDraft {
  const old = draft.form;
  if (old === null || old.scope === form.scope) return { ...draft, form };
  const asks = new Set([...form.checks, ...form.readings].map(({ id }) => id));
  const checks = old.checks
    .filter(({ id }) => !asks.has(id) && draft.checks[id] !== undefined)
    .map(({ id, zh, en }) => ({ zh, en, value: String(draft.checks[id]) }));
  const readings = old.readings
    .filter(({ id }) => !asks.has(id) && (draft.readings[id] ?? "").trim() !== "")
    .map(({ id, zh, en, unit }) => ({ zh, en, value: `${draft.readings[id]!.trim()} ${unit}`.slice(0, 40) }));
  const stays = <Value>(all: Record<string, Value>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => asks.has(id)));
  return {
    ...draft,
    form,
    checks: stays(draft.checks),
    readings: stays(draft.readings),
    earlier: [...draft.earlier, ...checks, ...readings].slice(-60),
  };
}

/** What is left after this visit, as the office takes it. `now` in ms; the day is the site's. */
export function remainsOf(
  { result, trade, again, againInDays }: RecordDraft,
  now: number,
  timeZone: string,
): Pick<Completion, "followUp" | "trade"> {
  if (result === "needs_trade") return trade === null ? {} : { trade };
  if (result !== "temporary") return {};
  const wantedOn = againInDays === null ? null : localDay(new Date(now + againInDays * 86_400_000), timeZone);
  return { followUp: { words: again, ...(wantedOn !== null && { wantedOn }) } };
}

/** A way to sign was chosen, and nothing was written yet. */
export function isUnsigned(signed: Signed | null): boolean {
  if (signed?.kind === "glass") return signed.strokes.length === 0;
  if (signed?.kind === "typed") return signed.name.trim() === "";
  return signed?.kind === "code" && signed.code.length !== 6;
}

const drawers = "mendline.record.";
const drawerOf = (personId: string) => `${drawers}${personId}.`;
/** A refused record that is gone over again has a drawer beside that of its job, which may hold the next one. */
const nameOf = (ticketId: string, of?: string) => (of === undefined ? ticketId : `${ticketId}/${of}`);

const watchers = new Set<() => void>();

/** Told when a draft was kept or forgotten, on this page or on another one of this phone. */
export function watchDrafts(watcher: () => void): () => void {
  const elsewhere = ({ key }: StorageEvent) => (key === null || key.startsWith(drawers)) && watcher();
  watchers.add(watcher);
  window.addEventListener("storage", elsewhere);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", elsewhere);
  };
}

/** Told what another page of this phone has written in the same record, so that neither writes over the other. */
export function hearDraft(
  personId: string,
  ticketId: string,
  of: string | undefined,
  heard: (draft: RecordDraft) => void,
): () => void {
  const drawer = drawerOf(personId) + nameOf(ticketId, of);
  const listen = ({ key, newValue }: StorageEvent) => {
    const draft = key === drawer && newValue !== null ? readDraft(personId, ticketId, of) : null;
    if (draft !== null) heard(draft);
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

/** What this phone keeps for the ticket, or for the refused record `of`; null when nothing was written. */
export function readDraft(personId: string, ticketId: string, of?: string): RecordDraft | null {
  try {
    const kept = localStorage.getItem(drawerOf(personId) + nameOf(ticketId, of));
    return kept === null ? null : { ...blankRecord, ...(JSON.parse(kept) as Partial<RecordDraft>) };
  } catch {
    return null;
  }
}

/** Keeps it on this phone; null forgets it. False: there is no room, and it lives only as long as the page. */
export function keepDraft(
  personId: string,
  ticketId: string,
  draft: RecordDraft | null,
  of?: string,
): boolean {
  try {
    const drawer = drawerOf(personId) + nameOf(ticketId, of);
    if (draft === null) localStorage.removeItem(drawer);
    else localStorage.setItem(drawer, JSON.stringify(draft));
    for (const watcher of watchers) watcher();
    return true;
  } catch {
    return false;
  }
}

/** The tickets for which this phone keeps a record of this person. */
export function draftedTickets(personId: string): string[] {
  const drawer = drawerOf(personId);
  try {
    const names = Object.keys(localStorage).filter((key) => key.startsWith(drawer));
    return [...new Set(names.map((key) => key.slice(drawer.length).split("/")[0]!))];
  } catch {
    return [];
  }
}

/**
 * Drafts of refused records that are no longer there to be gone over (`living`: the keys of those that are) become the
 * draft of their job, unless that has one.
 */
export function adoptDrafts(personId: string, living: readonly string[]): void {
  const drawer = drawerOf(personId);
  try {
    const names = Object.keys(localStorage).filter((key) => key.startsWith(drawer));
    for (const name of names) {
      const [ticketId = "", of] = name.slice(drawer.length).split("/");
      if (of === undefined || living.includes(of) || readDraft(personId, ticketId) !== null) continue;
      if (keepDraft(personId, ticketId, readDraft(personId, ticketId, of)))
        keepDraft(personId, ticketId, null, of);
    }
  } catch {
    // A forbidden store keeps no drafts.
  }
}

/** Nothing has been said in it yet. */
export function isUntouched(draft: RecordDraft): boolean {
  return (
    JSON.stringify({ ...blankRecord, ...draft, form: null, about: null }) === JSON.stringify(blankRecord)
  );
}

/** What still has to be said, in the order of the form. */
export function missingIn(draft: RecordDraft): RecordField[] {
  const missing: RecordField[] = [];
  if (draft.measure === null) missing.push("measure");
  if (draft.found.trim() === "") missing.push("found");
  if (draft.done.trim() === "") missing.push("done");
  if (draft.result === null) missing.push("result");
  if (draft.result === "needs_trade" && draft.trade === null) missing.push("trade");
  return missing;
}
